"""Who has been seen lately: being on a list is not being here."""

from __future__ import annotations

from datetime import date
from weakref import WeakKeyDictionary

from coptui.core.meetings.occasions import first_day, members_with_us
from coptui.core.model.basis import basis
from coptui.core.model.community import Community
from coptui.core.model.records import Member
from coptui.core.model.settings import Settings
from coptui.core.people.giving import giving, last_trace

_known: WeakKeyDictionary[Community, dict[tuple[date, Settings], tuple[Member, ...] | None]] = (
    WeakKeyDictionary()
)
# This many days are kept for one community: the ends of the windows now and before.
_KEPT_DAYS = 16


def seen_members(community: Community, on: date, settings: Settings) -> tuple[Member, ...] | None:
    """Return the members on a day who left a trace within the look-back.

    Return None while no trace of anyone is recorded up to that day: then nothing shows who is
    here.
    """
    community = basis(community)
    known = _known.setdefault(community, {})
    place = (on, settings)
    if place not in known:
        while len(known) >= _KEPT_DAYS:
            known.pop(next(iter(known)), None)
        known[place] = _seen(community, on, settings)
    return known[place]


def here(community: Community, on: date, settings: Settings) -> tuple[Member, ...]:
    """Return the members a line looks at: those seen, or everyone while nothing shows who is here."""
    seen = seen_members(community, on, settings)
    return members_with_us(community, on) if seen is None else seen


def _seen(community: Community, on: date, settings: Settings) -> tuple[Member, ...] | None:
    traces = giving(community, settings)
    if traces.begun is None or traces.begun > on.toordinal():
        return None
    first = first_day(on, settings.look_back_days, community.profile.breaks)
    return tuple(
        member
        for member in members_with_us(community, on)
        if (seen := last_trace(traces, member.id, on)) is not None and seen >= first
    )
