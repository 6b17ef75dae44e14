"""Who to talk to: people we miss and absence streaks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from coptui.core.meetings.occasions import (
    counts_for,
    first_day,
    is_outside,
    times_there,
    waiting,
    was_there,
    within,
)
from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.days import later
from coptui.core.model.records import Event, Member, Window
from coptui.core.model.settings import Settings
from coptui.core.people.days_in_words import short
from coptui.core.people.levels import standings
from coptui.evidence.absences import (
    has_several_series,
    judged_series,
    last_conversation,
    meeting_series,
    only_spoken_to,
    stays_away,
)
from coptui.evidence.line import Evidence, EvidenceLine
from coptui.evidence.series import named
from coptui.evidence.wording import (
    clauses,
    member_rows,
    no_data,
    not_known,
    people,
    waiting_rows,
)
from coptui.language import tr

MISSED = "missed"
STREAK = "absence_streak"


def missed(community: Community, window: Window, settings: Settings) -> Evidence:
    """Return who came regularly but not to the last few events, although nothing explains it.

    No one is missed while they may have been at an event that waits to be closed.
    """
    today = window.to
    known, reason = meeting_series(community, today, settings)
    if not known:
        return no_data(MISSED, reason)
    judged, unsure = judged_series(community, known, settings.missed_last, today)
    if not judged:
        return no_data(MISSED, not_known(unsure), rows=waiting_rows(unsure, today))
    several = has_several_series(community, today, settings)
    why: dict[int, str] = {}
    of: dict[int, str] = {}
    regulars: set[int] = set()
    spoken: set[int] = set()
    for series in judged:
        last = series.taken[-settings.missed_last :]
        before = series.taken[: -settings.missed_last][-settings.window_occasions :]
        here = times_there(last)
        for member_id, times in times_there(before).items():
            member = community.members.get(member_id)
            if times < settings.missed_before or member is None or is_outside(member):
                continue
            regulars.add(member_id)
            if member_id in here or member.contact_ok is False:
                continue
            if not all(counts_for(event, member) for event in last):
                continue
            if not stays_away(community, series.taken, member, today, settings):
                if only_spoken_to(community, series.taken, member, today, settings):
                    spoken.add(member_id)
                continue
            seen = next(event.day for event in reversed(before) if was_there(event, member_id))
            of[member_id] = series.name
            why[member_id] = clauses(
                tr(
                    "came to {times} of {count} events, then to none of the last {last} of "
                    "{series}",
                    times=times,
                    count=len(before),
                    last=len(last),
                    series=named(series),
                )
                if several
                else tr(
                    "came to {times} of {count} events, then to none of the last {last}",
                    times=times,
                    count=len(before),
                    last=len(last),
                ),
                tr("last came on {day}", day=short(seen, today)),
                _conversation(community, member, seen, today),
            )
    rows = member_rows(community, why)
    spoken -= why.keys()
    spoken_to = tr("{count} also away, but spoken to since", count=len(spoken))
    text = clauses(
        _told(community, why, unsure, settings, of if several else {}),
        people(community, spoken, settings, lead=spoken_to) if spoken else "",
    )
    return Evidence(
        MISSED,
        len(why),
        text,
        n=len(regulars),
        rows=rows,
        confidence=not_known(unsure),
        figures={"regulars": len(regulars), "spoken_to": len(spoken)},
    )


def _conversation(community: Community, member: Member, seen: date, today: date) -> str:
    """Return "conversation on 28 Nov" if there was one since someone last came, or ""."""
    talked = last_conversation(community, member, today)
    return tr("conversation on {day}", day=short(talked, today)) if talked and talked > seen else ""


def _told(
    community: Community,
    why: Iterable[int],
    unsure: Sequence[Event],
    settings: Settings,
    of: Mapping[int, str],
) -> str:
    ids = list(why)
    text = people(community, ids, settings, of=of) if ids else tr("no one")
    return clauses(text, not_known(unsure))


def absence_streak(community: Community, window: Window, settings: Settings) -> Evidence:
    """Return core and active people who missed several events in a row of a series they come to."""
    today = window.to
    known, reason = meeting_series(community, today, settings)
    if not known:
        return no_data(STREAK, reason)
    judged, unsure = judged_series(community, known, settings.streak, today)
    if not judged:
        return no_data(STREAK, not_known(unsure), rows=waiting_rows(unsure, today))
    asked = waiting(community, today)
    levels = standings(community, today, settings)
    near = {
        member_id for member_id, standing in levels.items() if standing.level in ("core", "active")
    }
    if not near:
        return no_data(STREAK, tr("no one is core or active yet"))
    first = first_day(today, settings.look_back_days, community.profile.breaks)
    several = has_several_series(community, today, settings)
    why: dict[int, str] = {}
    of: dict[int, str] = {}
    longest = 0
    for series in judged:
        year = within(series.taken, first, today)
        came = times_there(year)
        # Who was at an event that waits to be closed is not known: the streak begins after it.
        sure = within(year, later(asked[-1].day, 1), today) if asked else year
        for member_id in near.difference(times_there(year[-1:])):
            if came[member_id] < settings.active_attended:
                continue
            member = community.members[member_id]
            if not stays_away(community, sure, member, today, settings):
                continue
            count = _streak(sure, member)
            if count >= settings.streak:
                why[member_id] = (
                    counted(
                        count,
                        "not at the last {count} event of {series}",
                        "not at the last {count} events of {series}",
                        series=named(series),
                    )
                    if several
                    else counted(
                        count, "not at the last {count} event", "not at the last {count} events"
                    )
                )
                of[member_id] = series.name
                longest = max(longest, count)
    rows = member_rows(community, why)
    return Evidence(
        STREAK,
        len(why),
        _told(community, why, unsure, settings, of if several else {}),
        n=len(near),
        rows=rows,
        confidence=not_known(unsure),
        figures={"longest": longest},
    )


def _streak(events: Sequence[Event], member: Member) -> int:
    count = 0
    for event in reversed(events):
        if was_there(event, member.id):
            break
        count += counts_for(event, member)
    return count


ORDER = 40
LINES = (
    EvidenceLine(
        MISSED,
        tr("people we miss"),
        tr(
            "Members who came to at least 2 of 6 events of a running series and to "
            "none of the 3 after that. They haven't sent apologies, taken a break or "
            "left, and nothing else is recorded about them since the first event they "
            "missed. Guests don't count. A series is left out if no one has said yet "
            "whether one of those 3 events took place."
        ),
        "down",
        "series",
        missed,
        needs=tr("events and attendance"),
        base=tr("members who came to at least 2 of the 6 events before the last 3"),
        silent=(
            tr(
                "no series is running, or attendance was taken at fewer than 3 events of "
                "each, or at none of the last 3"
            )
        ),
        source=(
            tr(
                "coptui; counts missed events rather than days, because every community has "
                "its own rhythm"
            )
        ),
        unit="people",
        figures=(
            ("regulars", tr("members who came to at least 2 of the 6 events before the last 3")),
            (
                "spoken_to",
                tr("other people who missed those 3 events, but have been spoken to since"),
            ),
        ),
    ),
    EvidenceLine(
        STREAK,
        tr("away several times in a row"),
        tr(
            "Core and active people who came to a running series at least twice in 12 "
            "months, have now missed 2 or more of its events in a row, and have "
            "nothing else recorded since. Events they sent apologies for don't count. "
            "A series is left out if no one has said yet whether one of its last 2 "
            "events took place."
        ),
        "down",
        "series",
        absence_streak,
        needs=tr("events and attendance"),
        base=tr("core and active people"),
        silent=tr("no series is running, no attendance was taken, or no one is core or active"),
        source="coptui",
        unit="people",
        figures=(("longest", tr("the most events anyone has missed in a row")),),
    ),
)
