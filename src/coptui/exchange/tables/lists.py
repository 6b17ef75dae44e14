"""A list of people: what its columns say about each, and what is kept as text."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from coptui.exchange.tables.above import TableSection
from coptui.exchange.tables.columns import cells_of
from coptui.exchange.tables.dates import Dates
from coptui.exchange.tables.found import Found, Hints
from coptui.exchange.tables.further import Further
from coptui.exchange.tables.headings import FILLED
from coptui.exchange.tables.people import merged, person_of
from coptui.exchange.tables.product import Product
from coptui.exchange.tables.rows import SectionRows, kept_columns, left_out_notes
from coptui.exchange.tables.unplaced import UnreadCells, with_what_is_unplaced

BOOK = "Address book"
"""A table with columns that only an address book has: being in it makes no one a member."""
USED = frozenset(("name", "first name", "middle name", "last name", "email", "joined", *FILLED))
"""What a list says of a member; the other columns are kept as text."""


def people_of(
    parts: Sequence[TableSection], dates: Dates, hints: Hints, product: Product, name: str
) -> Found:
    """Return the people of a list; its private notes only if `hints.notes` asks for them."""
    people = []
    skipped = []
    notes: list[str] = []
    unread = UnreadCells(kept=True)
    for part in parts:
        rows = SectionRows(part, product.nobody)
        kept = kept_columns(
            part.columns, used=USED, only_told=product.only_known or name == BOOK, meeting=False
        )
        further = Further(part.table, kept)
        for row in rows:
            cells = cells_of(row, part.columns)
            person = person_of(row.line, cells, dates, product.service, **further.of(row))
            if person is None:
                rows.skip_nobody(row)
                continue
            fields = with_what_is_unplaced(person, part.columns, row.cells, dates, unread)
            if hints.notes and cells.get("note"):
                fields["notes"] = [{"text": text} for text in cells["note"]]
            people.append(replace(person, fields=fields))
        skipped += rows.skipped
        notes += [
            *further.notes,
            *left_out_notes(part.columns, kept, notes=hints.notes, known=product.only_known),
        ]
    return Found(
        name,
        "people",
        people=merged(people),
        skipped=tuple(sorted(skipped, key=lambda one: one.line)),
        notes=tuple(dict.fromkeys((*dates.notes, *notes, *unread.notes))),
    )
