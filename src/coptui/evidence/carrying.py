"""Who carries it: how the contributions and the leading are spread."""

from __future__ import annotations

from collections import Counter
from datetime import date
from math import ceil

from coptui.core.meetings.occasions import occasions, until
from coptui.core.model.community import Community
from coptui.core.model.settings import Settings
from coptui.core.people.giving import Gift, gifts_between, giving, leaders
from coptui.core.people.levels import is_organiser
from coptui.evidence.line import Evidence, Line, Span
from coptui.evidence.series import last_held
from coptui.evidence.wording import (
    by_name,
    event_row,
    few,
    member_row,
    name_of,
    no_data,
    people,
    plural,
    share,
)

CONCENTRATION = "concentration"
ROTATION = "lead_rotation"


def concentration(community: Community, span: Span, settings: Settings) -> Evidence:
    """What part of the contributions of the span the three busiest gave, and on how few half rests.

    Coordinators and staff are left out.
    """
    gifts = giving(community, settings).gifts
    if not gifts or gifts[0].on > span.to:
        return no_data(CONCENTRATION, "record who hosts and who speaks")
    given = [
        gift
        for gift in gifts_between(gifts, span.from_, span.to)
        if not is_organiser(community.members[gift.member], gift.on)
    ]
    if not given:
        return no_data(CONCENTRATION, "record who hosts and who speaks in this window")
    each: dict[int, list[Gift]] = {}
    for gift in given:
        each.setdefault(gift.member, []).append(gift)
    count = {who: len(its) for who, its in each.items()}
    busiest = sorted(count, key=lambda who: (-count[who], who))
    whole = len(given)
    three = busiest[:3]
    by_three = sum(count[who] for who in three)
    factor = running = 0
    for who in busiest:
        if 2 * running >= whole:
            break
        running += count[who]
        factor += 1
    tenth = busiest[: ceil(len(busiest) / 10)]
    lead = f"{share(by_three, whole, settings)} contributions by {plural(len(three), 'person', 'people')}"
    half = f"; half by {factor}"
    return Evidence(
        CONCENTRATION,
        100 * by_three / whole,
        people(community, three, settings, lead=lead, end=half)
        if len(count) < settings.few_people
        else lead + half,
        n=len(count),
        rows=tuple(
            member_row(community, who, _given(each[who])) for who in by_name(community, each)
        ),
        confidence=few(whole, settings, "contribution"),
        figures={
            "contributions": whole,
            "absence_factor": factor,
            "top_tenth": 100 * sum(count[who] for who in tenth) / whole,
        },
    )


def _given(gifts: list[Gift]) -> str:
    times = Counter(gift.what for gift in gifts)
    return ", ".join(f"{what} {count}" if count > 1 else what for what, count in times.items())


def lead_rotation(community: Community, span: Span, settings: Settings) -> Evidence:
    """How many different people led, hosted or presented at the occasions of the span."""
    if not any(leaders(event) for event in until(occasions(community).held, span.to)):
        return no_data(ROTATION, "record who hosts")
    led = {
        event.id: found
        for event in last_held(community, span, settings)
        if (found := leaders(event))
    }
    if not led:
        return no_data(ROTATION, "record who hosts; none at these meetings")
    times: dict[int, int] = {}
    coordinated = 0
    rows = []
    for number_, found in led.items():
        event = community.events[number_]
        for who in found:
            times[who] = times.get(who, 0) + 1
        others = [who for who in found if not _organises(community, who, event.day)]
        coordinated += not others
        names = ", ".join(f"{name_of(community, who)} {what}" for who, what in found.items())
        rows.append(event_row(event, span.to, names))
    members = [who for who in times if not _organises(community, who, span.to)]
    repeated = sum(times[who] > 1 for who in members)
    lead = f"{plural(len(times), 'person', 'people')} led {plural(len(led), 'meeting')}"
    return Evidence(
        ROTATION,
        len(times),
        people(community, times, settings, lead=lead),
        n=len(led),
        rows=tuple(rows),
        confidence=few(len(led), settings),
        figures={
            "by_coordinators": coordinated,
            "repeat_share": 100 * repeated / len(members) if members else None,
        },
    )


def _organises(community: Community, who: int, on: date) -> bool:
    member = community.members.get(who)
    return member is not None and is_organiser(member, on)


LINES = (
    Line(
        CONCENTRATION,
        "concentration",
        "The share of the contributions in the window that its three busiest people gave, and the"
        " fewest people who gave half of them; coordinators and staff are left out.",
        "down",
        "days",
        concentration,
        needs="who hosts and who speaks",
        base="people who contributed, without coordinators and staff",
        silent="no contribution was ever recorded, or none in the window",
        source="The absence factor follows CHAOSS, Contributor Absence Factor: the fewest people"
        " who give 50 %",
        unit="%",
        words=("narrower", "wider"),
        figures=(
            ("contributions", "contributions in the window"),
            ("absence_factor", "the fewest people who gave half of them"),
            ("top_tenth", "per cent given by the busiest tenth"),
        ),
    ),
    Line(
        ROTATION,
        "lead rotation",
        "How many different people led, hosted or presented at the last 6 held occasions; who did"
        " so more than once, and how many were led by coordinators alone.",
        "up",
        "occasions",
        lead_rotation,
        needs="who hosts",
        base="occasions of which it is known who led",
        silent="no host or speaker was ever recorded, or none at these occasions",
        source="coptui",
        unit="people",
        figures=(
            ("by_coordinators", "occasions led by coordinators or staff alone"),
            ("repeat_share", "per cent of those who led that led more than once, organisers apart"),
        ),
    ),
)
