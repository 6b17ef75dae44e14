"""A file replaced as a whole: readers see the old one or the new one, and it survives a power cut."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from coptui.errors import CoptError, ReadOnly, SaveFailed

SUFFIX = ".coptui-tmp"
"""How the name of a file ends that is being written."""
_ACL = "system.posix_acl_access"
_REASONS = {
    errno.ENOSPC: "The disk is full.",
    errno.EDQUOT: "Your disk quota is used up.",
    errno.EFBIG: "The file may not grow this large here.",
    errno.EIO: "The disk reports an error.",
}
_NO_WAY_IN = (errno.EACCES, errno.EPERM, errno.EROFS)
_NOT_OFFERED = (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS)


class Replaced(NamedTuple):
    """A new file in its place: open for reading, as `fstat` saw it, and "" or what the disk did
    not confirm about its name."""

    descriptor: int
    found: os.stat_result
    doubt: str


def failure(error: OSError, path: Path) -> CoptError:
    """What a failed save is called: the reason in words, and what to do."""
    if error.errno in _NO_WAY_IN:
        return ReadOnly(
            f"{path} cannot be written here: {error.strerror}.",
            "Nothing was saved. Ask for the right to write in its folder, or work on a copy.",
        )
    reason = _REASONS.get(error.errno or 0, f"{error.strerror or error}.")
    return SaveFailed(
        f"{reason} {path} is as it was; this was not saved.",
        "Put that right and save again: what you typed is kept.",
    )


def replace(
    path: Path,
    data: bytes,
    *,
    like: os.stat_result | None = None,
    mode: int = 0o600,
    before: Callable[[], object] | None = None,
) -> Replaced:
    """Write `data` beside `path`, make it durable, and put it in the place of `path`.

    The new file gets the owner, group, mode and ACL of `like`, else `mode`, whatever the umask.
    `before` runs when the new file is safe on disk and the old one still in place. On
    failure the temporary file is removed, the old file is intact and the OSError goes on.
    """
    temporary, descriptor = _written(path, data, like, mode)
    try:
        found = os.fstat(descriptor)
        if before is not None:
            before()
        temporary.replace(path)
    except BaseException:
        os.close(descriptor)
        with suppress(OSError):
            temporary.unlink()
        raise
    doubt = ""
    try:
        sync_folder(path.parent)
    except OSError as error:
        doubt = error.strerror or str(error)
    return Replaced(descriptor, found, doubt)


def create(path: Path, data: bytes, mode: int) -> None:
    """A new file with this content; FileExistsError when there is one, which is left alone."""
    if os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, "there is a file of this name", str(path))
    temporary, descriptor = _written(path, data, None, mode)
    os.close(descriptor)
    try:
        path.hardlink_to(temporary)
    finally:
        temporary.unlink()
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, where the file system offers that."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NOT_OFFERED:
            raise
    finally:
        os.close(descriptor)


def leftovers(path: Path) -> list[Path]:
    """Temporary files that killed saves of `path` left behind; each is a copy of its data."""
    start = f".{path.name}."
    with suppress(OSError), os.scandir(path.parent) as entries:
        return [
            Path(entry.path)
            for entry in entries
            if entry.name.startswith(start) and entry.name.endswith(SUFFIX)
        ]
    return []


def sweep(path: Path) -> None:
    """Remove them. Only under the lock: there, none can belong to a living save."""
    for leftover in leftovers(path):
        with suppress(OSError):
            leftover.unlink()


def _written(path: Path, data: bytes, like: os.stat_result | None, mode: int) -> tuple[Path, int]:
    """A durable temporary file beside `path`, and its descriptor; no file when that fails."""
    temporary = path.with_name(f".{path.name}.{os.urandom(8).hex()}{SUFFIX}")
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(temporary, flags, 0o600)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        if like is None:
            os.fchmod(descriptor, mode)
        else:
            _dress(descriptor, path, like)
        os.fsync(descriptor)
    except BaseException:
        os.close(descriptor)
        with suppress(OSError):
            temporary.unlink()
        raise
    return temporary, descriptor


def _dress(descriptor: int, path: Path, like: os.stat_result) -> None:
    new = os.fstat(descriptor)
    mode = stat.S_IMODE(like.st_mode)
    if (new.st_uid, new.st_gid) != (like.st_uid, like.st_gid):
        try:
            os.fchown(descriptor, like.st_uid if os.geteuid() == 0 else -1, like.st_gid)
        except PermissionError:
            # The group cannot be given: another group must not read instead.
            mode &= ~stat.S_IRWXG
    os.fchmod(descriptor, mode)
    if hasattr(os, "getxattr"):
        with suppress(OSError):
            os.setxattr(descriptor, _ACL, os.getxattr(path, _ACL))
