"""What the numbers in a column of lengths count: minutes, seconds, hours, or parts of a day."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coptui.core.model.text import fold
from coptui.exchange.tables.above import TableSection
from coptui.exchange.tables.asking import question
from coptui.exchange.tables.columns import LENGTHS, FileColumn
from coptui.exchange.tables.dates import Dates
from coptui.exchange.tables.durations import minutes_of
from coptui.exchange.tables.kinds import cells_at, kind_of
from coptui.exchange.tables.moments import read_back
from coptui.language import tr

LONGEST_MEETING = 24 * 60
"""Minutes; a longer one is in another unit, or is asked about."""
_UNITS = (
    (1 / 60, re.compile(r"\b(?:sec|secs|seconds?|sek|sekunden|secondes|segundos|secondi|seconden|sekund\w*|s|сек\w*)\b|秒|초")),
    (60.0, re.compile(r"\b(?:h|hrs?|hours?|std|stunden|heures|horas|ore|uren|godz\w*|hod\w*|timmar|timer|час\w*)\b|時間数|小时")),
    (1.0, re.compile(r"\b(?:min|mins|minut\w*|мин\w*|dakika|dk|λεπτ\w*|perc)\b|分|분")),
)  # fmt: skip


def unit_of(part: TableSection, column: FileColumn, dates: Dates) -> float:
    """Return how many minutes a bare number in a column counts.

    Its heading says so (`(sec)`), or its times, or else it is minutes. Raise UnknownLayout for numbers that
    can't be minutes: over a day, or below one for everyone.
    """
    if column.told and column.meaning in LENGTHS and column.meaning != "minutes":
        return LENGTHS[column.meaning]
    head = fold(column.head)
    for unit, words in _UNITS:
        if words.search(head):
            return unit
    if column.meaning != "minutes":
        return LENGTHS[column.meaning]
    if column.told:
        return 1.0
    cells = cells_at([row.cells for row in part.table.rows], column.position)
    numbers = [
        minutes
        for cell in cells
        if kind_of(cell) == "number" and (minutes := minutes_of(cell)) is not None
    ]
    if len(numbers) * 2 < len(cells) or not numbers:
        return 1.0
    if (by_times := _by_times(part, column, dates)) is not None:
        return by_times
    if max(numbers) > LONGEST_MEETING:
        raise _asked(part, column, cells, "seconds")
    if 0 < max(numbers) < 1:
        raise _asked(part, column, cells, "days")
    return 1.0


def _by_times(part: TableSection, column: FileColumn, dates: Dates) -> float | None:
    """Return the unit in which most lengths are those from the first time to the last."""
    held = {each.meaning: each.position for each in part.columns}
    if not {"joined at", "left at"} <= held.keys():
        return None
    votes: dict[float, int] = {}
    for row in part.table.rows[:300]:
        cells = row.cells
        if max(held["joined at"], held["left at"], column.position) >= len(cells):
            continue
        start = read_back(dates.on("2026-01-01", cells[held["joined at"]]))
        end = read_back(dates.on("2026-01-01", cells[held["left at"]]))
        number = minutes_of(cells[column.position])
        if (
            start is None
            or end is None
            or not number
            or (start.tzinfo is None) != (end.tzinfo is None)
        ):
            continue
        span = (end - start).total_seconds() / 60
        for unit in (1.0, 1 / 60, 60.0, 1440.0):
            if abs(number * unit - span) <= max(2.0, 0.1 * span):
                votes[unit] = votes.get(unit, 0) + 1
                break
    return max(votes, key=lambda unit: votes[unit], default=None)


def _asked(part: TableSection, column: FileColumn, cells: Sequence[str], likely: str) -> Exception:
    shown = ", ".join(cell[:12] for cell in cells[:3])
    asked = question(
        tr("{head!r} holds {shown}, which can't be minutes.", head=column.head[:40], shown=shown),
        tr("Say whether they are seconds, hours or days."),
        part.table,
        part.columns,
    )
    places = [number for number, head in enumerate(part.table.heads) if number == column.position]
    asked.meanings = tuple(
        likely if place in places else meaning for place, meaning in enumerate(asked.meanings)
    )
    return asked
