"""Who stayed away: of which series that can be said, and of whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from coptui.core.meetings.occasions import (
    counts_for,
    first_day,
    is_with_us,
    occasions,
    until,
    was_there,
)
from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.records import Event, Member
from coptui.core.model.settings import Settings
from coptui.core.people.giving import giving, last_act, last_trace
from coptui.evidence.series import (
    Series,
    living_series,
    nothing_held,
    stopped_series,
    waiting_within,
)
from coptui.evidence.wording import (
    not_known,
    to_record,
)
from coptui.language import tr


def meeting_series(
    community: Community, today: date, settings: Settings
) -> tuple[list[Series], str]:
    """Return the living series whose absences are known; or none, and why nothing can be said.

    If no series is living, or no one recorded who came, the silence is ours and not the members'.
    """
    taken = until(occasions(community).taken, today)
    living = living_series(community, today, settings)
    if taken and living:
        enough = [series for series in living if len(series.taken) >= settings.missed_last]
        known = [
            series
            for series in enough
            if series.taken[-1].day >= series.met[-settings.missed_last :][0].day
        ]
        if known:
            return known, ""
        if enough:
            reason = to_record(tr("note who came to the latest events"))
        else:
            reason = counted(
                settings.missed_last,
                "attendance taken at fewer than {count} event so far",
                "attendance taken at fewer than {count} events so far",
            )
    elif living:
        reason = to_record(tr("note who came to events"))
    else:
        reason = nothing_held(community, today, settings)
    first = first_day(today, settings.window_days, community.profile.breaks)
    return [], not_known(waiting_within(community, first, today)) or reason


def judged_series(
    community: Community, living: Sequence[Series], count: int, today: date
) -> tuple[list[Series], Sequence[Event]]:
    """Return the series whose last `count` events show who stayed away, and the events of the
    others that wait to be closed: who came to those isn't known yet."""
    judged = []
    unsure: Sequence[Event] = ()
    for series in living:
        asked = waiting_within(community, series.taken[-count:][0].day, today)
        if asked:
            unsure = max(unsure, asked, key=len)
        else:
            judged.append(series)
    return judged, unsure


def misses(events: Sequence[Event], member: Member) -> Iterator[date]:
    """Yield the days of the events that someone missed in a row up to the last one, latest first."""
    for event in reversed(events):
        if was_there(event, member.id):
            break
        if counts_for(event, member):
            yield event.day


def first_miss(events: Sequence[Event], member: Member) -> date | None:
    """Return the day of the first event that someone missed in a row up to the last one."""
    return min(misses(events, member), default=None)


def stays_away(
    community: Community, events: Sequence[Event], member: Member, today: date, settings: Settings
) -> bool:
    """Return whether someone missed events, and left no trace anywhere since the first of them.

    Anywhere counts: coming to another series, speaking, writing, giving, a conversation.
    """
    if not is_with_us(member, today) or next(misses(events, member), None) is None:
        return False
    seen = last_trace(giving(community, settings), member.id, today)
    return seen is None or all(seen < day for day in misses(events, member))


def has_several_series(community: Community, today: date, settings: Settings) -> bool:
    """Return whether a text has to name its series."""
    living = living_series(community, today, settings)
    return len(living) + len(stopped_series(community, today, settings)) > 1


def only_spoken_to(
    community: Community, events: Sequence[Event], member: Member, today: date, settings: Settings
) -> bool:
    """Return whether the only trace of someone since the first event they missed is a conversation."""
    since = first_miss(events, member)
    if since is None or not is_with_us(member, today):
        return False
    acted = last_act(giving(community, settings), member.id, today)
    talked = last_conversation(community, member, today)
    return (acted is None or acted < since) and talked is not None and talked >= since


def last_conversation(community: Community, member: Member, today: date) -> date | None:
    days = (touch.on for touch in community.touches_of.get(member.id, ()) if touch.on)
    return max((day for day in days if day <= today), default=None)
