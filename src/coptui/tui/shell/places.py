"""Places: where a screen can lead, each a frozen value with what it needs to open.

`routes.py` alone knows which screen shows a place.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from coptui.core.model.changes import Conflicted, Settled
from coptui.core.model.records import Record, Run
from coptui.language import tr
from coptui.whereabouts import Whereabouts

if TYPE_CHECKING:
    from coptui.core.forgetting.request import Passage
    from coptui.evidence.line import Reading
    from coptui.evidence.suggestions import Suggestion
    from coptui.exchange.tables.found import UnknownLayout

Key = tuple[str, int]
"""A record by its table and id."""


class Place(Struct, frozen=True):
    """Somewhere to go; two equal values are the same place."""


# On the first screen, one at a time


class Home(Place, frozen=True):
    """Members, topics, upcoming."""


class Today(Place, frozen=True):
    """What today asks for."""


class Calendar(Place, frozen=True):
    """Past and coming weeks."""


class BetweenMeetings(Place, frozen=True):
    """Newcomers, requests, introductions and stories."""


class Cultivate(Place, frozen=True):
    """The checklists, beginning with those about `about`."""

    about: Key | None = None
    first_on: str = ""


class Library(Place, frozen=True):
    """What the community keeps, beginning with one item."""

    first: Key | None = None


class LearningAgenda(Place, frozen=True):
    """What the community wants to know next, beginning with one question."""

    first: Key | None = None


class Pulse(Place, frozen=True):
    """How lively the community is."""


class Sponsor(Place, frozen=True):
    """What to know before a talk with the sponsor."""


class Value(Place, frozen=True):
    """One story, one figure, one request."""


class History(Place, frozen=True):
    """Who changed what, and when."""


class Report(Place, frozen=True):
    """A review of the last walks, or the page for a sponsor."""


class Check(Place, frozen=True):
    """What in the file cannot be right."""


class Backups(Place, frozen=True):
    """What each backup would restore."""


class Settings(Place, frozen=True):
    """This person's own settings."""


class Duplicates(Place, frozen=True):
    """People who may be listed twice."""


class Export(Place, frozen=True):
    """What can be taken out of the community."""


class ImportFile(Place, frozen=True):
    """Which file to import."""


class RollCall(Place, frozen=True):
    """Who is at an event."""

    event: int


# Over what is shown


class Form(Place, frozen=True):
    """A form: a record without an id is added, another one changed."""

    record: Record
    added: Callable[[Key], None] | None = None


class Leave(Place, frozen=True):
    """Whether to quit coptui."""


class Conflict(Place, frozen=True):
    """Both sides of a conflict."""

    conflict: Conflicted
    choose: Callable[[Settled], Awaitable[Any]]


class Find(Place, frozen=True):
    """Anyone or anything, to go there or to `choose`."""

    title: str = tr("Go to")
    table: str = ""
    first: Key | None = None
    choose: Callable[[Key], Awaitable[None]] | None = None
    without: Key | None = None


class Palette(Place, frozen=True):
    """Every command of the screen that it was opened from."""

    asked_from: Any


class Help(Place, frozen=True):
    """Every key of the screen that it was opened from."""

    asked_from: Any


class Communities(Place, frozen=True):
    """The communities of this person."""

    all_of_mine: tuple[Whereabouts, ...]


class Groups(Place, frozen=True):
    """The groups of the community; one of them, or everyone, is looked at."""


class Walk(Place, frozen=True):
    """A walk through a checklist, at the step where it was left."""

    run: int


class Compare(Place, frozen=True):
    """Two walks through one checklist."""

    earlier: Run
    later: Run


class Behind(Place, frozen=True):
    """The records behind some evidence."""

    readings: Sequence[Reading]


class Paper(Place, frozen=True):
    """An event's brief or minutes; without an event, of the next or the last one."""

    event: int | None
    before: bool


class Letters(Place, frozen=True):
    """Letters of one kind before they are sent: about an event, to some people or to whom they are
    usually sent."""

    kind: str
    event: int | None = None
    people: Sequence[int] | None = None


class Rating(Place, frozen=True):
    """Anonymous ratings of an event; None: answers to the members' checklist."""

    event: int | None = None


class Review(Place, frozen=True):
    """People one by one."""

    people: Sequence[int]
    place: int = 0


class OnePerson(Place, frozen=True):
    """Two records that may be the same person."""

    kept: int
    other: int


class Remove(Place, frozen=True):
    """What someone asks for who wants less of us."""

    member: int


class InQuestion(Place, frozen=True):
    """Passages that may name a person, or mean something else: a key decides each."""

    name: str
    passages: Sequence[Passage]
    decided: Mapping[Passage, bool]
    then: Callable[[Mapping[Passage, bool]], Awaitable[None]]


class Handover(Place, frozen=True):
    """What is still in the hands of someone who leaves."""

    leaving: int


class Notebook(Place, frozen=True):
    """What only I may see."""

    member: int | None = None


class Suggestions(Place, frozen=True):
    """A few people, each with reasons."""

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
    """How a person began: the file to open, whether to import into it, what went wrong; or a sample.
    `me` is the name that the person gave."""

    file: Path | None = None
    importing: bool = False
    warning: str = ""
    sample: str = ""
    me: str = ""


class First(Place, frozen=True):
    """How to begin, without a community yet."""

    file: Path
    today: date
    login: str
    chosen: Callable[[Begun], None]
