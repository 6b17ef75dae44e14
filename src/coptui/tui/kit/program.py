"""A program that ends in order when something breaks: what is typed is kept, one line is said."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from textual.driver import Driver
from textual.screen import Screen

from coptui.errors import FAULT
from coptui.tui.kit.sparing import SparingApp
from coptui.tui.kit.terminal import CoptDriver


class Program(SparingApp, inherit_bindings=False):
    """The part of Textual's app that no other file reaches into."""

    def __init__(self, driver: type[Driver], theme: str) -> None:
        super().__init__(driver, theme)
        self.fault: BaseException | None = None

    def keep_drafts(self) -> None:
        """Put what is being typed on disk; done first when something breaks."""

    @property
    def open_screens(self) -> Sequence[Screen[Any]]:
        """The screens that are open, the first one first; none before the first and at the end."""
        return list(self._screen_stacks.get(self._current_mode, ()))

    @property
    def has_more_keys(self) -> bool:
        """Whether the terminal sent something that was not read yet, or not looked at."""
        unread = isinstance(self._driver, CoptDriver) and self._driver.has_more
        return unread or bool(self.message_queue_size)

    def send(self, code: str) -> None:
        """Send an escape code to the terminal."""
        if self._driver is not None:
            self._driver.write(code)

    def break_off(self, error: BaseException) -> None:
        """End because of a fault of ours."""
        self._handle_exception(error if isinstance(error, Exception) else RuntimeError())

    def _handle_exception(self, error: Exception) -> None:
        """A fault of ours: end without a word on the screen; whoever runs it says one line."""
        if not self._exit and self.fault is None:
            # The first fault is the one; what breaks while screens are taken away is none.
            self._return_code = FAULT
            self.fault = error
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        with suppress(Exception):
            self.keep_drafts()
        self._close_messages_no_wait()
