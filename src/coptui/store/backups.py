"""Copies of a file's earlier versions: when to take one, which to keep, and how to restore one."""

from __future__ import annotations

import errno
import json
import os
import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import zip_longest
from pathlib import Path
from typing import Any

import msgspec

from coptui.core.model.labels import SOMEONE
from coptui.core.model.records import TABLES
from coptui.errors import DataInvalid, UsageError
from coptui.files import blocks_of, open_file, read_file
from coptui.language import tr
from coptui.store import atomic
from coptui.store.backup_folders import (
    OF,
    folder_of,
    folders_of,
    make_folder,
    note_where,
    others_of,
    uid_of,
)
from coptui.store.data_file import DataFile
from coptui.store.layout import Layout
from coptui.store.protocol import Told, silent
from coptui.store.saving import Saving
from coptui.store.version import read

LATEST = 5
HOURLY = timedelta(days=1)
DAILY = timedelta(days=14)
OLDEST = timedelta(days=30)
ONE_GO = timedelta(hours=1)
"""Backups in a row before imports that lie no further apart are of one import."""
ALL_BYTES = 500_000_000
"""What the backups of one file may take."""
Tables = dict[str, dict[str, Any]]
_NAME = re.compile(r"(\d{8}T\d{6})(\d{6})Z-([a-z]+)\.json")


class Backup(msgspec.Struct, frozen=True):
    """One copy; `taken_at` is UTC, `size` in bytes, `reason` what came after it.

    Reasons: save, import, erasure, migration, merge, repair, restore. All but save are kept for 30
    days.
    """

    path: Path
    taken_at: datetime
    size: int
    reason: str = "save"


class Difference(msgspec.Struct, frozen=True):
    """What restoring a backup would do to one table, in records."""

    table: str
    back: int
    lost: int
    changed: int


def list_backups(path: Path, state: Path | None = None) -> list[Backup]:
    """Return every backup of a file, newest first: beside it, in the state folder, and those taken
    when it had another name or place.

    Backups with a clock that was far ahead come last.
    """
    path = path.resolve()
    own = [backup for folder in folders_of(path, state) for backup in _in(folder)]
    newest = max(own, key=_taken).path if own else path
    uid = uid_of(path) or uid_of(newest)
    moved = (
        [backup for folder in others_of(path, state) for backup in _of(uid, _in(folder))]
        if uid
        else []
    )
    now = datetime.now(UTC)
    newest_first = sorted([*own, *moved], key=_taken, reverse=True)
    return sorted(newest_first, key=lambda backup: _is_astray(backup, now))


def of_community(path: Path, state: Path | None = None) -> list[Backup]:
    """Return the backups of the community in a file; a folder may hold those of an earlier one too."""
    uid = uid_of(path.resolve())
    found = list_backups(path, state)
    return [one for one in found if not uid or uid_of(one.path) in ("", uid)]


def _of(uid: str, backups: list[Backup]) -> list[Backup]:
    """Return those of a community; in a folder of its own, also those taken before it had a sign."""
    uids = {one.path: uid_of(one.path) for one in backups}
    wanted = {uid, ""} if uid in uids.values() else set()
    return [one for one in backups if uids[one.path] in wanted]


def take(
    path: Path,
    folder: Path,
    now: datetime,
    reason: str = "save",
    state: Path | None = None,
) -> Backup:
    """Copy the file as it is, and drop copies that are no longer kept. Raise OSError.

    Record in the state folder where a shared file has its backups.
    """
    note_where(path, state)
    rights = make_folder(folder, path)
    moment = now.astimezone(UTC)
    known = _in(folder)
    # Two of one microsecond, or a clock set back: still in the order in which they were taken.
    before = [earlier.taken_at for earlier in known if not _is_astray(earlier, moment)]
    moment = max([moment, *(taken + timedelta(microseconds=1) for taken in before)])
    backup_path = folder / f"{moment:%Y%m%dT%H%M%S%f}Z-{reason}.json"
    saving = Saving(backup_path)
    source = open_file(path)
    try:
        copied = atomic.replace(backup_path, blocks_of(source), saving, rights)
    finally:
        os.close(source)
    os.close(copied.descriptor)
    if saving.warning:
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(backup_path))
    backup = Backup(backup_path, moment, copied.found.st_size, reason)
    for gone in dropped([backup, *known], moment):
        with suppress(OSError):
            gone.path.unlink()
    sweep(folder)
    own = [other for other in folders_of(path, state) if other != folder]
    _drop_old([*own, *others_of(path, state)], moment)
    return backup


def sweep(folder: Path) -> None:
    """Remove half-written copies; under the lock none can belong to a running save."""
    left: list[Path] = []
    with suppress(OSError):
        left = list(folder.glob(f".*{atomic.SUFFIX}"))
    for leftover in left:
        with suppress(OSError):
            leftover.unlink()


def _drop_old(folders: list[Path], now: datetime) -> None:
    """Drop what is too old in other folders: no one else does for a file that was moved."""
    for folder in folders:
        kept = _in(folder)
        old = [one for one in kept if now - one.taken_at > OLDEST]
        for gone in old:
            with suppress(OSError):
                gone.path.unlink()
        if old and len(old) == len(kept):
            with suppress(OSError):
                (folder / OF).unlink(missing_ok=True)
                folder.rmdir()


def dropped(backups: list[Backup], now: datetime) -> list[Backup]:
    """Return which backups to drop.

    Keep the last 5, the last of each hour for a day and of each day for 14 days, and those taken
    before anything but a save; none older than 30 days. Several in a row before the same kind of
    thing count as one, the first. Together they are at most `ALL_BYTES`; the oldest go first. Keep
    5 with a clock that was far ahead.
    """
    newest_first = sorted(backups, key=_taken, reverse=True)
    astray = [backup for backup in newest_first if _is_astray(backup, now)]
    newest_first = newest_first[len(astray) :]
    wanted = set(newest_first[:LATEST])
    slots = set()
    for backup, earlier in zip_longest(newest_first, newest_first[1:]):
        age = now - backup.taken_at
        if backup.reason != "save" and not _goes_on(backup, earlier):
            wanted.add(backup)
        for reach, slot in ((HOURLY, "%Y%m%d%H"), (DAILY, "%Y%m%d")):
            name = backup.taken_at.strftime(slot)
            if age <= reach and name not in slots:
                slots.add(name)
                wanted.add(backup)
    kept = set(astray[:LATEST])
    room = ALL_BYTES
    for position, backup in enumerate(backup for backup in newest_first if backup in wanted):
        room -= backup.size
        if now - backup.taken_at <= OLDEST and (room >= 0 or position < LATEST):
            kept.add(backup)
    return [backup for backup in backups if backup not in kept]


def _goes_on(backup: Backup, earlier: Backup | None) -> bool:
    """Return whether a backup belongs to the same import (merge, repair) as the one before it."""
    return (
        earlier is not None
        and earlier.reason == backup.reason
        and backup.taken_at - earlier.taken_at <= ONE_GO
    )


def _is_astray(backup: Backup, now: datetime) -> bool:
    """Return whether its clock was far ahead of this one: its time says nothing."""
    return backup.taken_at - now > OLDEST


def compare(path: Path, backup: Backup, state: Path | None = None) -> tuple[Difference, ...]:
    """Return what restoring would restore, lose and change, by table; only tables that differ.

    Raise DataInvalid if the backup can't be read or doesn't tell who was forgotten since; a present
    file that can't be read counts as empty.
    """
    path = path.resolve()
    then = read(read_file(backup.path), str(backup.path)).layout
    now = _readable(path)
    return differences(then, now, now or _present(path, backup, state))


def differences(
    then: Layout, now: Layout | None, marked: Layout | None = None
) -> tuple[Difference, ...]:
    """Return what an earlier state would restore, lose and change, by table, without the people
    forgotten since. `marked` has their marks, if `now` doesn't.
    """
    marked = marked or now
    if marked and not {*marked.lines("erased").values()} <= {*then.lines("erased").values()}:
        then = carried_on(then, marked)
    differing = []
    for table in TABLES:
        old = then.lines(table)
        new = now.lines(table) if now else {}
        back = sum(not _stands_in(table, old[key]) for key in old.keys() - new.keys())
        lost = sum(not _stands_in(table, new[key]) for key in new.keys() - old.keys())
        changed = sum(old[key] != new[key] for key in old.keys() & new.keys())
        if back or lost or changed:
            differing.append(Difference(table, back, lost, changed))
    return tuple(differing)


def _stands_in(table: str, line: bytes) -> bool:
    """Return whether a line is no one's: a stand-in for someone forgotten, or the mark of them."""
    return table == "erased" or (
        table == "members" and b'"name":"%b","status":"left"' % SOMEONE.encode() in line
    )


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
            if newest := _present(storage.path, backup, state):
                data = carried_on(then.layout, newest).text()
            present = None
            if storage.path.exists():
                folder = folder_of(storage.path, state)
                present = take(storage.path, folder, now or datetime.now(UTC), "restore", state)
            storage.write_bytes(data, saving)
        return present, saving.warning
    finally:
        storage.close()


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
    from coptui.core.copies.copies_forgotten import marks, without_the_marked
    from coptui.core.model.references import free_id

    then: Tables = json.loads(layout.text())
    now: Tables = json.loads(present.text())
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
            erased[str(free_id({"erased": erased}, "erased"))] = mark
    if erased:
        kept["erased"] = erased
    return layout.with_changes(then, kept)


def _in(folder: Path) -> list[Backup]:
    backups = []
    with suppress(OSError):
        for entry in folder.iterdir():
            if name := _NAME.fullmatch(entry.name):
                # A file of such a name that is no date, or that went away meanwhile, is no backup.
                with suppress(ValueError, OSError):
                    moment = datetime.fromisoformat(f"{name[1]}.{name[2]}+00:00")
                    backups.append(Backup(entry, moment, entry.stat().st_size, name[3]))
    return backups


def _taken(backup: Backup) -> datetime:
    return backup.taken_at
