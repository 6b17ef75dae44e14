"""The series that a community meets in, seen from a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coptui.core.meetings.occasions import first_day, occasions, until, waiting, within
from coptui.core.model.community import Community
from coptui.core.model.days import later
from coptui.core.model.records import Event
from coptui.core.model.settings import Settings
from coptui.evidence.wording import not_known


@dataclass(frozen=True)
class Series:
    """One series up to a day: `held` occasions, and those whose attendance was `taken`.

    `waiting` are those that wait to be closed.
    """

    name: str
    held: Sequence[Event]
    taken: Sequence[Event]
    waiting: Sequence[Event] = ()

    @property
    def met(self) -> Sequence[Event]:
        """The held occasions and those that were probably held, earliest first."""
        if not self.waiting:
            return self.held
        return sorted((*self.held, *self.waiting), key=lambda event: (event.day, event.id))


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
        _series(community, today, name)
        for _, name in sorted(alive, key=lambda pair: (-pair[0], pair[1]))
    ]


def _series(community: Community, today: date, name: str) -> Series:
    known = occasions(community)
    return Series(
        name,
        until(known.held_series.get(name, ()), today),
        until(known.series.get(name, ()), today),
        until(known.unclosed_series.get(name, ()), later(today, -1)),
    )


def the_series(
    community: Community, today: date, settings: Settings, name: str | None = None
) -> Series:
    """The series of that name up to a day; without a name the one that meets most often.

    An empty one when no series met within the look-back.
    """
    if name is None:
        found = all_series(community, today, settings)
        return found[0] if found else Series("", (), ())
    return _series(community, today, name)


def nothing_held(community: Community, today: date, settings: Settings) -> str:
    """Why no series can be looked at, and what to record."""
    first = first_day(today, settings.look_back_days, community.profile.breaks)
    asked = not_known(waiting_within(community, first, today))
    if asked:
        return asked
    if until(occasions(community).held, today):
        return f"no meeting held in the last {settings.look_back_days} days"
    return "record meetings and who came"


def silence(community: Community, first: date, last: date) -> str:
    """Why nothing can be said about who was here in these days, or "": the silence is ours then."""
    found = occasions(community)
    if within(found.taken, first, last):
        return ""
    asked = not_known(waiting_within(community, first, last))
    if asked:
        return asked
    if not until(found.held, last):
        return "record meetings and who came"
    if not until(found.taken, last):
        return "take attendance at meetings"
    if within(found.held, first, last):
        return "take attendance at the latest meetings"
    return f"no meeting held in the last {(last - first).days + 1} days"


def waiting_within(community: Community, first: date, last: date) -> Sequence[Event]:
    """The events from one day on that wait to be closed, seen from the last one."""
    return within(waiting(community, last), first, last)
