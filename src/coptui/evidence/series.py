"""The series that a community meets in, seen from a day: which are living, and which stopped."""

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
from coptui.core.people.levels import short
from coptui.evidence.wording import not_known

LIVING_GAPS = 2
"""A series is living while it met, or has a date, within so many of its own gaps."""


@dataclass(frozen=True)
class Series:
    """One series up to a day: `held` occasions, and those whose attendance was `taken`.

    `waiting` are those that wait to be closed, `coming` those that are dated later. `gap` is the
    usual one, as `usual_gap` says. `living`: it met, or has a date, within two of its gaps.
    """

    name: str
    held: Sequence[Event]
    taken: Sequence[Event]
    waiting: Sequence[Event]
    coming: Sequence[Event]
    gap: float | None
    living: bool

    @property
    def met(self) -> Sequence[Event]:
        """The held occasions and those that were probably held, earliest first."""
        return together(self.held, self.waiting)


def together(*events: Sequence[Event]) -> Sequence[Event]:
    """Several sequences of events as one, earliest first."""
    full = [found for found in events if found]
    if len(full) == 1:
        return full[0]
    return sorted((event for found in full for event in found), key=lambda e: (e.day, e.id))


def meeting_days(events: Sequence[Event], settings: Settings) -> list[date]:
    """The last days on which these events took place, as many as a window of occasions has.

    Two events on one day are one occasion.
    """
    days: list[date] = []
    for event in reversed(events):
        if not days or event.day != days[-1]:
            if len(days) == settings.window_occasions:
                break
            days.append(event.day)
    return days[::-1]


def gaps_of(days: Sequence[date], community: Community) -> list[int]:
    """The days from each of these to the next that lie in no break."""
    breaks = community.profile.breaks
    return [days_between(before, after, breaks) for before, after in pairwise(days)]


def usual_gap(days: Sequence[date], community: Community) -> float | None:
    """The median of the gaps between these days, in days outside breaks; None: not known."""
    known = [gap for gap in gaps_of(days, community) if gap > 0]
    return median(known) if known else None


def all_series(community: Community, today: date, settings: Settings) -> list[Series]:
    """Every series that ever met up to a day, in the order of their names."""
    found = occasions(community)
    names = sorted({*found.held_series, *found.unclosed_series})
    known = (_series(community, today, settings, name) for name in names)
    return [series for series in known if series.held]


def living_series(community: Community, today: date, settings: Settings) -> list[Series]:
    """The series that are living on a day, in the order of their names."""
    return [series for series in all_series(community, today, settings) if series.living]


def stopped_series(community: Community, today: date, settings: Settings) -> list[Series]:
    """The series that met within the look-back and stopped, the one that stopped last first."""
    first = first_day(today, settings.look_back_days, community.profile.breaks)
    found = [
        series
        for series in all_series(community, today, settings)
        if not series.living and series.held[-1].day >= first
    ]
    return sorted(found, key=lambda series: series.held[-1].day, reverse=True)


def named(series: Series) -> str:
    """The name of a series; events of none are one too, until the community names one."""
    return series.name or "events without a series"


def stopped_text(series: Sequence[Series], today: date) -> str:
    """ "Weekly lab stopped after 12 Jan"; of many how many they are."""
    if len(series) > 2:
        return f"{counted(len(series), 'series', 'series')} stopped"
    return ", ".join(
        f"{named(one)} stopped after {short(one.met[-1].day, today)}" for one in series
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
        usual_gap(days, community),
        bool(days) and _is_living(community, days, coming, patience, today),
    )


def _patience(days: Sequence[date], community: Community, settings: Settings) -> float:
    """How many days a series that met on these days may be silent, and is living: two of its gaps.

    Of fewer days than a verdict takes no gap is known well enough: one window of days stands for
    the two gaps.
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
    """Whether a series met, or has a date, within so many days outside breaks."""
    breaks = community.profile.breaks
    if days_between(days[-1], today, breaks) <= patience:
        return True
    return bool(coming) and days_between(today, coming[0].day, breaks) <= patience


def nothing_held(community: Community, today: date, settings: Settings) -> str:
    """Why no living series can be looked at, and what to record."""
    first = first_day(today, settings.look_back_days, community.profile.breaks)
    asked = not_known(waiting_within(community, first, today))
    if asked:
        return asked
    held = until(occasions(community).held, today)
    if not held:
        return "record meetings and who came"
    if held[-1].day < first:
        return f"no meeting held in the last {counted(settings.look_back_days, 'day')}"
    return "no series is meeting now"


def last_held(community: Community, window: Window, settings: Settings) -> Sequence[Event]:
    """The last held occasions of a window, whatever their series: so many as a window has."""
    return within(occasions(community).held, window.from_, window.to)[-settings.window_occasions :]


def silence(community: Community, first: date, last: date) -> str:
    """Why nothing can be said about who was here in these days, or "": the silence is ours then."""
    known = occasions(community)
    if within(known.taken, first, last):
        return ""
    asked = not_known(waiting_within(community, first, last))
    if asked:
        return asked
    if not until(known.held, last):
        return "record meetings and who came"
    if not until(known.taken, last):
        return "take attendance at meetings"
    if within(known.held, first, last):
        return "take attendance at the latest meetings"
    return f"no meeting held in the last {counted((last - first).days + 1, 'day')}"


def waiting_within(community: Community, first: date, last: date) -> Sequence[Event]:
    """The events from one day on that wait to be closed, seen from the last one."""
    return within(waiting(community, last), first, last)
