"""Microsoft Teams: lists of joins and leaves, reports in one table, reports in three sections.

The heads are in the language of whoever downloaded the file, so that tables are read by what their
columns hold; the English heads are only a quick way in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from coptui.core.text import fold
from coptui.exchange.attendance import Stay, attendees
from coptui.exchange.dates import Dates, clock_of, read_back
from coptui.exchange.durations import minutes_of
from coptui.exchange.found import Found, FoundEvent, FoundPerson, Hints, Skipped
from coptui.exchange.sheets import Row, Sheet, Table, folded

PRODUCT = "Teams attendance"
_SECTION = re.compile(r"([1-9])\. \S")
_LEFT = re.compile(
    r"\b(?:left|verlassen|a quitté|quitté|salió|abandonó|saiu|uscit[oa]|ha lasciato|verlaten|poistui|lämnade|forlod|opuścił\w*)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(
    r"\b(?:joined|beigetreten|a rejoint|rejoint|se unió|unió|ingressou|entrou|partecipa\w*|entrat[oa]|deelgenomen|liittyi|anslöt|deltog|dołączył\w*)\b",
    re.IGNORECASE,
)
_ROLES = frozenset(
    ("role", "rolle", "rol", "rôle", "ruolo", "função", "funcao", "rola", "rooli", "roll", "papel")
)
_OUTSIDE = re.compile(
    r"\((?:guest|gast|invité|invitado|ospite|convidado|vieras|external|extern|ext|externe|externo"
    r"|unverified|nicht überprüft|non vérifié)\)",
    re.IGNORECASE,
)
_MOMENT = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}[,\s].*\d[:.]\d\d")
_LONG_BREAK = timedelta(hours=6)


def actions(sheet: Sheet, position: int, hints: Hints) -> Found:
    """Rows of name, action and time, as the list taken inside a meeting has them."""
    return _of_actions([row.cells[:3] for row in sheet.rows], sheet.rows, position + 1, hints)


def actions_without_heads(sheet: Sheet, position: int, hints: Hints) -> Found:
    """The same, where the heads are missing or in another language: from `position` on."""
    return _of_actions([row.cells[:3] for row in sheet.rows], sheet.rows, position, hints)


def live_event(sheet: Sheet, position: int, hints: Hints) -> Found:
    """A live event's report: actions with times in UTC, and roles."""
    table = sheet.table(position)
    cells = [
        (
            table.cell(row, "FullName"),
            table.cell(row, "Action"),
            table.cell(row, "UtcEventTimestamp"),
        )
        for row in table.rows
    ]
    found = _of_actions(cells, table.rows, 0, hints, utc=True)
    return replace(found, product="Teams live event")


def summary(sheet: Sheet, position: int, hints: Hints) -> Found:
    """One table of people, with lines about the meeting above it."""
    return _reports(sheet, [_Report(sheet.rows[:position], sheet.table(position), None)], hints)


def sections(sheet: Sheet, position: int, hints: Hints) -> Found:
    """Summary, participants and activities, numbered 1 to 3; several reports may follow."""
    starts = [place for place, row in enumerate(sheet.rows) if _number(row) == "1"]
    reports = []
    for start, end in zip(starts, [*starts[1:], len(sheet.rows)], strict=True):
        parts: dict[str, int] = {}
        for place in range(start, end):
            if number := _number(sheet.rows[place]):
                parts.setdefault(number, place)
        people = _table_after(sheet, parts.get("2", start), parts.get("3", end))
        if people is None:
            continue
        told = sheet.rows[start + 1 : parts.get("2", start)]
        activities = _table_after(sheet, parts["3"], end) if "3" in parts else None
        reports.append(_Report(told, people, activities))
    return _reports(sheet, reports, hints)


def shape(sheet: Sheet) -> tuple[str, int] | None:
    """Which of these readers fits a sheet in any language, and from which row on; else None."""
    rows = [(place, row) for place, row in enumerate(sheet.rows[:200]) if not row.blank][:60]
    numbers = [_number(row) for _, row in rows]
    if "1" in numbers and "2" in numbers:
        after = rows[numbers.index("2") + 1 :]
        if after and len(after[0][1].cells) >= 5:
            return "sections", rows[numbers.index("1")][0]
    for number, (place, row) in enumerate(rows):
        cells = row.cells
        if len(cells) >= 3 and _MOMENT.match(cells[2]) and _acts(cells[1]):
            return "actions_without_heads", place
        if (
            number
            and len(cells) >= 5
            and _MOMENT.match(cells[1])
            and _MOMENT.match(cells[2])
            and minutes_of(cells[3]) is not None
            and len(rows[number - 1][1].cells) >= 5
        ):
            return "summary", rows[number - 1][0]
    return None


@dataclass(frozen=True)
class _Report:
    """One meeting: what is told of it, its people, and their single sessions where given."""

    told: Sequence[Row]
    people: Table
    activities: Table | None


def _number(row: Row) -> str:
    found = _SECTION.match(row.cells[0]) if row.cells else None
    return found[1] if found and not any(row.cells[1:]) else ""


def _table_after(sheet: Sheet, place: int, end: int) -> Table | None:
    for head in range(place + 1, end):
        if not sheet.rows[head].blank:
            return sheet.table(head, end)
    return None


def _reports(sheet: Sheet, reports: Sequence[_Report], hints: Hints) -> Found:
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
        if _MOMENT.match(cell[:60])
    ]
    dates = Dates(texts, hints)
    skipped: list[Skipped] = []
    events = tuple(_event(report, dates, skipped) for report in reports)
    return Found(PRODUCT, "attendance", events=events, skipped=tuple(skipped), notes=dates.notes)


def _event(report: _Report, dates: Dates, skipped: list[Skipped]) -> FoundEvent:
    people = attendees(_stays(report.people, dates, skipped))
    if report.activities is not None:
        sessions = attendees(_stays(report.activities, dates, []))
        people = tuple(_with_sessions(one, sessions) for one in people)
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
        times[0] if times else min((one.joined_at for one in people if one.joined_at), default="")
    )
    ends = times[1] if len(times) > 1 else ""
    if not times:
        ends = max((one.left_at for one in people if one.left_at), default="")
    line = report.told[0].line if report.told else report.people.line
    return FoundEvent(
        line=line, title=title, starts_at=starts, ends_at=ends, uid=uid, people=people
    )


def _with_sessions(person: FoundPerson, sessions: Sequence[FoundPerson]) -> FoundPerson:
    """The minutes of their single sessions, which the table of people may count twice."""
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


def _columns(table: Table) -> _Columns:
    """Where things stand: by the head for address and role, by what they hold for times."""
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
    upn = next((place for place, head in enumerate(heads) if "upn" in head), -1)
    mails = [place for place, head in enumerate(heads) if "mail" in head or "correo" in head]
    if not mails:
        mails = [
            c for c in range(left + 1, width) if c != upn and holds(c, lambda cell: "@" in cell)
        ]
    role = next((place for place, head in enumerate(heads) if head in _ROLES), -1)
    return _Columns(
        joined, left, lengths[0] if lengths else -1, mails[0] if mails else -1, upn, role
    )


def _is_time(cell: str) -> bool:
    return bool(_MOMENT.match(cell[:60])) or (":" in cell and clock_of(cell) is not None)


def _stays(table: Table, dates: Dates, skipped: list[Skipped]) -> list[Stay]:
    columns = _columns(table)
    stays = []
    for row in table.rows:
        if table.repeats_heads(row) or _number(row):
            continue

        def cell(column: int, row: Row = row) -> str:
            return row.cells[column] if 0 <= column < len(row.cells) else ""

        name, upn = cell(0), cell(columns.upn)
        email = cell(columns.email) or upn
        outside = bool(_OUTSIDE.search(name[:300])) or "#EXT#" in upn.upper()
        email = _address(email)
        if not name and not email:
            skipped.append(Skipped(row.line, row.text, "neither a name nor an address"))
            continue
        joined, left = dates.moment(cell(columns.joined)), dates.moment(cell(columns.left))
        minutes = minutes_of(cell(columns.duration))
        if not joined and not left and minutes is None:
            skipped.append(Skipped(row.line, row.text, "no time at which they were there"))
            continue
        role = cell(columns.role)
        stays.append(Stay(row.line, name, email, "", joined, left, minutes, role, outside))
    return stays


def _address(text: str) -> str:
    """An address; that of a guest is written into a name of the host's own."""
    if found := re.match(r"(.+)_([^_]+)#EXT#@", text, re.IGNORECASE):
        return f"{found[1]}@{found[2]}"
    return text if "@" in text else ""


def _acts(text: str) -> str:
    text = text[:80]
    return "left" if _LEFT.search(text) else "joined" if _JOINED.search(text) else ""


def _of_actions(
    cells: Sequence[Sequence[str]],
    rows: Sequence[Row],
    start: int,
    hints: Hints,
    *,
    utc: bool = False,
) -> Found:
    taken = [
        (row, tuple(three))
        for row, three in list(zip(rows, cells, strict=True))[start:]
        if not row.blank and len(three) == 3
    ]
    dates = Dates([three[2] for _, three in taken if _MOMENT.match(three[2][:60])], hints)
    steps: list[tuple[str, int, str, str]] = []
    skipped = []
    for row, (name, action, time) in taken:
        moment, act = dates.moment(time), _acts(action)
        if not moment or not act or not name:
            # Heads stand again where two lists were put one after another.
            if moment or act:
                skipped.append(Skipped(row.line, row.text, "neither joined nor left at a time"))
            continue
        moment = moment if "+" in moment or not utc else f"{moment}+00:00"
        steps.append((moment, row.line, name, act))
    events = tuple(_of_steps(part) for part in _meetings(sorted(steps)))
    notes = (*dates.notes, "Who never left was there at least until the last entry.")
    return Found(PRODUCT, "attendance", events=events, skipped=tuple(skipped), notes=notes)


_Step = tuple[str, int, str, str]


def _meetings(steps: Sequence[_Step]) -> list[list[_Step]]:
    """The steps of each meeting: hours without any lie between two of them."""
    parts: list[list[_Step]] = []
    for step in steps:
        now = read_back(step[0])
        before = read_back(parts[-1][-1][0]) if parts else None
        if before is None or now is None or _apart(before, now):
            parts.append([])
        parts[-1].append(step)
    return parts


def _apart(before: object, now: object) -> bool:
    try:
        return now - before > _LONG_BREAK  # type: ignore[operator,no-any-return]
    except TypeError:
        return True


def _of_steps(steps: Sequence[_Step]) -> FoundEvent:
    last = steps[-1][0]
    here: dict[str, tuple[str, int, str]] = {}
    stays = []
    for moment, line, name, act in steps:
        key = fold(name)
        if act == "joined":
            here.setdefault(key, (moment, line, name))
        elif key in here:
            since, first, known = here.pop(key)
            stays.append(Stay(first, known, joined_at=since, left_at=moment))
        else:
            stays.append(Stay(line, name, left_at=moment))
    stays += [
        Stay(line, name, joined_at=since, left_at=last) for since, line, name in here.values()
    ]
    people = tuple(
        replace(one, outside=bool(_OUTSIDE.search(one.name[:300])))
        for one in sorted(attendees(stays), key=lambda one: one.line)
    )
    return FoundEvent(
        line=min(step[1] for step in steps), starts_at=steps[0][0], ends_at=last, people=people
    )
