"""Apply a change to what the file holds now: simultaneous edits merge field by field."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec
from msgspec.structs import replace

from coptui.core.model.changes import (
    Change,
    Choice,
    Conflict,
    Document,
    difference,
    has_parts,
    is_same,
    put,
    types_of,
)
from coptui.core.model.records import TABLES


class Applied(msgspec.Struct, frozen=True):
    """The document after a change (None: gone), the change as it was really made, and conflicts.

    `change` is None if nothing was left to do; its before and after are exact, so that its inverse
    restores every byte, unknown fields included.
    """

    document: Document | None
    change: Change | None
    conflicts: tuple[Conflict, ...]


def apply(change: Change, current: Document | None, choice: Choice = "ask") -> Applied:
    """Apply one change to what the file holds now (None: no such document). Never alter `current`.

    Resolve conflicts by `choice`; with "ask", return them and leave the conflicting fields alone.
    """
    if change.creates:
        return _create(change, current, choice)
    if current is None:
        if change.deletes or choice == "theirs":
            return Applied(None, None, ())
        return Applied(None, None, (Conflict(change.table, change.id, "", change.after, None),))
    if change.deletes:
        return _delete(change, current, choice)
    return _patch(change, current, choice)


def _create(change: Change, current: Document | None, choice: Choice) -> Applied:
    assert change.after is not None
    if current is None:
        return Applied(dict(change.after), change, ())
    if choice == "theirs" or current == change.after:
        return Applied(current, None, ())
    if choice == "mine":
        made = difference(change.table, change.id, current, change.after)
        return Applied(dict(change.after), made, ())
    clash = Conflict(change.table, change.id, "", change.after, current)
    return Applied(current, None, (clash,))


def _delete(change: Change, current: Document, choice: Choice) -> Applied:
    # `before` may be typed, without the fields that this version does not know: those alone are
    # no disagreement.
    base = change.before or {}
    names = {*base, *(name for name in types_of(change.table) if name in current)}
    differs = any(
        not _agree(
            change.table,
            name,
            (name in current, _in_any_order(current.get(name))),
            (name in base, _in_any_order(base.get(name))),
        )
        for name in names
    )
    if differs and choice == "ask":
        return Applied(current, None, (Conflict(change.table, change.id, "", None, current),))
    if differs and choice == "theirs":
        return Applied(current, None, ())
    return Applied(None, replace(change, before=dict(current)), ())


def _in_any_order(value: Any) -> Any:
    """Merge tags and ids, in order; what was removed and added again goes to the end."""
    plain = isinstance(value, list) and all(isinstance(item, str | int) for item in value)
    return sorted(value, key=str) if plain else value


def _patch(change: Change, current: Document, choice: Choice) -> Applied:
    wanted_before, wanted_after = change.before or {}, change.after or {}
    document = dict(current)
    before: Document = {}
    after: Document = {}
    conflicts = []
    for key in [*wanted_before, *(key for key in wanted_after if key not in wanted_before)]:
        name, _, entry = key.partition("/")
        moves = not entry and key.endswith("+")
        name = name[:-1] if moves else name
        if not has_parts(change.table, name):
            name, entry, moves = key, "", False
        present = document.get(name)
        if (moves or entry) and not isinstance(present, (list if moves else dict) | None):
            # What stands there is no list or map: it must not be lost in silence.
            if choice == "ask":
                conflicts.append(
                    Conflict(change.table, change.id, key, wanted_after.get(key), present)
                )
            if choice != "mine":
                continue
            before[name] = present
            document[name] = wanted_after.get(key, []) if moves else {}
            if not moves and key in wanted_after:
                document[name] = {entry: wanted_after[key]}
            after[name] = document[name]
            continue
        if moves:
            removed, added = _move_items(
                change.table,
                document,
                name,
                wanted_before.get(key, []),
                wanted_after.get(key, []),
            )
            left = document.get(name) or []
            if any(item in left for item in removed if not isinstance(item, dict)):
                # It stood there twice: only the whole list can be put back as it was.
                put(before, name, name in current, present)
                put(after, name, name in document, document.get(name))
            else:
                put(before, key, bool(removed), removed)
                put(after, key, bool(added), added)
            continue
        holder = document if not entry else _map(present)
        slot = entry or name
        was = (slot in holder, holder.get(slot))
        base = (key in wanted_before, wanted_before.get(key))
        mine = (key in wanted_after, wanted_after.get(key))
        if was[0] == mine[0] and is_same(was[1], mine[1]):
            continue
        if not _agree(change.table, key, was, base):
            if choice == "ask":
                conflicts.append(Conflict(change.table, change.id, key, mine[1], was[1]))
                continue
            if choice == "theirs":
                continue
        elif mine[0]:
            mine = (True, _carry(mine[1], base[1], was[1]))
        put(before, key, *was)
        put(after, key, *mine)
        holder = dict(holder) if entry else document
        if mine[0]:
            holder[slot] = mine[1]
        else:
            holder.pop(slot, None)
        if entry:
            document[name] = holder
    applied_change = Change(change.table, change.id, before, after) if before or after else None
    return Applied(document, applied_change, tuple(conflicts))


def _agree(table: str, key: str, was: tuple[bool, Any], base: tuple[bool, Any]) -> bool:
    """Return whether the file holds what the edit started from, however each is written."""
    name, _, entry = key.partition("/")
    unset = None if entry else _unset(table, name)
    left, right = _meaning(was, unset), _meaning(base, unset)
    if left == right:
        return True
    return bool(_typed(table, name, entry, left) == _typed(table, name, entry, right))


def _typed(table: str, name: str, entry: str, value: Any) -> Any:
    """Return a field's value as its record would write it: without unset or unknown parts."""
    kind = types_of(table).get(name)
    if kind is None or value is None:
        return value
    try:
        known = msgspec.convert({entry: value} if entry else value, kind, str_keys=True)
    except (msgspec.ValidationError, ValueError):
        return value
    plain = msgspec.to_builtins(known, str_keys=True)
    return next(iter(plain.values())) if entry else plain


def _carry(wanted: Any, base: Any, was: Any) -> Any:
    """Return `wanted` with the parts of `was` that the edit never saw, because they are unknown."""
    if isinstance(wanted, dict) and isinstance(base, dict) and isinstance(was, dict):
        out = {key: _carry(value, base.get(key), was.get(key)) for key, value in wanted.items()}
        out.update((key, was[key]) for key in was if key not in base and key not in out)
        return out
    lists = all(isinstance(value, list) for value in (wanted, base, was))
    if lists and len(wanted) == len(base) == len(was):
        return [_carry(*parts) for parts in zip(wanted, base, was, strict=True)]
    return wanted


def _unset(table: str, name: str) -> Any:
    """Return what a missing field means: its default, as it would be in the file."""
    return _defaults(table).get(name)


def _meaning(place: tuple[bool, Any], unset: Any) -> Any:
    value = place[1] if place[0] else unset
    return None if value in ("", [], {}) and type(value) is not int else value


@cache
def _defaults(table: str) -> Document:
    if table not in TABLES:
        return {}
    record = TABLES[table]()
    names = [info.name for info in msgspec.structs.fields(record)]
    values: Document = msgspec.to_builtins(
        {name: getattr(record, name) for name in names}, str_keys=True
    )
    return values


def _map(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _move_items(
    table: str, document: Document, name: str, removed: list[Any], added: list[Any]
) -> tuple[list[Any], list[Any]]:
    present = document.get(name)
    items = list(present) if isinstance(present, list) else []
    gone = []
    for item in removed:
        place = _last(table, name, items, item)
        if place is not None:
            gone.append(items.pop(place))
    came = []
    for item in added:
        if isinstance(item, dict) or item not in items:
            items.append(item)
            came.append(item)
    if items:
        document[name] = items
    elif gone:
        document.pop(name, None)
    return gone, came


def _last(table: str, name: str, items: list[Any], item: Any) -> int | None:
    for index in range(len(items) - 1, -1, -1):
        if items[index] == item:
            return index
    if not isinstance(item, dict):
        return None
    known = _typed(table, name, "", [item])
    for index in range(len(items) - 1, -1, -1):
        if _typed(table, name, "", [items[index]]) == known:
            return index
    return None
