"""Today's page: the brief of the next event, follow-ups, newcomers, people to speak to."""

from __future__ import annotations

from datetime import date, timedelta

from coptui.core.model.community import Community
from coptui.core.model.records import Action, ActionOrigin, Ask, Attendance, Event, Member
from coptui.core.model.settings import DEFAULTS
from coptui.evidence.agenda import agenda

TODAY = date(2026, 11, 22)


def day(days: int) -> str:
    return (TODAY + timedelta(days=days)).isoformat()


def call(number: int, days: int, who: tuple[int, ...] = (), **more: object) -> Event:
    entries = {one: Attendance(status="attended") for one in who}
    known = {"status": "held", "attendance_taken": True, "attendance": entries} if days < 0 else {}
    return Event(id=number, title="Call", series="Call", starts_at=day(days), **{**known, **more})


MEMBERS = {n: Member(id=n, name=f"P{n}", joined_on=date(2024, 1, 1)) for n in range(1, 7)}


def community(**more: object) -> Community:
    events = [
        call(1, -120, (1, 2, 3)),
        call(2, -90, (1, 2, 3)),
        call(3, -60, (1, 2)),
        call(4, -30, (1,)),
        call(6, 2, attendance={1: Attendance(rsvp="yes"), 4: Attendance(rsvp="yes")}),
        call(5, 1, status="cancelled"),
        call(7, 30),
    ]
    return Community(members=MEMBERS, events={event.id: event for event in events}, **more)


def test_the_next_event_is_the_next_that_takes_place() -> None:
    brief = agenda(community(), TODAY, DEFAULTS).brief
    assert brief is not None
    assert brief.event.id == 6
    assert brief.yes == (1, 4)
    assert brief.first_timers == (4,)


def test_missed_twice_are_those_who_used_to_come() -> None:
    brief = agenda(community(), TODAY, DEFAULTS).brief
    assert brief is not None
    assert brief.missed == (3,)


def test_an_excuse_is_no_miss() -> None:
    excused = call(
        4, -30, (1,), attendance={1: Attendance(status="attended"), 3: Attendance(status="excused")}
    )
    base = community()
    found = base.with_records("events", {4: excused})
    brief = agenda(found, TODAY, DEFAULTS).brief
    assert brief is not None
    assert brief.missed == ()


def test_asks_and_follow_ups_of_last_time() -> None:
    found = community(
        asks={1: Ask(id=1, text="open"), 2: Ask(id=2, text="answered", answered_by=(2,))},
        actions={
            1: Action(id=1, text="from last", origin=ActionOrigin(kind="event", id=4)),
            2: Action(id=2, text="done", state="done", origin=ActionOrigin(kind="event", id=4)),
            3: Action(id=3, text="older", origin=ActionOrigin(kind="event", id=3)),
        },
    )
    brief = agenda(found, TODAY, DEFAULTS).brief
    assert brief is not None
    assert [ask.id for ask in brief.asks] == [1]
    assert [action.id for action in brief.follow_ups] == [1]


def test_follow_ups_latest_first_then_soon_then_undated() -> None:
    found = Community(
        actions={
            1: Action(id=1, text="soon", due_on=TODAY + timedelta(days=3)),
            2: Action(id=2, text="late", due_on=TODAY - timedelta(days=9)),
            3: Action(id=3, text="some day"),
            4: Action(id=4, text="far", due_on=TODAY + timedelta(days=30)),
            5: Action(id=5, text="done", due_on=TODAY, state="done"),
        }
    )
    assert [action.id for action in agenda(found, TODAY, DEFAULTS).follow_ups] == [2, 1, 3]


def test_nothing_at_all() -> None:
    page = agenda(Community(), TODAY, DEFAULTS)
    assert page.brief is None
    assert (page.follow_ups, page.newcomers, page.contacts) == ((), (), ())
