"""What a community was at earlier moments, and bringing one back: backups, where it is in a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

import msgspec

from coptui.core.model.sentences import cannot_be_read, what_went_wrong
from coptui.errors import DataInvalid
from coptui.store import backups, restoring
from coptui.store.protocol import Told, silent
from coptui.store.restoring import Difference


class Moment(msgspec.Struct, frozen=True):
    """One earlier state; `taken_at` is UTC, `size` in bytes, `reason` what came after it."""

    key: str
    taken_at: datetime
    size: int
    reason: str = "save"


class Moments(Protocol):
    """The earlier states of one community."""

    def all(self) -> Sequence[Moment]:
        """Return them, the newest first."""

    def compare(self, moment: Moment) -> tuple[Difference, ...]:
        """Return what bringing one back would do, by table. Raise DataInvalid if it can't be read."""

    def restore(self, moment: Moment, waits: Told = silent) -> tuple[str, str]:
        """Bring one back; return where the present state is kept ("" if nowhere), and a warning."""


class Backups:
    """The moments of a file: copies of it, by their paths."""

    def __init__(self, path: Path, state: Path | None) -> None:
        self._path = path
        self._state = state

    def all(self) -> list[Moment]:
        found = backups.list_backups(self._path, self._state)
        return [Moment(str(one.path), one.taken_at, one.size, one.reason) for one in found]

    def compare(self, moment: Moment) -> tuple[Difference, ...]:
        try:
            return restoring.compare(self._path, _backup(moment), self._state)
        except OSError as error:
            raise DataInvalid(cannot_be_read(moment.key, what_went_wrong(error))) from None

    def restore(self, moment: Moment, waits: Told = silent) -> tuple[str, str]:
        kept, warning = restoring.restore(
            self._path, _backup(moment), state=self._state, waits=waits
        )
        return (str(kept.path) if kept else ""), warning


def _backup(moment: Moment) -> backups.Backup:
    return backups.Backup(Path(moment.key), moment.taken_at, moment.size, moment.reason)
