"""A bare strip does what Textual's does, and keeps next to nothing."""

from __future__ import annotations

import gc
import importlib.util
from types import ModuleType

import pytest
import textual.strip
from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import Monochrome
from textual.strip import Strip

from coptui.tui.kit import lines as drawn
from coptui.tui.kit.guard import GUARD

INK = Style(color="#87afaf", bgcolor="#1b1d22")
GROUND = Color(27, 29, 34)

lines = st.lists(
    st.tuples(st.text("ab 王é", max_size=6), st.sampled_from([Style(), INK])).map(
        lambda part: Segment(*part)
    ),
    max_size=5,
)


def a_copy() -> ModuleType:
    """Textual's module once more, which nothing has changed."""
    spec = importlib.util.spec_from_file_location("copy_of_strip", textual.strip.__file__)
    assert spec is not None and spec.loader is not None
    copy = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(copy)
    return copy


USUAL: type[Strip] = a_copy().Strip


@pytest.fixture(autouse=True)
def all_are_bare(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Strip, "__init__", drawn._init)


def made(kind: type[Strip], line: list[Segment], cuts: list[int], width: int) -> list[object]:
    """All that Textual makes of a strip, twice over: the second time from what was kept."""
    strip = kind(line)
    first, end = min(cuts, default=0), max(cuts, default=0)
    return [
        part
        for _ in range(2)
        for part in (
            [list(piece) for piece in strip.divide([*cuts, strip.cell_length])],
            list(strip.crop(first, end)),
            list(strip.crop_extend(first, end, INK)),
            list(strip.adjust_cell_length(width, INK)),
            list(strip.apply_style(INK)),
            list(strip.apply_filter(Monochrome(), GROUND)),
            list(strip.apply_offsets(1, 2)),
            strip.cell_length,
            strip.text,
        )
    ]


@given(lines, st.lists(st.integers(0, 20), max_size=4, unique=True).map(sorted), st.integers(0, 30))
def test_what_is_made_of_a_strip_is_what_textual_makes(line, cuts, width) -> None:
    assert made(Strip, line, cuts, width) == made(USUAL, line, cuts, width)


def test_every_slot_of_a_strip_is_filled() -> None:
    strip = Strip([Segment("a", INK)])
    assert all(hasattr(strip, slot) for slot in Strip.__slots__)


def test_a_strip_that_was_drawn_keeps_what_it_was_filtered_to_and_nothing_else() -> None:
    strip = Strip([Segment("Ann Bo", INK)], 6)
    safe = strip.apply_filter(GUARD, GROUND)
    assert strip.apply_filter(GUARD, GROUND) is safe
    for _ in range(2):
        safe.divide([2, 6])
        safe.divide([6])
        safe.crop(1, 3)
    kept = [one for one in gc.get_referents(strip, safe) if gc.is_tracked(one)]
    assert safe._divide_cache is drawn.NOTHING_KEPT
    # The class, a list of segments each, and what the first was filtered to.
    assert {type(one) for one in kept if one is not drawn.NOTHING_KEPT} == {type, list, dict}


def test_a_line_in_which_nothing_stands_is_one_for_all() -> None:
    one = drawn.empty(20, GROUND, (GUARD,))
    assert one is drawn.empty(20, GROUND, (GUARD,)) is not drawn.empty(21, GROUND, (GUARD,))
    assert one.divide([5, 20]) is one.divide([5, 20])
    assert one.text == " " * 20
