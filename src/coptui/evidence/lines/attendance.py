"""How many people come to the running series."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from statistics import linear_regression, median, median_high, median_low

from coptui.core.meetings.occasions import counts_for, within
from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.records import Event, Window
from coptui.core.model.settings import Settings
from coptui.core.people.roles import is_organiser
from coptui.evidence.line import Evidence, EvidenceLine
from coptui.evidence.series import (
    Series,
    living_series,
    named,
    nothing_held,
    stopped_series,
    together,
)
from coptui.evidence.wording import (
    WIDTH,
    both,
    clauses,
    event_row,
    few,
    fitting,
    middle_of,
    no_data,
    not_known,
    share,
    to_record,
    waiting_rows,
)
from coptui.language import tr

ATTENDANCE = "attendance"


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
            return no_data(ATTENDANCE, to_record(tr("note who came to events")))
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
            "{numbers} present at {events}",
            numbers=both(list(map(str, counts))),
            events=counted(len(counts), "{count} event", "{count} events"),
        )
    elif {median_low(counts), median_high(counts)} == {low, high}:
        numbers = tr("usually {people}", people=middle_of(counts))
    else:
        numbers = tr(
            "usually {people} ({low} to {high})", people=middle_of(counts), low=low, high=high
        )
    if several and len(known) == 1:
        numbers = f"{named(known[0])} {numbers}"
    if len(known) > 1:
        each = [
            f"{named(series)} {middle_of(len(event.there) for event in last[series.name])}"
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


ORDER = 92
LINES = (
    EvidenceLine(
        ATTENDANCE,
        tr("attendance"),
        tr(
            "How many people usually came to the last 6 events of each running "
            "series: half of these events had more, half fewer. Also first visits, "
            "people who came back, how many of those who said yes came, and whether "
            "numbers are rising or falling. A past event is left out until someone "
            "says whether it took place; the text says how many are left out."
        ),
        "up",
        "series",
        attendance,
        needs=tr("who came"),
        base=tr("events at which attendance was taken"),
        silent=tr("no series is running, or no attendance was taken at these events"),
        source="coptui",
        unit="people",
        figures=(
            ("series", tr("running series with attendance taken")),
            ("first_timers", tr("people who came for the first time")),
            ("returners", tr("% of visits by people who had been before")),
            (
                "show",
                tr(
                    "of the people who said yes, the % who came, leaving out those who sent "
                    "apologies"
                ),
            ),
            (
                "slope",
                tr("trend: people gained or lost from one event to the next (least squares)"),
            ),
            ("last", tr("people at the latest event")),
        ),
    ),
)
