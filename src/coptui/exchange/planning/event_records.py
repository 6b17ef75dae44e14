"""The record of an event, made or updated from what a file says about it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from msgspec.structs import replace

from coptui.core.model.community import Community
from coptui.core.model.records import Event, day_of
from coptui.core.model.text import clean, fold
from coptui.core.model.zones import moment_of, zone_name
from coptui.exchange.planning.as_stored import ADDRESS, LINE, NAME
from coptui.exchange.planning.gathering import Gathering
from coptui.exchange.tables.found import FoundEvent

UNNAMED = "Meeting"
NOTE = 8000


def new_event(gathering: Gathering, found_event: FoundEvent, *, held: bool, number: int) -> Event:
    """Return the record for a meeting that isn't here yet.

    A past one took place if someone was there or its calendar confirmed it; of any other, coptui
    asks, as of one that was typed in.
    """
    title = title_of(found_event)
    day = day_of(found_event.starts_at)
    status: Literal["held", "confirmed", "planned"] = "confirmed"
    if (held and day <= gathering.today) or (found_event.confirmed and day < gathering.today):
        status = "held"
    elif day < gathering.today:
        status = "planned"
    return Event(
        id=number,
        title=title,
        starts_at=found_event.starts_at,
        ends_at=valid(found_event.ends_at),
        all_day=found_event.all_day,
        time_zone=clean(found_event.time_zone, NAME),
        series=_series(gathering.community, title),
        recurrence=clean(found_event.recurrence, LINE),
        place=clean(found_event.place, LINE),
        url=clean(found_event.url, LINE),
        agenda=clean(found_event.text, NOTE, lines=True),
        uid=clean(found_event.uid, ADDRESS),
        status="cancelled" if found_event.cancelled else status,
        source=gathering.source_of(found_event.line),
    )


def brought_up_to_date(gathering: Gathering, event: Event, found_event: FoundEvent) -> Event:
    """Return an event with its calendar's present time, place and title.

    What was written here stays. A confidential event keeps its title and place, because its
    calendar knows it by its code; an event that was held keeps its time.
    """
    community = gathering.community
    ends_at = valid(found_event.ends_at)
    if event.status != "held" and valid(found_event.starts_at):
        if not _same_moment(
            community, event, event.starts_at, found_event.starts_at, found_event.time_zone
        ):
            event = replace(
                event,
                starts_at=found_event.starts_at,
                ends_at=ends_at,
                all_day=found_event.all_day,
                time_zone=clean(found_event.time_zone, NAME) or event.time_zone,
            )
        elif ends_at and not (
            event.ends_at
            and _same_moment(community, event, event.ends_at, ends_at, found_event.time_zone)
        ):
            event = replace(event, ends_at=ends_at)
        if found_event.cancelled:
            event = replace(event, status="cancelled")
    if not event.confidential:
        event = replace(
            event,
            title=clean(found_event.title, LINE) or event.title,
            place=clean(found_event.place, LINE) or event.place,
            agenda=event.agenda or clean(found_event.text, NOTE, lines=True),
        )
    return with_what_was_missing(gathering, event, found_event)


def with_what_was_missing(gathering: Gathering, event: Event, found_event: FoundEvent) -> Event:
    """Return the event with its end, link and calendar id filled in where they were empty.

    An id that our own export gave it adds nothing.
    """
    uid = event.uid or clean(found_event.uid, ADDRESS)
    if event.id in gathering.known_uids.get(uid, ()):
        uid = event.uid
    return replace(
        event,
        ends_at=event.ends_at or _end_for(event, found_event),
        url=event.url or clean(found_event.url, LINE),
        uid=uid,
    )


def _end_for(event: Event, found_event: FoundEvent) -> str:
    # An end without a known start, or on another day, would be no end of this event.
    ends_at = valid(found_event.ends_at)
    fits = ends_at and "T" in event.starts_at and ends_at[:10] >= event.starts_at[:10]
    same = ("+" in ends_at[10:] or "Z" in ends_at) == (
        "+" in event.starts_at[10:] or "Z" in event.starts_at
    )
    return ends_at if fits and same else ""


def _series(community: Community, title: str) -> str:
    """Return the series whose events have exactly this title; "" if there is none."""
    names = {
        event.series
        for event in community.events.values()
        if event.series and fold(title) in (fold(event.title), fold(event.series))
    }
    return next(iter(names)) if len(names) == 1 else ""


def title_of(found_event: FoundEvent) -> str:
    return clean(found_event.title, LINE) or UNNAMED


def _same_moment(community: Community, event: Event, ours: str, theirs: str, zone: str) -> bool:
    if ours == theirs:
        return True
    first = moment_of(ours, zone_name(community, event))
    second = moment_of(theirs, zone or zone_name(community, event))
    if first is None or second is None:
        return False
    return apart(first, second) == timedelta(0)


def apart(first: datetime, second: datetime) -> timedelta:
    """Return the time between two moments; by the clock on the wall if either has no time zone."""
    if (first.tzinfo is None) != (second.tzinfo is None):
        first, second = first.replace(tzinfo=None), second.replace(tzinfo=None)
    return abs(first - second)


def valid(moment: str) -> str:
    """Return a day or time that a record can hold; "" for anything else."""
    try:
        day_of(moment)
    except ValueError:
        return ""
    return moment
