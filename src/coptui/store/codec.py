"""Documents to records and back: what can be read is read, what cannot is listed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import islice
from operator import attrgetter
from typing import Any

import msgspec

from coptui.core.community import Community
from coptui.core.days import outside, refusal
from coptui.core.edits import plain_reason
from coptui.core.fault import Fault
from coptui.core.records import TABLES, Profile, Record
from coptui.store.layout import Layout, Lines


def _record(table: str) -> type[Record]:
    """The record of a table, of a community or of a notebook; the latter is seldom read."""
    if table in TABLES:
        return TABLES[table]
    from coptui.core.notebook import NOTEBOOK

    return NOTEBOOK[table]


HIGHEST_ID = 2**53
"""Ids up to here survive every JSON reader."""
AT_ONCE = 500
"""So many documents are read together."""
# Begins with a sign that is rare: looked for in every line that is read.
_STRANGE_YEAR = re.compile(
    rb"-[0-9]{2}-[0-9]{2}(?<!(?:19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2})"
    rb'(?<="[0-9]{4}-[0-9]{2}-[0-9]{2})'
)
"""What may be a day outside 1900 to 2199; nearly no line has it."""


@cache
def _decode(table: str) -> Callable[[bytes], Record]:
    return msgspec.json.Decoder(_record(table)).decode


@cache
def _fields(table: str) -> tuple[msgspec.structs.FieldInfo, ...]:
    return msgspec.structs.fields(_record(table))


def document_id(key: str) -> int | None:
    """The id that a document's key stands for; None when it is not a plain positive number."""
    if not (key.isascii() and key.isdecimal()) or key[0] == "0" or len(key) > 16:
        return None
    number = int(key)
    return number if number <= HIGHEST_ID else None


def tables_of(whole: type[Community]) -> Mapping[str, type[Record]]:
    """The tables that a file of a community, or of a notebook, may hold records in."""
    if whole is Community:
        return TABLES
    from coptui.core.notebook import NOTEBOOK

    return {**TABLES, **NOTEBOOK}


class Known(msgspec.Struct, frozen=True):
    """What was read of a file: its lines, the records that they are, and what could not be read."""

    layout: Layout
    community: Community
    faults: tuple[Fault, ...]


def community_of(
    layout: Layout, whole: type[Community] = Community, known: Known | None = None
) -> tuple[Community, tuple[Fault, ...]]:
    """Every record that can be read, and what could not be.

    The records of lines that an earlier version has too are that version's own: most saves of
    others change a few lines of many, and nothing is worked out again that only asks the others.
    """
    tables = tables_of(whole)
    faults: list[Fault] = []
    records: dict[str, Mapping[int, Record]] = {}
    for name in tables:
        # A table that neither version has is one and the same, too.
        if known is not None and name != "community" and not known.community.table(name):
            records[name] = known.community.table(name)
    for name, lines in layout.tables.items():
        if isinstance(lines, bytes):
            faults.append(Fault(name, None, "", "This table is not an object of records."))
        elif name not in tables and name != "meta":
            if lines or name != "_default":
                faults.append(Fault(name, None, "", "coptui knows no table of this name."))
        elif name in tables:
            records[name] = _taken_over(name, lines, faults, known)
    profiles = records.pop("community", {})
    for number in sorted(profiles)[1:]:
        faults.append(Fault("community", number, "", "There is more than one community here."))
    profile = profiles[min(profiles)] if profiles else Profile(id=1)
    community = whole(profile=profile, **records)  # type: ignore[arg-type]
    if known is not None:
        community.take_over(known.community)
    return community, tuple(faults)


def _taken_over(
    name: str, lines: Lines, faults: list[Fault], known: Known | None
) -> Mapping[int, Record]:
    """The records of a table; what an earlier version read without a fault is not read again."""
    if known is None or any(fault.table == name for fault in known.faults):
        return _table(name, lines, faults)
    old_lines, old = known.layout.lines(name), known.community.table(name)
    if lines == old_lines and list(lines) == list(old_lines):
        return old
    new = {key: line for key, line in lines.items() if old_lines.get(key) != line}
    fresh = _table(name, new, faults)
    records: dict[int, Record] = {}
    for key in lines:
        number = document_id(key)
        record = None if number is None else (fresh if key in new else old).get(number)
        if number is not None and record is not None:
            records[number] = record
    return records


def _table(name: str, lines: Lines, faults: list[Fault]) -> dict[int, Record]:
    records: dict[int, Record] = {}
    rest = iter(lines.items())
    while some := list(islice(rest, AT_ONCE)):
        plain = _plain(name, some)
        if plain is not None:
            records.update(plain)
            continue
        for key, line in some:
            number = document_id(key)
            if number is None:
                faults.append(Fault(name, key, "", "Its key is not a whole number above 0."))
                continue
            # A key that is a plain number stands in its line as `"12":`.
            record, found = record_of(name, number, line[len(key) + 3 :])
            faults.extend(found)
            if record is not None:
                records[number] = record
    return records


def _plain(name: str, lines: list[tuple[str, bytes]]) -> Iterable[tuple[int, Record]] | None:
    """Documents as records by id; None where there is any that is not as it should be.

    This is the way of nearly all, in half the time that each takes by itself.
    """
    keys = [key for key, _ in lines]
    decode = _decode(name)
    try:
        ids = list(map(int, keys))
        made = [decode(line[len(key) + 3 :]) for key, line in lines]
    except (ValueError, RecursionError):
        return None
    if any(map(_STRANGE_YEAR.search, (line for _, line in lines))):
        return None
    if list(map(str, ids)) != keys or not 0 < min(ids) <= max(ids) <= HIGHEST_ID:
        return None
    if not all(all(map(attrgetter(field), made)) for field in _record(name).required):
        return None
    # A document may carry a field called `id`; the key is what counts.
    for number, record in zip(ids, made, strict=True):
        msgspec.structs.force_setattr(record, "id", number)
    return zip(ids, made, strict=True)


def record_of(table: str, number: int, body: bytes) -> tuple[Record | None, list[Fault]]:
    """One document as a record; fields that cannot be read are left out and listed.

    The record is None when the document is no object.
    """
    try:
        record: Record = _decode(table)(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return _field_by_field(table, number, body)
    if _STRANGE_YEAR.search(body) and outside(record):
        return _field_by_field(table, number, body)
    msgspec.structs.force_setattr(record, "id", number)
    for name in record.required:
        if not getattr(record, name):
            return record, _missing(table, number, msgspec.json.decode(body))
    return record, []


def _field_by_field(table: str, number: int, body: bytes) -> tuple[Record | None, list[Fault]]:
    try:
        values = msgspec.json.decode(body, type=dict[str, msgspec.Raw])
    except msgspec.DecodeError:
        return None, [Fault(table, number, "", "This record is not an object of fields.")]
    faults: list[Fault] = []
    readable: dict[str, Any] = {}
    for info in _fields(table):
        if info.encode_name not in values or info.name == "id":
            continue
        try:
            value = msgspec.json.decode(values[info.encode_name], type=info.type)
            if day := outside(value):
                raise ValueError(refusal(day))
            readable[info.name] = value
        except (msgspec.DecodeError, ValueError, RecursionError) as error:
            faults.append(Fault(table, number, info.encode_name, _in_words(error)))
    record = _record(table)
    try:
        made = record(id=number, **readable)
    except ValueError:
        made = None
        for name in list(readable):
            try:
                record(**{name: readable[name]})
            except ValueError as error:
                faults.append(Fault(table, number, name, _in_words(error)))
                del readable[name]
        made = record(id=number, **readable)
    named = {fault.field for fault in faults}
    missing = _missing(table, number, dict.fromkeys(values, 1))
    return made, faults + [fault for fault in missing if fault.field not in named]


def _missing(table: str, number: int, document: dict[str, Any]) -> list[Fault]:
    return [
        Fault(table, number, name, "This field must be there, and it is not.")
        for name in _record(table).required
        if name not in document or document[name] in ("", None)
    ]


def _in_words(error: Exception) -> str:
    text, _, place = str(error).partition(" - at `$")
    place = place.rstrip("`")
    text = plain_reason(text)
    if text.startswith("should be"):
        text = f"This {text}"
    elif text[:1].islower():
        text = f"This is {text}"
    return f"{text}{f' (at {place})' if place else ''}."
