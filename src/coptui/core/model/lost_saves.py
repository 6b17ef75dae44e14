"""What a server that went back to an earlier state no longer has, and how mine is done again."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from coptui.core.model.changes import Change
from coptui.core.model.community import Community
from coptui.core.model.edits import Edit
from coptui.core.model.records import HistoryEntry
from coptui.core.model.references import renumber
from coptui.errors import UsageError
from coptui.language import tr

Ids = dict[str, dict[int, int]]


def lost_entries(before: Community, now: Community) -> list[HistoryEntry]:
    """Return the seen entries of the history that are no longer there, oldest first.

    That is what follows the last entry that is in both; what is missing before it left the capped
    history. The number of an entry may have been given again.
    """
    there = {
        number
        for number, entry in before.history.items()
        if _is_there(entry, now.history.get(number))
    }
    last = max(there, default=0)
    return [entry for number, entry in sorted(before.history.items()) if number > last]


def _is_there(entry: HistoryEntry, other: HistoryEntry | None) -> bool:
    # What someone forgot is cleared out of the rest.
    return other is not None and (entry.at, entry.by) == (other.at, other.by)


class LostSaves:
    """My lost saves, oldest first, until each is done again.

    A new record in them gets another number, to which later saves then refer.
    """

    def __init__(self) -> None:
        self.mine: list[HistoryEntry] = []
        self._ids: Ids = {}
        self._of_others: set[tuple[str, int]] = set()

    def add(self, entries: Iterable[HistoryEntry], names: Collection[str]) -> None:
        """Add what was lost; `names` are mine."""
        for entry in entries:
            if entry.by in names:
                self.mine.append(entry)
            else:
                self._of_others |= {
                    (one.table, one.id) for one in entry.changes if one.before is None
                }

    def next(self) -> Edit:
        """Return the first as an edit. Raise UsageError, and leave it out, if it is about something
        that others added: its number may mean something else by now."""
        entry = self.mine[0]
        changes = [Change(one.table, one.id, one.before, one.after) for one in entry.changes]
        away: Ids = {}
        for table, number in self._of_others:
            away.setdefault(table, {})[number] = -1
        if renumber(changes, away) != changes:
            self.mine.pop(0)
            raise UsageError(
                tr(
                    "This change can't be saved again: it is about a record that someone "
                    "else added, and that record was lost too."
                ),
                tr("Your other changes can still be saved again."),
            )
        new: Ids = {table: dict(ids) for table, ids in self._ids.items()}
        for number, created in enumerate(self._created(entry), 1):
            new.setdefault(created.table, {})[created.id] = -number
        return Edit(entry.label, tuple(renumber(changes, new)))

    def saved(self, made: Iterable[Change]) -> None:
        """Take the first as done again, as these changes with their real numbers."""
        entry = self.mine.pop(0)
        real = [change for change in made if change.creates]
        for created, change in zip(self._created(entry), real, strict=False):
            self._ids.setdefault(created.table, {})[created.id] = change.id

    @staticmethod
    def _created(entry: HistoryEntry) -> list[Change]:
        # What an undo restored was there before, under its number.
        if entry.undoes is not None:
            return []
        changes = (Change(one.table, one.id, one.before, one.after) for one in entry.changes)
        return [change for change in changes if change.creates]
