"""What a community's own evidence lines say, and that no data stays no data."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from evidence_fixture import ANN, BETH, CARL, TODAY, ago, by_id, calls, circle
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from coptui.core.model.records import Story, Window
from coptui.core.model.settings import DEFAULTS
from coptui.evidence.line import Evidence
from coptui.evidence.own import FIGURES, TALLIES, own_line
from coptui.evidence.registry import LINES, evidence, reading
from coptui.own_evidence import all_lines

WINDOW = Window(from_=ago(89), to=TODAY)
CIRCLE = circle(
    events=calls([ANN, BETH], [ANN], [ANN, BETH, CARL]),
    stories=by_id(Story(id=1, on=ago(5), text="x"), Story(id=2, on=ago(200), text="old")),
)


def said(value: str, text: str = "{value}", unit: str = "", community=CIRCLE) -> Evidence:
    line = own_line(id="own", title="Own", value=value, unit=unit, text=text)
    return line.compute(community, WINDOW, DEFAULTS)


def test_figures_of_shipped_lines_are_those_lines_say() -> None:
    attendance = evidence("attendance", CIRCLE, TODAY)
    found = said("attendance.value * 2", "{value} twice {attendance.value}, n {n}")
    assert attendance.value is not None
    assert found.value == attendance.value * 2
    assert found.n == attendance.n
    assert found.rows == attendance.rows
    assert found.text == "4 twice 2, n 3"


def test_counts_are_of_the_window() -> None:
    assert said("counts.stories").value == 1
    assert said("counts.events").value == 3
    assert said("counts.seats").value == 6
    assert said("counts.members").value == len(CIRCLE.members)
    assert said("counts.stories / counts.events").n == 1


@pytest.mark.parametrize("name", ["asks", "touches", "follow_ups", "topics"])
def test_what_was_never_recorded_is_no_data_and_not_0(name: str) -> None:
    found = said(f"counts.{name} + 1")
    assert found.no_data
    assert f"nothing recorded for counts.{name}" in found.text


def test_a_comparison_with_no_data_is_not_false() -> None:
    assert said("counts.asks > 3").no_data
    assert said("asks.value > 3").no_data
    assert said("asks.no_data or asks.value > 3", "{value}").text == "yes"
    assert said("counts.events == 3", "{value}").text == "yes"
    assert said("counts.events == 3").value == 1


@given(st.lists(st.booleans(), min_size=1, max_size=5))
def test_who_came_is_set_beside_the_events_where_that_is_known(taken: list[bool]) -> None:
    events = calls(*([ANN, BETH] if known else [] for known in taken))
    bare = {n: replace(event, attendance_taken=taken[n - 1]) for n, event in events.items()}
    community = circle(events=bare)
    average = said("counts.seats / counts.with_attendance", community=community)
    assert average.text == "2" if any(taken) else average.no_data
    crooked = said("counts.seats / counts.events", community=community)
    told = f"attendance taken at {sum(taken)} of {len(taken)} event"
    assert (told in crooked.text) == (any(taken) and not all(taken))


def test_dividing_by_nothing_and_numbers_too_large_are_no_data() -> None:
    old = circle(events=calls([ANN], [ANN], [ANN], last=ago(200)), stories=CIRCLE.stories)
    assert said("counts.stories / counts.events", community=old).no_data
    assert said("counts.events * 1000000000000000 * 9").no_data


def test_no_per_cent_of_few() -> None:
    assert said("100 * counts.stories / counts.events", unit="%").no_data
    assert "no percentage" in said("100 * counts.stories / counts.events", unit="%").text


def test_then_is_what_it_gave_before() -> None:
    line = own_line(id="own", title="Own", value="counts.events", good="high")
    calls_before = calls([ANN], [ANN], last=ago(120)) | {
        9: calls([ANN])[1].__class__(
            id=9, starts_at=ago(2).isoformat(), status="held", series="Call"
        )
    }
    found = reading(line, circle(events=calls_before), TODAY)
    assert (found.now.value, found.then.value) == (1, 2)
    assert (found.movement, found.word) == ("worse", "lower")
    assert len(found.trend) == 6


def test_a_day_later_than_the_window_counts_for_nothing() -> None:
    line = own_line(id="own", title="Own", value="counts.events")
    later = TODAY + timedelta(days=400)
    assert line.compute(CIRCLE, Window(from_=date(2020, 1, 1), to=ago(100)), DEFAULTS).no_data
    assert (
        line.compute(CIRCLE, Window(from_=later - timedelta(days=89), to=later), DEFAULTS).value
        == 0
    )


def test_every_count_can_be_looked_at() -> None:
    assert set(FIGURES) == {*LINES, "counts"}
    for name, (what, _) in TALLIES.items():
        assert what
        assert said(f"counts.{name}").id == "own"


def test_the_shipped_sample_is_read_and_says_something() -> None:
    found = all_lines([Path(__file__).parents[2] / "sample_data"])
    assert found.broken == ()
    own = list(found.lines)[len(LINES) :]
    assert own == ["stories_a_meeting", "room_for_newcomers", "same_faces"]
    text = reading(found.lines["stories_a_meeting"], CIRCLE, TODAY).now.text
    assert text == "0.3 for each meeting; 1 told, 3 held"
