"""Who came to us of late."""

from __future__ import annotations

from datetime import date

from coptui.core.meetings.occasions import first_day, has_left, is_paused
from coptui.core.model.community import Community
from coptui.core.model.records import Member
from coptui.core.model.settings import Settings
from coptui.core.people.levels import is_organiser


def came_on(member: Member) -> date | None:
    """The day someone came to us: of joining, or the first that their onboarding notes."""
    return member.joined_on or min(member.onboarding.values(), default=None)


def newcomers(community: Community, today: date, settings: Settings) -> list[tuple[Member, date]]:
    """Who came in the last `newcomer_days` and is neither away nor gone, with the day they came."""
    first = first_day(today, settings.newcomer_days, community.profile.breaks)
    return [
        (member, day)
        for member in community.members.values()
        if (day := came_on(member)) is not None
        and first <= day <= today
        and not has_left(member, today)
        and not is_paused(member, today)
        and not is_organiser(member, today)
    ]
