"""The library as rows: what is due for a look comes first."""

from __future__ import annotations

from datetime import date

from coptui.core.model.community import Community
from coptui.core.model.practice import due_for_a_look, is_confidential, title_shown
from coptui.core.model.records import LibraryItem
from coptui.core.model.text import fold, show
from coptui.core.model.when import day_text
from coptui.language import tr
from coptui.tui.kit.rows import Column, Row, Rows, Span, Tone, listed
from coptui.tui.records.words import person

KIND, KEEPER, LOOK, USES = 9, 16, 13, 4
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
    return listed(
        [_row(community, item, today, days) for item in items],
        columns=(
            Column(tr("title"), least=24),
            Column(tr("kind"), KIND),
            Column(tr("kept by"), KEEPER),
            Column(tr("last look"), LOOK),
            Column(tr("uses"), USES, right=True),
        ),
        empty=(
            Span(tr("Nothing yet. Press a to add a page, recording, template or case."), "quiet"),
        ),
    )


def due_spans(community: Community, today: date, days: int) -> list[Span]:
    """Return how many items are due for a look, for the top of the screen."""
    due = sum(due_for_a_look(item, today, days) for item in community.library.values())
    return [Span(tr("{due} due for a look", due=due) + " ", "warn")] if due else []


def _row(community: Community, item: LibraryItem, today: date, days: int) -> Row:
    due = due_for_a_look(item, today, days)
    looked = day_text(item.looked_on, today) if item.looked_on else ""
    tone: Tone = "warn" if due else "quiet"
    hidden = is_confidential(community, item)
    return Row(
        (item.table, item.id),
        (
            Span(show(title_shown(community, item))),
            Span(item.kind or "", "quiet"),
            Span("" if hidden else person(community, item.keeper), "quiet"),
            Span(", ".join(filter(None, (tr("due") if due else "", looked))) or "-", tone),
            Span(str(len(item.uses) or ""), "quiet"),
        ),
    )
