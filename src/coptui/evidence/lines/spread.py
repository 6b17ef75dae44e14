"""How varied members are: where people come from, and how long they have been here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from coptui.core.meetings.occasions import has_joined, members_with_us
from coptui.core.model.community import Community
from coptui.core.model.counting import counted, forms
from coptui.core.model.days import months_later
from coptui.core.model.records import Member, Window
from coptui.core.model.settings import Settings
from coptui.core.model.text import fold
from coptui.core.people.days_in_words import month
from coptui.core.people.levels import standings
from coptui.core.people.presence import here, seen_members
from coptui.core.people.roles import is_organiser
from coptui.evidence.line import Evidence, EvidenceLine, EvidenceRow
from coptui.evidence.series import last_held, silence
from coptui.evidence.wording import (
    PEOPLE,
    WIDTH,
    by_name,
    clauses,
    few,
    look_back,
    member_row,
    member_rows,
    no_data,
    share,
    to_record,
)
from coptui.language import tr

BOUNDARY = "boundary_spread"
TENURE = "tenure"

PLACES = ("organisation", "unit", "location")
_COUNTED = {
    "organisation": forms(
        "{count} organisation, the largest with {people}",
        "{count} organisations, the largest with {people}",
    ),
    "unit": forms(
        "{count} unit, the largest with {people}", "{count} units, the largest with {people}"
    ),
    "location": forms(
        "{count} location, the largest with {people}",
        "{count} locations, the largest with {people}",
    ),
}
"""The fields that say where someone comes from; the first in which members differ is looked at."""

_TO_RECORD = {
    "organisation": tr("record the employer of those who come (press e)"),
    "unit": tr("record the unit of those who come (press e)"),
    "location": tr("record the location of those who come (press e)"),
}

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
        return no_data(BOUNDARY, to_record(tr("add members' organisations, units or locations")))
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
            BOUNDARY,
            to_record(_TO_RECORD[field]),
            figures=figures,
        )
    written = sorted({getattr(member, field) for member in members}, reverse=True)
    shown = {fold(place_name): place_name for place_name in written}
    largest = share(max(present.values()), len(came), settings, PEOPLE)
    text = clauses(
        counted(len(present), *_COUNTED[field], people=largest),
        tr("mix {diversity:.2f} (0 alike, 1 mixed)", diversity=_diversity(present) or 0),
    )
    if missing:
        text = _with_names(text, [shown[place_name] for place_name in missing])
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
        confidence=few(len(events), settings)
        or few(len(came), settings, forms("{count} person who came", "{count} people who came")),
        figures=figures,
    )


def _boundary(members: Iterable[Member]) -> str:
    """Return the first field in which members differ; otherwise the first that is recorded at all."""
    counts = {name: len(_places(members, name)) for name in PLACES}
    known = [name for name in PLACES if counts[name]]
    return next((name for name in known if counts[name] > 1), known[0] if known else "")


def _places(members: Iterable[Member], field: str) -> Counter[str]:
    written = Counter(place for member in members if (place := getattr(member, field)))
    places: Counter[str] = Counter()
    for place_name, count in written.items():
        places[fold(place_name)] += count
    return places


def _diversity(places: Counter[str] | dict[str, int]) -> float | None:
    """Return Simpson's index of diversity, 1 - sum of squared shares; None without anyone."""
    whole = sum(places.values())
    if not whole:
        return None
    # Of whole numbers: each version of Python sums fractions in its own way.
    return 1 - sum(count**2 for count in places.values()) / whole**2


def _with_names(text: str, missing: list[str]) -> str:
    named = clauses(text, tr("no one from {names}", names=", ".join(missing)))
    return (
        named
        if len(named) <= WIDTH + 40
        else clauses(
            text, counted(len(missing), "no one from {count} other", "no one from {count} others")
        )
    )


def _missing_rows(
    community: Community, members: Iterable[Member], field: str, missing: list[str]
) -> tuple[EvidenceRow, ...]:
    homes = {member.id: getattr(member, field) for member in members}
    away = {
        member_id: tr("no one from {place} came", place=home)
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
            last_year = look_back(settings)
            return no_data(
                TENURE,
                tr("only coordinators were seen {in_the_last_year}", in_the_last_year=last_year)
                if any(member.joined_on for member in seen)
                else tr("no member was seen {in_the_last_year}", in_the_last_year=last_year),
            )
        return no_data(TENURE, to_record(tr("add the date people joined")))
    levels = standings(community, window.to, settings)
    core = {member_id: day for member_id, day in known.items() if levels[member_id].level == "core"}
    groups, near = _groups(known, window.to), _groups(core, window.to)
    is_seen_known = seen_members(community, window.to, settings) is not None
    text = clauses(
        tr(
            "{count} seen {in_the_last_year}: {new} here under 6 months, {settled} "
            "up to 2 years, {long} longer",
            count=len(known),
            in_the_last_year=look_back(settings),
            new=groups["new"],
            settled=groups["settled"],
            long=groups["long"],
        )
        if is_seen_known
        else tr(
            "of {count}: {new} here under 6 months, {settled} up to 2 years, {long} longer",
            count=len(known),
            new=groups["new"],
            settled=groups["settled"],
            long=groups["long"],
        ),
        tr("mix {diversity:.2f} (0-1)", diversity=_diversity(groups) or 0),
        tr(
            "in the core {new}, {settled} and {long}",
            new=near["new"],
            settled=near["settled"],
            long=near["long"],
        )
        if core
        else "",
    )
    rows = []
    for member_id in by_name(community, known):
        joined = known[member_id]
        rows.append(
            member_row(
                community,
                member_id,
                tr("since {month}, core", month=month(joined, window.to))
                if member_id in core
                else tr("since {month}", month=month(joined, window.to)),
            )
        )
    return Evidence(
        TENURE,
        _diversity(groups) or 0.0,
        text,
        n=len(known),
        rows=tuple(rows),
        confidence=few(len(known), settings, forms("{count} member", "{count} members")),
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
        tr("mix of organisations"),
        tr(
            "How evenly the people who came to the last 6 events that took place are "
            "spread over organisations, or over units or locations if members are all "
            "from one organisation. 0: all from the same one; the higher, the more "
            "mixed (1 minus the sum of the squared shares). Also names those that "
            "have members but that no one came from. Coordinators and staff are left out."
        ),
        "up",
        "events",
        boundary_spread,
        needs=tr("members' organisations, units or locations, and who came"),
        base=tr("people who came and have an organisation, unit or location recorded"),
        silent=tr(
            "no organisation, unit or location is recorded, or no attendance was "
            "taken at these events"
        ),
        source=tr("Simpson 1949, Measurement of Diversity: 1 minus the sum of squared shares"),
        unit="of 1",
        words=(tr("more mixed"), tr("less mixed")),
        figures=(
            (
                "organisations",
                tr("organisations of the people who came; no figure if none is recorded"),
            ),
            ("units", tr("units of the people who came; no figure if none is recorded")),
            ("locations", tr("locations of the people who came; no figure if none is recorded")),
            ("missing", tr("organisations, units or locations of members from which no one came")),
            (
                "largest",
                tr("of the people who came, the % from the largest organisation, unit or location"),
            ),
            (
                "members_diversity",
                tr("how evenly all members are spread over these, measured in the same way"),
            ),
        ),
    ),
    EvidenceLine(
        TENURE,
        tr("newer and longer-standing members"),
        tr(
            "How evenly the members seen in the last 12 months are spread between "
            "newer and longer-standing ones (members for under 6 months, 6 months to "
            "2 years, longer). 0: all in one of these groups; the "
            "higher, the more mixed (1 minus the sum of the squared shares). Also "
            "the same numbers for the core. Coordinators and staff are left out."
        ),
        "up",
        "days",
        tenure,
        needs=tr("when people joined"),
        base=(
            tr(
                "members seen in the last 12 months whose joining date is recorded, "
                "leaving out coordinators and staff"
            )
        ),
        silent=tr("it isn't recorded when anyone joined, or no one was seen in the last 12 months"),
        source=tr("coptui; 1 minus the sum of squared shares, after Simpson 1949"),
        unit="of 1",
        words=(tr("more mixed"), tr("less mixed")),
        figures=(
            ("new", tr("members who joined less than 6 months ago")),
            ("settled", tr("members who joined 6 months to 2 years ago")),
            ("long", tr("members who joined more than 2 years ago")),
            ("core_new", tr("core people who joined less than 6 months ago")),
            ("core_settled", tr("core people who joined 6 months to 2 years ago")),
            ("core_long", tr("core people who joined more than 2 years ago")),
            ("core_first_year", tr("core people who joined in the last 12 months")),
        ),
    ),
)
