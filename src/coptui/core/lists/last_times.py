"""When someone was last seen or spoken to, when a topic last came up, and which events are to
come."""

from __future__ import annotations

from datetime import date

from coptui.core.model.community import Community
from coptui.core.model.records import Event, Topic


def is_coming(event: Event, today: date) -> bool:
    """Return whether an event is still to come: today's are, until they are marked as held."""
    return event.day >= today and event.status != "held"


def may_be_on(event: Event, today: date) -> bool:
    """Return whether an event that counts as held may still be on: its roll call can be finished
    before it ends, so it isn't past before its last day is."""
    if event.status != "held" or event.day > today:
        return False
    return event.day == today or event.ends_at[:10] >= today.isoformat()


def last_seen(community: Community, member: int) -> date | None:
    """Return the day of the latest event someone was at."""
    events = community.attended_of(member)
    return events[-1].day if events else None


def last_spoken(community: Community, member: int) -> date | None:
    """Return the day of the latest conversation with someone."""
    touches = community.touches_of.get(member, ())
    return touches[-1].on if touches else None


def last_up(community: Community, topic: Topic, today: date) -> date | None:
    """Return when a topic last came up: as recorded, or at its latest past event."""
    days = [event.day for event in community.events_on.get(topic.id, ()) if event.day <= today]
    days += [day for day in (topic.touched_on, topic.opened_on) if day]
    return max(days, default=None)
