"""What attendance and topics show together: what went on later, and what drew people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from coptui.core.meetings.occasions import occasions, until
from coptui.core.model.community import Community
from coptui.core.model.counting import counted, forms
from coptui.core.model.records import Event, Window
from coptui.core.model.saying import name_of
from coptui.core.model.settings import Settings
from coptui.core.people.days_in_words import short
from coptui.evidence.line import Evidence, EvidenceLine
from coptui.evidence.lines.company import reason_unknown
from coptui.evidence.series import held_in_a_year, last_held
from coptui.evidence.wording import (
    WIDTH,
    event_row,
    few,
    fitting,
    look_back,
    no_data,
    share,
    to_record,
)
from coptui.language import tr

WENT_ON = "went_on"
DRAWS = "draws"


def went_on(community: Community, window: Window, settings: Settings) -> Evidence:
    """Count the last events with a topic that was on an agenda again at a later event."""
    tabled = [event for event in held_in_a_year(community, window, settings) if event.topics]
    if not tabled:
        return no_data(WENT_ON, _without_topics(community, window, settings))
    last_day = {number: event.day for event in tabled for number in event.topics}
    # At the last event there is no later one yet.
    events = [
        event
        for event in last_held(community, window, settings)
        if event.topics and event.day < tabled[-1].day
    ]
    if not events:
        return no_data(
            WENT_ON, to_record(tr("put topics on the agendas of two or more events (press T)"))
        )
    again = {
        event.id: names
        for event in events
        if (names := _names(community, event, _later_than(last_day, event.day)))
    }
    return Evidence(
        WENT_ON,
        len(again),
        tr(
            "{events} with a topic that came up again later",
            events=share(
                len(again), len(events), settings, forms("{count} event", "{count} events")
            ),
        ),
        n=len(events),
        rows=tuple(
            event_row(
                event, window.to, tr("came up again: {topics}", topics=", ".join(again[event.id]))
            )
            for event in events
            if event.id in again
        ),
        confidence=few(len(events), settings),
    )


def _without_topics(community: Community, window: Window, settings: Settings) -> str:
    """Return why no event of the look-back tells by its topics who came."""
    if reason := reason_unknown(community, window, settings):
        return reason
    before = until(occasions(community).held, window.to)
    if any(event.topics for event in before):
        return tr(
            "no event with topics and attendance {in_the_last_year}",
            in_the_last_year=look_back(settings),
        )
    return to_record(tr("put topics on the agendas of events (press T)"))


def _later_than(last_day: Mapping[int, date], day: date) -> Callable[[int], bool]:
    return lambda number: last_day.get(number, day) > day


def draws(community: Community, window: Window, settings: Settings) -> Evidence:
    """Return how many people came to the best attended event with topics in the look-back."""
    tabled = [
        event
        for event in held_in_a_year(community, window, settings)
        if event.topics and event.attendance_taken
    ]
    if not tabled:
        return no_data(DRAWS, _without_topics(community, window, settings))
    best = max(tabled, key=lambda event: (len(event.there), event.day, event.id))
    names = _names(community, best, lambda number: True)
    came, day = len(best.there), short(best.day, window.to)
    text = (
        tr("most came ({count}) on {day}", count=came, day=day)
        if len(tabled) > 2
        else tr("{count} came on {day}", count=came, day=day)
    )
    if topics := fitting(names, WIDTH - len(text) - 6):
        text = (
            tr("most came ({count}) on {day} for {topics}", count=came, day=day, topics=topics)
            if len(tabled) > 2
            else tr("{count} came on {day} for {topics}", count=came, day=day, topics=topics)
        )
    return Evidence(
        DRAWS,
        len(best.there),
        text,
        n=len(tabled),
        rows=tuple(
            event_row(
                event,
                window.to,
                counted(
                    len(event.there),
                    "{count} person came; topics: {topics}",
                    "{count} people came; topics: {topics}",
                    topics=", ".join(_names(community, event, lambda number: True)),
                ),
            )
            for event in sorted(tabled, key=lambda event: (-len(event.there), event.id))
        ),
        confidence=few(len(tabled), settings),
    )


def _names(community: Community, event: Event, wanted: Callable[[int], bool]) -> list[str]:
    """Return the names of an event's topics that are wanted."""
    return [
        name_of(community.topics[number])
        for number in event.topics
        if number in community.topics and wanted(number)
    ]


ORDER = 97
LINES = (
    EvidenceLine(
        WENT_ON,
        tr("topics that came up again"),
        tr(
            "How many of the last 6 events with topics on their agenda had a topic that "
            "came up again at a later event."
        ),
        "up",
        "events",
        went_on,
        needs=tr("which topics are on an agenda"),
        base=tr("the last events with topics on their agenda, up to 6"),
        silent=tr("no event in the last 12 months has a topic on its agenda"),
        source="coptui",
        unit="events",
    ),
    EvidenceLine(
        DRAWS,
        tr("what people come for"),
        tr(
            "The event that most people came to in the last 12 months, among those "
            "with topics on their agenda (the latest, if several had as many people). "
            "Also how many came, and its topics. Confidential topics appear by their "
            "code only."
        ),
        "context",
        "days",
        draws,
        needs=tr("who came, and which topics are on an agenda"),
        base=tr("events with topics and attendance in 12 months"),
        silent=tr("no event in the last 12 months has both topics and attendance"),
        source="coptui",
        unit="people",
    ),
)
