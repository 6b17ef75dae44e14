"""Restoring a backup: what it would restore, lose and change, and putting it in place."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from coptui.core.copies.copies_forgotten import without_the_marked
from coptui.core.copies.copies_marks import is_nobody, marks
from coptui.core.model.records import TABLES
from coptui.core.model.references import free_id
from coptui.errors import DataInvalid, UsageError
from coptui.files import read_file, real_path
from coptui.language import tr
from coptui.store.backup_folders import folder_of, folders_of
from coptui.store.backups import Backup, of_community, take
from coptui.store.data_file import DataFile
from coptui.store.documents import body_of, plain_of
from coptui.store.erasing import rewrite
from coptui.store.layout import Layout
from coptui.store.protocol import Told, silent
from coptui.store.saving import Saving
from coptui.store.version import read

Tables = dict[str, Any]


class Difference(msgspec.Struct, frozen=True):
    """What restoring a backup would do to one table, in records."""

    table: str
    back: int
    lost: int
    changed: int


def compare(path: Path, backup: Backup, state: Path | None = None) -> tuple[Difference, ...]:
    """Return what restoring would restore, lose and change, by table; only tables that differ.

    Raise DataInvalid if the backup can't be read or doesn't tell who was forgotten since; a present
    file that can't be read counts as empty.
    """
    path = real_path(path)
    then = read(read_file(backup.path), str(backup.path)).layout
    now = _readable(path)
    newest = now or _present(path, backup, state)
    _refuse_if_unsure(path, backup, then, newest, state)
    return differences(then, now, newest)


def differences(
    then: Layout, now: Layout | None, marked: Layout | None = None
) -> tuple[Difference, ...]:
    """Return what an earlier state would restore, lose and change, by table, without the people
    forgotten since. `marked` has their marks, if `now` doesn't.
    """
    marked = marked or now
    if marked and _forgot_more(marked, then):
        then = carried_on(then, marked)
    differing = []
    for table in TABLES:
        old = then.lines(table)
        new = now.lines(table) if now else {}
        back = _count(table, old, old.keys() - new.keys())
        lost = _count(table, new, new.keys() - old.keys())
        changed = sum(old[key] != new[key] for key in old.keys() & new.keys())
        if back or lost or changed:
            differing.append(Difference(table, back, lost, changed))
    return tuple(differing)


def _count(table: str, lines: Mapping[str, bytes], keys: Iterable[str]) -> int:
    """Return how many of the records are there for themselves: what stands for someone forgotten,
    and the mark of them, are no one."""
    if table == "erased":
        return 0
    return sum(not is_nobody(table, plain_of(body_of(key, lines[key]))) for key in keys)


def restore(
    path: Path,
    backup: Backup,
    *,
    state: Path | None = None,
    now: datetime | None = None,
    waits: Told = silent,
) -> tuple[Backup | None, str]:
    """Put a backup in the place of the file, after backing up the file (None: there was none).

    Read everything under the lock. Forgotten people stay forgotten, their marks stay, and the
    counters are the larger of both, so that no id is given twice. Return the backup of the present,
    and a warning. Raise DataInvalid if the backup is broken or doesn't tell who was forgotten,
    DataLocked, ReadOnly or SaveFailed if the file can't be replaced; it is then as it was.
    """
    storage = DataFile(path)
    try:
        with Saving(storage.path) as saving, storage.alone(saving, waits=waits):
            try:
                data = read_file(backup.path)
            except FileNotFoundError:
                raise UsageError(tr("There is no backup {path}.", path=backup.path)) from None
            then = read(data, str(backup.path))
            newest = _present(storage.path, backup, state)
            _refuse_if_unsure(storage.path, backup, then.layout, newest, state)
            if newest:
                data = carried_on(then.layout, newest).text()
            present = None
            if storage.path.exists():
                folder = folder_of(storage.path, state)
                present = take(storage.path, folder, now or datetime.now(UTC), "restore", state)
                if newest and _forgot_more(then.layout, newest):
                    # An older file was put in the place of a newer one by hand, and backed up.
                    erased = _tables(then.layout)
                    for undone in rewrite(
                        path,
                        lambda tables, _: without_the_marked(tables, erased),
                        state,
                        of_copies=False,
                    ):
                        saving.warn(undone.said())
            try:
                storage.write_bytes(data, saving)
            except BaseException:
                # Each attempt on a full disk would leave another one.
                if present and not saving.done:
                    with suppress(OSError):
                        present.path.unlink()
                raise
        return present, saving.warning
    finally:
        storage.close()


def _forgot_more(one: Layout, other: Layout) -> bool:
    """Return whether one state has marks of forgotten people that the other doesn't have."""
    return not _signs(one) <= _signs(other)


def _signs(layout: Layout) -> set[str]:
    lines = layout.lines("erased").items()
    return set(marks({"erased": {key: plain_of(body_of(key, line)) for key, line in lines}}))


def _refuse_if_unsure(
    path: Path, backup: Backup, then: Layout, newest: Layout | None, state: Path | None
) -> None:
    """Raise DataInvalid if a backup may have someone under another number who was erased here.

    Those of another copy of the community are not erased from as long as that copy is there; with
    it gone, they are listed here.
    """
    own = backup.path.parent in folders_of(path, state)
    if newest and not own and _forgot_more(newest, then):
        raise DataInvalid(
            tr(
                "{path} is a backup of another copy; coptui can't tell whether anyone who was "
                "erased here is in it.",
                path=backup.path,
            ),
            tr("Copy it to a file of its own, and merge that file: see coptui merge --help."),
        )


def _present(path: Path, but: Backup, state: Path | None) -> Layout | None:
    """Return what the file holds, or the newest readable backup if it can't be read."""
    others = (one.path for one in of_community(path, state) if one.path != but.path)
    return next((layout for place in (path, *others) if (layout := _readable(place))), None)


def _readable(path: Path) -> Layout | None:
    with suppress(OSError, DataInvalid):
        return read(read_file(path), str(path)).layout
    return None


def carried_on(layout: Layout, present: Layout) -> Layout:
    """Return an earlier state as the next one of a file: without people forgotten since, with their
    marks, and with the counters going on."""
    then, now = _tables(layout), _tables(present)
    kept = without_the_marked(then, now)
    key, meta = next(iter(kept.get("meta", {}).items()), ("1", {"schema": 1}))
    present_meta: dict[str, Any] = next(iter(now.get("meta", {}).values()), {})
    known_ids = meta.get("next_id")
    next_id: dict[str, Any] = dict(known_ids) if isinstance(known_ids, dict) else {}
    for table in (one for one in now if one != "meta"):
        if (free := free_id(now, table)) > free_id(kept, table):
            next_id[table] = free
    saves = [
        one for one in (meta.get("generation"), present_meta.get("generation")) if type(one) is int
    ]
    new = {**meta, "generation": max(saves, default=0), "next_id": next_id}
    if uid := present_meta.get("uid") or meta.get("uid"):
        new["uid"] = uid
    if new != {"generation": 0, "next_id": {}, **meta}:
        kept = {"meta": {}, **kept}
        kept["meta"] = {**kept["meta"], key: new}
    known = marks(kept)
    erased = dict(kept.get("erased", {}))
    for sign, mark in marks(now).items():
        if sign not in known:
            erased[str(free_id({"erased": erased}, "erased"))] = {
                # Whoever joined later has no record there, and nothing stands for them.
                name: said
                for name, said in mark.items()
                if name != "member" or str(said) in kept.get("members", {})
            }
    if erased:
        kept["erased"] = erased
    return layout.with_changes(then, kept)


def _tables(layout: Layout) -> Tables:
    tables: Tables = json.loads(layout.text())
    return tables
