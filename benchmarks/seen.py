"""What a terminal emulator shows of the bytes that a program sent."""

from __future__ import annotations

import re

import pyte

QUESTIONS = (b"\x1b[?2026$p", b"\x1b[?2048$p", b"\x1b[>11u", b"\x1b[>25u")
"""The emulator takes a question for an order."""
_BEGUN = re.compile(rb"\x1b(?:\[[0-9;?<>=]*\$?)?\Z")


class Seen:
    """A screen of some size.

    A program that sends only the cells that differ sends no words: whether a text stands there is
    asked of the screen, not of the bytes.
    """

    def __init__(self, columns: int, lines: int) -> None:
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        self._rest = b""

    def take(self, data: bytes) -> None:
        """Show what was sent; an order that is not whole yet waits for the rest of it."""
        data = self._rest + data
        begun = _BEGUN.search(data)
        end = begun.start() if begun else len(data)
        data, self._rest = data[:end], data[end:]
        for question in QUESTIONS:
            data = data.replace(question, b"")
        self._stream.feed(data)

    @property
    def lines(self) -> list[str]:
        """What stands on each line."""
        return [line.rstrip() for line in self._screen.display]

    def shows(self, text: str) -> bool:
        """Whether a text stands on one of the lines."""
        return any(text in line for line in self._screen.display)
