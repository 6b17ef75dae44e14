"""A year by its months: when we met, and when not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from coptui.core.meetings.occasions import occasions, until, within
from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.days import later, months_later
from coptui.core.model.records import Event, Window
from coptui.core.model.settings import Settings
from coptui.core.people.days_in_words import month, month_short
from coptui.evidence.line import Evidence, EvidenceLine
from coptui.evidence.wording import clauses, event_row, no_data, to_record
from coptui.language import tr

SEASONS = "seasons"
MONTHS = 12


def seasons(community: Community, window: Window, settings: Settings) -> Evidence:
    """Count the months without an event among the last 12 whole ones."""
    this_month = window.to.replace(day=1)
    firsts = [months_later(this_month, -back) for back in range(MONTHS, 0, -1)]
    held = until(occasions(community).held, window.to)
    if not held:
        return no_data(SEASONS, to_record(tr("record events")))
    events = within(held, firsts[0], later(this_month, -1))
    # Of the months before the first event nothing is known: perhaps no one kept records.
    begun = held[0].day.replace(day=1)
    firsts = [first for first in firsts if first >= begun]
    if not firsts:
        return no_data(SEASONS, tr("no full calendar month since the first event"))
    if not events:
        return no_data(SEASONS, tr("no event in the last 12 whole months"))
    times = Counter(event.day.replace(day=1) for event in events)
    empty = [first for first in firsts if not times[first]]
    most = max(times.values())
    busiest = [first for first in firsts if times[first] == most]
    paused = sum(_in_break(community, first) for first in empty)
    text = clauses(
        _empty_months(empty, month(begun, window.to) if len(firsts) < MONTHS else ""),
        tr("most in {months} ({count})", months=", ".join(map(month_short, busiest)), count=most)
        if most > 1 and len(busiest) < len(firsts)
        else "",
        counted(
            paused,
            "{count} of the empty months had a break",
            "{count} of the empty months had a break",
        )
        if paused
        else "",
    )
    rows = tuple(
        event_row(
            last,
            window.to,
            _month(first, [event for event in events if event.day.replace(day=1) == first]),
        )
        for first in firsts
        if (last := next((e for e in reversed(events) if e.day.replace(day=1) == first), None))
    )
    return Evidence(
        SEASONS,
        len(empty),
        text,
        n=len(firsts),
        rows=rows,
        figures={"events": len(events), "most": most},
    )


def _empty_months(empty: Sequence[date], since: str) -> str:
    """Return in which months there was no event, and since when they are looked at if not all 12 are."""
    months = ", ".join(map(month_short, empty))
    if since:
        return (
            tr("since {month}: no event in {months}", month=since, months=months)
            if empty
            else tr("since {month}: an event in every month", month=since)
        )
    return tr("no event in {months}", months=months) if empty else tr("an event in every month")


def _in_break(community: Community, first: date) -> bool:
    """Return whether a break has days in the month that begins with this day."""
    last = later(months_later(first, 1), -1)
    return any(pause.from_ <= last and pause.to >= first for pause in community.profile.breaks)


def _month(first: date, events: list[Event]) -> str:
    """Return "March 2026: 2 meetings, 31 visits"."""
    visits = sum(len(event.there) for event in events if event.attendance_taken)
    said = [counted(len(events), "{count} event", "{count} events")]
    said += [counted(visits, "{count} visit", "{count} visits")] if visits else []
    return f"{month(first, date.min)}: {', '.join(said)}"


ORDER = 112
LINES = (
    EvidenceLine(
        SEASONS,
        tr("the year by month"),
        tr(
            "How many of the last 12 whole calendar months had no event, and which ones; "
            "months before the first event recorded don't count. Also the month with the "
            "most events (the earliest, if there are several), and how many of the empty "
            "months were partly a break."
        ),
        "context",
        "days",
        seasons,
        needs=tr("events"),
        base=tr("whole calendar months"),
        silent=tr("no event took place in the last 12 whole months, or the first was this month"),
        source="coptui",
        unit="months",
        figures=(
            ("events", tr("events in these months")),
            ("most", tr("events in the busiest month")),
        ),
    ),
)
