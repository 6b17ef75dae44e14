"""Levels of a few people, without reading what concerns only others."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from coptui.core.model.community import Community, Unread
from coptui.core.model.records import Member, Touch
from coptui.core.model.settings import DEFAULTS, Settings
from coptui.core.people.levels import Standing, standings


class _Spoken(Struct, frozen=True, gc=False):
    """Who spoke with whom."""

    by: int | str | None = None
    members: tuple[int, ...] = ()


def standings_of(
    community: Community, some: Collection[int], today: date, settings: Settings = DEFAULTS
) -> Mapping[int, Standing]:
    """Return the levels of some members, as `standings` does, without looking at all the others.

    A level depends on what someone did, and on what others say about whom they introduced.
    """
    few = {number: community.members[number] for number in some}
    introduced = _introduced(community).items()
    few.update((n, member) for n, member in introduced if member.introduced_by in few)
    events = {
        number: replace(
            event, attendance={who: event.attendance[who] for who in few if who in event.attendance}
        )
        for number, event in community.events.items()
    }
    touches = _touches_of(community, few)
    of_few = replace(community, members=few, events=events, touches=touches)
    return standings(of_few, today, settings)


def _introduced(community: Community) -> Mapping[int, Member]:
    """Return the members of whom it is said who introduced them, and maybe others."""
    members = community.members
    if not isinstance(members, Unread):
        return members
    holding = members.holding(("introduced_by",), folded=False)
    return members if holding is None else holding


def _touches_of(community: Community, few: Mapping[int, Member]) -> Mapping[int, Touch]:
    """Return the conversations with some members, and those that they had."""
    touches = community.touches
    brief = touches.brief(_Spoken) if isinstance(touches, Unread) else None
    spoken: Mapping[int, _Spoken | Touch] = touches if brief is None else brief
    return {
        number: touches[number]
        for number, touch in spoken.items()
        if touch.by in few or not few.keys().isdisjoint(touch.members)
    }
