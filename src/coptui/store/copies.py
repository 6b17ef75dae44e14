"""Two copies of a file on disk, merged into the first one."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from coptui.core.copies.copies import Clash, Reunited, Tables, leave_open, reunite
from coptui.core.copies.copies_forgotten import Who, nobody_says
from coptui.core.model.changes import Choice
from coptui.core.model.community import Community
from coptui.core.model.edits import SINGULAR, label_of
from coptui.core.model.records import TABLES
from coptui.core.model.sentences import FIX_IN_AN_EDITOR, cannot_be_read, no_file, what_went_wrong
from coptui.errors import DataInvalid, DataLocked, UsageError
from coptui.files import read_file
from coptui.store import backup_folders, backups
from coptui.store.layout import duplicates, layout_of
from coptui.store.lock import Told, silent
from coptui.store.saving import Saving
from coptui.store.storage import AtomicStorage
from coptui.store.version import read


@dataclass(frozen=True)
class Came:
    """What merging does to one table of MINE, in records."""

    table: str
    added: int
    changed: int
    gone: int


class Copies:
    """BASE, MINE and THEIRS as they were read; an empty BASE is one that neither had.

    Raise DataInvalid, with the place, if one can't be read or names something twice.
    """

    def __init__(self, base: Path, mine: Path, theirs: Path) -> None:
        self.waits: Told = silent
        try:
            self._storage = AtomicStorage(mine)
            self.mine, mine_now = _read(self._storage.read_bytes(), mine)
            self._theirs, theirs_now = _read(read_file(theirs), theirs)
            data = read_file(base)
            self._base = _read(data, base)[0] if data.strip() else {}
        except FileNotFoundError as error:
            raise UsageError(no_file(error.filename or mine)) from None
        except OSError as error:
            raise DataInvalid(
                cannot_be_read(error.filename or mine, what_went_wrong(error))
            ) from None
        self._named = (mine_now, theirs_now)

    def reunite(
        self, settle: Callable[[Clash], Choice] = leave_open, identify: Who = nobody_says
    ) -> Reunited:
        """Return the merged tables; write nothing."""
        return reunite(self._base, self.mine, self._theirs, settle, identify)

    def came(self, merged: Reunited) -> tuple[Came, ...]:
        """Return what merging does to MINE, by table; only tables that differ."""
        effects = []
        for table, now in merged.tables.items():
            was = self.mine.get(table, {})
            if table == "meta" or now == was:
                continue
            both = now.keys() & was.keys()
            changed = sum(now[key] != was[key] for key in both)
            effects.append(Came(table, len(now) - len(both), changed, len(was) - len(both)))
        return tuple(effects)

    def name(self, table: str, number: int) -> str:
        """Return what to call a record; a confidential one by its code."""
        for side in self._named:
            record = side.table(table).get(number) if table in TABLES else None
            if record is not None:
                return f"{SINGULAR.get(table, table)} {label_of(record)}"
        return f"{SINGULAR.get(table, table)} {number}"

    def write(self, merged: Reunited, *, state: Path | None, alone: bool = True) -> str:
        """Put the merged file in the place of MINE, after backing it up; return a warning, or "".

        `alone` False is for another program's temporary file: no lock, no backup. Raise DataLocked
        if MINE was changed since it was read, ReadOnly, SaveFailed, DataInvalid.
        """
        path = self._storage.path
        text = layout_of(merged.tables).text()
        read(text, str(path))
        with (
            Saving(path) as saving,
            self._storage.alone(saving, waits=self.waits) if alone else nullcontext(),
        ):
            if self._storage.changed():
                raise DataLocked(
                    f"{path} was changed while it was being merged.",
                    "Nothing was written. Run the merge again.",
                )
            if alone:
                folder = backup_folders.folder_of(path, state)
                backups.take(path, folder, datetime.now(UTC), "merge", state)
            self._storage.write_bytes(text, saving)
        return saving.warning

    def close(self) -> None:
        self._storage.close()


def _read(data: bytes, path: Path) -> tuple[Tables, Community]:
    community = read(data, str(path)).community
    if twice := duplicates(data):
        places = "; ".join(" ".join(filter(None, place)) for place in twice[:5])
        raise DataInvalid(
            f"{path} contains something twice, and merging would lose one of them: {places}.",
            FIX_IN_AN_EDITOR,
        )
    tables: Tables = json.loads(data)
    return tables, community
