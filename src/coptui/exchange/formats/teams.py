"""Microsoft Teams: reports in one table, and reports in three sections.

The headings are in the language of whoever downloaded the file, so that tables are read by what their
columns hold; the English headings are only a quick way in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from coptui.core.model.text import fold
from coptui.exchange.formats.teams_actions import MOMENT, OUTSIDE, PRODUCT, acts
from coptui.exchange.tables.addresses import address
from coptui.exchange.tables.answers import Reply
from coptui.exchange.tables.attendance import Stay, attendees
from coptui.exchange.tables.dates import Dates, is_eastern
from coptui.exchange.tables.durations import minutes_of
from coptui.exchange.tables.found import Found, FoundEvent, FoundPerson, Hints, Skipped
from coptui.exchange.tables.moments import clock_of
from coptui.exchange.tables.row_reader import REGISTERED
from coptui.exchange.tables.sheets import SheetRow, Table, TextSheet, folded
from coptui.language import tr

_SECTION = re.compile(r"([1-9])\. \S")
_ROLES = frozenset(
    ("role", "rolle", "rol", "rôle", "ruolo", "função", "funcao", "rola", "rooli", "roll", "papel")
)


def summary(sheet: TextSheet, position: int, hints: Hints) -> Found:
    """Read one table of people below lines about the meeting."""
    return _reports([_Report(sheet.rows[:position], sheet.table(position), None)], hints)


def sections(sheet: TextSheet, position: int, hints: Hints) -> Found:
    """Read summary, participants and activities, numbered 1 to 3; several reports may follow."""
    starts = [index for index, row in enumerate(sheet.rows) if _number(row) == "1"]
    reports = []
    for start, end in zip(starts, [*starts[1:], len(sheet.rows)], strict=True):
        parts: dict[str, int] = {}
        for index in range(start, end):
            if number := _number(sheet.rows[index]):
                parts.setdefault(number, index)
        people = _table_after(sheet, parts.get("2", start), parts.get("3", end))
        if people is None:
            continue
        told = sheet.rows[start + 1 : parts.get("2", start)]
        activities = _table_after(sheet, parts["3"], end) if "3" in parts else None
        reports.append(_Report(told, people, activities))
    return _reports(reports, hints)


def shaped(sheet: TextSheet) -> tuple[str, str, int] | None:
    """Return the module, reader and first row that fit a sheet in any language; None if none do."""
    rows = [(position, row) for position, row in enumerate(sheet.rows[:200]) if not row.blank][:60]
    numbers = [_number(row) for _, row in rows]
    if "1" in numbers and "2" in numbers:
        after = rows[numbers.index("2") + 1 :]
        if after and len(after[0][1].cells) >= 5:
            return "teams", "sections", rows[numbers.index("1")][0]
    for number, (position, row) in enumerate(rows):
        cells = row.cells
        if len(cells) >= 3 and MOMENT.match(cells[2]) and acts(cells[1]):
            return "teams_actions", "actions_without_heads", position
        if (
            number
            and len(cells) >= 5
            and MOMENT.match(cells[1])
            and MOMENT.match(cells[2])
            and minutes_of(cells[3]) is not None
            and len(rows[number - 1][1].cells) >= 5
        ):
            return "teams", "summary", rows[number - 1][0]
    return None


@dataclass(frozen=True)
class _Report:
    """One meeting: what is said of it, its people, and their single sessions if given."""

    told: Sequence[SheetRow]
    people: Table
    activities: Table | None


def _number(row: SheetRow) -> str:
    found = _SECTION.match(row.cells[0]) if row.cells else None
    return found[1] if found and not any(row.cells[1:]) else ""


def _table_after(sheet: TextSheet, place: int, end: int) -> Table | None:
    for head in range(place + 1, end):
        if not sheet.rows[head].blank:
            return sheet.table(head, end)
    return None


def _reports(reports: Sequence[_Report], hints: Hints) -> Found:
    texts = [
        cell
        for report in reports
        for rows in (
            report.told,
            report.people.rows,
            report.activities.rows if report.activities else (),
        )
        for row in rows
        for cell in row.cells[:6]
        if MOMENT.match(cell[:60])
    ]
    eastern = is_eastern(head for report in reports for head in report.people.heads)
    dates = Dates(texts, hints, meeting=True, eastern=eastern)
    skipped: list[Skipped] = []
    events = tuple(_event(report, dates, skipped) for report in reports)
    return Found(PRODUCT, "attendance", events=events, skipped=tuple(skipped), notes=dates.notes)


def _event(report: _Report, dates: Dates, skipped: list[Skipped]) -> FoundEvent:
    people = attendees(_stays(report.people, dates, skipped))
    if report.activities is not None:
        sessions = attendees(_stays(report.activities, dates, []))
        people = tuple(_with_sessions(attendee, sessions) for attendee in people)
    title, uid = "", ""
    times: list[str] = []
    for row in report.told:
        value = next((cell for cell in row.cells[1:] if cell), "")
        key = folded(row.cells[0]) if row.cells else ""
        if not value:
            continue
        if moment := dates.moment(value):
            times.append(moment)
        elif key.endswith(" id"):
            uid = f"teams:{value}"
        elif not title and not value.isdigit() and (minutes_of(value) is None):
            title = value
    starts = (
        times[0]
        if times
        else min((attendee.joined_at for attendee in people if attendee.joined_at), default="")
    )
    ends = times[1] if len(times) > 1 else ""
    if not times:
        ends = max((attendee.left_at for attendee in people if attendee.left_at), default="")
    line = report.told[0].line if report.told else report.people.line
    return FoundEvent(
        line=line, title=title, starts_at=starts, ends_at=ends, uid=uid, people=people
    )


def _with_sessions(person: FoundPerson, sessions: Sequence[FoundPerson]) -> FoundPerson:
    """Return a person with the minutes of single sessions, which totals may count twice."""
    addresses = {email.casefold() for email in person.emails}
    for one in sessions:
        same = addresses & {email.casefold() for email in one.emails}
        if same or (fold(one.name) == fold(person.name) and not (addresses and one.emails)):
            return replace(person, minutes=person.minutes if one.minutes is None else one.minutes)
    return person


@dataclass(frozen=True)
class _Columns:
    joined: int
    left: int
    duration: int
    email: int
    upn: int
    role: int
    registered: Sequence[int] = ()


def _columns(table: Table) -> _Columns:
    """Find address and role by their headings, and times by what the columns hold."""
    heads = [folded(head) for head in table.heads]
    width = max([len(heads), *(len(row.cells) for row in table.rows)])
    some = table.rows[:50]

    def holds(column: int, test: object) -> bool:
        cells = [row.cells[column] for row in some if column < len(row.cells) and row.cells[column]]
        return bool(cells) and sum(bool(test(cell)) for cell in cells) * 2 > len(cells)  # type: ignore[operator]

    times = [column for column in range(1, width) if holds(column, _is_time)]
    joined = times[0] if times else 1
    left = times[1] if len(times) > 1 else joined + 1
    lengths = [
        column
        for column in range(left + 1, width)
        if holds(column, lambda cell: minutes_of(cell) is not None)
    ]
    upn = next((index for index, head in enumerate(heads) if "upn" in head), -1)
    mails = [index for index, head in enumerate(heads) if "mail" in head or "correo" in head]
    if not mails:
        mails = [
            c for c in range(left + 1, width) if c != upn and holds(c, lambda cell: "@" in cell)
        ]
    role = next((index for index, head in enumerate(heads) if head in _ROLES), -1)
    registered = [c for c, head in enumerate(heads) if REGISTERED.search(head)]
    mails = [column for column in mails if column not in registered]
    return _Columns(
        joined,
        left,
        lengths[0] if lengths else -1,
        mails[0] if mails else -1,
        upn,
        role,
        registered,
    )


def _is_time(cell: str) -> bool:
    return bool(MOMENT.match(cell[:60])) or (":" in cell and clock_of(cell) is not None)


def _stays(table: Table, dates: Dates, skipped: list[Skipped]) -> list[Stay]:
    columns = _columns(table)
    stays = []
    for row in table.rows:
        if table.repeats_heads(row) or _number(row):
            continue

        def cell(column: int, row: SheetRow = row) -> str:
            return row.cells[column] if 0 <= column < len(row.cells) else ""

        name, upn = cell(0), cell(columns.upn)
        email = cell(columns.email) or upn
        outside = bool(OUTSIDE.search(name[:300])) or "#EXT#" in upn.upper()
        email = _address(email)
        if not name and not email:
            skipped.append(Skipped(row.line, row.text, tr("neither a name nor an address")))
            continue
        registered = [one for column in columns.registered if (one := cell(column))]
        email = email or next(filter(None, map(_address, registered)), "")
        joined, left = dates.moment(cell(columns.joined)), dates.moment(cell(columns.left))
        minutes = minutes_of(cell(columns.duration))
        rsvp: Reply | None = "yes" if registered else None
        if not joined and not left and minutes is None:
            if rsvp:
                stays.append(
                    Stay(row.line, name, email, outside=outside, status="no-show", rsvp=rsvp)
                )
                continue
            skipped.append(
                Skipped(row.line, row.text, tr("the file doesn't say when they were present"))
            )
            continue
        role = cell(columns.role)
        stays.append(
            Stay(row.line, name, email, "", joined, left, minutes, role, outside, rsvp=rsvp)
        )
    return stays


def _address(text: str) -> str:
    """Return an address; a guest's is inside a name that the host's system made."""
    if found := re.match(r"(.+)_([^_]+)#EXT#@", text, re.IGNORECASE):
        return address(f"{found[1]}@{found[2]}")
    return address(text)
