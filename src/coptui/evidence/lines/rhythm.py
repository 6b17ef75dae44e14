"""How regularly a community meets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from statistics import median

from coptui.core.meetings.occasions import days_between, within
from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.records import Event, Window
from coptui.core.model.settings import Settings
from coptui.core.people.days_in_words import short
from coptui.evidence.line import Evidence, EvidenceLine, EvidenceRow
from coptui.evidence.series import (
    Series,
    gaps_of,
    living_series,
    meeting_days,
    named,
    nothing_held,
    stopped_series,
    stopped_text,
    together,
)
from coptui.evidence.wording import (
    DAYS,
    clauses,
    days_ago,
    event_row,
    few,
    gaps_in_words,
    no_data,
    not_known,
    to_record,
)
from coptui.language import tr

CADENCE = "cadence"
ABOUT_IN_WEEKS, ABOUT_IN_MONTHS = 14, 100
"""From how many days on gaps that differ are said in weeks, and in months."""


def cadence(community: Community, window: Window, settings: Settings) -> Evidence:
    """Return the days since the last event of any living series, as a multiple of the usual gap.

    If no series is living, use those that stopped within the look-back. The usual gap is that of
    the series that meets most often: the median of the gaps between its last days, in days outside
    breaks. Count events that wait to be closed as probably held, and say so.
    """
    today, breaks = window.to, community.profile.breaks
    living = living_series(community, today, settings)
    stopped = stopped_series(community, today, settings)
    chosen = living or stopped
    if not chosen:
        return no_data(CADENCE, nothing_held(community, today, settings))
    met = together(*(series.met for series in chosen))
    days = meeting_days(met, settings)
    events = within(met, days[0], days[-1])
    unsure = [event for event in events if event.status != "held"]
    coming = together(*(series.coming for series in chosen))
    rows = [] if len(chosen) + len(stopped) == 1 else _each(chosen, stopped, today)
    rows += _occasions(community, events, today)
    usual, known = _beat(community, chosen, days, settings)
    if usual is None:
        return no_data(CADENCE, to_record(tr("record at least two events")), rows=rows, n=len(days))
    now = days_between(days[-1], today, breaks)
    if living:
        several = len(living) + len(stopped) > 1
        text = clauses(
            _beats(living, known, several),
            tr("last {days_ago}", days_ago=_ago(days[-1], today, now)),
            tr("next {day}", day=short(coming[0].day, today)) if coming else tr("no next date"),
            stopped_text(stopped, today),
        )
    else:
        text = tr(
            "no series is running now: {stopped_series}, with events every {gap} until then",
            stopped_series=stopped_text(stopped, today),
            gap=gaps_in_words(known),
        )
    if unsure:
        not_closed = counted(
            len(unsure),
            "{count} event probably took place (no one has said yet)",
            "{count} events probably took place (no one has said yet)",
        )
        text = clauses(text, not_closed)
    ahead = [(event.day - today).days for event in coming]
    return Evidence(
        CADENCE,
        now / usual,
        text,
        n=len(days),
        rows=tuple(rows),
        confidence=few(len(days), settings) or not_known(unsure),
        figures={
            "waiting": len(unsure),
            "living": len(living),
            "stopped": len(stopped),
            "median_gap": usual,
            "variation": median(abs(gap - usual) for gap in known) / usual,
            "gap_now": now,
            "cancelled": _cancelled(community, chosen, days[0], today),
            "next_in": ahead[0] if ahead else None,
            "next_30": sum(days <= 30 for days in ahead),
            "next_90": sum(days <= 90 for days in ahead),
        },
    )


def _beat(
    community: Community, series: Sequence[Series], days: Sequence[date], settings: Settings
) -> tuple[float | None, list[int]]:
    """Return the usual gap of the series that meets most often, and its gaps.

    If no series has enough days to tell, use the gaps between all these days.
    """
    own = [meeting_days(one.met, settings) for one in series if one.gap]
    known = [found for found in own if len(found) >= settings.few_occasions] or [list(days)]
    gaps = [[gap for gap in gaps_of(found, community) if gap > 0] for found in known]
    quickest = min((found for found in gaps if found), key=median, default=[])
    return (median(quickest) if quickest else None), quickest


def _beats(living: Sequence[Series], gaps: Sequence[int], several: bool) -> str:
    """Return "every 14 days", "Call every 14 days", "3 series, the quickest every 7 days"."""
    if not several:
        return _beat_of_one(gaps)
    if len(living) > 2:
        return counted(
            len(living),
            "{count} series, the most frequent every {gap}",
            "{count} series, the most frequent every {gap}",
            gap=gaps_in_words(gaps),
        )
    return ", ".join(
        tr("{series} every {gap}", series=named(series), gap=gaps_in_words(series.gaps))
        if series.gaps
        else named(series)
        for series in living
    )


def _beat_of_one(gaps: Sequence[int]) -> str:
    """Return "every 14 days" if the gaps are alike, else "about every 6 weeks (35 to 48 days apart)"."""
    words = gaps_in_words(gaps)
    if max(gaps) - min(gaps) <= 1:
        return tr("every {gap}", gap=words)
    usual = median(gaps)
    if usual < ABOUT_IN_WEEKS:
        about = counted(round(usual), *DAYS)
    elif usual < ABOUT_IN_MONTHS:
        about = counted(round(usual / 7), "{count} week", "{count} weeks")
    else:
        about = counted(round(usual / 30.44), "{count} month", "{count} months")
    return tr("about every {gap} ({gaps} apart)", gap=about, gaps=words)


def _ago(day: date, today: date, outside: int) -> str:
    """Return how long ago that is, and how much of it was a break."""
    calendar = (today - day).days
    said = days_ago(day, today)
    return (
        said
        if outside == calendar
        else tr("{days_ago} ({count} of them in a break)", days_ago=said, count=calendar - outside)
    )


def _each(chosen: Sequence[Series], stopped: Sequence[Series], today: date) -> list[EvidenceRow]:
    """Return a row for each series: its latest event, and its own rhythm."""
    rows = []
    for series in (*chosen, *(one for one in stopped if one not in chosen)):
        why = clauses(
            tr("latest event of {series}", series=named(series))
            if not series.gaps
            else tr(
                "latest event of {series}, which meets every {gap}",
                series=named(series),
                gap=gaps_in_words(series.gaps),
            ),
            "" if series.living else tr("the series stopped then"),
        )
        rows.append(event_row(series.met[-1], today, why))
    return rows


def _occasions(community: Community, events: Sequence[Event], today: date) -> list[EvidenceRow]:
    """Return a row for each of these events, with the days since the one before."""
    rows: list[EvidenceRow] = []
    before: date | None = None
    for event in events:
        sentences = [tr("did it take place?")] if event.status != "held" else []
        if before is not None:
            gap = days_between(before, event.day, community.profile.breaks)
            sentences.append(
                counted(
                    gap,
                    "{count} day after the previous event",
                    "{count} days after the previous event",
                )
                if gap
                else tr("on the same day as the previous event")
            )
        rows.append(event_row(event, today, " ".join(sentences)))
        before = event.day
    return rows


def _cancelled(community: Community, series: Sequence[Series], first: date, last: date) -> int:
    names = {one.name for one in series}
    return sum(
        event.status == "cancelled" and event.series in names
        for event in within(community.events_by_day, first, last)
    )


ORDER = 110
LINES = (
    EvidenceLine(
        CADENCE,
        tr("rhythm"),
        tr(
            "Days since the last event of any running series, divided by the usual "
            "gap of the series that meets most often; up to 1 is on time. The usual "
            "gap is the middle one of the gaps between the last 6 days on which that "
            "series met (half are longer, half shorter). Breaks don't count, and two "
            "events on one day count as one. Series that have stopped are named. If "
            "no series is running, those that stopped in the last 12 months are "
            "looked at. A past event counts as probably held until someone says "
            "whether it took place; the text says how many there are."
        ),
        "band",
        "series",
        cadence,
        needs=tr("events"),
        base=tr("days on which a series met"),
        silent=tr("there are fewer than two days with an event, or none in 12 months"),
        source=tr(
            "coptui; how much gaps vary: median absolute deviation divided by the middle gap"
        ),
        unit="x the usual gap",
        words=(tr("further apart"), tr("closer together")),
        band=(None, 1.0),
        figures=(
            (
                "waiting",
                tr("past events that probably took place, though no one has said so yet"),
            ),
            ("living", tr("series that are running")),
            ("stopped", tr("series that met in the last 12 months but have stopped")),
            ("median_gap", tr("the usual gap in days, not counting breaks")),
            ("variation", tr("how much the gaps vary (0: like clockwork)")),
            ("gap_now", tr("days since the last event")),
            (
                "cancelled",
                tr("events cancelled since the first of the days counted for the usual gap"),
            ),
            ("next_in", tr("days until the next event that has a date")),
            ("next_30", tr("events planned in the next 30 days")),
            ("next_90", tr("events planned in the next 90 days")),
        ),
    ),
)
