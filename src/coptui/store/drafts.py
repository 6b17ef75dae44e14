"""Text typed but not saved, kept on disk: what survives a killed program in mid-sentence."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec

from coptui.files import as_text, read_file
from coptui.store import atomic
from coptui.store.layout import encode
from coptui.store.rights import make_private
from coptui.store.saving import Saving

HALF_WRITTEN = 60.0
"""Seconds after which a draft that was never finished is nobody's."""


class Drafts:
    """Drafts in one folder (0700) of the user's own state, one file (0600) a form.

    A key names a form and what it is about, such as "members/12"; a draft is field name -> text.
    With `read_only` they can be read, and nothing is kept or forgotten.
    """

    def __init__(self, folder: Path, *, read_only: bool = False) -> None:
        self.folder = folder
        self._read_only = read_only

    def save(self, key: str, fields: dict[str, str]) -> None:
        """Replace the draft of a form. Raises SaveFailed or ReadOnly."""
        if self._read_only:
            return
        place = self._place(key)
        draft = encode({"key": as_text(key), "fields": fields})
        with Saving(place, "This draft was not kept.") as saving:
            make_private(self.folder)
            os.close(atomic.replace(place, draft, saving, 0o600).descriptor)

    def load(self, key: str) -> dict[str, str] | None:
        """A form's draft, or None when there is none that can be read."""
        found = self._read(self._place(key))
        return found[1] if found else None

    def remove(self, key: str) -> None:
        """Forget the draft of a form; nothing happens when there is none."""
        if self._read_only:
            return
        with suppress(OSError):
            self._place(key).unlink()

    def all(self) -> dict[str, dict[str, str]]:
        """Every draft that can be read, by key, oldest first."""
        places = []
        with suppress(OSError):
            places = sorted(self.folder.glob("*.draft"), key=lambda place: place.stat().st_mtime_ns)
        return dict(found for place in places if (found := self._read(place)))

    def remove_where(self, holds: Callable[[str], bool]) -> None:
        """Forget every draft of which a key or a text is held by the test."""
        for key, fields in self.all().items():
            if any(holds(text) for text in (key, *fields.values())):
                self.remove(key)

    def sweep(self) -> None:
        """Remove what killed programs left half written: each is a copy of somebody's text.

        No lock is taken for drafts, so what is of the last minute may belong to a living one.
        """
        if self._read_only:
            return
        for left in self.folder.glob(f".*{atomic.SUFFIX}"):
            with suppress(OSError):
                if abs(time.time() - left.stat().st_mtime) > HALF_WRITTEN:
                    left.unlink()

    def _place(self, key: str) -> Path:
        import hashlib  # Slow to load, and the first screen asks for no draft by its key.

        return self.folder / f"{hashlib.sha256(as_text(key).encode()).hexdigest()[:32]}.draft"

    def _read(self, place: Path) -> tuple[str, dict[str, str]] | None:
        try:
            draft = msgspec.json.decode(read_file(place), type=_Draft)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            return None
        return draft.key, draft.fields


class _Draft(msgspec.Struct):
    key: str
    fields: dict[str, str]
