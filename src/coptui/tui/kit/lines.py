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
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from coptui.tui.kit.rows import Span, Tone
from coptui.tui.kit.signs import signs
from coptui.tui.kit.themes import style_of


class Resized(Message):
    """A widget has another size than the one that what it shows was made for."""

    def __init__(self, source: Widget) -> None:
        super().__init__()
        self.source = source


class LineView(Widget):
    """The base of every view here: subclasses give the spans of each line."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._shown: list[Strip] = []
        self._made_of: list[tuple[bool, tuple[Span, ...]]] = []
        self._shown_for: tuple[Size, str] = (Size(0, 0), "")

    def spans(self, y: int) -> Sequence[Span]:
        """What stands on line y of the view."""
        raise NotImplementedError

    def cursor_on(self, y: int) -> bool:
        """Whether line y carries the cursor."""
        return False

    def fit(self) -> None:
        """Fit the size that the view has now, once what it shows was made for that."""

    def repaint(self) -> None:
        """Draw again the lines that changed since the last time, and nothing else."""
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
        """Textual asks for a whole widget again when its focus changes: only what changed goes."""
        if repaint and not regions and not layout and not recompose and self._shown:
            self.repaint()
            return self
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Textual's lines of a part of the view, as they were made: nothing is drawn around them."""
        lines = [self.render_line(y) for y in crop.line_range]
        whole = crop.width == self.size.width
        return lines if whole else [line.crop(*crop.column_span) for line in lines]

    def render_line(self, y: int) -> Strip:
        """One line of the view, as wide as it is, and fit to be sent."""
        if self._shown_for != (self.size, self.app.theme):
            self._draw()
        return self._shown[y] if y < len(self._shown) else Strip.blank(self.size.width)

    def _draw(self) -> None:
        """Make every line; one of the same spans as before is what it was."""
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
        """The terminal style of a tone in the theme that is on."""
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
    """Shows nothing of its own but the colour behind what stands on it; it has no border."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Textual's lines of a part of the widget. Textual makes, and keeps, each of its own."""
        _, background = self.background_colors
        return [empty(crop.width, background, tuple(self.get_line_filters()))] * crop.height


class Beside(Horizontal, Ground):
    """What stands on it stands side by side."""


class Below(Vertical, Ground):
    """What stands on it stands one below the other."""


class Room(Below):
    """How high the lines on it are is worked out from its own size."""

    def on_resize(self) -> None:
        self.post_message(Resized(self))


class Scrolled(VerticalScroll, Ground):
    """One below the other, and more than is seen at once."""


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


@lru_cache(maxsize=16)
def empty(width: int, background: Color, filters: tuple[LineFilter, ...]) -> Strip:
    """A line in which nothing stands."""
    segments = [Segment(" " * width, Style.from_color(None, background.rich_color))]
    return Strip(filtered(segments, background, filters), width)


def filtered(
    segments: list[Segment], background: Color, filters: Iterable[LineFilter]
) -> list[Segment]:
    """The segments of a line as they are sent: in colours that the terminal has, and safe."""
    for line_filter in filters:
        segments = line_filter.apply(segments, background)
    return segments
