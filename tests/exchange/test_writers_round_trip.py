"""What we wrote and read again changes nothing: members as CSV, address book, calendar."""

from __future__ import annotations

from datetime import date
from itertools import cycle
from typing import Any, get_args

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from coptui.core.model.community import Community
from coptui.core.model.records import (
    Attendance,
    Channel,
    Event,
    Member,
    PrivateNote,
    Profile,
    Source,
)
from coptui.core.model.text import clean
from coptui.exchange.planning.plan import ImportPlan, plan
from coptui.exchange.reading import read
from coptui.exchange.tables.found import Hints
from coptui.exchange.tables.further import further_head
from coptui.exchange.tables.sheets import folded
from coptui.exchange.writers.attendance import attendance
from coptui.exchange.writers.calendar import calendar
from coptui.exchange.writers.cards import cards
from coptui.exchange.writers.cells import as_meant, defused
from coptui.exchange.writers.members import members

TODAY = date(2026, 11, 22)
FIRST = st.sampled_from(
    [
        "Amara",
        "Beth",
        "Carlos",
        "Dana",
        "Søren",
        "Łucja",
        "Grace",
        "Håkan",
        "Élodie",
        "花子",
        "Νίκος",
    ]
)
LAST = st.sampled_from(
    ["Okafor", "Lindqvist", "Díaz", "Ng", "Sato", "O'Brien", "van-Dyk", "山田", "Παπα"]
)
TEXT = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufeff"), max_size=30
).map(clean)
# What stands between two items of one cell cannot stand in an item.
ITEM = TEXT.map(lambda text: clean("".join(letter for letter in text if letter not in ",;|:")))
ITEMS = st.lists(ITEM.filter(bool), max_size=3, unique=True).map(tuple)
PHONE = st.sampled_from(["", "+49 30 123456", "-1", "=2+3", "030/12", "'+1 2", "@home"])
MORE = st.dictionaries(
    TEXT.map(further_head).filter(lambda head: len(head) > 1 and folded(head)), TEXT.filter(bool), max_size=2
)  # fmt: skip
KEPT = (
    "emails", "phone", "organisation", "unit", "location", "joined_on", "interests", "tags", "offers", "seeks",
    "pronouns", "status", "contact_ok", "prefers", "more",
)  # fmt: skip
"""The fields that `coptui export csv --more` holds beside the name."""
DAYS = st.dates(date(2020, 1, 1), TODAY)
ZONES = st.sampled_from(["", "UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata"])


@st.composite
def people(draw: st.DrawFn) -> Community:
    """People with names of their own: two of one name are for somebody to tell apart."""
    names = draw(st.lists(st.tuples(FIRST, LAST), max_size=6, unique=True))
    found = {
        number: Member(
            id=number,
            name=" ".join(name),
            emails=draw(st.sampled_from([(), (f"p{number}@example.org",)]))
            + draw(st.sampled_from([(), (f"q{number}@example.net",)])),
            phone=draw(PHONE),
            organisation=draw(TEXT),
            unit=draw(TEXT),
            location=draw(TEXT),
            joined_on=draw(st.none() | DAYS),
            interests=draw(ITEMS),
            tags=draw(ITEMS),
            offers=draw(ITEMS),
            seeks=draw(ITEMS),
            pronouns=draw(st.sampled_from(["", "she/her"])),
            more=draw(MORE),
            contact_ok=draw(st.sampled_from([None, True, False])),
            prefers=draw(st.sampled_from([None, *get_args(Channel)])),
            status=draw(st.sampled_from(["active", "guest", "paused", "left", "prospect"])),
            notes=draw(st.sampled_from([(), (PrivateNote(text="Tired of late shifts."),)])),
        )
        for number, name in enumerate(names, 1)
    }
    return Community(profile=Profile(id=1, name="Circle"), members=found)


def taken_in(community: Community, text: str, name: str) -> ImportPlan:
    found = read(text.encode(), Hints(name=name, today=str(TODAY)))
    assert not found.skipped
    return plan(community, found, today=TODAY, source=Source(file=name))


def changed(made: ImportPlan) -> list[Any]:
    return [(one.table, one.id, one.before, one.after) for one in made.changes]


@given(people(), st.booleans(), st.booleans())
def test_members_read_again_change_nothing(community: Community, more: bool, bom: bool) -> None:
    written = members(community, TODAY, more=more, bom=bom)
    if not written.records:
        return
    made = taken_in(community, written.text, "members.csv")
    assert changed(made) == []
    assert {row.member for row in made.rows} == {
        one.id for one in community.members.values() if one.status != "left"
    }
    assert made.differences == ()


def test_a_phone_number_arrives_as_it_was() -> None:
    amara = Member(id=1, name="Amara Okafor", phone="+49 30 123456")
    text = members(Community(members={1: amara}), TODAY).text
    (found,) = read(text.encode()).people
    assert found.fields["phone"] == amara.phone


@given(people(), st.sampled_from(["3.0", "4.0"]), st.booleans())
def test_cards_read_again_change_nothing(community: Community, version: Any, notes: bool) -> None:
    written = cards(community, TODAY, version=version, notes=notes)
    if not written.records:
        return
    made = taken_in(community, written.text, "members.vcf")
    assert changed(made) == []
    assert len(made.rows) == written.records
    assert made.differences == ()


@st.composite
def meetings(draw: st.DrawFn) -> Community:
    def event(number: int) -> Event:
        day = draw(st.dates(date(2026, 1, 1), date(2027, 6, 1)))
        timed = draw(st.booleans())
        clock = f"T{draw(st.integers(7, 20)):02}:{draw(st.sampled_from(['00', '30']))}"
        offset = draw(st.sampled_from(["", "", "Z", "+02:00"])) if timed else ""
        later = f"{day}T{draw(st.integers(21, 23))}:15{offset}"
        end = draw(st.sampled_from(["", later if timed else str(day)]))
        status = draw(st.sampled_from(["planned", "confirmed", "held", "cancelled"]))
        return Event(
            id=number,
            title=draw(ITEM.filter(bool)) + f" {number}",
            starts_at=f"{day}{clock if timed else ''}{offset}",
            ends_at=end,
            all_day=not timed,
            time_zone=draw(ZONES),
            series=draw(st.sampled_from(["", "call"])),
            recurrence=draw(st.sampled_from(["", "FREQ=MONTHLY;BYDAY=2TU"])),
            place=draw(TEXT),
            agenda=draw(TEXT),
            status=status,
            confidential=draw(st.booleans()),
            code=draw(st.sampled_from(["", f"case {number}"])),
            uid=f"uid-{number}@example.org" if draw(st.booleans()) else "",
            attendance={1: Attendance(rsvp=draw(st.sampled_from([None, "yes", "no", "maybe"])))},
            invited=(2,),
        )

    count = draw(st.integers(1, 5))
    return Community(
        profile=Profile(id=1, name="Circle", time_zone=draw(ZONES)),
        members={
            1: Member(id=1, name="Amara Okafor", emails=("amara@example.org",)),
            2: Member(id=2, name="Beth Lindqvist", emails=("beth@example.org",)),
        },
        events={number: event(number) for number in range(1, count + 1)},
    )


@given(meetings(), st.booleans())
def test_a_calendar_read_again_changes_nothing(community: Community, attendees: bool) -> None:
    written = calendar(community, TODAY, attendees=attendees)
    made = taken_in(community, written.text, "events.ics")
    assert changed(made) == []
    assert made.differences == ()
    assert {one.event for one in made.meetings} == {*community.events}


@given(meetings())
def test_an_event_is_found_again_when_its_title_and_day_have_changed(community: Community) -> None:
    text = calendar(community, TODAY).text
    moved = {
        number: replace(event, title="Otherwise", starts_at="2026-12-31", ends_at="")
        for number, event in community.events.items()
    }
    later = Community(profile=community.profile, members=community.members, events=moved)
    made = taken_in(later, text, "events.ics")
    assert {one.event for one in made.meetings} == {*community.events}
    assert not any(change.before is None for change in made.changes)


@given(meetings(), people())
def test_attendance_read_again_changes_nothing(community: Community, folk: Community) -> None:
    marks = cycle(
        [{"status": "attended", "minutes": 30.5}, {"status": "absent"}, {"status": "late"}]
    )
    there = {
        number: replace(
            event,
            status="held",
            attendance_taken=True,
            attendance={who: Attendance(**next(marks)) for who in folk.members},
        )
        for number, event in community.events.items()
        if event.day <= TODAY
    }
    held = Community(profile=community.profile, members=folk.members, events=there)
    for minutes in (False, True):
        written = attendance(held, TODAY, minutes=minutes)
        if not held.members:
            continue
        found = read(written.text.encode(), Hints(name="attendance.csv", today=str(TODAY)))
        assert found.product == "coptui attendance" and not found.skipped
        made = plan(held, found, today=TODAY, source=Source(file="attendance.csv"))
        assert changed(made) == []


@given(people())
def test_members_taken_in_elsewhere_are_the_same_field_by_field(community: Community) -> None:
    written = members(community, TODAY, more=True)
    made = taken_in(Community(), written.text, "members.csv")
    news = [msgspec.convert(change.after, Member) for change in made.changes]
    ours = [one for one in community.members.values() if one.status != "left"]
    assert len(news) == len(ours)
    for theirs in news:
        (mine,) = [one for one in ours if one.name == theirs.name]
        for field in KEPT:
            assert getattr(theirs, field) == getattr(mine, field), field
        assert theirs.source is not None
        assert (theirs.source.kind, theirs.source.file) == ("coptui members", "members.csv")
        assert theirs.source.row is not None


FORMULAS = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "|",
    "＝",
    "＋",
    "－",
    "＠",
    "%0A",
    "%0a",
    "%0D",
    "%09",
)


BEFORE = ("", "'", '"', " ", "\u200b", ";", "\n", "a;", "b")


@given(
    st.one_of(st.text(), st.lists(st.sampled_from((*FORMULAS, *BEFORE)), max_size=9).map("".join))
)
def test_a_cell_is_no_formula_and_comes_back(text: str) -> None:
    cell = defused(text)
    assert not cell.startswith(FORMULAS)
    assert as_meant(cell) == text


def test_a_cell_after_a_semicolon_is_read_back_as_it_was() -> None:
    amara = Member(id=1, name="Amara Okafor", organisation="Nights;=1", tags=("late", "-shift"))
    (found,) = read(members(Community(members={1: amara}), TODAY).text.encode()).people
    assert found.fields["organisation"] == amara.organisation
    assert tuple(found.fields["tags"]) == amara.tags
