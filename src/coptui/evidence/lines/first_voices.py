"""Who was heard for the first time at the last events."""

from __future__ import annotations

from coptui.core.model.community import Community
from coptui.core.model.records import Window
from coptui.core.model.settings import Settings
from coptui.core.people.days_in_words import short
from coptui.core.people.giving import giving
from coptui.evidence.line import Evidence, EvidenceLine
from coptui.evidence.series import last_held
from coptui.evidence.wording import few, member_rows, no_data, people, to_record
from coptui.language import tr

VOICES = "first_voices"


def first_voices(community: Community, window: Window, settings: Settings) -> Evidence:
    """Count the people who first contributed to an event in the window."""
    gifts = [
        gift
        for gift in giving(community, settings).gifts
        if gift.table == "events" and gift.on <= window.to
    ]
    if not gifts:
        return no_data(VOICES, to_record(tr("add hosts and speakers to events")))
    events = last_held(community, window, settings)
    among = {event.id for event in events}
    heard = {gift.member for gift in gifts if gift.id in among}
    if not heard:
        return no_data(VOICES, to_record(tr("add hosts and speakers to the latest events")))
    before = {gift.member for gift in gifts if gift.on < events[0].day}
    first = {gift.member: gift for gift in reversed(gifts) if gift.id in among}
    new = heard - before
    lead = tr("{count} of {people} heard for the first time", count=len(new), people=len(heard))
    return Evidence(
        VOICES,
        len(new),
        people(community, new, settings, lead=lead),
        n=len(heard),
        rows=member_rows(
            community,
            {
                number: f"{first[number].what} {short(first[number].on, window.to)}"
                for number in new
            },
        ),
        confidence=few(len(events), settings),
    )


ORDER = 71
LINES = (
    EvidenceLine(
        VOICES,
        tr("heard for the first time"),
        tr(
            "People who contributed to an event for the first time at one of the last 6 "
            "that took place: they hosted, led, spoke up, or brought or looked after a "
            "topic on the agenda."
        ),
        "up",
        "events",
        first_voices,
        needs=tr("who hosts and speaks"),
        base=tr("people who contributed to these events"),
        silent=tr("no contribution to any event has been recorded, or none to these"),
        source="coptui",
        unit="people",
    ),
)
