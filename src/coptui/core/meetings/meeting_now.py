"""Which event is on now, is about to begin, or is meant by a roll call. Pure."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from coptui.core.meetings.occasions import waiting
from coptui.core.model.community import Community
from coptui.core.model.records import Event
from coptui.core.model.zones import ends, starts


def meeting_now(community: Community, now: datetime, selected: int | None = None) -> Event | None:
    """Return the event for the roll call; None if there is none. `now` is on the community's clock.

    First choice is an event that is on now, even if it began before midnight; then the nearest one
    of today, the selected one if it is past, the last one waiting to be closed, the selected or the
    next one.
    """
    today = now.date()
    on_now = meeting_on(community, now)
    if on_now is not None:
        return on_now
    of_today = [event for event in _near(community, today) if event.day == today]
    if of_today:
        return min(of_today, key=lambda event: (_apart(community, event, now), event.id))
    chosen = community.events.get(selected) if selected is not None else None
    if chosen is not None and chosen.day <= today:
        return chosen
    asked = waiting(community, today)
    if asked:
        return asked[-1]
    if chosen is not None:
        return chosen
    ahead = (
        event
        for event in community.events_by_day
        if event.day > today and event.status in ("planned", "confirmed")
    )
    return next(ahead, None)


def meeting_on(community: Community, now: datetime) -> Event | None:
    """Return the event that is on at this moment, if any; `now` is on the community's clock."""
    running = [event for event in _near(community, now.date()) if _is_on(community, event, now)]
    return min(running, key=lambda event: (_apart(community, event, now), event.id), default=None)


def is_ahead(community: Community, event: Event, now: datetime) -> bool:
    """Return whether an event is on a later day, and not on now at its own place."""
    return event.day > now.date() and not _is_on(community, event, now)


def is_of_today_or_past(community: Community, event: Event, now: datetime) -> bool:
    """Return whether what is written down now can have been at an event: not at a cancelled one."""
    return event.status != "cancelled" and not is_ahead(community, event, now)


AFTER = 7
"""Days after an event in which what is written down beside it still belongs to it."""


def is_recent(event: Event, today: date) -> bool:
    """Return whether what is written down beside an event belongs to it; not to one long over."""
    return (today - event.day).days <= AFTER


def _near(community: Community, today: date) -> list[Event]:
    return [
        event
        for event in community.events_by_day
        if abs((event.day - today).days) <= 1 and event.status != "cancelled"
    ]


def meeting_close(community: Community, now: datetime, before: timedelta) -> Event | None:
    """Return the event that is on, or begins within `before`; None if there is none."""
    today = now.date()
    return next(
        (
            event
            for event in community.events_by_day
            if abs((event.day - today).days) <= 1 and is_close(community, event, now, before)
        ),
        None,
    )


def is_close(community: Community, event: Event, now: datetime, before: timedelta) -> bool:
    """Return whether an event is on, or begins within `before`; never if its time isn't known."""
    start, end = starts(community, event), ends(community, event)
    if start is None or end is None or event.status in ("cancelled", "held", "idea"):
        return False
    return _gap(start, now) <= before and _gap(end, now) >= timedelta(0)


def _is_on(community: Community, event: Event, now: datetime) -> bool:
    start, end = starts(community, event), ends(community, event)
    if start is None or end is None:
        return False
    return _gap(start, now) <= timedelta(0) <= _gap(end, now)


def _apart(community: Community, event: Event, now: datetime) -> timedelta:
    start = starts(community, event)
    return abs(_gap(start, now)) if start is not None else timedelta(days=2)


def _gap(moment: datetime, now: datetime) -> timedelta:
    """Return how far ahead a moment is; by the clock on the wall if either has no zone."""
    if (moment.tzinfo is None) != (now.tzinfo is None):
        moment, now = moment.replace(tzinfo=None), now.replace(tzinfo=None)
    return moment - now
