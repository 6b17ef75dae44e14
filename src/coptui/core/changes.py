"""Changes: what an edit does to documents, told so that edits made at once merge by themselves.

A `Change` names a document and, before and after, only what differs:

- `before is None`: the document is new, `after` is all of it;
- `after is None`: it is gone, `before` is all of it;
- else both are patches with the keys
  `field`      the whole field (absent on one side: the field is absent there),
  `field/key`  one entry of a map,
  `field+`     list items taken out (before) and appended (after).

Documents are plain JSON values here, not records: a field that this version does not know is
carried along untouched.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import msgspec

from coptui.core.records import REFERENCES, TABLES
from coptui.errors import CoptError

Document = dict[str, Any]
Documents = dict[str, dict[int, Document]]


@dataclass(frozen=True)
class Change:
    """What happens to one document; see the module's text for the keys."""

    table: str
    id: int
    before: Document | None
    after: Document | None

    @property
    def creates(self) -> bool:
        return self.before is None

    @property
    def deletes(self) -> bool:
        return self.after is None


@dataclass(frozen=True)
class Conflict:
    """One place that was changed here and elsewhere at once.

    `key` is a key of a patch, or "" when a whole document was deleted on one side. `theirs` is
    what the file holds, `mine` what this edit wants; None: not there.
    """

    table: str
    id: int
    key: str
    mine: Any
    theirs: Any


Choice = Literal["ask", "mine", "theirs"]


class Conflicted(CoptError):
    """An edit meets another one of the same field; nothing was written. `conflicts` has both."""

    def __init__(self, conflicts: Sequence[Conflict]) -> None:
        places = ", ".join(
            f"{conflict.table} {conflict.id} {conflict.key or '(the whole record)'}"
            for conflict in conflicts
        )
        super().__init__(
            f"Changed elsewhere at the same time: {places}.",
            "Look at both values and choose one; nothing was written.",
        )
        self.conflicts = tuple(conflicts)


def difference(table: str, number: int, old: Document, new: Document) -> Change | None:
    """The smallest patch that turns one document into the other; None when they are the same."""
    before: Document = {}
    after: Document = {}
    for name in [*old, *(name for name in new if name not in old)]:
        was, becomes = old.get(name), new.get(name)
        if name in old and name in new and was == becomes and type(was) is type(becomes):
            continue
        if isinstance(was, dict) and isinstance(becomes, dict):
            for key in [*was, *(key for key in becomes if key not in was)]:
                if key in was and key in becomes and was[key] == becomes[key]:
                    continue
                _put(before, f"{name}/{key}", key in was, was.get(key))
                _put(after, f"{name}/{key}", key in becomes, becomes.get(key))
            continue
        moved = _list_moves(was or [], becomes or []) if _listlike(was, becomes) else None
        if moved:
            _put(before, f"{name}+", bool(moved[0]), moved[0])
            _put(after, f"{name}+", bool(moved[1]), moved[1])
        else:
            _put(before, name, name in old, was)
            _put(after, name, name in new, becomes)
    if not before and not after:
        return None
    return Change(table, number, before, after)


def inverse(change: Change) -> Change:
    """The change that takes this one back: applying both leaves the document as it was."""
    return Change(change.table, change.id, change.after, change.before)


def apply(change: Change, current: Document | None, choice: Choice = "ask") -> Applied:
    """Apply one change to what the file holds now (None: no such document).

    Never alters `current`. Conflicts are resolved by `choice`; with "ask" they are returned and
    the document is left as it is in the conflicting places.
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


@dataclass(frozen=True)
class Applied:
    """The document after a change (None: gone), the change as it was really made, and conflicts.

    `change` is None when nothing was left to do; its before and after are exact, so that its
    inverse restores every byte, unknown fields included.
    """

    document: Document | None
    change: Change | None
    conflicts: tuple[Conflict, ...]


def renumber(changes: Iterable[Change], ids: Mapping[str, Mapping[int, int]]) -> list[Change]:
    """Give documents other ids (table -> old id -> new id), and every reference to them too."""
    out = []
    for change in changes:
        own = ids.get(change.table, {})
        after = change.after and _point(change.table, change.after, ids)
        out.append(replace(change, id=own.get(change.id, change.id), after=after))
    return out


def references(table: str, document: Document) -> list[tuple[str, str, int]]:
    """Every reference in a document: (field path, target table, id)."""
    found: list[tuple[str, str, int]] = []
    for path, target in REFERENCES.get(table, {}).items():
        name, _, rest = path.partition(".")
        found.extend((path, target, number) for number in _ids(document.get(name), rest))
    return found


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
    names = {*base, *(name for name in _TYPES.get(change.table, {}) if name in current)}
    differs = any(
        not _agree(
            change.table, name, (name in current, current.get(name)), (name in base, base.get(name))
        )
        for name in names
    )
    if differs and choice == "ask":
        return Applied(current, None, (Conflict(change.table, change.id, "", None, current),))
    if differs and choice == "theirs":
        return Applied(current, None, ())
    return Applied(None, replace(change, before=dict(current)), ())


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
            _put(before, key, bool(removed), removed)
            _put(after, key, bool(added), added)
            continue
        holder = document if not entry else _map(present)
        place = entry or name
        was = (place in holder, holder.get(place))
        base = (key in wanted_before, wanted_before.get(key))
        mine = (key in wanted_after, wanted_after.get(key))
        if was == mine:
            continue
        if not _agree(change.table, key, was, base):
            if choice == "ask":
                conflicts.append(Conflict(change.table, change.id, key, mine[1], was[1]))
                continue
            if choice == "theirs":
                continue
        elif mine[0]:
            mine = (True, _carry(mine[1], base[1], was[1]))
        _put(before, key, *was)
        _put(after, key, *mine)
        holder = dict(holder) if entry else document
        if mine[0]:
            holder[place] = mine[1]
        else:
            holder.pop(place, None)
        if entry:
            document[name] = holder
    made = Change(change.table, change.id, before, after) if before or after else None
    return Applied(document, made, tuple(conflicts))


def _agree(table: str, key: str, was: tuple[bool, Any], base: tuple[bool, Any]) -> bool:
    """Whether what the file holds is what the edit started from, however each is written."""
    name, _, entry = key.partition("/")
    unset = None if entry else _unset(table, name)
    left, right = _meaning(was, unset), _meaning(base, unset)
    if left == right:
        return True
    return bool(_typed(table, name, entry, left) == _typed(table, name, entry, right))


def _typed(table: str, name: str, entry: str, value: Any) -> Any:
    """A field's value as its record would write it: no unset parts, nothing that is unknown."""
    kind = _TYPES.get(table, {}).get(name)
    if kind is None or value is None:
        return value
    try:
        known = msgspec.convert({entry: value} if entry else value, kind, str_keys=True)
    except (msgspec.ValidationError, ValueError):
        return value
    plain = msgspec.to_builtins(known, str_keys=True)
    return next(iter(plain.values())) if entry else plain


def _carry(wanted: Any, base: Any, was: Any) -> Any:
    """`wanted` with the parts of `was` that the edit never saw, because they are unknown."""
    if isinstance(wanted, dict) and isinstance(base, dict) and isinstance(was, dict):
        out = {key: _carry(value, base.get(key), was.get(key)) for key, value in wanted.items()}
        out.update((key, was[key]) for key in was if key not in base and key not in out)
        return out
    lists = all(isinstance(value, list) for value in (wanted, base, was))
    if lists and len(wanted) == len(base) == len(was):
        return [_carry(*parts) for parts in zip(wanted, base, was, strict=True)]
    return wanted


def _unset(table: str, name: str) -> Any:
    """What a field means where it is absent: its default, as it would stand in the file."""
    return _DEFAULTS.get(table, {}).get(name)


def _meaning(place: tuple[bool, Any], unset: Any) -> Any:
    value = place[1] if place[0] else unset
    return None if value in ("", [], {}) and type(value) is not int else value


_DEFAULTS: dict[str, Document] = {
    table: msgspec.to_builtins(
        {info.name: getattr(record(), info.name) for info in msgspec.structs.fields(record)},
        str_keys=True,
    )
    for table, record in TABLES.items()
}

_TYPES: dict[str, dict[str, Any]] = {
    table: {info.encode_name: info.type for info in msgspec.structs.fields(record)}
    for table, record in TABLES.items()
}


def _map(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _put(target: Document, key: str, present: bool, value: Any) -> None:
    if present:
        target[key] = value


def _listlike(was: Any, becomes: Any) -> bool:
    return isinstance(was, list | None) and isinstance(becomes, list | None) and was != becomes


def _list_moves(was: Sequence[Any], becomes: Sequence[Any]) -> tuple[list[Any], list[Any]] | None:
    """Items taken out and items appended, if that is all that happened; None if order changed."""
    if list(becomes[: len(was)]) == list(was):
        added = list(becomes[len(was) :])
        # Parts may be alike (two anonymous ratings); ids and words are members of a set.
        single = [item for item in added if not isinstance(item, dict)]
        return (
            None if any(item in was or single.count(item) > 1 for item in single) else ([], added)
        )
    removed = [item for item in was if item not in becomes]
    kept = [item for item in was if item in becomes]
    if len(kept) > len(becomes) or list(becomes[: len(kept)]) != kept:
        return None
    added = list(becomes[len(kept) :])
    if any(item in kept or added.count(item) > 1 for item in added):
        return None
    if any(removed.count(item) > 1 for item in removed if not isinstance(item, dict)):
        return None
    return removed, added


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
    for place in range(len(items) - 1, -1, -1):
        if items[place] == item:
            return place
    if not isinstance(item, dict):
        return None
    known = _typed(table, name, "", [item])
    for place in range(len(items) - 1, -1, -1):
        if _typed(table, name, "", [items[place]]) == known:
            return place
    return None


def _ids(value: Any, rest: str) -> list[int]:
    if rest == "*":
        return [int(key) for key in _map(value) if str(key).isdigit()]
    if rest:
        name, _, deeper = rest.partition(".")
        parts = value if isinstance(value, list) else []
        return [number for part in parts for number in _ids(_map(part).get(name), deeper)]
    if isinstance(value, list):
        return [item for item in value if type(item) is int]
    return [value] if type(value) is int else []


def _point(table: str, patch: Document, ids: Mapping[str, Mapping[int, int]]) -> Document:
    paths: list[tuple[str, str, Mapping[int, int]]] = []
    for path, target in REFERENCES.get(table, {}).items():
        if moved := ids.get(target):
            head, _, rest = path.partition(".")
            paths.append((head, rest, moved))
    if not paths:
        return patch
    out: Document = {}
    for key, value in patch.items():
        name, _, entry = key.removesuffix("+").partition("/")
        for head, rest, moved in paths:
            if head != name:
                continue
            if entry and rest == "*":
                key = f"{name}/{_moved_key(entry, moved)}"
            elif not entry:
                value = _renamed(value, rest, moved)
        out[key] = value
    return out


def _renamed(value: Any, rest: str, moved: Mapping[int, int]) -> Any:
    if rest == "*" and isinstance(value, Mapping):
        return {_moved_key(key, moved): item for key, item in value.items()}
    if rest and isinstance(value, list):
        name, _, deeper = rest.partition(".")
        return [
            {**part, name: _renamed(part[name], deeper, moved)}
            if isinstance(part, dict) and name in part
            else part
            for part in value
        ]
    if isinstance(value, list):
        return [_renamed(item, "", moved) for item in value]
    return moved.get(value, value) if type(value) is int else value


def _moved_key(key: Any, moved: Mapping[int, int]) -> str:
    text = str(key)
    return str(moved.get(int(text), text)) if text.lstrip("-").isdecimal() else text
