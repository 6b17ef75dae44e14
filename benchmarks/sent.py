"""What goes over the wire on every kind of terminal: bytes of screens and keys, and their time."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from benchmarks.budget import Row, Spread
from benchmarks.extent import Extent
from benchmarks.on_screen import MOVE, PANE, TYPED, clocked, started
from benchmarks.programs import COPTUI, environ
from benchmarks.terminal import Answer, Terminal

CELLS = 80 * 24
MOVE_BYTES = 700
"""Of a move with the detail view, at 80x24; on a larger screen more cells change."""


def of_bytes(folder: Path, extent: Extent) -> Iterator[Row]:
    """The first screen, a move, a change of pane and a letter, at every size in all colours."""
    size = extent.usual
    for columns, lines in extent.screens:
        share = columns * lines / CELLS
        first: list[float] = []
        demo: list[float] = []
        answers: dict[str, list[Answer]] = defaultdict(list)
        for colours in extent.colours:
            given = {"columns": columns, "lines": lines, "colours": colours}
            with started(COPTUI, folder, size, extent, **given) as terminal:
                terminal.wait_for(COPTUI.ready(size))
                terminal.rest(extent.settled)
                first.append(len(terminal.sent) / (columns * lines))
                answers["move"] += [terminal.press("j") for _ in range(extent.keys)]
                answers["pane"] += [terminal.press("tab") for _ in range(4)]
                terminal.press("1", "/")
                answers["letter"] += [terminal.press(letter) for letter in "anal"[: extent.keys]]
            demo.append(_demo(folder, columns, lines, colours, extent))
        where = f"{columns}x{lines}, {len(extent.colours)} kinds of colours"
        yield Row("bytes of the first screen", where, Spread.of(first), 2, "frames")
        what = "the demo's first screen, against Textual's"
        yield Row(what, where, Spread.of(demo), 2, "frames")
        moves, panes = _bytes(answers["move"]), _bytes(answers["pane"])
        what = "bytes of a cursor move, detail view open"
        yield Row(what, where, moves, MOVE_BYTES * share, "bytes", typical=True)
        yield Row("bytes of a change of pane", where, panes, 8000 * share, "bytes")
        yield clocked("cursor move", where, answers["move"], MOVE[10_000])
        yield clocked("change of pane", where, answers["pane"], PANE)
        yield clocked("filter, a letter typed", where, answers["letter"], TYPED[10_000])


def of_a_list_alone(folder: Path, extent: Extent) -> Iterator[Row]:
    """A move where there is no room for the detail view."""
    size = extent.usual
    with started(COPTUI, folder, size, extent, columns=59, colours=extent.colours[-1]) as terminal:
        terminal.wait_for(COPTUI.ready(size))
        terminal.rest(extent.settled)
        alone = _bytes([terminal.press("j") for _ in range(extent.keys)])
    yield Row("bytes of a cursor move, list alone", "59x24", alone, 350, "bytes")


def _bytes(answers: list[Answer]) -> Spread:
    return Spread.of([len(answer.sent) for answer in answers])


def _demo(folder: Path, columns: int, lines: int, colours: str, extent: Extent) -> float:
    """What `coptui demo` sends until its first screen stands, in frames: one is that screen drawn
    once as Textual sends it, every cell with its style."""
    sent = []
    for module in ("coptui", "benchmarks.peers.whole_frames"):
        command = [sys.executable, "-m", module, "demo"]
        given = environ(folder, colours)
        with Terminal(command, given, columns=columns, lines=lines) as terminal:
            terminal.wait_for("Members")
            terminal.rest(extent.settled)
            sent.append((len(terminal.sent), len(terminal.press("redraw").sent)))
    (start, _), (_, frame) = sent
    return start / frame
