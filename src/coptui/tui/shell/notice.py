"""Notice: what is said in the bottom line, and stays until it could be read.

A warning, an error, or news of what others changed stays until it was drawn and a second passed,
whatever screen comes next; the first key after that takes it away. Nothing ticks: an idle screen
sends nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from coptui.core.model.sentences import HIDDEN_WHEN_PRESENTING, PRESENTER_MODE_ON
from coptui.language import tr
from coptui.tui.kit.rows import Span, Tone

LONG_ENOUGH = 1.0
"""Seconds for which something is on the screen before a key may take it away."""

LASTING: frozenset[Tone] = frozenset({"bad", "warn"})
"""The tones of an answer that a key pressed too soon does not take away."""

NOTHING_HERE = tr("That key does nothing here; ? shows the keys.")
NOT_ON_THIS_SCREEN = tr("Not available on this screen.")
SHOWN_TO_ALL = frozenset(
    {
        HIDDEN_WHEN_PRESENTING,
        PRESENTER_MODE_ON,
        NOTHING_HERE,
        NOT_ON_THIS_SCREEN,
    }
)
"""What is said in presenter mode, too."""


class Notice:
    """What one program says. Every key line shows it; `clock` returns seconds.

    An answer is the result of the last key: the next answer replaces it. News comes from elsewhere
    and waits for its turn.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._answer: Span | None = None
        self._told: list[Span] = []
        self._seen_since: dict[Span, float] = {}

    @property
    def lines(self) -> list[Span]:
        """The lines to show, the most pressing first."""
        return [*([self._answer] if self._answer else []), *self._told]

    def answer(self, text: str, tone: Tone) -> bool:
        """Say the result of a key; "" removes an answer that need not stay. Return whether it
        changed.
        """
        before = self._answer
        if text:
            self._answer = Span(text, tone)
            self._seen_since.pop(self._answer, None)
        elif before is not None and before.tone not in LASTING:
            self._answer = None
        return self._answer != before

    def tell(self, text: str, tone: Tone) -> None:
        """Add something that no one should miss, unless it is waiting already."""
        line = Span(text, tone)
        if line not in self._told:
            self._told.append(line)
            self._seen_since.pop(line, None)

    def drawn(self, line: Span) -> None:
        """Note that a line is on the screen."""
        self._seen_since.setdefault(line, self._clock())

    def key_pressed(self) -> bool:
        """Remove what was shown long enough; return whether there was any."""
        before = self.lines
        if self._answer and (self._answer.tone not in LASTING or self._was_seen(self._answer)):
            self._answer = None
        self._told = [line for line in self._told if not self._was_seen(line)]
        return self.lines != before

    def withdraw(self, text: str) -> bool:
        """Remove an answer that is no longer true; return whether it was there."""
        is_there = self._answer is not None and self._answer.text == text
        self._answer = None if is_there else self._answer
        return is_there

    def forget(self) -> None:
        """Remove everything at once, as when others begin to see the screen."""
        self._answer = None
        self._told.clear()

    def _was_seen(self, line: Span) -> bool:
        since = self._seen_since.get(line)
        return since is not None and self._clock() - since >= LONG_ENOUGH
