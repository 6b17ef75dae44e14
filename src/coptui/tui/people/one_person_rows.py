"""Two people who may be the same: the pairs, and the two side by side."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from coptui.core.lists.last_times import last_seen, last_spoken
from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.entry import entries_of
from coptui.core.model.records import Member
from coptui.core.model.sentences import NO_DUPLICATES
from coptui.core.model.text import fold, show
from coptui.core.model.when import day_text
from coptui.core.people.one_person import Differing
from coptui.exchange.planning.duplicates import LikelyDuplicate
from coptui.language import tr
from coptui.tui.kit.rows import Column, Row, Rows, Span, Tone, listed
from coptui.tui.records.words import name_of, pad, person, text_rows, wrap

FIELD = 17
"""Cells for the name of a field."""


def pair_rows(community: Community, pairs: Sequence[LikelyDuplicate], of: int, width: int) -> Rows:
    """Return a line for each pair; keys are their indexes. `of` is how many there are in all."""
    name = max(16, (width - 40) // 2)

    def cells(index: int) -> tuple[Span, ...]:
        pair = pairs[index]
        kept, other = community.members[pair.kept], community.members[pair.other]
        return (
            Span(_told_apart(community, kept, other)),
            Span(_told_apart(community, other, kept)),
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
    """Return the fields that differ, the choice in brackets; then all else that each of them has."""
    room = max(10, (width - FIELD - 8) // 2)
    rows = [_heads(kept, other, room), Row(None, ())]
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
    chosen = {difference.field for difference in differences}
    others = [
        pair for pair in _all_they_have(community, kept, other, today) if pair[0] not in chosen
    ]
    for _, label, of_kept, of_other in others:
        rows += _beside(label, of_kept, of_other, room)
    alike = not differences and all(of_kept == of_other for _, _, of_kept, of_other in others)
    rows.append(Row(None, ()))
    for text in _what_becomes(kept, other, differences, alike):
        rows += text_rows(text, width, "quiet", " ")
    if not differences:
        # A list without a line to select would have no cursor.
        rows.append(Row("nothing", (Span(" " + tr("There is nothing to choose."), "quiet"),)))
    return listed(rows)


def _what_becomes(
    kept: Member, other: Member, differences: Sequence[Differing], alike: bool
) -> list[str]:
    """Return what merging does to what both have, in sentences."""
    said = []
    if differences:
        said.append(tr("Of two values in one line with brackets, the one in brackets is kept."))
    elif alike:
        said.append(tr("All their details are the same."))
    said.append(
        tr("Everything else recorded about either of them is kept.")
        if differences
        else tr("Everything recorded about either of them is kept.")
    )
    if kept.name != other.name:
        said.append(tr("The name you don't choose is kept as another name."))
    if False in (kept.contact_ok, other.contact_ok) and kept.contact_ok != other.contact_ok:
        said.append(tr("One of them asked for no contact, and that is kept."))
    return said


def _all_they_have(
    community: Community, kept: Member, other: Member, today: date
) -> list[tuple[str, str, list[str], list[str]]]:
    """Return each field in which either has something: its name and label, and what each has."""
    rows = [
        (field, of.entry.label, _values(community, kept, field), _values(community, other, field))
        for field, of in entries_of(Member).items()
        if of.entry.label
    ]
    rows += [
        ("seen", tr("Last seen"), _day(last_seen(community, kept.id), today), _day(last_seen(community, other.id), today)),
        ("spoken", tr("Spoken to"), _day(last_spoken(community, kept.id), today), _day(last_spoken(community, other.id), today)),
        ("notes", tr("Notes"), _notes(kept), _notes(other)),
    ]  # fmt: skip
    return [row for row in rows if row[2] or row[3]]


def _day(day: date | None, today: date) -> list[str]:
    return [day_text(day, today)] if day else []


def _notes(member: Member) -> list[str]:
    count = len(member.notes)
    return [counted(count, "{count} note", "{count} notes")] if count else []


def _values(community: Community, member: Member, field: str) -> list[str]:
    """Return what someone's field holds, a line each; nothing for one that was never filled in."""
    value = getattr(member, field)
    if value in (None, "", (), {}):
        return []
    if isinstance(value, dict):
        return [show(f"{name}: {text}") for name, text in value.items()]
    if isinstance(value, tuple):
        return [said(community, each) for each in value]
    return [text] if (text := said(community, value)) else []


def _beside(label: str, of_kept: Sequence[str], of_other: Sequence[str], room: int) -> list[Row]:
    """Return what each has, wrapped beside each other under the name of the field."""
    lefts, rights = (
        [line for text in texts or [tr("not recorded")] for line in wrap(text, room - 2)]
        for texts in (of_kept, of_other)
    )
    rows = []
    for number in range(max(len(lefts), len(rights))):
        left, right = (side[number] if number < len(side) else "" for side in (lefts, rights))
        head = pad(label if number == 0 else "", FIELD)
        spans = (
            Span(f" {head}", "quiet"),
            *(Span(pad(f" {text}", room + 2)) for text in (left, right)),
        )
        rows.append(Row(None, spans))
    return rows


def _told_apart(community: Community, member: Member, other: Member) -> str:
    """Return someone's name, and what tells them from the other one if both have the same."""
    if fold(member.name) != fold(other.name):
        return person(community, member.id)
    for field in ("emails", "organisation", "phone", "location", "joined_on"):
        mine, theirs = _values(community, member, field), _values(community, other, field)
        if mine and mine != theirs:
            return tr("{name}, {what}", name=name_of(member), what=mine[0])
    return person(community, member.id)


def _heads(kept: Member, other: Member, room: int) -> Row:
    cells: list[Span] = [Span(f" {'':{FIELD}}")]
    cells += [Span(pad(f"  {name_of(member)}", room + 2), "strong") for member in (kept, other)]
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
