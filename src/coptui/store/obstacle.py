"""What prevents saving a file: checked when it is opened, before anyone types, and before each save."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from coptui.core.model.sentences import NOTHING_WRITTEN
from coptui.errors import ReadOnly
from coptui.language import tr
from coptui.store.atomic import temporary_name
from coptui.store.lock import is_shut, lock_path
from coptui.store.rights import name_of, not_kept


def must_be_writable(path: Path, read_only: str) -> None:
    """Raise ReadOnly where it is open for reading only, or can't be replaced any more."""
    # What can't even be looked at is said by the save itself.
    with suppress(OSError):
        read_only = read_only or obstacle(path)
    if read_only:
        raise ReadOnly(tr("{path} is not saved: {why}", path=path, why=read_only), NOTHING_WRITTEN)


def obstacle(path: Path) -> str:
    """Return why a file can't be replaced as it should be, or ""."""
    folder = path.parent
    with suppress(OSError):
        if len(os.fsencode(temporary_name(path))) > os.pathconf(folder, "PC_NAME_MAX"):
            return tr(
                "The file's name is too long to save it: there is no room for names beside it."
            )
    if path.exists() and not os.access(path, os.W_OK):
        return tr("You can read the file but not write to it.")
    lock = lock_path(path)
    if is_shut(lock):
        return tr(
            "The file's lock {name} belongs to {st_uid}, and you aren't allowed to open it.",
            name=lock.name,
            st_uid=name_of(lock.lstat().st_uid),
        )
    if folder.is_dir() and not os.access(folder, os.W_OK | os.X_OK):
        return tr("You can't write to the file's folder.")
    with suppress(OSError):
        about, owner, me = folder.stat(), path.stat().st_uid, os.geteuid()
        if about.st_mode & stat.S_ISVTX and me not in (0, owner, about.st_uid):
            return tr("In this folder, only a file's owner can replace it.")
        return not_kept(path)
    return ""
