"""What is seen in a terminal: start, memory, keys, and rest."""

from __future__ import annotations

import dataclasses
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from benchmarks.budget import Row, Spread
from benchmarks.extent import Extent
from benchmarks.findings import Move, Start
from benchmarks.programs import BARE, COMMAND, COPTUI, PEERS, Program, community, environ
from benchmarks.terminal import Answer, Terminal
from benchmarks.whole import faulty_community

MOVE = {10_000: 10.0, 100_000: 15.0}
PANE = 50.0
TYPED = {10_000: 30.0, 100_000: 100.0}
IDLE_SHARE = 0.2
"""How much more of a processor than a bare program may be taken at rest, in per cent."""
FAULTY = 1.5
BURST = "abcdefghijkl"


def started(program: Program, folder: Path, size: int, extent: Extent, **given: Any) -> Terminal:
    """A program with so many rows, from the first moment on."""
    colours = given.pop("colours", "256")
    return Terminal(
        program.arguments(folder, size), environ(folder, colours), quiet=extent.quiet, **given
    )


def starts(folder: Path, extent: Extent) -> Iterator[Start]:
    """Seconds to the first rows, and MB, of every program and size: one after the other, again and
    again, so that whatever else the machine does slows all alike. Nothing varies more: of the two
    that are compared, twice as many runs."""
    there = [program for program in PEERS if extent.peers and program.here()]
    for program in (BARE, COPTUI):
        # Once unclocked: what is compiled and read for the first time is not of the start.
        _start(program, folder, extent.sizes[0], extent, limit=120.0)
    for run in range(2 * extent.runs - 1):
        for size in extent.sizes:
            bare = _start(BARE, folder, size, extent, limit=120.0)
            if size == extent.sizes[0]:
                yield bare
            ours = _start(COPTUI, folder, size, extent, limit=120.0)
            yield replace(ours, beside=bare.first or 0.0, bare_peak=bare.peak)
            for program in list(there) if run < extent.runs else ():
                if size > program.most or (not program.rows and size != extent.sizes[0]):
                    continue
                try:
                    yield _start(program, folder, size, extent, limit=60.0)
                except TimeoutError:
                    # Installed, but it does not come up here.
                    there.remove(program)
                    yield Start(program.name, size, None)


def _start(program: Program, folder: Path, size: int, extent: Extent, limit: float) -> Start:
    """One start; raises TimeoutError when its first rows do not come."""
    # The same people for all: what makes them is not clocked.
    program.arguments(folder, size)
    with started(program, folder, size, extent) as terminal:
        first = terminal.wait_for(program.ready(size), limit)
        terminal.rest()
        return Start(program.name, size if program.rows else 0, first, terminal.peak())


def of_faults(folder: Path, extent: Extent) -> Iterator[Row]:
    """The first rows of a file in which every member has a fault, against those of the same people
    without any, one after the other."""
    size = extent.faulty
    bad = faulty_community(folder, community(folder, size), size)
    program = dataclasses.replace(COPTUI, arguments=lambda *_: [*COMMAND, str(bad)])
    ratios = []
    for _ in range(extent.runs):
        clean = _start(COPTUI, folder, size, extent, limit=120.0)
        faulty = _start(program, folder, size, extent, limit=120.0)
        ratios.append((faulty.first or 0.0) / (clean.first or 1.0))
    what = "first rows of a file full of faults, against a clean one"
    yield Row(what, f"{size:,} faulty members", Spread.of(ratios), FAULTY, "x")


def of_keys(folder: Path, extent: Extent) -> Iterator[Row]:
    """Milliseconds from a key to the last byte that it sends."""
    for size in extent.sizes:
        where = f"{size:,} members"
        with started(COPTUI, folder, size, extent) as terminal:
            terminal.wait_for(COPTUI.ready(size))
            terminal.rest(extent.settled)
            terminal.press("j")
            moves = [terminal.press("j") for _ in range(extent.keys)]
            yield clocked("cursor move", where, moves, MOVE.get(size, 10.0))
            panes = [terminal.press("tab") for _ in range(4)]
            yield clocked("change of pane", where, panes, PANE)
            terminal.press("/")
            typed = [terminal.press(letter) for letter in "anal"[: extent.keys]]
            typed += [terminal.press("backspace") for _ in typed]
            yield clocked("filter, a letter typed", where, typed, TYPED.get(size, 30.0))
            # All twelve come to stand in the line where they are typed, however slow the machine.
            dropped = 0.0
            try:
                terminal.press(*BURST, until=BURST, limit=10.0)
            except TimeoutError:
                dropped = 1.0
            yield Row(
                "letters dropped when typed at once", where, Spread.of([dropped]), 0, "bursts"
            )
        with started(COPTUI, folder, size, extent) as terminal:
            terminal.wait_for(COPTUI.ready(size))
            terminal.rest(extent.settled)
            terminal.press("g")
            typed = [terminal.press(letter) for letter in "anal"[: extent.keys]]
            yield clocked("find, a letter typed", where, typed, TYPED.get(size, 30.0))


def clocked(what: str, where: str, answers: list[Answer], bound: float) -> Row:
    """A row of how long keys took until their last byte."""
    spread = Spread.of([answer.last * 1000 for answer in answers])
    return Row(f"{what}, key to last byte", where, spread, bound, "ms")


def of_rest(folder: Path, extent: Extent) -> Iterator[Row]:
    """Bytes and processor time while nothing happens."""
    size = extent.usual
    with started(COPTUI, folder, size, extent) as ours, started(BARE, folder, size, extent) as bare:
        ours.wait_for(COPTUI.ready(size))
        bare.wait_for(BARE.ready(size))
        ours.rest(3 * extent.settled)
        bare.rest(extent.settled)
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


def peers(folder: Path, extent: Extent) -> Iterator[Move]:
    """A move of the cursor of every program that shows rows."""
    for program in (COPTUI, *PEERS):
        if not program.rows or not program.here() or not (extent.peers or program is COPTUI):
            continue
        for size in extent.sizes:
            if size > program.most:
                continue
            with started(program, folder, size, extent) as terminal:
                try:
                    terminal.wait_for(program.ready(size), limit=60.0)
                except TimeoutError:
                    break
                terminal.rest(extent.settled)
                terminal.press(program.down)
                for _ in range(extent.keys):
                    move = terminal.press(program.down)
                    yield Move(program.name, size, len(move.sent), move.last * 1000)


def processors() -> int:
    """How many processors this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
