"""LineView: a widget that draws itself line by line, and again only the lines that changed.

What such widgets are laid out on, the ground, is one line however high it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal, Self

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.filter import LineFilter
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from coptui.tui.kit.rows import Span, Tone
from coptui.tui.kit.signs import signs
from coptui.tui.kit.themes import style_of


class Resized(Message):
    """Posted when a widget no longer has the size its contents were made for."""

    def __init__(self, source: Widget) -> None:
        super().__init__()
        self.source = source


class LineView(Widget):
    """The base of every view here: a subclass gives the spans of each line."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._shown: list[Strip] = []
        self._made_of: list[tuple[bool, tuple[Span, ...]]] = []
        self._shown_for: tuple[Size, str] = (Size(0, 0), "")

    def spans(self, y: int) -> Sequence[Span]:
        """Return what stands on line y of the view."""
        raise NotImplementedError

    def cursor_on(self, y: int) -> bool:
        """Return whether line y carries the cursor."""
        return False

    @property
    def cursor_screen_offset(self) -> Offset | None:
        """Where on the screen the line with the cursor begins, as Textual's inputs tell of theirs."""
        line = next((y for y in range(self.size.height) if self.cursor_on(y)), None)
        return None if line is None else self.region.offset + Offset(0, line)

    def fit(self) -> None:
        """Fit what is shown to the view's present size."""

    def repaint(self) -> None:
        """Draw the lines that changed since the last time, and nothing else."""
        old, known = self._shown, self._shown_for == (self.size, self.app.theme)
        self._draw()
        if not known:
            super().refresh()
            return
        regions = [
            Region(0, y, self.size.width, 1)
            for y, (was, now) in enumerate(zip(old, self._shown, strict=True))
            if was is not now and was != now
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
        """Redraw only what changed: Textual asks for the whole widget whenever its focus changes."""
        if repaint and not regions and not layout and not recompose and self._shown:
            self.repaint()
            return self
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return lines of the view for Textual exactly as made; nothing is drawn around them."""
        lines = [self.render_line(y) for y in crop.line_range]
        whole = crop.width == self.size.width
        return lines if whole else [line.crop(*crop.column_span) for line in lines]

    def render_line(self, y: int) -> Strip:
        """Return one line of the view at full width, safe to send."""
        if self._shown_for != (self.size, self.app.theme):
            self._draw()
        return self._shown[y] if y < len(self._shown) else Strip.blank(self.size.width)

    def _draw(self) -> None:
        """Make every line; one with the same spans as before is reused."""
        width, height = self.size
        known, shown = self._made_of, self._shown
        if self._shown_for != (self.size, self.app.theme):
            known = []
        self._made_of = [(self.cursor_on(y), tuple(self.spans(y))) for y in range(height)]
        filters, (_, ground) = self.get_line_filters(), self.background_colors
        self._shown = [
            shown[y]
            if y < len(known) and known[y] == line
            else Strip(filtered(self._drawn(*line, width), ground, filters), width)
            for y, line in enumerate(self._made_of)
        ]
        self._shown_for = (self.size, self.app.theme)

    def style_of(self, tone: Tone | Literal["cursor"]) -> Style:
        """Return the terminal style of a tone in the current theme."""
        return style_of(self.app.theme, tone, self.app.no_color)

    def _drawn(self, under_cursor: bool, spans: Sequence[Span], width: int) -> list[Segment]:
        cursor = self.style_of("cursor") if under_cursor else None
        segments = []
        room = width
        for span in spans:
            text = span.text
            if room <= 0:
                break
            size = cell_len(text)
            if size > room:
                text = cut(text, room)
                size = room
            style = self.style_of(span.tone)
            segments.append(Segment(text, style + cursor if cursor else style))
            room -= size
        if room > 0:
            plain = self.style_of("plain")
            segments.append(Segment(" " * room, plain + cursor if cursor else plain))
        return list(Segment.simplify(segments))


class Ground(Widget):
    """A container that draws only its background; it has no border."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return Textual's lines of part of the widget, without the copies that Textual would keep."""
        _, background = self.background_colors
        return [empty(crop.width, background, tuple(self.get_line_filters()))] * crop.height


class Beside(Horizontal, Ground):
    """A container whose children stand side by side."""


class Below(Vertical, Ground):
    """A container whose children stand one below the other."""


class Room(Below):
    """A container whose children's heights follow from its own size."""

    def on_resize(self) -> None:
        self.post_message(Resized(self))


class Scrolled(VerticalScroll, Ground):
    """A container that scrolls, its children one below the other."""


def cut(text: str, width: int) -> str:
    """Return the text in exactly `width` cells: padded, or cut off with a mark."""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(text, width - 1) + signs().more if width > 1 else " " * width


def spread(
    left: Sequence[Span], right: Sequence[Span], width: int, fill: Span | None = None
) -> list[Span]:
    """Return two groups of spans at the ends of a line, with spaces or `fill` between."""
    taken = width_of(left) + width_of(right)
    gap = width - taken
    if gap < 1:
        return [*left]
    between = fill or Span(" ")
    return [*left, Span(between.text * gap, between.tone), *right]


def width_of(spans: Iterable[Span]) -> int:
    """Return how many cells the spans take."""
    return sum(cell_len(span.text) for span in spans)


@lru_cache(maxsize=16)
def empty(width: int, background: Color, filters: tuple[LineFilter, ...]) -> Strip:
    """Return an empty line."""
    segments = [Segment(" " * width, Style.from_color(None, background.rich_color))]
    return Strip(filtered(segments, background, filters), width)


def filtered(
    segments: list[Segment], background: Color, filters: Iterable[LineFilter]
) -> list[Segment]:
    """Return the segments of a line ready to send: in the terminal's colours, and safe."""
    for line_filter in filters:
        segments = line_filter.apply(segments, background)
    return segments
