"""What an import would change: a row for each person, the meetings, what differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

import msgspec

from coptui.core.model.changes import Change
from coptui.core.model.records import Record
from coptui.core.model.text import clean, fold
from coptui.exchange.planning.identity import PossibleMember
from coptui.exchange.planning.saved import ImportCounts
from coptui.exchange.tables.found import FileKind
from coptui.language import tr

State = Literal["matched", "new", "unknown", "ambiguous", "ignored", "skipped"]
"""A member; someone added as new; no one known; several fit; left out by choice; by a rule."""
OPEN: tuple[State, ...] = ("ambiguous", "unknown")
"""The states in which someone has to say who it is."""


class ImportChoices(msgspec.Struct, frozen=True, gc=False):
    """What a person decided: who is who (by `PlannedPerson.who`), and which event is meant.

    `events` are by the position of the meeting. `take_new` imports people whom no one knows, as
    guests or, from a list of people, as members.
    """

    people: Mapping[str, int | Literal["new", "ignore"]] = {}
    events: Mapping[int, int | Literal["new"]] = {}
    take_new: bool = False
    raters: Literal["member", "visitor"] | None = None
    """Who gave the answers of a file that doesn't say."""


class PlannedPerson(msgspec.Struct, frozen=True, gc=False):
    """One person of the file, in a meeting, a list or as an author, and who they are here.

    `who` is their key throughout the file; `line` is 1 for the first line, 0 without one.
    """

    who: str
    line: int
    name: str
    state: State
    why: str
    member: int | None = None
    suggestions: tuple[PossibleMember, ...] = ()
    meeting: int | None = None
    minutes: float | None = None
    chosen: bool = False
    namesake: int | None = None
    """The line of someone else new with the same name: perhaps one person."""


class Meeting(msgspec.Struct, frozen=True, gc=False):
    """A meeting of the file; `event` is the event it is here, None if it is new or undecided.

    `here` counts who attended according to the file; `fits` are events that fit equally well.
    `time_zone` is the file's, "" for the community's.
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
    time_zone: str = ""


class Disagreement(msgspec.Struct, frozen=True, gc=False):
    """Where the file disagrees with a record, which stays as it is."""

    line: int
    name: str
    field: str
    ours: str
    theirs: str


class PlannedEntry(msgspec.Struct, frozen=True, gc=False):
    """A new record of the library or the learning agenda."""

    line: int
    name: str
    record: Record


class Left(msgspec.Struct, frozen=True, gc=False):
    """A row of the file that isn't imported, with the reason."""

    line: int
    text: str
    reason: str


class Rated(msgspec.Struct, frozen=True, gc=False):
    """What an import adds to the ratings of an event, or to the answers to the members' checklist: how
    many by whom, and how many it knows."""

    title: str
    before: int = 0
    members: int = 0
    guests: int = 0
    coordinators: int = 0
    unsaid: int = 0
    """By whom, the file doesn't say."""

    @property
    def new(self) -> int:
        return self.members + self.guests + self.coordinators + self.unsaid

    @property
    def said(self) -> str:
        """All of it in words: `15 by members, 3 by guests; 2 imported before`."""
        by = (
            (self.members, "members"),
            (self.guests, "guests"),
            (self.coordinators, "coordinators"),
        )
        new = ", ".join(
            tr("{amount} by {who}", amount=amount, who=who) for amount, who in by if amount
        )
        if self.unsaid:
            new = tr(
                "{unsaid} by members or guests (the file doesn't say which)", unsaid=self.unsaid
            )
        before = tr("{before} imported before", before=self.before) if self.before else ""
        return "; ".join(filter(None, (new, before)))


class Persons(msgspec.Struct, frozen=True, gc=False):
    """The people of a plan, each once, by what has to be said about them.

    `asked` are those whose identity someone has to decide or has decided; they are in no other
    part. `known` and `taken` count who is matched or new, whoever decided it.
    """

    asked: tuple[PlannedPerson, ...] = ()
    matched: tuple[PlannedPerson, ...] = ()
    new: tuple[PlannedPerson, ...] = ()
    left_out: tuple[PlannedPerson, ...] = ()
    by_who: Mapping[str, PlannedPerson] = {}
    known: int = 0
    taken: int = 0


def persons_of(rows: Sequence[PlannedPerson]) -> Persons:
    """Return each person once, by the first row about them."""

    def once(rows: Iterable[PlannedPerson]) -> dict[str, PlannedPerson]:
        found: dict[str, PlannedPerson] = {}
        for row in rows:
            found.setdefault(row.who, row)
        return found

    asked = once(row for row in rows if row.chosen or row.state in OPEN)

    def others(*states: State) -> list[PlannedPerson]:
        return [row for row in rows if row.state in states and row.who not in asked]

    return Persons(
        asked=tuple(asked.values()),
        matched=tuple(once(others("matched")).values()),
        new=tuple(once(others("new")).values()),
        left_out=tuple(once(others("skipped", "ignored")).values()),
        by_who=once(rows),
        known=len({row.who for row in rows if row.state == "matched"}),
        taken=len({row.who for row in rows if row.state == "new"}),
    )


class ImportPlan(msgspec.Struct, frozen=True, gc=False):
    """Everything a file would change, before it is saved. `kind` is what it is imported as."""

    product: str
    kind: FileKind
    label: str
    meetings: tuple[Meeting, ...] = ()
    rows: tuple[PlannedPerson, ...] = ()
    persons: Persons = Persons()
    differences: tuple[Disagreement, ...] = ()
    left: tuple[Left, ...] = ()
    notes: tuple[str, ...] = ()
    posts: int = 0
    entries: tuple[PlannedEntry, ...] = ()
    rated: tuple[Rated, ...] = ()
    raters_unsaid: bool = False
    changes: tuple[Change, ...] = ()

    def of(self, *states: State) -> tuple[PlannedPerson, ...]:
        """Return the rows in these states, in the order of the file."""
        return tuple(row for row in self.rows if row.state in states)

    @property
    def open(self) -> tuple[PlannedPerson, ...]:
        """The people whose identity someone has to decide, one row each."""
        return tuple({row.who: row for row in reversed(self.of(*OPEN))}.values())[::-1]

    @property
    def saved(self) -> ImportCounts:
        """What the changes amount to."""
        members = {row.member for row in self.rows if row.state == "matched"}
        amounts = Counter((change.table, change.before is None) for change in self.changes)
        return ImportCounts(
            matched=len(members),
            # Names that are kept already bring no change; one person may stay under two names.
            not_matched=max(
                len({_kept_as(row) for row in self.of(*OPEN)}), len(set(_names_kept(self.changes)))
            ),
            left_out=len(self.left) + len(self.of("skipped", "ignored")),
            new_members=amounts["members", True],
            completed=amounts["members", False],
            new_events=amounts["events", True],
            changed_events=amounts["events", False],
            posts=amounts["contributions", True],
            items=amounts["library", True],
            questions=amounts["questions", True],
            ratings=sum(rated.new for rated in self.rated),
        )

    @property
    def filled(self) -> tuple[Filled, ...]:
        """What changes of the members and events that are here, except who was there."""
        return tuple(
            Filled(change.table, change.id, field, value)
            for change in self.changes
            if change.before is not None
            for field, value in _in_words(change.after or {})
        )

    @property
    def undecided(self) -> tuple[Meeting, ...]:
        """The meetings for which someone has to choose an event."""
        return tuple(meeting for meeting in self.meetings if meeting.state == "open")


def _kept_as(row: PlannedPerson) -> str:
    """Return the key under which an unknown person's name is kept with an event."""
    return row.who if "@" in row.who else fold(row.name)


def _names_kept(changes: Iterable[Change]) -> Iterator[tuple[str, str]]:
    """Return the addresses and names of unknown people that changes leave with events again: one
    address may be that of several names, and one name may have several addresses."""
    for change in changes:
        if change.table == "events":
            before, after = (_unmatched(side or {}) for side in (change.before, change.after))
            yield from after - before


def _unmatched(event: Mapping[str, Any]) -> set[tuple[str, str]]:
    # A list that several may add to has a plus behind its name in a change.
    names = (*event.get("unmatched", ()), *event.get("unmatched+", ()))
    return {(one.get("email", ""), fold(one.get("name", ""))) for one in names}


class Filled(msgspec.Struct, frozen=True, gc=False):
    """What a file adds to a member or event that is here: the field, and what it will hold."""

    table: str
    id: int
    field: str
    value: str


_SHOWN_OTHERWISE = (
    "pulse",
    "answers_taken",
    "attendance",
    "attendance_taken",
    "unmatched",
    "status",
    "uid",
    "source",
)


def _in_words(patch: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each field of a patch as it is called, and what it will hold: `Shoe size` of `more/Shoe size`."""
    for key, value in patch.items():
        field, _, entry = key.rstrip("+").partition("/")
        if field in _SHOWN_OTHERWISE:
            continue
        if field == "more":
            entries = {entry: value} if entry else value
            yield from ((str(head), in_words(text)) for head, text in entries.items())
        elif field == "groups":
            yield field, in_words([membership["group"] for membership in value])
        else:
            yield " ".join((field.replace("_", " "), entry)).strip(), in_words(value)


def in_words(value: Any) -> str:
    """Return a field's value as a person reads it."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {item}" for key, item in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(str(item) for item in value)
    return str(value)


EMPTY: tuple[Any, ...] = ("", None, [], (), {})
"""What says nothing of a field."""


def cleaned(value: Any) -> Any:
    """Return a field's value with its texts fit to store and empty ones dropped from lists."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {clean(str(key)): cleaned(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [item for item in map(cleaned, value) if item not in ("", None)]
    return value


def same(ours: Any, theirs: Any) -> bool:
    """Return whether the file's value adds nothing to ours, whatever its case and order."""
    if isinstance(ours, list):
        items = theirs if isinstance(theirs, list | tuple) else [theirs]
        return {fold(str(item)) for item in items} <= {fold(str(item)) for item in ours}
    return fold(str(ours)) == fold(str(theirs))


def too_short(minutes: float) -> str:
    """Return why someone who was there for so few minutes is left out."""
    if minutes < 1:
        return tr("present for less than a minute: perhaps only in the waiting room")
    return tr("present for only {minutes:g} min: perhaps in the waiting room", minutes=minutes)


NOT_A_PERSON = {
    "device": tr("a device's name: ask whose it is"),
    "phone": tr("only a phone number"),
    "role": tr("the name of a note taker or a program: ask who was behind it"),
    "two": tr("two people under one name: ask which of them came"),
    "nobody": tr("a name anyone could have: ask whose it is"),
}
"""Why a name isn't taken for a person's before someone says so."""
