"""A line typed while people talk, taken apart."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coptui.core.model.community import Community
from coptui.core.model.records import Member, Topic
from coptui.core.writing.capture import Captured, capture
from coptui.errors import Ambiguous, UsageError

TODAY = date(2026, 11, 22)
COMMUNITY = Community(
    members={
        1: Member(id=1, name="Amara Okafor", emails=("amara@example.org",)),
        2: Member(id=2, name="Ann Lee"),
        3: Member(id=3, name="Ann Lindqvist", organisation="Boston General"),
        4: Member(id=4, name="Emil Sørensen", handles={"slack": "emso"}),
        5: Member(id=5, name="山田 太郎"),
        6: Member(id=6, name="C. J. Dean", interests=("triage",)),
    },
    topics={
        1: Topic(id=1, title="Silence on the line"),
        2: Topic(id=2, title="The Miller family", confidential=True, code="case 14"),
        3: Topic(id=3, title="C++ in anger", tags=("tools",)),
        4: Topic(id=4, title="The Baker family", confidential=True),
    },
)


def taken(line: str) -> Captured:
    return capture(line, COMMUNITY, TODAY)


@pytest.mark.parametrize(
    ("line", "text", "people"),
    [
        ("@amara sent it", "Amara Okafor sent it", (1,)),
        ("spoke to @okaf.", "spoke to Amara Okafor.", (1,)),
        ("@ann.lee, hello", "Ann Lee, hello", (2,)),
        ("@ann.lind: hello", "Ann Lindqvist: hello", (3,)),
        ("with @ann.boston!", "with Ann Lindqvist!", (3,)),
        ("@SORENSEN came", "Emil Sørensen came", (4,)),
        ("@emso came", "Emil Sørensen came", (4,)),
        ("@amara@example.org wrote", "Amara Okafor wrote", (1,)),
        ("@山田 と話した", "山田 太郎 と話した", (5,)),
        ("(@amara)", "(Amara Okafor)", (1,)),
        ("“@amara” and '@emil", "“Amara Okafor” and 'Emil Sørensen", (1, 4)),
        ("@amara's sheet", "Amara Okafor's sheet", (1,)),
        ("@amara’s sheet", "Amara Okafor’s sheet", (1,)),
        ("@amara,@emil met", "Amara Okafor,Emil Sørensen met", (1, 4)),
        ("@amara, @emil and @amara...", "Amara Okafor, Emil Sørensen and Amara Okafor...", (1, 4)),
        ("@c.j.dean called", "C. J. Dean called", (6,)),
    ],
)
def test_people(line: str, text: str, people: tuple[int, ...]) -> None:
    assert taken(line) == Captured(text, people)


@pytest.mark.parametrize(
    "line",
    [
        "mail ann@example.org or amara@example.org",
        "https://example.org/@amara#silence",
        "Great!",
        "Wow !! and ! and !? too",
        "! @ #",
        "a@b #1 and (#12)",
        "5 @ 3",
        "it is 50% #-1",
    ],
)
def test_plain_text_stays_plain(line: str) -> None:
    assert taken(line) == Captured(line)


@pytest.mark.parametrize(
    ("line", "text", "topics"),
    [
        ("on #silence", "on Silence on the line", (1,)),
        ("on #silence.line?", "on Silence on the line?", (1,)),
        ("on #c++", "on C++ in anger", (3,)),
        ("on #tools", "on C++ in anger", (3,)),
        ("#case.14 again", "case 14 again", (2,)),
        ("#14 again", "case 14 again", (2,)),
        ("about #confidential", "about a confidential topic", (4,)),
    ],
)
def test_topics_are_written_out_and_confidential_ones_by_their_code(
    line: str, text: str, topics: tuple[int, ...]
) -> None:
    assert taken(line) == Captured(text, (), topics)


@pytest.mark.parametrize("word", ["miller", "the.miller", "miller.family", "baker"])
def test_a_confidential_title_names_nothing(word: str) -> None:
    with pytest.raises(UsageError) as told:
        taken(f"on #{word}")
    assert "case 14" not in str(told.value)
    assert "Miller" not in str(told.value).replace(word, "")


@pytest.mark.parametrize(
    ("line", "text", "day"),
    [
        ("send it !fri", "send it", date(2026, 11, 27)),
        ("send it !fri.", "send it.", date(2026, 11, 27)),
        ("!2w send it", "send it", date(2026, 12, 6)),
        ("!2026-12-01: send it", ": send it", date(2026, 12, 1)),
        ("what now ? !mon", "what now ?", date(2026, 11, 23)),
        ("by !1m, please", "by, please", date(2026, 12, 22)),
        ("!fri or !friday", "or", date(2026, 11, 27)),
        ("!tomorrow", "", date(2026, 11, 23)),
        ("send it !12 Dec", "send it", date(2026, 12, 12)),
        ("!Tue 8 Dec, send it", ", send it", date(2026, 12, 8)),
        ("send it !in 2 weeks, please", "send it, please", date(2026, 12, 6)),
        ("!fri 8 chairs", "8 chairs", date(2026, 11, 27)),
    ],
)
def test_the_day_is_taken_out(line: str, text: str, day: date) -> None:
    assert taken(line) == Captured(text, when=day)


def test_two_days_are_one_too_many() -> None:
    with pytest.raises(UsageError, match="Fri 27 Nov and Mon 23 Nov"):
        taken("!fri or !mon")


@pytest.mark.parametrize("line", ["do it !soon", "this is !important"])
def test_an_unknown_day_is_told_not_dropped(line: str) -> None:
    with pytest.raises(UsageError, match="recognise"):
        taken(line)


def test_a_name_that_fits_several_offers_them() -> None:
    with pytest.raises(Ambiguous) as told:
        taken("@ann called")
    assert told.value.candidates == ["Ann Lee", "Ann Lindqvist"]


@pytest.mark.parametrize("line", ["@zebedee called", "@triage called", "@boston called"])
def test_only_names_name_a_person(line: str) -> None:
    with pytest.raises(UsageError) as told:
        taken(line)
    assert not isinstance(told.value, Ambiguous)


def test_a_slip_is_answered_with_the_name_that_was_meant() -> None:
    with pytest.raises(UsageError) as told:
        taken("@amarra called")
    assert "Amara Okafor" in told.value.hint


@given(st.text(st.sampled_from("@#!.,a n14'()\n:?…"), max_size=30))
def test_any_line_is_taken_or_told(line: str) -> None:
    try:
        found = taken(line)
    except UsageError as error:
        assert error.hint
    else:
        assert "Miller" not in found.text
        assert "Baker" not in found.text
