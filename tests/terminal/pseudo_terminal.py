"""A real pseudo-terminal with the real program in it, seen through a terminal emulator."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pyte

GIVEN_BACK = (
    b"\x1b[?1049",
    b"\x1b[?1000",
    b"\x1b[?1003",
    b"\x1b[?1006",
    b"\x1b[?2004",
    b"\x1b[?1004",
)
"""What is switched on (`h`) for a full screen and must be off (`l`) at the end."""

CODES = {
    "ctrl+c": b"\x03",
    "enter": b"\r",
    "tab": b"\t",
    "down": b"\x1b[B",
    "up": b"\x1b[A",
    "pagedown": b"\x1b[6~",
    "backspace": b"\x7f",
}

PIECE = 128
"""So many bytes at most are taken at once while a text is waited for."""

_QUERIES = re.compile(rb"\x1b\[(\?2026\$p|\?2048\$p|>11u|>25u)")
_CUT = re.compile(rb"(\x1b(\[[?>\d$]*)?)?\Z")

BUSY = 2.0 if "CI" in os.environ else 1.0
"""How many times longer than promised the check of a change waits: other tests take the processors."""

QUIET = 6
"""So many times in a row, 50 ms apart, a program must be found asleep."""


class Terminal:
    """A program in a pseudo-terminal. Every byte that it sends is counted."""

    def __init__(
        self,
        arguments: Sequence[str],
        *,
        columns: int = 80,
        lines: int = 24,
        environ: Mapping[str, str] | None = None,
        before: Callable[[], object] | None = None,
    ) -> None:
        """`before` is done in the child, before the program begins."""
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self.screen)
        self.sent = bytearray()
        self._cut = b""
        self.exit_code: int | None = None
        self.pid, self.descriptor = pty.fork()
        if self.pid == 0:
            try:
                size = struct.pack("HHHH", lines, columns, 0, 0)
                fcntl.ioctl(0, termios.TIOCSWINSZ, size)
                # Whoever runs the tests may ignore a signal (nohup does); a login shell does not.
                for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGQUIT, signal.SIGINT):
                    signal.signal(number, signal.SIG_DFL)
                if before is not None:
                    before()
                os.execvpe(arguments[0], list(arguments), {**_plain_environ(), **(environ or {})})
            finally:
                # Only a child that could not begin comes here; it must not go on as a test.
                os._exit(127)
        self.attributes = termios.tcgetattr(self.descriptor)

    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display)

    def read(self, quiet: float = 0.4, limit: float = 20.0) -> int:
        """Take what is sent until nothing came for `quiet` seconds; how many bytes it was."""
        end, before = time.monotonic() + limit, len(self.sent)
        while time.monotonic() < end and self._take(65536, quiet):
            pass
        return len(self.sent) - before

    def _take(self, size: int, wait: float) -> bool:
        """Take at most `size` bytes; False when none came for `wait` seconds, or none will."""
        ready, _, _ = select.select([self.descriptor], [], [], wait)
        if not ready:
            return False
        try:
            data = os.read(self.descriptor, size)
        except OSError:
            return False
        self.sent += data
        whole = self._cut + data
        self._cut = _CUT.search(whole)[0]
        # pyte takes a private-mode query for a reset; the emulator does not need those.
        self._stream.feed(_QUERIES.sub(b"", whole.removesuffix(self._cut)))
        return bool(data)

    def read_all(self, limit: float = 20.0, of: int | None = None) -> None:
        """Take what is sent until the program waits: each of its threads sleeps, and sends nothing.

        One that was only not given the processor is not asleep, so that this holds on a busy machine.
        `of` is the process of a program at the other end of a line.
        """
        end, quiet = time.monotonic() + limit, 0
        while quiet < QUIET and time.monotonic() < end:
            sent = self.read(quiet=0.05, limit=1.0)
            quiet = quiet + 1 if not sent and _sleeps(of or self.pid) else 0

    def overwrite(self, text: str) -> None:
        """As another program on the same terminal: the one in here does not know."""
        self._stream.feed(text.encode())

    def wait_for(self, text: str, limit: float = 30.0) -> None:
        """Until a text is on the screen (`BUSY` times the limit); fails with the screen when it does not come.

        What is drawn after it isn't taken: what else is asked of the screen must be waited for too,
        as on a slow line or a busy machine.
        """
        end = time.monotonic() + limit * BUSY
        while text not in self.text():
            if time.monotonic() > end:
                raise AssertionError(f"{text!r} did not come:\n{self.text()}")
            self._take(PIECE, 0.05)

    def type(self, text: str) -> None:
        os.write(self.descriptor, text.encode())

    def press(self, *keys: str) -> None:
        for key in keys:
            os.write(self.descriptor, CODES.get(key, key.encode()))

    def leave(self) -> None:
        """Leave from the first screen, and answer what that asks."""
        self.press("q")
        self.wait_for("Quit coptui?")
        self.press("q")

    def resize(self, columns: int, lines: int) -> None:
        """Another size; the kernel tells the program. Both are at most 65535."""
        self.screen.resize(min(lines, 500), min(columns, 500))
        fcntl.ioctl(self.descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def given_back(self) -> None:
        """Fails unless the terminal is as it was found: its modes, its cursor, its attributes."""
        for mode in GIVEN_BACK:
            on, off = self.sent.rfind(mode + b"h"), self.sent.rfind(mode + b"l")
            assert off > on, (mode, on, off)
        assert self.sent.rfind(b"\x1b[?25h") > self.sent.rfind(b"\x1b[?25l")
        assert self.sent.rfind(b"\x1b[?7h") > self.sent.rfind(b"\x1b[?7l")
        assert termios.tcgetattr(self.descriptor) == self.attributes

    def said(self) -> str:
        """What was sent after the full screen was left, as text."""
        left = self.sent.rpartition(b"\x1b[?1049l")[2].decode("utf-8", "replace")
        left = re.sub(r"\x1b\][\d;]*[a-z]*\x07", "", left)
        return re.sub(r"\x1b\[[?<>=]?[\d;]*[a-zA-Z]", "", left).replace("\r", "").strip()

    def kill(self, number: int = signal.SIGKILL) -> None:
        os.kill(self.pid, number)

    def hang_up(self) -> None:
        """Close the terminal: the kernel sends SIGHUP to the program."""
        os.close(self.descriptor)
        self.descriptor = -1

    def runs(self) -> bool:
        """Whether the program has not ended yet."""
        return os.waitpid(self.pid, os.WNOHANG)[0] == 0

    def wait(self, limit: float) -> int:
        """The exit code (128 + signal when a signal ended it); fails when it still runs."""
        end = time.monotonic() + limit * BUSY
        while time.monotonic() < end:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.exit_code = (
                    os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status)
                )
                if self.descriptor >= 0:
                    self.read(quiet=0.05, limit=2.0)
                return self.exit_code
            if self.descriptor >= 0:
                self.read(quiet=0.02, limit=0.1)
            else:
                time.sleep(0.02)
        raise AssertionError(f"still running after {limit} s")

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        if self.exit_code is None:
            try:
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
                self.exit_code = 128 + signal.SIGKILL
            except (ProcessLookupError, ChildProcessError):
                pass
        if self.descriptor >= 0:
            os.close(self.descriptor)
            self.descriptor = -1


def _sleeps(pid: int) -> bool:
    tasks = Path(f"/proc/{pid}/task").glob("*/stat")
    return all(task.read_text().rpartition(")")[2].split()[0] == "S" for task in tasks)


def _plain_environ() -> dict[str, str]:
    """What is around us, without what would change colours, files or dates."""
    # An installed program is compiled once and its output buffered, as Python does by itself.
    unset = ("NO_COLOR", "COLORTERM", "TMUX", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")
    unset += ("COLUMNS", "LINES")
    return {
        name: value
        for name, value in os.environ.items()
        if name not in unset and not name.startswith(("COPTUI_", "XDG_", "TEXTUAL"))
    }
