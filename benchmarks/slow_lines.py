"""How long it takes until the screen is right again on a narrow line with a long way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.extent import Extent
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


def slow_lines(folder: Path, extent: Extent) -> list[dict[str, Any]]:
    """Seconds from each key to its last byte, at each speed; 300 ms there and back."""
    told: list[dict[str, Any]] = []
    size = 1_000
    for bits in extent.lines:
        with started(COPTUI, folder, size, line=Line(bits, DELAY)) as terminal:
            terminal.wait_for(b"Members")
            terminal.rest(1.5)
            sent = len(terminal.sent)
            told.append({"bits": bits, "key": "start", "seconds": terminal.latest, "bytes": sent})
            for name, key in KEYS:
                answer = terminal.press(key, quiet=0.8)
                told.append(
                    {
                        "bits": bits,
                        "key": name,
                        "seconds": answer.last,
                        "bytes": len(answer.sent),
                    }
                )
    return told
