"""Events and clocks: which events count, for whom, and how many days are between them.

Everything is seen from a day: anything dated later doesn't exist yet. A community's breaks stop
every clock, so `days` are days outside breaks.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from itertools import chain
from weakref import WeakKeyDictionary

import msgspec

from coptui.core.model.by_name import stands_in
from coptui.core.model.community import Community
from coptui.core.model.days import day_numbered, later
from coptui.core.model.records import Break, Event, Member
from coptui.core.model.when import full_day
from coptui.language import tr


@lru_cache(maxsize=256)
def _pauses(breaks: tuple[Break, ...]) -> tuple[tuple[int, int], ...]:
    """Return the breaks as merged pairs of ordinals (both ends included), latest first."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(
        (pause.from_.toordinal(), pause.to.toordinal())
        for pause in breaks
        if pause.from_ <= pause.to
    ):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(reversed(merged))


def first_day(today: date, days: int, breaks: tuple[Break, ...] = ()) -> date:
    """Return the first day of the window of this many days outside breaks that ends with `today`."""
    start, left = today.toordinal(), days
    for pause_start, pause_end in _pauses(breaks):
        if pause_start > start:
            continue
        running = start - min(pause_end, start)
        if running >= left:
            break
        left -= running
        start = pause_start - 1
    return day_numbered(start - left + 1)


def days_between(earlier: date, later: date, breaks: tuple[Break, ...] = ()) -> int:
    """Count the days from one day to another (0 for the same day) that are outside breaks."""
    first, last = earlier.toordinal() + 1, later.toordinal()
    lost = sum(max(0, min(end, last) - max(start, first) + 1) for start, end in _pauses(breaks))
    return max(0, last - first + 1 - lost)


def quarter_end(today: date) -> date:
    """Return the last day of the quarter that ended on or before `today`."""
    following = later(today, 1)
    begun = date(following.year, following.month - (following.month - 1) % 3, 1)
    return later(begun, -1)


def has_joined(member: Member, on: date) -> bool:
    """Return whether someone was a member by a day, as far as known; count an unknown joining date
    as yes."""
    return member.joined_on is None or member.joined_on <= on


def has_left(member: Member, on: date) -> bool:
    return member.status == "left" and (member.left_on is None or member.left_on <= on)


def is_paused(member: Member, on: date) -> bool:
    """Return whether a day is within the time someone told us they are away, both ends included."""
    since, until = member.paused_on, member.paused_until
    if member.status == "paused":
        return (since is None or since <= on) and (until is None or on <= until)
    return since is not None and until is not None and since <= on <= until


def left_within(community: Community, first: date, last: date) -> list[Member]:
    """Return the members who left from one day to another, both included."""
    unlisted = community.unlisted
    return [
        member
        for member in community.members.values()
        if member.left_on is not None
        and first <= member.left_on <= last
        and has_left(member, last)
        and not is_outside(member)
        and member.id not in unlisted
    ]


def is_guest(member: Member) -> bool:
    return member.status in ("guest", "prospect")


def is_outside(member: Member) -> bool:
    """Return whether this is no member: a guest, a prospect, or a stand-in for someone who was erased."""
    return is_guest(member) or stands_in(member)


def is_with_us(member: Member, on: date) -> bool:
    """Return whether someone is a member on a day: not a guest, and neither away, gone nor yet to
    join."""
    away = has_left(member, on) or is_paused(member, on)
    return has_joined(member, on) and not away and not is_outside(member)


_with_us: WeakKeyDictionary[Community, dict[date, tuple[Member, ...]]] = WeakKeyDictionary()
# This many days are kept for one community: the ends of the windows now and before.
_KEPT_DAYS = 16


def members_with_us(community: Community, on: date) -> tuple[Member, ...]:
    """Return the members on a day, as `is_with_us` says, worked out once for a community and day."""
    known = _with_us.setdefault(community, {})
    if on not in known:
        while len(known) >= _KEPT_DAYS:
            known.pop(next(iter(known)), None)
        known[on] = tuple(m for m in community.members.values() if is_with_us(m, on))
    return known[on]


class Occasions(msgspec.Struct, frozen=True):
    """Held events, earliest first; `taken` are those whose attendance was recorded.

    `series` groups the taken ones, `held_series` all of them. If a community names no series, its
    events count together as the series "". `unclosed` are those that no one has closed, including
    the ones to come; `waiting` returns the past ones.
    """

    held: tuple[Event, ...]
    taken: tuple[Event, ...]
    series: dict[str, tuple[Event, ...]]
    held_series: dict[str, tuple[Event, ...]]
    unclosed: tuple[Event, ...]
    unclosed_series: dict[str, tuple[Event, ...]]


_known: WeakKeyDictionary[Community, Occasions] = WeakKeyDictionary()


def occasions(community: Community) -> Occasions:
    """Return all held events; use `until` to see them from a day."""
    all_occasions = _known.get(community)
    if all_occasions is None:
        held = community.held
        # Until a community names a series, all its meetings are one; what it names later changes
        # nothing about the time before.
        named = min((event.day for event in held if event.series), default=date.max)
        groups = _by_series(held, named)
        unclosed = tuple(event for event in community.events_by_day if _is_open(event))
        all_occasions = Occasions(
            held=held,
            taken=tuple(event for event in held if event.attendance_taken),
            series={
                name: kept
                for name, events in groups.items()
                if (kept := tuple(event for event in events if event.attendance_taken))
            },
            held_series={name: tuple(events) for name, events in groups.items()},
            unclosed=unclosed,
            unclosed_series={
                name: tuple(events) for name, events in _by_series(unclosed, named).items()
            },
        )
        _known[community] = all_occasions
    return all_occasions


def _by_series(events: Iterable[Event], named: date) -> dict[str, list[Event]]:
    groups: dict[str, list[Event]] = {}
    for event in events:
        if event.series or event.day < named:
            groups.setdefault(event.series, []).append(event)
    return groups


def _is_open(event: Event) -> bool:
    return event.status in ("planned", "confirmed") and not event.attendance_taken


def is_unclosed(event: Event, today: date) -> bool:
    """Return whether no one has said if an event took place; see `waiting`."""
    return _is_open(event) and event.day < today


def is_begun(event: Event) -> bool:
    """Return whether someone is marked although the roll call isn't finished."""
    marked = any(entry.status is not None for entry in event.attendance.values())
    return marked and not event.attendance_taken


def question(event: Event, today: date) -> str:
    """Return the question about an event to close: `Wed 24 Jun: did it take place?`."""
    day = full_day(event.day)
    if abs((event.day - today).days) <= 300:
        day = day.rsplit(" ", 1)[0]
    return f"{day}: {tr('roll call not finished') if is_begun(event) else tr('did it take place?')}"


def waiting(community: Community, today: date) -> Sequence[Event]:
    """Return the events waiting to be closed, earliest first: they are past, and no one has said
    whether they took place.

    Each of them is a question, and not an absence.
    """
    return until(occasions(community).unclosed, later(today, -1))


def until(events: Sequence[Event], day: date) -> Sequence[Event]:
    """Return the events up to and including a day; `events` are earliest first."""
    return events[: bisect_right(events, day, key=_day)]


def within(events: Sequence[Event], first: date, last: date) -> Sequence[Event]:
    """Return the events from one day to another, both included; `events` are earliest first."""
    return events[
        bisect_right(events, later(first, -1), key=_day) : bisect_right(events, last, key=_day)
    ]


def counts_for(event: Event, member: Member) -> bool:
    """Return whether missing an event would count as an absence of this person.

    It doesn't if attendance wasn't taken, or they sent apologies, were paused, hadn't joined yet or
    had left, or weren't marked where that says nothing. Whoever was present counts in any case.
    """
    if not event.attendance_taken:
        return False
    entry = event.attendance.get(member.id)
    if entry is not None:
        if entry.there:
            return True
        if entry.status == "excused":
            return False
    if event.not_marked == "unknown" and (entry is None or entry.status is None):
        return False
    day = event.day
    if member.status == "active" and member.paused_on is None:
        # Most people: neither gone nor ever away.
        return has_joined(member, day)
    return has_joined(member, day) and not has_left(member, day) and not is_paused(member, day)


def was_there(event: Event, member_id: int) -> bool:
    """Return whether someone was at an event whose attendance was taken."""
    entry = event.attendance.get(member_id)
    return entry is not None and entry.there and event.attendance_taken


def times_there(events: Iterable[Event]) -> Counter[int]:
    """Count the events that each member came to, by member id; 0 for anyone else."""
    return Counter(chain.from_iterable(event.there for event in events))


def _day(event: Event) -> date:
    return event.day
