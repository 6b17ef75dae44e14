"""Whom to ask: reasons that stand in the records, and nobody who asked to be left alone."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from coptui.core.model.community import Community
from coptui.core.model.records import Ask, Attendance, Event, Member, Topic
from coptui.core.model.settings import DEFAULTS
from coptui.evidence.suggestions import MOST, buddies_for, helpers_for

TODAY = date(2026, 11, 22)


def community(**members: object) -> Community:
    people = {
        1: Member(id=1, name="Ann", offers=("night rota",), joined_on=date(2024, 1, 1)),
        2: Member(id=2, name="Beth", joined_on=date(2026, 11, 1), unit="Triage"),
        3: Member(id=3, name="Cy", interests=("rota",), joined_on=date(2024, 1, 1), unit="Triage"),
        4: Member(id=4, name="Dee", offers=("rota",), contact_ok=False),
        5: Member(id=5, name="Eve", offers=("rota",), status="left"),
        6: Member(id=6, name="Fay", joined_on=date(2024, 1, 1)),
    }
    there = {n: Attendance(status="attended") for n in (1, 3, 6)}
    return Community(
        members=people,
        topics={1: Topic(id=1, title="Nights", stewards=(6,), confidential=True, code="case 1")},
        asks={
            1: Ask(id=1, text="Who has a night rota?", asker=2, topic=1, asked_on=TODAY),
            2: Ask(id=2, text="A rota for nights", topic=1, answered_by=(3,), first_answer_on=date(2026, 11, 1)),
        },
        events={1: Event(id=1, title="Call", starts_at="2026-11-10", status="held", attendance_taken=True, attendance=there)},
    )  # fmt: skip


def test_helpers_offer_look_after_or_helped_before() -> None:
    found = community()
    said = {one.member: one.reasons for one in helpers_for(found, found.asks[1], TODAY)}
    assert said == {
        1: ("offers night rota",),
        6: ("looks after case 1",),
        3: ("answered a similar request",),
    }


def test_who_helped_of_late_comes_after_who_did_not() -> None:
    found = community()
    order = [one.member for one in helpers_for(found, found.asks[1], TODAY)]
    assert order == [1, 6, 3]


def test_a_buddy_is_settled_seen_of_late_and_near() -> None:
    found = community()
    suggested = buddies_for(found, found.members[2], TODAY, DEFAULTS)
    assert [(one.member, one.reasons) for one in suggested] == [(3, ("same unit",))]
    assert buddies_for(found, found.members[2], date(2027, 6, 1), DEFAULTS) == ()


def test_interests_are_shared_by_name_and_words_are_only_a_hint() -> None:
    noise = Topic(id=1, title="Our community garden", interests=("Phase noise",))
    ask = Ask(id=1, text="help?", topic=1)
    people = {
        1: Member(id=1, name="Ann", interests=("phase noise",)),
        2: Member(id=2, name="Beth", interests=("communication",)),
        3: Member(id=3, name="Cy", interests=("gardens",)),
    }
    here = Community(members=people, topics={1: noise}, asks={1: ask})
    said = {one.member: one.reasons for one in helpers_for(here, ask, TODAY)}
    assert said == {
        1: ("interested in phase noise",),
        3: ("their interest in gardens may fit",),
    }


interests = st.lists(
    st.sampled_from(["phase noise", "Phase Noise", "substrate noise", "noise", ""])
)


@given(interests, interests)
def test_a_newcomer_is_said_to_share_only_what_both_have(new: list[str], old: list[str]) -> None:
    came = Attendance(status="attended")
    here = Community(
        members={
            1: Member(id=1, name="Ann", interests=tuple(old), joined_on=date(2024, 1, 1)),
            2: Member(id=2, name="Beth", interests=tuple(new), joined_on=date(2026, 11, 1)),
        },
        events={1: Event(id=1, title="Call", starts_at="2026-11-10", status="held", attendance_taken=True, attendance={1: came})},
    )  # fmt: skip
    found = buddies_for(here, here.members[2], TODAY, DEFAULTS)
    shared = {word.removeprefix("shares ") for one in found for word in one.reasons if word.startswith("shares ")}  # fmt: skip
    assert {word.lower() for word in shared} <= {w.lower() for w in new} & {w.lower() for w in old}


words = st.sampled_from(["rota", "grief", "nights", ""])
people = st.lists(
    st.builds(
        Member,
        name=st.sampled_from(["A", "B", "C"]),
        offers=st.tuples(words),
        interests=st.tuples(words),
        contact_ok=st.sampled_from([None, True, False]),
        status=st.sampled_from(["active", "left", "guest", "paused"]),
    ),
    max_size=12,
)


@given(people)
def test_nobody_is_suggested_who_is_away_or_left_alone(found: list[Member]) -> None:
    from msgspec.structs import replace

    members = {n: replace(member, id=n) for n, member in enumerate(found, 1)}
    ask = Ask(id=1, text="a rota for grief", asker=1)
    suggested = helpers_for(Community(members=members, asks={1: ask}), ask, TODAY)
    assert len(suggested) <= MOST
    for one in suggested:
        member = members[one.member]
        assert member.status == "active"
        assert member.contact_ok is not False
        assert one.member != 1
        assert one.reasons
