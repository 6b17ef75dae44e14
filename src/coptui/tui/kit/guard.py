"""The last guard: whatever a widget draws, no control character reaches the terminal."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from coptui.core.model.text import show


class Guard(LineFilter):
    """Pass clean lines through; in others replace each unsafe character by a visible one."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        if all(segment.control or segment.text.isprintable() for segment in segments):
            return segments
        return [
            segment if segment.control else Segment(show(segment.text), segment.style)
            for segment in segments
        ]


GUARD = Guard()
"""The one guard in use; it remembers the lines it has seen."""
