"""Places: where a screen can lead, one frozen value each, with what is needed to open it.

`routes.py` alone knows which screen shows a place.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from coptui.core.model.changes import Conflicted, Settled
from coptui.core.model.records import Record, Run

if TYPE_CHECKING:
    from coptui.core.people.forgetting_request import Passage
    from coptui.evidence.line import Reading
    from coptui.evidence.suggestions import Suggestion
    from coptui.exchange.tables.found import UnknownLayout

Key = tuple[str, int]
"""A record by its table and id."""

Then = Callable[[], Awaitable[None]]
Answer = Callable[[], Awaitable[Then | None]]
"""Does what was asked; what it returns is done when the question is gone."""
Accept = Callable[[str], Awaitable[Then | None]]
"""Saves what was typed, or raises; what it returns is done when the field is gone."""


class Place(Struct, frozen=True):
    """Somewhere to go; two equal values are the same place."""


# On the first screen, one at a time


class Home(Place, frozen=True):
    """Members, topics, upcoming."""


class Today(Place, frozen=True):
    """What this day asks for."""


class Calendar(Place, frozen=True):
    """Past and coming weeks."""


class BetweenMeetings(Place, frozen=True):
    """Newcomers, requests, introductions, stories."""


class Cultivate(Place, frozen=True):
    """The checklists, with those about `about` at hand."""

    about: Key | None = None
    first_on: str = ""


class Pulse(Place, frozen=True):
    """How alive the community is."""


class Value(Place, frozen=True):
    """One story, one figure, one need."""


class History(Place, frozen=True):
    """Who changed what and when."""


class Duplicates(Place, frozen=True):
    """People who may be listed twice."""


class Export(Place, frozen=True):
    """What can leave the community."""


class ImportFile(Place, frozen=True):
    """Which file to read."""


class RollCall(Place, frozen=True):
    """Who is at an event."""

    event: int


# Over what is shown


class Form(Place, frozen=True):
    """A record without an id is added, another one changed."""

    record: Record
    added: Callable[[Key], None] | None = None


@dataclass
class Chip:
    """What a line holds beside its text, such as the person on whose page it is written.

    It is shown beside the prompt; Backspace in the empty line takes it away.
    """

    text: str
    holds: bool = True


class OneLine(Place, frozen=True):
    """A line at the bottom; Enter hands it to `accept`."""

    prompt: str
    accept: Accept
    initial: str = ""
    hint: str = ""
    draft: str = ""
    completes: str = ""
    optional: bool = False
    chip: Chip | None = None


class Question(Place, frozen=True):
    """A question whose answers are the commands of a part of the table, by their ids.

    Without a text the answers are listed.
    """

    text: str
    where: str
    answers: Mapping[str, Answer]
    heading: str = ""


def yes_or_no(text: str, go: Answer) -> Question:
    """A question; `go` is done on yes."""
    return Question(text, "question", {"answer-yes": go})


class Leave(Place, frozen=True):
    """Whether to leave coptui."""


class Conflict(Place, frozen=True):
    """Both sides of an edit that met another one."""

    conflict: Conflicted
    choose: Callable[[Settled], Awaitable[Any]]


class Find(Place, frozen=True):
    """Anyone or anything, to go there or to `choose`."""

    title: str = "Go to"
    table: str = ""
    first: Key | None = None
    choose: Callable[[Key], Awaitable[None]] | None = None


class Palette(Place, frozen=True):
    """Every command of the screen that it was asked from."""

    asked_from: Any


class Help(Place, frozen=True):
    """Every key of the screen that it was asked from."""

    asked_from: Any


class Communities(Place, frozen=True):
    """The communities of this person."""

    paths: tuple[Path, ...]


class Walk(Place, frozen=True):
    """A walk through a checklist, at the step where it was left."""

    run: int


class Compare(Place, frozen=True):
    """Two walks of one checklist."""

    earlier: Run
    later: Run


class Behind(Place, frozen=True):
    """The records behind some evidence."""

    readings: Sequence[Reading]


class Paper(Place, frozen=True):
    """The brief of an event, or its minutes; without one, of the next or the last."""

    event: int | None
    before: bool


class Rating(Place, frozen=True):
    """Ratings of an event, without names."""

    event: int


class Review(Place, frozen=True):
    """People one by one."""

    people: Sequence[int]
    place: int = 0


class OnePerson(Place, frozen=True):
    """Two records that may be one person."""

    kept: int
    other: int


class Remove(Place, frozen=True):
    """When someone asks for less."""

    member: int


class InQuestion(Place, frozen=True):
    """Passages that may name someone, or mean something else: a key each decides."""

    passages: Sequence[Passage]
    decided: Mapping[Passage, bool]
    then: Callable[[Mapping[Passage, bool]], Awaitable[None]]


class Handover(Place, frozen=True):
    """What somebody who leaves has in hand."""

    leaving: int


class Notebook(Place, frozen=True):
    """What only I may see."""

    member: int | None = None


class Suggestions(Place, frozen=True):
    """A few people with reasons."""

    title: str
    people: Sequence[Suggestion]
    take: Callable[[int], Awaitable[None]]


class ImportPreview(Place, frozen=True):
    """What a file would change."""

    path: Path


class ImportColumns(Place, frozen=True):
    """What the columns of a table hold."""

    name: str
    unknown: UnknownLayout
    told: Callable[[dict[str, str]], Awaitable[None]]


class Begun(Struct, frozen=True):
    """How a person began: the file to open, whether to import into it, what went wrong beside it;
    or a sample to look at."""

    file: Path | None = None
    importing: bool = False
    warning: str = ""
    sample: str = ""


class First(Place, frozen=True):
    """No community yet: how to begin."""

    file: Path
    today: date
    chosen: Callable[[Begun], None]
