"""Who joined lately."""

from __future__ import annotations

from datetime import date

from coptui.core.meetings.occasions import first_day, has_left, is_paused
from coptui.core.model.community import Community
from coptui.core.model.records import Member, day_written
from coptui.core.model.settings import Settings
from coptui.core.people.roles import is_organiser


def came_on(member: Member) -> date | None:
    """Return the day someone came: the day they joined, or the first of their onboarding steps."""
    return member.joined_on or min(member.onboarding.values(), default=None)


def _first_list(community: Community) -> list[Member]:
    """Return the members of the first list of people that was imported, as far as still here."""
    days = {member.id: _listed_on(member) for member in community.members.values()}
    first = min((day for day in days.values() if day is not None), default=None)
    return [member for member in community.members.values() if first and days[member.id] == first]


def _listed_on(member: Member) -> date | None:
    if member.source is None or not member.source.at:
        return None
    day = day_written(member.source.at)
    return day if day > date.min else None


def newcomers(community: Community, today: date, settings: Settings) -> list[tuple[Member, date]]:
    """Return who came in the last `newcomer_days` and is neither away nor gone, with the day they
    came.

    If everyone on the first imported list joined lately, those days say when the list began: only
    who has a step recorded is new.
    """
    first = first_day(today, settings.newcomer_days, community.profile.breaks)
    listed = _first_list(community)
    days = [day for member in listed if (day := came_on(member)) is not None]
    began = {member.id for member in listed} if days and min(days) >= first else set()
    return [
        (member, day)
        for member in community.members.values()
        if (day := came_on(member)) is not None
        and first <= day <= today
        and not has_left(member, today)
        and not is_paused(member, today)
        and not is_organiser(member, today)
        and (member.onboarding or member.id not in began)
    ]
