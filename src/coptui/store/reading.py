"""A file's tables as a community: each is read when someone first asks for it."""

from __future__ import annotations

import threading
from collections.abc import ItemsView, Iterator, Mapping, Sequence, ValuesView
from itertools import chain, islice
from typing import Any, TypeVar

import msgspec

from coptui.core.model.community import Community
from coptui.core.model.fault import Fault
from coptui.core.model.layered import Layered
from coptui.core.model.records import Profile, Record
from coptui.language import tr
from coptui.store.codec import AT_ONCE, by_id, record_of, records_of, tables_of
from coptui.store.containing import Containing
from coptui.store.documents import Lines, document_id
from coptui.store.layout import Layout

B = TypeVar("B")


class Records(Mapping[int, Record]):
    """The records of one table, read when someone first asks for them.

    Most of a file is seldom looked at: a command or the first screen reads a few tables, and of ten
    thousand people all the names and everything about ten (`brief`, then one by one). What was read
    of a record once is that record for good.
    """

    def __init__(self, name: str, lines: Lines) -> None:
        self._name = name
        self._lines: Lines | None = lines
        self._all: tuple[dict[int, Record], tuple[Fault, ...]] | None = None
        self._faults: tuple[Fault, ...] | None = None
        # Once all are read, the records alone: each is asked for so often that a call more is seen.
        self._read: dict[int, Record] | None = None
        self._ids: Mapping[int, object] | None = None
        # Whether someone asked for a few of them, and may go on to.
        self._one_by_one = False
        self._given: dict[int, Record] = {}
        self._giving, self._reading = threading.Lock(), threading.Lock()

    @property
    def is_read(self) -> bool:
        """Return whether someone has asked for all of them."""
        return self._all is not None

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Return what couldn't be read, without keeping records that no one asked for."""
        lines = self._lines
        if lines is None:
            return self._now()[1]
        if self._faults is None:
            each = (records_of(self._name, [one])[1] for one in lines.documents())
            self._faults = tuple(chain.from_iterable(each))
        return self._faults

    def keep_apart(self) -> None:
        """Keep what no one asked for yet apart from the text that it's a part of."""
        if (lines := self._lines) is not None:
            lines.keep_apart()

    def brief(self, kind: type[B]) -> Mapping[int, B] | None:
        """Return a few fields of every record without reading more; None if that isn't possible, or
        everything is read anyway."""
        lines = self._lines
        if lines is None:
            return None
        decode = msgspec.json.Decoder(kind).decode
        brief_records: dict[int, B] = {}
        rest = iter(lines.documents())
        while some := list(islice(rest, AT_ONCE)):
            part = by_id(some, decode)
            if part is None:
                return None
            brief_records.update(part)
        # Each is an object under a number: this many records there will be.
        self._ids, self._one_by_one = dict.fromkeys(brief_records), True
        return brief_records

    def holding(self, texts: Sequence[str], *, folded: bool = True) -> Mapping[int, Record] | None:
        """Return the records whose documents contain all of these texts (and maybe others) without
        reading more; None if everything is read anyway.

        A text with escapes could be any text; a text that isn't ASCII could be any, once folded.
        """
        lines = self._lines
        if lines is None:
            return None
        self._one_by_one = True
        keys = Containing(texts, folded=folded).among(lines.documents())
        numbers = filter(None, map(document_id, keys))
        return {number: record for number in numbers if (record := self.get(number)) is not None}

    def _now(self) -> tuple[dict[int, Record], tuple[Fault, ...]]:
        if self._all is None:
            with self._reading:
                if self._all is None and self._lines is not None:
                    records, faults = records_of(self._name, self._lines.documents())
                    with self._giving:
                        records.update(self._given)
                        self._all = records, faults
                    self._lines, self._ids, self._given = None, None, {}
                    self._read = records
        return self._all or ({}, ())

    def _known(self) -> Mapping[int, object]:
        """Return the ids, as keys."""
        ids = self._ids
        return self._now()[0] if ids is None else ids

    def __getitem__(self, number: int) -> Record:
        if (read := self._read) is not None:
            return read[number]
        lines, key = self._lines, str(number)
        if lines is None or not self._one_by_one:
            return self._now()[0][number]
        with self._giving:
            if self._all is not None:
                return self._all[0][number]
            if number not in self._given and key in lines and document_id(key) == number:
                record, _ = record_of(self._name, number, lines.document(key))
                if record is not None:
                    self._given[number] = record
            return self._given[number]

    def __iter__(self) -> Iterator[int]:
        return iter(self._known())

    def __len__(self) -> int:
        return len(self._known())

    def __contains__(self, number: object) -> bool:
        if (read := self._read) is not None:
            return number in read
        if self._one_by_one and self._ids is None:
            return isinstance(number, int) and self.get(number) is not None
        return number in self._known()

    def get(self, number: int, default: Any = None) -> Any:
        if (read := self._read) is not None:
            return read.get(number, default)
        if not self._one_by_one:
            return self._now()[0].get(number, default)
        try:
            return self[number]
        except KeyError:
            return default

    def values(self) -> ValuesView[Record]:
        return self._now()[0].values()

    def items(self) -> ItemsView[int, Record]:
        return self._now()[0].items()


TableTold = tuple[Fault, ...] | Records
"""What could not be read of a table, or its records, which know that once they are read."""


class Known(msgspec.Struct, frozen=True):
    """What was read of a file: its lines, their records, and the faults of each table."""

    layout: Layout
    community: Community
    told: Mapping[str, TableTold]

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Return what couldn't be read, in the order of the file. This reads all of it."""
        return tuple(chain.from_iterable(map(self.faults_in, self.told)))

    def faults_in(self, table: str) -> tuple[Fault, ...]:
        """Return what couldn't be read in a table."""
        told = self.told.get(table, ())
        return told.faults if isinstance(told, Records) else told


def community_of(
    layout: Layout, kind: type[Community] = Community, known: Known | None = None
) -> tuple[Community, Mapping[str, TableTold]]:
    """Return every record that can be read, and what couldn't be, by table; read when asked for.

    Lines that an earlier version has too keep that version's records: most saves by others change a
    few lines of many, and nothing that depends only on the rest is worked out again.
    """
    tables = tables_of(kind)
    told: dict[str, TableTold] = {}
    records: dict[str, Mapping[int, Record]] = {}
    for name in tables:
        # A table that neither version has is one and the same, too.
        if known is not None and name != "community" and not known.layout.lines(name):
            records[name] = known.community.table(name)
    for name, lines in layout.tables.items():
        if isinstance(lines, bytes):
            told[name] = (Fault(name, None, "", tr("This table isn't a JSON object of records.")),)
        elif name in tables:
            records[name], told[name] = _taken_over(name, lines, known)
        elif name != "meta" and (lines or name != "_default"):
            told[name] = (Fault(name, None, "", tr("coptui has no table of this name.")),)
    profiles = records.pop("community", {})
    if isinstance(profiles, Records):
        more = [
            Fault("community", number, "", tr("There is more than one community here."))
            for number in sorted(profiles)[1:]
        ]
        told["community"] = (*profiles.faults, *more)
    profile = profiles[min(profiles)] if profiles else Profile(id=1)
    community = kind(profile=profile, **records)  # type: ignore[arg-type]
    if known is not None:
        community.take_over(known.community)
    return community, told


def _taken_over(
    name: str, lines: Lines, known: Known | None
) -> tuple[Mapping[int, Record], TableTold]:
    """Return the records of a table and its faults, without reading again what an earlier version
    read."""
    before = known.layout.tables.get(name) if known is not None else None
    if known is None or not isinstance(before, Lines):
        return _when_asked(name, lines)
    records, told = known.community.table(name), known.told.get(name, ())
    keys = lines.touched_since(before)
    if keys is None:
        return _read_apart(name, lines, before, known)
    changed = [key for key in keys if lines.get(key) != before.get(key)]
    if not changed:
        return records, told
    numbers = [document_id(key) for key in changed]
    if name == "community" or None in numbers:
        return _when_asked(name, lines)
    present = {key: line for key in changed if (line := lines.get(key)) is not None}
    fresh, faults = records_of(name, Lines(present).documents())
    others = (fault for fault in known.faults_in(name) if fault.id not in numbers)
    new = {number: fresh.get(number) for number in numbers if number is not None}
    return Layered(records, new), (*others, *faults)


def _read_apart(
    name: str, lines: Lines, before: Lines, known: Known
) -> tuple[Mapping[int, Record], TableTold]:
    """As `_taken_over`, where only a look at all lines tells which of them are others."""
    records, told = known.community.table(name), known.told.get(name, ())
    if name == "community":
        return _when_asked(name, lines)
    # One after the other, and not by `==`: meanwhile keys are answered.
    if len(lines) == len(before) and all(
        line == earlier for line, earlier in zip(lines.items(), before.items(), strict=True)
    ):
        return records, told
    if (isinstance(told, Records) and not told.is_read) or known.faults_in(name):
        return _when_asked(name, lines)
    new = {key: line for key, line in lines.items() if before.get(key) != line}
    fresh, faults = records_of(name, Lines(new).documents())
    merged: dict[int, Record] = {}
    for key in lines:
        number = document_id(key)
        record = None if number is None else (fresh if key in new else records).get(number)
        if number is not None and record is not None:
            merged[number] = record
    return merged, faults


def _when_asked(name: str, lines: Lines) -> tuple[Records, Records]:
    records = Records(name, lines)
    return records, records
