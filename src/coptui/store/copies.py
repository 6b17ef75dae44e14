"""Two copies of a community, merged into the first one."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from coptui.core.copies.copies import Clash, Reunited, Tables, leave_open, reunite
from coptui.core.copies.copies_forgotten import Who, nobody_says, plans_for
from coptui.core.copies.copies_marks import is_nobody
from coptui.core.forgetting.plan import Plan
from coptui.core.model.changes import Choice
from coptui.core.model.community import Community
from coptui.core.model.labels import label_of, singular_of
from coptui.core.model.records import TABLES
from coptui.core.model.sentences import cannot_be_read, no_file, what_went_wrong
from coptui.errors import DataInvalid, UsageError
from coptui.files import read_file
from coptui.store import opening
from coptui.store.copies_twice import refuse_twice
from coptui.store.layout import layout_of
from coptui.store.protocol import Told, silent
from coptui.store.sides import side, whole_text
from coptui.store.version import read
from coptui.whereabouts import Whereabouts


@dataclass(frozen=True)
class Came:
    """What merging does to one table of MINE, in records."""

    table: str
    added: int
    changed: int
    gone: int


class Copies:
    """BASE, MINE and THEIRS as they were read; an empty BASE is one that neither had.

    Without a BASE it is what MINE, on a server, was when THEIRS was copied from it.

    Raise DataInvalid, with the place, if one can't be read or names something twice.
    """

    def __init__(self, base: Whereabouts | None, mine: Whereabouts, theirs: Whereabouts) -> None:
        self.waits: Told = silent
        try:
            self._side = side(mine)
            self.mine, mine_now = _read(self._side.data, mine.shown)
            their_data = whole_text(theirs)
            self._theirs, theirs_now = _read(their_data, theirs.shown)
            if base is None:
                data = opening.base_of(mine, their_data)
            else:
                data = read_file(base.file) if base.file is not None else whole_text(base)
            self._base = _read(data, base.shown if base else "")[0] if data.strip() else {}
        except FileNotFoundError as error:
            raise UsageError(no_file(error.filename or mine.shown)) from None
        except OSError as error:
            raise DataInvalid(
                cannot_be_read(error.filename or mine.shown, what_went_wrong(error))
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
            changed = sum(now[key] != was[key] for key in now.keys() & was.keys())
            # What stands for someone erased is no one who was added.
            added = [key for key in now.keys() - was.keys() if not is_nobody(table, now[key])]
            effects.append(Came(table, len(added), changed, len(was.keys() - now.keys())))
        return tuple(effects)

    def name(self, table: str, number: int) -> str:
        """Return what to call a record; a confidential one by its code."""
        for community in self._named:
            record = community.table(table).get(number) if table in TABLES else None
            if record is not None:
                return f"{singular_of(table)} {label_of(record)}"
        return f"{singular_of(table)} {number}"

    def write(self, merged: Reunited, *, state: Path | None, alone: bool = True) -> str:
        """Put the merged file in the place of MINE, after backing it up; return a warning, or "".

        `alone` False is for another program's temporary file: no lock, no backup. Raise DataLocked
        if MINE was changed since it was read, ReadOnly, SaveFailed, DataInvalid.
        """
        layout = layout_of(merged.tables)
        warning = self._side.write(layout, state=state, alone=alone, waits=self.waits)
        if not merged.erased or not alone:
            return warning
        # Also from the backup that was made just now.
        undone = self._side.erase(merged.erased, (self._base, self.mine), state)
        return " ".join(filter(None, (warning, *(one.said() for one in undone))))

    def plans(self, merged: Reunited) -> list[Plan]:
        """Return what forgetting those whom the merge erased from MINE does elsewhere."""
        return plans_for(merged.erased, (self._base, self.mine))

    def close(self) -> None:
        self._side.close()


def _read(data: bytes, where: str) -> tuple[Tables, Community]:
    community = read(data, where).community
    refuse_twice(data, where, "merging")
    tables: Tables = json.loads(data)
    return tables, community
