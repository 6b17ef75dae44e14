"""Text typed but not saved, kept on disk: what survives a killed program in mid-sentence."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from coptui.errors import CoptError
from coptui.store import atomic
from coptui.store.layout import encode

if TYPE_CHECKING:
    from coptui.core.forgetting import Plan
    from coptui.core.forgetting_request import Undone

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
        try:
            if not self.folder.is_dir():
                self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                self.folder.chmod(0o700)
            os.close(atomic.replace(place, encode({"key": key, "fields": fields})).descriptor)
        except OSError as error:
            raise atomic.failure(error, place) from None

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

    def forget(self, made: Plan, own: Callable[[str], bool]) -> list[Undone]:
        """Take someone out of every draft of whose key `own` holds, and drop what is half written.

        What could not be done.
        """
        from coptui.core.forgetting_request import Undone

        undone = []
        for key, fields in self.all().items():
            new = made.draft(key, fields) if own(key) else fields
            try:
                if new is None:
                    self._place(key).unlink(missing_ok=True)
                elif new != fields:
                    self.save(key, new)
            except (OSError, CoptError) as error:
                undone.append(Undone(str(self._place(key)), str(error)))
        for left in self.folder.glob(f".*{atomic.SUFFIX}"):
            with suppress(OSError):
                left.unlink()
        return undone

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

        return self.folder / f"{hashlib.sha256(key.encode()).hexdigest()[:32]}.draft"

    def _read(self, place: Path) -> tuple[str, dict[str, str]] | None:
        try:
            draft = msgspec.json.decode(place.read_bytes(), type=_Draft)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            return None
        return draft.key, draft.fields


class _Draft(msgspec.Struct):
    key: str
    fields: dict[str, str]
