"""The lists of the first screen, and their widths."""

from __future__ import annotations

from collections.abc import Collection

from coptui.core.lists.listing import Listing
from coptui.language import tr
from coptui.session import Session
from coptui.tui.kit.record_list import RecordList
from coptui.tui.kit.rows import Rows, Span
from coptui.tui.records.lists import list_rows

TIGHT = 72
"""Below this width the lists and the detail view take turns."""
WIDE = 120
"""From this width on there is more detail and there are more columns."""
PANES = {"members": tr("Members"), "topics": tr("Topics"), "events": tr("Upcoming")}
IDS = {table: "upcoming" if table == "events" else table for table in PANES}
"""Each list's id in the styles, by its table."""


def new_panes() -> dict[str, RecordList]:
    """Return a list for each table, in the order in which Tab goes through them."""
    return {
        table: RecordList(
            title=[Span(f"{number} ", "quiet"), Span(title, "heading")], id=IDS[table]
        )
        for number, (table, title) in enumerate(PANES.items(), 1)
    }


def table_of(widget: object) -> str:
    """Return the table that a widget lists; "" if it lists none."""
    tables = [
        table for table in PANES if isinstance(widget, RecordList) and widget.id == IDS[table]
    ]
    return tables[0] if tables else ""


def widths(full_width: int, *, sheet: bool = False) -> tuple[int, int]:
    """Return the widths of a list and of the detail view, as styles/home.tcss lays them out.

    Where there is no room for both they take turns, and beside a `sheet` below WIDE.
    """
    if full_width < TIGHT or sheet:
        return full_width, full_width
    if full_width >= 160:
        return full_width * 3 // 4 // 3 - 2, full_width // 4
    pane = 66 if full_width >= WIDE else 36
    return pane, full_width - pane


def pane_rows(
    session: Session, listing: Listing, width: int, here: str, marked: Collection[int]
) -> Rows:
    """Return the rows of a list, with its usual columns or those chosen, and signs for those
    marked; `here` is the column to type in."""
    community, today = session.community, session.today
    settings = None if session.presenting else session.settings
    if not listing.columns and not marked:
        return list_rows(community, listing, today, width=width, settings=settings)
    from coptui.tui.records.chosen_list import chosen_rows, with_marks

    if listing.columns:
        rows = chosen_rows(community, listing, today, settings=settings, here=here, width=width)
    else:
        rows = list_rows(community, listing, today, width=width, settings=settings)
    return with_marks(rows, listing.table, marked)
