"""How long it takes until the screen is right again on a narrow line with a long way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.extent import Extent
from benchmarks.findings import OverLine
from benchmarks.on_screen import started
from benchmarks.programs import COPTUI
from benchmarks.terminal import Line

DELAY = 0.3
KEYS = (
    ("the next person", "j"),
    ("the one before", "up"),
    ("a page on", "pagedown"),
    ("another pane", "tab"),
    ("back to the members", "1"),
    ("begin to filter", "/"),
    ("a letter of the filter", "a"),
    ("clear the filter", "backspace"),
    ("end the filter", "enter"),
    ("find", "g"),
    ("a letter to find", "a"),
    ("go there", "enter"),
    ("today's page", "0"),
)


def slow_lines(folder: Path, extent: Extent) -> Iterator[OverLine]:
    """Seconds from each key to its last byte, at each speed; 300 ms there and back."""
    size = 1_000
    for bits in extent.lines:
        with started(COPTUI, folder, size, extent, line=Line(bits, DELAY)) as terminal:
            terminal.wait_for(COPTUI.ready(size))
            terminal.rest(1.0 + extent.settled / 2)
            yield OverLine(bits, "start", terminal.latest, len(terminal.sent))
            for name, key in KEYS[: extent.over_lines]:
                answer = terminal.press(key, quiet=0.8)
                yield OverLine(bits, name, answer.last, len(answer.sent))
