"""The meetings in tables: who came to each and for how long, or what they replied."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import msgspec

from coptui.core.model.sentences import DAY_NOT_TOLD
from coptui.exchange.tables.above import MeetingTold, TableSection
from coptui.exchange.tables.answers import yes_or_no
from coptui.exchange.tables.attendance import (
    Stay,
    attendees,
    one_address_each,
)
from coptui.exchange.tables.columns import cells_of
from coptui.exchange.tables.dates import Dates
from coptui.exchange.tables.durations import minutes_of
from coptui.exchange.tables.found import Found, FoundEvent, FoundPerson, Hints
from coptui.exchange.tables.further import Further
from coptui.exchange.tables.lists import USED
from coptui.exchange.tables.moments import day_in, read_back, written
from coptui.exchange.tables.people import person_of
from coptui.exchange.tables.product import Product
from coptui.exchange.tables.row_reader import NO_TIME, RowReader, first_of
from coptui.exchange.tables.rows import SectionRows, is_counted_report, kept_columns, left_out_notes
from coptui.exchange.tables.sheets import SheetRow
from coptui.exchange.tables.unplaced import UnreadCells, with_what_is_unplaced
from coptui.language import tr

SHARED = tr("If several names share an address, only the first of these names gets it.")
APART = timedelta(hours=8)
"""So long no one was there between two meetings."""
_USED = USED | {"joined at", "left at", "minutes", "seconds", "hours", "days", "attended", "rsvp"}
_USED = _USED | {"role", "guest", "waiting", "title", "starts", "ends", "number", "host"}
_FILE_WORDS = re.compile(
    r"attendance|report|participants?|attendees?|anwesenheit\w*|teilnehm\w*|bericht|présence|rapport|asistencia|informe|list|csv|\w?\d+",
    re.I,
)
_WORD_ENDS = re.compile(r"[\s_.-]+")


@dataclass
class _Meeting:
    line: int
    told: MeetingTold
    stays: list[Stay] = field(default_factory=list)


class Gatherings:
    """The meetings of all sections of a file, told apart by what stands above them or beside their rows."""

    def __init__(
        self, parts: Sequence[TableSection], dates: Dates, hints: Hints, product: Product
    ) -> None:
        self._parts, self._dates, self._hints, self._product = parts, dates, hints, product
        self._meetings: dict[tuple[str, ...], _Meeting] = {}
        self._unread = UnreadCells(kept=False)
        self._day = day_in(hints.name)
        self._notes: list[str] = []
        # When someone was let in says nothing of when the meeting began.
        self._timed = any(c.meaning in ("joined at", "left at") for p in parts for c in p.columns)

    def found(self) -> Found:
        """Return all of them. An answer isn't attendance, and a row that says nothing marks no one."""
        product, skipped, notes = self._product, [], []
        for number, part in enumerate(self._parts):
            rows = SectionRows(part, product.nobody)
            kept = kept_columns(
                part.columns, used=_USED, only_told=product.only_known, meeting=True
            )
            further = Further(part.table, kept)
            reader = RowReader(part, self._dates, self._unread)
            for row in rows:
                cells = cells_of(row, part.columns)
                person = person_of(
                    row.line, cells, self._dates, product.service, **further.of(row)
                ) or rows.telephone(row)
                if person is None:
                    rows.skip_nobody(row)
                elif any(map(yes_or_no, cells.get("waiting", ()))):
                    rows.skip(row, tr("in the waiting room"))
                elif stay := self._stay(reader, row, person, cells, rows):
                    fields = self._with_unread(part, row, person)
                    stay = replace(stay, fields=fields)
                    self._meeting_of(part, row, cells, stay).stays.append(stay)
            if not part.table.rows or (not self._meetings and number == len(self._parts) - 1):
                self._meetings.setdefault((str(number),), _Meeting(part.table.line, part.told))
            skipped += rows.skipped
            notes += [
                *further.notes,
                *left_out_notes(part.columns, kept, notes=False, known=product.only_known),
            ]
            notes += [
                product.notes[column.name]
                for column in part.columns
                if column.name in product.notes and column.kind
            ]
        meetings = (part for each in self._meetings.values() for part in _sittings(each))
        events = tuple(self._event(each) for each in meetings)
        if not any(event.starts_at for event in events):
            let_in = any(person.joined_at for event in events for person in event.people)
            notes.append(
                tr("The file doesn't say which day it was, only when people were checked in.")
                if let_in
                else DAY_NOT_TOLD
            )
        notes = [*self._dates.notes, *notes, *self._notes, *self._unread.notes]
        return Found(
            self._product.name,
            "attendance",
            events=events,
            skipped=tuple(sorted(skipped, key=lambda one: one.line)),
            notes=tuple(dict.fromkeys(notes)),
        )

    def _stay(
        self,
        reader: RowReader,
        row: SheetRow,
        person: FoundPerson,
        cells: Mapping[str, list[str]],
        rows: SectionRows,
    ) -> Stay | None:
        day = self._dates.day(rows.part.told.starts) or self._day
        stay = reader.stay(row, person, cells, self._dates.day(first_of(cells, "starts")) or day)
        if isinstance(stay, Stay) and self._product.by_day and not stay.joined_at:
            stay = NO_TIME
        if isinstance(stay, str):
            rows.skip(row, stay)
            return None
        return stay

    def _with_unread(
        self, part: TableSection, row: SheetRow, person: FoundPerson
    ) -> Mapping[str, Any]:
        """Return a person's fields with what has no place in them, and note days that can't be read."""
        for column in part.columns:
            cell = row.cells[column.position] if column.position < len(row.cells) else ""
            is_time = column.meaning in ("starts", "ends")
            if cell and is_time and not self._dates.on(self._day or "2000-01-01", cell):
                self._unread.of(column.head, cell)
        # A row of a report stands for one address.
        alone = msgspec.structs.replace(person, emails=person.emails[:1])
        fields = with_what_is_unplaced(alone, part.columns, row.cells, self._dates, self._unread)
        return person.fields if is_counted_report(part.columns) else fields

    def _meeting_of(
        self,
        part: TableSection,
        row: SheetRow,
        cells: Mapping[str, list[str]],
        stay: Stay,
    ) -> _Meeting:
        beside = tuple(first_of(cells, meaning) for meaning in ("title", "number", "starts"))
        if self._product.by_day:
            key: tuple[str, ...] = (stay.joined_at[:10],)
            return self._meetings.setdefault(
                key, _Meeting(row.line, MeetingTold(starts=stay.joined_at[:10]))
            )
        if beside[0] or beside[2]:
            title, meeting_number, starts = beside
            told = MeetingTold(
                title, starts, first_of(cells, "ends"), "", meeting_number, first_of(cells, "host")
            )
            return self._meetings.setdefault(beside, _Meeting(row.line, told))
        # Sections below one block tell of one meeting: hosts, panelists, attendees.
        key = tuple(map(str, (part.told.title, part.told.starts, part.told.number)))
        return self._meetings.setdefault(key, _Meeting(part.table.line, part.told))

    def _event(self, meeting: _Meeting) -> FoundEvent:
        told, dates = meeting.told, self._dates
        if self._product.orders:
            meeting.stays, shared = one_address_each(meeting.stays)
            self._notes += [SHARED] if shared else []
        # Being in the list alone marks no one.
        people = attendees(meeting.stays, status=False)
        starts = dates.on(self._day, told.starts) if told.starts else ""
        ends = dates.on(starts[:10] or self._day, told.ends) if told.ends else ""
        there = [
            person for person in people if person.status not in ("absent", "no-show", "excused")
        ]
        if "T" not in starts and not self._product.by_day:
            joined = min((person.joined_at for person in there if person.joined_at), default="")
            joined = joined if self._timed else ""
            if joined and (not starts or joined[:10] == starts[:10]):
                starts = joined
                ends = ends or max(
                    (person.left_at for person in there if person.left_at), default=""
                )
        elif not ends and told.minutes and (length := minutes_of(told.minutes)) is not None:
            start = read_back(starts)
            ends = written(start + timedelta(minutes=length)) if start and length < 44640 else ""
        number = re.sub(r"\D", "", told.number) if self._product.uid else ""
        number = "" if "E+" in told.number.upper() else number  # a spreadsheet rounded it
        host = told.host.casefold()
        return FoundEvent(
            line=meeting.line,
            title=told.title or self._title_in_name(),
            starts_at=starts or self._day,
            ends_at=ends,
            uid=f"{self._product.uid}:{number}:{starts[:16]}" if number and starts else "",
            people=tuple(
                _with_role(person, "host")
                if host
                and not person.role
                and any(email.casefold() in host for email in person.emails)
                else person
                for person in people
            ),
        )

    def _title_in_name(self) -> str:
        """Return the title of a meeting by which a program called its file: `report - Case clinic - 2026_11_05`."""
        stem = self._hints.name.rpartition(".")[0]
        parts = [part.strip() for part in stem.split(" - ")]
        named = [
            part
            for part in parts
            if not all(map(_FILE_WORDS.fullmatch, filter(None, _WORD_ENDS.split(part))))
        ]
        return named[0] if len(parts) > 1 and len(named) == 1 else ""


def _sittings(meeting: _Meeting) -> list[_Meeting]:
    """Split a table that names no meeting wherever no one was there for hours, and return its meetings."""
    stays = sorted(meeting.stays, key=lambda stay: stay.joined_at)
    if meeting.told.starts or not all(stay.joined_at and stay.left_at for stay in stays):
        return [meeting]
    parts: list[list[Stay]] = []
    last = ""
    for stay in stays:
        joined, left = read_back(stay.joined_at), read_back(last)
        if joined is None or (
            left is not None and (joined.tzinfo is None) != (left.tzinfo is None)
        ):
            return [meeting]
        if left is None or joined - left > APART:
            parts.append([])
        parts[-1].append(stay)
        last = max(last, stay.left_at)
    if len(parts) < 2:
        return [meeting]
    return [replace(meeting, line=min(stay.line for stay in part), stays=part) for part in parts]


def _with_role(person: FoundPerson, role: str) -> FoundPerson:
    return msgspec.structs.replace(person, role=role)
