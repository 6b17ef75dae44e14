"""How varied members are: where people come from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from coptui.core.meetings.occasions import has_joined, members_with_us
from coptui.core.model.community import Community
from coptui.core.model.counting import counted, forms
from coptui.core.model.records import Member, Window
from coptui.core.model.settings import Settings
from coptui.core.model.text import fold
from coptui.core.people.roles import is_organiser
from coptui.evidence.line import Evidence, EvidenceLine, EvidenceRow
from coptui.evidence.series import last_held, silence
from coptui.evidence.wording import (
    PEOPLE,
    WIDTH,
    clauses,
    few,
    member_rows,
    no_data,
    share,
    to_record,
)
from coptui.language import tr

BOUNDARY = "boundary_spread"

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
_NOT_RECORDED = {
    "organisation": forms(
        "organisation not recorded for {count} more", "organisation not recorded for {count} more"
    ),
    "unit": forms("unit not recorded for {count} more", "unit not recorded for {count} more"),
    "location": forms(
        "location not recorded for {count} more", "location not recorded for {count} more"
    ),
}
"""The fields that say where someone comes from; the first in which members differ is looked at."""

_TO_RECORD = {
    "organisation": tr("record the employer of those who come (press e)"),
    "unit": tr("record the unit of those who come (press e)"),
    "location": tr("record the location of those who come (press e)"),
}


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
    there = {
        member_id: member
        for event in events
        for member_id in event.there
        if (member := community.members.get(member_id)) is not None
        and has_joined(member, window.to)
        and not is_organiser(member, window.to)
    }
    came = {who: member for who, member in there.items() if getattr(member, field)}
    ours = _places(members, field)
    present = _places(came.values(), field)
    missing = sorted(set(ours) - set(present))
    figures: dict[str, float | None] = {
        f"{name}s": len(_places(came.values(), name)) or None for name in PLACES
    }
    figures |= {
        "missing": len(missing),
        "largest": 100 * max(present.values()) / len(came) if came else None,
        "members_diversity": diversity(ours),
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
        tr("mix {diversity:.2f} (0 alike, 1 mixed)", diversity=diversity(present) or 0),
    )
    if missing:
        text = _with_names(text, [shown[place_name] for place_name in missing])
    if len(there) > len(came):
        unknown = counted(len(there) - len(came), *_NOT_RECORDED[field])
        text = clauses(text, unknown)
    homes = {member_id: getattr(member, field) for member_id, member in came.items()}
    rows = (
        *member_rows(community, homes),
        *_missing_rows(community, members, field, missing),
    )
    return Evidence(
        BOUNDARY,
        diversity(present) or 0.0,
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


def diversity(places: Counter[str] | dict[str, int]) -> float | None:
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


ORDER = 29
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
)
