"""A row of a report: how someone was there, or what they replied."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from coptui.core.model.text import fold
from coptui.exchange.tables.above import TableSection
from coptui.exchange.tables.answers import (
    Reply,
    Status,
    came,
    reply_of,
    reply_word,
    status_of,
    yes_or_no,
)
from coptui.exchange.tables.attendance import Stay, clock_minutes, same_day
from coptui.exchange.tables.dates import Dates
from coptui.exchange.tables.durations import minutes_of
from coptui.exchange.tables.found import FoundPerson
from coptui.exchange.tables.headings import plain_head
from coptui.exchange.tables.lengths import unit_of
from coptui.exchange.tables.sheets import SheetRow
from coptui.exchange.tables.unplaced import UnreadCells
from coptui.language import tr

NO_TIME = tr("the file doesn't say when they were present")
NOT_MARKED = tr("not marked as having come")
_RENAMED = re.compile(r"(.+?)\s*\(([^()]+)\)")
# What people write in brackets after their own name isn't an earlier name.
_NO_NAME = re.compile(
    r".*/.*|external|extern|guest|gast|ext\.?|unverified|host|me|he|she|they|him|her|\W*\d*\W*",
    re.I,
)
REGISTERED = re.compile(
    r"\b(?:registration|registrierung|anmeldung|inscripción|inscription|approval)\b"
)


class RowReader:
    """Reads a row of a section: how someone was there."""

    def __init__(self, part: TableSection, dates: Dates, unread: UnreadCells) -> None:
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
        """Return how someone was there or replied; or why the row says neither."""
        joined_cell, left_cell = first_of(cells, "joined at"), first_of(cells, "left at")
        joined = self._dates.on(day, joined_cell)
        left = same_day(joined, self._dates.on(day, left_cell))
        status, joined = self._status(cells, joined)
        minutes = self._minutes(cells)
        if minutes is None:
            minutes = clock_minutes(joined_cell, left_cell)
        answer = first_of(cells, "rsvp")
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
                return tr("invited but hasn't answered")
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
            role=self._role or self._said_role(first_of(cells, "role")),
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
        cell = first_of(cells, "attended")
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
            # The column of when someone was let in doesn't always hold times.
            status = "attended" if column.kind in ("moment", "clock") and reply is None else None
        return status, joined

    def _minutes(self, cells: Mapping[str, list[str]]) -> float | None:
        if self._length is None:
            return None
        return minutes_of(first_of(cells, self._length.meaning), self._unit)

    def _note_unread(
        self, cells: Mapping[str, list[str]], joined: str, left: str, minutes: float | None
    ) -> None:
        length = self._length.meaning if self._length else ""
        attended, answer = first_of(cells, "attended"), first_of(cells, "rsvp")
        if attended and came(attended) is None and reply_of(attended) in (None, "maybe"):
            is_answer = reply_word(attended) is not None
            if not is_answer and not self._dates.moment(attended) and not _clock_alone(attended):
                self._unread.of(self._held["attended"].head, attended)
        if answer and reply_word(answer) is None and came(answer) is None:
            self._unread.taken_for_perhaps(self._held["rsvp"].head, answer)
        for meaning in ("guest", "waiting"):
            if (cell := first_of(cells, meaning)) and yes_or_no(cell) is None:
                self._unread.of(self._held[meaning].head, cell)
        for meaning, read in (("joined at", joined), ("left at", left), (length, minutes)):
            cell = first_of(cells, meaning)
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
    """Return the old name in `New (Original)`, written when someone renames themselves."""
    found = _RENAMED.fullmatch(name) if len(name) < 300 else None
    return "" if found is None or _NO_NAME.fullmatch(found[2]) else found[2]


def first_of(cells: Mapping[str, Sequence[str]], meaning: str) -> str:
    return next((cell for cell in cells.get(meaning, ()) if cell), "")
