"""Lines: a widget that draws itself line by line and sends only the cells that changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Self

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from coptui.tui.rows import TONES, Span
from coptui.tui.signs import signs

COMPONENTS = frozenset({*(f"lines--{tone}" for tone in TONES), "lines--cursor"})
"""What the screen lends its lines: the styles of the tones, worked out once for all of them."""


class Lines(Widget):
    """The base of every view here: subclasses give the spans of each line."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._shown: list[Strip] = []
        self._shown_size = Size(0, 0)
        self._styles: dict[str, Style] = {}

    def spans(self, y: int) -> Sequence[Span]:
        """What stands on line y of the view."""
        raise NotImplementedError

    def cursor_on(self, y: int) -> bool:
        """Whether line y carries the cursor."""
        return False

    def repaint(self) -> None:
        """Draw again what changed since the last time, and nothing else."""
        size = self.size
        width, height = size
        old, known = self._shown, self._shown_size == size
        self._shown, self._shown_size = [self._strip(y, width) for y in range(height)], size
        if not known or len(old) != height:
            super().refresh()
            return
        regions = [
            Region(first, y, end - first, 1)
            for y in range(height)
            for first, end in _differences(old[y], self._shown[y], width)
        ]
        if regions:
            super().refresh(*regions)

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Textual asks for a whole widget again when its focus changes: only differences go."""
        if repaint and not regions and not layout and not recompose and self._shown:
            self.repaint()
            return self
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_line(self, y: int) -> Strip:
        """Textual's line API."""
        if self._shown_size != self.size or len(self._shown) != self.size.height:
            self._shown = [self._strip(line, self.size.width) for line in range(self.size.height)]
            self._shown_size = self.size
        return self._shown[y] if y < len(self._shown) else Strip.blank(self.size.width)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        old, self._styles = self._styles, {}
        if not self.is_attached:
            return
        if all(self._compute_style(tone) == style for tone, style in old.items()):
            # A class came or went, and nothing looks different: nothing is drawn again.
            self._styles = old
        else:
            self._shown = []

    def style_of(self, tone: str) -> Style:
        """The terminal style of a tone; asked of the stylesheet once."""
        if tone not in self._styles:
            self._styles[tone] = self._compute_style(tone)
        return self._styles[tone]

    def _compute_style(self, tone: str) -> Style:
        style = self.screen.get_component_rich_style(f"lines--{tone}")
        if getattr(self.app, "no_color", False):
            # Colour is gone: only weight, underline and reverse can tell things apart.
            return Style(
                bold=tone in ("strong", "heading", "bad", "cursor"),
                underline=tone == "link" or None,
                reverse=tone == "cursor" or None,
            )
        if tone == "cursor" and getattr(self.app, "native_ansi_color", False):
            # The terminal's own palette has no colour that is sure to be seen as a bar.
            return Style(reverse=True)
        return style

    def _strip(self, y: int, width: int) -> Strip:
        cursor = self.style_of("cursor") if self.cursor_on(y) else None
        segments = []
        room = width
        for text, tone in self.spans(y):
            if room <= 0:
                break
            size = cell_len(text)
            if size > room:
                text = cut(text, room)
                size = room
            style = self.style_of(tone)
            segments.append(Segment(text, style + cursor if cursor else style))
            room -= size
        if room > 0:
            plain = self.style_of("plain")
            segments.append(Segment(" " * room, plain + cursor if cursor else plain))
        return Strip(Segment.simplify(segments), width)


def cut(text: str, width: int) -> str:
    """The text in exactly `width` cells: padded, or cut off with a mark."""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(text, width - 1) + signs().more if width > 1 else " " * width


def spread(
    left: Sequence[Span], right: Sequence[Span], width: int, fill: Span | None = None
) -> list[Span]:
    """Two groups of spans at the ends of a line, with spaces or `fill` between."""
    taken = width_of(left) + width_of(right)
    gap = width - taken
    if gap < 1:
        return [*left]
    between = fill or Span(" ")
    return [*left, Span(between.text * gap, between.tone), *right]


def width_of(spans: Iterable[Span]) -> int:
    """How many cells the spans take."""
    return sum(cell_len(span.text) for span in spans)


def _differences(old: Strip, new: Strip, width: int) -> list[tuple[int, int]]:
    """The stretches of cells in which two lines differ, as (first, end)."""
    if old == new:
        return []
    before, after = _cells(old), _cells(new)
    if len(before) != len(after):
        return [(0, width)]
    found: list[list[int]] = []
    for x, (was, now) in enumerate(zip(before, after, strict=True)):
        if was != now:
            if found and x - found[-1][1] < JOIN:
                found[-1][1] = x + 1
            else:
                found.append([x, x + 1])
    return [(first, end) for first, end in found]


JOIN = 8
"""Stretches nearer than this are sent as one: a cursor jump costs about as many bytes."""


def _cells(strip: Strip) -> list[tuple[str, Style | None]]:
    cells: list[tuple[str, Style | None]] = []
    for text, style, _ in strip:
        if text.isascii():
            cells.extend((letter, style) for letter in text)
            continue
        for letter in text:
            size = cell_len(letter)
            if size == 0 and cells:
                cells[-1] = (cells[-1][0] + letter, cells[-1][1])
                continue
            cells.append((letter, style))
            cells.extend(("", style) for _ in range(size - 1))
    return cells
