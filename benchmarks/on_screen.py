"""What is seen in a terminal: start, memory, keys, and rest."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.budget import Row, Spread
from benchmarks.extent import Extent
from benchmarks.programs import BARE, COPTUI, PEERS, Program, environ
from benchmarks.terminal import Answer, Terminal

START = {1_000: 1.3, 10_000: 1.5, 100_000: 5.0}
MEMORY = {1_000: 1.4, 10_000: 2.0}
MOVE = {10_000: 10.0, 100_000: 15.0}
PANE = 50.0
TYPED = {10_000: 30.0, 100_000: 100.0}
IDLE_SHARE = 0.2
"""How much more of a processor than a bare program may be taken at rest, in per cent."""
BURST = "abcdefghijkl"


def started(program: Program, folder: Path, size: int, **given: Any) -> Terminal:
    """A program with so many rows, from the first moment on."""
    colours = given.pop("colours", "256")
    return Terminal(program.arguments(folder, size), environ(folder, colours), **given)


def starts(folder: Path, extent: Extent) -> dict[str, dict[int, dict[str, list[float]]]]:
    """Seconds to the first screen, and MB, of every program and size: one after the other,
    again and again, so that whatever else the machine does slows all alike."""
    there = [BARE, COPTUI, *(peer for peer in PEERS if extent.peers and peer.here())]
    found: dict[str, dict[int, dict[str, list[float]]]] = {}
    for _ in range(extent.runs):
        for size in extent.sizes:
            for program in list(there):
                needless = not program.rows and program is not BARE and size != extent.sizes[0]
                if needless or size > program.most:
                    continue
                with started(program, folder, size) as terminal:
                    try:
                        first = terminal.wait_for(program.ready(size), limit=60.0)
                    except TimeoutError:
                        if program in (BARE, COPTUI):
                            raise
                        # Installed, but it does not come up here.
                        there.remove(program)
                        continue
                    terminal.rest()
                    kept = found.setdefault(program.name, {}).setdefault(
                        size, {"first": [], "peak": [], "bytes": []}
                    )
                    kept["first"].append(first)
                    kept["peak"].append(terminal.peak())
                    kept["bytes"].append(len(terminal.sent))
    return found


def of_starts(found: dict[str, dict[int, dict[str, list[float]]]]) -> Iterator[Row]:
    """The budgets of the start, each run against the bare program of the same run."""
    ours, bare = found[COPTUI.name], found[BARE.name]
    for what, key, bounds in (
        ("first usable screen, against a bare program", "first", START),
        ("peak memory, against a bare program", "peak", MEMORY),
    ):
        for size, bound in bounds.items():
            if size in ours:
                pairs = zip(ours[size][key], bare[size][key], strict=True)
                ratios = Spread.of([one / other for one, other in pairs])
                yield Row(what, f"{size:,} members", ratios, bound, "x")


def of_keys(folder: Path, extent: Extent) -> Iterator[Row]:
    """Milliseconds from a key to the last byte that it sends."""
    for size in extent.sizes:
        where = f"{size:,} members"
        with started(COPTUI, folder, size) as terminal:
            terminal.wait_for(b"Members")
            terminal.rest(2.0)
            terminal.press("j")
            moves = [terminal.press("j") for _ in range(extent.keys)]
            yield clocked("cursor move", where, moves, MOVE.get(size, 10.0))
            panes = [terminal.press("tab") for _ in range(4)]
            yield clocked("change of pane", where, panes, PANE)
            terminal.press("1")
            terminal.press("/")
            typed = [terminal.press(letter) for letter in "anal"[: extent.keys]]
            typed += [terminal.press("backspace") for _ in typed]
            yield clocked("filter, a letter typed", where, typed, TYPED.get(size, 30.0))
            terminal.press(*BURST)
            shown = terminal.press(*["backspace"] * (len(BURST) + 1))
            dropped = 0.0 if _all_shown(folder, size) and shown.sent else 1.0
            never = Spread.of([dropped])
            yield Row("letters dropped when typed at once", where, never, 0, "bursts")
        with started(COPTUI, folder, size) as terminal:
            terminal.wait_for(b"Members")
            terminal.rest(2.0)
            terminal.press("g")
            typed = [terminal.press(letter) for letter in "anal"[: extent.keys]]
            yield clocked("find, a letter typed", where, typed, TYPED.get(size, 30.0))


def _all_shown(folder: Path, size: int) -> bool:
    """Whether twelve letters that come at once all stand in the line where they are typed."""
    import pyte

    screen = pyte.Screen(80, 24)
    stream = pyte.ByteStream(screen)
    with started(COPTUI, folder, size) as terminal:
        terminal.wait_for(b"Members")
        terminal.rest(1.0)
        terminal.press("/", *BURST, quiet=2.0)
        for query in (b"\x1b[?2026$p", b"\x1b[?2048$p", b"\x1b[>25u"):
            # The emulator takes a question for an order.
            terminal.sent[:] = terminal.sent.replace(query, b"")
        stream.feed(bytes(terminal.sent))
    return any(BURST in line for line in screen.display)


def clocked(what: str, where: str, answers: list[Answer], bound: float) -> Row:
    """A row of how long keys took until their last byte."""
    spread = Spread.of([answer.last * 1000 for answer in answers])
    return Row(f"{what}, key to last byte", where, spread, bound, "ms")


def of_rest(folder: Path, extent: Extent) -> Iterator[Row]:
    """Bytes and processor time while nothing happens."""
    size = 10_000 if 10_000 in extent.sizes else extent.sizes[-1]
    with started(COPTUI, folder, size) as ours, started(BARE, folder, size) as bare:
        ours.wait_for(b"Members")
        bare.wait_for(b"Members")
        ours.rest(3.0)
        bare.rest(1.0)
        sent, worked = len(ours.sent), (ours.worked(), bare.worked())
        time.sleep(extent.idle)
        ours.rest(0.1)
        more = [
            100 * (terminal.worked() - before) / extent.idle
            for terminal, before in zip((ours, bare), worked, strict=True)
        ]
        where = f"{extent.idle:g} s, {size:,} members"
        yield Row("bytes at rest", where, Spread.of([float(len(ours.sent) - sent)]), 0, "bytes")
    bound = more[1] + IDLE_SHARE
    yield Row("processor at rest", where, Spread.of([more[0]]), bound, "%")


def peers(
    folder: Path, extent: Extent, found: dict[str, dict[int, dict[str, list[float]]]]
) -> list[dict[str, Any]]:
    """Every program beside the others: its start, its memory, and a move of its cursor. Of what is
    installed but does not come up, the name alone."""
    told: list[dict[str, Any]] = []
    for program in (BARE, COPTUI, *PEERS):
        if extent.peers and program.here() and program.name not in found:
            told.append({"program": program.name, "rows": None, "first": None})
        for size, kept in found.get(program.name, {}).items():
            if program is BARE and size != min(found[program.name]):
                continue
            one: dict[str, Any] = {
                "program": program.name,
                "rows": size if program.rows else None,
                "first": Spread.of(kept["first"]),
                "peak": Spread.of(kept["peak"]).median,
            }
            if program.rows:
                with started(program, folder, size) as terminal:
                    terminal.wait_for(program.ready(size))
                    terminal.rest(1.0)
                    terminal.press(program.down)
                    moves = [terminal.press(program.down) for _ in range(extent.keys)]
                one["move_bytes"] = Spread.of([len(move.sent) for move in moves]).median
                one["move_ms"] = Spread.of([move.last * 1000 for move in moves]).median
            told.append(one)
    return told


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0))
