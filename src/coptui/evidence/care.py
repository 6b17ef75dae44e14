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
    waiting,
    was_there,
    within,
)
from coptui.core.model.community import Community
from coptui.core.model.days import later
from coptui.core.model.records import Event, Member
from coptui.core.model.settings import Settings
from coptui.core.people.levels import short, standings
from coptui.evidence.line import Evidence, Line, Span
from coptui.evidence.series import waiting_within
from coptui.evidence.wording import (
    by_name,
    member_row,
    no_data,
    not_known,
    people,
    plural,
    wait_to_be_closed,
    waiting_rows,
)

MISSED = "missed"
STREAK = "absence_streak"


def _meeting_series(
    community: Community, today: date, settings: Settings
) -> tuple[list[tuple[str, Sequence[Event]]], str]:
    """Series that met of late, with their occasions; or none, and why nothing can be said.

    Where there is no recent meeting the silence is ours, not the members'.
    """
    series, reason = _recent(community, today, settings)
    if series:
        return series, ""
    first = first_day(today, settings.window_days, community.profile.breaks)
    return [], not_known(waiting_within(community, first, today)) or reason


def _recent(
    community: Community, today: date, settings: Settings
) -> tuple[list[tuple[str, Sequence[Event]]], str]:
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


def _judged(
    community: Community,
    series: list[tuple[str, Sequence[Event]]],
    count: int,
    today: date,
) -> tuple[list[tuple[str, Sequence[Event]]], Sequence[Event]]:
    """The series of which the last `count` occasions tell who stayed away, and the events that wait
    to be closed among those of the other ones: who was there is not known yet."""
    judged = []
    unsure: Sequence[Event] = ()
    for name, events in series:
        asked = waiting_within(community, events[-count:][0].day, today)
        if asked:
            unsure = max(unsure, asked, key=len)
        else:
            judged.append((name, events))
    return judged, unsure


def missed(community: Community, span: Span, settings: Settings) -> Evidence:
    """People who came regularly and not to the last few occasions, though nothing explains it.

    Nobody is missed while an event that waits to be closed may be where they were.
    """
    series, reason = _meeting_series(community, span.to, settings)
    if not series:
        return no_data(MISSED, reason)
    series, unsure = _judged(community, series, settings.missed_last, span.to)
    if not series:
        return no_data(MISSED, not_known(unsure), rows=waiting_rows(unsure, span.to))
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
    return Evidence(
        MISSED,
        len(why),
        _told(community, why, unsure, settings),
        n=len(regulars),
        rows=rows,
        confidence=wait_to_be_closed(unsure),
        figures={"regulars": len(regulars)},
    )


def _told(
    community: Community, why: dict[int, str], unsure: Sequence[Event], settings: Settings
) -> str:
    text = people(community, why, settings) if why else "nobody"
    return f"{text}; {not_known(unsure)}" if unsure else text


def absence_streak(community: Community, span: Span, settings: Settings) -> Evidence:
    """Core and active people who missed some occasions in a row of a series that is theirs."""
    series, reason = _meeting_series(community, span.to, settings)
    if not series:
        return no_data(STREAK, reason)
    series, unsure = _judged(community, series, settings.streak, span.to)
    if not series:
        return no_data(STREAK, not_known(unsure), rows=waiting_rows(unsure, span.to))
    asked = waiting(community, span.to)
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
        # Who was at an event that waits to be closed is not known: the streak begins after it.
        sure = within(year, later(asked[-1].day, 1), span.to) if asked else year
        for who in near.difference(times_there(year[-1:])):
            if came[who] < settings.active_attended:
                continue
            count = _streak(sure, community.members[who])
            if count >= settings.streak:
                where = f" of {name}" if name and len(series) > 1 else ""
                why[who] = f"not at the last {plural(count, 'meeting')}{where}"
                longest = max(longest, count)
    rows = tuple(member_row(community, who, why[who]) for who in by_name(community, why))
    return Evidence(
        STREAK,
        len(why),
        _told(community, why, unsure, settings),
        n=len(near),
        rows=rows,
        confidence=wait_to_be_closed(unsure),
        figures={"longest": longest},
    )


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
        " neither excused, paused nor left. Not known of a series while an event since the first of"
        " the 3 waits to be closed.",
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
        " came at least twice in 12 months; an excused absence is none. Not known of a series while"
        " an event since the first of its last 2 waits to be closed.",
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
