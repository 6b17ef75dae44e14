"""Frame: what the terminal shows, so that only the cells that differ are sent.

Textual sends every cell again at the start, when a screen comes or goes, when styles change: a
screen is 5 to 30 kB. Here an update is held against what was sent before, cell by cell, and
colours are named only where they change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rich.cells import split_graphemes
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate

JOIN = 8
"""Stretches nearer than this are sent as one: a jump of the cursor costs about as many bytes."""

SEEN_ON_BLANKS = {"4", "7", "9", "21", "53"}
"""The parameters that show where nothing is written: lines under, through and over, and reverse."""


class Pen(NamedTuple):
    """How a cell is drawn, as the parameters of the terminal's "select graphic rendition"."""

    marks: tuple[str, ...] = ()
    ink: str = "39"
    ground: str = "49"
    blank: bool = False
    """Whether the cell shows its ground alone, so that any ink will do."""

    def after(self, now: Pen) -> str:
        """What to send where the terminal draws with `now`."""
        if self.blank and not SEEN_ON_BLANKS.intersection(now.marks):
            return "" if self.ground == now.ground else f"\x1b[{self.ground}m"
        changed = [] if self.marks == now.marks else ["0", *self.marks]
        if changed:
            now = PLAIN
        if self.ink != now.ink:
            changed.append(self.ink)
        if self.ground != now.ground:
            changed.append(self.ground)
        return f"\x1b[{';'.join(changed)}m" if changed else ""

    def left(self, now: Pen) -> Pen:
        """What the terminal draws with once this pen was taken up."""
        if self.blank and not SEEN_ON_BLANKS.intersection(now.marks):
            return now._replace(ground=self.ground)
        return self._replace(blank=False)


PLAIN = Pen()


class _Cells:
    """Some cells of a line: a letter each ("" beside a wide one), and a pen each."""

    __slots__ = ("letters", "pens")

    def __init__(self) -> None:
        self.letters: list[str] = []
        self.pens: list[Pen] = []

    def __len__(self) -> int:
        return len(self.letters)


class Frame:
    """The cells that the terminal shows, as far as they are known."""

    def __init__(self) -> None:
        self._lines: dict[int, _Cells] = {}
        self._pens: dict[tuple[Style | None, bool], Pen] = {}

    def forget(self) -> None:
        """The terminal may show something else by now: what comes next is sent whole."""
        self._lines.clear()

    def difference(self, update: CompositorUpdate, console: Console) -> Sent | None:
        """What of an update the terminal does not show yet; None when it shows all of it."""
        system = console._color_system or ColorSystem.TRUECOLOR
        parts: list[str] = []
        pen = PLAIN
        for x, y, segments in _pieces(update):
            cells = self._drawn(segments, system)
            shown = self._lines.setdefault(y, _Cells())
            for first, end in _differences(shown, x, cells):
                parts.append(f"\x1b[{y + 1};{x + first + 1}H")
                while first < end:
                    wanted, stop = cells.pens[first], first + 1
                    while stop < end and cells.pens[stop] is wanted:
                        stop += 1
                    parts.append(wanted.after(pen))
                    parts += cells.letters[first:stop]
                    pen, first = wanted.left(pen), stop
            _put(shown, x, cells)
        if not parts:
            return None
        if pen != PLAIN:
            parts.append("\x1b[0m")
        return Sent("".join(parts))

    def _drawn(self, segments: Iterable[Segment], system: ColorSystem) -> _Cells:
        cells = _Cells()
        letters, pens = cells.letters, cells.pens
        for text, style, control in segments:
            if control:
                continue
            pen, blank = self._pen(style, False, system), self._pen(style, True, system)
            if text.isascii():
                letters.extend(text)
                pens.extend([blank if letter == " " else pen for letter in text])
                continue
            for start, end, size in split_graphemes(text)[0]:
                # A letter with the marks on it; what has no width stands with the one before.
                letter = text[start:end]
                if size == 0 and letters:
                    at = len(letters) - 1
                    while at and not letters[at]:
                        at -= 1
                    letters[at] += letter
                    continue
                letters += [letter, *[""] * (size - 1)]
                pens += [blank if letter == " " else pen] * max(1, size)
        return cells

    def _pen(self, style: Style | None, blank: bool, system: ColorSystem) -> Pen:
        pen = self._pens.get((style, blank))
        if pen is None:
            pen = self._pens[style, blank] = _pen_of(style, blank, system)
        return pen


class Sent(CompositorUpdate):
    """An update that is written out already."""

    def __init__(self, text: str) -> None:
        self.text = text

    def render_segments(self, console: Console) -> str:
        return self.text


def _pieces(update: CompositorUpdate) -> Iterator[tuple[int, int, Iterable[Segment]]]:
    """The stretches of an update: the cell and line of each, and what is drawn there."""
    if isinstance(update, LayoutUpdate):
        for y, strips in enumerate(update.strips, update.region.y):
            yield update.region.x, y, (segment for strip in strips for segment in strip)
    elif isinstance(update, ChopsUpdate):
        for y, first, end in update.spans:
            for stop, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
                if strip is None or x >= end or stop <= first:
                    continue
                # The end is cut off; what comes before the span is what it was.
                yield x, y, strip if stop <= end else strip.crop(0, end - x)


def _pen_of(style: Style | None, blank: bool, system: ColorSystem) -> Pen:
    if style is None:
        return PLAIN._replace(blank=blank)
    weight = style.without_color.render("x", color_system=system).partition("x")[0]
    marks = tuple(filter(None, weight.removeprefix("\x1b[").removesuffix("m").split(";")))
    colours = [
        ";".join(colour.downgrade(system).get_ansi_codes(foreground=foreground))
        if colour is not None
        else ""
        for colour, foreground in ((style.color, True), (style.bgcolor, False))
    ]
    ink, ground = colours[0] or PLAIN.ink, colours[1] or PLAIN.ground
    if blank and not SEEN_ON_BLANKS.intersection(marks):
        return Pen(ground=ground, blank=True)
    return Pen(marks, ink, ground)


def _differences(shown: _Cells, x: int, cells: _Cells) -> Iterator[tuple[int, int]]:
    """The stretches (first, end) of some cells at x that are not as they are shown."""
    size = len(cells)
    was_letters, was_pens = shown.letters[x : x + size], shown.pens[x : x + size]
    letters, pens = cells.letters, cells.pens
    if was_letters == letters and was_pens == pens:
        return
    known = len(was_letters)
    first = end = -1
    for at in range(size):
        if at < known and was_letters[at] == letters[at] and was_pens[at] == pens[at]:
            continue
        if first >= 0 and at - end >= JOIN:
            yield first, end
            first = at
        elif first < 0:
            first = at
        end = at + 1
    if first >= 0:
        yield first, end


def _put(shown: _Cells, x: int, cells: _Cells) -> None:
    missing = x - len(shown)
    if missing > 0:
        # Not known: a letter that no text has.
        shown.letters.extend("\0" * missing)
        shown.pens.extend([PLAIN] * missing)
    shown.letters[x : x + len(cells)] = cells.letters
    shown.pens[x : x + len(cells)] = cells.pens
