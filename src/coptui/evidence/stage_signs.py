"""The signs of each of the five stages that the records show, up to three a stage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from statistics import median

from coptui.core.meetings.occasions import (
    first_day,
    left_within,
    members_with_us,
    occasions,
    until,
    waiting,
    within,
)
from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.days import later, months_later
from coptui.core.model.records import Event, Stage, Window
from coptui.core.model.settings import Settings
from coptui.core.people.presence import here
from coptui.core.people.roles import holds_role, is_organiser
from coptui.evidence.ending import ahead, silent
from coptui.evidence.lines.care import missed
from coptui.evidence.series import meeting_days
from coptui.evidence.wording import middle_of
from coptui.language import tr

STAGES: tuple[Stage, ...] = (
    "potential",
    "coalescing",
    "maturing",
    "stewardship",
    "transformation",
)


def signs(community: Community, today: date, settings: Settings) -> dict[Stage, tuple[str, ...]]:
    """Return the signs of each stage that are there, each with its figure; three are looked for."""
    by_stage = {
        "potential": _potential(community, today, settings),
        "coalescing": _coalescing(community, today, settings),
        "maturing": _maturing(community, today, settings),
        "stewardship": _stewardship(community, today, settings),
        "transformation": _transformation(community, today, settings),
    }
    return {name: tuple(sign for sign in by_stage[name] if sign) for name in STAGES}


def _potential(community: Community, today: date, settings: Settings) -> list[str]:
    known = occasions(community)
    # Those that wait to be closed were probably held.
    held = (*until(known.held, today), *waiting(community, today))
    met = Counter(
        name
        for series, last in ((known.held_series, today), (known.unclosed_series, later(today, -1)))
        for name, events in series.items()
        for _ in until(events, last)
    )
    again = any(times > 1 for times in met.values())
    named = sum(
        any(holds_role(member, role, today) for role in settings.core_roles)
        for member in members_with_us(community, today)
        if member.roles
    )
    return [
        counted(len(held), "{count} event so far", "{count} events so far")
        if len(held) < 3
        else "",
        "" if again else tr("no series has had a second event yet"),
        counted(named, "{count} person with a core role", "{count} people with a core role")
        if named < 2
        else "",
    ]


def _coalescing(community: Community, today: date, settings: Settings) -> list[str]:
    first = first_day(today, settings.window_days, community.profile.breaks)
    recent = within(occasions(community).held, first, today)
    taken = until(occasions(community).taken, today)
    last = taken[-settings.window_occasions :]
    visits = sum(len(tuple(event.there)) for event in last)
    firsts = sum(_firsts(community, event) for event in last)
    few = settings.few_occasions
    back, before = (
        [len(tuple(event.there)) - _firsts(community, event) for event in events]
        for events in (taken[-few:], taken[-2 * few : -few])
    )
    rising = len(back) == len(before) == few and sum(back) > sum(before)
    return [
        tr(
            "{events} in {days}",
            events=counted(len(recent), "{count} event", "{count} events"),
            days=counted(settings.window_days, "{count} day", "{count} days"),
        )
        if len(recent) >= few
        else "",
        counted(
            visits,
            "{first} of {count} visit was a first visit",
            "{first} of {count} visits were first visits",
            first=firsts,
        )
        if len(last) >= few and 4 * firsts >= visits > 0
        else "",
        tr(
            "{back} came back at the last {count} events, {before} at the {count} events before",
            back=sum(back),
            count=few,
            before=sum(before),
        )
        if rising
        else "",
    ]


def _maturing(community: Community, today: date, settings: Settings) -> list[str]:
    first = first_day(today, settings.window_days, community.profile.breaks)
    present = here(community, today, settings)
    joined = sum(
        member.joined_on is not None and first <= member.joined_on <= today for member in present
    )
    left = len(left_within(community, first, today))
    taken = until(occasions(community).taken, today)
    size = settings.window_occasions
    now, then = (
        [len(tuple(event.there)) for event in events]
        for events in (taken[-size:], taken[-2 * size : -size])
    )
    more = len(then) >= settings.few_occasions and median(now) > median(then)
    led = _led(until(occasions(community).held, today)[-size:])
    most = max((len(events) for events in led.values()), default=0)
    whole = len(set().union(*led.values())) if led else 0
    return [
        tr(
            "{joined} of {count} members joined and {left} left in {days}",
            joined=joined,
            count=len(present),
            left=left,
            days=counted(settings.window_days, "{count} day", "{count} days"),
        )
        if joined - left >= 2 and 10 * (joined - left) >= len(present)
        else "",
        tr(
            "usually {people} at an event, {people_before} before that",
            people=middle_of(now),
            people_before=middle_of(then),
        )
        if more
        else "",
        counted(
            whole,
            "one person led {most} of {count} event",
            "one person led {most} of {count} events",
            most=most,
        )
        if whole >= settings.few_occasions and 2 * most > whole
        else "",
    ]


def _stewardship(community: Community, today: date, settings: Settings) -> list[str]:
    members = [
        member
        for member in here(community, today, settings)
        if member.joined_on is not None and not is_organiser(member, today)
    ]
    days = [member.joined_on for member in members if member.joined_on]
    two_years_ago, year_ago = months_later(today, -24), months_later(today, -12)
    long = sum(day < two_years_ago for day in days)
    new = sum(day > year_ago for day in days)
    enough = len(members) >= 5
    held = until(occasions(community).held, today)
    size = settings.window_occasions
    now, then = _led(held[-size:]), _led(held[-2 * size : -size])
    same = bool(now) and len(held) >= 2 * size and set(now) <= set(then)
    return [
        tr(
            "{long} of {count} members have been here for over two years",
            long=long,
            count=len(members),
        )
        if enough and 2 * long > len(members)
        else "",
        tr("{new} of {count} members joined in 12 months", new=new, count=len(members))
        if enough and 10 * new < len(members)
        else "",
        tr(
            "everyone who led the last {events} events ({count} in all) had led before",
            events=size,
            count=len(now),
        )
        if same
        else "",
    ]


def _transformation(community: Community, today: date, settings: Settings) -> list[str]:
    held = until(occasions(community).held, today)
    if len(meeting_days(held, settings)) < settings.few_occasions:
        return []
    return [
        silent(community, today, settings),
        _missing(community, today, settings),
        "" if ahead(community, today) else tr("no date set"),
    ]


def _missing(community: Community, today: date, settings: Settings) -> str:
    """Return a sign if more people were missed than joined, in two windows in a row."""
    last, counts = today, []
    for _ in range(2):
        first = first_day(last, settings.window_days, community.profile.breaks)
        gone = missed(community, Window(from_=first, to=last), settings).value
        came = sum(
            member.joined_on is not None and first <= member.joined_on <= last
            for member in community.members.values()
        )
        if gone is None or gone <= came:
            return ""
        counts.append((gone, came))
        last = later(first, -1)
    gone, came = counts[0]
    return counted(
        int(gone),
        "{count} regular stopped coming and only {came} joined, and likewise in the period before",
        "{count} regulars stopped coming and only {came} joined, and likewise in the period before",
        came=came,
    )


def _firsts(community: Community, event: Event) -> int:
    """Count the people whose first event this was."""
    return sum(
        (seen := community.attended_by.get(member_id, ())) != () and seen[0].id == event.id
        for member_id in event.there
    )


def _led(events: Sequence[Event]) -> dict[int, set[int]]:
    """Return the events that each member hosted or spoke at, by member id."""
    led: dict[int, set[int]] = {}
    for event in events:
        for member_id in (*event.hosts, *event.speakers):
            led.setdefault(member_id, set()).add(event.id)
    return led
