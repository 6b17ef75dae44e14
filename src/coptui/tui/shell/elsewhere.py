"""What others changed meanwhile, as one quiet line: who, which record, how many fields."""

from __future__ import annotations

from collections.abc import Sequence

from coptui.core.model.changes import Document
from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.labels import any_one_of, singular_of
from coptui.core.model.records import Changed, HistoryEntry
from coptui.core.model.text import show
from coptui.language import tr
from coptui.tui.records.words import name_of

NAMED = ("members", "topics", "events")
"""Tables whose records are called by their name; for others only the kind is given."""


def elsewhere(community: Community, entries: Sequence[HistoryEntry]) -> str:
    """Return `Ann changed Farah Aziz, 2 fields`; never a value, and only the code of what is
    confidential.

    `entries` come from elsewhere, oldest first; none means that another program wrote the file
    without an entry in its history.
    """
    if not entries:
        return tr("The file was changed by another program.")
    names = list(dict.fromkeys(show(entry.by) or tr("Someone") for entry in entries))
    if len(names) > 1:
        people = (
            tr("{names} and {last_name}", names=", ".join(names[:-1]), last_name=names[-1])
            if len(names) < 4
            else counted(len(names), "{count} person", "{count} people")
        )
        return tr(
            "{who} made {changes}.",
            who=people,
            changes=counted(len(entries), "{count} change", "{count} changes"),
        )
    changes = [changed for entry in entries for changed in entry.changes]
    places = {(changed.table, changed.id): changed for changed in reversed(changes)}
    if not places:
        return tr("{names} changed something.", names=names[0])
    # Of several records, one that people know by name, and of those the latest.
    table, number = max(places, key=lambda place: (place[0] in NAMED, -list(places).index(place)))
    here = [change for change in changes if (change.table, change.id) == (table, number)]
    said = _done(names[0], _what(community, table, number, here), here)
    others = len(places) - 1
    return tr("{said}, and {others} more.", said=said, others=others) if others else f"{said}."


def _done(name: str, what: str, changes: Sequence[Changed]) -> str:
    """Return who did what to a record."""
    if changes[-1].after is None:
        return tr("{name} deleted {what}", name=name, what=what)
    if changes[0].before is None:
        return tr("{name} added {what}", name=name, what=what)
    keys = {
        key.rstrip("+").split("/")[0]
        for changed in changes
        for key in (*(changed.before or {}), *(changed.after or {}))
    }
    return counted(
        len(keys),
        "{name} changed {what}, {count} field",
        "{name} changed {what}, {count} fields",
        name=name,
        what=what,
    )


def _what(community: Community, table: str, number: int, changes: Sequence[Changed]) -> str:
    if table == "community":
        return tr("the community")
    if table in NAMED:
        record = community.table(table).get(number)
        if record is not None:
            return name_of(record)
        return gone_name(table, changes[-1].before or {})
    return any_one_of(table)


def gone_name(table: str, document: Document) -> str:
    """Return what a deleted record was called; its code if it was confidential."""
    if document.get("confidential"):
        code = show(str(document.get("code") or ""))
        return code or tr("a confidential {singular}", singular=singular_of(table))
    name = document.get("name") or document.get("title")
    return show(name) if isinstance(name, str) and name else any_one_of(table)
