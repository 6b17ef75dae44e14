"""One writer at a time: the lock beside the data, and signals held back while it is held."""

from __future__ import annotations

import os
import pwd
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from coptui.errors import DataLocked
from coptui.store.atomic import failure

PATIENCE = 10.0
"""Seconds to wait for another process before giving up."""

_HELD_BACK = (signal.SIGTSTP, signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


def lock_path(path: Path) -> Path:
    """The lock of a data file. It stays when the lock is released: deleting it lets two in."""
    return path.with_name(f"{path.name}.lock")


_held: list[Path] = []
"""The locks that threads of this program hold."""


@contextmanager
def locked(path: Path, *, mode: int, group: int, patience: float | None = None) -> Iterator[None]:
    """Hold the lock of `path`. Inside, wait for no person and draw nothing.

    Raises DataLocked, naming the holder, after `patience` seconds (10), and ReadOnly or SaveFailed
    when the lock cannot be opened.
    """
    from filelock import FileLock, Timeout

    place = lock_path(path)
    wait = PATIENCE if patience is None else patience

    def sign(descriptor: int) -> None:
        # So that whoever waits can say for whom.
        with suppress(OSError):
            if os.fstat(descriptor).st_gid != group:
                os.fchown(descriptor, -1, group)
        with suppress(OSError):
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, f"{os.getpid()} {_user()}\n".encode(), 0)

    lock = FileLock(
        place,
        timeout=wait,
        mode=mode,
        thread_local=False,
        poll_interval=0.01,
        fallback_to_soft=False,
        preserve_lock_file=True,
        on_acquired=sign,
    )
    try:
        lock.acquire()
    except Timeout:
        raise DataLocked(
            f"{path} is being saved by {_holder(place)}, for more than {wait:.0f} seconds.",
            "Nothing was lost or written. Try again when the other program is done.",
        ) from None
    except OSError as error:
        raise failure(error, path) from None
    _held.append(place)
    try:
        with held_back():
            try:
                yield
            finally:
                # Before the signals: a program that is stopped must not keep others waiting.
                lock.release()
                _held.remove(place)
    finally:
        lock.release()


def until_free(limit: float) -> None:
    """Return when no thread of this program holds a lock, or after `limit` seconds.

    For the handler of a signal in the main thread, while another thread saves: it asks for no lock
    itself, so that a second signal in the middle of it does no harm.
    """
    end = time.monotonic() + limit
    while _held and time.monotonic() < end:
        time.sleep(0.002)


@contextmanager
def held_back() -> Iterator[None]:
    """Stop, quit and hang-up signals that come in here are delivered at the end.

    Only the main thread may set handlers. In another one the save runs on while the main thread
    handles the signal; the program waits for the writer thread before it ends.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    before = {}

    def note(number: int, frame: FrameType | None) -> None:
        came.append(number)

    for number in _HELD_BACK:
        handler = signal.getsignal(number)
        if handler is not None and handler is not signal.SIG_IGN:
            before[number] = handler
            signal.signal(number, note)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for late in came:
            signal.raise_signal(late)


def _user() -> str:
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return f"user {os.getuid()}"


def _holder(place: Path) -> str:
    try:
        pid, _, user = place.read_text().strip().partition(" ")
    except (OSError, ValueError):
        return "another program"
    return f"{user} (process {pid})" if pid.isdecimal() else "another program"
