"""How varied members are: where people come from, and how long they have been here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from coptui.core.meetings.occasions import has_joined, members_with_us
from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.days import months_later
from coptui.core.model.records import Member, Window
from coptui.core.model.settings import Settings
from coptui.core.model.text import fold
from coptui.core.people.levels import is_organiser, month, standings
from coptui.core.people.presence import here, seen_members
from coptui.evidence.line import Evidence, EvidenceLine, EvidenceRow
from coptui.evidence.series import last_held, silence
from coptui.evidence.wording import (
    WIDTH,
    by_name,
    few,
    look_back,
    member_row,
    member_rows,
    no_data,
    share,
    to_record,
)

BOUNDARY = "boundary_spread"
TENURE = "tenure"

PLACES = ("organisation", "unit", "location")
"""The fields that say where someone comes from; the first in which members differ is looked at."""

SIX_MONTHS, YEAR, TWO_YEARS = 6, 12, 24
"""Calendar months: the edges of the groups of tenure, and how long someone in the core is new."""


def boundary_spread(community: Community, window: Window, settings: Settings) -> Evidence:
    """Return how mixed those who came to the window's events are, by where they come from.

    1 - sum of squared shares: 0 if all come from one place, the nearer to 1 the more mixed.
    """
    members = [
        member
        for member in members_with_us(community, window.to)
        if not is_organiser(member, window.to)
    ]
    field = _boundary(members)
    if not field:
        return no_data(BOUNDARY, to_record("add members' organisations, teams or places"))
    reason = silence(community, window.from_, window.to)
    if reason:
        return no_data(BOUNDARY, reason)
    events = [event for event in last_held(community, window, settings) if event.attendance_taken]
    came = {
        member_id: member
        for event in events
        for member_id in event.there
        if (member := community.members.get(member_id)) is not None
        and has_joined(member, window.to)
        and not is_organiser(member, window.to)
        and getattr(member, field)
    }
    ours = _places(members, field)
    present = _places(came.values(), field)
    missing = sorted(set(ours) - set(present))
    figures: dict[str, float | None] = {
        f"{name}s": len(_places(came.values(), name)) or None for name in PLACES
    }
    figures |= {
        "missing": len(missing),
        "largest": 100 * max(present.values()) / len(came) if came else None,
        "members_diversity": _diversity(ours),
    }
    if not came:
        return no_data(
            BOUNDARY, to_record(f"record the {field} of those who come"), figures=figures
        )
    written = sorted({getattr(member, field) for member in members}, reverse=True)
    shown = {fold(place): place for place in written}
    largest = share(max(present.values()), len(came), settings)
    text = f"{counted(len(present), field)}, the largest {largest}"
    text += f"; mix {_diversity(present) or 0:.2f}"
    if missing:
        text = _with_names(text, [shown[place] for place in missing])
    homes = {member_id: getattr(member, field) for member_id, member in came.items()}
    rows = (
        *member_rows(community, homes),
        *_missing_rows(community, members, field, missing),
    )
    return Evidence(
        BOUNDARY,
        _diversity(present) or 0.0,
        text,
        n=len(came),
        rows=rows,
        confidence=few(len(events), settings) or few(len(came), settings, "attendee"),
        figures=figures,
    )


def _boundary(members: Iterable[Member]) -> str:
    """Return the first field in which members differ; otherwise the first that is recorded at all."""
    counts = {name: len(_places(members, name)) for name in PLACES}
    known = [name for name in PLACES if counts[name]]
    return next((name for name in known if counts[name] > 1), known[0] if known else "")


def _places(members: Iterable[Member], field: str) -> Counter[str]:
    return Counter(fold(place) for member in members if (place := getattr(member, field)))


def _diversity(places: Counter[str] | dict[str, int]) -> float | None:
    """Return Simpson's index of diversity, 1 - sum of squared shares; None without anyone."""
    whole = sum(places.values())
    if not whole:
        return None
    # Of whole numbers: each version of Python sums fractions in its own way.
    return 1 - sum(count**2 for count in places.values()) / whole**2


def _with_names(text: str, missing: list[str]) -> str:
    named = f"{text}; missing: {', '.join(missing)}"
    return named if len(named) <= WIDTH else f"{text}; {len(missing)} missing"


def _missing_rows(
    community: Community, members: Iterable[Member], field: str, missing: list[str]
) -> tuple[EvidenceRow, ...]:
    homes = {member.id: getattr(member, field) for member in members}
    away = {
        member_id: f"{home}: no one from there came"
        for member_id, home in homes.items()
        if fold(home) in missing
    }
    return member_rows(community, away)


def tenure(community: Community, window: Window, settings: Settings) -> Evidence:
    """Return how mixed members are by how long they have been here, in three groups.

    1 - sum of squared shares: 0 if all are in one group, 0.67 if the groups are equal.
    """
    known = {
        member.id: member.joined_on
        for member in here(community, window.to, settings)
        if member.joined_on is not None and not is_organiser(member, window.to)
    }
    if not known:
        if any(member.joined_on for member in members_with_us(community, window.to)):
            seen = here(community, window.to, settings)
            who = "only coordinators were" if any(m.joined_on for m in seen) else "no member was"
            return no_data(TENURE, f"{who} seen {look_back(settings)}")
        return no_data(TENURE, to_record("add the date people joined"))
    levels = standings(community, window.to, settings)
    core = {member_id: day for member_id, day in known.items() if levels[member_id].level == "core"}
    groups, near = _groups(known, window.to), _groups(core, window.to)
    counted_members = str(len(known))
    if seen_members(community, window.to, settings) is not None:
        counted_members += f" seen {look_back(settings)}"
    text = (
        f"of {counted_members}: {groups['new']} under 6 months, "
        f"{groups['settled']} up to 2 years, {groups['long']} longer"
    )
    text += f"; mix {_diversity(groups) or 0:.2f}"
    if core:
        text += f"; core {near['new']}, {near['settled']}, {near['long']}"
    rows = []
    for member_id in by_name(community, known):
        joined = known[member_id]
        rows.append(
            member_row(
                community,
                member_id,
                f"since {month(joined, window.to)}{', core' if member_id in core else ''}",
            )
        )
    return Evidence(
        TENURE,
        _diversity(groups) or 0.0,
        text,
        n=len(known),
        rows=tuple(rows),
        confidence=few(len(known), settings, "member"),
        figures={
            **groups,
            **{f"core_{name}": count for name, count in near.items()},
            "core_first_year": sum(day > months_later(window.to, -YEAR) for day in core.values()),
        },
    )


def _groups(joined: dict[int, date], today: date) -> dict[str, int]:
    found = {"new": 0, "settled": 0, "long": 0}
    lately, long_ago = months_later(today, -SIX_MONTHS), months_later(today, -TWO_YEARS)
    for day in joined.values():
        found["new" if day > lately else "settled" if day >= long_ago else "long"] += 1
    return found


PLACE = 30
LINES = (
    EvidenceLine(
        BOUNDARY,
        "mix of organisations",
        (
            "How mixed the people are who came to the last 6 events that took place, by "
            "organisation, or by team or place if members are all from one organisation: 1 "
            "minus the sum of squared shares. Also where no one came from. Coordinators "
            "and staff are left out."
        ),
        "up",
        "events",
        boundary_spread,
        needs="members' organisations, teams or places, and who came",
        base="people who came and have an organisation, team or place recorded",
        silent="no organisation, team or place is recorded, or no attendance at these events",
        source="Simpson 1949, Measurement of Diversity: 1 minus the sum of squared shares",
        unit="of 1",
        words=("wider", "narrower"),
        figures=(
            (
                "organisations",
                "organisations of the people who came; no figure if none is recorded",
            ),
            ("units", "teams of the people who came; no figure if none is recorded"),
            ("locations", "places of the people who came; no figure if none is recorded"),
            ("missing", "places that members are from, but no one who came"),
            ("largest", "% of the people who came who are from the largest one"),
            ("members_diversity", "the same figure for all members"),
        ),
    ),
    EvidenceLine(
        TENURE,
        "newer and longer-standing members",
        (
            "How mixed the members seen in 12 months are by how long they have been "
            "members (under 6 months, up to 2 years, longer): 1 minus the sum of squared "
            "shares. Also the same groups within the core. Coordinators and staff are left "
            "out."
        ),
        "up",
        "days",
        tenure,
        needs="when people joined",
        base=(
            "members seen in 12 months with the day they joined recorded, leaving out "
            "coordinators and staff"
        ),
        silent="it isn't recorded when anyone joined, or no one was seen in 12 months",
        source="coptui; 1 minus the sum of squared shares, after Simpson 1949",
        unit="of 1",
        words=("wider", "narrower"),
        figures=(
            ("new", "members who joined less than 6 months ago"),
            ("settled", "members who joined 6 months to 2 years ago"),
            ("long", "members who joined more than 2 years ago"),
            ("core_new", "core people who joined less than 6 months ago"),
            ("core_settled", "core people who joined 6 months to 2 years ago"),
            ("core_long", "core people who joined more than 2 years ago"),
            ("core_first_year", "core people who joined in the last 12 months"),
        ),
    ),
)
