"""What the detail views share: titles, linked records, the line that opens private parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.records import Event, Member, Topic
from coptui.core.model.text import show
from coptui.core.model.when import day_text
from coptui.language import tr
from coptui.tui.kit.rows import Row, Span
from coptui.tui.records.words import (
    Key,
    heading,
    key_of,
    name_of,
    pad,
    person,
    text_rows,
)

PRIVATE = ("private", 0)
"""The key of the line that opens private parts."""

SPONSOR = ("sponsor", 0)
"""The key of the line that leads to everything about the sponsor."""

MORE = "more"
"""The first part of the key of a line that counts what is not listed; the second is the number."""

LINKS = 6
"""How many linked records of a kind are listed before the rest is counted."""

RecordLink = tuple[Key, str, str]
"""A linked record: its key, its name, a remark at the right."""


def title_row(name: str, state: str, width: int) -> Row:
    state = show(state)
    room = width - len(state) - 1
    return Row(None, (Span(pad(name, room), "strong"), Span(" "), Span(state, "accent")))


def title_rows(name: str, state: str, width: int) -> list[Row]:
    rows = text_rows(name, width - len(state) - 1 if len(name) < width else width, "strong")
    first = title_row(name, state, width) if len(name) < width - len(state) else rows[0]
    rows = [first, *rows[1:]]
    if first is not None and len(name) >= width - len(state) and state:
        rows += text_rows(state, width, "accent")
    return rows


def links(title: str, links: Sequence[RecordLink], width: int, most: int = LINKS) -> list[Row]:
    """Return a heading and a line for each linked record; nothing if there are none.

    After `most` of them a line counts the rest, which `folded` hides or shows.
    """
    if not links:
        return []
    rows = heading(title)
    for index, (key, name, remark) in enumerate(links):
        if index == most:
            text = "   " + tr("and {count} more", count=len(links) - most)
            rows.append(Row((MORE, len(links) - most), (Span(text, "quiet"),)))
        room = width - 2 - len(remark) - (1 if remark else 0)
        rows.append(
            Row(
                key,
                (
                    Span(" "),
                    Span(pad(name, room), "link"),
                    Span(f" {remark}" if remark else "", "quiet"),
                ),
            )
        )
    return rows


def folded(rows: Sequence[Row], unfolded: bool) -> list[Row]:
    """Return the rows with each list cut where it counts the rest; with `unfolded`, complete."""
    kept: list[Row] = []
    skip = 0
    for row in rows:
        if isinstance(row.key, tuple) and row.key[0] == MORE:
            if not unfolded:
                kept.append(row)
                skip = int(row.key[1])
        elif skip:
            skip -= 1
        else:
            kept.append(row)
    return kept


def people_links(community: Community, ids: Iterable[int]) -> list[RecordLink]:
    return [
        (("members", member), person(community, member), "")
        for member in ids
        if member in community.members
    ]


def event_link(event: Event, today: date, member: Member | None = None) -> RecordLink:
    remark = day_text(event.day, today)
    if member is not None and member.id in event.hosts:
        remark = tr("host  {remark}", remark=remark)
    elif member is not None and member.id in event.speakers:
        remark = tr("speaker  {remark}", remark=remark)
    return (key_of(event), name_of(event), remark)


def has_hidden_title(record: Topic | Event) -> bool:
    """Return whether a confidential record holds more than the code that is shown."""
    return record.confidential and name_of(record) != show(record.title)


def private_line(hidden: int, private: bool) -> list[Row]:
    if not hidden:
        return []
    text = (
        counted(
            hidden,
            "{count} private line, Enter hides it",
            "{count} private lines, Enter hides them",
        )
        if private
        else counted(
            hidden,
            "{count} private line, Enter shows it",
            "{count} private lines, Enter shows them",
        )
    )
    return [Row(PRIVATE, (Span(f" {text}", "quiet"),))]
