"""Voices from outside: guests at the last events, and topics that came from outside."""

from __future__ import annotations

from coptui.core.meetings.occasions import first_day, occasions, until
from coptui.core.model.community import Community
from coptui.core.model.counting import counted, forms
from coptui.core.model.records import Event, Window
from coptui.core.model.saying import person
from coptui.core.model.settings import Settings
from coptui.evidence.line import Evidence, EvidenceLine
from coptui.evidence.series import (
    last_held,
    waiting_within,
)
from coptui.evidence.wording import (
    clauses,
    days_ago,
    event_row,
    few,
    no_data,
    not_known,
    share,
    to_record,
)
from coptui.language import tr

OUTSIDE = "outside_voice"


def _guests(community: Community, event: Event, guests: set[int]) -> list[str]:
    """Return who came from outside: guests noted by name, and those of the member ids in `guests`
    who were present."""
    named = [guest.name or guest.organisation or tr("a guest") for guest in event.outside_guests]
    if not guests or guests.isdisjoint((*event.attendance, *event.speakers, *event.hosts)):
        return named
    there = dict.fromkeys((*event.there, *event.speakers, *event.hosts))
    return named + [person(community, member_id) for member_id in there if member_id in guests]


def outside_voice(community: Community, window: Window, settings: Settings) -> Evidence:
    """Count the events of the window with a voice from outside, and the days since the last one.

    An event without attendance and without a named guest isn't one without a guest: it isn't known.
    """
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
    known = [event for event in held if event.attendance_taken or event.id in now]
    if not known:
        return no_data(OUTSIDE, to_record(tr("note who came to the latest events")))
    unknown = len(held) - len(known)
    since = (window.to - last.day).days if last is not None else None
    text = clauses(
        tr(
            "{events} had a guest",
            events=share(len(now), len(known), settings, forms("{count} event", "{count} events")),
        ),
        tr("the last guest {days_ago}", days_ago=days_ago(last.day, window.to))
        if last is not None and not now
        else "",
        counted(
            unknown,
            "not recorded who came to {count} more event",
            "not recorded who came to {count} more events",
        )
        if unknown
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
        n=len(known),
        rows=rows,
        confidence=few(len(known), settings),
        figures={
            "days_since": since,
            "topics_from_outside": len(outside),
            "topics_share": 100 * len(outside) / len(topics) if topics else None,
        },
    )


ORDER = 90
LINES = (
    EvidenceLine(
        OUTSIDE,
        tr("outside guests"),
        tr(
            "How many of the last 6 events that took place had a guest from outside, how "
            "many days ago the last guest came, and how many topics came from outside. "
            "Events without attendance are left out, unless a guest is named there."
        ),
        "up",
        "events",
        outside_voice,
        needs=tr("guests and topics from outside"),
        base=tr("events with attendance, or with a guest named there"),
        silent=tr(
            "no guest and no topic from outside has been recorded, or it isn't recorded who came to these events"
        ),
        source="coptui",
        unit="events",
        figures=(
            ("days_since", tr("days since the last event with a guest")),
            ("topics_from_outside", tr("topics that have come from outside so far")),
            ("topics_share", tr("% of the topics with a recorded origin that came from outside")),
        ),
    ),
)
