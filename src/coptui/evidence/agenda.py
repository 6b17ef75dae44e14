"""Today: the next event with its brief, follow-ups, newcomers who wait, people to speak to."""

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
from coptui.core.writing.jottings import is_silent
from coptui.evidence.line import Row
from coptui.evidence.lines.care import stays_away
from coptui.evidence.registry import evidence
from coptui.evidence.series import waiting_within

SOON = 7
"""Follow-ups due within a week stand on today's page too."""


@dataclass(frozen=True)
class Brief:
    """What to know before an event: ids of members, topics and records.

    `first_timers` said yes and came to nothing so far, as recorded; `missed` were expected, and missed the last two
    of its series; `follow_ups` of the occasion before are still open, of its `introductions` nobody
    said yet what came, and its `stories` were told there.
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
    """Everything on today's page but the walks.

    `unclosed` are the events of which nobody said yet whether they took place, latest first.
    """

    brief: Brief | None
    unclosed: tuple[Event, ...]
    follow_ups: tuple[Action, ...]
    newcomers: tuple[Row, ...]
    contacts: tuple[NextContact, ...]


def agenda(community: Community, today: date, settings: Settings) -> Agenda:
    """Today's page of one community, each part with the most pressing first."""
    return Agenda(
        brief=next_brief(community, today, settings),
        unclosed=tuple(reversed(waiting(community, today))),
        follow_ups=_follow_ups(community, today),
        newcomers=tuple(
            row
            for row in evidence("newcomers", community, today, settings).rows
            if "waits for" in row.why and community.members[row.id].contact_ok is not False
        ),
        contacts=tuple(contacts_due(community, today, settings)),
    )


def next_brief(community: Community, today: date, settings: Settings) -> Brief | None:
    """The next event that is not cancelled, with its brief; None when nothing is ahead."""
    ahead = (
        event
        for event in community.events_by_day
        if event.day >= today and event.status in ("planned", "confirmed")
    )
    event = next(ahead, None)
    return brief(community, event, today, settings) if event is not None else None


def brief(community: Community, event: Event, today: date, settings: Settings) -> Brief:
    """What to know before one event."""
    yes = tuple(who for who, entry in event.attendance.items() if entry.rsvp == "yes")
    before = until(occasions(community).held_series.get(event.series, ()), today)
    last = belonging_to(community, before[-1].id) if before else Belonging()
    return Brief(
        event=event,
        yes=yes,
        first_timers=tuple(
            who for who in yes if occasions(community).taken and not community.attended_by.get(who)
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
    """Who used to come to this series, was at neither of its last two occasions, and left no trace
    anywhere since the first that they missed."""
    taken = until(occasions(community).series.get(event.series, ()), today)
    if len(taken) < settings.few_occasions:
        return ()
    last = taken[-2:]
    if waiting_within(community, last[0].day, today):
        return ()
    before = taken[:-2][-settings.window_occasions :]
    found = []
    for who in dict.fromkeys(who for occasion in before for who in occasion.there):
        member = community.members.get(who)
        times = sum(was_there(occasion, who) for occasion in before)
        if member is None or member.contact_ok is False or times < settings.missed_before:
            continue
        absent = all(
            counts_for(occasion, member) and not was_there(occasion, who) for occasion in last
        )
        if absent and stays_away(community, taken, member, today, settings):
            found.append(who)
    return tuple(found)


def _follow_ups(community: Community, today: date) -> tuple[Action, ...]:
    """Open follow-ups that are late, due or due within a week, then those without a day."""
    waiting = [
        action
        for action in community.actions.values()
        if action.state == "open"
        and not is_silent(action, today)
        and (action.due_on is None or action.due_on <= later(today, SOON))
    ]
    return tuple(sorted(waiting, key=lambda action: (action.due_on or date.max, action.id)))
