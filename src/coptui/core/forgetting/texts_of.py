"""Every text of a plain document with its kind, as the record types say; and the same document with
other texts.

Documents are walked as they are in a file: an unknown field, or one that doesn't fit its type, is
text of unknown kind.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

import msgspec

from coptui.core.model.records import TABLES, Text, day_of
from coptui.core.writing.notebook import NOTEBOOK

Visit = Callable[[str, "Text | None", str], "str | None"]
"""What becomes of a text of a kind (None: no one said which) in a field; None takes it out."""


class Spec(NamedTuple):
    """What a place may hold: texts of a kind, choices, days, a list, a map, or a part."""

    text: Text | None = None
    choices: frozenset[str] = frozenset()
    day: bool = False
    items: Spec | None = None
    keys: Spec | None = None
    values: Spec | None = None
    fields: Mapping[str, Spec] | None = None
    whole: Text | None = None


UNKNOWN = Spec()


@cache
def spec_of(table: str) -> Spec:
    """Return what a table's documents may hold; nothing is known about a table that isn't coptui's."""
    kind = TABLES.get(table) or NOTEBOOK.get(table)
    return _spec(kind) if kind is not None else UNKNOWN


def _spec(kind: Any) -> Spec:
    origin, inside = get_origin(kind), get_args(kind)
    if origin is Annotated:
        text = next((part for part in kind.__metadata__ if isinstance(part, Text)), None)
        if inside[0] is str:
            return Spec(text=text)
        return Spec(whole=text) if text else _spec(inside[0])
    if origin is Literal:
        return Spec(choices=frozenset(inside))
    if origin in (Union, types.UnionType):
        # Each place that may hold several things holds one text, list, map or part at most.
        said = [part._asdict() for part in map(_spec, inside)]
        named = {name: value for part in said for name, value in part.items() if value}
        return Spec(**named)
    if origin is tuple:
        return Spec(items=_spec(inside[0]))
    if origin is dict:
        return Spec(keys=_spec(inside[0]), values=_spec(inside[1]))
    if kind is date:
        return Spec(day=True)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        hints = get_type_hints(kind, include_extras=True)
        return Spec(
            fields={
                info.encode_name: _spec(hints[info.name]) for info in msgspec.structs.fields(kind)
            }
        )
    return UNKNOWN


def changed(table: str, document: Any, visit: Visit) -> Any:
    """Return the document with what `visit` makes of its texts; the same object if nothing changes."""
    return _value(document, spec_of(table), visit, "", patch=True)


def _value(value: Any, spec: Spec, visit: Visit, path: str, *, patch: bool = False) -> Any:
    """Return a value with its texts changed; None to remove it."""
    if isinstance(value, str):
        if spec.text is None and (value in spec.choices or (spec.day and _is_day(value))):
            visit(value, Text.PLAIN, path)
            return value
        return visit(value, spec.text or spec.whole, path)
    if isinstance(value, list):
        inner = spec.items or Spec(whole=spec.whole)
        items = [(_value(item, inner, visit, path), item) for item in value]
        if all(new is old for new, old in items):
            return value
        return [new for new, old in items if new is not None or old is None]
    if isinstance(value, dict):
        if spec.fields is not None:
            return _part(value, spec, visit, path, patch=patch)
        return _map(value, spec, visit, path)
    return value


def _map(value: dict[str, Any], spec: Spec, visit: Visit, path: str) -> dict[str, Any]:
    out: dict[str, Any] = {}
    same = True
    for key, item in value.items():
        name = _key(key, spec, visit, path)
        new = _value(item, spec.values or Spec(whole=spec.whole), visit, f"{path}.{key}")
        same = same and name == key and new is item
        if new is not None or item is None:
            out.setdefault(name, new)
    return value if same else out


def _key(key: str, spec: Spec, visit: Visit, path: str) -> str:
    """Return a key of a map; one of unknown kind is a name that programs use."""
    kind = Text.QUOTE if spec.keys is None else spec.keys.text
    if kind is None:
        return key
    return visit(key, kind, path) or key


def _part(
    value: dict[str, Any], spec: Spec, visit: Visit, path: str, *, patch: bool
) -> dict[str, Any]:
    fields = spec.fields or {}
    out: dict[str, Any] = {}
    same = True
    for key, item in value.items():
        name, entry = key, ""
        if patch and key not in fields:
            # A change of a document names list items by `field+`, entries of a map by `field/key`.
            name, _, entry = key.removesuffix("+").partition("/")
        inner = fields.get(name)
        inner_path = f"{path}.{name}".lstrip(".")
        new_key = key
        if inner is None:
            new_key = _key(key, UNKNOWN, visit, inner_path)
            inner = UNKNOWN
        elif entry:
            new_key = f"{name}/{_key(entry, inner, visit, inner_path)}"
            inner_path = f"{inner_path}.{entry}"
            inner = inner.values or Spec(whole=inner.whole)
        if name == "value" and "step" in fields and value.get("type", "text") != "text":
            # An answer that is a choice, a day or a number is no sentence.
            inner = Spec(text=Text.QUOTE)
        new = _value(item, inner, visit, inner_path)
        same = same and new_key == key and new is item
        if new is not None or item is None:
            out.setdefault(new_key, new)
    return value if same else out


def _is_day(text: str) -> bool:
    try:
        day_of(text)
    except ValueError:
        return False
    return True
