"""The community's file on disk: read without a lock, saved under one, merged by field."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from coptui.core.model.changes import Save
from coptui.core.model.community import Community
from coptui.core.model.fault import Fault
from coptui.core.model.sentences import (
    FIX_IN_AN_EDITOR,
    NAME_TWICE,
    cannot_be_read,
    no_file,
    what_went_wrong,
)
from coptui.errors import CoptError, DataInvalid, DataLocked
from coptui.files import read_file, real_path
from coptui.language import tr
from coptui.store.data_file import DataFile, stamp_of
from coptui.store.held import Held
from coptui.store.layout import Layout, duplicates, layout_of
from coptui.store.protocol import Loaded, Saved, Told, silent
from coptui.store.version import Version, advance, read
from coptui.whereabouts import of_file

if TYPE_CHECKING:
    from coptui.core.forgetting.documents import StoredDocument
    from coptui.core.forgetting.plan import Plan
    from coptui.core.forgetting.request import Erasure, Request, Undone
    from coptui.store.erasing import EraseBeside
    from coptui.store.saving import Saving

ATTEMPTS = 20
"""How often a save begins again when someone without the lock was faster."""


class _Overtaken(Exception):
    """The file became another one between reading it and replacing it."""


def _now() -> datetime:
    return datetime.now(UTC)


class Store:
    """One file. Reading takes no lock; a write reloads what others changed and merges by field.

    `path` is resolved (a symbolic link is kept, its target replaced). `read_only` is "" or why the
    file can't be written; `waits` is told who is being waited for if that takes long. `state` is
    the user's own state folder, for backups of a file that no group shares; `kind` is what the
    file holds: a community, or a notebook. One writer thread and one watching thread may use it at
    once.
    """

    def __init__(
        self,
        path: Path,
        *,
        read_only: bool = False,
        state: Path | None = None,
        backups: bool = True,
        clock: Callable[[], datetime] = _now,
        kind: type[Community] = Community,
    ) -> None:
        self.path = real_path(path)
        self.whereabouts = of_file(self.path)
        self.read_only = tr("The file was opened for reading only.") if read_only else ""
        if not read_only:
            from coptui.store.obstacle import obstacle

            self.read_only = obstacle(self.path)
        self.login = ""
        self.ahead = 0.0
        self.waits: Told = silent
        self._state = state
        self._backups = backups
        self._clock = clock
        self._kind = kind
        self._guard = threading.RLock()
        self._has_no_doubles = self._untold = False
        try:
            self._storage = DataFile(self.path)
        except FileNotFoundError as error:
            raise DataInvalid(str(error)) from None
        self._held = Held(self._storage, self._guard)
        self.leave_in_file = self._held.leave_in_file
        if not self.read_only and self._storage.has_leftovers():
            # Whoever saves just now sweeps too: no one is waited for.
            with suppress(CoptError, OSError), self._storage.alone(patience=0):
                self._storage.sweep()

    def load(self) -> Loaded:
        """Read the file, without a lock. Raise DataInvalid with the place and what to do."""
        with self._guard:
            version = self._read()
            self._untold = False
            known = msgspec.structs.replace(version, layout=Layout({}))
            return Loaded(version.community, lambda: known.faults, version.generation, version.uid)

    def write(self, save: Save) -> Saved:
        """Save changes in one write with their history; on failure the file is as it was.

        Raise Conflicted, DataLocked, ReadOnly, SaveFailed, DataInvalid.
        """
        from coptui.store.obstacle import must_be_writable

        must_be_writable(self.path, self.read_only)
        with self._guard, self._storage.saving(self.waits) as saving:
            saved = self._write(save, saving)
        return msgspec.structs.replace(saved, warning=saving.warning)

    def check(self) -> tuple[Fault, ...]:
        """Return what couldn't be read, names that appear twice (a write would drop one), and
        people who are there although they were erased."""
        from coptui.store.returned import there_again

        with self._guard:
            version = self._held.version or self._read()
            return (
                *version.faults,
                *(
                    Fault(table, key or None, field, NAME_TWICE)
                    for table, key, field in duplicates(self._storage.again())
                ),
                *there_again(self.path, self._state, version.community),
            )

    def tables(self) -> dict[str, Any]:
        """Return plain documents by table and key, of the version that was read last."""
        with self._guard:
            if self._held.version is None:
                self._read()
            import json

            return dict(json.loads(self._storage.again()))

    def erase(
        self, request: Request, others: Sequence[StoredDocument], beside: EraseBeside
    ) -> Erasure:
        """Forget someone in the file and every backup, without history, backup or undo.

        `others` are documents kept beside it, which may have passages in question too; `beside`
        forgets there. Continue an attempt that was cut off. Raise InQuestion with what no one
        decided, DataLocked, ReadOnly, SaveFailed, DataInvalid: nothing was changed then.
        """
        from dataclasses import replace

        from coptui.store.erasing import Erasing

        with self._for_good() as (saving, data):
            act = Erasing(self.path, data, self._state, request, others)
            done = act.run(self._storage, saving, self._last_look, beside)
        return replace(done, warning=saving.warning)

    def survey(self, request: Request, others: Sequence[StoredDocument]) -> Plan:
        """Return what forgetting someone would do as things are; write nothing and take no lock."""
        from coptui.store.erasing import Erasing

        with self._guard:
            try:
                data = read_file(self.path)
            except OSError as error:
                raise DataInvalid(cannot_be_read(self.path, what_went_wrong(error))) from None
            return Erasing(self.path, data, self._state, request, others).plan

    def rewrite(self, edit: Callable[[dict[str, Any]], Mapping[str, Any]]) -> list[Undone]:
        """Change the file and its backups by a function of their tables; return what couldn't be
        done."""
        from coptui.store.erasing import rewrite

        with self._for_good() as (saving, data):
            import json

            text = layout_of(edit(json.loads(data))).text()
            read(text, str(self.path), self._kind)
            if text != data:
                self._storage.write_bytes(text, saving, self._last_look)
            return rewrite(self.path, lambda tables, _: edit(tables), self._state)

    @contextmanager
    def _for_good(self) -> Iterator[tuple[Saving, bytes]]:
        """Return the lock and what the file holds, for a change without history, backup or undo."""
        from coptui.store.obstacle import must_be_writable

        must_be_writable(self.path, self.read_only)
        try:
            with self._guard, self._storage.saving(self.waits) as saving:
                self._storage.sweep()
                self._read()
                self._refuse_doubles()
                yield saving, self._storage.again()
                self._held.hold(None)
                self._untold = True
        except _Overtaken:
            raise self._overtaken() from None

    def changed_on_disk(self) -> bool:
        """Return whether the file is another one than was last read or written: one `stat`.

        False while this store itself is reading or writing.
        """
        if not self._guard.acquire(blocking=False):
            return False
        try:
            # What a write read and could not hand over, because it met a conflict, is news too.
            return self._untold or stamp_of(self.path.stat()) != self._storage.stamp
        except OSError:
            return True
        finally:
            self._guard.release()

    def watch(self) -> None:
        """As the protocol has it; what the first save needs is loaded now."""
        import coptui.store.backups  # noqa: F401

    def let_go(self) -> None:
        """As the protocol has it."""

    def close(self) -> None:
        with self._guard:
            self._storage.close()
            self._held.hold(None)

    def _write(self, save: Save, saving: Saving) -> Saved:
        for _ in range(ATTEMPTS):
            with suppress(_Overtaken):
                return self._attempt(save, saving)
        raise self._overtaken()

    def _attempt(self, save: Save, saving: Saving) -> Saved:
        self._storage.sweep()
        version = self._held.version
        if version is None or self._storage.changed():
            version = self._read()
            # Until a save or a load hands them over, even when this write meets a conflict.
            self._untold = True
        self._refuse_doubles()
        step = advance(version, save)
        foreign = self._untold
        if step is None:
            self._untold = False
            return Saved(version.community, (), None, foreign)
        pieces = step.version.layout.pieces()
        self._storage.write_bytes(pieces, saving, lambda: self._last_look(save.occasion, saving))
        self._held.hold(step.version)
        self._untold = False
        return Saved(step.version.community, step.changes, step.entry, foreign)

    def _read(self) -> Version:
        known = self._held.version
        self._held.hold(None)
        try:
            data = self._storage.read_bytes()
            version = read(data, str(self.path), self._kind, known)
        except FileNotFoundError:
            raise DataInvalid(
                no_file(self.path), self._way_on(tr("`coptui new` starts a community."))
            ) from None
        except OSError as error:
            raise DataInvalid(cannot_be_read(self.path, what_went_wrong(error))) from None
        except DataInvalid as error:
            error.hint = self._way_on(error.hint)
            raise
        self._has_no_doubles = False
        self._held.hold(version, data if known is None else None)
        return version

    def _refuse_doubles(self) -> None:
        """Refuse the first write of a version made elsewhere that has a name twice: one would be
        dropped."""
        version = self._held.version
        if self._has_no_doubles or version is None:
            return
        as_written = self._storage.holds(version.layout.pieces())
        twice = [] if as_written else duplicates(self._storage.again())
        if twice:
            places = "; ".join(" ".join(filter(None, place)) for place in twice[:5])
            message = tr(
                "{path} contains something twice, and saving would lose one of them: {places}.",
                path=self.path,
                places=places,
            )
            raise DataInvalid(message, FIX_IN_AN_EDITOR)
        self._has_no_doubles = True

    def _last_look(self, occasion: str = "", saving: Saving | None = None) -> None:
        """Back up, and make sure that what is about to be replaced is what was read.

        The lock is a promise among those who take it: a script may not, and whoever deletes the
        lock file lets two in.
        """
        if saving is not None:
            self._back_up(occasion, saving)
        if self._storage.changed():
            raise _Overtaken

    def _overtaken(self) -> DataLocked:
        return DataLocked(
            tr("A program that doesn't use the lock keeps changing {path}.", path=self.path),
            tr("Nothing was written. Stop that program and save again."),
        )

    def _back_up(self, occasion: str, saving: Saving) -> None:
        if not self._backups:
            return
        from coptui.store import backup_folders, backups
        from coptui.store.saving import reason_of

        try:
            folder = backup_folders.folder_of(self.path, self._state)
            backups.take(self.path, folder, self._clock(), occasion, self._state)
        except OSError as error:
            saving.warn(tr("The backup failed: {reason}", reason=reason_of(error)))

    def _way_on(self, hint: str) -> str:
        from coptui.store import backups

        saved_copies = backups.list_backups(self.path, self._state)
        if not saved_copies:
            return hint or tr("Nothing was changed. Fix the file in a text editor, or use a copy.")
        return tr(
            "Nothing was changed. The last backup is from "
            "{taken_at:%Y-%m-%d %H:%M} UTC: `coptui restore` shows what it would "
            "restore.",
            taken_at=saved_copies[0].taken_at,
        )
