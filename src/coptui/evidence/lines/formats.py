"""How often the same format comes in a row, and how events felt to whoever held them."""

from __future__ import annotations

from itertools import groupby

from coptui.core.meetings.occasions import occasions, until
from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.records import Window
from coptui.core.model.settings import Settings
from coptui.evidence.line import Evidence, EvidenceLine
from coptui.evidence.series import last_held
from coptui.evidence.wording import (
    clauses,
    event_row,
    few,
    no_data,
    to_record,
)
from coptui.language import tr

FORMATS = "format_mix"


def format_mix(community: Community, window: Window, settings: Settings) -> Evidence:
    """Return the longest run of one format among the events of the window; familiar and exciting
    ones."""
    past = until(occasions(community).held, window.to)
    if not any(event.format for event in past):
        return no_data(FORMATS, to_record(tr("add the format to events")))
    held = last_held(community, window, settings)
    known = [event for event in held if event.format]
    if not known:
        return no_data(FORMATS, to_record(tr("add the format to the latest events")))
    runs = [(len(list(group)), str(name)) for name, group in groupby(known, key=lambda e: e.format)]
    longest, name = max(runs, key=lambda run: run[0])
    exciting = [event.day for event in past if event.mood == "exciting"]
    since = (window.to - exciting[-1]).days if exciting else None
    kinds = len({event.format for event in known})
    formats = counted(kinds, "{count} format", "{count} formats")
    events = counted(len(known), "{count} event", "{count} events")
    if longest > 1:
        text = clauses(
            tr("{format} at both events", format=name)
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


ORDER = 91
LINES = (
    EvidenceLine(
        FORMATS,
        tr("formats"),
        tr(
            "How many times in a row the same format was used at the last 6 events "
            "that took place. Also how many different formats there were, how many "
            "events were marked exciting or familiar, and how many days ago the last "
            "exciting one was."
        ),
        "down",
        "events",
        format_mix,
        needs=tr("what format each event had"),
        base=tr("events with a format recorded"),
        silent=tr("no format has been recorded, or none at these events"),
        source="coptui",
        unit="in a row",
        words=(tr("longer"), tr("shorter")),
        figures=(
            ("formats", tr("different formats")),
            ("exciting", tr("events marked exciting")),
            ("familiar", tr("events marked familiar")),
            ("days_since_exciting", tr("days since the last event marked exciting")),
        ),
    ),
)
