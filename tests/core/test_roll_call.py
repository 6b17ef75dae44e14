"""The roster, the marks, the walk-ins and the pulse of a meeting."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from coptui.core.meetings.meeting_now import is_ahead, is_close, meeting_now
from coptui.core.meetings.occasions import counts_for, is_unclosed, question
from coptui.core.meetings.roll_call import accept, add_pulse, mark, roster, took_place, walk_in
from coptui.core.model.changes import Save
from coptui.core.model.community import Community
from coptui.core.model.merge import apply
from coptui.core.model.records import Attendance, Event, Member, Profile, PulseEntry, document
from coptui.core.model.settings import DEFAULTS
from coptui.errors import UsageError
from coptui.store.memory import MemoryStore

TODAY = date(2026, 11, 22)


def held(number: int, day: str, *who: int) -> Event:
    return Event(
        id=number, title="Call", series="Call", starts_at=day, status="held", attendance_taken=True,
        attendance={one: Attendance(status="attended") for one in who},
    )  # fmt: skip


def community(**attendance: Attendance) -> Community:
    members = {
        n: Member(id=n, name=name, joined_on=date(2024, 1, 1))
        for n, name in enumerate(("Zoe", "Ann", "Ben", "Cyd", "Dov", "Eve"), 1)
    }
    members[5] = replace(members[5], status="left", left_on=date(2026, 1, 1))
    events = [
        held(1, "2026-08-10", 1, 2, 3, 5),
        held(2, "2026-09-10", 1, 2, 5),
        held(3, "2026-10-10", 2, 5),
        Event(id=4, title="Call", series="Call", starts_at="2026-11-22T18:00", attendance={
            int(who[1:]): entry for who, entry in attendance.items()
        }),
    ]  # fmt: skip
    return Community(members=members, events={event.id: event for event in events})


def after(event: Event, edit) -> Event:
    import msgspec

    found = document(event)
    for change in edit.changes:
        if change.table == "events":
            found = apply(change, found).document
    return msgspec.convert({**found, "id": event.id}, Event, str_keys=True)


def test_if_everyone_joined_after_the_event_all_of_them_are_listed() -> None:
    members = {
        n: Member(id=n, name=name, joined_on=TODAY) for n, name in enumerate(("Zoe", "Ann"), 1)
    }
    members[3] = Member(id=3, name="Bo", status="left", joined_on=TODAY, left_on=date(2026, 1, 1))
    event = Event(id=1, title="Call", starts_at="2026-11-20")
    whole = Community(members=members, events={1: event})
    assert [row.member for row in roster(whole, event, TODAY, DEFAULTS)] == [2, 1]
    members[4] = Member(id=4, name="Cy", joined_on=date(2025, 1, 1))
    older = Community(members=members, events={1: event})
    assert [row.member for row in roster(older, event, TODAY, DEFAULTS)] == [4]


def test_those_who_said_yes_first_then_who_comes_often() -> None:
    found = community(m6=Attendance(rsvp="yes"), m3=Attendance(rsvp="no"))
    names = [(one.member, one.why) for one in roster(found, found.events[4], TODAY, DEFAULTS)]
    assert names == [
        (6, "said yes"),
        (2, "comes often"),
        (1, "comes often"),
        (3, "came before"),
    ]


@given(
    st.dictionaries(
        st.integers(1, 6),
        st.builds(
            Attendance,
            rsvp=st.sampled_from((None, "yes", "maybe", "no")),
            status=st.sampled_from((None, "attended", "late", "excused", "absent", "no-show")),
        ),
    ),
    st.sampled_from(("Call", "")),
    st.sampled_from(("active", "guest", "prospect")),
)
def test_a_reason_claims_nothing_that_was_not_recorded(attendance, series, status) -> None:
    found = community()
    found = replace(found, members={**found.members, 4: replace(found.members[4], status=status)})
    event = replace(found.events[4], attendance=attendance, series=series)
    reasons = {one.member: one.why for one in roster(found, event, TODAY, DEFAULTS)}
    assert set(attendance) <= set(reasons)
    for who, why in reasons.items():
        reply = attendance[who].rsvp if who in attendance else None
        assert (why == f"said {reply}") or not why.startswith("said")
        assert reply != "yes" or why == "said yes"
        assert why != "member" or found.members[who].status not in ("guest", "prospect")
    marks = {who: replace(entry, status=None) for who, entry in attendance.items()}
    unmarked = replace(event, attendance=marks)
    before = {one.member: one.why for one in roster(found, unmarked, TODAY, DEFAULTS)}
    assert before == reasons, "a mark is no reason"


def test_without_a_series_anybody_may_come() -> None:
    found = community()
    event = Event(id=9, title="One off", starts_at="2026-11-22")
    assert {one.member for one in roster(found, event, TODAY, DEFAULTS)} == {1, 2, 3, 4, 6}


def test_marks_keep_the_answer_and_can_be_taken_back() -> None:
    found = community(m6=Attendance(rsvp="yes"))
    event, eve = found.events[4], found.members[6]
    late = after(event, mark(event, eve, "late", spoke=True))
    assert late.attendance[6] == Attendance(rsvp="yes", status="late", spoke=True)
    away = after(late, mark(late, eve, "absent"))
    assert away.attendance[6] == Attendance(rsvp="yes", status="absent")
    assert after(away, mark(away, eve, None)).attendance[6] == Attendance(rsvp="yes")


def test_accepting_makes_it_count() -> None:
    event = community().events[4]
    done = after(event, accept(event, TODAY, Profile()))
    assert done.attendance_taken
    assert done.status == "held"


def test_how_those_not_marked_count_is_kept_for_the_next_roll() -> None:
    event, profile = community().events[4], Profile(id=1)
    (_, kept) = accept(event, TODAY, profile, "unknown").changes
    assert (kept.table, kept.after) == ("community", {"not_marked": "unknown"})
    again = accept(event, TODAY, replace(profile, not_marked="unknown"))
    assert [change.table for change in again.changes] == ["events"]
    assert after(event, again).not_marked == "unknown"


def test_a_roll_that_says_nothing_of_those_not_marked_is_no_absence_of_theirs() -> None:
    ann, beth = (Member(id=number, name=f"M{number}") for number in (1, 2))
    said = replace(held(1, "2026-11-19"), attendance={2: Attendance(status="absent")})
    assert counts_for(said, ann)
    open_about = replace(said, not_marked="unknown")
    assert not counts_for(open_about, ann)
    assert counts_for(open_about, beth), "who was marked absent was absent"
    assert not counts_for(replace(open_about, attendance={1: Attendance(rsvp="yes")}), ann)


def test_nothing_that_is_to_come_is_taken_for_held() -> None:
    event = community().events[4]
    for close, more in ((accept, (Profile(),)), (took_place, ())):
        with pytest.raises(UsageError, match=r"Call isn't until Sun 22 Nov 2026"):
            close(event, date(2026, 11, 21), *more)
        with pytest.raises(UsageError, match="no date yet"):
            close(replace(event, starts_at=""), TODAY, *more)
        assert after(event, close(event, TODAY, *more)).status == "held"
    assert not after(event, took_place(event, TODAY)).attendance_taken


@pytest.mark.parametrize(
    ("marks", "asked"),
    [
        ({}, "Sun 22 Nov: did it take place?"),
        ({"m1": Attendance(rsvp="yes")}, "Sun 22 Nov: did it take place?"),
        ({"m1": Attendance(status="attended")}, "Sun 22 Nov: roll call not finished"),
    ],
)
def test_a_past_event_asks_whether_it_took_place(marks: dict[str, Attendance], asked: str) -> None:
    event = community(**marks).events[4]
    assert question(event, date(2026, 11, 23)) == asked
    assert question(event, date(2028, 1, 1)) == asked.replace("Nov:", "Nov 2026:")
    assert is_unclosed(event, date(2026, 11, 23))
    assert not is_unclosed(event, TODAY)


def test_a_walk_in_is_a_guest_with_who_brought_them() -> None:
    found = community()
    tables = {
        "members": {str(n): document(member) for n, member in found.members.items()},
        "events": {str(n): document(event) for n, event in found.events.items()},
    }
    store = MemoryStore(tables)
    edit = walk_in(store.load().community, found.events[4], "Lena Voss via Ann", TODAY)
    saved = store.write(
        Save(edit.changes, by="x", at="2026-11-22T18:00:00+00:00", label=edit.label)
    )
    lena = saved.community.members[7]
    assert (lena.name, lena.status, lena.introduced_by) == ("Lena Voss", "guest", 2)
    assert lena.onboarding == {"day 0": TODAY}
    assert saved.community.events[4].attendance[7].status == "attended"


@pytest.mark.parametrize("text", ["ben", "BEN", "  Ben "])
def test_a_walk_in_who_is_known_is_marked(text: str) -> None:
    found = community()
    edit = walk_in(found, found.events[4], text, TODAY)
    assert [change.table for change in edit.changes] == ["events"]
    assert after(found.events[4], edit).attendance[3].there


def test_a_walk_in_without_a_name_or_with_an_unknown_friend() -> None:
    found = community()
    for text in ("", " via Ann", "Lena via Nobody Known"):
        with pytest.raises(UsageError):
            walk_in(found, found.events[4], text, TODAY)


def at(day: date, clock: str) -> datetime:
    return datetime.fromisoformat(f"{day.isoformat()}T{clock}")


def test_the_meeting_that_is_on_now() -> None:
    found = community()
    assert meeting_now(found, at(TODAY, "18:10")).id == 4
    assert meeting_now(found, at(date(2026, 11, 1), "18:10")).id == 4, "the next one"
    assert meeting_now(found, at(date(2026, 12, 1), "18:10"), selected=2).id == 2
    assert meeting_now(found, at(date(2026, 12, 1), "18:10")).id == 4, "it waits to be closed"
    ahead = found.with_records("events", {9: Event(id=9, title="Next", starts_at="2026-12-24")})
    assert meeting_now(ahead, at(date(2026, 12, 1), "18:10"), selected=9).id == 4
    closed = ahead.with_records("events", {4: replace(ahead.events[4], status="cancelled")})
    assert meeting_now(closed, at(date(2026, 12, 1), "18:10"), selected=9).id == 9
    assert is_ahead(closed, closed.events[9], at(date(2026, 12, 1), "18:10"))
    assert not is_ahead(closed, closed.events[9], at(date(2026, 12, 24), "18:10"))
    assert meeting_now(closed, at(date(2026, 12, 25), "18:10")).id == 9
    assert meeting_now(found.with_records("events", {4: None}), at(TODAY, "18:10")) is None
    two = found.with_records(
        "events", {8: Event(id=8, title="Lunch", starts_at="2026-11-22T12:00")}
    )
    assert meeting_now(two, at(TODAY, "12:30")).id == 8
    assert meeting_now(two, at(TODAY, "17:00")).id == 4


def test_a_meeting_that_goes_on_past_midnight() -> None:
    late = Event(
        id=9, title="Night shift", starts_at="2026-11-21T23:00", ends_at="2026-11-22T01:30"
    )
    found = community().with_records("events", {9: late})
    assert meeting_now(found, at(TODAY, "00:40")).id == 9
    assert meeting_now(found, at(TODAY, "02:00")).id != 9


def test_a_meeting_in_another_zone_is_on_by_its_own_clock() -> None:
    profile = Profile(name="C", time_zone="America/New_York")
    berlin = Event(id=1, title="A", starts_at="2026-11-24T18:00", time_zone="Europe/Berlin")
    here = Event(id=2, title="B", starts_at="2026-11-24T18:00")
    found = Community(profile=profile, events={1: berlin, 2: here})
    noon = datetime.fromisoformat("2026-11-24T12:10-05:00")
    assert meeting_now(found, noon).id == 1
    assert meeting_now(found, noon + timedelta(hours=6)).id == 2
    assert is_close(found, berlin, noon - timedelta(minutes=20), timedelta(minutes=15))
    assert not is_close(found, berlin, noon - timedelta(minutes=26), timedelta(minutes=15))
    assert not is_close(found, berlin, noon + timedelta(hours=2), timedelta(minutes=15))


def test_a_pulse_has_no_name_and_equal_ones_both_count() -> None:
    event = community().events[4]
    once = after(event, add_pulse(event, ("laughed",), "coordinator", (3, 4, 3, None)))
    twice = after(once, add_pulse(once, ("laughed",), "coordinator", (3, 4, 3, None)))
    assert len(twice.pulse) == 2
    rated = after(event, add_pulse(event, ("laughed",), "member", (3, None, 2, 1))).pulse[0]
    assert (rated.source, rated.excitement, rated.relevance, rated.value) == ("member", 3, None, 2)
    assert rated.signs == {"laughed": 1}
    with pytest.raises(UsageError):
        add_pulse(event, ("laughed",), "member", (None, None, None, None))
    said = add_pulse(event, ("laughed",), "member", (None, None, None, None), "loved it")
    assert after(event, said).pulse == (PulseEntry(source="member", note="loved it"),)
