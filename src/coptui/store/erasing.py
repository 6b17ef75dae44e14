"""Forgetting someone on disk: planned under the lock, from what is erased; continued if it was cut
off.

First, write beside the backups who it is and a copy of the file as it was (0600). Then replace the
file, the backups, and what lies beside. When everything is done remove that copy, and nothing is
left.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from coptui.core.forgetting.documents import StoredDocument
from coptui.core.forgetting.in_copies import Copy
from coptui.core.forgetting.person import Forgotten
from coptui.core.forgetting.plan import Plan, plan
from coptui.core.forgetting.request import (
    Erasure,
    InQuestion,
    Passage,
    Request,
    Undone,
)
from coptui.core.model.references import free_id
from coptui.errors import DataInvalid
from coptui.files import read_file, real_path
from coptui.store import atomic, backup_folders, backups
from coptui.store.data_file import DataFile
from coptui.store.documents import body_of
from coptui.store.layout import Layout, layout_of, parse
from coptui.store.rights import rights_of
from coptui.store.saving import Saving
from coptui.store.version import read

EraseBeside = Callable[[Plan], Sequence[Undone]]
"""Forgets someone in what lies beside the file; what could not be done."""
_NAME = "forgetting-"
_Line = tuple[str, bytes]
"""A table, and a line of it in a file."""


class Begun(msgspec.Struct, frozen=True):
    """A forgetting that was begun: who, what was decided about passages, and the id that takes
    their place."""

    member: int
    person: Forgotten
    decided: tuple[tuple[Passage, bool], ...]
    someone: int


class _Kept(msgspec.Struct):
    act: Begun
    was: msgspec.Raw


def begun(path: Path, state: Path | None) -> Iterator[tuple[Path, Begun]]:
    """Return every forgetting in a file that was cut off, and where it is kept."""
    for kept_file in _kept_files(path, state):
        with suppress(OSError, msgspec.DecodeError, UnicodeDecodeError):
            yield kept_file, msgspec.json.decode(read_file(kept_file), type=_Kept).act


def begun_by_others(path: Path, state: Path | None) -> Iterator[Undone]:
    """Return where what another person began lies: only they can read it, and finish it."""
    for kept_file in _kept_files(path, state):
        try:
            read_file(kept_file)
        except FileNotFoundError:
            pass
        except OSError as error:
            yield Undone(str(kept_file), f"{error.strerror or error}")


def _kept_files(path: Path, state: Path | None) -> Iterator[Path]:
    places = {
        *backup_folders.folders_of(path, state),
        *(backup.path.parent for backup in backups.list_backups(path, state)),
    }
    for folder in sorted(places):
        with suppress(OSError):
            yield from sorted(folder.glob(f"{_NAME}*.json"))


class Erasing:
    """One forgetting in a file and its backups, as they are now."""

    def __init__(
        self,
        path: Path,
        data: bytes,
        state: Path | None,
        request: Request,
        others: Sequence[StoredDocument],
    ) -> None:
        self._path, self._state, self._data = path, state, data
        self._layout = parse(data, str(path))
        self._undone: list[Undone] = [*begun_by_others(path, state)]
        self._torn: list[Path] = []
        self._backups: list[tuple[Path, bytes, Layout]] = []
        for backup in backups.of_community(path, state):
            self._take(backup.path)
        self._kept: Path | None = None
        act: Begun | None = None
        for kept_file, earlier in begun(path, state):
            if request.member == earlier.member:
                self._kept, act = kept_file, earlier
        documents: dict[_Line, StoredDocument] = {}
        of_file, *of_backups = (
            _documents(layout, documents)
            for layout in (self._layout, *(layout for _, _, layout in self._backups))
        )
        living = {int(key) for key in self._layout.lines("members") if key.isdecimal()}
        someone = _free_id(documents.values())
        if act is not None:
            decided = {**dict(act.decided), **request.decided}
            request = Request(act.member, act.person.on, act.person.mark, decided, act.person)
            someone = act.someone
        self.request = request
        own = [documents[line] for line in of_file]
        in_backups = []
        for (place, _, _), lines in zip(self._backups, of_backups, strict=True):
            of_backup = [documents[line] for line in lines]
            in_backups.append(Copy(of_backup, is_earlier(of_backup, own, path, place, state)))
        self.plan = plan([*own, *others], living, request, someone, in_backups)
        self._someone = someone
        lines_of: dict[Plan, dict[_Line, StoredDocument]] = {self.plan: {}}
        for a_plan, lines in zip(
            [self.plan, *self.plan.copies], [of_file, *of_backups], strict=True
        ):
            lines_of.setdefault(a_plan, {}).update((line, documents[line]) for line in lines)
        self._affected: dict[Plan, set[_Line]] = {}
        for a_plan, of_plan in lines_of.items():
            changed = a_plan.look(of_plan.values())
            self._affected[a_plan] = {line for at, line in enumerate(of_plan) if at in changed}
        self.plan.look(others)

    def _take(self, path: Path) -> None:
        try:
            data = read_file(path)
            self._backups.append((path, data, parse(data, str(path))))
        except DataInvalid:
            self._torn.append(path)
        except OSError as error:
            self._undone.append(Undone(str(path), f"{error.strerror or error}"))

    def run(
        self, storage: DataFile, saving: Saving, before: Callable[[], object], beside: EraseBeside
    ) -> Erasure:
        """Do it, under the lock. Raise InQuestion, and OSError if nothing was done yet."""
        if self.plan.open:
            raise InQuestion(tuple(self.plan.open))
        text = self._cleaned(self._layout, self.plan).text()
        read(text, str(self._path))
        kept = self._keep()
        try:
            if text != self._data:
                storage.write_bytes(text, saving, before)
        except BaseException:
            # Nothing was changed; a copy of an earlier attempt stays.
            if self._kept is None:
                kept.unlink(missing_ok=True)
            raise
        changed = removed = 0
        for (path, data, layout), a_plan in zip(self._backups, self.plan.copies, strict=True):
            new = self._cleaned(layout, a_plan).text()
            if new != data:
                changed += self._tried(path, partial(_put, path, new))
        for path in self._torn:
            removed += self._tried(path, path.unlink)
        for folder in {path.parent for path, _, _ in self._backups} | {
            *(place.parent for place in self._torn),
            kept.parent,
        }:
            backups.sweep(folder)
        self._undone += beside(self.plan)
        if not self._undone:
            self._tried(kept, kept.unlink)
        return Erasure(self.plan.person, changed, removed, tuple(self._undone))

    def _tried(self, where: Path, work: Callable[[], object]) -> int:
        """Return 1 if a thing could be done; otherwise note it with its place, and go on with the
        rest."""
        try:
            work()
        except OSError as error:
            self._undone.append(Undone(str(where), f"{error.strerror or error}"))
            return 0
        return 1

    def _keep(self) -> Path:
        """Keep who it is, and the file as it was, until everything is done."""
        path = self._kept
        if path is None:
            folder = backup_folders.folder_of(self._path, self._state)
            backup_folders.make_folder(folder, self._path)
            path = folder / f"{_NAME}{self.request.mark}.json"
        act = Begun(
            self.request.member,
            self.plan.person,
            tuple(self.request.decided.items()),
            self._someone,
        )
        text = b'{"act":%b,\n"was":%b}\n' % (msgspec.json.encode(act), self._data.strip())
        os.close(atomic.replace(path, text, Saving(path), 0o600).descriptor)
        return path

    def _cleaned(self, layout: Layout, a_plan: Plan) -> Layout:
        """Return a file's text without the person, with their mark; write only changed lines again."""
        some: dict[str, Any] = {}
        for table, lines in layout.tables.items():
            if isinstance(lines, bytes):
                some[table] = json.loads(lines)
                continue
            some[table] = {
                key: json.loads(body_of(key, line))
                for key, line in lines.items()
                if table in ("meta", "erased") or (table, line) in self._affected[a_plan]
            }
        return layout.with_changes(some, a_plan.tables(some, mark=True))


def rewrite(
    path: Path,
    edit: Callable[[dict[str, Any], Path], Mapping[str, Any]],
    state: Path | None,
    *,
    of_copies: bool = True,
) -> list[Undone]:
    """Change every backup of a file by a function of its tables and of where it is; return what
    couldn't be done.

    `of_copies` False leaves out those of other copies, and of the file in another place.
    """
    undone = []
    own = backup_folders.folders_of(real_path(path), state)
    for backup in backups.list_backups(path, state):
        if not of_copies and backup.path.parent not in own:
            continue
        try:
            data = read_file(backup.path)
            parse(data, str(backup.path))
            text = layout_of(edit(json.loads(data), backup.path)).text()
            if text != data:
                _put(backup.path, text)
        except DataInvalid:
            # What cannot be read cannot be cleaned either.
            with suppress(OSError):
                backup.path.unlink()
        except OSError as error:
            undone.append(Undone(str(backup.path), f"{error.strerror or error}"))
    for folder in backup_folders.folders_of(path, state):
        backups.sweep(folder)
    return undone


def is_earlier(
    then: Sequence[StoredDocument],
    now: Sequence[StoredDocument],
    path: Path,
    backup: Path,
    state: Path | None,
) -> bool:
    """Return whether a backup is an earlier state of a file, rather than of another copy of it.

    The last thing done in it is in the history of the file, or happened before that history begins.
    """
    last, known = max(_moments(then), default=""), _moments(now)
    is_older = last < min(known, default="~")
    return last in known or (
        is_older and backup.parent in backup_folders.folders_of(real_path(path), state)
    )


def _moments(documents: Sequence[StoredDocument]) -> set[str]:
    return {
        str(entry.get("at"))
        for table, _, entry in documents
        if table == "history" and isinstance(entry, dict)
    }


def _put(place: Path, text: bytes) -> None:
    os.close(atomic.replace(place, text, Saving(place), rights_of(place)).descriptor)


def _documents(layout: Layout, documents: dict[_Line, StoredDocument]) -> list[_Line]:
    """Return the lines of a file; read each into `documents` once, however many files hold it."""
    lines_of_file: list[_Line] = []
    for table, lines in layout.tables.items():
        for key, line in {"": lines}.items() if isinstance(lines, bytes) else lines.items():
            lines_of_file.append((table, line))
            if (table, line) not in documents:
                body = line if isinstance(lines, bytes) else body_of(key, line)
                documents[table, line] = (table, key, json.loads(body))
    return lines_of_file


def _free_id(documents: Sequence[StoredDocument] | Any) -> int:
    """Return an id that no member ever had, in any of the files."""
    tables: dict[str, dict[str, Any]] = {"members": {}, "meta": {}}
    for place, (table, key, document) in enumerate(documents):
        if table == "members" and key:
            tables["members"][key] = {}
        elif table == "meta" and key:
            tables["meta"][str(place)] = document
    return free_id(tables, "members")
