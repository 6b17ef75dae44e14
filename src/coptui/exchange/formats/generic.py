"""Any table with a column of names or addresses; and lists that somebody pasted."""

from __future__ import annotations

import re
from typing import Literal, cast

from msgspec.structs import replace

from coptui.errors import UsageError
from coptui.exchange.tables.attendance import (
    Stay,
    attendees,
    clock_minutes,
    same_day,
)
from coptui.exchange.tables.columns import (
    addresses_in,
    cells_of,
    left_out,
    meanings_of,
    merged,
    people_of_table,
    rsvp_of,
)
from coptui.exchange.tables.dates import Dates, day_in
from coptui.exchange.tables.durations import minutes_of
from coptui.exchange.tables.found import (
    Found,
    FoundEvent,
    FoundPerson,
    Hints,
    Skipped,
    UnknownLayout,
)
from coptui.exchange.tables.further import Further
from coptui.exchange.tables.sheets import (
    DELIMITERS,
    Sheet,
    SheetRow,
    Table,
    folded,
    likely_delimiter,
)

PRODUCT = "Table"
_WHO = frozenset(("name", "first name", "last name", "email"))
_WHEN = frozenset(("minutes", "joined at", "left at", "rsvp"))
_HEADS_WITHIN = 40
_ROWS_SHOWN = 5
_A_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:[ T][\d:]{5,8}(?: ?UTC|Z)?)?")
_A_NUMBER = re.compile(r"-?[\d., ]{1,20}%?")


def read(text: str, hints: Hints) -> Found:
    """Read people, or a meeting's attendance, from any table with known or described heads.

    Raise UnknownLayout if no column holds names or addresses.
    """
    sheets = _sheets(text)
    best_table = max(
        ((_score(heads, hints), -number, sheet, place)
         for number, sheet in enumerate(sheets)
         for place, heads in _candidates(sheet)),
        key=lambda one: one[:2],
        default=None,
    )  # fmt: skip
    if best_table is not None and best_table[0] > 0:
        return _of_table(best_table[2].table(best_table[3]), hints)
    if not hints.columns and _counts(sheets[0]):
        raise UsageError(
            "A report of counts by the day, and nobody in it.",
            "coptui counts by itself; import who was there, who wrote, or who there is.",
        )
    if not hints.columns and not _headed(sheets[0]):
        from coptui.exchange.formats import pasted

        if people := pasted.read(text, hints):
            return people
    raise _unknown(sheets[0], hints)


def _sheets(text: str) -> list[Sheet]:
    likely = likely_delimiter(text)
    return [Sheet(text, one) for one in dict.fromkeys((likely or ",", *DELIMITERS))]


def _candidates(sheet: Sheet) -> list[tuple[int, SheetRow]]:
    filled = [(place, row) for place, row in enumerate(sheet.rows[:200]) if not row.blank]
    return filled[:_HEADS_WITHIN]


def _score(heads: SheetRow, hints: Hints) -> int:
    """Return how many columns are understood; 0 if the rows name nobody."""
    if any(len(cell) > 500 for cell in heads.cells) or not any(map(folded, heads.cells)):
        return 0
    meanings = meanings_of(heads.cells, hints.columns)
    if not _WHO & set(meanings.values()):
        return 0
    # A line of a letter may begin with `Name`; heads are short and all different.
    if not hints.columns and any("@" in cell for cell in heads.cells):
        return 0
    return len(meanings)


def _headed(sheet: Sheet) -> bool:
    """Return whether a column with an unknown head holds addresses."""
    rows = [row.cells for _, row in _candidates(sheet)]
    if len(rows) < 2 or len(rows[0]) < 2 or any("@" in cell for cell in rows[0]):
        return False
    alike = [cells for cells in rows[1:] if len(cells) == len(rows[0])]
    alone = [cells for cells in alike if any(addresses_in(cell) == (cell,) for cell in cells)]
    return len(alike) * 2 > len(rows) - 1 and len(alone) * 2 >= len(alike)


def _counts(sheet: Sheet) -> bool:
    """Return whether each row is a day and a number, as in the reports of Discourse."""
    rows = [row.cells for row in sheet.rows[:500] if not row.blank]
    body = rows[1:]
    return len(body) > 1 and all(
        len(cells) == 2 and _A_DAY.fullmatch(cells[0]) and _A_NUMBER.fullmatch(cells[1])
        for cells in body
    )


def _unknown(sheet: Sheet, hints: Hints) -> UnknownLayout:
    filled = [row for row in sheet.rows[:500] if not row.blank]
    widest = max((len(row.cells) for row in filled[:_HEADS_WITHIN]), default=0)
    start = next((n for n, row in enumerate(filled) if len(row.cells) * 2 > widest), 0)
    heads = filled[start] if filled else SheetRow(1, ())
    if hints.columns:
        message = "The columns that were told are not in this file."
    else:
        message = "No column of this file is known here."
    return UnknownLayout(
        message,
        "Say which column holds the name, and which the e-mail address.",
        columns=heads.cells,
        rows=tuple(row.cells for row in filled[start + 1 : start + 1 + _ROWS_SHOWN]),
        line=heads.line,
    )


def _of_table(table: Table, hints: Hints) -> Found:
    meanings = meanings_of(table.heads, hints.columns)
    attendance = bool(_WHEN & set(meanings.values()))
    dates = Dates(
        [
            row.cells[position]
            for row in table.rows
            for position, meaning in meanings.items()
            if meaning in ("joined", "joined at", "left at") and position < len(row.cells)
        ],
        hints,
    )
    unsaid = {*table.index.values()} - {*meanings} - left_out(table, hints.columns)
    further = Further(table, sorted(unsaid))
    rows, skipped = people_of_table(table, meanings, dates, further)
    notes = (*dates.notes, *further.notes)
    if not attendance:
        people = merged(person for _, person in rows)
        return Found(PRODUCT, "people", people=people, skipped=tuple(skipped), notes=notes)
    event, more = _meeting(table, rows, meanings, dates, hints)
    return Found(
        PRODUCT, "attendance", events=(event,), skipped=(*skipped, *more), notes=notes
    )  # fmt: skip


def _meeting(
    table: Table,
    rows: list[tuple[SheetRow, FoundPerson]],
    meanings: dict[int, str],
    dates: Dates,
    hints: Hints,
) -> tuple[FoundEvent, list[Skipped]]:
    day = day_in(hints.name)
    timed = bool({"minutes", "joined at", "left at"} & set(meanings.values()))
    stays: list[Stay] = []
    answers: dict[int, str] = {}
    skipped = []
    for row, person in rows:
        cells = cells_of(row, meanings)
        joined_cell = next(iter(cells.get("joined at", ())), "")
        left_cell = next(iter(cells.get("left at", ())), "")
        joined = dates.on(day, joined_cell)
        left = same_day(joined, dates.on(day, left_cell))
        minutes = minutes_of(next(iter(cells.get("minutes", ())), ""))
        if minutes is None:
            minutes = clock_minutes(joined_cell, left_cell)
        answer = rsvp_of(next(iter(cells.get("rsvp", ())), ""))
        if answer:
            answers[row.line] = answer
        elif timed and not joined_cell and not left_cell and minutes is None:
            skipped.append(Skipped(row.line, row.text, "no time at which they were there"))
            continue
        stays.append(
            Stay(
                row.line,
                person.name,
                person.emails[0] if person.emails else "",
                joined_at=joined,
                left_at=left,
                minutes=minutes,
                fields=person.fields,
            )
        )
    people = tuple(
        replace(attendee, rsvp=cast(Literal["yes", "no", "maybe"], answers[attendee.line]))
        if attendee.line in answers
        else attendee
        for attendee in attendees(stays, status=timed and not answers)
    )
    event = FoundEvent(
        line=table.line,
        starts_at=min(
            (attendee.joined_at for attendee in people if attendee.joined_at), default=day
        ),
        ends_at=max((attendee.left_at for attendee in people if attendee.left_at), default=""),
        people=people,
    )
    return event, skipped
