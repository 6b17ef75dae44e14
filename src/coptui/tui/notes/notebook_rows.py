"""My notebook as rows: what is about the person first, and reminders before notes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from coptui.core.model.community import Community
from coptui.core.model.when import coming_day, day_text
from coptui.core.writing.notebook import NotebookEntry, Reminder
from coptui.language import tr
from coptui.tui.kit.rows import Row, Rows, Span, Tone, listed
from coptui.tui.records.words import person, wrap

DAY = 12
"""Cells for the day, before the text."""


def notebook_rows(
    community: Community,
    entries: Sequence[NotebookEntry],
    member: int | None,
    today: date,
    width: int,
) -> Rows:
    """Return what is about `member` under their name, then everything else."""
    about = [entry for entry in entries if member and entry.member == member]
    rest = [entry for entry in entries if entry not in about]
    rows: list[Row] = []
    for title, part in (
        (tr("About {name}", name=person(community, member)) if member else "", about),
        (tr("Everything else") if about else "", rest),
    ):
        if not part:
            continue
        if title:
            rows += [Row(None, ()), Row(None, (Span(f" {title}", "heading"),))]
        for entry in sorted(part, key=lambda entry: not isinstance(entry, Reminder)):
            rows += _entry(community, entry, today, width, named=part is rest)
    return listed(
        rows,
        count=str(len(entries) or ""),
        empty=(Span(tr("Nothing yet. Press a to write a note only you can see."), "quiet"),),
    )


def _entry(
    community: Community, entry: NotebookEntry, today: date, width: int, *, named: bool
) -> list[Row]:
    key = (entry.table, entry.id)
    day = ""
    if entry.on is not None:
        day = coming_day(entry.on, today) if entry.on > today else day_text(entry.on, today)
    tone: Tone = (
        "warn" if isinstance(entry, Reminder) and entry.on and entry.on <= today else "quiet"
    )
    text = entry.text
    if named and entry.member:
        text = f"{person(community, entry.member)}: {text}"
    if isinstance(entry, Reminder):
        text = tr("{text} (reminder)", text=text)
    lines = wrap(text, max(20, width - DAY - 3)) or [""]
    rows = [Row(key, (Span(f" {day[:DAY]:<{DAY}} ", tone), Span(lines[0])))]
    rows += [Row(None, (Span(" " * (DAY + 2)), Span(line))) for line in lines[1:]]
    return rows
