"""Whether there is room for a chat around events: people in one room, and social events."""

from __future__ import annotations

from coptui.core.model.community import Community
from coptui.core.model.counting import forms
from coptui.core.model.records import Event, Window
from coptui.core.model.settings import Settings
from coptui.evidence.line import Evidence, EvidenceLine
from coptui.evidence.series import last_held
from coptui.evidence.wording import event_row, few, no_data, share, to_record
from coptui.language import tr

SIDE = "side_room"


def side_room(community: Community, window: Window, settings: Settings) -> Evidence:
    """Count the last events that were social, or at which people were in one room."""
    events = [event for event in last_held(community, window, settings) if _room(event) is not None]
    if not events:
        return no_data(
            SIDE, to_record(tr("record where events take place, and what kind they are"))
        )
    with_room = [event for event in events if _room(event)]
    return Evidence(
        SIDE,
        len(with_room),
        tr(
            "{events} in person, or social",
            events=share(
                len(with_room), len(events), settings, forms("{count} event", "{count} events")
            ),
        ),
        n=len(events),
        rows=tuple(event_row(event, window.to, _room(event) or "") for event in with_room),
        confidence=few(len(events), settings),
    )


def _room(event: Event) -> str | None:
    """Return why there was room for small talk; "" for none, None where nothing tells."""
    in_room = sum(entry.mode == "room" and entry.there for entry in event.attendance.values())
    if event.kind == "social":
        return tr("social")
    if in_room:
        return tr("{count} in person", count=in_room)
    if event.place:
        return tr("in one place") if event.confidential else tr("at {place}", place=event.place)
    known = event.url or event.kind or any(entry.mode for entry in event.attendance.values())
    return "" if known else None


ORDER = 94
LINES = (
    EvidenceLine(
        SIDE,
        tr("room for small talk"),
        tr(
            "How many of the last 6 events that took place were social events, had "
            "people taking part in person, or have a place recorded. Events are left "
            "out if none of these is recorded: a place, a link, a kind, or whether "
            "people were in the room or online."
        ),
        "up",
        "events",
        side_room,
        needs=tr("where events take place, and what kind they are"),
        base=tr(
            "events for which a place, link or kind is recorded, or whether people "
            "were in the room or online"
        ),
        silent=tr("none of this is recorded for any of these events"),
        source="coptui",
        unit="events",
    ),
)
