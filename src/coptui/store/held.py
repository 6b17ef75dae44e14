"""The version that a store read or wrote last, and what of it is left in the file alone."""

from __future__ import annotations

from contextlib import AbstractContextManager

import msgspec

from coptui.store.data_file import DataFile
from coptui.store.layout import Layout, parsed_before
from coptui.store.migrate import migrate
from coptui.store.reading import Records
from coptui.store.version import Version

_PIECE = 1 << 20
"""Bytes that are looked at together: other threads wait no longer than that takes."""

_LARGEST = 16 << 20
"""Bytes of the largest text that is left in its file: reading a larger one again would hold up keys."""


class Held:
    """The version of a file that was read or written last; None at first, and for one that is not
    known any more.

    Once its records are read, only a save needs its lines, and those are in the file as well:
    `leave_in_file` gives their memory back. They are read again from the very file that was read,
    which stays open, and taken only if they are what they were, byte for byte.
    """

    def __init__(self, storage: DataFile, guard: AbstractContextManager[object]) -> None:
        """`guard` is held by whoever reads or writes; leaving waits for them."""
        self._storage = storage
        self._guard = guard
        self._version: Version | None = None
        self._text: bytes | None = None
        self._seal: int | None = None

    @property
    def version(self) -> Version | None:
        """Return the version with its lines; None also if another program wrote into the file that
        holds them."""
        if self._version is not None and self._seal is not None:
            self._version, self._seal = self._with_lines(self._version, self._seal), None
        return self._version

    def hold(self, version: Version | None, text: bytes | None = None) -> None:
        """Hold another version, and the text that it was read from."""
        self._version, self._text, self._seal = version, text, None

    def leave_in_file(self) -> None:
        """Let go of the text and its lines; records that were not asked for yet keep theirs."""
        with self._guard:
            if self._version is None or self._text is None or len(self._text) > _LARGEST:
                return
            for told in self._version.told.values():
                if isinstance(told, Records):
                    told.keep_apart()
            self._seal, self._text = _seal(self._text), None
            self._version = msgspec.structs.replace(self._version, layout=Layout({}))

    def _with_lines(self, version: Version, seal: int) -> Version | None:
        try:
            text = self._storage.again()
        except OSError:
            return None
        if _seal(text) != seal:
            return None
        where = str(self._storage.path)
        return msgspec.structs.replace(version, layout=migrate(parsed_before(text), where))


def _seal(text: bytes) -> int:
    """Return a number by which a text is known again in this process: 64 bits, with a key that no one
    else knows. (`hashlib` would load OpenSSL, and with it half of the memory that this spares.)"""
    view = memoryview(text)
    pieces = (hash(view[start : start + _PIECE]) for start in range(0, len(text), _PIECE))
    return hash((len(text), *pieces))
