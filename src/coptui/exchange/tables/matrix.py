"""Names down and days across: the sheet of attendance that most people keep by hand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from coptui.exchange.tables.above import TableSection
from coptui.exchange.tables.answers import came
from coptui.exchange.tables.columns import FileColumn, cells_of
from coptui.exchange.tables.dates import Dates
from coptui.exchange.tables.durations import minutes_of
from coptui.exchange.tables.found import Found, FoundEvent, FoundPerson, Hints, Skipped
from coptui.exchange.tables.kinds import cells_at, kind_of
from coptui.exchange.tables.people import person_of
from coptui.exchange.tables.rows import SectionRows
from coptui.language import tr

PRODUCT = "Attendance sheet"
_DAY_AND_TITLE = re.compile(r"(\S*\d\S*(?:[ -]\S*\d\S*){0,2})[ :,–-]+(\D.+)")


def days_across(part: TableSection, hints: Hints) -> Mapping[int, tuple[str, str]]:
    """Return the columns headed by a day, with that day and a title beside it; empty for any other table.

    Their cells are marks, answers or minutes.
    """
    unsaid = [
        column
        for column in part.columns
        if not column.meaning or column.meaning in ("attended", "rsvp")
    ]
    dates = Dates([column.head for column in unsaid], hints, meeting=True)
    across: dict[int, tuple[str, str]] = {}
    rows = [row.cells for row in part.table.rows]
    for column in unsaid:
        day, title = _day(column.head, dates)
        cells = cells_at(rows, column.position)
        if day and all(_is_mark(cell) for cell in cells):
            across[column.position] = (day, title)
    return across


def _day(head: str, dates: Dates) -> tuple[str, str]:
    if len(head) > 80 or not any(map(str.isdigit, head)):
        return "", ""
    if day := dates.day(head) or dates.day_of_year(head):
        return day, ""
    if parts := _DAY_AND_TITLE.fullmatch(head):
        return dates.day(parts[1]) or dates.day_of_year(parts[1]), parts[2].strip()
    return "", ""


def _is_mark(cell: str) -> bool:
    return came(cell) is not None or kind_of(cell) in ("number", "span")


def meetings_across(
    part: TableSection, across: Mapping[int, tuple[str, str]], dates: Dates
) -> Found:
    """Return a meeting for each column, with everyone who has a mark there."""
    there: dict[int, list[FoundPerson]] = {position: [] for position in across}
    others: Sequence[FileColumn] = [
        column for column in part.columns if column.position not in across
    ]
    rows = SectionRows(part)
    unmarked: list[Skipped] = []
    for row in rows:
        person = person_of(row.line, cells_of(row, others), dates)
        if person is None:
            rows.skip_nobody(row)
            continue
        for position in across:
            cell = row.cells[position] if position < len(row.cells) else ""
            if not cell:
                continue
            status = came(cell)
            minutes = minutes_of(cell) if status is None else None
            if status is None and minutes is None:
                text = f"{person.name}: {cell}"[:200]
                unmarked.append(
                    Skipped(row.line, text, tr("neither an attendance mark nor minutes"))
                )
                continue
            there[position].append(
                FoundPerson(
                    row.line,
                    person.name,
                    person.emails,
                    person.fields,
                    minutes=minutes,
                    status=status,
                )
            )
    events = tuple(
        FoundEvent(part.table.line, title=title, starts_at=day, people=tuple(there[position]))
        for position, (day, title) in across.items()
        if there[position]
    )
    return Found(
        PRODUCT,
        "attendance",
        events=events,
        skipped=(*rows.skipped, *unmarked),
        notes=(*dates.notes,
            tr("The file has one column per event: "
            "{across}.", across=', '.join((day for day, _ in list(across.values())[:8])))
        ),
    )  # fmt: skip
