"""The relation with the sponsor: derived from conversations, follow-ups and events."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from coptui.core.model.community import Community
from coptui.core.model.edits import Edit
from coptui.core.model.records import (
    TABLES,
    Action,
    ActionOrigin,
    Event,
    HoursKept,
    Member,
    OutsideGuest,
    Profile,
    RoleHeld,
    Run,
    Touch,
    document,
)
from coptui.core.people.sponsor import (
    hours_since,
    keep_hours,
    settled,
    sponsor_relation,
    talk_on,
    worry,
)
from coptui.core.views.as_of import as_of
from coptui.core.writing.hours import read_hours
from coptui.errors import UsageError
from coptui.session import Session
from coptui.store.memory import MemoryStore

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ANN, VERA, NAMED = Member(id=1, name="Ann Lee"), Member(id=2, name="Vera"), Profile(id=1, name="Circle", sponsor=2)  # fmt: skip


def circle(profile: Profile = NAMED, **tables: Any) -> Community:
    members = {1: ANN, 2: VERA}
    return Community(profile=profile, **{"members": members, **tables})


def numbered(*records: Any) -> dict[int, Any]:
    return {record.id: record for record in records}


def after(community: Community, edit: Edit) -> Community:
    """The community once the session has saved an edit."""
    tables = {name: {str(number): document(record) for number, record in community.table(name).items()} for name in TABLES if name != "community"}  # fmt: skip
    tables["community"] = {"1": document(community.profile)}
    data = json.dumps({"meta": {"1": {"schema": 1}}, **tables})
    session = Session(MemoryStore(data.encode()), by="ann", clock=lambda: NOW, today=date(2027, 1, 1))  # fmt: skip
    session.edit(edit)
    return session.community


def test_promises_are_follow_ups_that_one_side_owes_the_other() -> None:
    run = Run(id=1, checklist="sponsor-talk", version=1, started_at="2026-11-01T10:00:00")
    actions = numbered(
        Action(id=1, text="find a room", owner=2, due_on=date(2026, 11, 1)),
        Action(id=2, text="send the figures", owner="ann", about=(2,)),
        Action(id=3, text="ask the board", owner="ann", origin=ActionOrigin(kind="run", id=1)),
        Action(id=4, text="ring Ann", owner="bo", about=(1,)),
        Action(id=5, text="check in with Vera", owner="ann", about=(2,)),
        Action(id=6, text="long ago", owner=2, state="done", done_on=date(2025, 1, 1)),
    )
    relation = sponsor_relation(circle(actions=actions, runs=numbered(run)), TODAY)
    assert [(each.action.id, each.ours) for each in relation.promises] == [(1, False), (2, True), (3, True)]  # fmt: skip


def test_a_worry_is_open_until_something_settled_it() -> None:
    told = circle()
    told = after(told, worry(VERA, "nobody answers at night", told, by="ann", on=TODAY))
    (open_worry,) = sponsor_relation(told, TODAY).open_worries
    assert (open_worry.text, open_worry.members) == ("nobody answers at night", (2,))
    settled_one = after(told, settled(open_worry, "two volunteers"))
    relation = sponsor_relation(settled_one, TODAY)
    assert relation.open_worries == ()
    assert [each.led_to for each in relation.worries] == ["two volunteers"]
    with pytest.raises(UsageError):
        worry(VERA, "  ", told, by="ann", on=TODAY)


@pytest.mark.parametrize(
    "profile", [NAMED, Profile(id=1, name="Circle", sponsor="Dr Vera Wolf")], ids=["member", "name"]
)
def test_the_next_talk_is_the_one_that_was_arranged(profile: Profile) -> None:
    before = circle(profile)
    assert sponsor_relation(before, TODAY).next_talk is None
    arranged = after(before, talk_on(profile, "2026-12-04T10:00"))
    event = sponsor_relation(arranged, TODAY).next_talk
    assert event is not None
    assert event.day == date(2026, 12, 4)
    assert sponsor_relation(arranged, date(2026, 12, 5)).next_talk is None


def test_an_event_with_others_is_no_talk() -> None:
    call = Event(id=1, title="Call", starts_at="2026-12-01", kind="community call", invited=(2,))
    alone = Event(id=2, title="Chat", starts_at="2026-12-02", kind="one-to-one", outside_guests=(OutsideGuest(name="vera wolf"),))  # fmt: skip
    assert sponsor_relation(circle(events=numbered(call, alone)), TODAY).next_talk is None


def test_everyone_in_that_role_is_the_sponsor_the_named_one_first() -> None:
    ann = Member(id=1, name="Ann", roles=(RoleHeld(role="sponsor"),))
    both = circle(members={1: ann, 2: VERA})
    assert sponsor_relation(both, TODAY).sponsors == (2, 1)


@given(st.lists(st.tuples(st.integers(-400, 30), st.integers(0, 100)), max_size=6))
def test_hours_are_those_of_the_days_asked_for(spent: list[tuple[int, int]]) -> None:
    first = date(2026, 1, 1)
    profile = NAMED
    for ago, hours in spent:
        kept = HoursKept(on=date.fromordinal(TODAY.toordinal() + ago), hours=hours)
        profile = replace(profile, hours=(*profile.hours, kept))
    in_time = [hours for ago, hours in spent if first <= date.fromordinal(TODAY.toordinal() + ago) <= TODAY]  # fmt: skip
    assert hours_since(profile, first, TODAY) == (sum(in_time) if in_time else None)
    then = as_of(Community(profile=profile), TODAY).profile
    assert hours_since(then, first, date(2100, 1, 1)) == hours_since(profile, first, TODAY)


def test_hours_are_added_to_those_kept() -> None:
    kept = HoursKept(on=TODAY, hours=6)
    once = after(circle(), keep_hours(NAMED, kept))
    assert after(once, keep_hours(once.profile, kept)).profile.hours == (kept, kept)


@pytest.mark.parametrize("line", ["6", "6 h", "6 hours", "6,0", "6 on today", "6, today"])
def test_hours_are_read_as_people_write_them(line: str) -> None:
    assert read_hours(line, TODAY) == HoursKept(on=TODAY, hours=6)


@pytest.mark.parametrize("line", ["", "many", "-3", "on fri"])
def test_what_names_no_hours_says_so(line: str) -> None:
    with pytest.raises(UsageError):
        read_hours(line, TODAY)


def test_conversations_of_one_day_are_told_once_and_worries_apart() -> None:
    touches = numbered(
        Touch(id=1, on=date(2026, 11, 1), by=1, members=(2,), kind="sponsor", text="all is well"),
        Touch(id=2, on=date(2026, 11, 1), by=1, members=(2,), kind="worry", text="the nights"),
        Touch(id=3, on=date(2026, 12, 1), by=1, members=(2,), text="to come"),
    )
    relation = sponsor_relation(circle(touches=touches), TODAY)
    assert ([each.id for each in relation.talks], [each.id for each in relation.worries]) == (
        [1],
        [2],
    )
