"""What stands beside a label, a heading or a name says what it is, once, and to whom it is said."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coptui.core.model.community import Community
from coptui.core.model.days import later
from coptui.core.model.records import TABLES, Event, Member, Topic, Touch
from coptui.core.model.settings import DEFAULTS
from coptui.day_page import day_page
from coptui.session import Session
from coptui.store.store import Store
from coptui.tui.day.between_meetings_rows import STEP, STEPS
from coptui.tui.records.detail import detail_rows
from coptui.tui.records.words import wrap

TODAY = date(2026, 11, 30)
SHOWN = ("members", "topics", "events", "library", "questions")


def lines_of(community: Community, table: str, number: int, **more: str) -> list[list[str]]:
    """What stands on each line about a record, cell by cell."""
    rows = detail_rows(community, (table, number), TODAY, DEFAULTS, width=60, **more)
    return [[span.text.strip() for span in rows.cells(place)] for place in range(len(rows))]


def sample() -> Community:
    path = Path(__file__).parents[2] / "sample_data" / "help-line.json"
    return Store(path, read_only=True).load().community


def empty() -> Community:
    """A record of each kind with nothing but its id, after an event and a conversation."""
    bare = {table: {1: TABLES[table](id=1)} for table in SHOWN if table != "events"}
    held = {
        1: Event(id=1),
        2: Event(id=2, title="Call", starts_at="2026-11-01", status="held", topics=()),
    }
    return Community(**bare, events=held, touches={1: Touch(id=1, on=TODAY, members=(9,))})


@pytest.mark.parametrize("community", [empty(), sample()])
def test_no_label_says_again_what_stands_beside_it(community: Community) -> None:
    for table in SHOWN:
        for number in community.table(table):
            for label, value, *_ in (
                cells for cells in lines_of(community, table, number) if len(cells) > 1
            ):
                words = value.lower().split()[:3]
                assert not label or label.lower() not in words, (label, value)


@given(st.sampled_from(["Ann Lee", "ann lee", "Annie", "ann"]), st.booleans(), st.integers(0, 400))
def test_no_one_is_told_to_speak_to_themselves(name: str, mine: bool, days: int) -> None:
    member = Member(
        id=1, name="Ann Lee", aliases=("Annie",), handles={"irc": "ann"}, joined_on=TODAY
    )
    spoken = Touch(id=1, on=later(TODAY, -days), members=(1,))
    given_touches = {1: spoken, 2: Touch(id=2, on=TODAY, members=(2,))}
    community = Community(members={1: member}, touches=given_touches)
    me = name if mine else "Beth"
    labels = {cells[0] for cells in lines_of(community, "members", 1, me=me) if cells}
    assert ("Spoken" in labels) != mine
    assert ("Next" in labels) != mine


def test_a_newcomers_steps_have_headings_that_are_words_of_their_own() -> None:
    assert STEPS == ("welcomed", "been to an event", "knows someone", "next step")
    for head in STEPS:
        assert all(len(line) <= STEP for line in wrap(head, STEP))


def test_a_topic_not_discussed_says_so_once() -> None:
    topic = Community(topics={1: Topic(id=1, title="T")})
    assert ["Discussed", "not yet"] in lines_of(topic, "topics", 1)


@pytest.mark.parametrize(("me", "asked"), [("ann", [2]), ("coordinator", [1, 2])])
def test_today_asks_no_one_to_speak_to_themselves(
    me: str, asked: list[int], tmp_path: Path
) -> None:
    joined = {"joined_on": "2025-01-01", "contact_every_days": 10}
    tables = {
        "meta": {"1": {"schema": 1}},
        "members": {"1": {"name": "Ann", **joined}, "2": {"name": "Beth", **joined}},
        "touches": {"1": {"on": "2026-01-01", "members": [1, 2]}},
    }
    path = tmp_path / "circle.json"
    path.write_text(json.dumps(tables), "utf-8")
    now = datetime(2026, 11, 30, 12, tzinfo=UTC)
    session = Session(Store(path, read_only=True), by=me, clock=lambda: now, today=TODAY)
    page = day_page(session, ())
    assert sorted(contact.member for contact in page.agenda.contacts) == asked
