"""Documents to records and back: read what can be read, and list what can't."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import islice
from operator import attrgetter
from typing import Any, TypeVar

import msgspec

from coptui.core.model.alike import share_equal
from coptui.core.model.community import Community
from coptui.core.model.days import outside
from coptui.core.model.fault import Fault
from coptui.core.model.records import TABLES, Record
from coptui.language import tr
from coptui.store.documents import HIGHEST_ID, RawDocument, document_id

B = TypeVar("B")


def _record(table: str) -> type[Record]:
    """Return the record type of a table, of a community or a notebook; the latter is seldom read."""
    if table in TABLES:
        return TABLES[table]
    from coptui.core.writing.notebook import NOTEBOOK

    return NOTEBOOK[table]


AT_ONCE = 500
"""This many documents are read together."""
# Begins with a sign that is rare: looked for in every line that is read.
_STRANGE_YEAR = re.compile(
    rb"-[0-9]{2}-[0-9]{2}(?<!(?:19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2})"
    rb'(?<="[0-9]{4}-[0-9]{2}-[0-9]{2})'
)
"""What may be a day outside 1900 to 2199; nearly no line has it."""


@cache
def _decode(table: str) -> Callable[[RawDocument], Record]:
    return msgspec.json.Decoder(_record(table)).decode


def tables_of(kind: type[Community]) -> Mapping[str, type[Record]]:
    """Return the tables for which a file of a community, or of a notebook, may hold records."""
    if kind is Community:
        return TABLES
    from coptui.core.writing.notebook import NOTEBOOK

    return {**TABLES, **NOTEBOOK}


def records_of(
    name: str, documents: Iterable[tuple[str, RawDocument]]
) -> tuple[dict[int, Record], tuple[Fault, ...]]:
    records: dict[int, Record] = {}
    faults: list[Fault] = []
    rest = iter(documents)
    known: dict[Any, Any] = {}
    while some := list(islice(rest, AT_ONCE)):
        plain = _plain(name, some)
        if plain is not None:
            share_equal(name, [*plain.values()], known)
            records.update(plain)
            continue
        for key, document in some:
            number = document_id(key)
            if number is None:
                faults.append(
                    Fault(name, key, "", tr("The id of this record isn't a whole number above 0."))
                )
                continue
            record, found = record_of(name, number, document)
            faults.extend(found)
            if record is not None:
                records[number] = record
    return records, tuple(faults)


def _plain(name: str, some: list[tuple[str, RawDocument]]) -> Mapping[int, Record] | None:
    """Return documents as records by id; None if any isn't as it should be.

    Nearly all go this way, in half the time of reading each by itself.
    """
    records = by_id(some, _decode(name))
    if records is None or _STRANGE_YEAR.search(b"\n".join([document for _, document in some])):
        return None
    values = records.values()
    if not all(all(map(attrgetter(field), values)) for field in _record(name).required):
        return None
    # A document may carry a field called `id`; the key is what counts.
    for number, record in records.items():
        msgspec.structs.force_setattr(record, "id", number)
    return records


def by_id(
    some: list[tuple[str, RawDocument]], decode: Callable[[RawDocument], B]
) -> dict[int, B] | None:
    """Return what documents become, by id; None if a key isn't an id, or a document isn't readable."""
    keys = [key for key, _ in some]
    # Asked of all at once: of each by itself it takes as long as reading its name.
    together = f",{','.join(keys)}"
    if not together.isascii() or ",0" in together or not together.replace(",", "0").isdecimal():
        return None
    try:
        ids = list(map(int, keys))
        made = [decode(document) for _, document in some]
    except (ValueError, RecursionError):
        return None
    return dict(zip(ids, made, strict=True)) if max(ids) <= HIGHEST_ID else None


def record_of(table: str, number: int, body: RawDocument) -> tuple[Record | None, list[Fault]]:
    """Return one document as a record; leave out and list fields that can't be read.

    The record is None if the document isn't an object.
    """
    try:
        record: Record = _decode(table)(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        from coptui.store.faulty import record_without

        return record_without(_record(table), number, body, error)
    if _STRANGE_YEAR.search(body) and outside(record):
        from coptui.store.faulty import record_by_fields

        return record_by_fields(_record(table), number, body)
    msgspec.structs.force_setattr(record, "id", number)
    if all(getattr(record, name) for name in record.required):
        return record, []
    from coptui.store.faulty import what_is_missing

    return record, what_is_missing(record, body)
