"""The paths of every field of every record, read from the record types, and those that are filled."""

from __future__ import annotations

import types
from collections.abc import Iterator
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import msgspec

from coptui.core.model.records import TABLES


def all_paths() -> list[str]:
    """Every field, such as `members.roles.since`; a map's entries and a list's items have no step."""
    return [path for table, kind in TABLES.items() for path in _paths(kind, table)]


def _paths(kind: type[msgspec.Struct], path: str) -> Iterator[str]:
    hints = get_type_hints(kind, include_extras=True)
    for entry in msgspec.structs.fields(kind):
        if path in TABLES and entry.name == "id":
            continue
        inside = f"{path}.{entry.encode_name}"
        part = _part_of(hints[entry.name])
        yield from _paths(part, inside) if part is not None else [inside]


def _part_of(kind: Any) -> type[msgspec.Struct] | None:
    """The record part that a field holds: one, several, or a map of them."""
    origin, inside = get_origin(kind), get_args(kind)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return kind
    if origin in (Annotated, tuple, Union, types.UnionType):
        return next((part for each in inside if (part := _part_of(each)) is not None), None)
    return _part_of(inside[1]) if origin is dict else None


PATHS = tuple(all_paths())
_STEPS = {path.rsplit(".", count)[0] for path in PATHS for count in range(1, path.count("."))}


def filled_paths(path: str, value: Any) -> Iterator[str]:
    """The paths that hold something in a plain value that stands at this path."""
    if path in PATHS:
        if value not in (None, "", [], {}):
            yield path
    elif isinstance(value, list):
        for item in value:
            yield from filled_paths(path, item)
    elif isinstance(value, dict):
        for key, item in value.items():
            inside = f"{path}.{key}"
            known = inside in PATHS or inside in _STEPS
            yield from filled_paths(inside if known else path, item)


def without(wanted: str, path: str, value: Any) -> Any:
    """A plain value in which one path is empty."""
    if isinstance(value, list):
        return [without(wanted, path, item) for item in value]
    if not isinstance(value, dict) or path in PATHS:
        return value
    kept = {}
    for key, item in value.items():
        inside = f"{path}.{key}"
        if inside == wanted:
            continue
        known = inside in PATHS or inside in _STEPS
        kept[key] = without(wanted, inside if known else path, item)
    return kept
