"""Lists of what a community keeps, and of what it wants to know, headed as coptui exports them."""

from __future__ import annotations

from coptui.core.writing.form_fields import FIELDS
from coptui.exchange.tables.dates import Dates
from coptui.exchange.tables.found import Found, FoundEntry, Hints, PracticeTable, Skipped
from coptui.exchange.tables.sheets import TextSheet, folded
from coptui.exchange.writers.cells import as_meant
from coptui.exchange.writers.practice import COLUMNS
from coptui.language import tr

NAMELESS = tr("no title or question")


def library(sheet: TextSheet, position: int, hints: Hints) -> Found:
    """Read a list with at least the columns Title and Kept by."""
    return _read(sheet, position, hints, "library", "Library")


def learning_agenda(sheet: TextSheet, position: int, hints: Hints) -> Found:
    """Read a list with at least the columns Question and Curious."""
    return _read(sheet, position, hints, "questions", "Learning agenda")


def _read(
    sheet: TextSheet, position: int, hints: Hints, table: PracticeTable, product: str
) -> Found:
    rows = sheet.table(position)
    fields, heads_of = FIELDS[table], COLUMNS[table]
    days = [field for field in fields if field.kind == "day"]
    dates = Dates((cell for field in days for cell in rows.column(heads_of[field.name])), hints)
    entries, skipped = [], []
    for row in rows.rows:
        if rows.repeats_heads(row) or row.blank:
            continue
        texts = {field.name: as_meant(rows.cell(row, heads_of[field.name])) for field in fields}
        texts |= {field.name: dates.day(texts[field.name]) or texts[field.name] for field in days}
        name = texts.pop(fields[0].name)
        if not name:
            skipped.append(Skipped(row.line, row.text, NAMELESS))
            continue
        filled = {field: text for field, text in texts.items() if text}
        entries.append(FoundEntry(row.line, table, name, filled))
    unread = rows.others([*heads_of.values()])
    heads = ", ".join(head for head in unread if folded(head))
    notes = (tr("Columns not read: {heads}.", heads=heads),) if heads else ()
    return Found(
        product, "practice", entries=tuple(entries), skipped=tuple(skipped), notes=(*dates.notes, *notes)
    )  # fmt: skip
