"""What coptui wrote for a spreadsheet, read back: its members, and who was at which meeting."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal, cast, get_args

from coptui.core.model.entry import EntryOf, entries_of
from coptui.core.model.records import Attended, Member
from coptui.exchange.tables.dates import Dates
from coptui.exchange.tables.durations import minutes_of
from coptui.exchange.tables.found import Found, FoundEvent, FoundPerson, Hints, Skipped
from coptui.exchange.tables.further import further_of
from coptui.exchange.tables.people import merged
from coptui.exchange.tables.sheets import SheetRow, Table, TextSheet, folded
from coptui.exchange.tables.unplaced import UnreadCells
from coptui.exchange.writers.cells import as_meant
from coptui.exchange.writers.members import BETWEEN, COLUMNS
from coptui.language import tr

NOBODY = tr("neither a name nor an address")
_CONTACT = {"yes": True, "no": False}
_MEETING = re.compile(r"(\d{4}-\d\d-\d\d) (.+)")


def members(sheet: TextSheet, position: int, hints: Hints) -> Found:
    """Read `coptui export csv`: every field as it was, and the further columns that were kept."""
    table = sheet.table(position)
    dates = Dates(table.column(COLUMNS["joined_on"]), hints)
    further, unread = further_of(table, COLUMNS.values()), UnreadCells(kept=True)
    fields_of = entries_of(Member)
    people, skipped = [], []
    for row in table.rows:
        if table.repeats_heads(row):
            continue
        name = _cell(table, row, "name")
        emails = [email for email in _parts(table, row, "email") if "@" in email]
        if not name and not emails:
            skipped.append(Skipped(row.line, row.text, NOBODY))
            continue
        fields: dict[str, Any] = further.of(row)
        kept: dict[str, str] = dict(fields.get("more", {}))
        for email in _parts(table, row, "email"):
            if email not in emails:
                unread.of(COLUMNS["emails"], email, kept)
        for field, column in COLUMNS.items():
            if field in ("name", "emails") or not (cell := _cell(table, row, column)):
                continue
            value = _value(table, row, column, fields_of[field], dates)
            if value in ("", None):
                unread.of(column, cell, kept)
            elif value != []:
                fields[field] = value
        if kept:
            fields["more"] = kept
        people.append(FoundPerson(row.line, name, tuple(emails), fields))
    return Found(
        "coptui members", "people", people=merged(people), skipped=tuple(skipped), notes=(*dates.notes, *further.notes, *unread.notes),
    )  # fmt: skip


def _value(table: Table, row: SheetRow, column: str, of: EntryOf, dates: Dates) -> Any:
    """Return what a cell says of a field; empty if it can't be one of its values."""
    if of.kind in ("lines", "groups"):
        return _parts(table, row, column)
    cell = _cell(table, row, column)
    if of.kind == "day":
        return dates.day(cell)
    if of.kind == "answer":
        return _CONTACT.get(folded(cell))
    if of.kind == "choice":
        return folded(cell) if folded(cell) in of.choices else ""
    return cell


def attendance(sheet: TextSheet, position: int, hints: Hints) -> Found:
    """Read `coptui export attendance`: a column a meeting, with marks or minutes in its cells."""
    table = sheet.table(position)
    dates = Dates((), hints)
    columns = {
        column: heading
        for column, head in enumerate(table.heads)
        if (heading := _MEETING.fullmatch(as_meant(head))) and dates.day(heading[1])
    }
    there: dict[int, list[FoundPerson]] = {column: [] for column in columns}
    skipped = []
    for row in table.rows:
        if table.repeats_heads(row):
            continue
        name = _cell(table, row, "name")
        if not name:
            skipped.append(Skipped(row.line, row.text, NOBODY))
            continue
        for column in columns:
            cell = row.cells[column] if column < len(row.cells) else ""
            if marked := _mark(cell):
                there[column].append(FoundPerson(row.line, name, **marked))
            elif cell:
                skipped.append(Skipped(row.line, f"{name}: {cell}"[:200], tr("neither an attendance mark nor a number of minutes")))  # fmt: skip
    events = tuple(
        FoundEvent(table.line, title=heading[2], starts_at=heading[1], people=tuple(there[column]))
        for column, heading in columns.items()
    )
    return Found("coptui attendance", "attendance", events=events, skipped=tuple(skipped))


def _mark(cell: str) -> Mapping[str, Any]:
    if cell in get_args(Attended):
        return {"status": cast(Literal["attended"], cell)}
    minutes = minutes_of(cell) if re.fullmatch(r"[\d.]+", cell) else None
    return {} if minutes is None else {"minutes": minutes}


def _cell(table: Table, row: SheetRow, head: str) -> str:
    return as_meant(table.cell(row, head))


def _parts(table: Table, row: SheetRow, head: str) -> list[str]:
    parts = (part.strip() for part in _cell(table, row, head).split(BETWEEN.strip()))
    return [*dict.fromkeys(filter(None, parts))]
