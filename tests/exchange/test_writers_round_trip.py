"""What we wrote and read again changes nothing: members as CSV, address book, calendar."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from coptui.core.community import Community
from coptui.core.records import Attendance, Event, Member, PrivateNote, Profile, Source
from coptui.core.text import clean
from coptui.exchange import read
from coptui.exchange.found import Hints
from coptui.exchange.plan import Plan, plan
from coptui.exchange.writers.calendar import calendar, uid_of
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
ITEM = TEXT.map(lambda text: "".join(letter for letter in text if letter not in ",;|:").strip())
ITEMS = st.lists(ITEM.filter(bool), max_size=3, unique=True).map(tuple)
PHONE = st.sampled_from(["", "+49 30 123456", "-1", "=2+3", "030/12", "'+1 2", "@home"])
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
            contact_ok=draw(st.sampled_from([None, True, False])),
            status=draw(st.sampled_from(["active", "guest", "paused", "left", "prospect"])),
            notes=draw(st.sampled_from([(), (PrivateNote(text="Tired of late shifts."),)])),
        )
        for number, name in enumerate(names, 1)
    }
    return Community(profile=Profile(id=1, name="Circle"), members=found)


def taken_in(community: Community, text: str, name: str) -> Plan:
    found = read(text.encode(), Hints(name=name, today=str(TODAY)))
    assert not found.skipped
    return plan(community, found, today=TODAY, source=Source(file=name))


def changed(made: Plan) -> list[Any]:
    return [(one.table, one.id, one.before, one.after) for one in made.changes]


@given(people(), st.booleans())
def test_members_read_again_change_nothing(community: Community, bom: bool) -> None:
    written = members(community, TODAY, bom=bom)
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
    for change in made.changes:
        # An event that no calendar knew may remember the id under which it left.
        event = community.events[change.id]
        assert change.before == {}
        assert change.after == {"uid": uid_of(community, event)}
        assert not event.uid
    assert made.differences == ()


@given(st.text())
def test_a_cell_is_no_formula_and_comes_back(text: str) -> None:
    cell = defused(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert as_meant(cell) == text
