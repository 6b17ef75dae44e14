"""What may be on a screen that a room looks at. Pure.

Presenter mode shows a community from which everything private is gone, so that no screen can show
it by mistake: there is nothing to show. Anything written meanwhile is saved into the real one,
field by field.
"""

from __future__ import annotations

from msgspec.structs import replace

from coptui.core.model.community import Community
from coptui.core.model.consent import is_public
from coptui.core.model.records import Event, Seen, Topic
from coptui.core.views.codes import with_codes
from coptui.core.views.privacy import all_seen
from coptui.language import tr


def fit_to_show(community: Community) -> Community:
    """Return the community with the fields that a room may see, and codes for what is confidential.

    Leave out who stayed away from an event, follow-ups about people, stories that aren't public, and what belongs to confidential
    topics in the library and the learning agenda, altogether.
    """
    topics = {n: _coded_topic(topic) for n, topic in community.topics.items() if topic.confidential}
    events = {
        n: _coded_event(event) if event.confidential else _who_came(event)
        for n, event in community.events.items()
    }
    coded = {n for n, event in events.items() if event.confidential}
    fit = replace(
        community,
        topics={**community.topics, **topics},
        events=events,
        actions={
            number: action
            for number, action in community.actions.items()
            if not action.about and not isinstance(action.owner, int)
        },
        stories={
            number: story
            for number, story in community.stories.items()
            if is_public(community, story)
            and story.topic not in topics
            and story.event not in coded
        },
        library={n: item for n, item in community.library.items() if item.topic not in topics},
        questions={n: one for n, one in community.questions.items() if one.topic not in topics},
    )
    seen = with_codes(all_seen(fit, Seen.BY_ROOM), community)
    # Whoever was erased is told from a member by a field that isn't shown.
    nobody = {
        number: replace(seen.members[number], contact_ok=False)
        for number in (community.stand_ins if community.erased else ())
    }
    return seen.with_records("members", nobody) if nobody else seen


def _coded_topic(topic: Topic) -> Topic:
    return Topic(
        id=topic.id,
        title=topic.code or tr("a confidential topic"),
        confidential=True,
        code=topic.code,
        state=topic.state,
        opened_on=topic.opened_on,
        touched_on=topic.touched_on,
        closed_on=topic.closed_on,
    )


def _coded_event(event: Event) -> Event:
    return Event(
        id=event.id,
        title=event.code or tr("a confidential event"),
        confidential=True,
        code=event.code,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        status=event.status,
        attendance_taken=event.attendance_taken,
    )


def _who_came(event: Event) -> Event:
    """Return an event without those who stayed away: a room learns who came."""
    away = ("absent", "excused", "no-show")
    if not any(entry.status in away for entry in event.attendance.values()):
        return event
    came = {who: entry for who, entry in event.attendance.items() if entry.status not in away}
    return replace(event, attendance=came)
