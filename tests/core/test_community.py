"""The community as one value, and what is derived from it."""

from __future__ import annotations

from datetime import date

from coptui.core.community import Community
from coptui.core.records import (
    Action,
    Attendance,
    Event,
    Member,
    Profile,
    RoleHeld,
    Topic,
    Touch,
)

COMMUNITY = Community(
    members={
        1: Member(id=1, name="Ann", roles=(RoleHeld(role="coordinator"),)),
        2: Member(id=2, name="Beth", roles=(RoleHeld(role="staff", until=date(2026, 1, 1)),)),
    },
    topics={1: Topic(id=1, title="T", proposer=2, stewards=(1,), interested=(1,))},
    events={
        1: Event(id=1, title="late", starts_at="2026-03-02T18:00", series="call", status="held",
                 topics=(1,), hosts=(2,), attendance={1: Attendance(status="late")}),
        2: Event(id=2, title="early", starts_at="2026-03-02T09:00", series="call", status="held",
                 attendance={1: Attendance(status="absent"), 2: Attendance(status="attended")}),
        3: Event(id=3, title="day alone", starts_at="2026-03-02", speakers=(1,)),
        4: Event(id=4, title="unknown day"),
        5: Event(id=5, title="before", starts_at="2026-03-01", invited=(2,)),
    },
    touches={
        1: Touch(id=1, on=date(2026, 2, 2), members=(1,)),
        2: Touch(id=2, on=date(2026, 1, 1), members=(1, 2)),
    },
    actions={
        1: Action(id=1, text="no day", owner=1),
        2: Action(id=2, text="due", owner="Ann", about=(1,), due_on=date(2026, 4, 1)),
        3: Action(id=3, text="once", owner=2, about=(2,)),
    },
)  # fmt: skip


def ids(records: object) -> list[int]:
    return [record.id for record in records]  # type: ignore[attr-defined]


def test_events_are_in_the_order_of_their_days_and_times() -> None:
    assert ids(COMMUNITY.events_by_day) == [5, 3, 2, 1, 4]
    assert ids(COMMUNITY.held) == [2, 1]
    assert {name: ids(events) for name, events in COMMUNITY.series.items()} == {"call": [2, 1]}


def test_what_belongs_to_a_person_or_a_topic() -> None:
    assert ids(COMMUNITY.events_of[1]) == [3, 2, 1]
    assert ids(COMMUNITY.events_of[2]) == [5, 2, 1]
    assert ids(COMMUNITY.attended_by[1]) == [1]
    assert ids(COMMUNITY.attended_by[2]) == [2]
    assert ids(COMMUNITY.events_on[1]) == [1]
    assert ids(COMMUNITY.touches_of[1]) == [2, 1]
    assert ids(COMMUNITY.actions_about[1]) == [2, 1]
    assert ids(COMMUNITY.actions_about[2]) == [3]
    assert ids(COMMUNITY.topics_of[1]) == ids(COMMUNITY.topics_of[2]) == [1]
    assert COMMUNITY.coordinators == {1}


def test_a_changed_value_leaves_the_old_one_as_it_was() -> None:
    assert ids(COMMUNITY.held) == [2, 1]
    changed = COMMUNITY.with_records("events", {1: None, 6: Event(id=6, status="held")})
    assert ids(changed.held) == [2, 6]
    assert ids(COMMUNITY.held) == [2, 1]
    assert changed.members is COMMUNITY.members
    assert changed != COMMUNITY


def test_the_community_itself_is_a_table_of_one() -> None:
    assert COMMUNITY.table("community") == {1: COMMUNITY.profile}
    named = COMMUNITY.with_records("community", {1: Profile(id=1, name="Circle")})
    assert named.profile.name == "Circle"
    assert named.with_records("community", {1: None}) is named
