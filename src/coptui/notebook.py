"""My notebook beside the open community: the only one that writes into it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from msgspec.structs import replace

from coptui.core.model.changes import Save
from coptui.core.model.edits import Edit, create, update
from coptui.core.model.history import last_undoable, taking_back
from coptui.core.model.records import Answer, HistoryEntry, Run
from coptui.core.model.sentences import no_walk
from coptui.core.writing.notebook import (
    Notebook,
    NotebookEntry,
    OwnWalk,
    Reminder,
    Whose,
    answered,
    entries,
    own_walk,
    reminder_of,
)
from coptui.errors import CoptError, UsageError
from coptui.language import tr
from coptui.store.notebook import NotebookFile
from coptui.whereabouts import COMMUNITY, Whereabouts

if TYPE_CHECKING:
    from coptui.clock import Clock
    from coptui.core.forgetting.documents import StoredDocument
    from coptui.core.forgetting.plan import Plan
    from coptui.core.forgetting.request import Undone
    from coptui.core.model.community import AllGroups
    from coptui.core.writing.meaning import Meant


class NotebookSession(Protocol):
    """The session of the open community, as far as the notebook beside it needs one."""

    by: str
    presenting: bool

    @property
    def whole(self) -> AllGroups: ...

    @property
    def whereabouts(self) -> Whereabouts: ...

    @property
    def clock(self) -> Clock: ...

    @property
    def today(self) -> date: ...

    @property
    def names(self) -> frozenset[str]: ...

    @property
    def token(self) -> str: ...

    def tell_saved(self, warning: str) -> None: ...


class MyNotebook:
    """What only I may see, about the open community.

    While a room sees the screen it is empty, and nothing is written into it. A walk it keeps has a
    negative id, so that no walk of the community's has the same.
    """

    def __init__(self, file: NotebookFile | None, session: NotebookSession) -> None:
        self._file = file
        self._session = session

    @property
    def whose(self) -> Whose:
        return Whose(self._session.whole.profile.name, self._session.whereabouts.key)

    def content(self) -> Notebook:
        """Return everything, about every community. Raise DataInvalid if it can't be read."""
        if self._file is None or self._session.presenting:
            return Notebook()
        return self._file.load()

    def documents(self) -> list[StoredDocument]:
        """Return what it holds about this community, as in its file and its history."""
        from coptui.core.forgetting.beside import own_documents

        if self._file is None or self.fault():
            return []
        return own_documents(self._file.tables(), self._is_of_here)

    def forget(self, plan: Plan) -> list[Undone]:
        """Remove someone from the notebook, its history and its backups; return what couldn't be
        done.

        Leave entries about other communities alone, whoever they name.
        """
        from coptui.core.forgetting.beside import in_notebook
        from coptui.core.forgetting.request import Undone

        if self._file is None:
            return []
        try:
            return self._file.rewrite(lambda tables: in_notebook(tables, plan, self._is_of_here))
        except CoptError as error:
            return [Undone(str(self._file.path), error.message)]
        except OSError as error:
            return [Undone(str(self._file.path), f"{error.strerror or error}")]

    def entries(self) -> list[NotebookEntry]:
        """Return notes, and reminders not done, about this community up to the day; latest day
        first."""
        today = self._session.today
        return [
            entry
            for entry in entries(self.content())
            if self._is_here(entry)
            and (isinstance(entry, Reminder) or entry.on is None or entry.on <= today)
        ]

    def due(self) -> list[Reminder]:
        """Return reminders whose day has come, the longest overdue first."""
        today = self._session.today
        found = [
            entry
            for entry in self.entries()
            if isinstance(entry, Reminder) and entry.on is not None and entry.on <= today
        ]
        return sorted(found, key=lambda entry: (entry.on or today, entry.id))

    def entry(self, table: str, number: int) -> NotebookEntry:
        """Return one note or reminder. Raise UsageError if it is gone."""
        found = self.content().table(table).get(number)
        if not isinstance(found, NotebookEntry):
            raise UsageError(tr("This is no longer in the notebook."))
        return found

    def fault(self) -> str:
        """Return why the notebook can't be read, or ""."""
        try:
            self.content()
        except CoptError as error:
            return error.message
        return ""

    def edit(self, edit: Edit, undoes: int | None = None) -> int:
        """Save an edit; return the id of the first document it changed. Raise as the store does."""
        if self._session.presenting:
            raise UsageError(tr("The notebook is hidden in presenter mode."))
        if self._file is None:
            raise UsageError(tr("There is no notebook in presenter mode, or with sample data."))
        if not edit:
            return 0
        saved = self._file.write(
            Save(
                edit.changes,
                by=self._session.by,
                at=self._session.clock.stamp(),
                label=edit.label,
                undoes=undoes,
                token=self._session.token,
            )
        )
        self._session.tell_saved(saved.warning)
        return saved.changes[0].id if saved.changes else 0

    def undo(self) -> str:
        """Take back the latest thing that was written here; what it was."""
        entry = last_undoable(self.content().history.values(), self._session.names)
        if entry is None:
            raise UsageError(tr("There is nothing to undo in the notebook."))
        edit = taking_back(entry, word="undo")
        self.edit(edit, undoes=entry.id)
        return edit.label

    def history(self) -> list[HistoryEntry]:
        """Return what was written here; nothing if it can't be read."""
        return [] if self.fault() else list(self.content().history.values())

    def close(self) -> None:
        if self._file is not None:
            self._file.close()

    # Walks

    def walks(self) -> dict[int, Run]:
        """Return the walks about this community that are kept here, by their negative ids."""
        return {
            -number: replace(walk, id=-number)
            for number, walk in self.content().walks.items()
            if self._is_here(walk)
        }

    def begin(self, run: Run) -> int:
        """Start a walk; return its negative id."""
        return -self.edit(create(own_walk(run, self.whose), label=tr("private checklist started")))

    def log(self, run_id: int, answer: Answer, meant: Meant | None = None) -> None:
        """Append an answer; what was written down becomes a reminder of mine."""
        edit = answered(self._walk(run_id), answer)
        if meant is not None:
            reminder = reminder_of(meant, self.whose, self._session.today)
            edit = Edit(edit.label, (*edit.changes, *reminder.changes))
        self.edit(edit)

    def finish(self, run_id: int, at: str) -> None:
        """End a walk."""
        walk = self._walk(run_id)
        self.edit(
            update(walk, replace(walk, finished_at=at), label=tr("private checklist finished"))
        )

    def _walk(self, run_id: int) -> OwnWalk:
        walk = self.content().walks.get(-run_id)
        if walk is None:
            raise UsageError(no_walk(run_id))
        return walk

    def _is_here(self, entry: NotebookEntry | OwnWalk) -> bool:
        """Return whether an entry is about the open community; a file without a sign of its own
        that was moved is recognised by its name."""
        return self._is_of_here({"file": entry.file, "community": entry.community})

    def _is_of_here(self, entry: Mapping[str, Any]) -> bool:
        key = str(entry.get("file", ""))
        if key in self._session.whereabouts.keys:
            return True
        is_lost = not key.startswith(COMMUNITY) and not Path(key).exists()
        return is_lost and entry.get("community") == self._session.whole.profile.name
