"""What may stand on a screen that a room looks at. Pure.

Presenter mode shows a community from which everything private is gone, so that no screen can show
it by mistake: there is nothing to show. What is written meanwhile is saved into the real one, field
by field.
"""

from __future__ import annotations

from msgspec.structs import replace

from coptui.core.model.community import Community
from coptui.core.model.records import Consent, Event, Member, Story, Topic


def fit_to_show(community: Community) -> Community:
    """The community without notes, touches, addresses, phones, reasons for leaving, levels set by
    hand, answers, pulses, follow-ups about people, asks, and whatever is confidential."""
    topics = {number: _topic(topic) for number, topic in community.topics.items()}
    events = {number: _event(event) for number, event in community.events.items()}
    return replace(
        community,
        members={number: _member(member) for number, member in community.members.items()},
        topics=topics,
        events=events,
        touches={},
        actions={
            number: action
            for number, action in community.actions.items()
            if not action.about and not isinstance(action.owner, int)
        },
        asks={},
        stories={
            number: story
            for number, story in community.stories.items()
            if _public(story, topics, events)
        },
        runs={},
        snapshots={},
        history={},
    )


def _member(member: Member) -> Member:
    return replace(
        member,
        emails=(),
        handles={},
        phone="",
        left_reason="",
        level_override=None,
        contact_ok=None,
        contact_every_days=None,
        found_us="",
        onboarding={},
        consent=Consent(directory=member.consent.directory, quotes=member.consent.quotes),
        tags=(),
        more={},
        notes=(),
    )


def _topic(topic: Topic) -> Topic:
    if not topic.confidential:
        return replace(topic, notes="")
    return Topic(
        id=topic.id,
        title=topic.code or "a confidential topic",
        confidential=True,
        code=topic.code,
        state=topic.state,
        opened_on=topic.opened_on,
        touched_on=topic.touched_on,
        closed_on=topic.closed_on,
    )


def _event(event: Event) -> Event:
    if not event.confidential:
        return replace(event, aftercare="", pulse=(), unmatched=())
    return Event(
        id=event.id,
        title=event.code or "a confidential event",
        confidential=True,
        code=event.code,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        status=event.status,
        attendance_taken=event.attendance_taken,
    )


def _public(story: Story, topics: dict[int, Topic], events: dict[int, Event]) -> bool:
    topic, event = topics.get(story.topic or 0), events.get(story.event or 0)
    confidential = (topic and topic.confidential) or (event and event.confidential)
    return story.consent == "public" and not confidential
