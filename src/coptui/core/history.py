"""What undo and redo take back, derived from the history table alone: it survives a restart."""

from __future__ import annotations

from collections.abc import Iterable

from coptui.core.changes import Change, inverse
from coptui.core.edits import Edit
from coptui.core.records import HistoryEntry


def undoable(history: Iterable[HistoryEntry], by: str) -> HistoryEntry | None:
    """My latest edit that stands; None when there is nothing to take back."""
    return _stacks(history, by)[0]


def redoable(history: Iterable[HistoryEntry], by: str) -> HistoryEntry | None:
    """My latest undo with no edit of mine after it; None when there is nothing to do again."""
    return _stacks(history, by)[1]


def taking_back(entry: HistoryEntry, *, word: str) -> Edit:
    """The edit that takes an entry back, last change first; `word` is "undo" or "redo"."""
    changes = tuple(
        inverse(Change(changed.table, changed.id, changed.before, changed.after))
        for changed in reversed(entry.changes)
    )
    return Edit(f"{word}: {entry.label.removeprefix('undo: ').removeprefix('redo: ')}", changes)


def _stacks(
    history: Iterable[HistoryEntry], by: str
) -> tuple[HistoryEntry | None, HistoryEntry | None]:
    """Replay my entries: what stands can be undone, what was taken back can be done again.

    The word in front of the label tells an undo from a redo, as the entry that it takes back may
    have left the capped history.
    """
    standing: list[HistoryEntry] = []
    taken_back: list[HistoryEntry] = []
    for entry in sorted(history, key=lambda entry: entry.id):
        if entry.by != by:
            continue
        if entry.undoes is None:
            taken_back.clear()
        came, went = standing, taken_back
        if entry.undoes is not None and not entry.label.startswith("redo: "):
            came, went = taken_back, standing
        went[:] = [other for other in went if other.id != entry.undoes]
        came.append(entry)
    return (standing[-1] if standing else None), (taken_back[-1] if taken_back else None)
