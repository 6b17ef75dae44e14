"""The history as rows: who changed what and when; and one entry, before and after."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from coptui.core.model.community import Community
from coptui.core.model.confidential import masked
from coptui.core.model.history import taken_back
from coptui.core.model.labels import label_of, singular_of
from coptui.core.model.records import Changed, HistoryEntry, day_written
from coptui.core.model.sentences import NO_CHANGES
from coptui.core.model.text import show
from coptui.core.model.when import day_text
from coptui.language import tr
from coptui.tui.kit.rows import Column, Row, Rows, Span, Tone, listed
from coptui.tui.records.values import field_name, value_text
from coptui.tui.records.words import heading, pad, text_rows, wrap

FIELD = 18
"""Cells for the name of a field."""


def history_rows(community: Community, today: date) -> Rows:
    """Return a line for each entry, the latest first; keys are their ids."""
    entries = sorted(community.history.values(), key=lambda entry: -entry.id)
    gone = taken_back(entries)

    def cells(index: int) -> tuple[Span, ...]:
        entry = entries[index]
        tone: Tone = "quiet" if entry.id in gone or entry.undoes is not None else "plain"
        return (
            Span(when_text(entry, today), "quiet"),
            Span(show(entry.by), "quiet"),
            Span(show(masked(community, entry.label)), tone),
            Span(tr("undone") if entry.id in gone else "", "quiet"),
        )

    return Rows(
        [entry.id for entry in entries],
        cells,
        columns=(Column(tr("when"), 13), Column(tr("who"), 12), Column(tr("what")), Column("", 10)),
        count=str(len(entries)),
        empty=(Span(NO_CHANGES, "quiet"),),
    )


def when_text(entry: HistoryEntry, today: date) -> str:
    """Return `24 Nov 13:05`."""
    return f"{day_text(day_written(entry.at), today)} {entry.at[11:16]}".strip()


def entry_rows(
    community: Community, entry: HistoryEntry | None, today: date, width: int, private: bool
) -> Rows:
    """Return what an entry changed; the values only if asked for."""
    if entry is None:
        return listed([])
    width = max(30, width - 3)
    rows = text_rows(masked(community, entry.label), width, "strong")
    rows += text_rows(
        tr("{when_text}, by {by}", when_text=when_text(entry, today), by=entry.by or tr("unknown")),
        width,
        "quiet",
    )
    for changed in entry.changes:
        rows += heading(_title(community, changed))
        rows += _values(community, changed, width) if private else _fields(changed, width)
    if not private:
        rows += [Row(None, ()), Row(None, (Span(tr("Enter shows before and after."), "quiet"),))]
    return listed(rows)


def _title(community: Community, changed: Changed) -> str:
    record = community.table(changed.table).get(changed.id)
    kind = singular_of(changed.table)
    word = (
        tr("added")
        if changed.before is None
        else tr("deleted")
        if changed.after is None
        else tr("changed")
    )
    name = (
        show(masked(community, label_of(record)))
        if record is not None
        else tr("no. {id}, since deleted", id=changed.id)
    )
    return f"{kind} {name}: {word}"


def _keys(changed: Changed) -> Iterable[str]:
    return dict.fromkeys((*(changed.before or {}), *(changed.after or {})))


def _fields(changed: Changed, width: int) -> list[Row]:
    names = ", ".join(dict.fromkeys(field_name(changed.table, key) for key in _keys(changed)))
    return text_rows(names, width, "quiet", "  ")


def _values(community: Community, changed: Changed, width: int) -> list[Row]:
    """Return a line for each field: its value now, or before and after."""
    rows = []
    for key in _keys(changed):
        before = value_text(community, changed.table, changed.before, key)
        after = value_text(community, changed.table, changed.after, key)
        said = tr(
            "from {before} to {after}",
            before=before or tr("(nothing)"),
            after=after or tr("(nothing)"),
        )
        if changed.before is None or changed.after is None or key.endswith("+"):
            said = after or tr("{before} (removed)", before=before)
        head = f"  {field_name(changed.table, key)}"
        for number, line in enumerate(wrap(said, max(20, width - FIELD))):
            label = head if number == 0 else ""
            rows.append(Row(None, (Span(pad(label, FIELD), "quiet"), Span(line))))
    return rows
