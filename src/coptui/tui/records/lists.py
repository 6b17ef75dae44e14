"""The three lists of the first screen: members, topics, events."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, TypeVar, overload

from coptui.core.meetings.occasions import is_unclosed
from coptui.core.model.community import Community
from coptui.core.model.records import Event, Member, Record, Topic
from coptui.core.model.text import fold, show
from coptui.core.model.when import WEEKDAYS, day_text, span_text
from coptui.core.model.zones import clock
from coptui.tui.kit.rows import Column, Rows, Span, Tone
from coptui.tui.records.words import Key, key_of, name_of, people

R = TypeVar("R", bound=Record)

NEW_DAYS = 90
WIDE = 60

SORTS: dict[str, tuple[str, ...]] = {
    "members": ("name", "seen", "spoken"),
    "topics": ("touched", "title", "state"),
    "events": ("date", "title"),
}
"""The orders of each list; the first is the one it opens in."""

STATES = ("open", "scheduled", "proposed", "parked", "done", "dropped")


class Keys(Sequence[Key]):
    """The keys of one table's records, made when asked for, as there may be 100,000."""

    def __init__(self, table: str, ids: Sequence[int]) -> None:
        self._table = table
        self._ids = ids

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, index: int) -> Key: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Key]: ...
    def __getitem__(self, index: int | slice) -> Key | Sequence[Key]:
        if isinstance(index, slice):
            return Keys(self._table, self._ids[index])
        return (self._table, self._ids[index])

    def index(self, key: object, start: int = 0, stop: int | None = None) -> int:
        if isinstance(key, tuple) and key[:1] == (self._table,):
            return self._ids.index(key[1], start, len(self) if stop is None else stop)
        raise ValueError(f"{key!r} is not here")


def list_rows(
    table: str, community: Community, today: date, *, query: str, sort: str, width: int
) -> Rows:
    """Return the rows of one list, filtered by any part of any word and sorted."""
    make = {"members": member_rows, "topics": topic_rows, "events": event_rows}[table]
    return make(community, today, query=query, sort=sort, width=width)


def member_rows(community: Community, today: date, *, query: str, sort: str, width: int) -> Rows:
    order: Sequence[int] = community.members_by_name
    if query.strip():
        from coptui.core.finding.search import matching

        fits = matching(community, query, "members")
        order = tuple([number for number in order if number in fits])
    everyone = community.members
    if sort != "name":
        order = _by_last(community, order, sort)
    wide = width >= WIDE
    columns = [Column("name"), Column("seen", 8), Column("spoken", 8)]
    if wide:
        columns.insert(1, Column("at", 20))

    def cells(index: int) -> tuple[Span, ...]:
        member = everyone[order[index]]
        away = member.status in ("left", "paused")
        tone: Tone = "quiet" if away else "plain"
        spans = [
            Span(name_of(member), tone),
            Span(_seen_text(community, member, today), "quiet" if away else "plain"),
            Span(_spoken_text(community, member, today), "quiet"),
        ]
        if wide:
            spans.insert(1, Span(show(member.organisation), "quiet"))
        return tuple(spans)

    return Rows(
        Keys("members", order),
        cells,
        columns=tuple(columns),
        count=_count(len(order), len(everyone)),
        sorted_by="" if sort == "name" else sort,
        empty=_empty(query, "No one yet: a adds, i imports."),
    )


def _by_last(community: Community, order: Sequence[int], sort: str) -> Sequence[int]:
    """Return ids by when each was last seen, the latest first; or last spoken to, the longest ago
    first.

    Those of one day keep their order; people who left come last, in their order.
    """
    if sort == "seen":
        days = {event.id: -event.day.toordinal() for event in community.held}
        last = Counter(
            {member: days[events[-1].id] for member, events in community.attended_by.items()}
        )
    else:
        last = Counter(
            {
                member: touches[-1].on.toordinal()
                for member, touches in community.touches_of.items()
                if touches[-1].on is not None
            }
        )
    members = community.members
    left = bisect_left(order, True, key=lambda number: members[number].status == "left")
    # A Counter returns 0 for ids it does not know.
    by_day = partial(sorted, key=last.__getitem__)
    return (*by_day(order[:left]), *by_day(order[left:]))


def topic_rows(community: Community, today: date, *, query: str, sort: str, width: int) -> Rows:
    topics = _filtered(community, "topics", community.topics, query)
    keys: dict[str, Callable[[Topic], Any]] = {
        "touched": lambda topic: (
            topic.state in ("done", "dropped", "parked"),
            -(touched(community, topic, today) or date.min).toordinal(),
        ),
        "title": lambda topic: fold(name_of(topic)),
        "state": lambda topic: (STATES.index(topic.state), fold(name_of(topic))),
    }
    topics.sort(key=lambda topic: (keys[sort](topic), topic.id))
    wide = width >= WIDE
    columns = [Column("title"), Column("state", 9)]
    if wide:
        columns += [Column("steward", 16), Column("last", 8)]

    def cells(index: int) -> tuple[Span, ...]:
        topic = topics[index]
        closed = topic.state in ("done", "dropped", "parked")
        spans = [
            Span(name_of(topic), "quiet" if closed else "plain"),
            Span("" if topic.state == "open" and not wide else topic.state, "quiet"),
        ]
        if wide:
            spans += [
                Span(people(community, topic.stewards[:1]), "quiet"),
                Span(day_text(touched(community, topic, today), today), "quiet"),
            ]
        return tuple(spans)

    return Rows(
        [key_of(topic) for topic in topics],
        cells,
        columns=tuple(columns),
        count=_count(len(topics), len(community.topics)),
        sorted_by="" if sort == "touched" else sort,
        empty=_empty(query, "No topics yet. Press a to add one."),
    )


def event_rows(community: Community, today: date, *, query: str, sort: str, width: int) -> Rows:
    events = _filtered(community, "events", community.events, query)
    coming = [event for event in events if is_coming(event, today)]
    past = [event for event in events if not is_coming(event, today)]
    if sort == "title":
        coming.sort(key=lambda event: (fold(name_of(event)), event.day))
        past.sort(key=lambda event: (fold(name_of(event)), -event.day.toordinal()))
    else:
        coming.sort(key=lambda event: (event.day, event.starts_at, event.id))
        past.sort(key=lambda event: (event.day, event.starts_at, event.id), reverse=True)
    shown: list[Event | None] = [*coming]
    if past:
        shown += [None, *past]
    wide = width >= WIDE
    columns = [Column("", 10), Column("")]
    if wide:
        columns += [Column("", 12), Column("", 14)]

    def cells(index: int) -> tuple[Span, ...]:
        event = shown[index]
        if event is None:
            return (Span("past", "heading"),)
        gone = not is_coming(event, today) or event.status == "cancelled"
        tone: Tone = "quiet" if gone else "plain"
        title = name_of(event) + (" (cancelled)" if event.status == "cancelled" else "")
        spans = [Span(event_day(event, today), tone), Span(title, tone)]
        if wide:
            spans += [
                Span(clock(community, event), "quiet"),
                Span(_turnout(event, gone, today), "quiet"),
            ]
        return tuple(spans)

    upcoming = sum(is_coming(event, today) for event in community.events.values())
    return Rows(
        [None if event is None else key_of(event) for event in shown],
        cells,
        columns=tuple(columns),
        count=f"{len(events)} of {len(community.events)}" if query else str(upcoming),
        sorted_by="" if sort == "date" else sort,
        empty=_empty(query, "No events yet. Press a to add one."),
    )


def is_coming(event: Event, today: date) -> bool:
    """Return whether an event is still to come: today's are, until they are marked as held."""
    return event.day >= today and event.status != "held"


def last_seen(community: Community, member: int) -> date | None:
    events = community.attended_of(member)
    return events[-1].day if events else None


def last_spoken(community: Community, member: int) -> date | None:
    touches = community.touches_of.get(member, ())
    return touches[-1].on if touches else None


def touched(community: Community, topic: Topic, today: date) -> date | None:
    """Return when a topic last came up: as recorded, or at its latest past event."""
    days = [event.day for event in community.events_on.get(topic.id, ()) if event.day <= today]
    days += [day for day in (topic.touched_on, topic.opened_on) if day]
    return max(days, default=None)


def event_day(event: Event, today: date) -> str:
    """Return `Thu 3 Dec`, or `Mar 2024` for long ago."""
    if event.day == date.max:
        return "no date"
    if abs((event.day - today).days) > 300:
        return event.day.isoformat()
    weekday = WEEKDAYS[event.day.weekday()].title()
    return f"{weekday} {day_text(event.day, today):>6}"


def _turnout(event: Event, gone: bool, today: date) -> str:
    if is_unclosed(event, today):
        return "took place?"
    if gone:
        return f"{len(event.there)} there" if event.attendance_taken else ""
    yes = sum(entry.rsvp == "yes" for entry in event.attendance.values())
    return f"{yes} said yes" if yes else ""


def _seen_text(community: Community, member: Member, today: date) -> str:
    if member.status in ("left", "paused"):
        return member.status
    seen = last_seen(community, member.id)
    if seen is None:
        new = member.joined_on and (today - member.joined_on).days <= NEW_DAYS
        return "new" if new else "-"
    return day_text(seen, today)


def _spoken_text(community: Community, member: Member, today: date) -> str:
    spoken = last_spoken(community, member.id)
    if spoken is None:
        return "-"
    return span_text((today - spoken).days)


def _filtered(community: Community, table: str, records: Mapping[int, R], query: str) -> list[R]:
    if not query.strip():
        return list(records.values())
    from coptui.core.finding.search import matching

    fits = matching(community, query, table)
    return [record for record in records.values() if record.id in fits]


def _count(shown: int, total: int) -> str:
    return str(total) if shown == total else f"{shown} of {total}"


def _empty(query: str, otherwise: str) -> tuple[Span, ...]:
    text = "No match. Backspace clears the filter." if query else otherwise
    return (Span(text, "quiet"),)


def next_sort(table: str, sort: str) -> str:
    orders: Sequence[str] = SORTS[table]
    return orders[(orders.index(sort) + 1) % len(orders)]
