"""What a file says, before anybody knows whom or what it means here.

Readers make these values from bytes; `plan` makes changes of them. Texts are as they came, but for
white space around them; times are ISO 8601, without an offset where the file names none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from coptui.errors import UsageError

Kind = Literal["attendance", "people", "events", "posts"]
"""Who was at a meeting; who there is; what is on; who wrote."""


class FoundPerson(msgspec.Struct, frozen=True, gc=False):
    """One person of a file, all rows about them taken together.

    `line` is that of the first such row (1 is the first of the file, 0 where there are no lines).
    `fields` are further fields of a member (organisation, unit, location, phone, handles,
    joined_on, interests, tags, aliases...), in the form in which a record is stored.
    `minutes` is the union of the times in which they were there, never their sum.
    """

    line: int = 0
    name: str = ""
    emails: tuple[str, ...] = ()
    fields: Mapping[str, Any] = {}
    minutes: float | None = None
    joined_at: str = ""
    left_at: str = ""
    rsvp: Literal["yes", "no", "maybe"] | None = None
    status: Literal["attended", "late", "absent", "excused", "no-show"] | None = None
    role: str = ""
    outside: bool = False


class FoundEvent(msgspec.Struct, frozen=True, gc=False):
    """A meeting or an entry of a calendar, and who was there or invited."""

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
    recurrence: str = ""
    text: str = ""
    people: tuple[FoundPerson, ...] = ()


class FoundPost(msgspec.Struct, frozen=True, gc=False):
    """Something that somebody wrote on a list, in a forum or a chat; `on` is a day (ISO)."""

    line: int = 0
    author: FoundPerson = FoundPerson()
    on: str = ""
    thread: str = ""
    is_reply: bool = False
    key: str = ""
    url: str = ""


class Skipped(msgspec.Struct, frozen=True, gc=False):
    """A row that is not taken in, with its reason; a bad row never drops a good one."""

    line: int
    text: str
    reason: str


class Found(msgspec.Struct, frozen=True, gc=False):
    """Everything that a file says. `product` names the layout as people do: `Zoom participants`.

    `notes` say what was assumed, such as the order of day and month.
    """

    product: str
    kind: Kind
    events: tuple[FoundEvent, ...] = ()
    people: tuple[FoundPerson, ...] = ()
    posts: tuple[FoundPost, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[str, ...] = ()


class UnknownLayout(UsageError):
    """No known layout: somebody has to say which column is what.

    `columns` are the heads as they stand there, `rows` the first rows under them, `line` is that
    of the heads.
    """

    def __init__(
        self,
        message: str,
        hint: str = "",
        *,
        columns: tuple[str, ...] = (),
        rows: tuple[tuple[str, ...], ...] = (),
        line: int = 1,
    ) -> None:
        super().__init__(message, hint)
        self.columns = columns
        self.rows = rows
        self.line = line


class Ambiguous(UsageError):
    """Every date of the file can be read with the day or with the month first: somebody has to say.

    `example` is one of them as it stands there, on `line` (0: unknown).
    """

    def __init__(self, message: str, hint: str = "", *, example: str = "") -> None:
        super().__init__(message, hint)
        self.example = example
        self.line = 0


class Hints(msgspec.Struct, frozen=True, gc=False):
    """What was said about a file before it is read, or remembered of its source.

    `columns` maps a column's head to what it holds (name, first name, last name, email,
    organisation, unit, location, phone, joined, interests, tags, minutes, joined at, left at, rsvp,
    skip); `day_first` settles dates such as 03/04/2026; `today` bounds years of two digits and how
    far recurring events are told (400 days). `notes` asks for the notes of an address book, too.
    """

    name: str = ""
    columns: Mapping[str, str] = {}
    day_first: bool | None = None
    today: str = ""
    horizon_days: int = 400
    notes: bool = False


__all__ = [
    "Ambiguous",
    "Found",
    "FoundEvent",
    "FoundPerson",
    "FoundPost",
    "Hints",
    "Kind",
    "Skipped",
    "UnknownLayout",
]
