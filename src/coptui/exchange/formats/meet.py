"""Google Meet: the attendance sheet that a host is sent; times of the day without the day."""

from __future__ import annotations

from coptui.exchange.tables.attendance import Stay, attendees, same_day
from coptui.exchange.tables.columns import address
from coptui.exchange.tables.dates import Dates, day_in
from coptui.exchange.tables.durations import minutes_of
from coptui.exchange.tables.found import Found, FoundEvent, Hints, Skipped
from coptui.exchange.tables.sheets import Sheet


def read(sheet: Sheet, position: int, hints: Hints) -> Found:
    """Read one row a person; the day comes from the file's name if it is there."""
    table = sheet.table(position)
    dates = Dates([*table.column("Time joined"), *table.column("Time exited")], hints)
    day = day_in(hints.name)
    stays, skipped = [], []
    for row in table.rows:
        if table.repeats_heads(row):
            continue
        first, last = table.cell(row, "First name"), table.cell(row, "Last name")
        # Of people outside, a part of the address may be all that is given.
        email = address(table.cell(row, "Email"))
        name = " ".join(filter(None, (first, last)))
        if not name and not email:
            skipped.append(Skipped(row.line, row.text, "neither a name nor an address"))
            continue
        joined = dates.on(day, table.cell(row, "Time joined"))
        left = same_day(joined, dates.on(day, table.cell(row, "Time exited")))
        stays.append(
            Stay(
                row.line,
                name,
                email,
                joined_at=joined,
                left_at=left,
                minutes=minutes_of(table.cell(row, "Duration")),
            )
        )
    people = attendees(stays)
    event = FoundEvent(
        line=table.line,
        starts_at=min((one.joined_at for one in people if one.joined_at), default=day),
        ends_at=max((one.left_at for one in people if one.left_at), default=""),
        people=people,
    )
    notes = (
        dates.notes if day or event.starts_at else (*dates.notes, "The file does not say its day.")
    )
    return Found(
        "Google Meet attendance", "attendance", events=(event,), skipped=tuple(skipped), notes=notes
    )
