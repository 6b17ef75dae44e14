"""A private folder for a session that keeps nothing."""

from __future__ import annotations

import fcntl
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX = "coptui-demo-"


@contextmanager
def sandbox() -> Iterator[Path]:
    """Make a temporary folder (0700), and remove it with everything in it at the end.

    Hold its lock meanwhile. First remove those of killed programs.
    """
    _sweep()
    folder, descriptor = _made()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(descriptor)


def _made() -> tuple[Path, int]:
    """Return a new folder and the descriptor that holds its lock."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        with suppress(FileNotFoundError):
            descriptor = _opened(folder)
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            # Another program that sweeps may have had the lock first.
            if folder.exists():
                return folder, descriptor
            os.close(descriptor)


def _sweep() -> None:
    """Remove this user's folders whose lock no one holds."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        # Anyone may put a link or a folder of that name there.
        with suppress(OSError):
            found = folder.lstat()
            if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
                continue
            descriptor = _opened(folder)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder)
            finally:
                os.close(descriptor)


def _opened(folder: Path) -> int:
    return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
