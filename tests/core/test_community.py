"""The community as one value, and what is derived from it."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from coptui.core.finding import index
from coptui.core.finding.search import find, matching, prepare
from coptui.core.model.community import DERIVED, Community
from coptui.core.model.records import (
    Action,
    Attendance,
    Event,
    Member,
    Profile,
    Record,
    RoleHeld,
    Topic,
    Touch,
)
from coptui.core.model.text import fold

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


people = st.dictionaries(
    st.integers(1, 12),
    st.builds(
        Member,
        name=st.sampled_from(["Ann", "ann", "Bo", "Émile", "Zoë Lee", "anna"]),
        organisation=st.sampled_from(["", "Clinic", "Bo & Co"]),
        status=st.sampled_from(["active", "left"]),
    ),
)


def with_ids(found: dict[int, Member]) -> dict[int, Member]:
    return {number: replace(member, id=number) for number, member in found.items()}


@given(people, people, people)
def test_what_is_kept_of_one_version_is_that_of_the_next(first, second, third) -> None:
    """Order and index are brought up to date where few changed: they are as if made anew."""
    topics = {1: Topic(id=1, title="Rota", stewards=(1,))}
    community = Community(members=with_ids(first), topics=topics)
    for found in (second, third):
        _ = community.members_by_name, community.events_of, prepare(community)
        changed: dict[int, Record | None] = dict.fromkeys(community.members)
        changed.update(with_ids(found))
        # A record that stays the same stays itself.
        for number, member in with_ids(found).items():
            if community.members.get(number) == member:
                del changed[number]
        community = community.with_records("members", changed)
        again = Community(members=dict(community.members), topics=topics)
        anew = sorted(
            again.members.values(),
            key=lambda member: (member.status == "left", fold(member.name), member.id),
        )
        assert community.members_by_name == tuple(member.id for member in anew)
        queries = ("a", "an", "clin", "rota", "zoe lee", "annn")
        kept = [(find(community, one), matching(community, one, "members")) for one in queries]
        index._latest.clear()
        assert kept == [(find(again, one), matching(again, one, "members")) for one in queries]


def test_what_was_worked_out_of_other_tables_is_not_worked_out_again() -> None:
    community = Community(members={1: Member(id=1, name="Ann")}, events={1: Event(id=1)})
    attended = community.attended_by
    changed = community.with_records("members", {1: Member(id=1, name="Bo")})
    assert changed.attended_by is attended
    assert changed.with_records("events", {}).attended_by is not attended


def test_every_derived_value_has_its_table() -> None:
    derived = {
        name for name, value in vars(Community).items() if isinstance(value, cached_property)
    }
    assert derived == {name for names in DERIVED.values() for name in names}


PEOPLE = st.integers(1, 4)
MET = st.builds(
    Event,
    id=st.integers(1, 6),
    starts_at=st.sampled_from(["", "2026-03-01", "2026-03-02T09:00", "2026-03-02T18:00"]),
    status=st.sampled_from(["held", "planned", "cancelled"]),
    hosts=st.lists(PEOPLE, max_size=2).map(tuple),
    speakers=st.lists(PEOPLE, max_size=2).map(tuple),
    invited=st.lists(PEOPLE, max_size=2).map(tuple),
    attendance=st.dictionaries(
        PEOPLE,
        st.builds(Attendance, status=st.sampled_from(["attended", "late", "absent", None])),
    ),
)
TABLED = st.builds(
    Topic,
    id=st.integers(1, 6),
    proposer=st.none() | PEOPLE,
    stewards=st.lists(PEOPLE, max_size=2).map(tuple),
    interested=st.lists(PEOPLE, max_size=2).map(tuple),
)


@given(st.lists(MET, max_size=6), st.lists(TABLED, max_size=6))
def test_what_is_looked_for_of_one_person_is_what_is_made_of_all(events, topics) -> None:
    def anew() -> Community:
        return Community(
            events={event.id: event for event in events},
            topics={topic.id: topic for topic in topics},
        )

    alone, all_of_them = anew(), anew()
    for who in range(1, 6):
        assert alone.attended_of(who) == all_of_them.attended_by.get(who, ())
        assert alone.events_with(who) == all_of_them.events_of.get(who, ())
        assert alone.topics_with(who) == all_of_them.topics_of.get(who, ())
        assert alone.attended_of(who) == all_of_them.attended_of(who)
    assert not {"attended_by", "events_of", "topics_of"} & alone.__dict__.keys()
