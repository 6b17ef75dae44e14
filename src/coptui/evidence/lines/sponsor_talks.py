"""When we last spoke with the sponsor, and last told them how it goes."""

from __future__ import annotations

from datetime import date

from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.records import Touch, Window
from coptui.core.model.saying import name_of, people, person
from coptui.core.model.settings import Settings
from coptui.core.people.levels import holds_role, short
from coptui.evidence.line import Evidence, EvidenceLine, EvidenceRow
from coptui.evidence.series import year_before
from coptui.evidence.wording import look_back, no_data, to_record

SPONSOR = "sponsor_talks"


def sponsor_talks(community: Community, window: Window, settings: Settings) -> Evidence:
    """Return the days since the last conversation with the sponsor, or since they were last told."""
    today, profile = window.to, community.profile
    first = year_before(community, window, settings)
    talks = sorted(
        (touch for touch in _talks(community, today) if touch.on and touch.on >= first),
        key=lambda touch: (touch.on or date.min, touch.id),
    )
    told = profile.sponsor_reported_on
    told = told if told is not None and told <= today else None
    if not talks and told is None:
        return no_data(SPONSOR, to_record("log talks with the sponsor, and when you updated them"))
    sponsor = person(community, profile.sponsor) or "the sponsor"
    latest = max(day for day in (talks[-1].on if talks else None, told) if day is not None)
    parts = (
        f"last spoke on {short(talks[-1].on, today)}" if talks and talks[-1].on else "",
        f"last updated on {short(told, today)}" if told else "",
        f"{counted(len(talks), 'conversation')} {look_back(settings)}",
    )
    rows = [_row(community, touch, today) for touch in talks]
    if told is not None:
        why = f"updated on {short(told, today)}"
        rows.append(EvidenceRow("community", profile.id or 1, sponsor, why))
    return Evidence(
        SPONSOR,
        (today - latest).days,
        "; ".join(filter(None, parts)),
        n=len(talks),
        rows=tuple(rows),
        figures={
            "days_since_told": (today - told).days if told else None,
            "talks": len(talks),
        },
    )


def _talks(community: Community, today: date) -> list[Touch]:
    """Return the conversations up to a day with a sponsor, or of that kind."""
    sponsors = {
        number
        for number, member in community.members.items()
        if number == community.profile.sponsor or holds_role(member, "sponsor", today)
    }
    return [
        touch
        for touch in community.touches.values()
        if touch.on is not None
        and touch.on <= today
        and (touch.kind == "sponsor" or not sponsors.isdisjoint(touch.members))
    ]


def _row(community: Community, touch: Touch, today: date) -> EvidenceRow:
    by = person(community, touch.by)
    names = people(community, touch.members) or name_of(None)
    said = f"spoke on {short(touch.on, today)}" if touch.on else "spoke"
    return EvidenceRow("touches", touch.id, names, f"{said}, by {by}" if by else said)


PLACE = 52
LINES = (
    EvidenceLine(
        SPONSOR,
        "talks with the sponsor",
        (
            "Days since the sponsor was last updated, or since the last conversation with "
            "them in the last 12 months, whichever is later. A conversation counts if it "
            "was of the kind sponsor, or with the community's sponsor or someone in that "
            "role."
        ),
        "down",
        "days",
        sponsor_talks,
        needs="conversations with the sponsor, and when you updated them",
        base="conversations with the sponsor in the last 12 months",
        silent=("there was no conversation in 12 months, and no date when the sponsor was updated"),
        source="coptui",
        unit="days",
        words=("longer ago", "more recent"),
        figures=(
            ("days_since_told", "days since they were last updated"),
            ("talks", "conversations in the last 12 months"),
        ),
    ),
)
