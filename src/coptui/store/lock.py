"""One writer at a time: the lock beside the data, and signals held back while it is held."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from coptui.core.model.counting import counted
from coptui.core.model.sentences import what_went_wrong
from coptui.errors import DataLocked, ReadOnly
from coptui.language import tr
from coptui.store.protocol import Told, silent
from coptui.store.rights import Rights, give, may_use, name_of

if TYPE_CHECKING:
    from filelock import BaseFileLock

PATIENCE = 10.0
"""Seconds to wait for another process before giving up."""
TELLS = 0.5
"""Seconds of waiting after which it says who it is waiting for."""
POLL = 0.01

_HELD_BACK = (signal.SIGTSTP, signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


def lock_path(path: Path) -> Path:
    """Return the lock of a data file. It stays when released: deleting it would let two in."""
    return path.with_name(f"{path.name}.lock")


_held: list[Path] = []
"""The locks that threads of this program hold, or try to take."""
_postponed: list[int] = []
"""Signals that wait until none is held."""


@contextmanager
def locked(
    path: Path,
    rights: Rights,
    *,
    patience: float | None = None,
    waits: Told = silent,
    warn: Told = silent,
) -> Iterator[None]:
    """Hold the lock of `path`. Inside, wait for no one and draw nothing.

    The lock's file gets `rights`. After half a second tell `waits` who holds it; after `patience`
    seconds (10) raise DataLocked. Tell `warn` if it couldn't be released. Raise ReadOnly if the
    lock may not be opened, and OSError.
    """
    from filelock import FileLock

    lock_file = lock_path(path)
    lock = FileLock(
        lock_file,
        timeout=0,
        # Its owner needs both, also where no one is meant to write the file itself.
        mode=rights.mode | 0o600,
        thread_local=False,
        fallback_to_soft=False,
        preserve_lock_file=True,
        on_acquired=lambda descriptor: _sign(descriptor, rights, warn),
    )
    began, told = time.monotonic(), False
    limit = PATIENCE if patience is None else patience
    while True:
        # Before the lock is had: a program that is stopped must never keep it.
        with _held_back(lock_file):
            if _taken(lock):
                try:
                    yield
                    return
                finally:
                    _give_back(lock, warn)
        waited = time.monotonic() - began
        if waited >= limit:
            raise _refused(path, lock_file, limit)
        if waited >= TELLS and not told:
            told = True
            if is_shut(lock_file):
                raise _refused(path, lock_file, limit)
            waits(tr("Waiting for {holder} to finish saving…", holder=_holder(lock_file)))
        time.sleep(POLL)


def postponed(number: int) -> bool:
    """Tell a signal handler whether the signal waits until no lock is held, and then comes again.

    This takes no lock itself, so that a second signal in the middle of it does no harm.
    """
    _postponed.append(number)
    if _held:
        return True
    try:
        _postponed.remove(number)
    except ValueError:
        # The thread that saved was faster, and has sent it again.
        return True
    return False


@contextmanager
def held_back() -> Iterator[None]:
    """Hold back stop, quit and hang-up signals, and deliver them at the end.

    Only the main thread may set handlers. In another one the save runs on while the main thread
    handles the signal: it asks `postponed` before it stops, and waits for the writer thread before
    the program ends.
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


@contextmanager
def _held_back(lock_file: Path) -> Iterator[None]:
    with held_back():
        _held.append(lock_file)
        try:
            yield
        finally:
            _held.remove(lock_file)
            while _postponed and not _held:
                with suppress(IndexError):
                    # To the thread that handles signals, which may be waiting for something.
                    signal.pthread_kill(_main(), _postponed.pop())


def _main() -> int:
    main = threading.main_thread().ident
    assert main is not None
    return main


def _taken(lock: BaseFileLock) -> bool:
    from filelock import Timeout

    try:
        lock.acquire()
    except Timeout:
        return False
    except PermissionError:
        if not is_shut(Path(lock.lock_file)):
            raise
        # Just made by someone else, who has not yet said who may use it; or it stays so.
        return False
    return True


def is_shut(lock_file: Path) -> bool:
    """Return whether there is a lock that I may not open."""
    return lock_file.exists() and not may_use(lock_file)


def _give_back(lock: BaseFileLock, warn: Told) -> None:
    for last in (False, True):
        try:
            lock.release(force=last)
            return
        except (OSError, RuntimeError) as error:
            if last:
                reason = getattr(error, "strerror", None) or error
                name = Path(lock.lock_file).name
                warn(
                    tr(
                        "The lock {name} couldn't be released ({reason}): quit coptui and start it "
                        "again.",
                        name=name,
                        reason=reason,
                    )
                )


def _sign(descriptor: int, rights: Rights, warn: Told) -> None:
    """Write down who holds it, and let everyone lock it who may save the file."""
    about = os.fstat(descriptor)
    if os.geteuid() in (0, about.st_uid):
        try:
            give(descriptor, rights)
        except OSError as error:
            warn(
                tr(
                    "Others may not be able to save: the lock keeps them out ({reason}).",
                    reason=what_went_wrong(error),
                )
            )
    with suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()} {name_of(os.getuid())}\n".encode(), 0)


def _refused(path: Path, lock_file: Path, limit: float) -> DataLocked | ReadOnly:
    if is_shut(lock_file):
        owner = name_of(lock_file.lstat().st_uid)
        return ReadOnly(
            tr(
                "{path} can't be saved: its lock {lock_file} belongs to {owner}, and you "
                "aren't allowed to open it.",
                path=path,
                lock_file=lock_file,
                owner=owner,
            ),
            tr(
                "Nothing was saved. Ask {owner} to save once, or to remove the lock while no one is saving.",
                owner=owner,
            ),
        )
    return DataLocked(
        tr(
            "{holder} has been saving {path} for more than {seconds} (the lock is {name}).",
            holder=_holder(lock_file),
            path=path,
            seconds=counted(round(limit), "{count} second", "{count} seconds"),
            name=lock_file.name,
        ),
        tr("Nothing was saved. Try again when the other program is done."),
    )


def _holder(lock_file: Path) -> str:
    try:
        # A lock may be made anything by whoever may write beside it.
        descriptor = os.open(lock_file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            pid, _, user = os.read(descriptor, 200).decode().strip().partition(" ")
        finally:
            os.close(descriptor)
    except (OSError, ValueError):
        return tr("another program")
    return (
        tr("{user} (process {pid})", user=user, pid=pid)
        if pid.isdecimal()
        else tr("another program")
    )
