"""The second opinion on the stage: signs with figures, up to three, and never a conclusion."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
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

from coptui import checklists
from coptui.core.model.records import Break, Event, Member, Profile, RoleHeld, StageEntry
from coptui.core.model.saying import stage_name
from coptui.core.model.settings import DEFAULTS
from coptui.evidence.lines.stages import ASK
from coptui.evidence.registry import evidence
from coptui.evidence.stage_signs import STAGES, signs

OLD = [ANN, BETH, CARL, DANA, EMIL]


def of(name: str, **tables: Any) -> tuple[str, ...]:
    return signs(circle(**tables), TODAY, DEFAULTS)[name]


def members(*joined: date, **more: Any) -> dict[int, Member]:
    return by_id(*(person(who, joined_on=day, **more) for who, day in enumerate(joined, 1)))


def test_a_handful_of_meetings_and_nobody_named_is_potential() -> None:
    found = evidence("stage", circle(members(ago(100), ago(90)), events=calls([1, 2])), TODAY)
    assert found.value == 3
    assert found.text == (
        "looks like first sparks: 1 event so far; no series has had a second event yet; 0 people with "
        "a core role"
    )


def test_many_meetings_many_first_visits_and_more_who_return_is_coalescing() -> None:
    events = calls([1], [2], [1], [1, 2, 3], [1, 2, 4], [1, 2, 3, 4, 5])
    assert of("coalescing", events=events) == (
        "6 events in 90 days",
        "5 of 14 visits were first visits",
        "8 came back at the last 3 events, 1 at the 3 events before",
    )
    assert of("coalescing", events=calls(*[OLD] * 7, gap=60)) == ()


def test_growth_fuller_meetings_and_one_who_carries_is_maturing() -> None:
    joined = members(*[ago(400)] * 5, ago(80), ago(60), ago(40))
    full = calls(*[[1, 2, 3, 4, 5]] * 6, *[[*range(1, 9)]] * 6, hosts=(1,))
    assert of("maturing", members=joined, events=full) == (
        "3 of 8 members joined and 0 left in 90 days",
        "usually 8 at an event, 5 before that",
        "one person led 6 of 6 events",
    )


def test_long_with_us_few_new_and_the_same_who_lead_is_stewardship() -> None:
    long = members(*[ago(1000)] * 10, ago(100) - timedelta(days=300))
    events = calls([*range(1, 12)], *[[1, 2]] * 11, hosts=(1, 2))
    assert of("stewardship", members=long, events=events) == (
        "10 of 11 members have been here for over two years",
        "0 of 11 members joined in 12 months",
        "everyone who led the last 6 events (2 in all) had led before",
    )
    fresh = events | {99: meeting(99, ago(1), [3], hosts=(3,))}
    assert len(of("stewardship", members=long, events=fresh)) == 2


def test_silence_and_nothing_ahead_only_asks_a_question() -> None:
    given = circle(events=calls(*[OLD] * 6, last=ago(60)))
    found = evidence("stage", given, TODAY)
    assert found.text == (
        f"no recent activity; {ASK}: no event for 60 days, usually every 14 days; no date set"
    )
    ahead = {50: Event(id=50, title="Call", starts_at=(TODAY + timedelta(days=9)).isoformat())}
    assert len(of("transformation", events={**given.events, **ahead})) == 1
    away = Profile(breaks=(Break(from_=ago(50), to=TODAY),))
    assert of("transformation", events=given.events, profile=away) == ("no date set",)


def test_more_missed_than_new_counts_only_in_both_windows() -> None:
    both = calls(*[OLD] * 4, *[[ANN, BETH]] * 8, *[[ANN]] * 5, last=ago(2))
    text = "; ".join(of("transformation", events=both))
    assert "only 0 joined, and likewise in the period before" in text
    assert "missed" not in "; ".join(
        of("transformation", events=calls(*[OLD] * 8, [ANN], [ANN], [ANN]))
    )


def test_of_equals_neither_stands_out_whatever_the_community_says() -> None:
    signed = {
        "members": members(*[ago(1000)] * 10, ago(900)),
        "events": calls([*range(1, 12)], *[[1, 2]] * 9, [1, 2, 3], [1, 2, 3]),
    }
    counts = {name: len(found) for name, found in signs(circle(**signed), TODAY, DEFAULTS).items()}
    assert counts["coalescing"] == counts["stewardship"] == 2
    for profile in (Profile(), Profile(stage="coalescing"), Profile(stage="stewardship")):
        found = evidence("stage", circle(**signed, profile=profile), TODAY)
        assert found.text == "between growing together and keeping it fresh, with 2 signs each"


def test_without_recent_life_no_stage_is_told_whatever_the_list_says() -> None:
    long = members(*[ago(1000)] * 10)
    past = calls(*[[*range(1, 11)]] * 12, hosts=(1,), last=ago(400))
    given = circle(long, events=past, profile=Profile(stage="stewardship"))
    found = evidence("stage", given, TODAY)
    assert found.text.startswith("no recent activity; ")
    assert "stewardship" not in found.text
    assert of("stewardship", members=long, events=past) == (
        "everyone who led the last 6 events (1 in all) had led before",
    )
    ahead = {50: Event(id=50, title="Call", starts_at=(TODAY + timedelta(days=9)).isoformat())}
    again = circle(long, events={**past, **ahead}, profile=Profile(stage="stewardship"))
    assert "no recent activity" not in evidence("stage", again, TODAY).text


def test_a_break_keeps_an_end_from_being_told() -> None:
    away = Profile(breaks=(Break(from_=ago(55), to=ago(10)),))
    events = calls(*[OLD] * 6, last=ago(60))
    assert "no recent activity" in evidence("stage", circle(events=events), TODAY).text
    assert (
        "no recent activity"
        not in evidence("stage", circle(events=events, profile=away), TODAY).text
    )


def test_an_earlier_day_is_set_against_the_stage_of_that_day() -> None:
    history = (StageEntry(stage="potential", since=ago(400)),)
    profile = Profile(stage="maturing", stage_since=ago(10), stage_history=history)
    given = circle(members(ago(500)), events=calls([1], last=ago(60)), profile=profile)
    assert evidence("stage", given, ago(20)).text.startswith(
        "looks like first sparks, the stage you chose"
    )
    assert "than coming of age" in evidence("stage", given, TODAY).text


def test_with_one_sign_no_stage_stands_out() -> None:
    core = members(ago(300), ago(300), roles=(RoleHeld(role="host"),))
    found = evidence("stage", circle(core, events=calls([1], [1], gap=100)), TODAY)
    assert (found.value, found.text) == (1, "no clear stage")
    assert set(found.figures) == set(STAGES)


def test_no_more_than_three_reasons_and_no_per_cent() -> None:
    for events in (calls(*[OLD] * 12), calls([ANN]), calls(*[[ANN, CORA]] * 12, last=ago(80))):
        found = evidence("stage", circle(events=events), TODAY)
        assert found.text.count(";") <= 2
        assert "%" not in found.text


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_is_called_as_its_checklist_is(stage: str) -> None:
    checklist = Path(checklists.__file__).parent / "library" / f"stage-{stage}.yaml"
    title = f"title: {stage_name(stage).capitalize()} ({stage})"
    assert title in checklist.read_text("utf-8").splitlines()
