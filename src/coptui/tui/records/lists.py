"""The three lists of the first screen: members, topics, events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import overload

from coptui.core.lists.last_times import is_coming, last_seen, last_spoken, last_up, may_be_on
from coptui.core.lists.listing import SORTS, Listing, count_of_all, ids_in
from coptui.core.meetings.occasions import is_unclosed
from coptui.core.model.community import Community
from coptui.core.model.records import Event, Member
from coptui.core.model.settings import Settings
from coptui.core.model.text import show
from coptui.core.model.when import DAY_WIDTH, WEEKDAY_WIDTH, WEEKDAYS, day_text, span_text
from coptui.core.model.zones import clock, clocks
from coptui.language import tr
from coptui.tui.kit.rows import Column, Rows, Span, Tone
from coptui.tui.records.words import Key, key_of, name_of, people

NEW_DAYS = 90
WIDE = 66
WIDE_CLOCKS, CLOCKS = 90, 28
"""From this width on, both clocks of an event elsewhere are shown; how much room they have."""


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
        raise ValueError(key)


def list_rows(
    community: Community,
    listing: Listing,
    today: date,
    *,
    width: int,
    settings: Settings | None = None,
) -> Rows:
    """Return the rows of one list in its usual columns. Without `settings` no one is found by
    level."""
    make = {"members": member_rows, "topics": topic_rows, "events": event_rows}[listing.table]
    order = ids_in(community, listing, today, settings)
    return make(community, today, order, listing, width)


def sorted_by(listing: Listing) -> str:
    """Return the order that a list's heading names, "" for the one it opens in."""
    return "" if listing.sort in ("", SORTS[listing.table][0]) else show(listing.sort)


def member_rows(
    community: Community, today: date, order: Sequence[int], listing: Listing, width: int
) -> Rows:
    everyone = community.members
    wide = width >= WIDE
    columns = [Column(tr("name")), Column(tr("seen"), 8), Column(tr("spoken"), 8)]
    if wide:
        columns.insert(1, Column(tr("at"), 20))

    def cells(index: int) -> tuple[Span, ...]:
        member = everyone[order[index]]
        away = member.status in ("left", "paused")
        tone: Tone = "quiet" if away else "plain"
        spans = [
            Span(name_of(member), tone),
            Span(seen_text(community, member, today), "quiet" if away else "plain"),
            Span(spoken_text(community, member, today), "quiet"),
        ]
        if wide:
            spans.insert(1, Span(show(member.organisation), "quiet"))
        return tuple(spans)

    return Rows(
        Keys("members", order),
        cells,
        columns=tuple(columns),
        count=people_count(community, listing, len(order)),
        sorted_by=sorted_by(listing),
        empty=empty_text(listing.query, tr("Press a to add, or i to import.")),
    )


def topic_rows(
    community: Community, today: date, order: Sequence[int], listing: Listing, width: int
) -> Rows:
    topics = community.topics
    wide = width >= WIDE
    columns = [Column(tr("title")), Column(tr("state"), 9)]
    if wide:
        columns += [Column(tr("looked after by"), 16), Column(tr("last"), 8)]

    def cells(index: int) -> tuple[Span, ...]:
        topic = topics[order[index]]
        closed = topic.state in ("done", "dropped", "parked")
        spans = [
            Span(name_of(topic), "quiet" if closed else "plain"),
            Span("" if topic.state == "open" and not wide else topic.state, "quiet"),
        ]
        if wide:
            spans += [
                Span(people(community, topic.stewards[:1]), "quiet"),
                Span(day_text(last_up(community, topic, today), today), "quiet"),
            ]
        return tuple(spans)

    return Rows(
        Keys("topics", order),
        cells,
        columns=tuple(columns),
        count=count_text(len(order), len(topics)),
        sorted_by=sorted_by(listing),
        empty=empty_text(listing.query, tr("No topics yet. Press a to add one.")),
    )


def event_rows(
    community: Community, today: date, order: Sequence[int], listing: Listing, width: int
) -> Rows:
    events = [community.events[number] for number in order]
    shown: list[Event | None] = [*events]
    upcoming = sum(is_coming(event, today) for event in events)
    first_past = sum(is_coming(event, today) or may_be_on(event, today) for event in events)
    if first_past < len(events):
        shown.insert(first_past, None)
    wide = width >= WIDE
    columns = [Column("", WEEKDAY_WIDTH + 1 + DAY_WIDTH), Column("")]
    if wide:
        columns += [Column("", CLOCKS if width >= WIDE_CLOCKS else 12), Column("", 14)]

    def cells(index: int) -> tuple[Span, ...]:
        event = shown[index]
        if event is None:
            return (Span(tr("past"), "heading"),)
        gone = not is_coming(event, today) or event.status == "cancelled"
        tone: Tone = "quiet" if gone else "plain"
        title = name_of(event) + (" " + tr("(cancelled)") if event.status == "cancelled" else "")
        spans = [Span(event_day(event, today), tone), Span(title, tone)]
        if wide:
            spans += [
                Span((clocks if width >= WIDE_CLOCKS else clock)(community, event), "quiet"),
                Span(_turnout(event, gone, today), "quiet"),
            ]
        return tuple(spans)

    return Rows(
        [None if event is None else key_of(event) for event in shown],
        cells,
        columns=tuple(columns),
        count=tr("{count} of {events}", count=len(events), events=len(community.events))
        if listing.query
        else str(upcoming),
        sorted_by=sorted_by(listing),
        empty=empty_text(listing.query, tr("No events yet. Press a to add one.")),
    )


def event_day(event: Event, today: date) -> str:
    """Return `Thu 3 Dec`, or `Mar 2024` for long ago."""
    if event.day == date.max:
        return tr("no date")
    if abs((event.day - today).days) > 300:
        return event.day.isoformat()
    weekday = WEEKDAYS[event.day.weekday()]
    return f"{weekday} {day_text(event.day, today):>{DAY_WIDTH}}"


def _turnout(event: Event, gone: bool, today: date) -> str:
    if is_unclosed(event, today):
        return tr("took place?")
    if gone:
        return tr("{count} present", count=len(event.there)) if event.attendance_taken else ""
    yes = sum(entry.rsvp == "yes" for entry in event.attendance.values())
    return tr("{yes} said yes", yes=yes) if yes else ""


def seen_text(community: Community, member: Member, today: date) -> str:
    if member.status in ("left", "paused"):
        return member.status
    seen = last_seen(community, member.id)
    if seen is None:
        new = member.joined_on and (today - member.joined_on).days <= NEW_DAYS
        return tr("new") if new else "-"
    return day_text(seen, today)


def spoken_text(community: Community, member: Member, today: date) -> str:
    spoken = last_spoken(community, member.id)
    if spoken is None:
        return "-"
    return span_text((today - spoken).days)


def count_text(shown: int, total: int) -> str:
    return str(total) if shown == total else tr("{shown} of {total}", shown=shown, total=total)


def people_count(community: Community, listing: Listing, shown: int) -> str:
    """Return how many people a list has, and how many of them are members now: "10 (8 with us)".
    Guests, those who are away and those who left aren't.

    In another order, the heading has room for the first alone.
    """
    total = count_of_all(community, "members")
    listed = Counter(community.statuses)
    listed.subtract(community.members[number].status for number in community.unlisted)
    with_us = total - sum(listed[status] for status in ("guest", "prospect", "paused", "left"))
    if shown != total or with_us == total or sorted_by(listing):
        return count_text(shown, total)
    return tr("{total} ({with_us} with us)", total=total, with_us=with_us)


def empty_text(query: str, otherwise: str) -> tuple[Span, ...]:
    text = tr("No match. Backspace clears it.") if query else otherwise
    return (Span(text, "quiet"),)
