"""The terminal: input that survives bad bytes, a hang-up that is noticed, an end that comes.

Textual leaves a program running, or the terminal in disorder, when a line drops, a signal comes or
the terminal stops reading. The handlers here are plain `signal.signal` handlers: those of an event
loop never run while the loop waits for a terminal that does not read.
"""

from __future__ import annotations

import asyncio
import errno
import os
import select
import shutil
import signal
import sys
import termios
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol, TextIO, cast

from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from coptui.tui.kit.keyboard import Keyboard, within

if TYPE_CHECKING:
    from textual.app import App

GRACE = 1.2
"""Seconds from the wish to end until the process ends itself, whatever still waits."""

KEYS_WAIT = 0.7
"""Seconds in which keys typed before the end may still do their work."""

SIGNALS = (signal.SIGHUP, signal.SIGTERM, signal.SIGQUIT, signal.SIGINT)

GIVE_BACK = b"\x18\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?2004l\x1b[?1004l\x1b[<u\x1b[?1049l\x1b[?7h\x1b[?25h\x1b[m"
"""Ends any half-sent code, then restores the terminal: no mouse, marked pastes or focus reports,
plain keys, the previous screen, wrapped lines, a cursor."""


class Ended(Protocol):
    """A program that can be ended in order."""

    ending: Ending

    def postpones(self, number: int) -> bool:
        """Return whether a signal waits until a save is done."""

    async def all_keys_done(self) -> None:
        """Return once every key so far has done its work."""

    def break_off(self, error: BaseException) -> None:
        """End because of a bug of ours."""

    terminal: CoptDriver | None
    """The driver of the terminal that shows the program."""

    shows_cursor: bool
    """Whether the terminal's own cursor is shown where it is put."""


class Ending:
    """How the program ends when something other than the person ends it."""

    def __init__(self, app: App[int], keep: Callable[[], None]) -> None:
        self._program = app
        self._keep = keep
        self._begun = False
        self._events: asyncio.AbstractEventLoop | None = None
        self._ending: asyncio.Task[None] | None = None

    def watch(self) -> None:
        """Catch the signals that end a program; a hang-up that is ignored (nohup) stays ignored."""
        self._events = asyncio.get_running_loop()
        for number in SIGNALS:
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, lambda signalled, _: self.begin(128 + signalled))

    def begin(self, code: int) -> None:
        """Keep drafts, give the terminal back, and be gone within two seconds."""
        if self._begun:
            return
        self._begun = True
        threading.Thread(target=self._end_anyway, args=(code,), daemon=True).start()
        with suppress(Exception):
            self._keep()
        loop = self._events
        if loop is not None:
            # After the last screen there is no loop to ask.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(self._begin_to_end, code)

    def fail(self, error: BaseException) -> None:
        """End because a thread of ours failed."""
        if self._events is not None:
            self._events.call_soon_threadsafe(cast("Ended", self._program).break_off, error)

    def _begin_to_end(self, code: int) -> None:
        self._ending = asyncio.create_task(self._end_in_order(code))

    async def _end_in_order(self, code: int) -> None:
        """Let keys typed before do their work, so that drafts include them."""
        with suppress(TimeoutError):
            await asyncio.wait_for(cast("Ended", self._program).all_keys_done(), KEYS_WAIT)
        with suppress(Exception):
            self._keep()
        self._program.exit(code, code)

    def _end_anyway(self, code: int) -> None:
        time.sleep(GRACE)
        terminal = cast("Ended", self._program).terminal
        if terminal is not None:
            terminal.give_back()
        os._exit(code)


class CoptDriver(LinuxDriver):
    """Textual's driver with input that nothing stops, sizes that can be drawn, and an end."""

    def __init__(
        self,
        app: App[int],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        # Whoever started the program may want nothing to be stopped (nohup, restricted use).
        never_stops = signal.getsignal(signal.SIGTSTP) is signal.SIG_IGN
        size = size or within(*shutil.get_terminal_size())
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._copt, self._clicks = cast("Ended", app), mouse
        self._copt.terminal = self
        if never_stops:
            signal.signal(signal.SIGTSTP, signal.SIG_IGN)
        # stdout is known to be the terminal; stderr may be a file.
        self._file = _Output(sys.__stdout__)  # type: ignore[assignment]
        self._is_gone = False

    def _sigtstp_application(self, *_: object) -> None:
        # A program suspended in the middle of a save would keep others from saving: it suspends
        # after.
        if self._copt.postpones(signal.SIGTSTP):
            return
        super()._sigtstp_application()

    def start_application_mode(self) -> None:
        # From here on there is a terminal to give back.
        self._copt.ending.watch()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._copt.shows_cursor:
            self.write("\x1b[?25h")
        self._tell_sizes_in_order(asyncio.get_running_loop())

    def _tell_sizes_in_order(self, loop: asyncio.AbstractEventLoop) -> None:
        """Read the terminal's size on the event loop, where one reading follows the other.

        A signal may arrive while the one before is handled: the size that was read first would be
        told last, and stay.
        """
        tell_size = signal.getsignal(signal.SIGWINCH)
        if not callable(tell_size):
            return

        def tell_size_soon(number: int, _: object) -> None:
            with suppress(RuntimeError):  # the loop is over
                loop.call_soon_threadsafe(tell_size, number, None)

        signal.signal(signal.SIGWINCH, tell_size_soon)

    def _get_terminal_size(self) -> tuple[int, int]:
        return within(*super()._get_terminal_size())

    def _enable_mouse_support(self) -> None:
        """Ask only for clicks and the wheel: nothing here follows the pointer."""
        if self._clicks:
            self.write("\x1b[?1000h\x1b[?1006h")
            self.flush()

    def run_input_thread(self) -> None:
        """Read keys until the program ends or the terminal is gone."""
        try:
            self._read_keys()
        except Exception as error:
            self._copt.ending.fail(error)

    def _read_keys(self) -> None:
        keyboard = Keyboard()
        while not self.exit_event.is_set():
            ready, _, _ = select.select([self.fileno], [], [], 0.1)
            if ready:
                try:
                    data = os.read(self.fileno, 4096)
                except OSError:
                    data = b""
                if not data:
                    # A terminal that is gone can be read for ever, and returns nothing.
                    self._is_gone = True
                    self._copt.ending.begin(128 + signal.SIGHUP)
                    return
                self._take(*keyboard.feed(data, time.monotonic()))
            self._take(*keyboard.tick(time.monotonic()))

    @property
    def has_more(self) -> bool:
        """Return whether the terminal sent something that was not read yet."""
        if self._is_gone:
            return False
        try:
            return bool(select.select([self.fileno], [], [], 0)[0])
        except (OSError, ValueError):
            return False

    def _take(self, *messages: Message) -> None:
        for message in messages:
            self.process_message(message)

    def give_back(self) -> None:
        """Restore the terminal without waiting for it: it may not be reading."""
        with suppress(OSError):
            # A descriptor of its own, so that programs that share ours do not find it changed.
            terminal = os.open(
                os.ttyname(self.fileno), os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
            )
            self._write_to_nowhere()
            for _ in range(20):
                # Discard what waits to be read, to make room.
                with suppress(termios.error):
                    termios.tcflush(terminal, termios.TCOFLUSH)
                with suppress(BlockingIOError):
                    # If only half arrived, the rest would be lost: send it all again.
                    if os.write(terminal, GIVE_BACK) == len(GIVE_BACK):
                        break
                time.sleep(0.01)
        if self.attrs_before is not None:
            with suppress(termios.error, OSError):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)

    def _write_to_nowhere(self) -> None:
        """Free the thread that writes, wherever it waits."""
        nowhere = os.open(os.devnull, os.O_WRONLY | os.O_CLOEXEC)
        os.dup2(nowhere, cast("TextIO", self._file).fileno())
        writer = self._writer_thread
        if writer is not None and writer.ident is not None and writer.is_alive():
            # A signal with a harmless handler interrupts its waiting; what it then writes goes
            # nowhere.
            signal.pthread_kill(writer.ident, signal.SIGWINCH)


class _Output:
    """The terminal for writing; what is written after it is gone is silently dropped."""

    def __init__(self, terminal: TextIO | None) -> None:
        self._terminal = terminal

    def write(self, text: str) -> int:
        if self._terminal is not None:
            try:
                self._terminal.write(text)
            except (OSError, ValueError) as error:
                self._let_go(error)
        return len(text)

    def flush(self) -> None:
        if self._terminal is not None:
            try:
                self._terminal.flush()
            except (OSError, ValueError) as error:
                self._let_go(error)

    def _let_go(self, error: OSError | ValueError) -> None:
        """Drop what still waits for a terminal that is gone; otherwise ending would fail on it."""
        if self._terminal is None or getattr(error, "errno", None) != errno.EIO:
            return
        with suppress(OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY | os.O_CLOEXEC)
            os.dup2(nowhere, self._terminal.fileno())
            os.close(nowhere)
            self._terminal.flush()

    def fileno(self) -> int:
        return self._terminal.fileno() if self._terminal is not None else -1
