"""What was written down at an event: it belongs to it, and comes back in its minutes and briefs."""

from __future__ import annotations

from dataclasses import dataclass

from coptui.core.model.community import Community
from coptui.core.model.records import Action, Ask, Run, Story, Touch


@dataclass(frozen=True)
class Belonging:
    """What belongs to one event, each kind in the order in which it was written down."""

    follow_ups: tuple[Action, ...] = ()
    requests: tuple[Ask, ...] = ()
    stories: tuple[Story, ...] = ()
    introductions: tuple[Touch, ...] = ()


def belonging_to(community: Community, event: int) -> Belonging:
    """Return what was written down at an event, in a walk about it, or with a touch at it."""
    return Belonging(
        tuple(a for a in community.actions.values() if event_of(community, a) == event),
        tuple(ask for ask in community.asks.values() if ask.event == event),
        tuple(story for story in community.stories.values() if story.event == event),
        tuple(
            touch
            for touch in community.touches.values()
            if touch.event == event and touch.kind == "introduction"
        ),
    )


def event_of(community: Community, action: Action) -> int | None:
    """Return the event that a follow-up belongs to, if any."""
    origin = action.origin
    if origin is None:
        return None
    if origin.kind == "run":
        run = community.runs.get(origin.id)
        return event_of_walk(run) if run is not None else None
    if origin.kind == "touch":
        touch = community.touches.get(origin.id)
        return touch.event if touch is not None else None
    return origin.id


def event_of_walk(run: Run) -> int | None:
    """Return the event that a walk is about, if any."""
    return run.subject.id if run.subject.kind == "event" else None


def is_about_people(community: Community, action: Action) -> bool:
    """Return whether a follow-up is only for those who look after the community: it is about
    someone, or comes from a conversation or a confidential event."""
    if action.about:
        return True
    event = community.events.get(event_of(community, action) or 0)
    if event is not None and event.confidential:
        return True
    return action.origin is not None and action.origin.kind == "touch"
