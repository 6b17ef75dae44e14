"""A file replaced as a whole: readers see the old one or the new one, and it survives a power cut."""

from __future__ import annotations

import errno
import fcntl
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from coptui.files import in_blocks
from coptui.language import tr
from coptui.store.rights import Rights, give, of_mode
from coptui.store.saving import Saving, reason_of

SUFFIX = ".coptui-tmp"
"""How the name of a file ends that is being written."""
_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)
_NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_NOT_OFFERED = (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS)


class Replaced(NamedTuple):
    """A new file in its place: open for reading, and as `fstat` saw it."""

    descriptor: int
    found: os.stat_result


def replace(
    path: Path,
    data: bytes | Iterable[bytes],
    saving: Saving,
    rights: Rights | int,
    before: Callable[[], object] | None = None,
) -> Replaced:
    """Write `data`, or pieces of it, beside `path`, make it durable, and put it in the place of `path`.

    The new file gets `rights`, or this mode whatever the umask. `before` runs when it is safe on
    disk and the old one still in place. If anything fails before the commit, remove the temporary
    file, leave the old file intact and raise the OSError.
    """
    temporary, descriptor = _written(path, data, rights)
    try:
        status = os.fstat(descriptor)
        if before is not None:
            before()
        saving.commit(lambda: temporary.replace(path), lambda: _is_at(path, descriptor))
    except BaseException:
        os.close(descriptor)
        with suppress(OSError):
            temporary.unlink()
        raise
    confirm(path, saving)
    return Replaced(descriptor, status)


def create(path: Path, data: bytes, saving: Saving, mode: int) -> None:
    """Create a file with this content; raise FileExistsError if there is one, and leave it alone."""
    if os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, tr("a file of this name already exists"), str(path))
    temporary, descriptor = _written(path, data, mode)
    try:
        try:
            saving.commit(lambda: path.hardlink_to(temporary), lambda: _is_at(path, descriptor))
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            _create_in_place(path, data, saving, mode)
    finally:
        os.close(descriptor)
        with suppress(OSError):
            temporary.unlink()
    confirm(path, saving)


def confirm(path: Path, saving: Saving) -> None:
    """Make the name of what was just put in its place durable; warn if that fails."""
    try:
        sync_folder(path.parent)
    except OSError as error:
        saving.warn(tr("The disk did not confirm it: {reason}", reason=reason_of(error)))


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, if the file system offers that."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        to_disk(descriptor)
    except OSError as error:
        if error.errno not in _NOT_OFFERED:
            raise
    finally:
        os.close(descriptor)


def to_disk(descriptor: int) -> None:
    """Make what was written durable. Raise OSError.

    On a Mac `fsync` may leave it in the drive's own memory; `F_FULLFSYNC` does not, where the file
    system offers it (see fsync(2) there).
    """
    if sys.platform == "darwin":
        with suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


def temporary_name(path: Path) -> str:
    """Return a name for a file that is written beside `path`: none has it yet."""
    return f".{path.name}.{os.urandom(8).hex()}{SUFFIX}"


def leftovers(path: Path) -> list[Path]:
    """Return temporary files left behind by killed saves of `path`; each is a copy of its data."""
    start = f".{path.name}."
    with suppress(OSError), os.scandir(path.parent) as entries:
        return [
            Path(entry.path)
            for entry in entries
            if entry.name.startswith(start) and entry.name.endswith(SUFFIX)
        ]
    return []


def sweep(path: Path) -> None:
    """Remove what killed saves left beside a file. Call it only under the lock, where none of it can
    belong to a running save."""
    for leftover in leftovers(path):
        with suppress(OSError):
            leftover.unlink()


def _written(path: Path, data: bytes | Iterable[bytes], rights: Rights | int) -> tuple[Path, int]:
    """Write a durable temporary file beside `path` and return its descriptor; leave no file on
    failure."""
    temporary = path.with_name(temporary_name(path))
    descriptor = os.open(temporary, _NEW, 0o600)
    try:
        _fill(descriptor, data, rights)
    except BaseException:
        os.close(descriptor)
        with suppress(OSError):
            temporary.unlink()
        raise
    return temporary, descriptor


def _create_in_place(path: Path, data: bytes, saving: Saving, mode: int) -> None:
    """Create the file directly if the file system refuses links: this replaces no other file
    either."""
    descriptor = os.open(path, _NEW, 0o600)
    try:
        saving.commit(lambda: _fill(descriptor, data, mode), lambda: False)
    except BaseException:
        path.unlink()
        raise
    finally:
        os.close(descriptor)


def _fill(descriptor: int, data: bytes | Iterable[bytes], rights: Rights | int) -> None:
    for block in in_blocks(data):
        rest = memoryview(block)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
    if isinstance(rights, int):
        about = os.fstat(descriptor)
        rights = of_mode(about.st_uid, about.st_gid, rights)
    give(descriptor, rights)
    to_disk(descriptor)


def _is_at(path: Path, descriptor: int) -> bool:
    with suppress(OSError):
        return os.path.samestat(path.lstat(), os.fstat(descriptor))
    return False
