"""Both sides of a conflict, and what each choice means."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from coptui.core.model.changes import Choice, Conflict
from coptui.core.model.community import Community
from coptui.core.model.labels import singular_of
from coptui.core.model.records import HistoryEntry
from coptui.core.model.text import show
from coptui.language import tr, tr_as
from coptui.tui.kit.rows import Row, Rows, Span, listed
from coptui.tui.records.values import field_name, value_text
from coptui.tui.records.words import labelled, name_of
from coptui.tui.shell.elsewhere import gone_name

NOTHING = tr("(nothing)")
HIDDEN = tr("(hidden in presenter mode)")


def conflict_rows(
    community: Community,
    conflicts: Sequence[Conflict],
    width: int,
    presenting: bool,
    names: Collection[str] = (),
) -> Rows:
    """Return what this edit and the file say for each field, and who wrote the latter.

    While others can see the screen, fields are named without their values. `names` are mine.
    """
    rows: list[Row] = []
    for conflict in conflicts:
        writer, name = _who(community, conflict, names), _name(community, conflict)
        kind = singular_of(conflict.table)
        if conflict.key:
            title = f"{kind} {name}: {field_name(conflict.table, conflict.key)}"
            values = (conflict.mine, conflict.theirs)
            mine, theirs = (_value(community, conflict, value) for value in values)
        elif conflict.theirs is None:
            title, theirs = f"{kind} {name}", ", ".join(filter(None, (tr("deleted"), writer)))
            writer = ""
            mine = _fields(community, conflict)
        else:
            title = f"{kind} {name}"
            mine, theirs = tr("delete it"), tr("changed since you saw it")
        if presenting:
            mine = theirs = HIDDEN
        rows += [Row(None, ()), Row(None, (Span(title, "heading"),))]
        rows += labelled(tr("mine"), mine, width)
        rows += labelled(
            tr("theirs"), ", ".join(filter(None, (theirs, "" if presenting else writer))), width
        )
    return listed(rows[1:])


def choices(conflicts: Sequence[Conflict]) -> tuple[str, str]:
    """Return what `m` and `t` do, in words."""
    if all(not conflict.key and conflict.theirs is None for conflict in conflicts):
        return tr("restore my version"), tr("leave it deleted")
    if all(not conflict.key and conflict.mine is None for conflict in conflicts):
        return tr("delete anyway"), tr("keep it")
    return tr_as("key", "keep mine"), tr_as("key", "keep theirs")


def settled(conflicts: Sequence[Conflict], choice: Choice, saved: HistoryEntry | None) -> str:
    """Return what was done after a choice: `saved` is what of mine was saved, if anything."""
    if choice == "mine":
        return tr("Saved.")
    if all(not conflict.key and conflict.theirs is None for conflict in conflicts):
        return tr("Left deleted; your version wasn't saved.")
    theirs = _names((conflict.table, conflict.key) for conflict in conflicts)
    if not theirs:
        return tr("Kept; nothing was deleted.")
    mine = _names(
        (changed.table, key)
        for changed in (saved.changes if saved else ())
        for key in changed.after or {}
    )
    if not mine:
        return tr("Kept theirs: {fields}. Your version wasn't saved.", fields=theirs)
    return tr("Kept theirs: {fields}. Saved yours: {mine}.", fields=theirs, mine=mine)


def _names(keys: Iterable[tuple[str, str]]) -> str:
    return ", ".join(dict.fromkeys(field_name(table, key) for table, key in keys if key))


def _who(community: Community, conflict: Conflict, names: Collection[str]) -> str:
    """Return `by Ann`: who last wrote what the file says there, or "" if no one is named."""
    for entry in sorted(community.history.values(), key=lambda entry: -entry.id):
        for changed in entry.changes:
            if (changed.table, changed.id) != (conflict.table, conflict.id):
                continue
            keys = {*(changed.before or {}), *(changed.after or {})}
            if not conflict.key or conflict.key in keys or changed.before is None:
                if entry.by in names:
                    return tr("by you, in another window")
                return tr("by {name}", name=show(entry.by)) if entry.by else ""
    return ""


def _name(community: Community, conflict: Conflict) -> str:
    record = community.table(conflict.table).get(conflict.id)
    if record is not None:
        return name_of(record)
    for entry in sorted(community.history.values(), key=lambda entry: -entry.id):
        for changed in entry.changes:
            if (changed.table, changed.id, changed.after) == (conflict.table, conflict.id, None):
                return gone_name(conflict.table, changed.before or {})
    return tr("that no longer exists")


def _value(community: Community, conflict: Conflict, value: Any) -> str:
    return value_text(community, conflict.table, {conflict.key: value}, conflict.key) or NOTHING


def _fields(community: Community, conflict: Conflict) -> str:
    mine = conflict.mine if isinstance(conflict.mine, dict) else {}
    return "\n".join(
        f"{field_name(conflict.table, key)}: {value_text(community, conflict.table, mine, key) or NOTHING}"
        for key in mine
    )
