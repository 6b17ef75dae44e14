"""A list of people: what its columns say about each, and what is kept as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from coptui.core.model.counting import counted
from coptui.exchange.tables.above import TableSection
from coptui.exchange.tables.columns import FileColumn, cells_of
from coptui.exchange.tables.dates import Dates
from coptui.exchange.tables.found import Found, FoundPerson, Hints
from coptui.exchange.tables.further import Further, further_head
from coptui.exchange.tables.headings import FILLED
from coptui.exchange.tables.kinds import kind_of
from coptui.exchange.tables.moments import day_of_number
from coptui.exchange.tables.people import merged, person_of
from coptui.exchange.tables.product import Product
from coptui.exchange.tables.rows import SectionRows, kept_columns, left_out_notes
from coptui.language import tr

BOOK = "Address book"
"""A table with columns that only an address book has: being in it makes no one a member."""
USED = frozenset(("name", "first name", "middle name", "last name", "email", "joined", *FILLED))
"""What a list says of a member; the other columns are kept as text."""


class UnreadCells:
    """Cells that are not what their heading says, counted; lists keep them as text (`kept`)."""

    def __init__(self, *, kept: bool) -> None:
        self._said = tr("can't be read, so the text was kept") if kept else tr("can't be read")
        self.cells: dict[str, list[str]] = {}

    def of(self, head: str, cell: str) -> dict[str, str]:
        """Return the text to keep of a cell that can't be read."""
        self.cells.setdefault(head, []).append(cell)
        return {name: cell[:500]} if (name := further_head(head)) else {}

    @property
    def notes(self) -> tuple[str, ...]:
        return tuple(
            tr(
                "{cells} under {head!r} {said}: {examples}.",
                cells=counted(len(cells), "{count} cell", "{count} cells"),
                head=head[:40],
                said=self._said,
                examples=", ".join(cell[:20] for cell in cells[:4]),
            )
            for head, cells in self.cells.items()
        )


def people_of(
    parts: Sequence[TableSection], dates: Dates, hints: Hints, product: Product, name: str
) -> Found:
    """Return the people of a list; its private notes only if `hints.notes` asks for them."""
    people: list[FoundPerson] = []
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
            fields = dict(person.fields)
            if not_read := _not_read(part.columns, row.cells, fields, dates, unread):
                fields["more"] = {**fields.get("more", {}), **not_read}
            if hints.notes and cells.get("note"):
                fields["notes"] = [{"text": text} for text in cells["note"]]
            people.append(FoundPerson(person.line, person.name, person.emails, fields))
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


def _not_read(
    columns: Sequence[FileColumn],
    cells: Sequence[str],
    fields: dict[str, Any],
    dates: Dates,
    unread: UnreadCells,
) -> Mapping[str, str]:
    """Return what is kept of cells that are no days and no telephone numbers."""
    kept: dict[str, str] = {}
    for column in columns:
        cell = cells[column.position] if column.position < len(cells) else ""
        if not cell:
            continue
        if column.meaning == "joined" and not (dates.day(cell) or day_of_number(cell)):
            kept |= unread.of(column.head, cell)
        elif column.meaning == "phone" and "E+" in cell.upper() and kind_of(cell) == "number":
            # A spreadsheet rounded the number; what is left isn't one any more.
            if fields.get("phone") == cell:
                del fields["phone"]
            kept |= unread.of(column.head, cell)
    return kept
