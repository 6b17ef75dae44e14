"""The backups of a file as rows: when it was taken, and what it would restore."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from coptui.core.model.sentences import NO_BACKUPS
from coptui.core.model.text import show
from coptui.core.model.when import full_day
from coptui.store.moments import Moment
from coptui.tui.kit.rows import Row, Rows, Span, listed
from coptui.tui.records.words import wrap

WHEN = 24
"""Cells for the day and time."""


class ShownBackup(NamedTuple):
    """A backup, and what it `would` do or why it cannot be restored."""

    backup: Moment
    would: str
    fault: str


def taken_at(backup: Moment) -> str:
    """Return `Sun 22 Nov 2026, 18:00`, on this machine's clock."""
    moment = backup.taken_at.astimezone()
    return f"{full_day(moment.date())}, {moment:%H:%M}"


def backup_rows(shown: Sequence[ShownBackup], width: int) -> Rows:
    """Return a line or more for each backup, newest first; keys are their paths."""
    width = max(50, width - 3)
    rows: list[Row] = []
    for backup, would, fault in shown:
        for number, line in enumerate(wrap(show(fault or would), width - WHEN - 3)):
            when = taken_at(backup) if number == 0 else ""
            key = backup.key if number == 0 else None
            rows.append(
                Row(key, (Span(f" {when:<{WHEN}}  "), Span(line, "warn" if fault else "quiet")))
            )
    return listed(
        rows,
        count=str(len(shown)),
        empty=(Span(NO_BACKUPS, "quiet"),),
    )
