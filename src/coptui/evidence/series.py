"""The series a community meets in, seen from a day: which are living, and which have stopped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median

from coptui.core.meetings.occasions import (
    days_between,
    first_day,
    occasions,
    until,
    waiting,
    within,
)
from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.days import later
from coptui.core.model.records import Event, Window
from coptui.core.model.settings import Settings
from coptui.core.people.days_in_words import short
from coptui.evidence.wording import in_the_last, look_back, not_known, to_record
from coptui.language import tr

LIVING_GAPS = 2
"""A series is living if it met, or has a date, within this many of its own gaps."""


@dataclass(frozen=True)
class Series:
    """One series up to a day: its `held` events, and those whose attendance was `taken`.

    `waiting` wait to be closed, `coming` are dated later. `gaps` are those between the last days on which it met, in
    days outside breaks. `living`: it met, or has a date, within two of its gaps.
    """

    name: str
    held: Sequence[Event]
    taken: Sequence[Event]
    waiting: Sequence[Event]
    coming: Sequence[Event]
    gaps: Sequence[int]
    living: bool

    @property
    def gap(self) -> float | None:
        """Return the usual gap; None if not known."""
        return median(self.gaps) if self.gaps else None

    @property
    def met(self) -> Sequence[Event]:
        """Return the held events and those that were probably held, earliest first."""
        return together(self.held, self.waiting)


def together(*events: Sequence[Event]) -> Sequence[Event]:
    """Return several sequences of events as one, earliest first."""
    full = [found for found in events if found]
    if len(full) == 1:
        return full[0]
    return sorted((event for found in full for event in found), key=lambda e: (e.day, e.id))


def meeting_days(events: Sequence[Event], settings: Settings) -> list[date]:
    """Return the last days on which these events took place, as many as a window of events has.

    Two events on one day count once.
    """
    days: list[date] = []
    for event in reversed(events):
        if not days or event.day != days[-1]:
            if len(days) == settings.window_occasions:
                break
            days.append(event.day)
    return days[::-1]


def gaps_of(days: Sequence[date], community: Community) -> list[int]:
    """Return the days outside breaks from each of these to the next."""
    breaks = community.profile.breaks
    return [days_between(before, after, breaks) for before, after in pairwise(days)]


def usual_gap(days: Sequence[date], community: Community) -> float | None:
    """Return the median of the gaps between these days, in days outside breaks; None if not known."""
    known = gaps_between(days, community)
    return median(known) if known else None


def gaps_between(days: Sequence[date], community: Community) -> list[int]:
    """Return the gaps between these days that aren't wholly in a break."""
    return [gap for gap in gaps_of(days, community) if gap > 0]


def all_series(community: Community, today: date, settings: Settings) -> list[Series]:
    """Return every series that ever met up to a day, by name."""
    found = occasions(community)
    names = sorted({*found.held_series, *found.unclosed_series})
    known = (_series(community, today, settings, name) for name in names)
    return [series for series in known if series.held]


def living_series(community: Community, today: date, settings: Settings) -> list[Series]:
    """Return the series that are living on a day, by name."""
    return [series for series in all_series(community, today, settings) if series.living]


def stopped_series(community: Community, today: date, settings: Settings) -> list[Series]:
    """Return the series that met within the look-back and stopped, the latest to stop first."""
    first = first_day(today, settings.look_back_days, community.profile.breaks)
    found = [
        series
        for series in all_series(community, today, settings)
        if not series.living and series.held[-1].day >= first
    ]
    return sorted(found, key=lambda series: series.held[-1].day, reverse=True)


def named(series: Series) -> str:
    """Return the name of a series; events without one form a series too, until the community names
    one."""
    return series.name or tr("events without a series")


def stopped_text(series: Sequence[Series], today: date) -> str:
    """Return "Weekly lab stopped after 12 Jan", or how many stopped if they are many."""
    if len(series) > 2:
        return counted(len(series), "{count} series stopped", "{count} series stopped")
    return ", ".join(
        tr("{series} stopped after {day}", series=named(one), day=short(one.met[-1].day, today))
        for one in series
    )


def _series(community: Community, today: date, settings: Settings, name: str) -> Series:
    known = occasions(community)
    held = until(known.held_series.get(name, ()), today)
    unsure = until(known.unclosed_series.get(name, ()), later(today, -1))
    coming = [
        event
        for event in within(community.events_by_day, later(today, 1), later(date.max, -1))
        if event.series == name and event.status in ("planned", "confirmed", "held")
    ]
    days = meeting_days(together(held, unsure), settings)
    # An event that waits to be closed may shorten the rhythm, and stops no series by that.
    patience = max(
        _patience(days, community, settings),
        _patience(meeting_days(held, settings), community, settings),
    )
    return Series(
        name,
        held,
        until(known.series.get(name, ()), today),
        unsure,
        coming,
        gaps_between(days, community),
        bool(days) and _is_living(community, days, coming, patience, today),
    )


def _patience(days: Sequence[date], community: Community, settings: Settings) -> float:
    """Return how many days a living series that met on these days may be silent: two of its gaps.

    With too few days for a verdict the gap isn't known well enough: use one window of days instead.
    """
    gap = usual_gap(days, community)
    if gap is None or len(days) < settings.few_occasions:
        return settings.window_days
    return LIVING_GAPS * gap


def _is_living(
    community: Community,
    days: Sequence[date],
    coming: Sequence[Event],
    patience: float,
    today: date,
) -> bool:
    """Return whether a series met, or has a date, within this many days outside breaks."""
    breaks = community.profile.breaks
    if days_between(days[-1], today, breaks) <= patience:
        return True
    return bool(coming) and days_between(today, coming[0].day, breaks) <= patience


def nothing_held(community: Community, today: date, settings: Settings) -> str:
    """Return why no living series can be looked at, and what to record."""
    first = first_day(today, settings.look_back_days, community.profile.breaks)
    asked = not_known(waiting_within(community, first, today))
    if asked:
        return asked
    held = until(occasions(community).held, today)
    if not held:
        return to_record(tr("record events and attendance"))
    if held[-1].day < first:
        return tr("no event {in_the_last_year}", in_the_last_year=look_back(settings))
    return tr("no series is running now")


def last_held(community: Community, window: Window, settings: Settings) -> Sequence[Event]:
    """Return the last held events in a window, of any series: as many as a window has."""
    return within(occasions(community).held, window.from_, window.to)[-settings.window_occasions :]


def year_before(community: Community, window: Window, settings: Settings) -> date:
    """Return the first day of the look-back that ends with a window: 12 months outside breaks."""
    return first_day(window.to, settings.look_back_days, community.profile.breaks)


def held_in_a_year(community: Community, window: Window, settings: Settings) -> Sequence[Event]:
    """Return the events held in the look-back that ends with a window."""
    return within(occasions(community).held, year_before(community, window, settings), window.to)


def year_without(community: Community, window: Window, settings: Settings) -> str:
    """Return that no event took place in the look-back, or may have, if one did before; or ""."""
    if held_in_a_year(community, window, settings):
        return ""
    first = year_before(community, window, settings)
    if asked := not_known(waiting_within(community, first, window.to)):
        return asked
    return (
        tr("no event {in_the_last_year}", in_the_last_year=look_back(settings))
        if until(occasions(community).held, window.to)
        else ""
    )


def silence(community: Community, first: date, last: date) -> str:
    """Return why nothing can be said about who came in these days, or "": then the silence is ours."""
    known = occasions(community)
    if within(known.taken, first, last):
        return ""
    asked = not_known(waiting_within(community, first, last))
    if asked:
        return asked
    if not until(known.held, last):
        return to_record(tr("record events and attendance"))
    if not until(known.taken, last):
        return to_record(tr("note who came to events"))
    if within(known.held, first, last):
        return to_record(tr("note who came to the latest events"))
    return tr("no event {in_the_last_year}", in_the_last_year=in_the_last((last - first).days + 1))


def waiting_within(community: Community, first: date, last: date) -> Sequence[Event]:
    """Return the events waiting to be closed from one day to another, seen from the last one."""
    return within(waiting(community, last), first, last)
