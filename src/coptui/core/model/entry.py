"""Where a member's field appears outside its record: in the form, in search, in lists of people."""

from __future__ import annotations

import types
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from msgspec import Meta

FieldKind = Literal[
    "line", "note", "day", "moment", "choice", "flag", "lines", "pairs", "roles", "number",
    "members", "topics", "member", "zone", "rule", "words", "breaks", "person", "topic", "story",
    "measure", "answer", "consent", "guests", "event", "interests", "uses", "hours", "groups",
    "addresses",
]  # fmt: skip
"""What a field of a form takes."""


class FieldRow(NamedTuple):
    """Beside a field of the record: one row that says where the field appears.

    `label` heads it in the form and in the detail view; there several fields may share a line, and
    other names have the shorter word "Also". A text is filled by a list with a column of that heading, unless it isn't `imported`: a name has its
    own rules, and a reason is told here. `kind` is what the form takes if the field's type doesn't
    say; `hint` is an example or a rule of a few words. `found_as` is how a text of it reads in search results, with `{text}` for it; "" if
    it isn't searched. `column` heads it in the exported list of members. A day without a year is
    the one that comes next if it is `coming`.
    """

    label: str = ""
    kind: FieldKind | None = None
    hint: str = ""
    found_as: str = ""
    column: str = ""
    coming: bool = False
    imported: bool = True


class EntryOf(NamedTuple):
    """The entry of a field with what its type says: the `choices`, the `limit` of a text in
    characters (None: no limit), and all `marks` beside the field."""

    name: str
    entry: FieldRow
    kind: FieldKind
    choices: tuple[str, ...]
    limit: int | None
    marks: tuple[Any, ...]

    @property
    def holds_many(self) -> bool:
        return self.kind in ("lines", "addresses", "members", "pairs", "roles", "groups")


@cache
def entries_of(kind: type) -> dict[str, EntryOf]:
    """Return the entries beside the fields of a record type, by field, in their order."""
    hints = get_type_hints(kind, include_extras=True)
    return {
        name: EntryOf(name, entry, entry.kind or _kind(hint), _choices(hint), _limit(hint), marks)
        for name, hint in hints.items()
        for marks in (getattr(hint, "__metadata__", ()),)
        for entry in marks
        if isinstance(entry, FieldRow)
    }


def parts_of(hint: Any) -> Iterator[Any]:
    """Return a type and those it is made of, from the outside in."""
    yield hint
    if get_origin(hint) is not Literal:
        for part in get_args(hint):
            yield from parts_of(part)


def _plain(hint: Any) -> Any:
    """Return a type without marks, and without the None of an optional one."""
    origin = get_origin(hint)
    if origin is Annotated:
        return _plain(get_args(hint)[0])
    if origin in (Union, types.UnionType):
        return _plain(next(part for part in get_args(hint) if part is not type(None)))
    return hint


def _kind(hint: Any) -> FieldKind:
    plain = _plain(hint)
    kinds: dict[Any, FieldKind] = {tuple: "lines", dict: "pairs", Literal: "choice"}
    if (origin := get_origin(plain)) in kinds:
        return kinds[origin]
    by_type: dict[Any, FieldKind] = {str: "line", date: "day", int: "number", bool: "flag"}
    return by_type[plain]


def _choices(hint: Any) -> tuple[str, ...]:
    plain = _plain(hint)
    return get_args(plain) if get_origin(plain) is Literal else ()


def _limit(hint: Any) -> int | None:
    limits = (part.max_length for part in parts_of(hint) if isinstance(part, Meta))
    return next((limit for limit in limits if limit is not None), None)
