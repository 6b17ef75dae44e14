"""A TinyDB storage that replaces the file as a whole and never writes over what it has not seen."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from tinydb.storages import Storage

from coptui.errors import DataLocked
from coptui.store import atomic
from coptui.store.layout import layout_of, parse
from coptui.store.lock import locked

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


class AtomicStorage(Storage):
    """`TinyDB(path, storage=AtomicStorage)`: as JSONStorage, but a write is whole or not at all.

    The file is UTF-8 with one document a line. A file that is missing or empty reads as None and
    is made by the first write (0600). A write is refused with DataLocked when the file was
    changed since it was read, as TinyDB would then overwrite it. `access_mode` "r" only reads.
    """

    def __init__(
        self, path: str | os.PathLike[str], create_dirs: bool = False, access_mode: str = "r+"
    ) -> None:
        if access_mode not in ("r", "r+"):
            raise ValueError(f"access_mode is 'r' or 'r+', not {access_mode!r}")
        self.path = Path(path).resolve()
        self.stamp: Stamp | None = None
        self._writable = access_mode == "r+"
        self._head = b""
        # The version that was read stays open: its inode number cannot be given to another one.
        self._descriptor = -1
        if create_dirs:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        if not self._writable and not self.path.exists():
            raise FileNotFoundError(f"There is no file {self.path}.")
        if not self.path.parent.is_dir():
            raise FileNotFoundError(f"There is no folder {self.path.parent}.")

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Every table, or None. Raises DataInvalid, naming the place of a fault."""
        import msgspec

        try:
            data = self.read_bytes()
        except FileNotFoundError:
            return None
        if not data:
            return None
        parse(data, str(self.path))
        tables: dict[str, dict[str, Any]] = msgspec.json.decode(data)
        return tables

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Replace the file. Raises OSError when opened with "r", DataInvalid for what is no JSON."""
        if not self._writable:
            raise OSError(f"{self.path} was opened for reading only.")
        text = layout_of(data).text()
        with self.alone():
            if self.changed():
                raise DataLocked(
                    f"{self.path} was changed by another program since it was read.",
                    "Nothing was written. Read it again and repeat the change.",
                )
            try:
                self.write_bytes(text)
            except OSError as error:
                raise atomic.failure(error, self.path) from None

    def close(self) -> None:
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            with suppress(OSError):
                os.close(descriptor)

    def read_bytes(self) -> bytes:
        """The file as it is now; from here on `changed` compares with this version."""
        descriptor = os.open(self.path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            found = os.fstat(descriptor)
            with open(descriptor, "rb", closefd=False) as file:
                data = file.read()
        except BaseException:
            os.close(descriptor)
            raise
        self._take(descriptor, found, data)
        return data

    def again(self) -> bytes:
        """The bytes of the version that was read last, whatever is at the path now."""
        size = os.fstat(self._descriptor).st_size
        return b"".join(
            os.pread(self._descriptor, _BLOCK, start) for start in range(0, size, _BLOCK)
        )

    def changed(self) -> bool:
        """Whether the path holds another version than the one read last."""
        try:
            if stamp_of(self.path.stat()) != self.stamp:
                return True
            # Written in place, to the same length, within one tick of the clock: the first
            # lines hold the generation.
            with self.path.open("rb") as file:
                return file.read(_HEAD) != self._head
        except FileNotFoundError:
            return self.stamp is not None

    def write_bytes(self, data: bytes, before: Callable[[], object] | None = None) -> str:
        """Replace the file, under the lock. Returns a warning, or "". Raises OSError."""
        like = None
        with suppress(FileNotFoundError):
            like = self.path.stat()
        descriptor, found, doubt = atomic.replace(
            self.path, data, like=like, mode=new_mode(self.path), before=before
        )
        self._take(descriptor, found, data)
        return f"Saved, but the disk did not confirm it: {doubt}." if doubt else ""

    def alone(self) -> Any:
        """The lock, as a context."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            found = self.path.parent.stat()
        mode = 0o660 if shared(self.path) else 0o600
        return locked(self.path, mode=mode, group=found.st_gid)

    def _take(self, descriptor: int, found: os.stat_result, data: bytes) -> None:
        self.close()
        self._descriptor = descriptor
        self.stamp = stamp_of(found)
        self._head = data[:_HEAD]


def shared(path: Path) -> bool:
    """Whether a group works on the file: it may write the file, or the folder hands its group on."""
    with suppress(OSError):
        if path.parent.stat().st_mode & stat.S_ISGID:
            return True
        return bool(path.stat().st_mode & stat.S_IWGRP)
    return False


def new_mode(path: Path) -> int:
    """The mode of a new file: 0600, or 0660 where the folder hands its group on."""
    folder = path.parent.stat().st_mode
    return 0o660 if folder & stat.S_ISGID and folder & stat.S_IWGRP else 0o600
