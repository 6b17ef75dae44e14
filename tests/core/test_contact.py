"""When the next private contact is due: derived, never stored."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coptui.core.model.community import Community
from coptui.core.model.records import Break, Member, Profile, RoleHeld, Touch
from coptui.core.model.settings import DEFAULTS, settings_of
from coptui.core.people.contact import NextContact, contacts_due, next_contact, since_spoken

TODAY = date(2026, 11, 22)


def people(*members: Member, touches: tuple[Touch, ...] = (), **profile: object) -> Community:
    return Community(
        profile=Profile(**profile),
        members={member.id: member for member in members},
        touches={touch.id: touch for touch in touches},
    )


def spoke(number: int, days: int, *who: int) -> Touch:
    return Touch(id=number, on=TODAY - timedelta(days=days), by="x", members=who)


OLD = date(2020, 1, 1)


def test_a_member_of_their_own_cadence() -> None:
    ann = Member(id=1, name="Ann", joined_on=OLD, contact_every_days=10)
    for days, urgency in ((9, None), (10, "due"), (19, "due"), (20, "losing")):
        clock = next_contact(people(ann, touches=(spoke(1, days, 1),)), 1, TODAY, DEFAULTS)
        assert clock is not None
        assert (clock.days, clock.every, clock.urgency) == (days, 10, urgency)


def test_the_latest_touch_moves_the_clock_by_itself() -> None:
    ann = Member(id=1, name="Ann", joined_on=OLD, contact_every_days=10)
    before = people(ann, touches=(spoke(1, 30, 1),))
    after = people(ann, touches=(spoke(1, 30, 1), spoke(2, 0, 1)))
    assert [clock.member for clock in contacts_due(before, TODAY, DEFAULTS)] == [1]
    assert contacts_due(after, TODAY, DEFAULTS) == []


def test_a_later_touch_does_not_count_yet() -> None:
    ann = Member(id=1, name="Ann", joined_on=OLD, contact_every_days=10)
    clock = next_contact(
        people(ann, touches=(spoke(1, 30, 1), spoke(2, -3, 1))), 1, TODAY, DEFAULTS
    )
    assert clock is not None
    assert clock.days == 30


def test_a_tag_has_its_own_cadence() -> None:
    ann = Member(id=1, name="Ann", joined_on=OLD, tags=("fragile",))
    community = people(ann, touches=(spoke(1, 8, 1),), settings={"contact_days": {"fragile": 7}})
    clock = next_contact(community, 1, TODAY, settings_of(community.profile))
    assert clock is not None
    assert (clock.every, clock.urgency) == (7, "due")


@pytest.mark.parametrize("days", [0.1, 0.5, 1, 1.5])
def test_less_than_a_day_is_a_day(days: float) -> None:
    ann = Member(id=1, name="Ann", joined_on=OLD, tags=("fragile",))
    community = people(ann, touches=(spoke(1, 8, 1),), settings={"contact_days": {"fragile": days}})
    clock = next_contact(community, 1, TODAY, settings_of(community.profile))
    assert clock is not None
    assert clock.every == (2 if days > 1 else 1)
    assert contacts_due(community, TODAY, settings_of(community.profile)) == [clock]


def test_a_newcomer_is_spoken_to_sooner() -> None:
    new = Member(id=1, name="New", joined_on=TODAY - timedelta(days=20))
    clock = next_contact(people(new, touches=(spoke(1, 15, 2),)), 1, TODAY, DEFAULTS)
    assert clock is not None
    assert (clock.last, clock.every, clock.urgency) == (None, 14, "due")


def test_breaks_stop_the_clock() -> None:
    ann = Member(id=1, name="Ann", joined_on=OLD, contact_every_days=10)
    pause = Break(from_=TODAY - timedelta(days=8), to=TODAY)
    clock = next_contact(
        people(ann, touches=(spoke(1, 12, 1),), breaks=(pause,)), 1, TODAY, DEFAULTS
    )
    assert clock is not None
    assert (clock.days, clock.urgency) == (3, None)


def test_who_has_no_clock() -> None:
    touch = (spoke(9, 400, 1),)
    for member in (
        Member(id=1, name="No", joined_on=OLD, contact_every_days=1, contact_ok=False),
        Member(id=1, name="Away", joined_on=OLD, contact_every_days=1, status="paused"),
        Member(id=1, name="Left", joined_on=OLD, contact_every_days=1, status="left"),
        Member(id=1, name="Guest", joined_on=OLD, contact_every_days=1, status="guest"),
        Member(id=1, name="Later", joined_on=TODAY + timedelta(days=2), contact_every_days=1),
        Member(id=1, name="Me", joined_on=OLD, contact_every_days=1, roles=(RoleHeld(role="coordinator"),)),
    ):  # fmt: skip
        assert next_contact(people(member, touches=touch), 1, TODAY, DEFAULTS) is None, member.name


def test_no_touch_at_all_is_our_silence() -> None:
    ann = Member(id=1, name="Ann", joined_on=OLD, contact_every_days=1)
    assert contacts_due(people(ann), TODAY, DEFAULTS) == []


def test_never_spoken_to_counts_from_when_touches_began() -> None:
    ann = Member(id=1, name="Ann", joined_on=OLD, contact_every_days=10)
    clock = next_contact(people(ann, touches=(spoke(1, 4, 2),)), 1, TODAY, DEFAULTS)
    assert clock is not None
    assert clock.last is None
    assert clock.urgency is None


@given(st.lists(st.tuples(st.integers(1, 90), st.integers(0, 400)), min_size=1, max_size=8))
def test_those_we_are_losing_come_first(found: list[tuple[int, int]]) -> None:
    members = [
        Member(id=n, name=str(n), joined_on=OLD, contact_every_days=every)
        for n, (every, _) in enumerate(found, 1)
    ]
    touches = tuple(spoke(n, days, n) for n, (_, days) in enumerate(found, 1))
    due = contacts_due(people(*members, touches=touches), TODAY, DEFAULTS)
    assert {clock.member for clock in due} == {
        n for n, (every, days) in enumerate(found, 1) if days >= every
    }
    signs = [clock.urgency for clock in due]
    assert signs == sorted(signs, key=lambda sign: sign != "losing")


def test_how_long_ago_is_said_with_breaks_and_nothing_more_of_whom_nothing_is_known() -> None:
    today = date(2026, 11, 22)
    spoken = NextContact(member=1, last=date(2026, 9, 22), days=30, every=14, urgency="losing")
    assert since_spoken(spoken, today) == "2 months since we spoke, it's been a while"
    unknown = NextContact(member=1, last=None, days=300, every=14, urgency="losing")
    assert since_spoken(unknown, today) == "no conversation recorded"
