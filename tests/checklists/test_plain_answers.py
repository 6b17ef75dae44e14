"""Answers typed line by line."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET

from coptui.checklists.run import PlainAnswer, parse_plain_answer
from coptui.checklists.template import Step
from coptui.errors import CoptError, UsageError

SCALE = Step(id="s", ask="How?")
YES_NO = Step(id="y", ask="Is it?", answer="yes-no")
CHOICE = Step(id="c", ask="Which?", answer="choice", choices=("red wine", "red beer", "tea"))
TEXT = Step(id="t", ask="What?", answer="text")
PEOPLE = Step(id="p", ask="Who?", answer="people")
DATE = Step(id="d", ask="When?", answer="date")
TODAY = date(2026, 11, 29)
KINDS = (SCALE, YES_NO, CHOICE, TEXT, PEOPLE, DATE)


@pytest.mark.parametrize(
    ("step", "line", "expected"),
    [
        (SCALE, "3", PlainAnswer(3)),
        (SCALE, "solid", PlainAnswer(3)),
        (SCALE, " 0 | Dana leaves ", PlainAnswer(0, note="Dana leaves")),
        (
            SCALE,
            "3 | note | '!fri @ann text'",
            PlainAnswer(3, note="note", followup="!fri @ann text"),
        ),
        (SCALE, "3 || !fri text | more", PlainAnswer(3, followup="!fri text | more")),
        (SCALE, "-", PlainAnswer("n/a")),
        (SCALE, "- | no sponsor", PlainAnswer("n/a", waived="no sponsor")),
        (SCALE, "d | ask Ann", PlainAnswer("unknown", note="ask Ann")),
        (SCALE, "", PlainAnswer(UNSET)),
        (SCALE, "| only a note", PlainAnswer(UNSET, note="only a note")),
        (YES_NO, "y", PlainAnswer(True)),
        (YES_NO, "No", PlainAnswer(False)),
        (YES_NO, "x", PlainAnswer(False)),
        (CHOICE, "2", PlainAnswer("red beer")),
        (CHOICE, "TEA", PlainAnswer("tea")),
        (CHOICE, "red w", PlainAnswer("red wine")),
        (TEXT, "a guest from Leeds", PlainAnswer("a guest from Leeds")),
        (PEOPLE, "@ann, Lena Voss", PlainAnswer(names=("ann", "Lena Voss"))),
        (PEOPLE, "nobody", PlainAnswer(())),
        (PEOPLE, "ann; beth", PlainAnswer(names=("ann", "beth"))),
        (DATE, "2026-03-14", PlainAnswer("2026-03-14")),
        (DATE, "end of Jan", PlainAnswer("2027-01-31")),
        (DATE, "Weds | if the hall is free", PlainAnswer("2026-12-02", note="if the hall is free")),
    ],
)
def test_a_typed_line_is_read(step: Step, line: str, expected: PlainAnswer) -> None:
    assert parse_plain_answer(step, line, TODAY) == expected


@pytest.mark.parametrize(
    ("step", "line", "says"),
    [
        (SCALE, "5", "0 not at all"),
        (SCALE, "three", "0 not at all"),
        (YES_NO, "maybe", "y or x"),
        (CHOICE, "4", "1 red wine"),
        (CHOICE, "0", "1 red wine"),
        (CHOICE, "0012", "1 red wine"),
        (CHOICE, "02", "1 red wine"),
        (CHOICE, "red", "2 red beer"),
        (PEOPLE, " , @", "names"),
        (DATE, "someday", "2026-12-01"),
    ],
)
def test_what_cannot_be_read_is_answered_with_what_can(step: Step, line: str, says: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_plain_answer(step, line, TODAY)
    assert says in caught.value.hint


@given(st.sampled_from(KINDS), st.text(max_size=40) | st.text("0123", max_size=6))
def test_any_line_is_read_or_kindly_refused(step: Step, line: str) -> None:
    try:
        parse_plain_answer(step, line, TODAY)
    except CoptError as fault:
        assert fault.hint
