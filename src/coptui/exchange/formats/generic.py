"""Any table: people, or who was at meetings; products say in a row what is special to them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from coptui.errors import UsageError
from coptui.exchange.formats import pasted
from coptui.exchange.tables.above import TableSection, headings_at, sections
from coptui.exchange.tables.addresses import address, addresses_in
from coptui.exchange.tables.asking import SAY_WHAT, question, refuse_what_is_unsaid, unknown
from coptui.exchange.tables.columns import WHEN, FileColumn, is_address_book
from coptui.exchange.tables.dates import Dates, is_eastern
from coptui.exchange.tables.found import Found, Hints, Skipped
from coptui.exchange.tables.gatherings import Gatherings
from coptui.exchange.tables.headings import meaning_of
from coptui.exchange.tables.kinds import kind_of_column
from coptui.exchange.tables.lists import BOOK, people_of
from coptui.exchange.tables.matrix import days_across, meetings_across
from coptui.exchange.tables.product import Product
from coptui.exchange.tables.sheets import (
    DELIMITERS,
    SheetRow,
    TextSheet,
    folded,
    likely_delimiter,
    top_of,
)
from coptui.language import tr

ANY = Product("Table")
_ENTRY = re.compile(r"\s*(?:[-*•]|\d{1,3}[.)]|\[[ xX]\])\s+\S")


def read(text: str, hints: Hints) -> Found:
    """Read people, or a meeting's attendance, from any table with known or described headings.

    Raise UnknownLayout if no column holds names or addresses, or if one is left that may say who came.
    """
    top = top_of(text)
    likely = likely_delimiter(top) or ","
    best: tuple[int, int, str, int] | None = None
    for number, delimiter in enumerate(dict.fromkeys((likely, *DELIMITERS))):
        sheet = TextSheet(top, delimiter).plain()
        place = headings_at(sheet, hints.columns)
        if place is not None:
            width = sum(bool(meaning_of(cell)) for cell in sheet.rows[place].cells)
            if best is None or (width, -number) > best[:2]:
                best = (width, -number, delimiter, place)
    if best is not None:
        return read_sheet(TextSheet(text, best[2]), best[3], hints, ANY)
    sheet = TextSheet(text, likely).plain()
    if hints.columns == pasted.NAMES and (people := pasted.read(text, hints)):
        return people
    if numbered := _numbered(sheet, hints):
        return read_sheet(numbered, 0, hints, ANY)
    if not hints.columns and _counts(sheet):
        raise UsageError(
            tr("This is a report of daily counts, with no people in it."),
            tr(
                "coptui does its own counting: import who came, who wrote, or who your members are."
            ),
        )
    if not hints.columns and not _headed(sheet) and (people := pasted.read(text, hints)):
        return people
    raise unknown(sheet, hints)


def read_sheet(sheet: TextSheet, position: int, hints: Hints, product: Product) -> Found:
    """Read the tables of a sheet whose first headings are at `position`."""
    sheet = sheet.plain()
    known = product.columns if product is not ANY else None
    parts = sections(sheet, position, hints.columns, known)
    above = () if product is not ANY else _entries_above(sheet.rows[:position], parts[0].told.rows)
    if above and not hints.columns:
        part = parts[0]
        raise question(
            tr("There are names above this table that aren't in any of its columns."),
            SAY_WHAT,
            part.table,
            part.columns,
        )
    across = days_across(parts[0], hints) if product is ANY else ()
    columns = [column for part in parts for column in part.columns]
    meeting = product.kind == "attendance" or (
        product.kind != "people" and any(column.meaning in WHEN for column in columns)
    )
    if product is ANY:
        for part in parts:
            refuse_what_is_unsaid(part)
    eastern = is_eastern(column.head for column in columns)
    beside = [
        cell for part in parts for column in part.columns if not _is_dated(column)
        for cell in (part.cells(column) if column.kind in ("moment", "day") else ())
    ]  # fmt: skip
    dates = Dates(
        _dates_in(parts),
        hints,
        beside=beside,
        usual=product.usual,
        meeting=meeting,
        eastern=eastern,
    )
    if across:
        return meetings_across(parts[0], across, dates)
    if meeting:
        found = Gatherings(parts, dates, hints, product).found()
    else:
        book = product is ANY and is_address_book(parts[0].columns)
        found = people_of(parts, dates, hints, product, BOOK if book else product.name)
    return replace(found, skipped=(*above, *found.skipped)) if above else found


def _entries_above(rows: Sequence[SheetRow], told: frozenset[int]) -> tuple[Skipped, ...]:
    """Return the lines above a table that may name people: those of a list, or with an address."""
    return tuple(
        Skipped(row.line, row.text, tr("above the table, so in none of its columns"))
        for row in rows
        if row.line not in told
        and sum(map(bool, row.cells)) == 1
        and (_ENTRY.match(row.text) or ("@" in row.text and addresses_in(row.text)))
    )


def _dates_in(parts: Sequence[TableSection]) -> list[str]:
    told = [text for part in parts for text in (part.told.starts, part.told.ends)]
    cells = [
        cell
        for part in parts
        for column in part.columns
        if _is_dated(column)
        for cell in part.cells(column)
    ]
    return [*told, *cells]


def _is_dated(column: FileColumn) -> bool:
    """Return whether days are read from a column."""
    return column.meaning in ("joined", "joined at", "left at", "starts", "ends") or (
        column.meaning == "attended" and column.kind in ("moment", "day")
    )


def _numbered(sheet: TextSheet, hints: Hints) -> TextSheet | None:
    """Return a sheet without headings with those by which its columns were told: `column 1`."""
    names = {folded(name) for name in hints.columns}
    if not names or any(not name.startswith("column ") for name in names):
        return None
    width = max((len(row.cells) for row in sheet.rows), default=0)
    heads = SheetRow(0, tuple(f"column {number}" for number in range(1, width + 1)))
    return sheet.below(heads)


def _headed(sheet: TextSheet) -> bool:
    """Return whether a column with an unknown heading holds addresses."""
    rows = [row.cells for row in sheet.rows[:200] if not row.blank][:40]
    if len(rows) < 2 or len(rows[0]) < 2 or any("@" in cell for cell in rows[0]):
        return False
    alike = [cells for cells in rows[1:] if len(cells) == len(rows[0])]
    alone = [cells for cells in alike if any(address(cell) for cell in cells)]
    return len(alike) * 2 > len(rows) - 1 and len(alone) * 2 >= len(alike)


def _counts(sheet: TextSheet) -> bool:
    """Return whether each row is a day and a number, as in the reports of Discourse."""
    rows = [row.cells for row in sheet.rows[:500] if not row.blank]
    return len(rows) > 2 and all(
        len(cells) == 2
        and kind_of_column(cells[:1])[0] in ("day", "moment")
        and kind_of_column(cells[1:])[0] == "number"
        for cells in rows[1:]
    )
