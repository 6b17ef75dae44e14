"""Events copied, moved and cancelled; topics put on them and carried over."""

from __future__ import annotations

from datetime import date

import pytest

from coptui.core.meetings.planning import (
    cancel,
    carry_over,
    copied,
    move,
    next_event_for,
    put_on,
    replied,
)
from coptui.core.model.changes import Save
from coptui.core.model.community import Community
from coptui.core.model.edits import Edit
from coptui.core.model.records import Attendance, Event, Member, Topic, document
from coptui.errors import UsageError
from coptui.store.memory import MemoryStore

TODAY = date(2026, 11, 24)


def community() -> Community:
    events = {
        1: Event(id=1, title="Call", series="Call", starts_at="2026-11-10T18:00", status="held", topics=(1, 2)),
        2: Event(id=2, title="Call", series="Call", starts_at="2026-11-24T18:00", ends_at="2026-11-24T19:30",
                 topics=(1, 2), attendance={5: Attendance(rsvp="yes")}),
    }  # fmt: skip
    topics = {
        1: Topic(id=1, title="Triage", state="open"),
        2: Topic(id=2, title="Silence", state="done"),
        3: Topic(id=3, title="Rota", state="proposed"),
    }
    return Community(events=events, topics=topics)


def after(found: Community, edit: Edit) -> Community:
    tables = {
        table: {str(number): document(record) for number, record in found.table(table).items()}
        for table in ("events", "topics")
    }
    saved = MemoryStore(tables).write(Save(edit.changes, by="x", at="2026-11-24T10:00", label="x"))
    return saved.community


@pytest.mark.parametrize(
    ("when", "starts", "ends"),
    [
        ("fri", "2026-11-27T18:00", "2026-11-27T19:30"),
        ("19:15", "2026-11-24T19:15", "2026-11-24T20:45"),
        ("2026-12-31 23:00", "2026-12-31T23:00", "2027-01-01T00:30"),
        ("!2w 9:00", "2026-12-08T09:00", "2026-12-08T10:30"),
    ],
)
def test_moved_it_lasts_as_long_as_before(when: str, starts: str, ends: str) -> None:
    found = community()
    event = after(found, move(found, found.events[2], when, TODAY)).events[2]
    assert (event.starts_at, event.ends_at) == (starts, ends)
    assert event.attendance == found.events[2].attendance


@pytest.mark.parametrize("when", ["", "soon", "25:00", "fri 18:99", "someday 18:00"])
def test_no_day_and_no_time(when: str) -> None:
    found = community()
    with pytest.raises(UsageError):
        move(found, found.events[2], when, TODAY)


def test_what_was_held_is_neither_moved_nor_cancelled() -> None:
    found = community()
    with pytest.raises(UsageError):
        move(found, found.events[1], "fri", TODAY)
    with pytest.raises(UsageError):
        cancel(found.events[1])


def test_a_cancelled_event_stays_and_comes_back_when_it_is_moved() -> None:
    found = community()
    gone = after(found, cancel(found.events[2], "the hall is closed"))
    assert gone.events[2].status == "cancelled"
    assert gone.events[2].summary == "Cancelled: the hall is closed"
    back = after(gone, move(gone, gone.events[2], "fri", TODAY))
    assert back.events[2].status == "planned"


def test_a_copy_has_nobody_there() -> None:
    event = copied(community().events[2])
    assert (event.id, event.title, event.topics, event.attendance) == (0, "Call", (1, 2), {})
    assert event.status == "planned"


def test_topics_are_put_on_an_event_once() -> None:
    found = community()
    then = after(found, put_on(found, found.events[2], [3, 1, 3]))
    assert then.events[2].topics == (1, 2, 3)
    assert then.topics[3].state == "scheduled"
    with pytest.raises(UsageError, match="Already"):
        put_on(then, then.events[2], [3])


def test_what_is_still_open_is_carried_over() -> None:
    found = community()
    new = after(found, carry_over(found, found.events[2]))
    assert new.events[3].starts_at == "2026-12-08T18:00", "planned by the usual gap"
    assert new.events[3].topics == (1,), "a topic that is done stays behind"
    with_next = found.with_records(
        "events", {4: Event(id=4, title="Call", series="Call", starts_at="2026-12-15")}
    )
    edit = carry_over(with_next, with_next.events[2])
    assert edit.label == "carried 1 topic over to 2026-12-15"
    assert after(with_next, edit).events[4].topics == (1,)
    done = found.with_records("topics", {1: Topic(id=1, title="Triage", state="done")})
    with pytest.raises(UsageError, match="are finished"):
        carry_over(done, done.events[2])


def test_a_topic_goes_to_the_next_event() -> None:
    found = community()
    assert next_event_for(found, TODAY) == found.events[2]
    assert next_event_for(found, date(2026, 11, 25)) is None


def test_who_said_yes_and_no() -> None:
    found = community()
    people = {n: Member(id=n, name=f"Person {n}") for n in (5, 6)}
    found = Community(events=found.events, topics=found.topics, members=people)
    edit = replied(found, found.events[2], (6, 5, 6), "no")
    assert edit.label == "no to Call: Person 6, Person 5"
    assert after(found, edit).events[2].attendance == {
        5: Attendance(rsvp="no"),
        6: Attendance(rsvp="no"),
    }
    with pytest.raises(UsageError, match="already recorded for Call"):
        replied(found, found.events[2], (5,), "yes")


def test_a_reply_leaves_who_was_there() -> None:
    event = Event(
        id=1, title="Call", starts_at="2026-11-10", attendance={5: Attendance(status="late")}
    )
    found = Community(events={1: event}, members={5: Member(id=5, name="Ann")})
    kept = after(found, replied(found, event, (5,), "yes")).events[1].attendance
    assert kept == {5: Attendance(rsvp="yes", status="late")}
