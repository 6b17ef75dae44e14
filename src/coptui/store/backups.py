"""Copies of a file's earlier versions: when they are taken, which are kept, and bringing one back."""

from __future__ import annotations

import errno
import json
import os
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from coptui.core.records import TABLES
from coptui.errors import CoptError, DataInvalid, UsageError
from coptui.store import atomic
from coptui.store.layout import layout_of, parse
from coptui.store.storage import AtomicStorage, shared
from coptui.store.version import Version, read

LATEST = 5
HOURLY = timedelta(days=1)
DAILY = timedelta(days=14)
OLDEST = timedelta(days=30)
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
    group = shared(path)
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o2770 if group else 0o700)
    moment = now.astimezone(UTC)
    known = _in(folder)
    # Two of one microsecond, or a clock set back: still in the order in which they were taken.
    if known:
        moment = max(moment, _newest(known) + timedelta(microseconds=1))
    place = folder / f"{moment:%Y%m%dT%H%M%S%f}Z-{reason}.json"
    data = path.read_bytes()
    copy = atomic.replace(place, data, mode=0o660 if group else 0o600)
    os.close(copy.descriptor)
    if copy.doubt:
        raise OSError(errno.EIO, copy.doubt)
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
    days, and those taken before more than a save; none older than 30 days."""
    newest_first = sorted(backups, key=_taken, reverse=True)
    kept = set(newest_first[:LATEST])
    slots = set()
    for backup in newest_first:
        age = now - backup.taken_at
        if backup.reason != "save":
            kept.add(backup)
        for reach, slot in ((HOURLY, "%Y%m%d%H"), (DAILY, "%Y%m%d")):
            name = backup.taken_at.strftime(slot)
            if age <= reach and name not in slots:
                slots.add(name)
                kept.add(backup)
    return [one for one in backups if one not in kept or now - one.taken_at > OLDEST]


def compare(path: Path, backup: Backup) -> tuple[Difference, ...]:
    """What restoring would bring back, lose and change, by table; only tables that differ.

    Raises DataInvalid when the backup cannot be read; a present file that cannot be read counts
    as empty.
    """
    then = read(backup.path.read_bytes(), str(backup.path))
    now: Version | None = None
    with suppress(CoptError, OSError):
        now = read(path.resolve().read_bytes(), str(path))
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
    path: Path, backup: Backup, *, state: Path | None = None, now: datetime | None = None
) -> Backup | None:
    """Put a backup in the place of the file, which is backed up first (None: there was none).

    The marks of who was forgotten stay: backups name those people no more, and imports still ask.

    Raises DataInvalid when the backup is broken, DataLocked, ReadOnly or SaveFailed when the file
    cannot be replaced; it is then as it was.
    """
    storage = AtomicStorage(path)
    try:
        data = backup.path.read_bytes()
        then = read(data, str(backup.path))
        with storage.alone():
            present = None
            if storage.path.exists():
                if (marks := _marks(storage.path)).items() - then.layout.lines("erased").items():
                    data = then.layout.with_lines({"erased": marks}).text()
                folder = folder_of(storage.path, state)
                present = take(storage.path, folder, now or datetime.now(UTC), "restore")
            storage.write_bytes(data)
        return present
    except FileNotFoundError:
        raise UsageError(f"There is no backup {backup.path}.") from None
    except OSError as error:
        raise atomic.failure(error, storage.path) from None
    finally:
        storage.close()


def _marks(path: Path) -> Mapping[str, bytes]:
    """The marks in a file of who was forgotten; none where it cannot be read."""
    try:
        return parse(path.read_bytes(), str(path)).lines("erased")
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
        try:
            data = backup.path.read_bytes()
            try:
                parse(data, str(backup.path))
                text = layout_of(edit(json.loads(data))).text()
            except DataInvalid:
                backup.path.unlink()
                removed += 1
                continue
            if text != data:
                like = backup.path.stat()
                os.close(atomic.replace(backup.path, text, like=like).descriptor)
                rewritten += 1
        except OSError as error:
            raise atomic.failure(error, backup.path) from None
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


def _newest(backups: list[Backup]) -> datetime:
    return max(one.taken_at for one in backups)
