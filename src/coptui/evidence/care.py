"""Whom to talk to: people we miss and absence streaks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from coptui.core.meetings.occasions import (
    counts_for,
    first_day,
    has_left,
    is_paused,
    occasions,
    times_there,
    until,
    was_there,
    within,
)
from coptui.core.model.community import Community
from coptui.core.model.records import Event, Member
from coptui.core.model.settings import Settings
from coptui.core.people.levels import short, standings
from coptui.evidence.line import Evidence, Line, Span
from coptui.evidence.wording import (
    by_name,
    member_row,
    no_data,
    people,
    plural,
)

MISSED = "missed"
STREAK = "absence_streak"


def _meeting_series(
    community: Community, today: date, settings: Settings
) -> tuple[list[tuple[str, Sequence[Event]]], str]:
    """Series that met of late, with their occasions; or none, and why nothing can be said.

    Where there is no recent meeting the silence is ours, not the members'.
    """
    found = occasions(community)
    if not until(found.held, today):
        return [], "record meetings and who came"
    if not until(found.taken, today):
        return [], "take attendance at meetings"
    enough = [
        (name, known)
        for name, events in found.series.items()
        if len(known := until(events, today)) >= settings.missed_last
    ]
    if not enough:
        return [], f"fewer than {settings.missed_last} meetings with attendance so far"
    first = first_day(today, settings.window_days, community.profile.breaks)
    recent = [(name, events) for name, events in enough if events[-1].day >= first]
    if recent:
        return recent, ""
    if within(found.held, first, today):
        return [], "take attendance at the latest meetings"
    return [], f"no meeting held in the last {settings.window_days} days"


def missed(community: Community, span: Span, settings: Settings) -> Evidence:
    """People who came regularly and not to the last few occasions, though nothing explains it."""
    series, reason = _meeting_series(community, span.to, settings)
    if not series:
        return no_data(MISSED, reason)
    why: dict[int, str] = {}
    regulars: set[int] = set()
    for name, events in series:
        last = events[-settings.missed_last :]
        before = events[: -settings.missed_last][-settings.window_occasions :]
        came = times_there(before)
        here = times_there(last)
        for who, times in came.items():
            member = community.members.get(who)
            if times < settings.missed_before or member is None:
                continue
            regulars.add(who)
            if who in here or has_left(member, span.to) or is_paused(member, span.to):
                continue
            if member.contact_ok is False:
                continue
            if not all(counts_for(event, member) for event in last):
                continue
            seen = next(event.day for event in reversed(before) if was_there(event, who))
            where = f" of {name}" if name and len(series) > 1 else ""
            why[who] = (
                f"came to {times} of {len(before)} before, not to the last {len(last)}{where};"
                f" last on {short(seen, span.to)}"
            )
    rows = tuple(member_row(community, who, why[who]) for who in by_name(community, why))
    text = people(community, why, settings) if why else "nobody"
    return Evidence(
        MISSED, len(why), text, n=len(regulars), rows=rows, figures={"regulars": len(regulars)}
    )


def absence_streak(community: Community, span: Span, settings: Settings) -> Evidence:
    """Core and active people who missed some occasions in a row of a series that is theirs."""
    series, reason = _meeting_series(community, span.to, settings)
    if not series:
        return no_data(STREAK, reason)
    levels = standings(community, span.to, settings)
    near = {who for who, found in levels.items() if found.level in ("core", "active")}
    if not near:
        return no_data(STREAK, "nobody is core or active yet")
    first = first_day(span.to, settings.look_back_days, community.profile.breaks)
    why: dict[int, str] = {}
    longest = 0
    for name, events in series:
        year = within(events, first, span.to)
        came = times_there(year)
        for who in near.difference(times_there(year[-1:])):
            if came[who] < settings.active_attended:
                continue
            count = _streak(year, community.members[who])
            if count >= settings.streak:
                where = f" of {name}" if name and len(series) > 1 else ""
                why[who] = f"not at the last {plural(count, 'meeting')}{where}"
                longest = max(longest, count)
    rows = tuple(member_row(community, who, why[who]) for who in by_name(community, why))
    text = people(community, why, settings) if why else "nobody"
    return Evidence(STREAK, len(why), text, n=len(near), rows=rows, figures={"longest": longest})


def _streak(events: Sequence[Event], member: Member) -> int:
    count = 0
    for event in reversed(events):
        if was_there(event, member.id):
            break
        count += counts_for(event, member)
    return count


LINES = (
    Line(
        MISSED,
        "people we miss",
        "Attended at least 2 of 6 held occasions of a series and none of the 3 after them, though"
        " neither excused, paused nor left.",
        "down",
        "series",
        missed,
        needs="meetings and who came",
        silent="fewer than 3 occasions with attendance, or none in the last 90 days outside breaks:"
        " our silence, not theirs",
        source="coptui; missed occasions instead of days, for the rhythms of communities differ",
        unit="people",
        figures=(("regulars", "people who attended at least 2 of the 6 occasions before"),),
    ),
    Line(
        STREAK,
        "absence streak",
        "Core and active people who missed at least 2 occasions in a row of a series to which they"
        " came at least twice in 12 months; an excused absence is none.",
        "down",
        "series",
        absence_streak,
        needs="meetings and who came",
        silent="as with the people we miss, or while nobody is core or active",
        source="coptui",
        unit="people",
        figures=(("longest", "the longest streak, in occasions"),),
    ),
)
