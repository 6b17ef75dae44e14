"""A pseudo-terminal that counts and clocks what a program sends, as over a line of some speed."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

UNSET = (
    "NO_COLOR",
    "COLORTERM",
    "TMUX",
    "COLUMNS",
    "LINES",
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONUNBUFFERED",
)
CODES = {
    "enter": b"\r",
    "tab": b"\t",
    "down": b"\x1b[B",
    "up": b"\x1b[A",
    "home": b"\x1b[H",
    "end": b"\x1b[F",
    "pagedown": b"\x1b[6~",
    "backspace": b"\x7f",
    "escape": b"\x1b",
    "redraw": b"\x0c",
}

PATIENCE = 2.0
"""Seconds for which the first byte after a key is waited for."""


@dataclass(frozen=True)
class Line:
    """What lies between a terminal and a program: `bits` a second (0: no limit), and a delay.

    `delay` is there and back, in seconds. A byte takes ten bits, as on a serial line.
    """

    bits: int = 0
    delay: float = 0.0


class Answer(NamedTuple):
    """What came after a key: how many bytes, and seconds until the first and the last of them."""

    sent: bytes
    first: float
    last: float


class Terminal:
    """A program in a pseudo-terminal of some size; used as a context, it is ended at its end."""

    def __init__(
        self,
        arguments: Sequence[str],
        environ: Mapping[str, str],
        *,
        columns: int = 80,
        lines: int = 24,
        line: Line | None = None,
    ) -> None:
        self.line = line or Line()
        self.sent = bytearray()
        self.began = time.monotonic()
        self.latest = 0.0
        """Seconds from the start of the program until the last byte so far arrived."""
        self.pid, self.descriptor = pty.fork()
        if self.pid == 0:
            try:
                size = struct.pack("HHHH", lines, columns, 0, 0)
                fcntl.ioctl(0, termios.TIOCSWINSZ, size)
                os.execvpe(arguments[0], list(arguments), _environ(environ))
            finally:
                os._exit(127)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(self.pid, 0)
        os.close(self.descriptor)

    def wait_for(self, text: bytes, limit: float = 120.0) -> float:
        """Seconds from the start of the program until a text arrived. Raises TimeoutError."""
        end = self.began + limit
        while text not in self.sent:
            if time.monotonic() > end or not self._take(1.0, alive=True):
                raise TimeoutError(f"{text!r} did not come: {bytes(self.sent[-300:])!r}")
        return self._arrival() - self.began

    def rest(self, quiet: float = 0.3, limit: float = 30.0) -> None:
        """Until nothing came for `quiet` seconds."""
        end = time.monotonic() + limit
        while time.monotonic() < end and self._take(quiet):
            pass

    def press(
        self, *keys: str, quiet: float = 0.3, limit: float = 30.0, until: bytes = b""
    ) -> Answer:
        """Press keys at once, and what comes until a text came and then nothing for `quiet` seconds."""
        before, began = len(self.sent), time.monotonic()
        if self.line.delay:
            time.sleep(self.line.delay / 2)
        os.write(self.descriptor, b"".join(CODES.get(key, key.encode()) for key in keys))
        first = last = 0.0
        end, wait = began + limit, limit if until else max(quiet, PATIENCE)
        while time.monotonic() < end and self._take(wait):
            wait = quiet if until in self.sent[before:] else limit
            last = self._arrival() - began
            first = first or last
        return Answer(bytes(self.sent[before:]), first, last)

    def peak(self) -> float:
        """The most memory that the program held so far, in MB."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) / 1024
        return 0.0

    def worked(self) -> float:
        """Seconds of processor time that the threads of the program took so far.

        By the scheduler, in nanoseconds: what a process took stands in `stat` in hundredths of a
        second only, which is as much as it takes in seconds of rest.
        """
        threads = Path(f"/proc/{self.pid}/task").glob("*/schedstat")
        return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9

    def _take(self, wait: float, *, alive: bool = False) -> bool:
        """Take what is there, no faster than the line; False when nothing came, or all is over."""
        ready, _, _ = select.select([self.descriptor], [], [], wait)
        if not ready:
            return alive
        # A narrow line is full with a few bytes: the program waits as it would.
        most = max(1, self.line.bits // 10 // 50) if self.line.bits else 65536
        try:
            data = os.read(self.descriptor, most)
        except OSError:
            return False
        if self.line.bits:
            time.sleep(len(data) * 10 / self.line.bits)
        self.sent += data
        self.latest = self._arrival() - self.began
        return bool(data)

    def _arrival(self) -> float:
        """When the byte that was taken last stands in the terminal at the other end."""
        return time.monotonic() + self.line.delay / 2


def _environ(environ: Mapping[str, str]) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in UNSET and not name.startswith(("COPTUI_", "XDG_", "TEXTUAL"))
    }
    return {**kept, **environ}
