"""What is still in hand when someone hands over, kind by kind."""

from __future__ import annotations

from collections.abc import Sequence

from coptui.core.model.text import show
from coptui.core.people.handover import InHand
from coptui.language import tr
from coptui.tui.kit.rows import Row, Rows, Span, listed
from coptui.tui.records.words import heading, text_between, text_rows

TITLES = {
    "follow-up": tr("Follow-ups"),
    "promise": tr("Stories you promised to share or to ask about again"),
    "ask": tr("Requests to answer"),
    "topic": tr("Topics you look after"),
    "meeting": tr("Events you host"),
    "note": tr("Notes written about people"),
    "role": tr("Roles"),
}


def handover_rows(things: Sequence[InHand], width: int) -> Rows:
    """Return a line for each thing; a row's key is its index among them."""
    width = max(40, width - 3)
    rows: list[Row] = []
    for kind, title in TITLES.items():
        here = [(index, thing) for index, thing in enumerate(things) if thing.kind == kind]
        if not here:
            continue
        rows += heading(f" {title}")
        for index, thing in here:
            rows += text_between(
                index, " ".join(show(thing.text).split()), (), width, (Span("   "),)
            )
    if not things:
        rows = text_rows(tr("Everything is handed over. Thank you."), width, "good", " ")
    return listed(rows if rows[0].cells else rows[1:])
