"""A list with the columns that were chosen, and signs for the rows marked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import cast

from msgspec.structs import replace

from coptui.core.lists.columns import USUAL, WORKED_OUT, fields_of, own_columns, text_in
from coptui.core.lists.last_times import is_coming
from coptui.core.lists.listing import Listing, count_of_all, ids_in
from coptui.core.model.community import Community
from coptui.core.model.records import Event, Member, Record, day_of
from coptui.core.model.settings import Settings
from coptui.core.model.text import show
from coptui.core.model.when import day_text, short_day
from coptui.language import tr
from coptui.tui.kit.rows import Column, Rows, Span, Tone
from coptui.tui.records.lists import (
    Keys,
    count_text,
    empty_text,
    people_count,
    seen_text,
    sorted_by,
    spoken_text,
)
from coptui.tui.records.words import Key, name_of

CHOSEN = 12
"""Cells for a column that was chosen."""
TIME = 17
"""Cells for a day with a time, as in `24 Nov 2026 18:00`."""
NAME = 16
"""Cells that are left for the name at least; columns on the right go first."""
NARROW = 8
"""Cells for what is worked out."""
HERE = "›"
"""The sign before the heading of the column in which a value is typed in place."""


def chosen_rows(
    community: Community,
    listing: Listing,
    today: date,
    *,
    settings: Settings | None = None,
    here: str = "",
    width: int = 80,
) -> Rows:
    """Return a list with the columns that were chosen, as many as fit a width in cells; `here` is
    the one to type in, and always among them."""
    table, every = listing.table, listing.columns or USUAL[listing.table]
    first, last = _fitting(table, every, here, width)
    chosen = every[first:last]
    order = ids_in(community, listing, today, settings)
    records = community.table(table)

    def cells(index: int) -> tuple[Span, ...]:
        record = records[order[index]]
        tone: Tone = "quiet" if _is_past(record, today) else "plain"
        spans = [Span(name_of(record), tone)]
        spans += [Span(_cell(community, record, column, today), "quiet") for column in chosen]
        return tuple(spans)

    return Rows(
        Keys(table, order),
        cells,
        columns=(
            Column("title" if table != "members" else "name", least=NAME),
            *(Column(f"{HERE if name == here else ''}{show(name)}", _width(table, name)) for name in chosen),
        ),
        count=_count(_total(community, listing, len(order)), first + 1, last, len(every)),
        sorted_by=sorted_by(listing),
        empty=empty_text(listing.query, tr("Nothing yet: press a to add, i to import.")),
    )  # fmt: skip


def _total(community: Community, listing: Listing, shown: int) -> str:
    if listing.table == "members":
        return people_count(community, listing, shown)
    return count_text(shown, count_of_all(community, listing.table))


def _count(count: str, first: int, last: int, columns: int) -> str:
    """Return how many there are, and which columns are shown if there is no room for all."""
    if last - first + 1 == columns:
        return count
    return tr(
        "{count}, columns {first} to {last} of {columns}",
        count=count,
        first=first,
        last=last,
        columns=columns,
    )


def with_marks(rows: Rows, table: str, marked: Collection[int]) -> Rows:
    """Return a list with a sign before the name of each row marked, and their number."""
    if not marked:
        return rows
    # The usual list of events begins with the day.
    at = int(table == "events" and rows.columns[0].title == "")

    def cells(index: int) -> tuple[Span, ...]:
        spans, key = rows.cells(index), cast("Key | None", rows.keys[index])
        if key is None or key[1] not in marked:
            return spans
        signed = Span(f"* {spans[at].text}", "accent")
        return (*spans[:at], signed, *spans[at + 1 :])

    return replace(
        rows,
        cells=cells,
        count=tr("{count}, {marked} marked", count=rows.count, marked=len(marked)),
    )


def _fitting(table: str, columns: Sequence[str], here: str, width: int) -> tuple[int, int]:
    """Return from where to where columns are shown: from the left, and on until `here` is there."""
    room = width - 2 - NAME - 1
    at = columns.index(here) if here in columns else 0
    first = last = used = 0
    for last, name in enumerate(columns, 1):
        used += _width(table, name) + 1
        if used > room and last > 1:
            if last - 1 > at:
                return first, last - 1
            while used > room and first < last - 1:
                used -= _width(table, columns[first]) + 1
                first += 1
    return first, last


def editable(community: Community, columns: Sequence[str], table: str) -> list[str]:
    """Return the columns, of those shown, in which a value can be typed in place."""
    own = own_columns(community, table)
    return [name for name in columns if name in fields_of(table) or name in own]


def as_typed(text: str) -> str:
    """Return a day, perhaps with a time, as the screen shows it and it can be typed in again:
    `8 Sep 2026 19:00`."""
    return " ".join((short_day(day_of(text)), text[11:16])).strip()


def _is_past(record: Record, today: date) -> bool:
    if isinstance(record, Member):
        return record.status in ("left", "paused")
    if isinstance(record, Event):
        return not is_coming(record, today) or record.status == "cancelled"
    return getattr(record, "state", "") in ("done", "dropped", "parked")


def _cell(community: Community, record: Record, column: str, today: date) -> str:
    if isinstance(record, Member) and column in WORKED_OUT["members"]:
        return (seen_text if column == "seen" else spoken_text)(community, record, today)
    text = text_in(community, record, column, today)
    if text and column in WORKED_OUT[record.table]:
        return day_text(day_of(text), today)
    field = fields_of(record.table).get(column)
    return as_typed(text) if text and field and field.kind in ("day", "moment") else show(text)


def _width(table: str, column: str) -> int:
    field = fields_of(table).get(column)
    if column in WORKED_OUT[table]:
        return NARROW
    return TIME if field is not None and field.kind == "moment" else CHOSEN
