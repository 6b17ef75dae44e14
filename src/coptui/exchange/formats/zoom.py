"""Zoom: participants of meetings (three spellings, one or many meetings) and of webinars."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from coptui.exchange.tables.attendance import Stay, attendees, clock_minutes, yes
from coptui.exchange.tables.columns import address
from coptui.exchange.tables.dates import Dates, day_in
from coptui.exchange.tables.durations import minutes_of
from coptui.exchange.tables.found import Found, FoundEvent, FoundPerson, Hints, Skipped
from coptui.exchange.tables.sheets import Sheet, SheetRow, Table, event_block, folded

_NAME = ("Name (Original Name)", "Name (original name)", "User Name (Original Name)")
_MEETING = frozenset(map(folded, ("Name (Original Name)", "Join Time")))
_ATTENDED = frozenset(map(folded, ("Attended", "User Name (Original Name)")))
_RENAMED = re.compile(r"(.+?)\s*\(([^()]+)\)")
# What people write in brackets behind their own name is no earlier name.
_NO_NAME = re.compile(
    r".*/.*|external|extern|guest|gast|ext\.?|unverified|host|me|he|she|they|him|her|\W*\d*\W*",
    re.I,
)
_NOBODY = ("--", "-", "n/a")


@dataclass
class _Meeting:
    """The rows of one meeting, and what the file says about it."""

    line: int
    told: Mapping[str, str]
    stays: list[Stay] = field(default_factory=list)
    others: list[FoundPerson] = field(default_factory=list)


def meeting(sheet: Sheet, position: int, hints: Hints) -> Found:
    """Read participants with their times; the meeting's own details may be above or beside them."""
    tables = [sheet.table(place, end) for place, end in _sections(sheet, _MEETING)]
    blocks = [_block_above(sheet, place) for place, _ in _sections(sheet, _MEETING)]
    dates = Dates(_all_dates(tables, blocks), hints)
    meetings: dict[tuple[str, ...], _Meeting] = {}
    skipped: list[Skipped] = []
    for number, (table, block) in enumerate(zip(tables, blocks, strict=True)):
        rolled_up = "topic" in table or "meeting id" in table
        for row in table.rows:
            if table.repeats_heads(row) or _is_block(row) or row.cells in _block_rows(block):
                continue
            told = _told_beside(table, row) if rolled_up else block.values
            key = (
                str(number),
                *(told.get(part, "") for part in ("meeting id", "id", "start time")),
            )
            if key not in meetings:
                meetings[key] = _Meeting(row.line if rolled_up else table.line, told)
            if stay := _stay(table, row, dates, hints, skipped):
                meetings[key].stays.append(stay)
        if not rolled_up and not table.rows:
            meetings[(str(number),)] = _Meeting(table.line, block.values)
    events = tuple(_event(one, dates, hints) for one in meetings.values())
    return Found(
        "Zoom participants", "attendance", events=events, skipped=tuple(skipped), notes=dates.notes
    )


def unique(sheet: Sheet, position: int, hints: Hints) -> Found:
    """Read one row a person with their total minutes, without times."""
    table = sheet.table(position)
    block = _block_above(sheet, position)
    dates = Dates(_all_dates([], [block]), hints)
    meeting = _Meeting(table.line, block.values)
    skipped: list[Skipped] = []
    for row in table.rows:
        if table.repeats_heads(row):
            continue
        if stay := _stay(table, row, dates, hints, skipped):
            meeting.stays.append(stay)
    return Found(
        "Zoom participants (one row a person)",
        "attendance",
        events=(_event(meeting, dates, hints),),
        skipped=tuple(skipped),
        notes=dates.notes,
    )


def webinar(sheet: Sheet, position: int, hints: Hints) -> Found:
    """Read an attendee report: hosts, panelists, attendees, and who registered but didn't come."""
    places = _sections(sheet, _ATTENDED)
    block = _webinar_block(sheet, places[0][0])
    tables = [sheet.table(start, end) for start, end in places]
    dates = Dates(_all_dates(tables, [block]), hints)
    meeting = _Meeting(tables[0].line, block.values)
    skipped: list[Skipped] = []
    absent: list[tuple[Stay, str]] = []
    for (start, _), table in zip(places, tables, strict=True):
        role = _section_role(sheet, start)
        for row in table.rows:
            if len([cell for cell in row.cells if cell]) == 1 or table.repeats_heads(row):
                continue  # the title of the next section
            stay = _stay(table, row, dates, hints, skipped, role)
            if stay is None:
                continue
            if folded(table.cell(row, "Attended")) == "no":
                absent.append((stay, table.cell(row, "Approval Status")))
            else:
                meeting.stays.append(stay)
    there = {stay.email.casefold() for stay in meeting.stays if stay.email}
    for stay, approval in absent:
        if stay.email and stay.email.casefold() in there:
            continue
        person = attendees([stay], status=False)[0]
        refused = folded(approval) in ("denied", "cancelled", "declined")
        meeting.others.append(
            replace(
                person,
                rsvp="no" if refused else "yes",
                status=None if refused else "no-show",
                minutes=None,
            )
        )
    return Found(
        "Zoom webinar",
        "attendance",
        events=(_event(meeting, dates, hints),),
        skipped=tuple(skipped),
        notes=dates.notes,
    )


@dataclass(frozen=True)
class _Block:
    """The two rows above a table that describe the meeting."""

    values: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[SheetRow, ...] = ()


def _block_rows(block: _Block) -> tuple[tuple[str, ...], ...]:
    return tuple(row.cells for row in block.rows)


def _sections(sheet: Sheet, signature: frozenset[str]) -> list[tuple[int, int | None]]:
    """Return where each table begins and ends: reports are written one after another."""
    places = sheet.tables(signature)
    return [
        (place, places[number + 1] if number + 1 < len(places) else None)
        for number, place in enumerate(places)
    ]


def _is_block(row: SheetRow) -> bool:
    heads = {folded(cell) for cell in row.cells[:20]}
    return "topic" in heads and bool(heads & {"meeting id", "id", "webinar id"})


def _block_above(sheet: Sheet, place: int) -> _Block:
    for start in range(place - 1, max(-1, place - 8), -1):
        if _is_block(sheet.rows[start]):
            values = next((row for row in sheet.rows[start + 1 : place] if not row.blank), None)
            if values is not None:
                return _Block(event_block(sheet.rows[start], values), (values,))
    return _Block()


def _webinar_block(sheet: Sheet, place: int) -> _Block:
    for start, row in enumerate(sheet.rows[:place]):
        if _is_block(row):
            values = next((one for one in sheet.rows[start + 1 : place] if not one.blank), None)
            if values is not None:
                return _Block(event_block(row, values), (values,))
    return _Block()


def _section_role(sheet: Sheet, place: int) -> str:
    for row in reversed(sheet.rows[max(0, place - 3) : place]):
        title = folded(row.cells[0]) if row.cells else ""
        if title.startswith("host"):
            return "host"
        if title.startswith("panelist"):
            return "panelist"
    return ""


def _told_beside(table: Table, row: SheetRow) -> Mapping[str, str]:
    """Return a roll-up's meeting details from a row; its second e-mail is the participant's."""
    heads = ("Topic", "Meeting ID", "User Email", "Start Time", "End Time")
    return {folded(head): table.cell(row, head) for head in heads}


_STARTS = ("start time", "actual start time")
_ENDS = ("end time", "actual end time")


def _all_dates(tables: Sequence[Table], blocks: Sequence[_Block]) -> list[str]:
    told = [block.values.get(head, "") for block in blocks for head in (*_STARTS, *_ENDS)]
    heads = ("Join Time", "Leave Time", "Start Time", "End Time", "Registration Time")
    return told + [cell for table in tables for head in heads for cell in table.column(head)]


def _stay(
    table: Table, row: SheetRow, dates: Dates, hints: Hints, skipped: list[Skipped], role: str = ""
) -> Stay | None:
    name = table.cell(row, *_NAME)
    if name in _NOBODY:
        name = ""
    # Of a roll-up the first address is the host's.
    heads = ("User Email 2",) if "topic" in table else ("User Email", "Email", "User Email 2")
    email = address(table.cell(row, *heads))
    if not name:
        name = " ".join(filter(None, (table.cell(row, "First Name"), table.cell(row, "Last Name"))))
    if not name and not email:
        skipped.append(Skipped(row.line, row.text, "neither a name nor an address"))
        return None
    if yes(table.cell(row, "In Waiting Room")):
        skipped.append(Skipped(row.line, row.text, "in the waiting room"))
        return None
    day = day_in(hints.name)
    joined, left = table.cell(row, "Join Time"), table.cell(row, "Leave Time")
    duration = (
        table.cell(row, "Duration (Minutes) 2")
        if "duration (minutes) 2" in table
        else table.cell(
            row, "Total Duration (Minutes)", "Duration (Minutes)", "Time in Session (minutes)"
        )
    )
    minutes = minutes_of(duration)
    return Stay(
        line=row.line,
        name=name,
        email=email,
        alias=_original(name),
        joined_at=dates.on(day, joined),
        left_at=dates.on(day, left),
        minutes=clock_minutes(joined, left) if minutes is None else minutes,
        role=role,
        outside=yes(table.cell(row, "Guest", "Is Guest")),
    )


def _original(name: str) -> str:
    """Return the old name in `New (Original)`, written when somebody renames themselves."""
    found = _RENAMED.fullmatch(name) if len(name) < 300 else None
    return "" if found is None or _NO_NAME.fullmatch(found[2]) else found[2]


def _event(meeting: _Meeting, dates: Dates, hints: Hints) -> FoundEvent:
    told = meeting.told
    people = (*attendees(meeting.stays), *meeting.others)
    starts = next((found for head in _STARTS if (found := dates.moment(told.get(head, "")))), "")
    ends = next((found for head in _ENDS if (found := dates.moment(told.get(head, "")))), "")
    if not starts:
        starts = min((attendee.joined_at for attendee in people if attendee.joined_at), default="")
        ends = max((attendee.left_at for attendee in people if attendee.left_at), default="")
    elif not ends:
        length = minutes_of(
            told.get("actual duration (minutes)", told.get("duration (minutes)", ""))
        )
        ends = _later(starts, length)
    number = next((told[head] for head in ("meeting id", "webinar id", "id") if told.get(head)), "")
    number = re.sub(r"\D", "", number)
    host = told.get("user email", told.get("host email", "")).casefold()
    return FoundEvent(
        line=meeting.line,
        title=told.get("topic", ""),
        starts_at=starts or day_in(hints.name),
        ends_at=ends,
        uid=f"zoom:{number}:{starts[:16]}" if number and starts else "",
        people=tuple(
            replace(attendee, role="host")
            if host and not attendee.role and host in map(str.casefold, attendee.emails)
            else attendee
            for attendee in people
        ),
    )


def _later(starts: str, minutes: float | None) -> str:
    from datetime import timedelta

    from coptui.exchange.tables.dates import read_back, written

    start = read_back(starts)
    if start is None or minutes is None or minutes > 60 * 24 * 31:
        return ""
    return written(start + timedelta(minutes=minutes))
