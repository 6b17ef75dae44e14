"""A list of what the library keeps or the learning agenda asks: what is new of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from coptui.core.model.community import AllGroups
from coptui.core.model.edits import with_fields
from coptui.core.model.records import TABLES, LearningQuestion, LibraryItem, Record
from coptui.core.model.text import clean, fold
from coptui.core.writing.field_readers import joined, split
from coptui.core.writing.fields import read_field
from coptui.core.writing.form_fields import FIELDS, Field
from coptui.errors import CoptError, UsageError
from coptui.exchange.planning.planned import Disagreement, Left, PlannedEntry
from coptui.exchange.tables.found import FoundEntry
from coptui.language import tr

HERE = tr("already here")


def take_entries(
    community: AllGroups, entries: Iterable[FoundEntry], today: date
) -> tuple[list[PlannedEntry], list[Left], list[Disagreement]]:
    """Return the new records of a list, what is here already, and what could not be read.

    A title or question is known by its words, whatever their case. What is here stays as it is.
    """
    new: list[PlannedEntry] = []
    left: list[Left] = []
    unread: list[Disagreement] = []
    known = {*_names(community.library.values()), *_names(community.questions.values())}
    for entry in entries:
        name = clean(entry.name)
        if (entry.table, fold(name)) in known:
            left.append(Left(entry.line, name, HERE))
            continue
        blank = TABLES[entry.table]()
        fields = {field.name: field for field in FIELDS[entry.table]}
        first = next(iter(fields))
        try:
            record = with_fields(
                blank, {first: read_field(fields[first], name, blank, community, today)}
            )
        except UsageError as error:
            left.append(Left(entry.line, name[:200], error.message))
            continue
        for field_name, text in entry.fields.items():
            field = fields[field_name]
            value, fault = _value(field, text, record, community, today)
            if fault:
                unread.append(Disagreement(entry.line, name, field.label, "", fault))
            if value not in (None, "", []):
                record = with_fields(record, {field_name: value})
        known.add((entry.table, fold(name)))
        new.append(PlannedEntry(entry.line, name, record))
    return new, left, unread


def _names(records: Iterable[LibraryItem | LearningQuestion]) -> Iterator[tuple[str, str]]:
    for record in records:
        text = record.title if isinstance(record, LibraryItem) else record.text
        yield record.table, fold(clean(text))


def _value(
    field: Field, text: str, record: Record, community: AllGroups, today: date
) -> tuple[Any, str]:
    """Return what a cell means, and what of it could not be read; a list is read name by name."""
    if field.kind != "members":
        try:
            return read_field(field, text, record, community, today), ""
        except CoptError as error:
            return None, error.message
    ids: list[int] = []
    faults: list[str] = []
    for name in split(text.replace(";", ",")):
        try:
            ids += read_field(field, joined([name]), record, community, today)
        except CoptError as error:
            faults.append(error.message)
    return list(dict.fromkeys(ids)), " ".join(faults)
