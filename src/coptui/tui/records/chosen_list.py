"""The list of members with the columns that were chosen, and signs for those marked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from coptui.core.model.community import Community
from coptui.core.model.text import show
from coptui.core.people.columns import text_in
from coptui.tui.kit.rows import Column, Rows, Span, Tone
from coptui.tui.records.lists import (
    Keys,
    count_text,
    empty_text,
    members_in_order,
    seen_text,
    spoken_text,
)
from coptui.tui.records.words import name_of

CHOSEN = 12
"""Cells for a column that was chosen."""


def chosen_rows(
    community: Community,
    today: date,
    query: str,
    sort: str,
    chosen: Sequence[str],
    marked: Collection[int],
) -> Rows:
    """Return the members with the columns that were chosen; those marked have a sign."""
    chosen = chosen or ("seen", "spoken")
    order = members_in_order(community, query, sort)
    told = {"seen": seen_text, "spoken": spoken_text}

    def cells(index: int) -> tuple[Span, ...]:
        member = community.members[order[index]]
        tone: Tone = "quiet" if member.status in ("left", "paused") else "plain"
        sign = "* " if member.id in marked else ""
        spans = [Span(sign + name_of(member), "accent" if sign else tone)]
        for column in chosen:
            worked_out = told.get(column)
            text = (
                worked_out(community, member, today)
                if worked_out is not None
                else show(text_in(community, member, column))
            )
            spans.append(Span(text, "quiet"))
        return tuple(spans)

    count = count_text(len(order), len(community.members))
    return Rows(
        Keys("members", order),
        cells,
        columns=(
            Column("name"),
            *(Column(name, 8 if name in told else CHOSEN) for name in map(show, chosen)),
        ),
        count=f"{count}, {len(marked)} marked" if marked else count,
        sorted_by="" if sort == "name" else show(sort),
        empty=empty_text(query, "No one yet: a adds, i imports."),
    )
