"""Documents to records and back: what can be read is read, what cannot is listed."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, ItemsView, Iterable, Iterator, Mapping, Sequence, ValuesView
from functools import cache
from itertools import chain, islice
from operator import attrgetter
from typing import Any, TypeVar

import msgspec

from coptui.core.model.community import Community
from coptui.core.model.days import outside
from coptui.core.model.fault import Fault
from coptui.core.model.records import TABLES, Profile, Record
from coptui.store.layout import Document, Layout, Lines

B = TypeVar("B")


def _record(table: str) -> type[Record]:
    """The record of a table, of a community or of a notebook; the latter is seldom read."""
    if table in TABLES:
        return TABLES[table]
    from coptui.core.writing.notebook import NOTEBOOK

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
def _decode(table: str) -> Callable[[Document], Record]:
    return msgspec.json.Decoder(_record(table)).decode


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
    from coptui.core.writing.notebook import NOTEBOOK

    return {**TABLES, **NOTEBOOK}


class _Object(msgspec.Struct):
    """A document of whatever fields."""


class Records(Mapping[int, Record]):
    """The records of one table, read when they are first asked for.

    Most of what a file holds is seldom looked at: a command or the first screen reads a few tables,
    and of ten thousand people the names of all and everything of ten (`brief`, then one by one).
    Whatever was read of a record once is that record for good.
    """

    def __init__(self, name: str, lines: Lines) -> None:
        self._name = name
        self._lines: Lines | None = lines
        self._all: tuple[dict[int, Record], tuple[Fault, ...]] | None = None
        self._faults: tuple[Fault, ...] | None = None
        self._ids: Mapping[int, object] | None = None
        self._given: dict[int, Record] = {}
        self._giving, self._reading = threading.Lock(), threading.Lock()

    @property
    def is_read(self) -> bool:
        """Whether somebody asked for all of them already."""
        return self._all is not None

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What could not be read. Records that nobody asked for are not kept for that."""
        lines = self._lines
        if lines is None:
            return self._now()[1]
        if self._faults is None:
            each = (_table(self._name, [one])[1] for one in lines.documents())
            self._faults = tuple(chain.from_iterable(each))
        return self._faults

    def brief(self, kind: type[B]) -> Mapping[int, B] | None:
        """A few fields of every record, and nothing more read; None where that cannot be, or all is
        read anyway."""
        lines = self._lines
        if lines is None:
            return None
        decode = msgspec.json.Decoder(kind).decode
        found: dict[int, B] = {}
        rest = iter(lines.documents())
        while some := list(islice(rest, AT_ONCE)):
            part = _by_id(some, decode)
            if part is None:
                return None
            found.update(part)
        # Each is an object under a number: so many records there will be.
        self._ids = dict.fromkeys(found)
        return found

    def holding(self, texts: Sequence[str], *, folded: bool = True) -> Mapping[int, Record] | None:
        """The records in whose documents all of these texts stand, and maybe others, and nothing
        more read; None where all is read anyway.

        What is written with escapes could be any text; what is not ASCII could be any, once folded.
        """
        lines = self._lines
        if lines is None or (self._ids is None and self.brief(_Object) is None):
            return None
        wanted = [text.encode() for text in texts]
        found: dict[int, Record] = {}
        for key, document in lines.documents():
            body = bytes(document)
            plain = b"\\" not in body and (not folded or body.isascii())
            if plain and not all(map((body.lower() if folded else body).__contains__, wanted)):
                continue
            record = self.get(int(key))
            if record is not None:
                found[record.id] = record
        return found

    def _now(self) -> tuple[dict[int, Record], tuple[Fault, ...]]:
        if self._all is None:
            with self._reading:
                if self._all is None and self._lines is not None:
                    records, faults = _table(self._name, self._lines.documents())
                    with self._giving:
                        records.update(self._given)
                        self._all = records, faults
                    self._lines, self._ids, self._given = None, None, {}
        return self._all or ({}, ())

    def _known(self) -> Mapping[int, object]:
        """The ids, as keys."""
        ids = self._ids
        return self._now()[0] if ids is None else ids

    def __getitem__(self, number: int) -> Record:
        ids, lines = self._ids, self._lines
        if ids is None or lines is None:
            return self._now()[0][number]
        if number not in ids:
            raise KeyError(number)
        with self._giving:
            if self._all is not None:
                return self._all[0][number]
            if number not in self._given:
                record, _ = record_of(self._name, number, lines.document(str(number)))
                if record is not None:
                    self._given[number] = record
            return self._given[number]

    def __iter__(self) -> Iterator[int]:
        return iter(self._known())

    def __len__(self) -> int:
        return len(self._known())

    def __contains__(self, number: object) -> bool:
        return number in self._known()

    def get(self, number: int, default: Any = None) -> Any:
        if self._ids is None:
            return self._now()[0].get(number, default)
        try:
            return self[number]
        except KeyError:
            return default

    def values(self) -> ValuesView[Record]:
        return self._now()[0].values()

    def items(self) -> ItemsView[int, Record]:
        return self._now()[0].items()


Told = tuple[Fault, ...] | Records
"""What could not be read of a table, or its records, which know that once they are read."""


class Known(msgspec.Struct, frozen=True):
    """What was read of a file: its lines, the records that they are, and what is told of each table."""

    layout: Layout
    community: Community
    told: Mapping[str, Told]

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What could not be read, in the order of the file. Reads all of it."""
        return tuple(chain.from_iterable(map(self.faults_in, self.told)))

    def faults_in(self, table: str) -> tuple[Fault, ...]:
        """What could not be read of a table."""
        told = self.told.get(table, ())
        return told.faults if isinstance(told, Records) else told


def community_of(
    layout: Layout, whole: type[Community] = Community, known: Known | None = None
) -> tuple[Community, Mapping[str, Told]]:
    """Every record that can be read, and what could not be, by table; read when it is asked for.

    The records of lines that an earlier version has too are that version's own: most saves of
    others change a few lines of many, and nothing is worked out again that only asks the others.
    """
    tables = tables_of(whole)
    told: dict[str, Told] = {}
    records: dict[str, Mapping[int, Record]] = {}
    for name in tables:
        # A table that neither version has is one and the same, too.
        if known is not None and name != "community" and not known.layout.lines(name):
            records[name] = known.community.table(name)
    for name, lines in layout.tables.items():
        if isinstance(lines, bytes):
            told[name] = (Fault(name, None, "", "This table is not an object of records."),)
        elif name in tables:
            read = Records(name, lines)
            records[name], told[name] = _taken_over(name, lines, read, known)
        elif name != "meta" and (lines or name != "_default"):
            told[name] = (Fault(name, None, "", "coptui knows no table of this name."),)
    profiles = records.pop("community", {})
    more = [
        Fault("community", number, "", "There is more than one community here.")
        for number in sorted(profiles)[1:]
    ]
    if isinstance(profiles, Records):
        told["community"] = (*profiles.faults, *more)
    profile = profiles[min(profiles)] if profiles else Profile(id=1)
    community = whole(profile=profile, **records)  # type: ignore[arg-type]
    if known is not None:
        community.take_over(known.community)
    return community, told


def _taken_over(
    name: str, lines: Lines, read: Records, known: Known | None
) -> tuple[Mapping[int, Record], Told]:
    """The records of a table, and what is told of them; what an earlier version read without a
    fault is not read again."""
    old_lines = known.layout.tables.get(name) if known is not None else None
    if known is None or not isinstance(old_lines, Lines) or name == "community":
        return read, read
    old, told = known.community.table(name), known.told.get(name, ())
    if lines == old_lines and list(lines) == list(old_lines):
        return old, told
    if (isinstance(told, Records) and not told.is_read) or known.faults_in(name):
        return read, read
    new = {key: line for key, line in lines.items() if old_lines.get(key) != line}
    fresh, faults = _table(name, Lines(new).documents())
    records: dict[int, Record] = {}
    for key in lines:
        number = document_id(key)
        record = None if number is None else (fresh if key in new else old).get(number)
        if number is not None and record is not None:
            records[number] = record
    return records, faults


def _table(
    name: str, documents: Iterable[tuple[str, Document]]
) -> tuple[dict[int, Record], tuple[Fault, ...]]:
    records: dict[int, Record] = {}
    faults: list[Fault] = []
    rest = iter(documents)
    while some := list(islice(rest, AT_ONCE)):
        plain = _plain(name, some)
        if plain is not None:
            records.update(plain)
            continue
        for key, document in some:
            number = document_id(key)
            if number is None:
                faults.append(Fault(name, key, "", "Its key is not a whole number above 0."))
                continue
            record, found = record_of(name, number, document)
            faults.extend(found)
            if record is not None:
                records[number] = record
    return records, tuple(faults)


def _plain(name: str, some: list[tuple[str, Document]]) -> Mapping[int, Record] | None:
    """Documents as records by id; None where there is any that is not as it should be.

    This is the way of nearly all, in half the time that each takes by itself.
    """
    found = _by_id(some, _decode(name))
    if found is None or any(_STRANGE_YEAR.search(document) for _, document in some):
        return None
    made = found.values()
    if not all(all(map(attrgetter(field), made)) for field in _record(name).required):
        return None
    # A document may carry a field called `id`; the key is what counts.
    for number, record in found.items():
        msgspec.structs.force_setattr(record, "id", number)
    return found


def _by_id(
    some: list[tuple[str, Document]], decode: Callable[[Document], B]
) -> dict[int, B] | None:
    """What is made of documents, by id; None where a key is no id, or a document is not readable."""
    keys = [key for key, _ in some]
    try:
        ids = list(map(int, keys))
        made = [decode(document) for _, document in some]
    except (ValueError, RecursionError):
        return None
    if list(map(str, ids)) != keys or not 0 < min(ids) <= max(ids) <= HIGHEST_ID:
        return None
    return dict(zip(ids, made, strict=True))


def record_of(table: str, number: int, body: Document) -> tuple[Record | None, list[Fault]]:
    """One document as a record; fields that cannot be read are left out and listed.

    The record is None when the document is no object.
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
