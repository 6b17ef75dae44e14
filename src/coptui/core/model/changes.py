"""Changes: what an edit does to documents, told so that edits made at once merge by themselves.

A `Change` names a document and, before and after, only what differs:

- `before is None`: the document is new, `after` is all of it;
- `after is None`: it is gone, `before` is all of it;
- else both are patches with the keys
  `field`      the whole field (absent on one side: the field is absent there),
  `field/key`  one entry of a map,
  `field+`     list items taken out (before) and appended (after);
  the last two only of fields that are known.

What is taken out of a list and put back stands at its end; where the order means something, only
appending is told so, and anything else is the whole field.

Documents are plain JSON values here, not records: a field that this version does not know is
carried along untouched.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, Literal

import msgspec

from coptui.core.model.records import TABLES
from coptui.errors import CoptError
from coptui.language import tr

IN_ORDER = frozenset({("members", "emails")})
"""Lists of which the first item counts: letters go to the first address."""

Document = dict[str, Any]


class Change(msgspec.Struct, frozen=True):
    """What happens to one document; the module's docstring explains the keys."""

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


class Conflict(msgspec.Struct, frozen=True):
    """A field that was changed here and elsewhere at once.

    `key` is a key of a patch, or "" if a whole document was deleted on one side. `theirs` is what
    the file holds, `mine` what this edit wants; None: not there.
    """

    table: str
    id: int
    key: str
    mine: Any
    theirs: Any

    @property
    def place(self) -> tuple[str, int, str]:
        """Return which field of which record it is about."""
        return self.table, self.id, self.key


Choice = Literal["ask", "mine", "theirs"]


class Settled(msgspec.Struct, frozen=True):
    """A choice, and the conflicts it was made about.

    If the file holds anything else by now, the person is asked again: nothing they haven't seen is
    overwritten.
    """

    choice: Choice
    seen: tuple[Conflict, ...]


class Save(msgspec.Struct, frozen=True):
    """One request to save: the changes, and what the history says of them.

    Give a new document an id of 0 or below, distinct within its table; references to it become the
    real id too. `at` is the moment (ISO 8601), `undoes` the history entry that these changes undo,
    `occasion` what the backup before them is for, `token` a name by which the caller knows this save
    again. `marks` is how many forgotten people the caller knows of; where the file knows of more,
    nothing is saved.
    """

    changes: Sequence[Change]
    by: str
    at: str
    label: str
    undoes: int | None = None
    choice: Choice | Settled = "ask"
    occasion: str = "save"
    token: str = ""
    marks: int | None = None


class SomebodyForgotten(CoptError):
    """Someone was forgotten after this edit was made; nothing was written."""


class Conflicted(CoptError):
    """An edit meets another one of the same field; nothing was written. `conflicts` has both."""

    def __init__(self, conflicts: Sequence[Conflict]) -> None:
        places = ", ".join(
            f"{conflict.table} {conflict.id} {conflict.key or tr('(the whole record)')}"
            for conflict in conflicts
        )
        super().__init__(
            tr("Someone else changed this at the same time: {places}.", places=places),
            tr("Nothing was written. Look at both values and choose one."),
        )
        self.conflicts = tuple(conflicts)


def difference(table: str, number: int, old: Document, new: Document) -> Change | None:
    """Return the smallest patch that turns one document into the other; None if they are the same."""
    before: Document = {}
    after: Document = {}
    for name in [*old, *(name for name in new if name not in old)]:
        was, becomes = old.get(name), new.get(name)
        if name in old and name in new and is_same(was, becomes):
            continue
        parted = has_parts(table, name)
        if parted and isinstance(was, dict) and isinstance(becomes, dict):
            for key in [*was, *(key for key in becomes if key not in was)]:
                if key in was and key in becomes and is_same(was[key], becomes[key]):
                    continue
                put(before, f"{name}/{key}", key in was, was.get(key))
                put(after, f"{name}/{key}", key in becomes, becomes.get(key))
            continue
        in_moves = parted and _listlike(was, becomes)
        moved = _list_moves(was or [], becomes or []) if in_moves else None
        if moved and not (moved[0] and (table, name) in IN_ORDER):
            put(before, f"{name}+", bool(moved[0]), moved[0])
            put(after, f"{name}+", bool(moved[1]), moved[1])
        else:
            put(before, name, name in old, was)
            put(after, name, name in new, becomes)
    if not before and not after:
        return None
    return Change(table, number, before, after)


def is_same(was: Any, becomes: Any) -> bool:
    """Return whether two values are written alike: True isn't 1, nor is it within a list or map."""
    if was != becomes or type(was) is not type(becomes):
        return False
    if isinstance(was, dict):
        return all(is_same(item, becomes[key]) for key, item in was.items())
    return not isinstance(was, list) or all(map(is_same, was, becomes))


def has_parts(table: str, name: str) -> bool:
    """Return whether a patch may name a part of a field; one that isn't known is changed as a whole,
    as its own name may end in `+` or contain `/`."""
    return table not in TABLES or name in types_of(table)


@cache
def types_of(table: str) -> dict[str, Any]:
    """Return the type of each known field of a table, by its name in the file."""
    if table not in TABLES:
        return {}
    return {info.encode_name: info.type for info in msgspec.structs.fields(TABLES[table])}


def inverse(change: Change) -> Change:
    """Return the change that undoes this one: applying both leaves the document as it was."""
    return Change(change.table, change.id, change.after, change.before)


def put(target: Document, key: str, present: bool, value: Any) -> None:
    """Put a value into one side of a patch, if it is there on that side."""
    if present:
        target[key] = value


def _listlike(was: Any, becomes: Any) -> bool:
    return isinstance(was, list | None) and isinstance(becomes, list | None) and was != becomes


def _list_moves(was: Sequence[Any], becomes: Sequence[Any]) -> tuple[list[Any], list[Any]] | None:
    """Return the items removed and the items appended, if nothing else happened; None if the order
    changed."""
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
