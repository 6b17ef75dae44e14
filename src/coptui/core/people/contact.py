"""When the next conversation is due: derived from conversations, never stored.

The clock is a member's own `contact_every_days`, or the shortest that the community's settings give
for one of their tags, for newcomers, or for their level. Breaks stop it. No one who asked to be
left alone, is paused, has left or is outside has a clock, and no coordinator has one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

import msgspec

from coptui.core.meetings.occasions import days_between, has_joined, has_left
from coptui.core.model.community import Community
from coptui.core.model.days import later
from coptui.core.model.records import Member
from coptui.core.model.settings import Settings
from coptui.core.model.when import span_text
from coptui.core.people.levels import Standing, standings
from coptui.core.people.roles import is_organiser
from coptui.language import tr

Urgency = Literal["due", "losing"]
"""due: the clock has run out once; losing: twice, so that we are losing touch."""


class NextContact(msgspec.Struct, frozen=True, gc=False):
    """Someone to speak to.

    `last` is the latest conversation, `days` the days since then outside breaks, `every` the days
    between, `urgency` None while there is time.
    """

    member: int
    last: date | None
    days: int
    every: int
    urgency: Urgency | None


def since_spoken(contact: NextContact, today: date, aim: str = "") -> str:
    """Return how long ago the last conversation was, breaks included, and whether that is long for them.

    `aim` is added behind it, in brackets. Without a conversation nothing more is known.
    """
    spoken = (
        tr("no conversation recorded")
        if contact.last is None
        else tr("{span} since we spoke", span=span_text((today - contact.last).days))
    )
    spoken = f"{spoken} ({aim})" if aim else spoken
    if contact.last is not None and contact.urgency == "losing":
        return tr("{spoken}, it's been a while", spoken=spoken)
    return spoken


def next_contact(
    community: Community, member_id: int, today: date, settings: Settings
) -> NextContact | None:
    """Return the state of one member's clock; None if they have none."""
    member = community.members.get(member_id)
    if member is None:
        return None
    return _clock(community, member, today, settings, standings(community, today, settings))


def contacts_due(community: Community, today: date, settings: Settings) -> list[NextContact]:
    """Return everyone whose clock has run out, those we are losing touch with first.

    Return no one while no conversation was ever recorded: then it is the records that are silent,
    not the people.
    """
    if not community.touches:
        return []
    levels = standings(community, today, settings)
    clocks = [
        clock
        for member in community.members.values()
        if (clock := _clock(community, member, today, settings, levels)) is not None
        and clock.urgency is not None
    ]
    return sorted(
        clocks,
        key=lambda clock: (clock.urgency != "losing", -clock.days / clock.every, clock.member),
    )


def _clock(
    community: Community,
    member: Member,
    today: date,
    settings: Settings,
    levels: Mapping[int, Standing],
) -> NextContact | None:
    if member.contact_ok is False or is_organiser(member, today) or has_left(member, today):
        return None
    level = levels[member.id].level
    if not has_joined(member, today) or level in ("paused", "outside"):
        return None
    every = _every(member, str(level), today, settings, community)
    if every is None:
        return None
    last = max(
        (
            touch.on
            for touch in community.touches_of.get(member.id, ())
            if touch.on and touch.on <= today
        ),
        default=None,
    )
    since = last or _first_clock(community, member)
    if since is None:
        return None
    days = days_between(since, today, community.profile.breaks)
    urgency: Urgency | None = None
    if days >= every:
        urgency = "losing" if days >= 2 * every else "due"
    return NextContact(member.id, last, days, every, urgency)


def _every(
    member: Member, level: str, today: date, settings: Settings, community: Community
) -> int | None:
    if member.contact_every_days:
        return member.contact_every_days
    tagged = [days for tag in member.tags if (days := settings.contact_after(tag))]
    if tagged:
        return min(tagged)
    joined = member.joined_on
    if joined and days_between(joined, today, community.profile.breaks) < settings.newcomer_days:
        return settings.contact_after("newcomer")
    return settings.contact_after(level)


def _first_clock(community: Community, member: Member) -> date | None:
    """Return the start of the clock for someone never spoken to: when they joined, or when
    conversations were first recorded at all."""
    recorded = community.first_touch
    days = [day for day in (member.joined_on, later(recorded, -1) if recorded else None) if day]
    return max(days, default=None)
