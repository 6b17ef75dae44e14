"""Draft: what is being typed on a screen, kept on disk until it is saved or given up."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from textual.timer import Timer

from coptui.session import TypedText
from coptui.tui.shell.desk import Desk


class Typed(Protocol):
    """A screen with something to type."""

    desk: Desk

    def set_timer(self, delay: float, callback: Callable[[], None]) -> Timer:
        """Call back after some seconds."""


AFTER = 0.5
"""Seconds after the last key until what is typed is kept on disk."""


class Draft:
    """The draft of one form or line.

    `fields` returns what is typed so far, empty if nothing is. Once forgotten it stays forgotten,
    whatever timer or change of the text comes later.
    """

    def __init__(self, screen: Typed, key: str, fields: Callable[[], dict[str, str]]) -> None:
        self._screen = screen
        self._key = f"{screen.desk.session.whereabouts.key} {key}" if key else ""
        self._fields = fields
        self._timer: Timer | None = None
        self._is_over = not key
        self._is_saving = False
        self._typed = TypedText(os.urandom(8).hex(), screen.desk.session.heard_so_far)

    def load(self) -> dict[str, str] | None:
        """Return what was typed before, if this window or one since closed kept it."""
        drafts = self._screen.desk.drafts
        if drafts is None or not self._key:
            return None
        return drafts.load(self._key, self._screen.desk.session.undoing.has_saved)

    def keep_soon(self) -> None:
        """Keep what is typed, a moment after the last key."""
        self._stop()
        if not self._is_over and not self._is_saving:
            self._timer = self._screen.set_timer(AFTER, self.keep)

    def keep(self) -> None:
        """Keep what is typed now, also while it is being saved: the program may end before that is
        done.
        """
        if not self._is_over:
            self._screen.desk.keep_draft(self._key, self._fields(), self._typed)

    @contextmanager
    def saving(self) -> Iterator[None]:
        """Keep the timer from writing a draft while its text is saved, however slow the disk is.

        The history keeps the draft's token: should the program end before the draft is removed, it
        is not offered again.
        """
        self._stop()
        self._is_saving = True
        self._screen.desk.session.typed = self._typed if self._key else None
        try:
            yield
        finally:
            self._is_saving = False
            self._screen.desk.session.typed = None

    def forget(self) -> None:
        """Remove the draft for good: its text was saved, or given up."""
        self._stop()
        if not self._is_over:
            self._is_over = True
            self._screen.desk.keep_draft(self._key, {})

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
