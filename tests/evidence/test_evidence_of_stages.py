"""The second opinion on the stage: signs with figures, up to three, and never a conclusion."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from evidence_fixture import (
    ANN,
    BETH,
    CARL,
    CORA,
    DANA,
    EMIL,
    TODAY,
    ago,
    by_id,
    calls,
    circle,
    meeting,
    person,
)

from coptui.core.model.records import Break, Event, Member, Profile, RoleHeld, StageEntry
from coptui.core.model.settings import DEFAULTS
from coptui.evidence.registry import evidence
from coptui.evidence.stages import ASK, STAGES, signs

OLD = [ANN, BETH, CARL, DANA, EMIL]


def of(name: str, **tables: Any) -> tuple[str, ...]:
    return signs(circle(**tables), TODAY, DEFAULTS)[name]


def members(*joined: date, **more: Any) -> dict[int, Member]:
    return by_id(*(person(who, joined_on=day, **more) for who, day in enumerate(joined, 1)))


def test_a_handful_of_meetings_and_nobody_named_is_potential() -> None:
    found = evidence("stage", circle(members(ago(100), ago(90)), events=calls([1, 2])), TODAY)
    assert found.value == 3
    assert found.text == (
        "like potential: 1 meeting held so far; no series has met twice;"
        " 0 people named for the core"
    )


def test_many_meetings_many_first_visits_and_more_who_return_is_coalescing() -> None:
    events = calls([1], [2], [1], [1, 2, 3], [1, 2, 4], [1, 2, 3, 4, 5])
    assert of("coalescing", events=events) == (
        "6 meetings in 90 days",
        "5 of 14 visits were a first one",
        "8 returning visits at the last 3, 1 before",
    )
    assert of("coalescing", events=calls(*[OLD] * 7, gap=60)) == ()


def test_growth_fuller_meetings_and_one_who_carries_is_maturing() -> None:
    joined = members(*[ago(400)] * 5, ago(80), ago(60), ago(40))
    full = calls(*[[1, 2]] * 6, *[[1, 2, 3, 4]] * 6, hosts=(1,))
    assert of("maturing", members=joined, events=full) == (
        "3 joined and 0 left in 90 days",
        "4 people at a meeting, 2 before",
        "one person led 6 of 6 meetings",
    )


def test_long_with_us_few_new_and_the_same_who_lead_is_stewardship() -> None:
    long = members(*[ago(1000)] * 10, ago(100) - timedelta(days=300))
    events = calls(*[[1, 2]] * 12, hosts=(1, 2))
    assert of("stewardship", members=long, events=events) == (
        "10 of 11 with us for over two years",
        "0 of 11 joined in 12 months",
        "who led the last 6 (2) had led before",
    )
    fresh = events | {99: meeting(99, ago(1), [3], hosts=(3,))}
    assert len(of("stewardship", members=long, events=fresh)) == 2


def test_silence_and_nothing_ahead_only_asks_a_question() -> None:
    given = circle(events=calls(*[OLD] * 6, last=ago(60)))
    found = evidence("stage", given, TODAY)
    assert found.text == (
        f"{ASK}: no meeting for 60 days, usually every 14; nothing is dated ahead"
    )
    ahead = {50: Event(id=50, title="Call", starts_at=(TODAY + timedelta(days=9)).isoformat())}
    assert len(of("transformation", events={**given.events, **ahead})) == 1
    away = Profile(breaks=(Break(from_=ago(50), to=TODAY),))
    assert of("transformation", events=given.events, profile=away) == ("nothing is dated ahead",)


def test_more_missed_than_new_counts_only_in_both_windows() -> None:
    both = calls(*[OLD] * 4, *[[ANN, BETH]] * 8, *[[ANN]] * 5, last=ago(2))
    text = "; ".join(of("transformation", events=both))
    assert "missed and 0 new, and as much before" in text
    assert "missed" not in "; ".join(
        of("transformation", events=calls(*[OLD] * 8, [ANN], [ANN], [ANN]))
    )


def test_of_equals_it_is_the_stage_that_the_community_says() -> None:
    signed = {
        "members": members(*[ago(1000)] * 10, ago(900)),
        "events": calls(*[[1, 2]] * 5, [1, 2, 3]),
    }
    counts = {name: len(found) for name, found in signs(circle(**signed), TODAY, DEFAULTS).items()}
    assert counts["coalescing"] == counts["stewardship"] == 2
    for stage in ("coalescing", "stewardship"):
        profile = Profile(stage=stage)
        assert evidence("stage", circle(**signed, profile=profile), TODAY).text.startswith(
            f"like {stage}, as you say: "
        )
    other = evidence("stage", circle(**signed, profile=Profile(stage="maturing")), TODAY)
    assert other.text.startswith("more like stewardship than maturing, perhaps: ")


def test_an_earlier_day_is_set_against_the_stage_of_that_day() -> None:
    history = (StageEntry(stage="potential", since=ago(400)),)
    profile = Profile(stage="maturing", stage_since=ago(10), stage_history=history)
    given = circle(members(ago(500)), events=calls([1], last=ago(60)), profile=profile)
    assert evidence("stage", given, ago(20)).text.startswith("like potential, as you say")
    assert "than maturing, perhaps" in evidence("stage", given, TODAY).text


def test_with_one_sign_no_stage_stands_out() -> None:
    core = members(ago(300), ago(300), roles=(RoleHeld(role="host"),))
    found = evidence("stage", circle(core, events=calls([1], [1], gap=100)), TODAY)
    assert (found.value, found.text) == (1, "no stage stands out")
    assert set(found.figures) == set(STAGES)


def test_no_more_than_three_reasons_and_no_per_cent() -> None:
    for events in (calls(*[OLD] * 12), calls([ANN]), calls(*[[ANN, CORA]] * 12, last=ago(80))):
        found = evidence("stage", circle(events=events), TODAY)
        assert found.text.count(";") <= 2
        assert "%" not in found.text
