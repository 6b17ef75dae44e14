"""What would be taken in from a file: a row for each person, the meetings, what differs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from coptui.core.changes import Change
from coptui.core.text import clean, fold
from coptui.exchange.found import Kind
from coptui.exchange.identity import Suggestion

State = Literal["matched", "new", "unknown", "ambiguous", "ignored", "skipped"]
"""A member; someone taken in as new; nobody known; several fit; left out by choice; by a rule."""
OPEN: tuple[State, ...] = ("ambiguous", "unknown")
"""The states in which somebody has to say who it is."""


@dataclass(frozen=True)
class Choices:
    """What a person said: who is who (by `Row.who`), and which event is meant (by its place).

    `take_new` takes people in whom nobody knows, as guests or, of a list of people, as members.
    """

    people: Mapping[str, int | Literal["new", "ignore"]] = field(default_factory=dict)
    events: Mapping[int, int | Literal["new"]] = field(default_factory=dict)
    take_new: bool = False


@dataclass(frozen=True)
class Row:
    """One person of the file at one meeting (or in the list, or of posts) and who they are here.

    `who` stands for that person throughout the file; `line` is 1 for its first line, 0 without one.
    """

    who: str
    line: int
    name: str
    state: State
    why: str
    member: int | None = None
    suggestions: tuple[Suggestion, ...] = ()
    meeting: int | None = None
    minutes: float | None = None
    chosen: bool = False


@dataclass(frozen=True)
class Meeting:
    """A meeting of the file: `event` is the one that it is here, None when it is new or open.

    `here` counts who was there by the file; `fits` are events that fit equally well.
    """

    place: int
    line: int
    title: str
    starts_at: str
    state: Literal["known", "new", "open"]
    why: str
    event: int | None = None
    fits: tuple[int, ...] = ()
    here: int = 0


@dataclass(frozen=True)
class Difference:
    """What the file says otherwise than the record; the record stays as it is."""

    line: int
    name: str
    field: str
    ours: str
    theirs: str


@dataclass(frozen=True)
class Left:
    """A row of the file that is not taken in, with its reason."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True)
class Plan:
    """All that a file would change, nothing of it saved yet. `kind` is how it is taken here."""

    product: str
    kind: Kind
    label: str
    meetings: tuple[Meeting, ...] = ()
    rows: tuple[Row, ...] = ()
    differences: tuple[Difference, ...] = ()
    left: tuple[Left, ...] = ()
    notes: tuple[str, ...] = ()
    posts: int = 0
    changes: tuple[Change, ...] = ()

    def of(self, *states: State) -> tuple[Row, ...]:
        """The rows in these states, in the order of the file."""
        return tuple(row for row in self.rows if row.state in states)

    @property
    def open(self) -> tuple[Row, ...]:
        """One row for each person of whom somebody has to say who they are."""
        return tuple({row.who: row for row in reversed(self.of(*OPEN))}.values())[::-1]

    @property
    def undecided(self) -> tuple[Meeting, ...]:
        """The meetings of which somebody has to say which event they are."""
        return tuple(meeting for meeting in self.meetings if meeting.state == "open")


def in_words(value: Any) -> str:
    """A field's value as a person reads it."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {item}" for key, item in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(str(item) for item in value)
    return str(value)


EMPTY: tuple[Any, ...] = ("", None, [], (), {})
"""What says nothing of a field."""


def cleaned(value: Any) -> Any:
    """A field's value with every text in it fit to be stored; nothing empty stands in a list."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {clean(str(key)): cleaned(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [item for item in map(cleaned, value) if item not in ("", None)]
    return value


def same(ours: Any, theirs: Any) -> bool:
    """Whether nothing of theirs is new to us, whatever its case and order."""
    if isinstance(ours, list):
        items = theirs if isinstance(theirs, list | tuple) else [theirs]
        return {fold(str(item)) for item in items} <= {fold(str(item)) for item in ours}
    return fold(str(ours)) == fold(str(theirs))
