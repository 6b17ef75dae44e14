"""Windows, now and then, movement, trend; and the table of lines itself."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest
from evidence_fixture import (
    ANN,
    BETH,
    CARL,
    PEOPLE,
    TO_RECORD,
    TODAY,
    ago,
    by_id,
    calls,
    circle,
    meeting,
    person,
)

from coptui.core.model.community import Community
from coptui.core.model.records import Break, Contribution, Profile, Run, Story
from coptui.core.model.settings import DEFAULTS, settings_of
from coptui.errors import UsageError
from coptui.evidence import lines as families
from coptui.evidence.line import Evidence, EvidenceLine
from coptui.evidence.registry import LINES, _movement, _word, evidence, reading, window_of

# Answers are kept with what stood beside them, by these ids: one that is renamed loses its past.
KEPT = (
    "headcount",
    "level_mix",
    "missed",
    "newcomers",
    "absence_streak",
    "concentration",
    "lead_rotation",
    "topic_age",
    "topic_origin",
    "outside_voice",
    "private_contact",
    "value_stories",
    "asks",
    "format_mix",
    "cadence",
    "attendance",
    "follow_through",
    "level_movement",
    "returned",
    "activity_index",
    "topic_turnover",
    "boundary_spread",
    "tenure",
    "ties",
    "coordinator_load",
    "interest_match",
    "expertise_cover",
    "reviews",
    "freshness",
    "aliveness",
    "stage",
)


def test_no_two_modules_of_lines_claim_one_place_in_the_order() -> None:
    orders = Counter(
        import_module(f"{families.__name__}.{module.name}").ORDER
        for module in iter_modules(families.__path__)
    )
    assert not [order for order, times in orders.items() if times > 1]


def test_the_lines() -> None:
    assert set(KEPT) <= set(LINES)
    assert [line_id for line_id, line in LINES.items() if line.slow] == ["ties"]
    assert [line_id for line_id, line in LINES.items() if line.walks] == [
        "sponsor_promises",
        "reviews",
    ]
    for line_id, line in LINES.items():
        assert line.id == line_id
        for text in (line.title, line.rule, line.base, line.needs, line.silent, line.source):
            assert text
        assert (line.direction == "band") == (line.band != (None, None))


@pytest.mark.parametrize("line_id", LINES)
def test_an_empty_community_has_no_data_and_is_told_what_to_record(line_id: str) -> None:
    found = evidence(line_id, Community(), TODAY)
    assert found.no_data
    assert TO_RECORD.match(found.text)
    assert (found.rows, found.n, found.id) == ((), 0, line_id)
    assert reading(line_id, Community(), TODAY).movement == "unknown"
    windows = 0 if LINES[line_id].slow else 6
    assert reading(line_id, Community(), TODAY).trend == (None,) * windows


def test_an_unknown_line_names_the_nearest() -> None:
    with pytest.raises(UsageError) as caught:
        evidence("level_mx", Community(), TODAY)
    assert "level_mix" in caught.value.hint
    with pytest.raises(UsageError, match="no evidence line"):
        reading("zzz", Community(), TODAY)


def test_a_window_of_days_leaves_breaks_out() -> None:
    line = LINES["headcount"]
    now = window_of(line, circle(), TODAY, DEFAULTS)
    then = window_of(line, circle(), TODAY, DEFAULTS, 1)
    assert (now.from_, now.to) == (ago(89), TODAY)
    assert (then.from_, then.to) == (ago(179), ago(90))
    pause = Profile(name="x", breaks=(Break(from_=ago(20), to=ago(11)),))
    longer = window_of(line, circle(profile=pause), TODAY, DEFAULTS)
    assert longer.from_ == ago(99)
    shorter = settings_of(Profile(settings={"window_days": 30}))
    assert window_of(line, circle(), TODAY, shorter).from_ == ago(29)


def test_a_window_of_occasions_is_six_and_the_six_before() -> None:
    events = calls(*[[ANN]] * 14, gap=7)
    line = LINES["attendance"]
    now = window_of(line, circle(events=events), TODAY, DEFAULTS)
    assert (now.from_, now.to) == (events[9].day, TODAY)
    then = window_of(line, circle(events=events), TODAY, DEFAULTS, 1)
    assert (then.from_, then.to) == (events[3].day, events[9].day - timedelta(days=1))
    assert [row.id for row in reading("attendance", circle(events=events), TODAY).then.rows] == [
        3,
        4,
        5,
        6,
        7,
        8,
    ]
    three = settings_of(Profile(settings={"window_occasions": 3}))
    assert window_of(line, circle(events=events), TODAY, three).from_ == events[12].day


def test_a_window_begins_with_the_first_of_the_last_six_of_any_living_series() -> None:
    early = {
        n + 100: meeting(n + 100, ago(400 + n), [ANN, BETH, CARL], series="Old") for n in range(20)
    }
    clinic = {n + 200: meeting(n + 200, ago(5 + 30 * n), [ANN], series="Clinic") for n in range(12)}
    given = circle(events={**early, **calls(*[[ANN]] * 12), **clinic})
    now = window_of(LINES["attendance"], given, TODAY, DEFAULTS)
    assert (now.from_, now.to) == (ago(5 + 30 * 5), TODAY)
    then = window_of(LINES["attendance"], given, TODAY, DEFAULTS, 1)
    assert then.to == ago(5 + 30 * 5 + 1)
    found = reading("attendance", given, TODAY)
    assert (found.now.value, found.now.n, found.then.value) == (1, 12, 1)


def test_without_a_living_series_a_window_is_one_of_days() -> None:
    stopped = circle(events=calls(*[[ANN]] * 12, last=ago(100)))
    for back, to in ((0, TODAY), (1, ago(90))):
        assert window_of(LINES["cadence"], stopped, TODAY, DEFAULTS, back).to == to


def test_better_and_worse_follow_the_direction() -> None:
    more = circle(events=calls(*[[ANN]] * 6, *[[ANN, BETH]] * 6))
    found = reading("attendance", more, TODAY)
    assert (found.then.value, found.now.value) == (1, 2)
    assert (found.movement, found.word) == ("better", "1 more person")
    assert (found.now.on, found.then.on) == (TODAY, more.events[6].day + timedelta(days=13))
    assert found.trend == (None, None, None, None, 1, 2)
    gone = circle(events=calls(*[[ANN, BETH]] * 6, *[[BETH]] * 6))
    missing = reading("missed", gone, TODAY)
    assert (missing.now.value, missing.movement, missing.word) == (1, "worse", "1 more person")


def test_a_context_line_only_moves() -> None:
    members = {ANN: PEOPLE[ANN], BETH: person(BETH, joined_on=ago(5))}
    found = reading("headcount", circle(members), TODAY)
    assert (found.movement, found.word) == ("more", "1 more person")


def test_inside_the_band_is_all_the_same() -> None:
    kept = circle(events=calls(*[[ANN]] * 12))
    found = reading("cadence", kept, TODAY)
    assert found.now.value != found.then.value
    assert found.movement == "same"
    late = reading("cadence", circle(events=calls(*[[ANN]] * 12, last=ago(40))), TODAY)
    assert (late.movement, late.word) == ("worse", "further apart")


def test_too_few_occasions_give_no_verdict() -> None:
    found = reading("attendance", circle(events=calls(*[[ANN]] * 2, *[[ANN, BETH]] * 6)), TODAY)
    assert found.then.value == 1
    assert (found.movement, found.word) == ("unknown", "")


def test_a_word_compares_what_is_printed_and_says_what_changed() -> None:
    def members(count: int) -> dict[int, Any]:
        return {n: person(n, joined_on=ago(500)) for n in range(1, count + 1)}

    fewer = circle(members(40), events=calls(*[range(1, 31)] * 6, *[range(1, 28)] * 6, gap=14))
    assert reading("attendance", fewer, TODAY).word == "3 fewer people"
    for lately, word in ((20, "50 points lower"), (40, "same")):
        events = {
            **calls(*[range(1, 41)] * 3, last=ago(150), gap=14),
            **{50 + n: meeting(50 + n, ago(95 - n), range(1, 41)) for n in (1, 2)},
            60: meeting(60, ago(5), range(1, lately + 1)),
        }
        found = reading("activity_index", circle(members(40), events=events), TODAY)
        assert found.then.value == 100
        assert found.word == word


def test_what_reads_the_same_is_the_same() -> None:
    def seen(part: int, whole: int) -> Evidence:
        return Evidence("x", 100 * part / whole, "", unit="%", n=whole)

    line = LINES["asks"]
    assert _movement(line, seen(61, 100), seen(1524, 2500), DEFAULTS) == "same"
    assert _word(line, seen(61, 100), seen(1524, 2500), "same", DEFAULTS) == "same share"
    assert _word(line, seen(61, 100), seen(61, 100), "same", DEFAULTS) == "same"
    assert _word(line, seen(0, 15), seen(0, 12), "same", DEFAULTS) == "same share"
    assert _movement(line, seen(62, 100), seen(1524, 2500), DEFAULTS) == "better"
    assert _word(line, seen(62, 100), seen(1524, 2500), "better", DEFAULTS) == "1 point higher"


def test_a_line_is_computed_once_and_a_trend_only_when_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A walk asks for the same lines at every step, and each answer makes a new value."""
    counted: list[Any] = []
    line = LINES["value_stories"]

    def compute(*given: Any) -> Evidence:
        counted.append(given[1])
        return line.compute(*given)

    lines = {**LINES, line.id: EvidenceLine(**{**vars(line), "compute": compute})}
    monkeypatch.setattr("coptui.evidence.registry.LINES", lines)
    given = circle(stories=by_id(Story(id=1, on=ago(2), text="x")))
    first = reading(line.id, given, TODAY)
    assert len(counted) == 2
    reading(line.id, given.with_records("runs", {}), TODAY)
    assert len(counted) == 2
    assert first.trend[-1] == 1
    assert len(counted) == 6


def test_only_a_line_about_walks_is_computed_anew_when_one_ends() -> None:
    given = circle(profile=Profile(name="x", charter_reviewed_on=ago(9)))
    evidence("headcount", given, TODAY)
    ended = Run(id=1, checklist="m", version=1, finished_at=f"{ago(2)}T10:00")
    walked = given.with_records("runs", {1: ended})
    assert evidence("reviews", given, TODAY).text == "charter read 9 days ago"
    assert (
        evidence("reviews", walked, TODAY).text
        == "charter read 9 days ago; last checklist finished 2 days ago"
    )
    assert evidence("headcount", walked, TODAY) is evidence("headcount", given, TODAY)


def test_settings_of_the_community_are_used() -> None:
    gift = by_id(Contribution(id=1, on=ago(20), member=ANN))
    given = Community(
        profile=Profile(name="x", settings={"window_days": 10}), members=PEOPLE, contributions=gift
    )
    assert evidence("concentration", given, TODAY).no_data
    assert evidence("concentration", given, TODAY, DEFAULTS).value == 100


def test_texts_fit_a_line() -> None:
    events = calls(*[[ANN, BETH, CARL]] * 6, *[[ANN]] * 6)
    for line in LINES:
        found = reading(line, circle(events=events), date(2026, 6, 30))
        # Of a stage, three reasons with their figures; of levels, four counts and their base.
        most = {"stage": 200, "level_mix": 120, "tenure": 90}.get(found.now.id, 75)
        assert len(found.now.text) <= most, found.now.text
        assert "\n" not in found.now.text
