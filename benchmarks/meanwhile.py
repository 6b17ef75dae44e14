"""How long a key waits while something large goes on: the opening, a save, the save of another."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from benchmarks.budget import Row, Spread
from benchmarks.communities import community
from benchmarks.extent import Extent
from benchmarks.programs import environ
from benchmarks.terminal import Terminal

COMMAND = (sys.executable, "-m", "coptui", "-f")
STALL = 100.0
"""Milliseconds after which somebody sees that a key waits."""
KEPT = "the first follow-up of a day, Enter to `Saved`"
OPENING, SAVING, READING = (
    f"the longest that a key waits while {what}"
    for what in ("it opens", "it saves", "it reads what another saved")
)


def of_waits(folder: Path, extent: Extent) -> Iterator[Row]:
    """The longest of each, of runs of which each has the longest of its keys."""
    for size in [size for size in extent.sizes if size >= 10_000] or extent.sizes[-1:]:
        found: dict[str, list[float]] = defaultdict(list)
        for _ in range(max(1, extent.runs // 2)):
            for what, wait in _waits(folder, size).items():
                found[what].append(wait)
        for what, waits in found.items():
            bound = None if what == KEPT else STALL
            yield Row(what, f"{size:,} members", Spread.of(waits), bound, "ms")


def _waits(folder: Path, size: int) -> dict[str, float]:
    path = folder / f"saved-meanwhile-{size}.json"
    shutil.copy(community(folder, size), path)
    found = {}
    with Terminal([*COMMAND, str(path)], environ(folder)) as terminal:
        terminal.wait_for(b"Members")
        found[OPENING] = _longest(terminal)
        terminal.press("f", *"call back", quiet=1.0)
        found[KEPT] = 1000 * terminal.press("enter", until=b"Saved").last
        terminal.rest(1.0)
        # To take it back is a save, too, and the list stays where keys go on.
        before = len(terminal.sent)
        terminal.press("u", quiet=0.0)
        found[SAVING] = _longest(terminal, b"Undo:", before)
        terminal.rest(1.0)
        before = len(terminal.sent)
        other = {**os.environ, **environ(folder), "COPTUI_USER": "another"}
        command = [*COMMAND, str(path), "log", "rain !fri"]
        subprocess.run(command, env=other, check=True, capture_output=True)
        found[READING] = _longest(terminal, b"another", before)
    return found


def _longest(terminal: Terminal, until: bytes = b"", since: int = 0) -> float:
    """The longest that a key waited for its last byte, in ms, for three seconds at least, and until
    a text came. Raises TimeoutError."""
    began, longest = time.monotonic(), 0.0
    for key in cycle("jjjkkk"):
        longest = max(longest, 1000 * terminal.press(key, quiet=0.05).last)
        spent = time.monotonic() - began
        if spent > 3 and until in terminal.sent[since:]:
            break
        if spent > 60:
            raise TimeoutError(f"{until!r} did not come: {bytes(terminal.sent[-300:])!r}")
    return longest
