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

from benchmarks.seen import Seen

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
        quiet: float = 0.3,
    ) -> None:
        """`quiet` are the seconds without a byte after which a key is taken to be answered."""
        self.line = line or Line()
        self._quiet = quiet
        self.sent = bytearray()
        self.began = time.monotonic()
        self.latest = 0.0
        """Seconds from the start of the program until the last byte so far arrived."""
        self.seen = Seen(columns, lines)
        self._unseen: list[tuple[bytes, float]] = []
        """What was sent and is not shown by `seen` yet, each with when it arrived.

        It is shown when somebody looks: what is clocked does not wait for the emulator.
        """
        self._free = 0.0
        self._over = False
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

    def wait_for(self, text: str, limit: float = 120.0) -> float:
        """Seconds from the start of the program until a text stood on the screen.

        Raises TimeoutError, with the screen.
        """
        end = self.began + limit
        while (shown := self.stood(text)) is None:
            if time.monotonic() > end or not self._take(1.0, alive=True):
                raise TimeoutError(f"{text!r} did not come. The screen:\n{self.screen()}")
        return shown

    def stood(self, text: str) -> float | None:
        """When a text first stood on the screen since this was last asked, be it for a moment.

        In seconds from the start of the program; what arrived at once is seen at once. None: it
        did not.
        """
        shown = self.latest if not self._unseen and self.seen.shows(text) else None
        while self._unseen:
            data, arrived = self._unseen.pop(0)
            self.seen.take(data)
            if shown is None and self.seen.shows(text):
                shown = arrived
        return shown

    def screen(self) -> str:
        """The lines that stand on the screen now."""
        self.stood("")
        return "\n".join(self.seen.lines)

    def rest(self, quiet: float = 0.3, limit: float = 30.0) -> None:
        """Until nothing came for `quiet` seconds."""
        end = time.monotonic() + limit
        while time.monotonic() < end and self._take(quiet):
            pass

    def press(
        self, *keys: str, quiet: float | None = None, limit: float = 30.0, until: str = ""
    ) -> Answer:
        """Press keys at once, and what comes until nothing came for `quiet` seconds.

        With `until`, the time to the last byte is that to the moment when the text stood on the
        screen. Raises TimeoutError when it does not come.
        """
        quiet = self._quiet if quiet is None else quiet
        before, began = len(self.sent), time.monotonic()
        if until:
            self.screen()
        if self.line.delay:
            time.sleep(self.line.delay / 2)
        os.write(self.descriptor, b"".join(CODES.get(key, key.encode()) for key in keys))
        first = last = 0.0
        end, wait = began + limit, max(quiet, PATIENCE)
        stood: float | None = None
        while time.monotonic() < end:
            came = self._take(wait)
            if until and stood is None:
                stood = self.stood(until)
            elif not came:
                break
            if self._over:
                break
            if came:
                wait, last = quiet, self.began + self.latest - began
                first = first or last
        if until and stood is None:
            raise TimeoutError(f"{until!r} did not come. The screen:\n{self.screen()}")
        if stood is not None:
            last = self.began + stood - began
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
            data = b""
        if not data:
            self._over = True
            return False
        if self.line.bits:
            # The line goes on while the emulator looks.
            self._free = max(self._free, time.monotonic()) + len(data) * 10 / self.line.bits
            time.sleep(max(0.0, self._free - time.monotonic()))
        self.sent += data
        # When the byte that was taken last stands in the terminal at the other end.
        self.latest = time.monotonic() + self.line.delay / 2 - self.began
        self._unseen.append((data, self.latest))
        return True


def _environ(environ: Mapping[str, str]) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in UNSET and not name.startswith(("COPTUI_", "XDG_", "TEXTUAL"))
    }
    return {**kept, **environ}
