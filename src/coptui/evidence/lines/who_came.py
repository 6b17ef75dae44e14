"""What attendance shows by itself: who is newer, who stayed, who comes most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from coptui.core.meetings.occasions import occasions, until
from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.days import months_later
from coptui.core.model.records import Event, Window
from coptui.core.model.settings import Settings
from coptui.core.people.days_in_words import short
from coptui.core.people.roles import is_organiser
from coptui.evidence.line import Evidence, EvidenceLine
from coptui.evidence.lines.company import last_taken, reason_unknown
from coptui.evidence.series import year_before
from coptui.evidence.wording import (
    PEOPLE,
    few,
    member_rows,
    no_data,
    people,
    share,
    to_record,
)
from coptui.language import tr

NEWER = "newer_people"
START = "from_the_start"
VISITS = "visits_spread"

FIRST = 3
"""This many events with attendance are the first ones."""
YEAR = 12
"""Calendar months in which someone who came is still newer."""


def newer_people(community: Community, window: Window, settings: Settings) -> Evidence:
    """Count those at the last events who had first come less than 12 months before the window ends."""
    if reason := reason_unknown(community, window, settings):
        return no_data(NEWER, reason)
    present = _present(community, last_taken(community, window, settings))
    if not present:
        return no_data(NEWER, to_record(tr("record who came")))
    since = months_later(window.to, -YEAR)
    first = {number: community.attended_by[number][0].day for number in present}
    newer = [number for number, day in first.items() if day > since]
    lead = tr(
        "{people} first came in the last year",
        people=share(len(newer), len(present), settings, PEOPLE),
    )
    return Evidence(
        NEWER,
        len(newer),
        people(community, newer, settings, lead=lead),
        n=len(present),
        rows=member_rows(
            community,
            {
                number: tr("first came {day}", day=short(first[number], window.to))
                for number in newer
            },
        ),
    )


def from_the_start(community: Community, window: Window, settings: Settings) -> Evidence:
    """Count the people of the first events who came in the look-back."""
    taken = until(occasions(community).taken, window.to)
    beginning = {event.id for event in taken[:FIRST]}
    beginners = [
        number
        for number, events in community.attended_by.items()
        if number in community.members and any(event.id in beginning for event in events[:FIRST])
    ]
    if len(taken) <= FIRST or not beginners:
        return no_data(START, to_record(tr("record who came, including at the first events")))
    if reason := reason_unknown(community, window, settings):
        return no_data(START, reason)
    first = year_before(community, window, settings)
    last = {number: until(community.attended_by[number], window.to)[-1].day for number in beginners}
    still = [number for number, day in last.items() if day >= first]
    lead = tr(
        "{people} from the first events still come",
        people=share(len(still), len(beginners), settings, PEOPLE),
    )
    return Evidence(
        START,
        len(still),
        people(community, still, settings, lead=lead),
        n=len(beginners),
        rows=member_rows(
            community,
            {
                number: tr("last came {day}", day=short(day, window.to))
                for number, day in last.items()
            },
        ),
    )


def visits_spread(community: Community, window: Window, settings: Settings) -> Evidence:
    """Return the fewest people who made half of the visits to the last events."""
    if reason := reason_unknown(community, window, settings):
        return no_data(VISITS, reason)
    last = last_taken(community, window, settings)
    times = Counter(
        number
        for event in last
        for number in event.there
        if number in community.members and not is_organiser(community.members[number], event.day)
    )
    if not times:
        return no_data(
            VISITS, to_record(tr("record who came; so far only coordinators are recorded"))
        )
    whole, running, busiest = times.total(), 0, 0
    for _, count in sorted(times.items(), key=lambda pair: (-pair[1], pair[0])):
        if 2 * running >= whole:
            break
        running, busiest = running + count, busiest + 1
    text = (
        counted(
            len(times),
            "{busiest} of {count} person account for half of the attendance ({visits})",
            "{busiest} of {count} people account for half of the attendance ({visits})",
            visits=counted(whole, "{count} visit", "{count} visits"),
            busiest=busiest,
        )
        if len(times) > 1
        else counted(whole, "{count} visit, all by one person", "{count} visits, all by one person")
    )
    return Evidence(
        VISITS,
        busiest,
        text,
        n=len(times),
        rows=member_rows(
            community,
            {
                number: tr("came to {times} of {count} events", times=so_often, count=len(last))
                for number, so_often in times.items()
            },
        ),
        confidence=few(len(last), settings),
        figures={"visits": whole},
    )


def _present(community: Community, events: Iterable[Event]) -> list[int]:
    """Return the members who were at any of these events, each once."""
    there = dict.fromkeys(number for event in events for number in event.there)
    return [number for number in there if number in community.members]


ORDER = 96
LINES = (
    EvidenceLine(
        NEWER,
        tr("newer people at events"),
        tr(
            "How many of the people at the last 6 events with attendance came to their "
            "first event less than 12 months before the end of the period."
        ),
        "up",
        "days",
        newer_people,
        needs=tr("who came"),
        base=tr("people at these events"),
        silent=tr("no attendance was taken in the last 12 months"),
        source="coptui",
        unit="people",
    ),
    EvidenceLine(
        START,
        tr("with us from the start"),
        tr(
            "How many of the people at the first 3 events with attendance came to an event "
            "in the last 12 months."
        ),
        "context",
        "days",
        from_the_start,
        needs=tr("who came, including at the first events"),
        base=tr("people at the first 3 events with attendance"),
        silent=tr("attendance was taken at 3 events or fewer"),
        source="coptui",
        unit="people",
    ),
    EvidenceLine(
        VISITS,
        tr("who keeps coming"),
        tr(
            "The smallest number of people whose visits make up half of all visits "
            "to the last 6 events with attendance in the last 12 months. "
            "Coordinators and staff are left out."
        ),
        "up",
        "days",
        visits_spread,
        needs=tr("who came"),
        base=tr("people at these events, leaving out coordinators and staff"),
        silent=tr("no attendance was taken in the last 12 months, or only coordinators came"),
        source=tr("coptui; after CHAOSS, Contributor Absence Factor"),
        unit="people",
        figures=(("visits", tr("visits to these events")),),
    ),
)
