"""Copies of a file's earlier versions: when they are taken, which are kept, and bringing one back."""

from __future__ import annotations

import errno
import json
import os
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import zip_longest
from pathlib import Path
from typing import Any

import msgspec

from coptui.core.records import TABLES
from coptui.errors import CoptError, DataInvalid, UsageError
from coptui.files import read_file
from coptui.store import atomic
from coptui.store.layout import layout_of, parse
from coptui.store.lock import Told, silent
from coptui.store.rights import give_folder, make_private, of_mode, rights_of
from coptui.store.saving import Saving
from coptui.store.storage import AtomicStorage, shared
from coptui.store.version import Version, read

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

    Reasons: save, import, erasure, migration, merge, repair, restore. All but save are kept for 30 days.
    """

    path: Path
    taken_at: datetime
    size: int
    reason: str = "save"


class Difference(msgspec.Struct, frozen=True):
    """What bringing a backup back would do to one table, in records."""

    table: str
    back: int
    lost: int
    changed: int


def folder_of(path: Path, state: Path | None = None) -> Path:
    """Where the backups of a resolved path are: beside a shared file, else in the state folder."""
    if state is None or shared(path):
        return path.with_name(f"{path.name}.backups")
    import hashlib  # Slow to load, and the first screen needs no mark.

    mark = hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
    return state / "backups" / f"{path.stem[:40]}-{mark}"


def list_backups(path: Path, state: Path | None = None) -> list[Backup]:
    """Every backup of a file, newest first, beside it and in the state folder."""
    path = path.resolve()
    places = {folder_of(path), folder_of(path, state)}
    return sorted((one for place in places for one in _in(place)), key=_taken, reverse=True)


def take(
    path: Path,
    folder: Path,
    now: datetime,
    reason: str = "save",
) -> Backup:
    """Copy the file as it is, and drop copies that are no longer kept. Raises OSError."""
    shares = folder.parent == path.parent
    rights = rights_of(path) if shares else of_mode(os.geteuid(), os.getegid(), 0o600)
    made_now = not os.path.lexists(folder)
    make_private(folder)
    if made_now and shares:
        give_folder(folder, rights)
    moment = now.astimezone(UTC)
    known = _in(folder)
    # Two of one microsecond, or a clock set back: still in the order in which they were taken.
    before = [one.taken_at for one in known if not _is_astray(one, moment)]
    moment = max([moment, *(taken + timedelta(microseconds=1) for taken in before)])
    place = folder / f"{moment:%Y%m%dT%H%M%S%f}Z-{reason}.json"
    data = read_file(path)
    saving = Saving(place)
    os.close(atomic.replace(place, data, saving, rights).descriptor)
    if saving.warning:
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(place))
    made = Backup(place, moment, len(data), reason)
    for gone in dropped([made, *known], moment):
        with suppress(OSError):
            gone.path.unlink()
    for leftover in folder.glob(f".*{atomic.SUFFIX}"):
        with suppress(OSError):
            leftover.unlink()
    return made


def dropped(backups: list[Backup], now: datetime) -> list[Backup]:
    """Which to drop: kept are the last 5, the last of each hour for a day, of each day for 14
    days, and those taken before more than a save; none older than 30 days.

    Several in a row before the same kind of thing count as one, the first. All together are at
    most `ALL_BYTES`, the oldest going first. Of a clock that was far ahead 5 are kept.
    """
    newest_first = sorted(backups, key=_taken, reverse=True)
    astray = [one for one in newest_first if _is_astray(one, now)]
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
    for place, backup in enumerate(one for one in newest_first if one in wanted):
        room -= backup.size
        if now - backup.taken_at <= OLDEST and (room >= 0 or place < LATEST):
            kept.add(backup)
    return [one for one in backups if one not in kept]


def _goes_on(backup: Backup, earlier: Backup | None) -> bool:
    """Whether a backup is of the same import (merge, repair) as the one before it."""
    return (
        earlier is not None
        and earlier.reason == backup.reason
        and backup.taken_at - earlier.taken_at <= ONE_GO
    )


def _is_astray(backup: Backup, now: datetime) -> bool:
    """Whether its clock was far ahead of this one: nothing is told from it."""
    return backup.taken_at - now > OLDEST


def compare(path: Path, backup: Backup) -> tuple[Difference, ...]:
    """What restoring would bring back, lose and change, by table; only tables that differ.

    Raises DataInvalid when the backup cannot be read; a present file that cannot be read counts
    as empty.
    """
    then = read(read_file(backup.path), str(backup.path))
    now: Version | None = None
    with suppress(CoptError, OSError):
        now = read(read_file(path.resolve()), str(path))
    found = []
    for table in TABLES:
        old = then.layout.lines(table)
        new = now.layout.lines(table) if now else {}
        back, lost = len(old.keys() - new.keys()), len(new.keys() - old.keys())
        changed = sum(old[key] != new[key] for key in old.keys() & new.keys())
        if back or lost or changed:
            found.append(Difference(table, back, lost, changed))
    return tuple(found)


def restore(
    path: Path,
    backup: Backup,
    *,
    state: Path | None = None,
    now: datetime | None = None,
    waits: Told = silent,
) -> tuple[Backup | None, str]:
    """Put a backup in the place of the file, which is backed up first (None: there was none).

    The marks of who was forgotten stay: backups name those people no more, and imports still ask.

    Returns the backup of the present, and a warning. Raises DataInvalid when the backup is broken,
    DataLocked, ReadOnly or SaveFailed when the file cannot be replaced; it is then as it was.
    """
    storage = AtomicStorage(path)
    try:
        with Saving(storage.path) as saving:
            try:
                data = read_file(backup.path)
            except FileNotFoundError:
                raise UsageError(f"There is no backup {backup.path}.") from None
            then = read(data, str(backup.path))
            with storage.alone(saving, waits=waits):
                present = None
                if storage.path.exists():
                    kept = then.layout.lines("erased").items()
                    if (marks := _marks(storage.path)).items() - kept:
                        data = then.layout.with_lines({"erased": marks}).text()
                    folder = folder_of(storage.path, state)
                    present = take(storage.path, folder, now or datetime.now(UTC), "restore")
                storage.write_bytes(data, saving)
        return present, saving.warning
    finally:
        storage.close()


def _marks(path: Path) -> Mapping[str, bytes]:
    """The marks in a file of who was forgotten; none where it cannot be read."""
    try:
        return parse(read_file(path), str(path)).lines("erased")
    except DataInvalid:
        return {}


def rewrite(
    path: Path, edit: Callable[[Tables], Tables], *, state: Path | None = None
) -> tuple[int, int]:
    """Change every backup of a file, as an erasure must: (rewritten, removed).

    `edit` is given a backup's tables and returns what is to be kept. A backup that cannot be read
    cannot be cleaned either, and is removed. Dates and names stay. Raises ReadOnly or SaveFailed.
    """
    rewritten = removed = 0
    for backup in list_backups(path, state):
        with Saving(backup.path):
            data = read_file(backup.path)
            try:
                parse(data, str(backup.path))
                text = layout_of(edit(json.loads(data))).text()
            except DataInvalid:
                backup.path.unlink()
                removed += 1
                continue
            if text != data:
                rights = rights_of(backup.path)
                os.close(atomic.replace(backup.path, text, Saving(backup.path), rights).descriptor)
                rewritten += 1
    return rewritten, removed


def _in(folder: Path) -> list[Backup]:
    found = []
    with suppress(OSError):
        for entry in folder.iterdir():
            if name := _NAME.fullmatch(entry.name):
                # A file of such a name that is no date, or that went away meanwhile, is no backup.
                with suppress(ValueError, OSError):
                    moment = datetime.fromisoformat(f"{name[1]}.{name[2]}+00:00")
                    found.append(Backup(entry, moment, entry.stat().st_size, name[3]))
    return found


def _taken(backup: Backup) -> datetime:
    return backup.taken_at
