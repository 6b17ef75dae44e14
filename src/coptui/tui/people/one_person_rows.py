"""Two people who may be the same: the pairs, and the two side by side."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from coptui.core.model.community import Community
from coptui.core.model.records import Member
from coptui.core.model.sentences import NO_DUPLICATES
from coptui.core.model.text import show
from coptui.core.model.when import day_text
from coptui.core.people.one_person import Differing
from coptui.exchange.planning.duplicates import LikelyDuplicate
from coptui.language import tr
from coptui.tui.kit.rows import Column, Row, Rows, Span, Tone, listed
from coptui.tui.records.words import name_of, pad, person

FIELD = 14
"""Cells for the name of a field."""


def pair_rows(community: Community, pairs: Sequence[LikelyDuplicate], of: int, width: int) -> Rows:
    """Return a line for each pair; keys are their indexes. `of` is how many there are in all."""
    name = max(16, (width - 40) // 2)

    def cells(index: int) -> tuple[Span, ...]:
        pair = pairs[index]
        return (
            Span(person(community, pair.kept)),
            Span(person(community, pair.other)),
            Span(show(pair.why), "quiet"),
            Span(pair.sure, "accent" if pair.sure == "sure" else "quiet"),
        )

    return Rows(
        range(len(pairs)),
        cells,
        columns=(
            Column(tr("one"), name),
            Column(tr("another"), name),
            Column(tr("because")),
            Column("", 8),
        ),
        count=str(of) if of == len(pairs) else tr("{count} of {of}", count=len(pairs), of=of),
        empty=(Span(NO_DUPLICATES, "quiet"),),
    )


def side_by_side_rows(
    community: Community,
    kept: Member,
    other: Member,
    differences: Sequence[Differing],
    from_other: Collection[str],
    today: date,
    width: int,
) -> Rows:
    """Return the fields that differ, the choice in brackets; then what is combined."""
    room = max(10, (width - FIELD - 8) // 2)
    rows = [_heads(community, kept, other, today, room), Row(None, ())]
    for difference in differences:
        second = difference.field in from_other
        rows.append(
            Row(
                difference.field,
                (
                    Span(f" {pad(difference.field.replace('_', ' '), FIELD)}", "quiet"),
                    *_side(community, difference.kept, not second, room),
                    *_side(community, difference.other, second, room),
                ),
            )
        )
    if not differences:
        rows.append(Row("nothing", (Span(tr("All their details are the same."), "quiet"),)))
    rows += [
        Row(None, ()),
        Row(None, (Span(" " + tr('Everything recorded about either of them is kept.'), "quiet"),)),
        Row(None, (Span(" " + tr("The name you don't choose is kept as another name."), "quiet"),)),
    ]  # fmt: skip
    return listed(rows)


def _heads(community: Community, kept: Member, other: Member, today: date, room: int) -> Row:
    cells: list[Span] = [Span(f" {'':{FIELD}}")]
    for member in (kept, other):
        events = community.attended_by.get(member.id, ())
        head = name_of(member)
        if events:
            head = tr("{name}, last seen {day}", name=head, day=day_text(events[-1].day, today))
        cells.append(Span(pad(f"  {head}", room + 2), "strong"))
    return Row(None, tuple(cells))


def _side(community: Community, value: Any, chosen: bool, room: int) -> tuple[Span, ...]:
    text = pad(said(community, value), room - 2).rstrip()
    tone: Tone = "accent" if chosen else "quiet"
    return (Span(pad(f"[{text}]" if chosen else f" {text} ", room + 2), tone),)


def said(community: Community, value: Any) -> str:
    """Return a field's value in a few words."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if isinstance(value, int):
        return person(community, value) if value in community.members else str(value)
    if isinstance(value, str):
        return show(value)
    return show(", ".join(f"{name} {part}" for name, part in _parts(value) if part is not None))


def _parts(value: Any) -> list[tuple[str, Any]]:
    return [
        (name.replace("_", " "), getattr(value, name))
        for name in getattr(value, "__struct_fields__", ())
    ]
