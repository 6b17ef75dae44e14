"""Textual's strips, bare: a line that was drawn keeps what it was filtered to, and nothing else.

Textual gives each strip seven caches, which save little where only lines that changed are drawn.
But a screen is some hundred strips: half of what the garbage collector looked at were caches of
theirs, most of them empty, and a line that is not cut kept itself in one of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.strip import Strip


class _NothingKept:
    """In the place of a cache."""

    __slots__ = ()

    def get(self, key: object) -> None:
        """Not there."""

    def __setitem__(self, key: object, value: object) -> None:
        """Forgotten."""


NOTHING_KEPT: Any = _NothingKept()


def _init(strip: Strip, segments: Iterable[Segment], cell_length: int | None = None) -> None:
    strip._segments = list(segments)
    strip._cell_length = cell_length
    strip._divide_cache = strip._crop_cache = strip._style_cache = NOTHING_KEPT
    strip._line_length_cache = strip._crop_extend_cache = strip._offsets_cache = NOTHING_KEPT
    # Textual asks every line of a stretch in which one has changed.
    filtered: Any = {}
    strip._filter_cache = filtered
    strip._render_cache = strip._link_ids = strip._cell_count = None


def bare() -> None:
    """Every strip that is made from now on is."""
    Strip.__init__ = _init  # type: ignore[assignment]


@lru_cache(maxsize=16)
def empty(width: int, background: Color, filters: tuple[LineFilter, ...]) -> Strip:
    """A line in which nothing stands; as it is on many lines, what it is cut into is kept."""
    segments = [Segment(" " * width, Style.from_color(None, background.rich_color))]
    strip = Strip(filtered(segments, background, filters), width)
    pieces: Any = {}
    strip._divide_cache = pieces
    return strip


def filtered(
    segments: list[Segment], background: Color, filters: Iterable[LineFilter]
) -> list[Segment]:
    """The segments of a line as they are sent: in colours that the terminal has, and safe."""
    for line_filter in filters:
        segments = line_filter.apply(segments, background)
    return segments
