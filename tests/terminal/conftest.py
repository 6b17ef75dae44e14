"""A real pseudo-terminal with the real program in it, seen through a terminal emulator."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pyte
import pytest

CODES = {"enter": b"\r", "tab": b"\t", "down": b"\x1b[B", "up": b"\x1b[A", "backspace": b"\x7f"}


class Terminal:
    """A program in a pseudo-terminal. Every byte that it sends is counted."""

    def __init__(
        self,
        arguments: Sequence[str],
        *,
        columns: int = 80,
        lines: int = 24,
        environ: Mapping[str, str] | None = None,
    ) -> None:
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self.screen)
        self.sent = bytearray()
        self.exit_code: int | None = None
        self.pid, self.descriptor = pty.fork()
        if self.pid == 0:
            size = struct.pack("HHHH", lines, columns, 0, 0)
            fcntl.ioctl(0, termios.TIOCSWINSZ, size)
            os.execvpe(arguments[0], list(arguments), {**_plain_environ(), **(environ or {})})

    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display)

    def read(self, quiet: float = 0.4, limit: float = 20.0) -> int:
        """Take what is sent until nothing came for `quiet` seconds; how many bytes it was."""
        end, before = time.monotonic() + limit, len(self.sent)
        while time.monotonic() < end:
            ready, _, _ = select.select([self.descriptor], [], [], quiet)
            if not ready:
                break
            try:
                data = os.read(self.descriptor, 65536)
            except OSError:
                break
            if not data:
                break
            self.sent += data
            # pyte takes a private-mode query for a reset; the emulator does not need those.
            self._stream.feed(
                data.replace(b"\x1b[?2026$p", b"")
                .replace(b"\x1b[?2048$p", b"")
                .replace(b"\x1b[>11u", b"")
                .replace(b"\x1b[>25u", b"")
            )
        return len(self.sent) - before

    def wait_for(self, text: str, limit: float = 30.0) -> None:
        """Until a text is on the screen; fails with the screen when it does not come."""
        end = time.monotonic() + limit
        while text not in self.text():
            if time.monotonic() > end:
                raise AssertionError(f"{text!r} did not come:\n{self.text()}")
            self.read(quiet=0.05, limit=1.0)

    def type(self, text: str) -> None:
        os.write(self.descriptor, text.encode())

    def press(self, *keys: str) -> None:
        for key in keys:
            os.write(self.descriptor, CODES.get(key, key.encode()))

    def kill(self, number: int = signal.SIGKILL) -> None:
        os.kill(self.pid, number)

    def hang_up(self) -> None:
        """Close the terminal: the kernel sends SIGHUP to the program."""
        os.close(self.descriptor)
        self.descriptor = -1

    def wait(self, limit: float) -> int:
        """The exit code (128 + signal when a signal ended it); fails when it still runs."""
        end = time.monotonic() + limit
        while time.monotonic() < end:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.exit_code = (
                    os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status)
                )
                return self.exit_code
            if self.descriptor >= 0:
                self.read(quiet=0.02, limit=0.1)
            else:
                time.sleep(0.02)
        raise AssertionError(f"still running after {limit} s")

    def close(self) -> None:
        if self.exit_code is None:
            try:
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
            except (ProcessLookupError, ChildProcessError):
                pass
        if self.descriptor >= 0:
            os.close(self.descriptor)


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """An environment with folders of its own, in a terminal that knows colours."""
    return {
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "COPTUI_USER": "amara",
    }


def _plain_environ() -> dict[str, str]:
    """What is around us, without what would change colours, files or dates."""
    unset = ("NO_COLOR", "COLORTERM", "TMUX")
    return {
        name: value
        for name, value in os.environ.items()
        if name not in unset and not name.startswith(("COPTUI_", "XDG_", "TEXTUAL"))
    }


@pytest.fixture
def start(home: dict[str, str]) -> Iterator[Callable[..., Terminal]]:
    """Start coptui with some arguments in a terminal of its own."""
    running: list[Terminal] = []

    def begin(*arguments: str, columns: int = 80, lines: int = 24, **environ: str) -> Terminal:
        terminal = Terminal(
            [sys.executable, "-m", "coptui", *arguments],
            columns=columns,
            lines=lines,
            environ={**home, **environ},
        )
        running.append(terminal)
        return terminal

    yield begin
    for terminal in running:
        terminal.close()
