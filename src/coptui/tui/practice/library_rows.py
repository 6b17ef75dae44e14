"""The library as rows: what is due for a look comes first."""

from __future__ import annotations

from datetime import date

from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.practice import due_for_a_look, is_confidential, seen_last, title_shown
from coptui.core.model.records import LibraryItem
from coptui.core.model.text import fold, show
from coptui.core.model.when import day_text
from coptui.tui.kit.rows import Column, Row, Rows, Span, Tone, listed
from coptui.tui.records.words import person

KIND, KEEPER, LOOKED, USED = 10, 18, 12, 9
"""Cells of the columns beside the title."""


def library_rows(community: Community, today: date, days: int) -> Rows:
    """Return a line for each item; one is due that no one looked at for this number of days."""
    items = sorted(
        community.library.values(),
        key=lambda item: (
            not due_for_a_look(item, today, days),
            fold(title_shown(community, item)),
            item.id,
        ),
    )
    due = sum(due_for_a_look(item, today, days) for item in items)
    return listed(
        [_row(community, item, today, days) for item in items],
        columns=(
            Column("title"),
            Column("kind", KIND),
            Column("kept by", KEEPER),
            Column("looked at", LOOKED),
            Column("used", USED),
        ),
        count=f"{len(items)}, {due} due for a look" if due else str(len(items) or ""),
        empty=(Span("Nothing yet. Press a to add a page, recording, template or case.", "quiet"),),
    )


def _row(community: Community, item: LibraryItem, today: date, days: int) -> Row:
    due = due_for_a_look(item, today, days)
    last = seen_last(item, today)
    looked = day_text(last, today) if last else "not recorded"
    tone: Tone = "warn" if due else "quiet"
    hidden = is_confidential(community, item)
    return Row(
        (item.table, item.id),
        (
            Span(show(title_shown(community, item))),
            Span(item.kind or "", "quiet"),
            Span("" if hidden else person(community, item.keeper), "quiet"),
            Span(looked, tone),
            Span(counted(len(item.uses), "time") if item.uses else "", "quiet"),
        ),
    )
