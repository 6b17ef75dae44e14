"""Who links us to other groups, and whether we speak with them."""

from __future__ import annotations

from coptui.core.meetings.occasions import members_with_us
from coptui.core.model.community import Community
from coptui.core.model.records import Window
from coptui.core.model.settings import Settings
from coptui.core.people.days_in_words import short
from coptui.evidence.line import Evidence, EvidenceLine
from coptui.evidence.wording import (
    by_name,
    clauses,
    in_window,
    member_row,
    no_data,
    people,
    share,
    to_record,
)
from coptui.language import tr

BRIDGES = "bridges"


def bridges(community: Community, window: Window, settings: Settings) -> Evidence:
    """Count the people who link us to other groups and were spoken to in the window."""
    linking = {
        member.id: ", ".join(member.bridges_to)
        for member in members_with_us(community, window.to)
        if member.bridges_to
    }
    if not linking:
        return no_data(
            BRIDGES,
            to_record(tr("record who links us to others (press e, then Links us to)")),
        )
    spoken, rows = [], []
    for number in by_name(community, linking):
        days = [
            touch.on
            for touch in community.touches_of.get(number, ())
            if touch.on is not None and touch.on <= window.to
        ]
        talk = (
            tr("spoken to {day}", day=short(days[-1], window.to))
            if days
            else tr("no conversation recorded")
        )
        if days and days[-1] >= window.from_:
            spoken.append(number)
        rows.append(
            member_row(
                community,
                number,
                clauses(tr("links us to {groups}", groups=linking[number]), talk),
            )
        )
    amount = share(len(spoken), len(linking), settings)
    spoken_to = tr("{amount} spoken to {in_period}", amount=amount, in_period=in_window(window))
    rest = [number for number in linking if number not in spoken]
    return Evidence(
        BRIDGES,
        len(spoken),
        people(
            community,
            rest,
            settings,
            lead=tr("{spoken_to}; the others", spoken_to=spoken_to),
        )
        if rest and len(rest) < settings.few_people
        else spoken_to,
        n=len(linking),
        rows=tuple(rows),
    )


ORDER = 52
LINES = (
    EvidenceLine(
        BRIDGES,
        tr("people who link us to others"),
        tr(
            "Members recorded as linking us to other groups, and which of them have "
            "been spoken to in the period."
        ),
        "up",
        "days",
        bridges,
        needs=tr("which members link us to other groups"),
        base=tr("members recorded as linking us to other groups"),
        silent=tr("no member is recorded as linking us to another group"),
        source=tr(
            "coptui; on brokers between communities, see Wenger 1998, Communities of "
            "Practice, ch. 4"
        ),
        unit="people",
    ),
)
