"""Reading files that people name: refuse a pipe or a device in words, and never wait for one."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from coptui.language import tr

_BLOCK = 1 << 20
_KINDS = {
    stat.S_IFDIR: tr("it is a folder, not a file"),
    stat.S_IFIFO: tr("it is a named pipe, not a file"),
    stat.S_IFSOCK: tr("it is a socket, not a file"),
    stat.S_IFCHR: tr("it is a device, not a file"),
    stat.S_IFBLK: tr("it is a device, not a file"),
}


def as_text(name: Path | str) -> str:
    """Return a file's name as text that can be kept: write bytes that aren't UTF-8 as `\\udce9`."""
    return str(name).encode("utf-8", "backslashreplace").decode()


def real_path(path: str | os.PathLike[str]) -> Path:
    """Return a path without links. Links that lead to each other stay: to open them fails in words,
    whereas `Path.resolve` raises RuntimeError for them."""
    return Path(os.path.realpath(path))


def open_file(path: Path) -> int:
    """Return a descriptor of a plain file, for reading. Raise OSError at once for anything else."""
    # Looked at before: opening a device may already do something.
    must_be_plain(path.stat(), path)
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    try:
        must_be_plain(os.fstat(descriptor), path)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def content(descriptor: int, most: int | None = None) -> bytes:
    """Return what an open file holds from where it is now, up to `most` bytes and one more."""
    blocks: list[bytes] = []
    left = -1 if most is None else most + 1
    # In one piece if it stays as long as it is: joining pieces takes twice its length.
    at_once = max(_BLOCK, os.fstat(descriptor).st_size + 1)
    while left and (block := os.read(descriptor, min(left, at_once) if left > 0 else at_once)):
        blocks.append(block)
        left -= len(block) if left > 0 else 0
    return b"".join(blocks)


def blocks_of(descriptor: int) -> Iterator[bytes]:
    """Yield what an open file holds from where it is now, a block at a time."""
    while block := os.read(descriptor, _BLOCK):
        yield block


def in_blocks(data: bytes | Iterable[bytes]) -> Iterator[bytes]:
    """Yield bytes as they are, and small pieces of them put together: other threads get their turn
    in between."""
    if isinstance(data, bytes):
        yield data
        return
    some: list[bytes] = []
    size = 0
    for piece in data:
        some.append(piece)
        size += len(piece)
        if size >= _BLOCK:
            yield b"".join(some)
            some, size = [], 0
    if some:
        yield b"".join(some)


def read_file(path: Path, most: int | None = None) -> bytes:
    """Return a plain file's bytes. Raise OSError, also if it isn't a plain file."""
    descriptor = open_file(path)
    try:
        return content(descriptor, most)
    finally:
        os.close(descriptor)


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a plain file for reading. Raise OSError, also if it isn't a plain file."""
    with os.fdopen(open_file(path), "rb") as stream:
        yield stream


def is_maildir(path: Path) -> bool:
    """Return whether a folder is one in which a mail program keeps a file for each message."""
    return (path / "cur").is_dir() and (path / "new").is_dir()


def read_whole(path: Path, most: int) -> bytes:
    """Return a file's bytes as `read_file` does; of a maildir, or of one saved message (`.eml`), a
    mailbox (mbox) with the messages in it, oldest first. Raise OSError."""
    if is_maildir(path):
        files = [one for part in ("cur", "new") for one in (path / part).iterdir() if one.is_file()]
        messages: list[bytes] = []
        left = most
        for file in sorted(files, key=lambda one: (one.stat().st_mtime, one.name)):
            messages.append(read_file(file, left))
            left -= len(messages[-1])
            if left < 0:
                break
        return as_mailbox(messages)
    data = read_file(path, most)
    return as_mailbox([data]) if path.suffix.lower() == ".eml" else data


def as_mailbox(messages: list[bytes]) -> bytes:
    """Return messages as one mailbox (RFC 4155): a line that begins with From gets a > in front."""
    parts: list[bytes] = []
    for message in messages:
        lines = message.replace(b"\r\n", b"\n").rstrip(b"\n").split(b"\n")
        parts.append(b"From coptui Thu Jan 01 00:00:00 1970")
        parts += [b">" + line if line.startswith(b"From ") else line for line in lines]
        parts.append(b"")
    return b"\n".join(parts) + b"\n" if parts else b""


def must_be_plain(found: os.stat_result, path: Path) -> None:
    """Raise OSError for what isn't a plain file."""
    kind = stat.S_IFMT(found.st_mode)
    if kind != stat.S_IFREG:
        raise OSError(errno.EINVAL, _KINDS.get(kind, tr("it isn't a file")), str(path))
