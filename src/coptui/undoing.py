"""Undoing: reverse what this person saved, from the end or from the middle of the history."""

from __future__ import annotations

from collections.abc import Callable
from threading import RLock
from typing import TYPE_CHECKING, Protocol

from coptui.core.model.changes import Choice, Settled
from coptui.core.model.community import Community
from coptui.core.model.confidential import label_in_history
from coptui.core.model.counting import counted
from coptui.core.model.edits import Edit
from coptui.core.model.history import (
    depends,
    is_undo,
    last_redoable,
    last_undoable,
    taken_back,
    taking_back,
)
from coptui.core.model.records import HistoryEntry
from coptui.core.model.sentences import no_change
from coptui.errors import UsageError
from coptui.language import tr
from coptui.notebook import MyNotebook
from coptui.store.protocol import Saved

if TYPE_CHECKING:
    from coptui.core.model.lost_saves import LostSaves


class UndoingSession(Protocol):
    """The session whose edits are undone."""

    @property
    def whole(self) -> Community: ...

    @property
    def names(self) -> frozenset[str]: ...

    @property
    def notebook(self) -> MyNotebook: ...

    def refresh(self) -> bool: ...


class Undoing:
    """Undoes what a session saved; every method returns the label of what was undone.

    `save` saves an edit that undoes the entry with a number, by a choice.
    """

    def __init__(
        self,
        session: UndoingSession,
        guard: RLock,
        save: Callable[[Edit, Choice | Settled, int], Saved],
    ) -> None:
        self._session = session
        self._guard = guard
        self._save = save
        self._settled: set[int] = set()
        self._lost: LostSaves | None = None

    def undo(self, choice: Choice | Settled = "ask") -> str:
        """Undo my latest edit. Raise UsageError if there is none."""
        with self._guard:
            self._session.refresh()
            entry = last_undoable(self._unsettled(), self._session.names)
            if entry is None:
                raise UsageError(tr("Nothing to undo."))
            return self._take_back(entry, "undo", choice)

    def redo(self, choice: Choice | Settled = "ask") -> str:
        """Redo what I undid last, or first what a server lost. Raise UsageError if there is nothing."""
        with self._guard:
            self._session.refresh()
            if self._lost is not None and self._lost.mine:
                return self._save_again(self._lost, choice)
            entry = last_redoable(self._unsettled(), self._session.names)
            if entry is None:
                raise UsageError(tr("Nothing to redo."))
            return self._take_back(entry, "redo", choice)

    def miss(
        self, lost: str, before: Community, now: Community, warn: Callable[[str], None]
    ) -> None:
        """Say what a server that went back lost, and keep what I had saved of it, to be redone."""
        from coptui.core.model.lost_saves import LostSaves, lost_entries

        self._lost = self._lost or LostSaves()
        self._lost.add(lost_entries(before, now), self._session.names)
        warn(lost)
        if self._lost.mine:
            warn(
                counted(
                    len(self._lost.mine),
                    "{count} of your own saves was lost: press U to save it again.",
                    "{count} of your own saves were lost: press U to save the oldest again.",
                )
            )

    def _save_again(self, lost: LostSaves, choice: Choice | Settled) -> str:
        edit = lost.next()
        saved = self._save(edit, choice, 0)
        lost.saved(saved.changes)
        label = label_in_history(self._session.whole, edit.label)
        if lost.mine:
            left = len(lost.mine)
            return tr(
                "saved again: {label}; press U to save the next of {count}", label=label, count=left
            )
        return tr("saved again: {label}", label=label)

    def take_back(self, number: int) -> str:
        """Undo one entry of the history, mine or not, from the middle.

        Raise UsageError if it was undone already, or something later depends on it.
        """
        with self._guard:
            self._session.refresh()
            history = self._session.whole.history
            entry = history.get(number)
            if entry is None:
                raise UsageError(no_change(number))
            if number in taken_back(history.values()):
                raise UsageError(tr("Already undone."))
            later = depends(history.values(), entry)
            if later is not None:
                label = label_in_history(self._session.whole, later.label)
                raise UsageError(
                    tr("A later change affects the same thing: {label}.", label=label),
                    tr("Undo the later change first."),
                )
            word = "redo" if is_undo(history, entry) else "undo"
            return self._take_back(entry, word, "ask")

    def has_saved(self, token: str) -> bool:
        """Return whether a save with this token is in the history, or in that of my notebook."""
        with self._guard:
            kept = [*self._session.whole.history.values(), *self._session.notebook.history()]
            return any(entry.token == token for entry in kept)

    def _unsettled(self) -> list[HistoryEntry]:
        history = self._session.whole.history
        return [entry for entry in history.values() if entry.id not in self._settled]

    def _take_back(self, entry: HistoryEntry, word: str, choice: Choice | Settled) -> str:
        edit = taking_back(entry, word=word)
        saved = self._save(edit, choice, entry.id)
        if saved.entry is None:
            # Others had done so already, and the history has no trace of it: the next one is
            # the entry before.
            self._settled.add(entry.id)
        return label_in_history(self._session.whole, edit.label)
