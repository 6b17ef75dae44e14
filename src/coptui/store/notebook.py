"""The notebook's file in the user's own data folder: created by the first entry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from coptui.core.model.changes import Save
from coptui.core.model.sentences import NOTHING_WRITTEN
from coptui.errors import ReadOnly
from coptui.language import tr
from coptui.store import atomic
from coptui.store.protocol import Saved, Told, silent
from coptui.store.rights import make_private
from coptui.store.saving import Saving
from coptui.store.store import Store

if TYPE_CHECKING:
    from coptui.core.forgetting.request import Undone
    from coptui.core.writing.notebook import Notebook

# What a notebook holds is imported when one is read: most starts look into none.


class NotebookFile:
    """`notebook.json` (0600), saved as a community's file is: whole, locked, backed up.

    `state` is the user's own state folder, which has its backups. Reading creates nothing.
    """

    def __init__(self, path: Path, *, state: Path | None = None, read_only: bool = False) -> None:
        self.path = path
        self._state = state
        self._read_only = read_only
        self._store: Store | None = None
        self._seen: Notebook | None = None
        self.waits: Told = silent

    def load(self) -> Notebook:
        """Return what it holds now; nothing if there is no file. Raise DataInvalid."""
        from coptui.core.writing.notebook import Notebook

        if self._store is None:
            if not self.path.exists():
                return self._seen or Notebook()
            store = self._open()
            self._seen = cast("Notebook", store.load().community)
            self._store = store
        elif self._store.changed_on_disk():
            self._seen = cast("Notebook", self._store.load().community)
        return self._seen or Notebook()

    def write(self, save: Save) -> Saved:
        """Save changes. Raise what `Store.write` raises; the file is then as it was."""
        if self._read_only:
            raise ReadOnly(tr("Your notebook was opened for reading only."), NOTHING_WRITTEN)
        if self._store is None:
            self._store = self._open()
        self._store.waits = self.waits
        saved = self._store.write(save)
        self._seen = cast("Notebook", saved.community)
        return saved

    def tables(self) -> dict[str, Any]:
        """Return its plain documents by table and key; none if there is no notebook yet."""
        self.load()
        return {} if self._store is None else self._store.tables()

    def rewrite(self, edit: Callable[[dict[str, Any]], Mapping[str, Any]]) -> list[Undone]:
        """Rewrite as `Store.rewrite` does; do nothing if there is no notebook yet."""
        if self._store is None:
            if not self.path.exists():
                return []
            self._store = self._open()
        return self._store.rewrite(edit)

    def close(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None

    def _open(self) -> Store:
        from coptui.core.writing.notebook import Notebook

        if not self.path.exists() and not self._read_only:
            with Saving(self.path, NOTHING) as saving:
                make_private(self.path.parent)
                with suppress(FileExistsError):
                    atomic.create(self.path, EMPTY, saving, 0o600)
        return Store(self.path, read_only=self._read_only, state=self._state, kind=Notebook)


NOTHING = tr("Nothing was saved in your notebook.")
EMPTY = b'{"meta":{\n"1":{"schema":1,"generation":0,"next_id":{}}}}\n'
