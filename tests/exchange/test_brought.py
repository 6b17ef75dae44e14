"""Files as people have them: each comes out as a person reads it, and once more it changes nothing.

`brought.yaml` says what each file of `brought/` holds; it was written by reading the files.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from msgspec.structs import replace

from coptui.core.model.records import Event, Member, Source
from coptui.errors import UsageError
from coptui.exchange.planning.event_records import UNNAMED
from coptui.exchange.planning.plan import ADDRESS_BOOKS, ImportChoices, ImportPlan, edit_of, plan
from coptui.exchange.planning.planned import in_words
from coptui.exchange.reading import read
from coptui.exchange.tables.found import AmbiguousDates, Found, Hints, UnknownLayout
from coptui.session import Session
from coptui.store.memory import MemoryStore

HERE = Path(__file__).parent
FILES = HERE / "brought"
TODAY = date(2026, 11, 29)
NOW = datetime(2026, 11, 29, 18, 0, tzinfo=UTC)
CLINIC = 1
MANY = 50
Told = dict[str, Any]


@cache
def expectations() -> dict[str, Told]:
    # Without types: `yes` is an answer, and `2026-11-05` a heading.
    text = (HERE / "brought.yaml").read_text("utf-8")
    said: dict[str, Told] = yaml.load(text, Loader=yaml.BaseLoader)
    return said


def circle_of(name: str) -> Session:
    kind = "base2.json" if name == "circle" else "base.json"
    tables = json.loads((FILES / kind).read_text("utf-8"))
    tables["community"]["1"]["time_zone"] = "Europe/Berlin"
    if name == "clinic":
        clinic = {"title": "Case clinic", "starts_at": "2026-11-05T18:00", "status": "confirmed"}
        tables["events"] = {str(CLINIC): clinic}
        tables["meta"]["1"]["next_id"]["events"] = CLINIC + 1
    return Session(MemoryStore(tables), by="nora", clock=lambda: NOW, today=TODAY)


def planned(session: Session, found: Found, name: str, **choices: Any) -> ImportPlan:
    source = Source(file=name, at=NOW.isoformat())
    return plan(session.whole, found, today=TODAY, source=source, choices=ImportChoices(**choices))


def take(session: Session, found: Found, name: str, **choices: Any) -> ImportPlan:
    made = planned(session, found, name, **choices)
    if edit := edit_of(made):
        session.edit(edit)
    return made


def person(session: Session, number: int) -> str:
    member = session.whole.members[number]
    return " ".join((member.name, *member.emails))


FIELDS = ("organisation", "unit", "location", "phone", "joined_on", "tags", "interests", "aliases", "handles", "pronouns", "more")  # fmt: skip


def further(member: Member, *, met: bool) -> dict[str, str]:
    """The other fields of somebody; whoever was `met` at a meeting joined on that day."""
    fields: dict[str, Any] = {
        name: getattr(member, name) for name in FIELDS if not (met and name == "joined_on")
    }
    fields["groups"] = [each.group for each in member.groups]
    return {name: in_words(value) for name, value in fields.items() if value}


def attended(session: Session, event: Event) -> dict[str, str]:
    """How each person was there or answered, in a word or two."""
    marks = {}
    for number, entry in event.attendance.items():
        came = "came" if entry.status in ("attended", "late") else (entry.status or "")
        if entry.minutes is not None and came == "came" and round(entry.minutes):
            came = f"{entry.minutes:.0f}"
        marks[person(session, number)] = " ".join(filter(None, (came, entry.rsvp or "")))
    return marks


def heading(event: Event) -> str:
    """When a meeting is, on which clock, and its title unless it has none."""
    when = event.starts_at[:16].replace("T", " ")
    utc = "UTC" if event.starts_at.endswith("+00:00") else ""
    title = "" if event.title == UNNAMED else event.title
    return " ".join(filter(None, (when, event.time_zone or utc, title)))


def told(name: str, said: Told) -> Told:
    """What comes of a file, in the words of the expectations; empty parts are left out."""
    hints = Hints(name=name, today=TODAY.isoformat())
    data = (FILES / name).read_bytes()
    answers: Told = {part: said[part] for part in ("in", "day first") if part in said}
    out: Told = dict(answers)
    try:
        found = read(data, hints)
    except UnknownLayout:
        return {**out, "asks": "columns"}
    except AmbiguousDates:
        out["asks"] = "dates"
        found = read(data, replace(hints, day_first=answers.get("day first") == "true"))
    except UsageError as error:
        return {**out, "refused": f"{error.message} {error.hint}".removeprefix(f"{name}: ")}
    session = circle_of(said.get("in", ""))
    choices: dict[str, Any] = {"take_new": found.kind != "people"}
    if any(meeting.state == "open" for meeting in planned(session, found, name).meetings):
        out["asks"] = "event"
        session = circle_of("clinic")
        choices["events"] = {0: CLINIC}
    before = session.whole
    made = take(session, found, name, **choices)
    if found.kind == "people" and made.product.startswith(ADDRESS_BOOKS):
        assert not made.changes, "an address book makes nobody a member by itself"
        out["book"], choices["take_new"] = "true", True
        made = take(session, found, name, **choices)
    assert not take(session, found, name, **choices).changes, "the second import changes something"
    community = session.whole
    new = [one for one in community.members.values() if one.id not in before.members]
    meetings = {
        heading(event) if out.get("asks") != "event" else "": attended(session, event)
        for event in community.events.values()
        if event != before.events.get(event.id)
    }
    authors = Counter(person(session, gift.member) for gift in community.contributions.values())
    parts: Told = {
        "people": sorted(person(session, one.id) for one in new) if found.kind == "people" else [],
        "meetings": meetings if len(meetings) <= MANY else {},
        "many": str(len(meetings)) if len(meetings) > MANY else "",
        "posts": {who: str(number) for who, number in authors.items()},
        "asked": sorted(row.name for row in made.open),
        "left": sorted(str(row.line) for row in (*made.left, *made.of("skipped"))),
        "kept": sorted({head for one in new for head in one.more}),
        "fields": {
            person(session, one.id): fields
            for one in new
            if (fields := further(one, met=found.kind != "people"))
        },
    }
    return out | {part: value for part, value in parts.items() if value}


def in_order(said: Told) -> Told:
    """The expectations with their lists sorted."""
    return {
        part: sorted(value) if isinstance(value, list) else value for part, value in said.items()
    }


@pytest.mark.parametrize("name", sorted(path.name for path in FILES.iterdir()))
def test_a_file_comes_out_as_a_person_reads_it_and_again_changes_nothing(name: str) -> None:
    said = in_order(expectations()[name])
    came = told(name, said)
    if "refused" in said and "refused" in came:
        assert said["refused"].casefold() in came["refused"].casefold()
    else:
        assert came == said


def test_each_file_has_its_expectation() -> None:
    assert {path.name for path in FILES.iterdir()} == {*expectations()}
