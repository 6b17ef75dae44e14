"""Copies of a file's earlier versions: when to take one, which to keep, and how to restore one."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import zip_longest
from pathlib import Path
from typing import Any

import msgspec

from coptui.files import blocks_of, open_file, real_path
from coptui.store import atomic
from coptui.store.backup_folders import (
    OF,
    folders_of,
    make_folder,
    note_where,
    others_of,
    uid_of,
)
from coptui.store.saving import Saving

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


def list_backups(path: Path, state: Path | None = None) -> list[Backup]:
    """Return every backup of a file, newest first: beside it, in the state folder, and those taken
    when it had another name or place.

    Backups with a clock that was far ahead come last.
    """
    path = real_path(path)
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


def newest_in(folders: Iterable[Path]) -> Backup | None:
    """Return the newest backup in some folders."""
    return max((backup for folder in folders for backup in _in(folder)), key=_taken, default=None)


def of_community(path: Path, state: Path | None = None) -> list[Backup]:
    """Return the backups of the community in a file; a folder may hold those of an earlier one too."""
    uid = uid_of(real_path(path))
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
