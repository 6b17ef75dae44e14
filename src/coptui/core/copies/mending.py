"""What can be put right in a file without a guess: values with one reading, and loose ends. Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import msgspec
from msgspec import inspect

from coptui.core.copies.soundness import LASTING
from coptui.core.model.changes import Change, Document, difference
from coptui.core.model.counting import counted
from coptui.core.model.edits import Edit
from coptui.core.model.fault import Fault
from coptui.core.model.labels import SOMEONE
from coptui.core.model.records import TABLES, day_of
from coptui.core.model.references import references
from coptui.language import tr

_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(.*)", re.DOTALL)
_WHOLE = re.compile(r"[+-]?\d{1,15}")
_NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d{1,15})?")
_WORDS = {"true": True, "yes": True, "false": False, "no": False}


class NoReading(ValueError):
    """A value has no reading, or several: a person has to decide."""


@dataclass(frozen=True)
class Mend:
    """One field: its value and what was meant; None removes the field."""

    table: str
    id: int
    field: str
    was: Any
    becomes: Any


def mend(tables: Mapping[str, Any], faults: Iterable[Fault]) -> tuple[Edit, tuple[Mend, ...]]:
    """Return the edit that corrects everything with a single reading, and each field it changes.

    `tables` are plain documents by table and key; `faults` say where to look. References to missing
    records go, as they would with a deletion; no record is removed and no text is cut.
    """
    places = {(fault.table, fault.id) for fault in faults if isinstance(fault.id, int)}
    changes: list[Change] = []
    mends: list[Mend] = []
    for table, number in sorted(places):
        documents = tables.get(table)
        old = documents.get(str(number)) if isinstance(documents, Mapping) else None
        if table not in TABLES or table == "history" or not isinstance(old, dict):
            continue
        new = _readable(table, old)
        if table not in LASTING:
            new = _tied(table, number, new, tables)
        change = difference(table, number, old, new)
        if change is not None:
            changes.append(change)
            mends += [
                Mend(table, number, name, old[name], new.get(name))
                for name in old
                if old[name] != new.get(name) or name not in new
            ]
    label = tr("repaired {fields}", fields=counted(len(mends), "{count} field", "{count} fields"))
    return Edit(label, tuple(changes), occasion="repair"), tuple(mends)


@cache
def _fields(table: str) -> dict[str, inspect.Type]:
    found = inspect.type_info(TABLES[table])
    assert isinstance(found, inspect.StructType)
    return {one.encode_name: one.type for one in found.fields if one.name != "id"}


@cache
def _types(table: str) -> dict[str, Any]:
    return {info.encode_name: info.type for info in msgspec.structs.fields(TABLES[table])}


def _readable(table: str, old: Document) -> Document:
    """Return the document with each field read that has a single reading."""
    new = dict(old)
    for name, kind in _fields(table).items():
        if name not in old or _fits(table, name, old[name]):
            continue
        if old[name] is None:
            # Nothing is what an absent field means.
            if name not in TABLES[table].required:
                del new[name]
            continue
        try:
            value = _moment(old[name]) if name in _MOMENTS.get(table, ()) else read(old[name], kind)
        except NoReading:
            continue
        if _fits(table, name, value):
            new[name] = value
    return new


_MOMENTS = {"events": ("starts_at", "ends_at")}
"""Texts that have to be a day or a time."""


def _fits(table: str, name: str, value: Any) -> bool:
    try:
        msgspec.convert(value, _types(table)[name], str_keys=True)
        if name in _MOMENTS.get(table, ()) and value:
            day_of(value)
    except (msgspec.ValidationError, ValueError, TypeError):
        return False
    return True


def read(value: Any, kind: inspect.Type) -> Any:
    """Return the only reading of a plain value as a type, in plain JSON. Raise NoReading."""
    if isinstance(kind, inspect.UnionType):
        return _of_several(value, kind)
    if isinstance(kind, inspect.StructType) and isinstance(value, dict):
        fields = {one.encode_name: one.type for one in kind.fields}
        return {key: read(one, fields[key]) if key in fields else one for key, one in value.items()}
    if isinstance(kind, inspect.DictType) and isinstance(value, dict):
        return {key: read(one, kind.value_type) for key, one in value.items()}
    if isinstance(kind, inspect.VarTupleType):
        items = value if isinstance(value, list) else [value]
        return [read(item, kind.item_type) for item in items]
    return _scalar(value, kind)


def _of_several(value: Any, kind: inspect.UnionType) -> Any:
    readings: list[Any] = []
    for option in kind.types:
        if isinstance(option, inspect.NoneType):
            if value is None:
                return None
            continue
        try:
            reading = read(value, option)
        except NoReading:
            continue
        if type(reading) is type(value) and reading == value:
            return value
        if reading not in readings:
            readings.append(reading)
    if len(readings) != 1:
        raise NoReading
    return readings[0]


def _scalar(value: Any, kind: inspect.Type) -> Any:
    text = value.strip() if isinstance(value, str) else ""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    # A file may hold 1e999.
    number = number and abs(value) != math.inf
    match kind:
        case inspect.StrType():
            if isinstance(value, str):
                return value
            if number:
                return str(value)
        case inspect.IntType():
            if number and value == int(value):
                return int(value)
            if _WHOLE.fullmatch(text):
                return int(text)
        case inspect.FloatType():
            if number:
                return value
            if _NUMBER.fullmatch(text):
                return float(text)
        case inspect.BoolType():
            if isinstance(value, bool):
                return value
            if text.casefold() in _WORDS:
                return _WORDS[text.casefold()]
        case inspect.DateType():
            return _moment(text)[:10]
        case inspect.LiteralType():
            alike = [one for one in kind.values if _folded(one) == _folded(text)]
            if len(alike) == 1:
                return alike[0]
        case _:
            return value
    raise NoReading


def _moment(value: Any) -> str:
    """Return a day or time with its zeros: `2026-3-4 9:00` has one reading, `3/4/2026` has two."""
    parts = _DAY.fullmatch(value.strip()) if isinstance(value, str) else None
    if parts is None:
        raise NoReading
    year, month, day, rest = parts.groups()
    time = re.sub(r"^([T ]+)(\d):", r"\g<1>0\2:", rest)
    moment = f"{year}-{int(month):02}-{int(day):02}{re.sub(r'^ +', ' ', time)}"
    try:
        datetime.fromisoformat(moment)
        day_of(moment)
    except ValueError:
        raise NoReading from None
    return moment


def _folded(text: Any) -> str:
    return re.sub(r"[\s_-]+", " ", str(text)).strip().casefold()


def _tied(table: str, number: int, old: Document, tables: Mapping[str, Any]) -> Document:
    """Return the document without references to missing records or to itself."""
    loose = {
        (path, ref)
        for path, target, ref in references(table, old)
        if str(ref) not in _there(tables, target) or (target, ref) == (table, number)
    }
    new = dict(old)
    for path, ref in sorted(loose):
        name, _, rest = path.partition(".")
        value = new.get(name)
        if not _fits(table, name, value):
            # What is half read is left whole.
            continue
        if rest == "*" and isinstance(value, dict):
            kept: Any = {key: one for key, one in value.items() if key != str(ref)}
        elif isinstance(value, list) and not rest:
            kept = [one for one in value if one != ref]
        else:
            kept = None
        if kept:
            new[name] = kept
        elif name == "by":
            new[name] = SOMEONE
        elif name not in TABLES[table].required:
            # What has to be there stays, and stays listed.
            new.pop(name, None)
    return new


def _there(tables: Mapping[str, Any], target: str) -> Mapping[str, Any]:
    found = tables.get(target)
    return found if isinstance(found, Mapping) else {}
