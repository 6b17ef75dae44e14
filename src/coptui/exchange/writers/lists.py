"""A list as it was put together on the screen, for a spreadsheet: its columns, in its order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from coptui.core.lists.columns import NAMED_BY, USUAL, text_in
from coptui.core.lists.listing import Listing
from coptui.core.model.community import Community
from coptui.core.model.labels import label_of
from coptui.core.model.text import as_sentence, clean
from coptui.exchange.writers.cells import defused, sheet
from coptui.exchange.writers.written import Written


def listed(
    community: Community, listing: Listing, ids: Sequence[int], today: date, *, bom: bool = False
) -> Written:
    """Write these records of a list as CSV, in the columns that were chosen for it; what is
    confidential by its code."""
    rows = _rows(community, listing, ids, today)
    return Written(sheet(next(rows), rows, bom=bom), len(ids))


def to_paste(community: Community, listing: Listing, ids: Sequence[int], today: date) -> str:
    """Return the same with tabs between the cells, as spreadsheets take it from a clipboard."""
    rows = _rows(community, listing, ids, today)
    return "\n".join("\t".join(defused(cell) for cell in row) for row in rows)


def _rows(
    community: Community, listing: Listing, ids: Sequence[int], today: date
) -> Iterator[tuple[str, ...]]:
    table = listing.table
    columns = listing.columns or USUAL[table]
    yield (NAMED_BY[table], *(clean(as_sentence(name)) for name in columns))
    for number in ids:
        record = community.table(table)[number]
        cells = (text_in(community, record, column, today) for column in columns)
        yield tuple(clean(cell) for cell in (label_of(record), *cells))
