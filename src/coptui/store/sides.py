"""A whole community as the bytes of a file, wherever it is: to copy it, and to merge two of them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from coptui.core.copies.copies_forgotten import ErasedMember, Tables, without_these
from coptui.core.forgetting.documents import StoredDocument
from coptui.core.forgetting.plan import documents_of
from coptui.core.forgetting.request import Erasure, InQuestion, Request, Undone
from coptui.core.model.sentences import (
    cannot_be_read,
    no_file,
    what_went_wrong,
)
from coptui.errors import CoptError, DataInvalid, DataLocked, UsageError
from coptui.files import read_file
from coptui.language import tr
from coptui.store import backup_folders, backups, opening
from coptui.store.data_file import DataFile
from coptui.store.erasing import is_earlier, rewrite
from coptui.store.layout import Layout, parse
from coptui.store.new_file import put_new
from coptui.store.own_files import OwnFile, OwnFolder
from coptui.store.protocol import Told
from coptui.store.saving import Saving
from coptui.store.version import read
from coptui.whereabouts import Whereabouts


class Side(Protocol):
    """A copy that a merge is written to: `data` is what it held when it was read."""

    data: bytes

    def write(self, layout: Layout, *, state: Path | None, alone: bool, waits: Told) -> str:
        """Put a merged community in its place; return a warning, or ""."""

    def erase(
        self, erased: Sequence[ErasedMember], was: Sequence[Tables], state: Path | None
    ) -> list[Undone]:
        """Erase members whom a merge erased, each with their mark, from what was there earlier.

        `was` still has them. Return what couldn't be done.
        """

    def close(self) -> None: ...


def side(whereabouts: Whereabouts) -> Side:
    """Return a copy to merge into. Raise UsageError, DataInvalid or OSError if it can't be read."""
    return ServerSide(whereabouts) if whereabouts.file is None else FileSide(whereabouts.file)


class FileSide:
    """A file, which is backed up before it is replaced."""

    def __init__(self, path: Path) -> None:
        self._storage = DataFile(path)
        self.data = self._storage.read_bytes()

    def write(self, layout: Layout, *, state: Path | None, alone: bool, waits: Told) -> str:
        """`alone` False is for another program's temporary file: no lock, no backup."""
        path, text = self._storage.path, layout.text()
        read(text, str(path))
        with (
            Saving(path) as saving,
            self._storage.alone(saving, waits=waits) if alone else nullcontext(),
        ):
            if self._storage.changed():
                raise DataLocked(
                    tr("{path} was changed while it was being merged.", path=path),
                    tr("Nothing was written. Run the merge again."),
                )
            if alone:
                folder = backup_folders.folder_of(path, state)
                backups.take(path, folder, datetime.now(UTC), "merge", state)
            self._storage.write_bytes(text, saving)
        return saving.warning

    def erase(
        self, erased: Sequence[ErasedMember], was: Sequence[Tables], state: Path | None
    ) -> list[Undone]:
        path, known = self._storage.path, documents_of(*was)

        def edit(tables: Tables, backup: Path) -> Tables:
            earlier = is_earlier(documents_of(tables), known, path, backup, state)
            return without_these(tables, erased, was, is_earlier=earlier)

        return rewrite(path, edit, state)

    def close(self) -> None:
        self._storage.close()


class ServerSide:
    """A community on a server, where what was there before is a moment of the past."""

    def __init__(self, whereabouts: Whereabouts) -> None:
        self._store = opening.server(whereabouts, read_only=False)
        self.data = self._store.text()

    def write(self, layout: Layout, *, state: Path | None, alone: bool, waits: Told) -> str:
        self._store.waits = waits
        return self._store.replace(layout, "merge")

    def erase(
        self, erased: Sequence[ErasedMember], was: Sequence[Tables], state: Path | None
    ) -> list[Undone]:
        undone: list[Undone] = []
        for number, mark in erased:
            request = Request(number, mark["on"], mark["mark"])
            try:
                undone += self._erase(request, documents_of(*was)).undone
            except CoptError as error:
                undone.append(Undone(self._store.whereabouts.shown, error.message))
        return undone

    def _erase(self, request: Request, others: Sequence[StoredDocument]) -> Erasure:
        """Erase someone; words that may mean something else stay, as they do in backups."""
        try:
            return self._store.erase(request, others, lambda _: ())
        except InQuestion as question:
            stay = dict.fromkeys(question.passages, False)
            return self._store.erase(replace(request, decided=stay), others, lambda _: ())

    def close(self) -> None:
        self._store.close()


def whole_text(whereabouts: Whereabouts) -> bytes:
    """Return a whole community. Raise UsageError if there is none, DataInvalid if it can't be read."""
    if whereabouts.file is None:
        with opening.server(whereabouts, read_only=True) as store:
            return store.text()
    try:
        data = read_file(whereabouts.file)
    except FileNotFoundError:
        raise UsageError(no_file(whereabouts.shown)) from None
    except OSError as error:
        raise DataInvalid(cannot_be_read(whereabouts.shown, what_went_wrong(error))) from None
    read(data, whereabouts.shown)
    return data


def without(data: bytes, table: str) -> bytes:
    """Return a community without the records of a table; the next one there gets a new number."""
    layout = parse(data, "it")
    gone: dict[str, bytes | None] = dict.fromkeys(layout.lines(table))
    return layout.with_lines({table: gone} if gone else {}).text()


def put(whereabouts: Whereabouts, data: bytes, own: Sequence[OwnFile] = ()) -> str:
    """Put a whole community and its own checklists where none is yet; return a warning, or "".

    Raise UsageError where one is, or where another checklist of the same name is beside a new file,
    ReadOnly or SaveFailed: nothing is there then.
    """
    if whereabouts.folder is None or whereabouts.file is None:
        opening.put(whereabouts, data, own)
        return ""
    beside = OwnFolder(whereabouts.folder)
    missing = []
    for file in own:
        there = beside.folder / file.path
        if not os.path.lexists(there):
            missing.append(file)
        elif read_file(there) != file.text.encode():
            raise UsageError(
                tr(
                    "{there} differs from this community's own file of the same name; nothing was copied.",
                    there=there,
                ),
                tr("Copy the community into a folder of its own."),
            )
    warnings = [put_new(whereabouts.file, data), *(beside.put(file) for file in missing)]
    return " ".join(filter(None, warnings))
