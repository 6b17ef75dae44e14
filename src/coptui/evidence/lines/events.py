"""What happens at events: who comes, voices from outside, formats."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from statistics import linear_regression, median

from coptui.core.meetings.occasions import counts_for, first_day, occasions, until, within
from coptui.core.model.community import Community
from coptui.core.model.counting import counted, forms
from coptui.core.model.records import Event, Window
from coptui.core.model.saying import person
from coptui.core.model.settings import Settings
from coptui.core.people.roles import is_organiser
from coptui.evidence.line import Evidence, EvidenceLine
from coptui.evidence.series import (
    Series,
    last_held,
    living_series,
    named,
    nothing_held,
    stopped_series,
    together,
    waiting_within,
)
from coptui.evidence.wording import (
    WIDTH,
    both,
    clauses,
    days_ago,
    event_row,
    few,
    fitting,
    middle,
    no_data,
    not_known,
    share,
    to_record,
    waiting_rows,
)
from coptui.language import tr

OUTSIDE = "outside_voice"
FORMATS = "format_mix"
ATTENDANCE = "attendance"


def _guests(community: Community, event: Event, guests: set[int]) -> list[str]:
    """Return who came from outside: guests noted by name, and those of the member ids in `guests`
    who were present."""
    named = [guest.name or guest.organisation or tr("a guest") for guest in event.outside_guests]
    if not guests or guests.isdisjoint((*event.attendance, *event.speakers, *event.hosts)):
        return named
    there = dict.fromkeys((*event.there, *event.speakers, *event.hosts))
    return named + [person(community, member_id) for member_id in there if member_id in guests]


def outside_voice(community: Community, window: Window, settings: Settings) -> Evidence:
    """Count the events of the window with a voice from outside, and the days since the last one."""
    guests = {member.id for member in community.members.values() if member.status == "guest"}
    past = until(occasions(community).held, window.to)
    last = next((event for event in reversed(past) if _guests(community, event, guests)), None)
    topics = [
        topic
        for topic in community.topics.values()
        if topic.origin is not None and topic.opened_on is not None and topic.opened_on <= window.to
    ]
    outside = [topic for topic in topics if topic.origin == "outside"]
    if last is None and not outside:
        return no_data(OUTSIDE, to_record(tr("record guests and topics from outside")))
    held = last_held(community, window, settings)
    if not held:
        first = first_day(window.to, settings.look_back_days, community.profile.breaks)
        asked = not_known(waiting_within(community, first, window.to))
        return no_data(OUTSIDE, asked or tr("no event in this period"))
    now = {
        event.id: guest_names
        for event in held
        if (guest_names := _guests(community, event, guests))
    }
    since = (window.to - last.day).days if last is not None else None
    text = clauses(
        tr(
            "{events} had a guest",
            events=share(len(now), len(held), settings, forms("{count} event", "{count} events")),
        ),
        tr("the last {days_ago}", days_ago=days_ago(last.day, window.to))
        if last is not None and not now
        else "",
    )
    rows = tuple(
        event_row(
            event,
            window.to,
            tr("a confidential guest") if event.confidential else ", ".join(now[event.id]),
        )
        for event in held
        if event.id in now
    )
    return Evidence(
        OUTSIDE,
        len(now),
        text,
        n=len(held),
        rows=rows,
        confidence=few(len(held), settings),
        figures={
            "days_since": since,
            "topics_from_outside": len(outside),
            "topics_share": 100 * len(outside) / len(topics) if topics else None,
        },
    )


def format_mix(community: Community, window: Window, settings: Settings) -> Evidence:
    """Return the longest run of one format among the events of the window; familiar and exciting
    ones."""
    past = until(occasions(community).held, window.to)
    if not any(event.format for event in past):
        return no_data(FORMATS, to_record(tr("add the format to events")))
    held = last_held(community, window, settings)
    known = [event for event in held if event.format]
    if not known:
        return no_data(FORMATS, to_record(tr("add the format to events; none at these")))
    runs = [(len(list(group)), str(name)) for name, group in groupby(known, key=lambda e: e.format)]
    longest, name = max(runs, key=lambda run: run[0])
    exciting = [event.day for event in past if event.mood == "exciting"]
    since = (window.to - exciting[-1]).days if exciting else None
    kinds = len({event.format for event in known})
    formats = counted(kinds, "{count} format", "{count} formats")
    events = counted(len(known), "{count} event", "{count} events")
    if longest > 1:
        text = clauses(
            tr("both times {format}", format=name)
            if longest == len(known) == 2
            else tr("{count} in a row: {format}", count=longest, format=name),
            tr("{formats} in {events}", formats=formats, events=events),
        )
    else:
        text = tr("{formats} in {events}, none twice running", formats=formats, events=events)
    rows = tuple(
        event_row(event, window.to, ", ".join(filter(None, (event.format, event.mood))))
        for event in known
    )
    return Evidence(
        FORMATS,
        longest,
        text,
        n=len(known),
        rows=rows,
        confidence=few(len(known), settings),
        figures={
            "formats": kinds,
            "exciting": sum(event.mood == "exciting" for event in held),
            "familiar": sum(event.mood == "familiar" for event in held),
            "days_since_exciting": since,
        },
    )


def attendance(community: Community, window: Window, settings: Settings) -> Evidence:
    """Return how many people come: the median of the last events of each living series, all
    together.

    Only events with attendance count.
    """
    living = living_series(community, window.to, settings)
    last = {series.name: series.taken[-settings.window_occasions :] for series in living}
    unsure = together(*(_unsure(series, settings) for series in living))
    events = together(*last.values())
    if not events:
        if unsure:
            return no_data(ATTENDANCE, not_known(unsure), rows=waiting_rows(unsure, window.to))
        if living:
            return no_data(ATTENDANCE, to_record(tr("take attendance at events")))
        return no_data(ATTENDANCE, nothing_held(community, window.to, settings))
    counts = [len(event.there) for event in events]
    first = {
        event.id: sum(
            community.attended_by[member_id][0].id == event.id for member_id in event.there
        )
        for event in events
    }
    rows = tuple(event_row(event, window.to, _came(event, first[event.id])) for event in events)
    came, back, yes, showed = _rates(community, events)
    usual = median(counts)
    low, high = min(counts), max(counts)
    known = [series for series in living if series.taken]
    several = len(living) + len(stopped_series(community, window.to, settings)) > 1
    if len(counts) < settings.few_occasions:
        numbers = tr(
            "{numbers} at {events}",
            numbers=both(list(map(str, counts))),
            events=counted(len(counts), "{count} event", "{count} events"),
        )
    elif low == high:
        numbers = tr("usually {people}", people=middle(usual))
    else:
        numbers = tr("usually {people} ({low} to {high})", people=middle(usual), low=low, high=high)
    if several and len(known) == 1:
        numbers = f"{named(known[0])} {numbers}"
    if len(known) > 1:
        each = [
            f"{named(series)} {middle(median(len(event.there) for event in last[series.name]))}"
            for series in known
        ]
        numbers = f"{numbers}: {fitting(each, WIDTH)}"
    first_visits = sum(first.values())
    text = clauses(
        numbers,
        counted(first_visits, "{count} first visit", "{count} first visits")
        if first_visits
        else "",
        tr("{amount} who said yes came", amount=share(showed, yes, settings)) if yes else "",
        not_known(unsure),
    )
    slope = linear_regression(range(len(counts)), counts).slope if len(counts) > 1 else None
    return Evidence(
        ATTENDANCE,
        usual,
        text,
        n=len(events),
        rows=(*rows, *waiting_rows(unsure, window.to)),
        confidence=few(len(events), settings),
        figures={
            "series": len(known),
            "first_timers": sum(first.values()),
            "returners": 100 * back / came if came else None,
            "show": 100 * showed / yes if yes else None,
            "slope": slope if len(counts) >= settings.few_occasions else None,
            "last": counts[-1],
        },
    )


def _came(event: Event, first: int) -> str:
    """Return how many came to an event, and how many of them for the first time."""
    there = len(event.there)
    if not first:
        return counted(there, "{count} person", "{count} people")
    return counted(
        there,
        "{count} person, {first} for the first time",
        "{count} people, {first} for the first time",
        first=first,
    )


def _unsure(series: Series, settings: Settings) -> Sequence[Event]:
    """Return the events among the last of a series that wait to be closed.

    If the series has fewer events than the window takes, look back to its first.
    """
    if len(series.taken) < settings.window_occasions:
        return series.waiting
    first = series.taken[-settings.window_occasions].day
    return within(series.waiting, first, date.max)


def _rates(community: Community, events: Sequence[Event]) -> tuple[int, int, int, int]:
    """Count visits, and those by people who had been before; who said yes, and who of them came.

    Coordinators and staff count in neither.
    """
    came = back = yes = showed = 0
    for event in events:
        for member_id, entry in event.attendance.items():
            member = community.members.get(member_id)
            if member is None or is_organiser(member, event.day):
                continue
            if entry.there:
                came += 1
                back += community.attended_by[member_id][0].day < event.day
            if entry.rsvp == "yes" and counts_for(event, member):
                yes += 1
                showed += entry.there
    return came, back, yes, showed


PLACE = 90
LINES = (
    EvidenceLine(
        OUTSIDE,
        tr("outside guests"),
        (
            tr(
                "How many of the last 6 events that took place had a guest from outside, how "
                "many days ago the last guest came, and how many topics came from outside."
            )
        ),
        "up",
        "events",
        outside_voice,
        needs=tr("guests and topics from outside"),
        base=tr("events that took place"),
        silent=tr("no guest and no topic from outside has been recorded, or no event took place"),
        source="coptui",
        unit="events",
        figures=(
            ("days_since", tr("days since the last event with a guest")),
            ("topics_from_outside", tr("topics that have come from outside so far")),
            ("topics_share", tr("as % of the topics with a recorded origin")),
        ),
    ),
    EvidenceLine(
        FORMATS,
        tr("formats"),
        (
            tr(
                "How often the same format was used in a row at the last 6 events that took "
                "place. Also how many formats there were, how many events were exciting or "
                "familiar, and how many days ago the last exciting one was."
            )
        ),
        "down",
        "events",
        format_mix,
        needs=tr("what format each event had"),
        base=tr("events with a format recorded"),
        silent=tr("no format has been recorded, or none at these events"),
        source="coptui",
        unit=tr("in a row"),
        words=(tr("longer"), tr("shorter")),
        figures=(
            ("formats", tr("different formats")),
            ("exciting", tr("events marked exciting")),
            ("familiar", tr("events marked familiar")),
            ("days_since_exciting", tr("days since the last event marked exciting")),
        ),
    ),
    EvidenceLine(
        ATTENDANCE,
        tr("attendance"),
        (
            tr(
                "How many people usually came (the middle value) to the last 6 events of each "
                "running series, taken together. Also first visits, people who came back, how "
                "many who said yes came, and whether numbers are rising or falling. Events not "
                "closed yet are left out, and the line says so."
            )
        ),
        "up",
        "series",
        attendance,
        needs=tr("who came"),
        base=tr("events with attendance"),
        silent=tr("no series is running, or no attendance was taken at these events"),
        source="coptui",
        unit="people",
        figures=(
            ("series", tr("running series with attendance")),
            ("first_timers", tr("people who came for the first time")),
            ("returners", tr("% of attendances by people who had been before")),
            (
                "show",
                tr("% of the people who said yes who came, leaving out those who sent apologies"),
            ),
            ("slope", tr("people gained or lost from one event to the next (least squares)")),
            ("last", tr("people at the latest event")),
        ),
    ),
)
