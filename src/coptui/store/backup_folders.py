"""Where the backups of a file are, including those of a file that was renamed or moved."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path

from coptui.files import opened, read_file, real_path
from coptui.store import atomic
from coptui.store.data_file import shared
from coptui.store.rights import Rights, give_folder, make_private, of_mode, rights_of
from coptui.store.saving import Saving

_HEAD = 4096
"""In this many bytes of a file its sign is looked for first."""
BESIDE = "beside"
"""The file in the state folder that says where the backups of a shared file are."""
OF = "of"
"""The file in a folder of backups away from their file that says which file it is."""


def folder_of(path: Path, state: Path | None = None) -> Path:
    """Return the folder for the backups of a resolved path: beside a shared file, otherwise in the
    state folder."""
    if state is None or shared(path):
        return _beside(path)
    return _away(path, state)


def _away(path: Path, state: Path) -> Path:
    import hashlib  # Slow to load, and the first screen needs no mark.

    mark = hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
    return state / "backups" / f"{path.stem[:40]}-{mark}"


def folders_of(path: Path, state: Path | None = None) -> list[Path]:
    """Return the folders that may hold backups of a resolved path, the one for the next backup
    first."""
    return list(dict.fromkeys([folder_of(path, state), _beside(path)]))


def others_of(path: Path, state: Path | None) -> list[Path]:
    """Return every other folder of backups: in the state folder, beside the file, and where it once
    was. Another copy of the same community, as long as it is there, has its own."""
    kept_away = folders_in(state / "backups") if state is not None else []
    places = [*kept_away, *filter(None, (_kept(away / BESIDE) for away in kept_away))]
    places += [one for one in folders_in(path.parent) if one.name.endswith(".backups")]
    known = set(folders_of(path, state))
    uid = uid_of(path)
    return [one for one in places if one not in known and not (uid and _is_a_copys(one, path, uid))]


def _is_a_copys(folder: Path, path: Path, uid: str) -> bool:
    """Return whether a folder has the backups of another file of the same community."""
    of = folder.with_name(folder.name.removesuffix(".backups"))
    file = of if of != folder else _kept(folder / OF)
    return file is not None and real_path(file) != path and uid_of(file) == uid


def noted_for(path: Path, state: Path | None) -> list[Path]:
    """Return the folders that may hold backups of a resolved path by what they say themselves.

    The first screen asks, and the sign in a folder's name is slow to work out.
    """
    kept_away = folders_in(state / "backups") if state is not None else []
    return [_beside(path), *(folder for folder in kept_away if _kept(folder / OF) == path)]


def folders_in(place: Path) -> list[Path]:
    with suppress(OSError), os.scandir(place) as entries:
        return [Path(one.path) for one in entries if one.is_dir(follow_symlinks=False)]
    return []


def note_where(path: Path, state: Path | None) -> None:
    """Record in the state folder which file has its backups there, or that a shared one has them
    beside it.

    Once that has been moved to another folder, nothing else leads to them. Raise OSError.
    """
    if state is None:
        return
    name, kept = (BESIDE, _beside(path)) if shared(path) else (OF, path)
    place = _away(path, state) / name
    if place.exists():
        return
    make_private(place.parent)
    saving = Saving(place)
    os.close(atomic.replace(place, os.fsencode(kept), saving, 0o600).descriptor)


def uid_of(path: Path) -> str:
    """Return the sign by which a community's file is known wherever it is; "" if it has none."""
    try:
        with opened(path) as file:
            head = file.read(_HEAD)
            first, end, _ = head.partition(b"\n}")
            whole = first + b"}}" if end and head.startswith(b'{"meta":{') else head + file.read()
        for meta in json.loads(whole)["meta"].values():
            return str(meta.get("uid", ""))
    except (OSError, ValueError, KeyError, AttributeError, TypeError, RecursionError):
        pass
    return ""


def make_folder(folder: Path, path: Path) -> Rights:
    """Make a folder for the backups of a file, and return the rights of what is put there.

    It is private; beside the file it is for those who may read and write that. Raise OSError.
    """
    shares = folder.parent == path.parent
    rights = rights_of(path) if shares else of_mode(os.geteuid(), os.getegid(), 0o600)
    made_now = not os.path.lexists(folder)
    make_private(folder)
    if made_now and shares:
        give_folder(folder, rights)
    return rights


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.backups")


def _kept(note: Path) -> Path | None:
    """Return the path that `note_where` kept."""
    try:
        return Path(os.fsdecode(read_file(note)))
    except OSError:
        return None
