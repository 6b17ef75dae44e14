"""How long a key waits while something large goes on: the opening, a save, the save of another."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle
from pathlib import Path

from benchmarks.budget import Row, Spread
from benchmarks.extent import Extent
from benchmarks.programs import COMMAND, COPTUI, community, environ
from benchmarks.terminal import Terminal

STALL = 100.0
"""Milliseconds after which somebody sees that a key waits."""
PATIENCE = 60.0
"""Seconds after which what is waited for does not come."""
KEPT = "the first follow-up of a day, Enter to `Saved`"
OPENING, SAVING, READING = (
    f"the longest that a key waits while {what}"
    for what in ("it opens", "it saves", "it reads what another saved")
)


def of_waits(folder: Path, extent: Extent) -> Iterator[Row]:
    """The longest of each, of runs of which each has the longest of its keys."""
    for size in [size for size in extent.sizes if size >= 10_000] or extent.sizes[-1:]:
        waits: dict[str, list[float]] = defaultdict(list)
        for _ in range(max(1, extent.runs // 2)):
            for what, wait in _waits(folder, size, extent):
                waits[what].append(wait)
        for what, found in waits.items():
            bound = None if what == KEPT else STALL
            yield Row(what, f"{size:,} members", Spread.of(found), bound, "ms")


def _waits(folder: Path, size: int, extent: Extent) -> Iterator[tuple[str, float]]:
    path = folder / f"saved-meanwhile-{size}.json"
    shutil.copy(community(folder, size), path)
    with Terminal([*COMMAND, str(path)], environ(folder)) as terminal:
        terminal.wait_for(COPTUI.ready(size))
        yield OPENING, _longest(terminal, extent.watched)
        terminal.press("f", *"call back", quiet=extent.settled)
        yield KEPT, 1000 * terminal.press("enter", until="to undo").last
        terminal.rest(extent.settled)
        # To take it back is a save, too, and the list stays where keys go on.
        before = path.stat().st_ino
        terminal.press("u", quiet=0.0)
        # A save puts another file in its place; the word that says so may be gone with the next key.
        yield SAVING, _longest(terminal, extent.watched, lambda: path.stat().st_ino != before)
        terminal.rest(extent.settled)
        other = {**os.environ, **environ(folder), "COPTUI_USER": "another"}
        command = [*COMMAND, str(path), "log", "rain !fri"]
        subprocess.run(command, env=other, check=True, capture_output=True)
        seen = partial(terminal.stood, "another")
        yield READING, _longest(terminal, extent.watched, lambda: seen() is not None)


def _longest(terminal: Terminal, watched: float, done: Callable[[], bool] = lambda: True) -> float:
    """The longest that a key waited for its last byte, in ms, for so many seconds at least, and
    until it is done. Raises TimeoutError, with the screen."""
    began, longest, is_done = time.monotonic(), 0.0, False
    for key in cycle("jjjkkk"):
        longest = max(longest, 1000 * terminal.press(key, quiet=0.05).last)
        spent = time.monotonic() - began
        is_done = is_done or done()
        if spent > watched and is_done:
            break
        if spent > PATIENCE:
            raise TimeoutError(f"It did not come to its end. The screen:\n{terminal.screen()}")
    return longest
