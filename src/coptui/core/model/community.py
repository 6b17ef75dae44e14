"""The community as one frozen value: every table, and what is derived from them once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast, runtime_checkable

from msgspec import Struct, field
from msgspec.structs import replace

from coptui.core.model.by_name import Named, ids_by_name, stand_ins, stands_in
from coptui.core.model.layered import Layered
from coptui.core.model.records import (
    Action,
    Ask,
    Contribution,
    Erased,
    Event,
    HistoryEntry,
    LearningQuestion,
    LibraryItem,
    Member,
    Profile,
    Record,
    Run,
    Snapshot,
    Story,
    Topic,
    Touch,
)
from coptui.core.model.text import fold_all

R = TypeVar("R", bound=Record)
B = TypeVar("B")


@runtime_checkable
class Unread(Protocol):
    """A table whose records are read when someone asks for them."""

    def brief(self, kind: type[B]) -> Mapping[int, B] | None:
        """Return a few fields of every record without reading more; None if that isn't possible, or
        everything is read anyway."""

    def holding(self, texts: Sequence[str], *, folded: bool = True) -> Mapping[int, Any] | None:
        """Return the records whose documents contain all of these texts (and maybe others) without
        reading more; None if everything is read anyway.

        With `folded`, look for texts as `coptui.core.model.text.fold` makes them.
        """


DERIVED = {
    "members": ("order_and_statuses", "coordinators", "stand_ins", "by_word_of_name"),
    "topics": ("topics_of",),
    "events": ("events_by_day", "held", "series", "events_of", "attended_by", "events_on"),
    "touches": ("touches_of", "first_touch"),
    "actions": ("actions_about",),
}
"""What a community works out once, by the one table that it is worked out from."""


class Community(Struct, frozen=True, eq=False, dict=True, weakref=True):
    """All records by id. Compared by identity: two panes bound to one value can't disagree."""

    profile: Profile = field(default_factory=Profile)
    members: Mapping[int, Member] = field(default_factory=dict)
    topics: Mapping[int, Topic] = field(default_factory=dict)
    events: Mapping[int, Event] = field(default_factory=dict)
    touches: Mapping[int, Touch] = field(default_factory=dict)
    actions: Mapping[int, Action] = field(default_factory=dict)
    asks: Mapping[int, Ask] = field(default_factory=dict)
    stories: Mapping[int, Story] = field(default_factory=dict)
    contributions: Mapping[int, Contribution] = field(default_factory=dict)
    library: Mapping[int, LibraryItem] = field(default_factory=dict)
    questions: Mapping[int, LearningQuestion] = field(default_factory=dict)
    runs: Mapping[int, Run] = field(default_factory=dict)
    snapshots: Mapping[int, Snapshot] = field(default_factory=dict)
    history: Mapping[int, HistoryEntry] = field(default_factory=dict)
    erased: Mapping[int, Erased] = field(default_factory=dict)
    group: str = ""
    """The group whose this is; "" for everyone's."""
    guests: frozenset[int] = frozenset()
    """Members who are of other groups, and here by name alone: see `unlisted`."""

    def table(self, name: str) -> Mapping[int, Record]:
        """Return the records of a table by its name in the file."""
        if name == "community":
            return {self.profile.id or 1: self.profile}
        return cast("Mapping[int, Record]", getattr(self, name))

    def with_records(self, name: str, changed: Mapping[int, Record | None]) -> Community:
        """Return a new value with records of one table replaced, added or (None) removed."""
        if name == "community":
            kept = [record for record in changed.values() if isinstance(record, Profile)]
            return replace(self, profile=kept[-1]) if kept else self
        new = replace(self, **{name: Layered(self.table(name), changed)})
        new.take_over(self)
        return new

    def take_over(self, before: Community) -> None:
        """Keep what an earlier version derived from tables that are the same here."""
        for table, derived in DERIVED.items():
            if getattr(self, table) is getattr(before, table):
                kept = {one: before.__dict__[one] for one in derived if one in before.__dict__}
                self.__dict__.update(kept)

    @property
    def members_by_name(self) -> tuple[int, ...]:
        """Return the ids of all members by name; those who left come last."""
        return self.order_and_statuses[0]

    @property
    def statuses(self) -> Mapping[str, int]:
        """Return how many records of people have each status, those that no list has among them."""
        return self.order_and_statuses[1]

    @cached_property
    def order_and_statuses(self) -> tuple[tuple[int, ...], Mapping[str, int]]:
        """Return what the first list needs of all members, from one look at them."""
        brief = self._brief
        people = self.members if brief is None else brief
        statuses = Counter(map(attrgetter("status"), people.values()))
        return ids_by_name(self.members, brief), statuses

    @cached_property
    def by_word_of_name(self) -> Mapping[str, tuple[int, ...]]:
        """Return for each word of a name, folded, the members who have it.

        A line has many words, and each may be a name: none of them is searched for. Tuples, as the
        garbage collector passes over tuples of numbers.
        """
        people = [(n, member.name) for n, member in self.members.items() if not stands_in(member)]
        by_word: dict[str, list[int]] = defaultdict(list)
        for (number, _), name in zip(people, fold_all([name for _, name in people]), strict=True):
            for word in dict.fromkeys(name.split()):
                by_word[word].append(number)
        return {word: tuple(numbers) for word, numbers in by_word.items()}

    @cached_property
    def stand_ins(self) -> frozenset[int]:
        """Return the members who are no one: each stands in for someone who was erased."""
        return stand_ins(self._brief or self.members)

    @property
    def unlisted(self) -> frozenset[int]:
        """Return the members that no list and no count of people has: stand-ins, and guests from other groups."""
        # Only an erasure makes a stand-in, and it leaves its mark.
        return self.guests | self.stand_ins if self.erased else self.guests

    @property
    def _brief(self) -> Mapping[int, Named] | None:
        """Members by their names, if more wasn't read yet."""
        return self.members.brief(Named) if isinstance(self.members, Unread) else None

    @cached_property
    def events_by_day(self) -> tuple[Event, ...]:
        """Return every event, earliest first; within a day by time and id."""
        return tuple(
            sorted(self.events.values(), key=lambda event: (event.day, event.starts_at, event.id))
        )

    @cached_property
    def held(self) -> tuple[Event, ...]:
        """Return the events that took place, earliest first."""
        return tuple(event for event in self.events_by_day if event.status == "held")

    @cached_property
    def series(self) -> Mapping[str, tuple[Event, ...]]:
        """Return the events of each named series, earliest first."""
        found: dict[str, list[Event]] = {}
        for event in self.events_by_day:
            if event.series:
                found.setdefault(event.series, []).append(event)
        return {name: tuple(events) for name, events in found.items()}

    @cached_property
    def events_of(self) -> Mapping[int, tuple[Event, ...]]:
        """Return the events that each member attended, hosted, spoke at or was invited to, by
        member id."""
        return _gather(
            self.events_by_day,
            lambda event: {*event.attendance, *event.hosts, *event.speakers, *event.invited},
        )

    @cached_property
    def attended_by(self) -> Mapping[int, tuple[Event, ...]]:
        """Return the held events at which each member was present, earliest first, by member id."""
        return _gather(self.held, lambda event: event.there)

    def attended_of(self, member_id: int) -> tuple[Event, ...]:
        """Return the held events at which one member was present, earliest first.

        Look through all events unless `attended_by` is there already: the first screen asks about a
        few people, and needn't wait for everyone's.
        """
        if "attended_by" in self.__dict__:
            return self.attended_by.get(member_id, ())
        return tuple(
            event
            for event in self.held
            if (entry := event.attendance.get(member_id)) is not None and entry.there
        )

    def events_with(self, member_id: int) -> tuple[Event, ...]:
        """Return one member's events as in `events_of`, found as in `attended_of`."""
        if "events_of" in self.__dict__:
            return self.events_of.get(member_id, ())
        return tuple(
            event
            for event in self.events_by_day
            if member_id in event.attendance
            or member_id in event.hosts
            or member_id in event.speakers
            or member_id in event.invited
        )

    def topics_with(self, member_id: int) -> tuple[Topic, ...]:
        """Return one member's topics as in `topics_of`, found as in `attended_of`."""
        if "topics_of" in self.__dict__:
            return self.topics_of.get(member_id, ())
        return tuple(
            topic
            for _, topic in sorted(self.topics.items())
            if member_id in topic.stewards
            or member_id in topic.interested
            or member_id == topic.proposer
        )

    @cached_property
    def events_on(self) -> Mapping[int, tuple[Event, ...]]:
        """Return the events that had each topic on the agenda, earliest first, by topic id."""
        return _gather(self.events_by_day, lambda event: event.topics)

    @cached_property
    def touches_of(self) -> Mapping[int, tuple[Touch, ...]]:
        """Return the conversations with each member, earliest first, by member id."""
        return _gather(
            sorted(self.touches.values(), key=lambda touch: (touch.on or date.min, touch.id)),
            lambda touch: touch.members,
        )

    @cached_property
    def first_touch(self) -> date | None:
        """Return the day of the first recorded conversation."""
        return min((touch.on for touch in self.touches.values() if touch.on), default=None)

    @cached_property
    def actions_about(self) -> Mapping[int, tuple[Action, ...]]:
        """Return the follow-ups that each member owns or that are about them, by due date, by
        member id."""
        return _gather(
            sorted(
                self.actions.values(), key=lambda action: (action.due_on or date.max, action.id)
            ),
            lambda action: {
                *action.about,
                *((action.owner,) if isinstance(action.owner, int) else ()),
            },
        )

    @cached_property
    def topics_of(self) -> Mapping[int, tuple[Topic, ...]]:
        """Return the topics that each member proposed, looks after or is interested in, by member
        id."""
        return _gather(
            sorted(self.topics.values(), key=lambda topic: topic.id),
            lambda topic: {
                *topic.stewards,
                *topic.interested,
                *((topic.proposer,) if topic.proposer else ()),
            },
        )

    @cached_property
    def coordinators(self) -> frozenset[int]:
        """Return the members who ever held the role coordinator or staff and still do.

        Evidence leaves them out of ratios. For a given day ask
        `coptui.core.people.levels.holds_role`.
        """
        return frozenset(
            member.id
            for member in self.members.values()
            if member.roles
            and any(
                held.role in ("coordinator", "staff") and not held.until for held in member.roles
            )
        )


if TYPE_CHECKING:  # A NewType, which mypy can't make of a Struct.

    class AllGroups(Community, frozen=True):
        """A community without the limits of a group. Whatever is saved is made from one: mypy
        refuses a community that may be of one group wherever an edit is made."""

else:
    AllGroups = Community


def all_groups(community: Community) -> AllGroups:
    """Return a community that is known not to be of one group, such as one read from a file."""
    return cast("AllGroups", community)


def _gather(records: Iterable[R], keys: Callable[[R], Iterable[int]]) -> dict[int, tuple[R, ...]]:
    found: defaultdict[int, list[R]] = defaultdict(list)
    for record in records:
        for key in keys(record):
            found[key].append(record)
    return {key: tuple(group) for key, group in found.items()}
