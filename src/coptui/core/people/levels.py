"""Levels by behaviour: described for coordinators, never prescribed, never a rank.

The rules are those of docs/evidence.md and their numbers are settings. Nearer counts at once,
further out only from the end of a quarter: a level is the nearer of today's and that of the last
quarter's end, both computed from the records. Anything dated after the day doesn't count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from weakref import WeakKeyDictionary

import msgspec

from coptui.core.meetings.occasions import (
    Occasions,
    counts_for,
    first_day,
    has_joined,
    has_left,
    is_outside,
    is_paused,
    occasions,
    quarter_end,
    times_there,
    within,
)
from coptui.core.model.basis import basis
from coptui.core.model.community import Community
from coptui.core.model.counting import counted, forms
from coptui.core.model.records import Event, Level, Member
from coptui.core.model.saying import level_name
from coptui.core.model.settings import DEFAULTS, Settings
from coptui.core.people.days_in_words import day_and_month, month, short
from coptui.core.people.giving import Gift, gifts_between, giving, last_trace, what_it_was
from coptui.core.people.roles import holds_role
from coptui.errors import UsageError
from coptui.language import tr

NEARNESS: Mapping[str, int] = {"core": 3, "active": 2, "peripheral": 1, "quiet": 0}
"""Levels that come from behaviour, by how near they are."""

# How many days of levels are kept for one community: today, windows before, quarters' ends.
_KEPT_DAYS = 64
_HOSTED, _LED, _CONTRIBUTED = (
    forms("core: hosted {count} event, attended {came} of the last {events}", "core: hosted {count} events, attended {came} of the last {events}"),
    forms("core: led {count} event, attended {came} of the last {events}", "core: led {count} events, attended {came} of the last {events}"),
    forms("core: contributed {count} time, attended {came} of the last {events}", "core: contributed {count} times, attended {came} of the last {events}"),
)  # fmt: skip
"""Why someone is core: the first that holds."""


class Standing(msgspec.Struct, frozen=True, gc=False):
    """The level of one member on a day and, in words, why.

    `level` is None for people who have left, haven't joined yet, have nothing recorded, or nothing
    since the look-back begins while no one recorded who came either. `since`: quiet or paused
    since, or left on, that day; None if it isn't known or doesn't apply. `seen` is their latest
    trace up to the day, whatever it was; joining isn't one.
    """

    level: Level | None
    why: str
    since: date | None = None
    seen: date | None = None

    @property
    def names_level(self) -> bool:
        """Return whether `why` begins with the level: "core: hosted 2 events"."""
        return self.level not in (None, "paused")


_known: WeakKeyDictionary[Community, dict[tuple[date, Settings], Mapping[int, Standing]]] = (
    WeakKeyDictionary()
)


def standing(
    community: Community, member_id: int, today: date, settings: Settings = DEFAULTS
) -> Standing:
    """Return the level of one member on a day. Raise UsageError if there is no such member."""
    level = standings(community, today, settings).get(member_id)
    if level is None:
        raise UsageError(
            tr("There is no member {member_id}.", member_id=member_id),
            tr("Find the person with: coptui find"),
        )
    return level


def standings(
    community: Community, today: date, settings: Settings = DEFAULTS
) -> Mapping[int, Standing]:
    """Return the levels of all members on a day, by member id; computed once for a community and
    day."""
    community = basis(community)
    known = _known.setdefault(community, {})
    place = (today, settings)
    if place not in known:
        while len(known) >= _KEPT_DAYS:
            known.pop(next(iter(known)), None)
        known[place] = _Standings(community, today, settings)
    return known[place]


class _Standings(Mapping[int, Standing]):
    """Levels by member id, each worked out when it is first asked for: a screen shows only some."""

    def __init__(self, community: Community, today: date, settings: Settings) -> None:
        self._members = community.members
        self._today = today
        self._last = quarter_end(today)
        self._now = _Behaviour(community, today, settings)
        self._before = (
            self._now if self._last == today else _Behaviour(community, self._last, settings)
        )
        self._found: dict[int, Standing] = {}

    def __getitem__(self, member_id: int) -> Standing:
        found = self._found.get(member_id)
        if found is None:
            found = self._found[member_id] = _standing(
                self._members[member_id], self._today, self._last, self._now, self._before
            )
        return found

    def __iter__(self) -> Iterator[int]:
        return iter(self._members)

    def __len__(self) -> int:
        return len(self._members)


def _standing(
    member: Member, today: date, last: date, now: _Behaviour, before: _Behaviour
) -> Standing:
    seen = last_trace(now.giving, member.id, today)
    if has_left(member, today):
        on = member.left_on
        return Standing(
            None, tr("left in {month}", month=month(on, today)) if on else tr("left"), on, seen
        )
    if not has_joined(member, today):
        return Standing(None, tr("not a member yet"), None, seen)
    if member.status == "paused" and is_paused(member, today):
        since = member.paused_on
        words = _paused(since, member.paused_until, today)
        return Standing("paused", words, since, seen)
    override = member.level_override
    if override is not None and (override.until is None or today <= override.until):
        why = (
            tr(
                "{level}: set by hand until {day}",
                level=level_name(override.level),
                day=short(override.until, today),
            )
            if override.until
            else tr("{level}: set by hand", level=level_name(override.level))
        )
        words = f"{why}, {override.reason}" if override.reason else why
        return Standing(override.level, words, None, seen)
    if is_outside(member):
        return Standing("outside", tr("outside: {status}", status=member.status), None, seen)
    level, why = now.level(member, seen)
    # Who did nothing that brings near was peripheral at most.
    nearer = level in (None, "quiet") or (level != "core" and before.may_be_near(member))
    if nearer and last != today and has_joined(member, last):
        later_seen = seen is not None and seen > last
        seen_before = last_trace(now.giving, member.id, last) if later_seen else seen
        earlier, reason = before.level(member, seen_before)
        if earlier is not None and (level is None or NEARNESS[earlier] > NEARNESS[level]):
            return Standing(
                earlier,
                tr("{reason} (on {day})", reason=reason, day=day_and_month(last)),
                None,
                seen,
            )
    return Standing(level, why, seen if level == "quiet" else None, seen)


class _Behaviour:
    """What all members did, seen from one day."""

    def __init__(self, community: Community, day: date, settings: Settings) -> None:
        breaks = community.profile.breaks
        self.day = day
        self.settings = settings
        self.giving = giving(community, settings)
        self.look_back = first_day(day, settings.look_back_days, breaks)
        self.core_from = first_day(day, settings.core_days, breaks)
        self.active_from = first_day(day, settings.active_days, breaks)
        self.windows = windows(occasions(community), self.look_back, day, settings)
        # Plain dicts: the garbage collector leaves those of numbers alone, but no set or counter.
        self.attended = [dict(times_there(events)) for events in self.windows]
        self.excused = [
            Counter(
                who
                for event in events
                for who, entry in event.attendance.items()
                if entry.status == "excused"
            )
            for events in self.windows
        ]
        self.certain = [
            all(event.not_marked != "unknown" for event in events) for events in self.windows
        ]
        self.begins = [events[0].day for events in self.windows]
        self.ends = [events[-1].day for events in self.windows]
        self.given: dict[int, list[Gift]] = {}
        for gift in gifts_between(self.giving.gifts, self.core_from, day):
            self.given.setdefault(gift.member, []).append(gift)
        recent = gifts_between(self.giving.gifts, self.active_from, day)
        self.latest = {gift.member: gift for gift in recent}
        self._told: dict[tuple[str, date], tuple[Level | None, str]] = {}
        self._busy = dict.fromkeys(chain(self.given, self.latest, *self.attended))

    def may_be_near(self, member: Member) -> bool:
        """Return whether someone could be core or active: has a role, gave, or came lately."""
        return bool(member.roles) or member.id in self._busy

    def level(self, member: Member, seen: date | None) -> tuple[Level | None, str]:
        """Return the level from what someone did, and why; `seen` is their latest trace up to the
        day.

        Return None if the silence may be ours: nothing is recorded of them, or of anyone lately.
        """
        near = self._near(member) if self.may_be_near(member) else None
        if near is not None:
            return near
        if seen is None:
            if member.joined_on is None:
                return None, tr("nothing recorded yet")
            day = short(member.joined_on, self.day)
            return None, tr("joined {day}; nothing else recorded yet", day=day)
        # On one day many did the same.
        deed = what_it_was(self.giving, member.id, seen)
        told = self._told.get((deed, seen))
        if told is None:
            told = self._told[deed, seen] = self._by_trace(deed, seen)
        return told

    def _by_trace(self, deed: str, seen: date) -> tuple[Level | None, str]:
        """Return the level of someone who wasn't near from their latest trace, and why."""
        trace = tr("{deed} on {day}", deed=deed, day=short(seen, self.day))
        if seen >= self.look_back:
            return "peripheral", f"{level_name('peripheral')}: {trace}"
        if not self.windows:
            return (
                None,
                tr(
                    "{deed_and_day}; no attendance has been taken since {day}",
                    deed_and_day=trace,
                    day=short(self.look_back, self.day),
                ),
            )
        return "quiet", tr("quiet: {deed_and_day}, nothing recorded since", deed_and_day=trace)

    def _near(self, member: Member) -> tuple[Level, str] | None:
        """Return core or active, and why; None for anyone else."""
        settings = self.settings
        for role in settings.core_roles if member.roles else ():
            if holds_role(member, role, self.day):
                return "core", tr("core: {role}", role=role)
        came, events_counted, ended = self._came(member)
        given: Sequence[Gift] = self.given.get(member.id, ())
        led = sum(gift.leads for gift in given)
        if (
            (led >= settings.core_led or len(given) >= settings.core_contributed)
            and events_counted >= settings.few_occasions
            and came >= settings.core_attended * events_counted
        ):
            core = _core(given, led >= settings.core_led, came, events_counted)
            return "core", self._dated(core, ended)
        if came >= settings.active_attended:
            active = tr(
                "active: attended {came} of the last {events}", came=came, events=events_counted
            )
            return "active", self._dated(active, ended)
        latest = self.latest.get(member.id)
        if latest is not None:
            return "active", tr(
                "active: {deed} on {day}", deed=latest.what, day=short(latest.on, self.day)
            )
        return None

    def _dated(self, reason: str, ended: date) -> str:
        """Return a reason from events; with the day of the last of them if that wasn't lately."""
        if ended >= self.active_from:
            return reason
        return tr("{reason}, up to {day}", reason=reason, day=short(ended, self.day))

    def _came(self, member: Member) -> tuple[int, int, date]:
        """Return, for the series they came to most, the events attended, those that count for them
        and the day of the last of them."""
        best = (0, 0, self.day)
        # Most people were with us all along and never away: for them a subtraction is enough.
        always = member.status == "active" and member.paused_on is None
        joined = member.joined_on or date.min
        for index, attended in enumerate(self.attended):
            came = attended.get(member.id, 0)
            if came == 0:
                continue
            events = self.windows[index]
            if always and self.certain[index] and joined <= self.begins[index]:
                counted = len(events) - self.excused[index].get(member.id, 0)
            else:
                counted = sum(counts_for(event, member) for event in events)
            if came > best[0] or (came == best[0] and counted < best[1]):
                best = (came, counted, self.ends[index])
        return best


def _core(given: Sequence[Gift], by_leading: bool, came: int, events: int) -> str:
    """Return by what someone is core: what they hosted, led or gave, and how often they came."""
    led = sum(gift.leads for gift in given)
    hosted = sum(gift.hosts for gift in given)
    said = _CONTRIBUTED
    count = len(given)
    if hosted and hosted == led:
        count, said = hosted, _HOSTED
    elif by_leading:
        count, said = led, _LED
    return counted(count, *said, came=came, events=events)


def _paused(since: date | None, until: date | None, today: date) -> str:
    if until is None:
        return tr("paused since {month}", month=month(since, today)) if since else tr("paused")
    back = day_and_month(until)
    if since is None:
        return tr("paused, back after {day}", day=back)
    return tr("paused since {month}, back after {day}", month=month(since, today), day=back)


def windows(found: Occasions, first: date, last: date, settings: Settings) -> list[Sequence[Event]]:
    """Return the last events with attendance of each series up to a day, none before `first`."""
    kept = (within(events, first, last) for events in found.series.values())
    return [events[-settings.window_occasions :] for events in kept if events]
