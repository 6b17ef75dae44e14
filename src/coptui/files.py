"""Reading files that people name: refuse a pipe or a device in words, and never wait for one."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

_BLOCK = 1 << 20
_KINDS = {
    stat.S_IFDIR: "it is a folder, not a file",
    stat.S_IFIFO: "it is a named pipe, not a file",
    stat.S_IFSOCK: "it is a socket, not a file",
    stat.S_IFCHR: "it is a device, not a file",
    stat.S_IFBLK: "it is a device, not a file",
}


def as_text(name: Path | str) -> str:
    """Return a file's name as text that can be kept: write bytes that aren't UTF-8 as `\\udce9`."""
    return str(name).encode("utf-8", "backslashreplace").decode()


def open_file(path: Path) -> int:
    """Return a descriptor of a plain file, for reading. Raise OSError at once for anything else."""
    # Looked at before: opening a device may already do something.
    _refuse(path.stat(), path)
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    try:
        _refuse(os.fstat(descriptor), path)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def content(descriptor: int, most: int | None = None) -> bytes:
    """Return what an open file holds from where it is now, up to `most` bytes and one more."""
    blocks: list[bytes] = []
    left = -1 if most is None else most + 1
    while left and (block := os.read(descriptor, min(left, _BLOCK) if left > 0 else _BLOCK)):
        blocks.append(block)
        left -= len(block) if left > 0 else 0
    return b"".join(blocks)


def read_file(path: Path, most: int | None = None) -> bytes:
    """Return a plain file's bytes. Raise OSError, also if it isn't a plain file."""
    descriptor = open_file(path)
    try:
        return content(descriptor, most)
    finally:
        os.close(descriptor)


def _refuse(found: os.stat_result, path: Path) -> None:
    kind = stat.S_IFMT(found.st_mode)
    if kind != stat.S_IFREG:
        raise OSError(errno.EINVAL, _KINDS.get(kind, "it isn't a file"), str(path))
