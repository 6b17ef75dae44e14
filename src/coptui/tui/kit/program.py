"""A program that ends in order when something breaks: what is typed is kept, one line is printed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from textual.driver import Driver
from textual.screen import Screen
from textual.worker import WorkerFailed

from coptui.errors import FAULT
from coptui.tui.kit.sparing import SparingApp
from coptui.tui.kit.terminal import CoptDriver
from coptui.tui.kit.themes import THEMES


class Program(SparingApp, inherit_bindings=False):
    """What the app does whatever it shows: end in order, copy, change its colours."""

    def __init__(self, driver: type[Driver], theme: str) -> None:
        super().__init__(driver, theme)
        self.fault: BaseException | None = None
        self.terminal: CoptDriver | None = None
        self.copied = ""
        self._ends = False

    def keep_drafts(self) -> None:
        """Put what is being typed on disk, whatever happens next."""
        for screen in self.open_screens:
            keep = getattr(screen, "keep_draft", None)
            if keep is not None:
                keep()

    def exit(
        self, result: int | None = None, return_code: int = 0, message: Any | None = None
    ) -> None:
        self._ends = True
        super().exit(result, return_code, message)

    @property
    def open_screens(self) -> Sequence[Screen[Any]]:
        """The open screens, the first one first; none before the first and at the end."""
        try:
            return self.screen_stack
        except KeyError:
            return ()

    @property
    def has_more_keys(self) -> bool:
        """Whether the terminal sent something that was not read or handled yet."""
        unread = self.terminal is not None and self.terminal.has_more
        return unread or bool(self.message_queue_size)

    def send(self, code: str) -> None:
        """Send an escape code to the terminal."""
        if self.terminal is not None:
            self.terminal.write(code)

    def copy(self, text: str) -> None:
        """Put a text on the terminal's clipboard. Raise UsageError if it cannot arrive there."""
        from coptui.tui.kit.clipboard import clipboard_code, give_to_tmux

        if "TMUX" in os.environ:
            give_to_tmux(text)
        else:
            self.send(clipboard_code(text, os.environ))
        self.copied = text

    def next_theme(self) -> str:
        """Change to the next theme and return its name."""
        names = [name for name in THEMES if not self.no_color or name == "mono"]
        current = names.index(self.theme) if self.theme in names else -1
        self.use_theme(names[(current + 1) % len(names)])
        return self.theme

    def use_theme(self, name: str) -> None:
        """Change to a theme; without colours there is only one."""
        if not self.no_color or name == "mono":
            self.theme, self.ansi_color = name, THEMES[name].ansi

    def break_off(self, error: BaseException) -> None:
        """End the program because of a bug of ours."""
        self._handle_exception(error if isinstance(error, Exception) else RuntimeError())

    def _handle_exception(self, error: Exception) -> None:
        """End without drawing anything about a bug; whoever runs the program prints one line about
        it.
        """
        with suppress(Exception):
            self.keep_drafts()
        if not self._ends and self.fault is None:
            # Only the first bug counts; what breaks while screens are being closed follows from it.
            # What broke in work beside the loop comes wrapped.
            self.fault = error.error if isinstance(error, WorkerFailed) else error
            super()._handle_exception(error)

    def panic(self, *_: object) -> None:
        """End without printing what Textual would: it contains people's texts."""
        self.exit(return_code=FAULT)

    def _fatal_error(self) -> None:
        self.panic()
