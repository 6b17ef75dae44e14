"""Frame: what the terminal shows now, so that only the cells that changed are sent.

Textual sends every cell again at the start, when a screen opens or closes and when styles change: 5
to 30 kB a screen. This module compares each update with what was sent before, cell by cell, and
names colours only where they change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from operator import eq
from typing import NamedTuple

from rich.cells import split_graphemes
from rich.color import ColorSystem
from rich.console import COLOR_SYSTEMS, Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate

from coptui.tui.kit.pens import PLAIN, SEEN_ON_BLANKS, Pen, pen_of

JOIN = 5
"""Changed stretches closer than this are sent as one: moving the cursor costs about as many bytes.
"""


ERASED = 6
"""At least this many trailing blanks are erased instead of sent: erasing takes at most five bytes."""


@cache
def terminal_erases() -> bool:
    """Return whether the terminal erases in the current background colour (terminfo's `bce`)."""
    try:
        import curses
    except ImportError:
        return False
    try:
        curses.setupterm(fd=1)
        return curses.tigetflag("bce") == 1 and bool(curses.tigetstr("ech"))
    except curses.error:
        return False


class _Run(NamedTuple):
    """Neighbouring letters drawn with the same pen, starting at cell x of line y."""

    y: int
    x: int
    pen: Pen
    letters: list[str]


class _Cells:
    """Part of a line: a letter for each cell ("" for the second cell of a wide one) and a pen for
    each.
    """

    __slots__ = ("letters", "pens")

    def __init__(self) -> None:
        self.letters: list[str] = []
        self.pens: list[Pen] = []

    def __len__(self) -> int:
        return len(self.letters)


class Frame:
    """The cells that the terminal is known to show."""

    def __init__(self) -> None:
        self._known: dict[int, _Cells] = {}
        self._pens: dict[tuple[Style | None, bool], Pen] = {}

    def forget(self) -> None:
        """Forget what the terminal shows, so that the next update is sent in full."""
        self._known.clear()

    def difference(
        self, update: CompositorUpdate, console: Console, *, erases: bool = False
    ) -> Sent | None:
        """Return the part of an update that the terminal does not show yet, or None if it shows it
        all.

        `erases` says whether blanks may be left to the terminal (`terminal_erases`).
        """
        system = COLOR_SYSTEMS.get(console.color_system or "", ColorSystem.TRUECOLOR)
        runs: list[_Run] = []
        for x, y, segments in _pieces(update):
            cells = self._drawn(segments, system)
            shown = self._known.setdefault(y, _Cells())
            for first, end in _differences(shown, x, cells):
                runs += _runs(y, x, cells, first, end)
            _put(shown, x, cells)
        if not runs:
            return None
        # Two orders are tried: line by line, and pen by pen. Naming a colour costs as many bytes as
        # one or two moves of the cursor, so either may be shorter.
        return Sent(min(_written(runs, erases), _written(_pen_by_pen(runs), erases), key=len))

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
            for letter, size in _graphemes(text):
                # What has no width joins the letter before it.
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
            pen = self._pens[style, blank] = pen_of(style, blank, system)
        return pen


@lru_cache(maxsize=256)
def _graphemes(text: str) -> tuple[tuple[str, int], ...]:
    """Return the letters of a text, each with its combining marks, and the cells that it takes.

    The bars, rules and labels of one screen come again and again.
    """
    return tuple((text[start:end], size) for start, end, size in split_graphemes(text)[0])


class Sent(CompositorUpdate):
    """An update that is already written out as escape codes."""

    def __init__(self, text: str) -> None:
        self.text = text

    def render_segments(self, console: Console) -> str:
        return self.text


def _pieces(update: CompositorUpdate) -> Iterator[tuple[int, int, Iterable[Segment]]]:
    """Yield the stretches of an update: cell, line and what is drawn there."""
    if isinstance(update, LayoutUpdate):
        for y, strips in enumerate(update.strips, update.region.y):
            yield update.region.x, y, (segment for strip in strips for segment in strip)
    elif isinstance(update, ChopsUpdate):
        for y, first, end in update.spans:
            for stop, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
                if strip is None or x >= end or stop <= first:
                    continue
                # Cut off at the end; what comes before the span has not changed.
                yield x, y, strip if stop <= end else strip.crop(0, end - x)


def _runs(y: int, x: int, cells: _Cells, first: int, end: int) -> Iterator[_Run]:
    """Yield the runs of a stretch of cells; a blank joins the run before it, or else the one after."""
    letters, pens = cells.letters, cells.pens
    while first < end:
        pen, stop = pens[first], first + 1
        while stop < end:
            other = pens[stop]
            # Checking identity first: most pens are the very same object.
            if other is not pen and not pen.draws(other):
                if not other.draws(pen):
                    break
                pen = other
            stop += 1
        yield _Run(y, x + first, pen, letters[first:stop])
        first = stop


def _pen_by_pen(runs: list[_Run]) -> list[_Run]:
    """Return the runs in an order that takes up each pen, and each background, only once."""
    grounds: dict[str, dict[Pen, list[_Run]]] = {}
    for run in runs:
        pens = grounds.setdefault(run.pen.ground, {})
        # Blanks can be drawn with any pen of their background.
        pen = next((other for other in pens if other.draws(run.pen)), run.pen)
        pens.setdefault(pen, []).append(run)
    return [run for pens in grounds.values() for group in pens.values() for run in group]


def _written(runs: Iterable[_Run], erases: bool) -> str:
    """Return the escape codes that draw the runs; the terminal draws plainly before and after."""
    parts: list[str] = []
    pen, line, at = PLAIN, -1, -1
    for y, x, wanted, letters in runs:
        if y != line:
            parts.append(f"\x1b[{y + 1};{x + 1}H")
        elif x != at:
            parts.append(f"\x1b[{x + 1}G")
        parts.append(wanted.after(pen))
        pen, line, at = wanted.left(pen), y, x + len(letters)
        text = "".join(letters)
        blanks = len(text) - len(text.rstrip(" "))
        if erases and blanks >= ERASED and not SEEN_ON_BLANKS.intersection(pen.marks):
            # Erasing leaves the cursor at the first blank.
            text, at = f"{text[:-blanks]}\x1b[{blanks}X", -1
        parts.append(text)
    if pen != PLAIN:
        parts.append("\x1b[0m")
    return "".join(parts)


def _differences(shown: _Cells, x: int, cells: _Cells) -> Iterator[tuple[int, int]]:
    """Yield the stretches (first, end) of the cells at x that differ from what is shown."""
    size = len(cells)
    was_letters, was_pens = shown.letters[x : x + size], shown.pens[x : x + size]
    letters, pens = cells.letters, cells.pens
    if was_letters == letters and was_pens == pens:
        return
    known = len(was_letters)
    same = zip(map(eq, was_letters, letters), map(eq, was_pens, pens), strict=True)
    changed = [at for at, (letter, pen) in enumerate(same) if not (letter and pen)]
    changed += range(known, size)
    first = end = changed[0]
    for at in changed:
        if at > end and not _goes_on(pens, end, at):
            yield first, end
            first = at
        end = at + 1
    yield first, end


def _goes_on(pens: list[Pen], end: int, at: int) -> bool:
    """Return whether the gap between two stretches is sent too: it is short and needs no other pen."""
    return at - end < JOIN and all(pens[end - 1].draws(pen) for pen in pens[end:at])


def _put(shown: _Cells, x: int, cells: _Cells) -> None:
    missing = x - len(shown)
    if missing > 0:
        # Not known: a character that no text contains.
        shown.letters.extend("\0" * missing)
        shown.pens.extend([PLAIN] * missing)
    shown.letters[x : x + len(cells)] = cells.letters
    shown.pens[x : x + len(cells)] = cells.pens
