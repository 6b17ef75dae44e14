"""Own evidence lines as they are written: every mistake has its file, line, column and field."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coptui.checklists.own_lines import find_own_lines, read_own_lines

FIGURES = {
    "level_mix": ("core",),
    "attendance": (),
    "counts": ("stories", "events"),
}

GOOD = """\
lines:
  - id: stories_a_meeting
    title: Stories a meeting
    value: counts.stories / counts.events
    good: high
    text: "{value} of {attendance.value}, {n}"
"""


def test_a_good_file_is_read_whole() -> None:
    lines, mistakes = read_own_lines(GOOD, "evidence.yaml", FIGURES)
    assert mistakes == ()
    assert [line.id for line in lines] == ["stories_a_meeting"]
    assert lines[0].good == "high"
    assert lines[0].unit == ""


@pytest.mark.parametrize(
    ("was", "becomes", "place", "said"),
    [
        ("title: Stories a meeting", "titel: Stories", "3:5", "did you mean title?"),
        ("counts.events", "counts.evnts", "4:29", "`value:` counts has no figure evnts"),
        ("counts.stories", "count.stories", "4:12", "did you mean counts?"),
        ("counts.stories / counts.events", "open('x')", "4:12", "There is no function open"),
        ("counts.stories / counts.events", "2 + 3", "4:12", "uses no figure"),
        ("good: high", "good: hihg", "5:11", "did you mean high?"),
        ("{attendance.value}", "{attendence.value}", "6:24", "did you mean attendance?"),
        ("{attendance.value}", "{attendance.value + 1}", "6:24", "isn't a figure"),
        ("{n}", "{n", "6:11", "a { without a }"),
        ("id: stories_a_meeting", "id: Stories", "2:9", "lower-case letters"),
        ("id: stories_a_meeting", "id: attendance", "2:9", "id of a built-in evidence line"),
        ("    value: counts.stories / counts.events\n", "", "2:5", "this line needs: value"),
        ("lines:", "liens:", "1:1", "did you mean lines?"),
    ],
)
def test_each_mistake_has_its_place(was: str, becomes: str, place: str, said: str) -> None:
    lines, mistakes = read_own_lines(GOOD.replace(was, becomes), "evidence.yaml", FIGURES)
    assert lines == ()
    assert any(
        str(mistake).startswith(f"evidence.yaml:{place}: ") and said in mistake.message
        for mistake in mistakes
    ), [str(mistake) for mistake in mistakes]


def test_two_lines_of_one_id_are_a_mistake_in_a_file_and_between_files(tmp_path: Path) -> None:
    twice = GOOD + GOOD.removeprefix("lines:\n")
    assert "line on line 2 already has the id" in str(read_own_lines(twice, "x", FIGURES)[1][0])
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "a.yaml").write_text(GOOD)
    (tmp_path / "evidence.yaml").write_text(GOOD)
    found = find_own_lines([tmp_path, tmp_path / "absent"], FIGURES)
    assert list(found.lines) == ["stories_a_meeting"]
    (mistake,) = found.broken
    assert mistake.file.endswith("a.yaml")
    assert "already an evidence line with the id" in mistake.message


def test_one_broken_file_hides_no_other(tmp_path: Path) -> None:
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "a.yaml").write_text("lines: [")
    (tmp_path / "evidence.yaml").write_text(GOOD)
    found = find_own_lines([tmp_path], FIGURES)
    assert list(found.lines) == ["stories_a_meeting"]
    assert len(found.broken) == 1


@given(st.text(max_size=200))
def test_any_text_gives_lines_or_mistakes_and_never_a_fault(text: str) -> None:
    value = text.replace("\\", "\\\\").replace('"', '\\"')
    for source in (text, GOOD.replace("counts.stories / counts.events", f'"{value}"')):
        lines, mistakes = read_own_lines(source, "x", FIGURES)
        assert lines or mistakes


LINE = GOOD.removeprefix("lines:\n")
BAD = (
    ("counts.events", "counts.evnts"),
    ("good: high", "good: hihg"),
    ("{attendance.value}", "{nonsense.value}"),
    ("    title: Stories a meeting\n", ""),
    ("title:", "titel:"),
    ("title: Stories", "title: A\n    title: Stories"),
    ("value: counts.stories / counts.events", "value: [counts.stories]"),
)


@given(st.lists(st.sampled_from((None, *BAD)), min_size=1, max_size=6))
def test_a_line_with_a_mistake_hides_no_other(kinds: list[tuple[str, str] | None]) -> None:
    """Only what is wrong is left out, and each mistake says which line that is."""
    written = [
        LINE.replace("stories_a_meeting", f"line_{number}").replace(*(kind or ("", "")))
        for number, kind in zip("abcdef", kinds, strict=False)
    ]
    lines, mistakes = read_own_lines("lines:\n" + "".join(written), "x", FIGURES)
    right = {f"line_{number}" for number, kind in zip("abcdef", kinds, strict=False) if not kind}
    wrong = {f"line_{number}" for number, kind in zip("abcdef", kinds, strict=False) if kind}
    assert {line.id for line in lines} == right
    assert {mistake.name for mistake in mistakes} == wrong


def test_a_mistake_outside_the_lines_is_of_the_file() -> None:
    lines, (mistake,) = read_own_lines(GOOD + "more: x\n", "x", FIGURES)
    assert (lines, mistake.name) == ((), "")
