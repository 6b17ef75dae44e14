"""Google Forms: a sheet in which people signed in, a row a person and meeting."""

from __future__ import annotations

from msgspec.structs import replace

from coptui.exchange.tables.attendance import Stay, attendees
from coptui.exchange.tables.columns import cells_of, meanings_of, person_of
from coptui.exchange.tables.dates import Dates
from coptui.exchange.tables.found import Found, FoundEvent, Hints, Skipped
from coptui.exchange.tables.further import Further
from coptui.exchange.tables.sheets import Sheet, folded

_NAME = ("what is your name?", "your name", "what's your name?", "name", "full name", "your full name")  # fmt: skip


def read(sheet: Sheet, position: int, hints: Hints) -> Found:
    """Return a meeting for each day of sign-ins; answers are kept with people who are new."""
    table = sheet.table(position)
    dates = Dates(table.column("Timestamp"), hints)
    meanings = {
        column: "name" if folded(table.heads[column]) in _NAME else meaning
        for column, meaning in meanings_of(table.heads, {}).items()
    }
    for head, column in table.index.items():
        if head.rstrip("?:* ") in {name.rstrip("?") for name in _NAME}:
            meanings[column] = "name"
    known = {*meanings, table.index["timestamp"]}
    further = Further(table, (column for column in table.index.values() if column not in known))
    stays: dict[str, list[Stay]] = {}
    skipped = []
    for row in table.rows:
        if table.repeats_heads(row):
            continue
        moment = dates.moment(table.cell(row, "Timestamp"))
        person = person_of(row.line, cells_of(row, meanings), dates, **further.of(row))
        if person is None or not moment:
            reason = "neither a name nor an address" if moment else "no time of signing in"
            skipped.append(Skipped(row.line, row.text, reason))
            continue
        email = person.emails[0] if person.emails else ""
        stays.setdefault(moment[:10], []).append(
            Stay(row.line, person.name, email, joined_at=moment, fields=person.fields)
        )
    events = tuple(
        FoundEvent(
            line=rows[0].line,
            starts_at=day,
            people=tuple(replace(one, status="attended") for one in attendees(rows)),
        )
        for day, rows in sorted(stays.items())
    )
    return Found(
        "Google Forms sign-in",
        "attendance",
        events=events,
        skipped=tuple(skipped),
        notes=(*dates.notes, *further.notes),
    )
