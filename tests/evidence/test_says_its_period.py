"""What a line says of a period isn't said as if it were of all time."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from evidence_fixture import ANN, BETH, CARL, TODAY, ago, calls, circle, person

from coptui.assets import folder
from coptui.core.model.community import Community
from coptui.core.model.days import later
from coptui.core.model.records import Attendance, Story, Touch, Window
from coptui.core.model.settings import settings_of
from coptui.evidence.line import EvidenceLine
from coptui.evidence.registry import LINES, evidence, reading, window_of
from coptui.samples import SAMPLES
from coptui.store.memory import MemoryStore

OTHERWISE = {
    "level_movement": "says what it is compared with",
    "coordinator_load": "what is still open counts too",
    "follow_through": "what is overdue counts too",
}
"""Lines whose period isn't said in their text, and why."""
PERIOD = re.compile(r"in the last|period|since|from .* to ")


@pytest.fixture(scope="module", params=SAMPLES)
def sample(request) -> Community:
    text = (folder("sample_data") / SAMPLES[request.param].file).read_text("utf-8")
    return MemoryStore(json.loads(text)).load().community


@pytest.mark.parametrize(
    "line",
    [each for each in LINES.values() if each.window == "days" and each.id not in OTHERWISE],
    ids=lambda line: line.id,
)
@pytest.mark.parametrize("ahead", [-120, -60, 0, 40, 100])
def test_what_is_of_a_period_says_so(sample: Community, line: EvidenceLine, ahead: int) -> None:
    settings = settings_of(sample.profile)
    today = later(sample.held[-1].day, ahead)
    lately = line.compute(sample, window_of(line, sample, today, settings), settings)
    ever = line.compute(sample, Window(from_=date(2000, 1, 1), to=today), settings)
    assert (lately.value, lately.text) == (ever.value, ever.text) or PERIOD.search(lately.text)


def test_who_was_spoken_to_before_the_period_is_not_without_a_conversation() -> None:
    touches = {1: Touch(id=1, on=ago(100), members=(ANN, BETH, CARL))}
    members = {number: person(number) for number in (ANN, BETH, CARL)}
    found = evidence(
        "private_contact", circle(members, touches=touches, events=calls(*[members] * 3)), TODAY
    )
    assert found.text.startswith("0 of 3 spoken to in the last 90 days; the others: ")
    assert {row.why for row in found.rows} == {"not spoken to since 22 Mar"}


def test_a_tie_that_is_not_recorded_is_not_said_to_be_missing() -> None:
    members = {n: person(n, knows=(CARL,) if n == BETH else ()) for n in (ANN, BETH, CARL)}
    found = evidence("ties", circle(members, events=calls(*[members] * 3)), TODAY)
    assert found.text.startswith("1 without recorded ties: ")


def test_apologies_in_between_are_not_nothing_recorded() -> None:
    events = calls([ANN, BETH], [BETH], [BETH], [BETH], [ANN, BETH], last=ago(5), gap=30)
    second = next(event for event in events.values() if event.attendance.keys() == {BETH})
    second.attendance[ANN] = Attendance(status="excused")
    found = evidence("returned", circle(events=events), TODAY)
    assert [row.why for row in found.rows] == ["came on 25 Jun; had last taken part on 25 Feb"]


def test_a_story_without_a_kind_is_not_counted_as_one_of_nothing_used() -> None:
    stories = {n: Story(id=n, on=ago(n), teller=n, text="We used it") for n in (1, 2)}
    assert evidence("users", circle(stories=stories), TODAY).no_data
    stories[3] = Story(id=3, on=ago(3), teller=3, text="We used it", cycle="applied")
    found = evidence("users", circle(stories=stories), TODAY)
    assert found.text.startswith("1 of 1 who told a story")
    assert found.text.endswith("kind of value not recorded for 2 stories")


def test_figures_that_repeat_themselves_are_said_once() -> None:
    sizes = {50: "usually 9 or 10;", 51: "usually 9 (9 to 10);"}
    for number, said in sizes.items():
        counts = (10, 9, 9, 10) if number == 50 else (9, 9, 9, 10)
        everyone = {n: person(n) for n in range(1, 11)}
        events = calls(*[range(1, count + 1) for count in counts])
        found = evidence("attendance", circle(everyone, events=events), TODAY)
        assert found.text.startswith(said)


def test_the_busiest_month_is_one_that_differs() -> None:
    monthly = calls(*[[ANN]] * 4, last=date(2026, 5, 12), gap=30)
    assert "most in" not in evidence("seasons", circle(events=monthly), TODAY).text


def test_an_event_with_no_coordinator_is_not_said_to_have_had_only_those() -> None:
    one_event = calls([ANN, BETH])
    assert evidence("company", circle(events=one_event), TODAY).text == (
        "no one came to 2 or more events yet"
    )
    assert reading("company", circle(events=one_event), TODAY).word == ""
