"""A community's file: read with its version, replaced as a whole, under its lock."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from coptui.core.model.sentences import no_folder
from coptui.files import content, in_blocks, open_file, read_file, real_path
from coptui.store.protocol import Told, silent

if TYPE_CHECKING:
    from coptui.store.rights import Rights
    from coptui.store.saving import Saving

_HEAD = 4096
_BLOCK = 1 << 24


class Stamp(NamedTuple):
    """What tells one version of a file from another without reading it."""

    device: int
    inode: int
    size: int
    mtime_ns: int


def stamp_of(found: os.stat_result) -> Stamp:
    return Stamp(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


class DataFile:
    """A file that is replaced as a whole, and known by the version that was read last."""

    # The version that was read stays open: its inode number cannot be given to another one.
    _descriptor = -1

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Raise FileNotFoundError if there is no folder for the file."""
        self.path = real_path(path)
        self.stamp: Stamp | None = None
        self._head = b""
        if not self.path.parent.is_dir():
            raise FileNotFoundError(no_folder(self.path.parent))

    def close(self) -> None:
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            with suppress(OSError):
                os.close(descriptor)

    def __del__(self) -> None:
        # As Python's own files do: whoever drops it after an error closed nothing.
        self.close()

    def read_bytes(self) -> bytes:
        """Return the file as it is now; from here on `changed` compares with this version."""
        descriptor = open_file(self.path)
        try:
            found = os.fstat(descriptor)
            data = content(descriptor)
        except BaseException:
            os.close(descriptor)
            raise
        self._take(descriptor, found, data)
        return data

    def again(self) -> bytes:
        """Return the bytes of the version that was read last, whatever is at the path now."""
        size = os.fstat(self._descriptor).st_size
        return b"".join(
            os.pread(self._descriptor, _BLOCK, start) for start in range(0, size, _BLOCK)
        )

    def holds(self, pieces: Iterable[bytes]) -> bool:
        """Return whether the version that was read last has exactly these bytes."""
        at = 0
        for block in in_blocks(pieces):
            if os.pread(self._descriptor, len(block), at) != block:
                return False
            at += len(block)
        return at == os.fstat(self._descriptor).st_size

    def changed(self) -> bool:
        """Return whether the path holds another version than the one read last."""
        try:
            if stamp_of(self.path.stat()) != self.stamp:
                return True
            # Written in place, to the same length, within one tick of the clock: the first
            # lines hold the generation.
            return read_file(self.path, _HEAD)[:_HEAD] != self._head
        except FileNotFoundError:
            return self.stamp is not None

    def write_bytes(
        self,
        data: bytes | Iterable[bytes],
        saving: Saving,
        before: Callable[[], object] | None = None,
    ) -> None:
        """Replace the file by bytes, or by pieces of them, under the lock. Raise OSError as long as
        it isn't replaced.
        """
        from coptui.store import atomic
        from coptui.store.rights import rights_of

        rights: Rights | int
        try:
            rights = rights_of(self.path)
        except FileNotFoundError:
            rights = new_mode(self.path)
        blocks = in_blocks(data)
        first = next(blocks, b"")
        descriptor, found = atomic.replace(
            self.path, chain((first,), blocks), saving, rights, before
        )
        self._take(descriptor, found, first)

    @contextmanager
    def saving(self, waits: Told) -> Iterator[Saving]:
        """Hold the lock around a save, which knows which side of its commit it is on."""
        from coptui.store.saving import Saving

        with Saving(self.path) as saving, self.alone(saving, waits=waits):
            yield saving

    def has_leftovers(self) -> bool:
        """Return whether something was left beside the file by a save that was cut off."""
        from coptui.store import atomic

        return bool(atomic.leftovers(self.path))

    def sweep(self) -> None:
        """Remove what saves left that were cut off; under the lock."""
        from coptui.store import atomic

        atomic.sweep(self.path)

    def alone(
        self,
        saving: Saving | None = None,
        *,
        waits: Told = silent,
        patience: float | None = None,
    ) -> AbstractContextManager[None]:
        """Return the lock, as a context."""
        from coptui.store.lock import locked
        from coptui.store.rights import of_mode, rights_of

        try:
            rights = rights_of(self.path)
        except FileNotFoundError:
            folder = self.path.parent.stat()
            rights = of_mode(os.geteuid(), folder.st_gid, new_mode(self.path))
        warn = silent if saving is None else saving.warn
        return locked(self.path, rights, waits=waits, warn=warn, patience=patience)

    def _take(self, descriptor: int, found: os.stat_result, data: bytes) -> None:
        self.close()
        self._descriptor = descriptor
        self.stamp = stamp_of(found)
        self._head = data[:_HEAD]


def shared(path: Path) -> bool:
    """Return whether a group works on the file: it may write the file, or the folder hands its
    group on."""
    with suppress(OSError):
        if path.parent.stat().st_mode & stat.S_ISGID:
            return True
        return bool(path.stat().st_mode & stat.S_IWGRP)
    return False


def new_mode(path: Path) -> int:
    """Return the mode of a new file: 0600, or 0660 if the folder hands its group on."""
    folder = path.parent.stat().st_mode
    return 0o660 if folder & stat.S_ISGID and folder & stat.S_IWGRP else 0o600
