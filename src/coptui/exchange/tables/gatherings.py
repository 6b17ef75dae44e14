"""The meetings that tables tell of, and who came to each, for how long, or replied what."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from coptui.core.model.text import fold
from coptui.exchange.tables.above import Section, Told
from coptui.exchange.tables.answers import Reply, Status, came, reply_of, status_of, yes_or_no
from coptui.exchange.tables.attendance import (
    Stay,
    attendees,
    clock_minutes,
    one_address_each,
    same_day,
)
from coptui.exchange.tables.columns import Column, cells_of
from coptui.exchange.tables.dates import Dates
from coptui.exchange.tables.durations import minutes_of
from coptui.exchange.tables.found import Found, FoundEvent, FoundPerson, Hints
from coptui.exchange.tables.further import Further
from coptui.exchange.tables.headings import plain_head
from coptui.exchange.tables.lengths import unit_of
from coptui.exchange.tables.lists import USED, Unread
from coptui.exchange.tables.moments import day_in, read_back, written
from coptui.exchange.tables.people import person_of
from coptui.exchange.tables.product import Product
from coptui.exchange.tables.rows import Rows, kept_columns, left_out_notes
from coptui.exchange.tables.sheets import SheetRow

SHARED = "An address given for several names was kept for the first of them."
NO_TIME = "no time at which they were there"
APART = timedelta(hours=8)
"""So long nobody was there between two meetings."""
NOT_MARKED = "not marked as having come"
_USED = USED | {"joined at", "left at", "minutes", "seconds", "hours", "days", "attended", "rsvp"}
_USED = _USED | {"role", "guest", "waiting", "title", "starts", "ends", "number", "host"}
_RENAMED = re.compile(r"(.+?)\s*\(([^()]+)\)")
# What people write in brackets behind their own name is no earlier name.
_NO_NAME = re.compile(
    r".*/.*|external|extern|guest|gast|ext\.?|unverified|host|me|he|she|they|him|her|\W*\d*\W*",
    re.I,
)
REGISTERED = re.compile(
    r"\b(?:registration|registrierung|anmeldung|inscripción|inscription|approval)\b"
)
_FILE_WORDS = re.compile(
    r"attendance|report|participants?|attendees?|anwesenheit\w*|teilnehm\w*|bericht|présence|rapport|asistencia|informe|list|csv|\w?\d+",
    re.I,
)


_WORD_ENDS = re.compile(r"[\s_.-]+")


@dataclass
class _Meeting:
    line: int
    told: Told
    stays: list[Stay] = field(default_factory=list)


class Gatherings:
    """The meetings of all sections of a file, by what is told of each above it or beside its rows."""

    def __init__(
        self, parts: Sequence[Section], dates: Dates, hints: Hints, product: Product
    ) -> None:
        self._parts, self._dates, self._hints, self._product = parts, dates, hints, product
        self._meetings: dict[tuple[str, ...], _Meeting] = {}
        self._unread = Unread(kept=False)
        self._day = day_in(hints.name)
        self._notes: list[str] = []
        # When somebody was let in is not when it began.
        self._timed = any(c.meaning in ("joined at", "left at") for p in parts for c in p.columns)

    def found(self) -> Found:
        """Return all of them; an answer isn't attendance, and what says nothing marks nobody."""
        product, skipped, notes = self._product, [], []
        for number, part in enumerate(self._parts):
            rows = Rows(part, product.nobody)
            kept = kept_columns(
                part.columns, used=_USED, only_told=product.only_known, meeting=True
            )
            further = Further(part.table, kept)
            reader = _Reader(part, self._dates, self._hints, self._unread)
            for row in rows:
                cells = cells_of(row, part.columns)
                person = person_of(row.line, cells, self._dates, product.service, **further.of(row))
                if person is None:
                    rows.skip_nobody(row)
                elif any(map(yes_or_no, cells.get("waiting", ()))):
                    rows.skip(row, "in the waiting room")
                elif stay := self._stay(reader, row, person, cells, rows):
                    self._meeting_of(number, part, row, cells, stay).stays.append(stay)
            if not part.table.rows or (not self._meetings and number == len(self._parts) - 1):
                self._meetings.setdefault((str(number),), _Meeting(part.table.line, part.told))
            skipped += rows.skipped
            notes += [*further.notes, *left_out_notes(part.columns, notes=False)]
            notes += [
                product.notes[column.name]
                for column in part.columns
                if column.name in product.notes and column.kind
            ]
        meetings = (part for each in self._meetings.values() for part in _sittings(each))
        events = tuple(self._event(each) for each in meetings)
        if not any(event.starts_at for event in events):
            notes.append("The file does not say its day.")
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
        reader: _Reader,
        row: SheetRow,
        person: FoundPerson,
        cells: Mapping[str, list[str]],
        rows: Rows,
    ) -> Stay | None:
        day = self._dates.day(rows.part.told.starts) or self._day
        stay = reader.stay(row, person, cells, self._dates.day(_first(cells, "starts")) or day)
        if isinstance(stay, Stay) and self._product.by_day and not stay.joined_at:
            stay = NO_TIME
        if isinstance(stay, str):
            rows.skip(row, stay)
            return None
        return stay

    def _meeting_of(
        self,
        number: int,
        part: Section,
        row: SheetRow,
        cells: Mapping[str, list[str]],
        stay: Stay,
    ) -> _Meeting:
        beside = tuple(_first(cells, meaning) for meaning in ("title", "number", "starts"))
        if self._product.by_day:
            key: tuple[str, ...] = (stay.joined_at[:10],)
            return self._meetings.setdefault(
                key, _Meeting(row.line, Told(starts=stay.joined_at[:10]))
            )
        if beside[0] or beside[2]:
            title, meeting_number, starts = beside
            told = Told(
                title, starts, _first(cells, "ends"), "", meeting_number, _first(cells, "host")
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
        # Who is marked by nothing but being in the list is not marked at all.
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
    """Return the meetings of a table that names none, by the hours between them when nobody was there."""
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
    from msgspec.structs import replace

    return replace(person, role=role)


class _Reader:
    """Reads a row of a section: how somebody was there."""

    def __init__(self, part: Section, dates: Dates, hints: Hints, unread: Unread) -> None:
        self._dates, self._unread = dates, unread
        held = {column.meaning: column for column in part.columns}
        self._held = held
        lengths = [
            column
            for column in part.columns
            if column.meaning in ("minutes", "seconds", "hours", "days")
        ]
        self._length = lengths[0] if lengths else None
        self._unit = unit_of(part, self._length, dates) if self._length else 1.0
        self._timed = bool(lengths or {"joined at", "left at"} & held.keys())
        self._registered = any(
            REGISTERED.search(plain_head(column.head)) for column in part.columns
        )
        self._role = _role_of(part.title)

    def stay(
        self, row: SheetRow, person: FoundPerson, cells: Mapping[str, list[str]], day: str
    ) -> Stay | str:
        """Return how somebody was there or replied; or why the row says neither."""
        joined_cell, left_cell = _first(cells, "joined at"), _first(cells, "left at")
        joined = self._dates.on(day, joined_cell)
        left = same_day(joined, self._dates.on(day, left_cell))
        status, joined = self._status(cells, joined)
        minutes = self._minutes(cells)
        if minutes is None:
            minutes = clock_minutes(joined_cell, left_cell)
        answer = _first(cells, "rsvp")
        reply = reply_of(answer)
        if status is None and "attended" not in self._held and status_of(answer) is not None:
            status = status_of(answer)
        rsvp: Reply | None = None if reply is None or reply == "none" else reply
        timed = bool(joined or left or joined_cell or left_cell or minutes)
        if (status is None and not timed and self._registered and self._timed and rsvp != "no") or (
            status == "absent" and self._registered and rsvp != "no"
        ):
            rsvp, status = "yes", "no-show"
        if status is None:
            if reply == "none" and not timed:
                return "invited, and has not answered"
            if "attended" in self._held and rsvp is None and not (timed and minutes != 0):
                return NOT_MARKED
            if rsvp is None and self._timed and not timed and minutes is None:
                return NO_TIME
            if rsvp is None and not self._timed:
                return NOT_MARKED
            if self._timed and timed and minutes is None:
                status = "attended"
        if status == "no-show" and rsvp in ("no", "maybe"):
            status = "absent"
        self._note_unread(cells, joined, left, minutes)
        return Stay(
            line=row.line,
            name=person.name,
            email=person.emails[0] if person.emails else "",
            alias=_original(person.name),
            joined_at=joined if "T" in joined else "",
            left_at=left if "T" in left else "",
            minutes=None if status in ("absent", "no-show", "excused") else minutes,
            role=self._role or self._said_role(_first(cells, "role")),
            outside=any(map(yes_or_no, cells.get("guest", ()))),
            fields=person.fields,
            status=status,
            rsvp=rsvp,
        )

    def _said_role(self, cell: str) -> str:
        """Return a role; `Yes` under `Event Host` is one."""
        answer = yes_or_no(cell)
        if answer is None:
            return cell
        return "host" if answer and "host" in plain_head(self._held["role"].head) else ""

    def _status(self, cells: Mapping[str, list[str]], joined: str) -> tuple[Status | None, str]:
        cell = _first(cells, "attended")
        if not cell:
            return None, joined
        if moment := self._dates.moment(cell):
            return "attended", joined or moment
        status = came(cell)
        if status is None:
            reply = reply_of(cell) if reply_of(cell) != "maybe" else None
            if reply == "none":
                return None, joined
            column = self._held["attended"]
            # When somebody was let in is not always written as a time.
            status = "attended" if column.kind in ("moment", "clock") and reply is None else None
        return status, joined

    def _minutes(self, cells: Mapping[str, list[str]]) -> float | None:
        if self._length is None:
            return None
        return minutes_of(_first(cells, self._length.meaning), self._unit)

    def _note_unread(
        self, cells: Mapping[str, list[str]], joined: str, left: str, minutes: float | None
    ) -> None:
        length = self._length.meaning if self._length else ""
        for meaning, read in (("joined at", joined), ("left at", left), (length, minutes)):
            cell = _first(cells, meaning)
            if meaning and cell and (read == "" or read is None) and not _clock_alone(cell):
                self._unread.of(self._held[meaning].head, cell)


def _clock_alone(cell: str) -> bool:
    """Return whether a cell is a time of day, which says nothing without its day."""
    return clock_minutes(cell, cell) is not None


def _role_of(title: str) -> str:
    """Return the role of those who are listed under a title such as `Panelist Details`."""
    word = fold(title)
    return "host" if word.startswith("host") else "panelist" if word.startswith("panelist") else ""


def _original(name: str) -> str:
    """Return the old name in `New (Original)`, written when somebody renames themselves."""
    found = _RENAMED.fullmatch(name) if len(name) < 300 else None
    return "" if found is None or _NO_NAME.fullmatch(found[2]) else found[2]


def _first(cells: Mapping[str, Sequence[str]], meaning: str) -> str:
    return next((cell for cell in cells.get(meaning, ()) if cell), "")


__all__ = ["Column", "Gatherings"]
