"""What a file says, before anyone knows whom or what it means here.

Readers make these values from bytes; `plan` makes changes of them. Texts are as they came, except
white space around them; times are ISO 8601, without an offset where the file names none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from coptui.errors import UsageError
from coptui.exchange.tables.scales import UnclearScale

FileKind = Literal["attendance", "people", "events", "posts", "practice", "ratings"]
"""Who was at a meeting; who there is; what is on; who wrote; what is kept or asked; how it was."""
PracticeTable = Literal["library", "questions"]


class FoundPerson(msgspec.Struct, frozen=True, gc=False):
    """One person of a file, with all rows about them combined.

    `line` is that of the first such row (1 is the first of the file, 0 where there are no lines).
    `fields` are further fields of a member (organisation, unit, location, phone, handles,
    joined_on, interests, tags, aliases...) in the form in which a record is stored. `minutes` is
    the union of the times they attended, never their sum; `at_least` this many where no one saw them leave.
    """

    line: int = 0
    name: str = ""
    emails: tuple[str, ...] = ()
    fields: Mapping[str, Any] = {}
    minutes: float | None = None
    joined_at: str = ""
    left_at: str = ""
    rsvp: Literal["yes", "maybe", "no"] | None = None
    status: Literal["attended", "late", "absent", "excused", "no-show"] | None = None
    role: str = ""
    outside: bool = False
    at_least: bool = False


class FoundEvent(msgspec.Struct, frozen=True, gc=False):
    """A meeting or a calendar entry, with those who attended or were invited.

    `confirmed` says that its calendar calls it so: once past, it counts as having taken place.
    """

    line: int = 0
    title: str = ""
    starts_at: str = ""
    ends_at: str = ""
    all_day: bool = False
    time_zone: str = ""
    uid: str = ""
    place: str = ""
    url: str = ""
    cancelled: bool = False
    confirmed: bool = False
    recurrence: str = ""
    text: str = ""
    people: tuple[FoundPerson, ...] = ()


class FoundPost(msgspec.Struct, frozen=True, gc=False):
    """Something written on a list, in a forum or a chat; `on` is a day (ISO)."""

    line: int = 0
    author: FoundPerson = FoundPerson()
    on: str = ""
    thread: str = ""
    is_reply: bool = False
    key: str = ""
    url: str = ""


class FoundEntry(msgspec.Struct, frozen=True, gc=False):
    """Something for the library or the learning agenda: its title or question, and further fields
    as they would be typed into its form."""

    line: int
    table: PracticeTable
    name: str
    fields: Mapping[str, str] = {}


class FoundRating(msgspec.Struct, frozen=True, gc=False):
    """One answer to the questions of a rating.

    `scores` are by the question's name, or its text if it is one of the community's own. `uid` is
    that of the event, "" where the file doesn't name it, `yearly` says that it answers the members' checklist, and `rater` "" where it doesn't say who
    answered. `sender` is the number of the person whose letter was answered: it says whether that
    is a member or a guest, and is kept nowhere. `origin` tells the same answer again, `earlier` are
    those of answers that this one stands for.
    """

    line: int = 0
    uid: str = ""
    yearly: bool = False
    rater: Literal["member", "visitor", ""] = ""
    sender: int = 0
    scores: Mapping[str, int] = {}
    note: str = ""
    origin: str = ""
    earlier: tuple[str, ...] = ()


class Skipped(msgspec.Struct, frozen=True, gc=False):
    """A row that isn't imported, with the reason; a bad row never costs a good one."""

    line: int
    text: str
    reason: str


class Found(msgspec.Struct, frozen=True, gc=False):
    """Everything a file says. `product` names its format as people do: `Zoom participants`.

    `notes` say what was assumed, such as the order of day and month.
    """

    product: str
    kind: FileKind
    events: tuple[FoundEvent, ...] = ()
    people: tuple[FoundPerson, ...] = ()
    posts: tuple[FoundPost, ...] = ()
    entries: tuple[FoundEntry, ...] = ()
    ratings: tuple[FoundRating, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[str, ...] = ()
    are_replies: bool = False
    """Whether it holds answers to letters."""
    no_more_letters: tuple[FoundPerson, ...] = ()
    """Who asks in it for no more letters; whether they are taken at their word is a question."""


class UnknownLayout(UsageError):
    """No format fits: someone has to say which column holds what.

    `columns` are the headings as written, `rows` the first rows under them, `line` is that of the
    headings. `meanings` say of each column what it holds, or most likely does.
    """

    def __init__(
        self,
        message: str,
        hint: str = "",
        *,
        columns: tuple[str, ...] = (),
        rows: tuple[tuple[str, ...], ...] = (),
        line: int = 1,
        meanings: tuple[str, ...] = (),
    ) -> None:
        super().__init__(message, hint)
        self.columns = columns
        self.rows = rows
        self.meanings = meanings or ("keep",) * len(columns)
        self.line = line


class AmbiguousDates(UsageError):
    """Every date of the file fits both orders of day and month: someone has to say which.

    `example` is one of them as written, on `line` (0: unknown).
    """

    def __init__(self, message: str, hint: str = "", *, example: str = "") -> None:
        super().__init__(message, hint)
        self.example = example
        self.line = 0


class SeveralSheets(UsageError):
    """A workbook has several filled sheets: someone has to say which.

    `told` says of each of the `sheets` how many rows it has, and whether it is hidden.
    """

    def __init__(
        self,
        message: str,
        hint: str = "",
        *,
        sheets: tuple[str, ...] = (),
        told: tuple[str, ...] = (),
    ) -> None:
        super().__init__(message, hint)
        self.sheets = sheets
        self.told = told


QUESTIONS = (UnknownLayout, AmbiguousDates, SeveralSheets, UnclearScale)
"""What someone can answer; what else is raised says that a file can't be read."""


class Hints(msgspec.Struct, frozen=True, gc=False):
    """What is known about a file before it is read: said now, or remembered from its source.

    `columns` maps a column's heading to what it holds (name, first name, last name, email,
    organisation, unit, location, phone, joined, interests, tags, minutes, joined at, left at, rsvp,
    skip); `day_first` settles dates such as 03/04/2026; `today` bounds years of two digits and how
    far recurring events reach (400 days). `sheet` is that of a workbook; `notes` asks for the notes of an address book too.
    `questions` are those of the community's ratings, each with its name and its text, `yearly` those of its members' checklist; `scale` is the one of the answers.
    `code_page` is that of a text that is not UTF-8, "" to find it by its letters.
    """

    name: str = ""
    columns: Mapping[str, str] = {}
    day_first: bool | None = None
    today: str = ""
    horizon_days: int = 400
    sheet: str = ""
    notes: bool = False
    questions: tuple[tuple[str, str], ...] = ()
    yearly: tuple[tuple[str, str], ...] = ()
    scale: str = ""
    code_page: str = ""


__all__ = [
    "QUESTIONS",
    "AmbiguousDates",
    "FileKind",
    "Found",
    "FoundEntry",
    "FoundEvent",
    "FoundPerson",
    "FoundPost",
    "FoundRating",
    "Hints",
    "PracticeTable",
    "SeveralSheets",
    "Skipped",
    "UnclearScale",
    "UnknownLayout",
]
