"""The next event of a series: by its recurrence rule, or by the gap it usually keeps."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from statistics import median

from msgspec.structs import replace

from coptui.core.model.community import AllGroups, Community
from coptui.core.model.days import later
from coptui.core.model.records import Event, Record, day_of
from coptui.core.model.recurrence import day_after, keeps_to
from coptui.core.model.rule_words import in_words
from coptui.core.model.when import full_day
from coptui.core.model.zones import on_day, zone_name
from coptui.errors import UsageError
from coptui.language import tr

LOOK_BACK = 12
"""How many of the latest occasions the usual gap is taken from."""
WEEK = 7
STILL_OPEN = ("proposed", "open", "scheduled")
"""The states of topics that are carried over."""


def next_occurrence(community: AllGroups, event: Event) -> Event:
    """Return a new, unsaved event after the last one of the series, at the same time and place.

    Keep the time on the wall clock of its zone, before and after a change to summer time. Bring
    along topics of the last event that are still open.

    Follow the recurrence rule (RFC 5545) if there is one; otherwise the median gap of the latest
    events, in whole weeks from a week on, so that the weekday stays. Raise UsageError if neither is
    known, or the rule can't be read.
    """
    series = _series(community, event)
    last = series[-1]
    if last.recurrence:
        day = _by_rule(last)
    else:
        gaps = [(after.day - before.day).days for before, after in pairwise(series[-LOOK_BACK:])]
        gaps = [gap for gap in gaps if gap > 0]
        if not gaps:
            raise UsageError(
                tr(
                    "{event} has only one date so far, so coptui can't work out the next one.",
                    event=last.title,
                ),
                tr("Press a to add the next event yourself."),
            )
        gap = round(median(gaps))
        day = later(last.day, max(1, round(gap / WEEK)) * WEEK if gap >= WEEK - 1 else gap)
    return replace(
        Event(),
        title=last.title,
        starts_at=on_day(last.starts_at, day, zone_name(community, last)),
        ends_at=end_on(community, last, day),
        all_day=last.all_day,
        time_zone=last.time_zone,
        series=last.series,
        groups=last.groups,
        recurrence=last.recurrence,
        place=last.place,
        url=last.url,
        kind=last.kind,
        format=last.format,
        space=last.space,
        topics=tuple(
            number
            for number in last.topics
            if number in community.topics and community.topics[number].state in STILL_OPEN
        ),
    )


def _series(community: Community, event: Event) -> list[Event]:
    if not event.series:
        raise UsageError(
            tr("This event isn't part of a series yet."), tr("Press e and give it a series name.")
        )
    found = [
        other
        for other in community.series.get(event.series, ())
        if other.status not in ("cancelled", "idea") and other.starts_at
    ]
    return found or [event]


def _by_rule(last: Event) -> date:
    next_day = day_after(last.recurrence, last.day)
    if next_day is None:
        raise UsageError(
            tr("{event} has stopped repeating.", event=last.title),
            tr("Press e to change how it repeats."),
        )
    return next_day


def end_on(community: Community, event: Event, day: date) -> str:
    """Return the end of an event moved to start on another day; "" if it isn't known."""
    if not event.ends_at:
        return ""
    nights = (day_of(event.ends_at) - event.day).days
    return on_day(event.ends_at, later(day, nights), zone_name(community, event))


def off_its_rule(old: Record, new: Record) -> str:
    """Return what to ask before an event is saved on a day that its rule doesn't name; "" if that is
    as it was."""
    if not (isinstance(old, Event) and isinstance(new, Event) and new.recurrence and new.starts_at):
        return ""
    is_as_before = (old.recurrence, old.day) == (new.recurrence, new.day)
    if is_as_before or keeps_to(new.recurrence, new.day):
        return ""
    return tr(
        "{day} is not a day on which the event repeats ({rule}). Save it all the same?",
        day=full_day(new.day),
        rule=in_words(new.recurrence) or new.recurrence,
    )
