"""What undo and redo act on, derived from the history table alone: it survives a restart."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from coptui.core.model.changes import Change, inverse
from coptui.core.model.edits import Edit
from coptui.core.model.records import Changed, HistoryEntry


def last_undoable(history: Iterable[HistoryEntry], by: Collection[str]) -> HistoryEntry | None:
    """Return my latest edit that stands; None if there is none. `by` are my names."""
    return _stacks(history, by)[0]


def last_redoable(history: Iterable[HistoryEntry], by: Collection[str]) -> HistoryEntry | None:
    """Return my latest undo with no edit of mine after it; None if there is none."""
    return _stacks(history, by)[1]


def taking_back(entry: HistoryEntry, *, word: str) -> Edit:
    """Return the edit that undoes an entry, last change first; `word` is "undo" or "redo"."""
    changes = tuple(
        inverse(Change(changed.table, changed.id, changed.before, changed.after))
        for changed in reversed(entry.changes)
    )
    return Edit(f"{word}: {entry.label.removeprefix('undo: ').removeprefix('redo: ')}", changes)


def _stacks(
    history: Iterable[HistoryEntry], by: Collection[str]
) -> tuple[HistoryEntry | None, HistoryEntry | None]:
    """Replay my entries: what stands can be undone, what was undone can be redone."""
    by_id = {entry.id: entry for entry in history}
    standing: list[HistoryEntry] = []
    taken_back: list[HistoryEntry] = []
    for _, entry in sorted(by_id.items()):
        if entry.by not in by:
            continue
        if entry.undoes is None:
            taken_back.clear()
        came, went = standing, taken_back
        if is_undo(by_id, entry):
            came, went = taken_back, standing
        went[:] = [other for other in went if other.id != entry.undoes]
        came.append(entry)
    return (standing[-1] if standing else None), (taken_back[-1] if taken_back else None)


def taken_back(history: Iterable[HistoryEntry]) -> set[int]:
    """Return the entries that don't stand: one that stands reversed them, be it an undo or a redo."""
    gone: set[int] = set()
    for entry in sorted(history, key=lambda entry: entry.id, reverse=True):
        if entry.undoes is not None and entry.id not in gone:
            gone.add(entry.undoes)
    return gone


def is_undo(history: Mapping[int, HistoryEntry], entry: HistoryEntry) -> bool:
    """Return whether an entry takes something back; a redo takes back an undo.

    The word in front of the label tells if what it reverses has left the capped history.
    """
    is_undoing = False
    while entry.undoes is not None:
        is_undoing = not is_undoing
        undone = history.get(entry.undoes)
        if undone is None:
            return is_undoing is not entry.label.startswith("redo: ")
        entry = undone
    return is_undoing


def depends(history: Iterable[HistoryEntry], entry: HistoryEntry) -> HistoryEntry | None:
    """Return a later entry that stands and changed the same field or record; None if there is none."""
    entries = list(history)
    gone = taken_back(entries)
    places = {place for changed in entry.changes for place in _places(changed)}
    for later in sorted(entries, key=lambda other: other.id):
        if later.id <= entry.id or later.id in gone or later.undoes is not None:
            continue
        for changed in later.changes:
            if any(_touch(place, other) for place in places for other in _places(changed)):
                return later
    return None


def _places(changed: Changed) -> list[tuple[str, int, str]]:
    """Return what a change touches: fields, or "" for the whole record."""
    if changed.before is None or changed.after is None:
        return [(changed.table, changed.id, "")]
    keys = {*changed.before, *changed.after}
    return [(changed.table, changed.id, key) for key in keys]


def _touch(one: tuple[str, int, str], other: tuple[str, int, str]) -> bool:
    """Return whether two places are the same, or one contains the other. Items added to a list
    never collide."""
    if one[:2] != other[:2]:
        return False
    first, second = one[2], other[2]
    if not first or not second:
        return True
    if first.endswith("+") and second.endswith("+"):
        return False
    return (
        first == second
        or first.split("/")[0].rstrip("+") == second
        or second.split("/")[0].rstrip("+") == first
    )
