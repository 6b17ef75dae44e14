"""Who came to us of late."""

from __future__ import annotations

from datetime import date

from coptui.core.meetings.occasions import first_day, has_left, is_paused
from coptui.core.model.community import Community
from coptui.core.model.records import Member, day_written
from coptui.core.model.settings import Settings
from coptui.core.people.levels import is_organiser


def came_on(member: Member) -> date | None:
    """The day someone came to us: of joining, or the first that their onboarding notes."""
    return member.joined_on or min(member.onboarding.values(), default=None)


def first_list(community: Community) -> date | None:
    """The day on which the first list of people was imported; None where none was."""
    days = (_listed_on(member) for member in community.members.values())
    return min((day for day in days if day is not None), default=None)


def _listed_on(member: Member) -> date | None:
    if member.source is None or not member.source.at:
        return None
    day = day_written(member.source.at)
    return day if day > date.min else None


def newcomers(community: Community, today: date, settings: Settings) -> list[tuple[Member, date]]:
    """Who came in the last `newcomer_days` and is neither away nor gone, with the day they came.

    Who came with the first imported list is no newcomer, unless a step of theirs is noted: how they
    began lies before what is recorded here.
    """
    listed = first_list(community)
    first = first_day(today, settings.newcomer_days, community.profile.breaks)
    return [
        (member, day)
        for member in community.members.values()
        if (day := came_on(member)) is not None
        and first <= day <= today
        and not has_left(member, today)
        and not is_paused(member, today)
        and not is_organiser(member, today)
        and (member.onboarding or listed is None or _listed_on(member) != listed)
    ]
