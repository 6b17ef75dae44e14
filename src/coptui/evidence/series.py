"""The series that a community meets in, seen from a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coptui.core.meetings.occasions import first_day, occasions, until, within
from coptui.core.model.community import Community
from coptui.core.model.records import Event
from coptui.core.model.settings import Settings


@dataclass(frozen=True)
class Series:
    """One series up to a day: `held` occasions, and those whose attendance was `taken`."""

    name: str
    held: Sequence[Event]
    taken: Sequence[Event]


def all_series(community: Community, today: date, settings: Settings) -> list[Series]:
    """Every series that met within the look-back, the one that met most often first."""
    found = occasions(community)
    first = first_day(today, settings.look_back_days, community.profile.breaks)
    alive = [
        (len(within(events, first, today)), name)
        for name, events in found.held_series.items()
        if within(events, first, today)
    ]
    return [
        Series(
            name,
            until(found.held_series[name], today),
            until(found.series.get(name, ()), today),
        )
        for _, name in sorted(alive, key=lambda pair: (-pair[0], pair[1]))
    ]


def the_series(
    community: Community, today: date, settings: Settings, name: str | None = None
) -> Series:
    """The series of that name up to a day; without a name the one that meets most often.

    An empty one when no series met within the look-back.
    """
    if name is None:
        found = all_series(community, today, settings)
        return found[0] if found else Series("", (), ())
    known = occasions(community)
    return Series(
        name,
        until(known.held_series.get(name, ()), today),
        until(known.series.get(name, ()), today),
    )


def nothing_held(community: Community, today: date, settings: Settings) -> str:
    """Why no series can be looked at, and what to record."""
    if until(occasions(community).held, today):
        return f"no meeting held in the last {settings.look_back_days} days"
    return "record meetings and who came"


def silence(community: Community, first: date, last: date) -> str:
    """Why nothing can be said about who was here in these days, or "": the silence is ours then."""
    found = occasions(community)
    if not until(found.held, last):
        return "record meetings and who came"
    if not until(found.taken, last):
        return "take attendance at meetings"
    if within(found.taken, first, last):
        return ""
    if within(found.held, first, last):
        return "take attendance at the latest meetings"
    return f"no meeting held in the last {(last - first).days + 1} days"
