"""LineView: a widget that draws itself line by line, and again only the lines that changed.

What such widgets are laid out on, the ground, is one line however high it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
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


DrawnLine = tuple[bool, tuple[Span, ...]]
"""A line of a view: whether it carries the cursor, and its spans."""


StyleOf = Callable[[Tone | Literal["cursor"]], Style]


class LineView(Widget):
    """The base of every view here: a subclass gives the spans of each line."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._shown: list[Strip] = []
        self._made_of: list[DrawnLine] = []
        self._shown_for: tuple[Size, str] = (Size(0, 0), "")

    def spans(self, y: int) -> Sequence[Span]:
        """Return what stands on line y of the view."""
        raise NotImplementedError

    def cursor_on(self, y: int) -> bool:
        """Return whether line y carries the cursor."""
        return False

    def contents(self, size: Size) -> list[DrawnLine]:
        """Return every line of the view at its present size."""
        return [(self.cursor_on(y), tuple(self.spans(y))) for y in range(size.height)]

    @property
    def cursor_screen_offset(self) -> Offset | None:
        """Where on the screen the line with the cursor begins, as Textual's inputs tell of theirs."""
        line = next((y for y, (cursor, _) in enumerate(self._made_of) if cursor), None)
        return None if line is None else self.region.offset + Offset(0, line)

    def fit(self) -> None:
        """Fit what is shown to the view's present size."""

    def repaint(self) -> None:
        """Draw the lines that changed since the last time, and nothing else."""
        old, known = self._shown, self._shown_for
        self._draw()
        if known != self._shown_for:
            super().refresh()
            return
        changed = [
            y
            for y, (was, now) in enumerate(zip(old, self._shown, strict=True))
            if was is not now and was != now
        ]
        if changed:
            width = known[0].width
            super().refresh(*(Region(0, y, width, height) for y, height in _together(changed)))

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
        width = self._up_to_date()
        ends = len(self._shown)
        lines = [self._shown[y] if y < ends else Strip.blank(width) for y in crop.line_range]
        return lines if crop.width == width else [line.crop(*crop.column_span) for line in lines]

    def render_line(self, y: int) -> Strip:
        """Return one line of the view at full width, safe to send."""
        width = self._up_to_date()
        return self._shown[y] if y < len(self._shown) else Strip.blank(width)

    def _up_to_date(self) -> int:
        """Make the lines that a new size or theme changes; return their width."""
        if self._shown_for != (self.size, self.app.theme):
            self._draw()
        return self._shown_for[0].width

    def _draw(self) -> None:
        """Make every line; one with the same spans as before is reused."""
        drawn_for = size, theme = self.size, self.app.theme
        known, shown = self._made_of, self._shown
        if self._shown_for != drawn_for:
            known = []
        self._made_of = self.contents(size)
        filters, (_, ground) = self.get_line_filters(), self.background_colors
        styles = partial(style_of, theme, no_color=self.app.no_color)
        self._shown = [
            shown[y]
            if y < len(known) and known[y] == line
            else Strip(
                filtered(self._drawn(*line, size.width, styles), ground, filters), size.width
            )
            for y, line in enumerate(self._made_of)
        ]
        self._shown_for = drawn_for

    def _drawn(
        self, under_cursor: bool, spans: Iterable[Span], width: int, style_of: StyleOf
    ) -> list[Segment]:
        """Return the segments of a line of some width; what has no room is cut off."""
        cursor = style_of("cursor") if under_cursor else None
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
            style = style_of(span.tone)
            segments.append(Segment(text, style + cursor if cursor else style))
            room -= size
        if room > 0:
            plain = style_of("plain")
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


def flowed(parts: Iterable[Sequence[Span]], width: int) -> list[list[Span]]:
    """Return lines with as many of the parts as fit on each; no part is cut in two."""
    lines: list[list[Span]] = []
    for part in parts:
        if lines and width_of([*lines[-1], *part]) < width:
            lines[-1] += part
        else:
            lines.append([*part])
    return lines


def width_of(spans: Iterable[Span]) -> int:
    """Return how many cells the spans take."""
    return sum(cell_len(span.text) for span in spans)


def _together(lines: Sequence[int]) -> list[tuple[int, int]]:
    """Return the first of lines that follow each other, and how many these are."""
    blocks: list[tuple[int, int]] = []
    for y in lines:
        if blocks and sum(blocks[-1]) == y:
            first, height = blocks[-1]
            blocks[-1] = first, height + 1
        else:
            blocks.append((y, 1))
    return blocks


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
