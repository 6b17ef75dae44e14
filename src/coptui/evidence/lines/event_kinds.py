"""What kinds of events a year had: visits, renewals and social ones."""

from __future__ import annotations

from coptui.core.meetings.occasions import occasions, until
from coptui.core.model.community import Community
from coptui.core.model.counting import counted, forms
from coptui.core.model.records import EventKind, Window
from coptui.core.model.settings import Settings
from coptui.core.people.days_in_words import short
from coptui.evidence.line import Evidence, EvidenceLine
from coptui.evidence.series import held_in_a_year, year_without
from coptui.evidence.wording import clauses, event_row, look_back, no_data, to_record
from coptui.language import tr

VISITS = "visits"
HIGH_POINTS = "high_points"


def visits(community: Community, window: Window, settings: Settings) -> Evidence:
    """Count the visits in the look-back."""
    names = forms(
        "{count} event of the kind visit {in_the_last_year}",
        "{count} events of the kind visit {in_the_last_year}",
    )
    return _of_kinds(VISITS, ("visit",), names, community, window, settings)


def high_points(community: Community, window: Window, settings: Settings) -> Evidence:
    """Count the renewals and social events in the look-back."""
    kinds: tuple[EventKind, ...] = ("renewal", "social")
    names = forms(
        "{count} renewal day or social event {in_the_last_year}",
        "{count} renewal days or social events {in_the_last_year}",
    )
    return _of_kinds(HIGH_POINTS, kinds, names, community, window, settings)


def _of_kinds(
    line: str,
    kinds: tuple[EventKind, ...],
    names: tuple[str, str],
    community: Community,
    window: Window,
    settings: Settings,
) -> Evidence:
    past = until(occasions(community).held, window.to)
    if not any(event.kind for event in past):
        return no_data(
            line, to_record(tr("record what kind of event each was (press e, then Kind)"))
        )
    if reason := year_without(community, window, settings):
        return no_data(line, reason)
    year = held_in_a_year(community, window, settings)
    known = [event for event in year if event.kind]
    if not known:
        return no_data(
            line,
            to_record(tr("record what kind of event the latest ones were (press e, then Kind)")),
        )
    unknown = len(year) - len(known)
    matching = [event for event in year if event.kind in kinds]
    ever = [event for event in past if event.kind in kinds]
    return Evidence(
        line,
        len(matching),
        clauses(
            counted(len(matching), *names, in_the_last_year=look_back(settings)),
            tr("the last on {day}", day=short(ever[-1].day, window.to)) if ever else "",
            counted(
                unknown,
                "kind not recorded for {count} event",
                "kind not recorded for {count} events",
            )
            if unknown
            else "",
        ),
        n=len(known),
        rows=tuple(event_row(event, window.to, event.kind or "") for event in matching),
        figures={"days_since": (window.to - ever[-1].day).days if ever else None},
    )


_FIGURES = (("days_since", tr("days since the last of these events, however long ago")),)
ORDER = 93
LINES = (
    EvidenceLine(
        VISITS,
        tr("events that were visits"),
        tr("Events of the kind visit that took place in the last 12 months."),
        "up",
        "days",
        visits,
        needs=tr("what kind of event each was"),
        base=tr("events in the last 12 months whose kind is recorded"),
        silent=tr("no kind is recorded for any event in the last 12 months"),
        source="coptui",
        unit="events",
        figures=_FIGURES,
    ),
    EvidenceLine(
        HIGH_POINTS,
        tr("highlights of the year"),
        tr("Renewal days and social events that took place in the last 12 months."),
        "up",
        "days",
        high_points,
        needs=tr("what kind of event each was"),
        base=tr("events in the last 12 months whose kind is recorded"),
        silent=tr("no kind is recorded for any event in the last 12 months"),
        source="coptui",
        unit="events",
        figures=_FIGURES,
    ),
)
