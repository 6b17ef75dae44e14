"""The terminal: input that survives bad bytes, a hang-up that is noticed, an end that comes.

Textual leaves a program running, or the terminal in disorder, when a line drops, a signal comes
or the terminal stops reading. Handlers here are plain `signal.signal` handlers: those of an event
loop never run while the loop waits for a terminal that does not read.
"""

from __future__ import annotations

import codecs
import os
import select
import signal
import sys
import termios
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

if TYPE_CHECKING:
    from coptui.tui.app import CoptApp

GRACE = 1.5
"""Seconds from the wish to end until the process ends itself, whatever still waits."""

SIGNALS = (signal.SIGHUP, signal.SIGTERM, signal.SIGQUIT)


class Ending:
    """How the program ends when it is not the person who ends it."""

    def __init__(self, app: CoptApp, keep: Callable[[], None]) -> None:
        self._app = app
        self._keep = keep
        self._begun = False

    def watch(self) -> None:
        """Take the signals that end a program; a hang-up that is ignored (nohup) stays so."""
        for number in SIGNALS:
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, lambda found, _: self.begin(128 + found))

    def begin(self, code: int) -> None:
        """Keep drafts, give the terminal back, and be gone within two seconds."""
        if self._begun:
            return
        self._begun = True
        threading.Thread(target=self._end_anyway, args=(code,), daemon=True).start()
        with suppress(Exception):
            self._keep()
        loop = self._app._loop
        if loop is not None:
            loop.call_soon_threadsafe(self._app.exit, code, code)

    def _end_anyway(self, code: int) -> None:
        time.sleep(GRACE)
        driver = self._app._driver
        attributes = getattr(driver, "attrs_before", None)
        if attributes is not None:
            with suppress(termios.error, OSError):
                termios.tcsetattr(sys.__stdin__.fileno(), termios.TCSANOW, attributes)  # type: ignore[union-attr]
        os._exit(code)


class CoptDriver(LinuxDriver):
    """Textual's driver, but for reading: bytes that are no UTF-8 are replaced, a hang-up ends."""

    def run_input_thread(self) -> None:
        """Read keys until the program ends or the terminal is gone."""
        parser = XTermParser(self._debug)
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        while not self.exit_event.is_set():
            ready, _, _ = select.select([self.fileno], [], [], 0.1)
            if ready:
                try:
                    data = os.read(self.fileno, 4096)
                except OSError:
                    data = b""
                if not data:
                    self._app.ending.begin(128 + signal.SIGHUP)  # type: ignore[attr-defined]
                    return
                for event in parser.feed(decoder.decode(data)):
                    self.process_message(event)
            for event in parser.tick():
                self.process_message(event)
