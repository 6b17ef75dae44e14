"""Today: the next event with its brief, follow-ups, newcomers who are waiting, people to speak to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from coptui.core.meetings.belonging import Belonging, belonging_to
from coptui.core.meetings.occasions import counts_for, occasions, until, waiting, was_there
from coptui.core.model.community import Community
from coptui.core.model.days import later
from coptui.core.model.records import Action, Ask, Event, Story, Touch
from coptui.core.model.settings import Settings
from coptui.core.people.contact import NextContact, contacts_due
from coptui.core.people.tending import stories_to_ask_about
from coptui.core.writing.jottings import is_silent
from coptui.evidence.absences import stays_away
from coptui.evidence.line import EvidenceRow
from coptui.evidence.lines.newcomers import steps_of
from coptui.evidence.registry import evidence
from coptui.evidence.series import waiting_within

SOON = 7
"""Follow-ups due within this many days are on today's page too."""


@dataclass(frozen=True)
class Brief:
    """What to know before an event: ids of members, topics and records.

    `first_timers` said yes and have been to nothing so far, as recorded; `missed` used to come, and
    missed the last two of its series. Of the event before: `follow_ups` that are still open,
    `introductions` whose outcome is not recorded yet, and `stories` that were told there.
    """

    event: Event
    yes: tuple[int, ...]
    first_timers: tuple[int, ...]
    missed: tuple[int, ...]
    asks: tuple[Ask, ...]
    follow_ups: tuple[Action, ...]
    stories: tuple[Story, ...]
    introductions: tuple[Touch, ...]


@dataclass(frozen=True)
class Agenda:
    """Everything on today's page but the walks; `unclosed` are the events to close, latest first,
    `stories` those of which it is time to ask what came of them."""

    brief: Brief | None
    unclosed: tuple[Event, ...]
    follow_ups: tuple[Action, ...]
    newcomers: tuple[EvidenceRow, ...]
    contacts: tuple[NextContact, ...]
    stories: tuple[Story, ...]


def agenda(community: Community, today: date, settings: Settings) -> Agenda:
    """Return today's page of one community, each part with the most pressing first."""
    newcomers = evidence("newcomers", community, today, settings).rows
    steps = steps_of(community, [community.members[row.id] for row in newcomers], today)
    return Agenda(
        brief=next_brief(community, today, settings),
        unclosed=tuple(reversed(waiting(community, today))),
        follow_ups=_follow_ups(community, today),
        newcomers=tuple(
            row
            for row in newcomers
            if False in steps[row.id].values() and community.members[row.id].contact_ok is not False
        ),
        contacts=tuple(contacts_due(community, today, settings)),
        stories=tuple(stories_to_ask_about(community, today)),
    )


def next_brief(community: Community, today: date, settings: Settings) -> Brief | None:
    """Return the brief of the next event that isn't cancelled; None if there is none."""
    ahead = (
        event
        for event in community.events_by_day
        if event.day >= today and event.status in ("planned", "confirmed")
    )
    event = next(ahead, None)
    return brief(community, event, today, settings) if event is not None else None


def brief(community: Community, event: Event, today: date, settings: Settings) -> Brief:
    """Return what to know before one event."""
    yes = tuple(member_id for member_id, entry in event.attendance.items() if entry.rsvp == "yes")
    before = until(occasions(community).held_series.get(event.series, ()), today)
    last = belonging_to(community, before[-1].id) if before else Belonging()
    return Brief(
        event=event,
        yes=yes,
        first_timers=tuple(
            member_id
            for member_id in yes
            if occasions(community).taken and not community.attended_by.get(member_id)
        ),
        missed=_missed_twice(community, event, today, settings),
        asks=tuple(
            ask for ask in community.asks.values() if ask.solved_on is None and not ask.answered_by
        ),
        follow_ups=tuple(action for action in last.follow_ups if action.state == "open"),
        stories=last.stories,
        introductions=tuple(touch for touch in last.introductions if not touch.led_to),
    )


def _missed_twice(
    community: Community, event: Event, today: date, settings: Settings
) -> tuple[int, ...]:
    """Return who used to come to this series, missed its last two events, and left no trace
    anywhere since the first of them."""
    taken = until(occasions(community).series.get(event.series, ()), today)
    if len(taken) < settings.few_occasions:
        return ()
    last = taken[-2:]
    if waiting_within(community, last[0].day, today):
        return ()
    before = taken[:-2][-settings.window_occasions :]
    missed_ids = []
    for member_id in dict.fromkeys(
        member_id for occasion in before for member_id in occasion.there
    ):
        member = community.members.get(member_id)
        times = sum(was_there(occasion, member_id) for occasion in before)
        if member is None or member.contact_ok is False or times < settings.missed_before:
            continue
        absent = all(
            counts_for(occasion, member) and not was_there(occasion, member_id) for occasion in last
        )
        if absent and stays_away(community, taken, member, today, settings):
            missed_ids.append(member_id)
    return tuple(missed_ids)


def _follow_ups(community: Community, today: date) -> tuple[Action, ...]:
    """Return open follow-ups that are late or due within a week, then those without a day."""
    waiting = [
        action
        for action in community.actions.values()
        if action.state == "open"
        and not is_silent(action, today)
        and (action.due_on is None or action.due_on <= later(today, SOON))
    ]
    return tuple(sorted(waiting, key=lambda action: (action.due_on or date.max, action.id)))
