"""A day in the words of a follow-up is when it is due, or is pointed out with what would make it so."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coptui.core.model.community import AllGroups
from coptui.core.model.records import Profile
from coptui.core.writing.meaning import Jotting, meaning
from coptui.core.writing.understood import understood

TODAY = date(2026, 11, 22)
COMMUNITY = AllGroups(profile=Profile(id=1, name="Circle"))


def said(line: str) -> str:
    edit = meaning(line, Jotting(COMMUNITY, TODAY, "x")).edit(COMMUNITY)
    return understood(edit, COMMUNITY, TODAY, "x")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("book the room by Friday", "Follow-up for you, due Fri 27 Nov"),
        ("book the room for the fair on Friday", "Follow-up for you, no date (write !Friday)"),
        ("book the room before Friday", "Follow-up for you, no date (write !Friday)"),
        (
            "book the room on 31 Nov",
            "Follow-up for you, no date ('31 Nov' isn't a date I recognise)",
        ),
        ("put it on the table on 12 Dec", "Follow-up for you, no date (write !12 Dec)"),
        ("book the room by Friday !fri", "Follow-up for you, due Fri 27 Nov"),
        ("put it on the table", "Follow-up for you"),
        ("stand by me", "Follow-up for you"),
    ],
)
def test_a_day_that_is_not_taken_is_pointed_out(line: str, told: str) -> None:
    assert said(line) == told


@given(
    st.sampled_from(["fri", "12 Dec", "next week", "tomorrow"]),
    st.sampled_from(["by", "On", "before"]),
)
def test_what_it_says_to_write_is_taken(day: str, word: str) -> None:
    told = said(
        f"ring them about the fair {word} {day}" if word != "by" else f"ring by {day} or so"
    )
    written = told.partition("(write ")[2].rstrip(")")
    assert written == f"!{day}"
    assert "due" in said(f"ring them by {day}")
    assert "due" in said(f"ring them {written}")
