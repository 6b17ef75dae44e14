"""Who carries it: how contributions and leading are shared out."""

from __future__ import annotations

from collections import Counter
from datetime import date
from math import ceil

from coptui.core.meetings.occasions import occasions, until
from coptui.core.model.community import Community
from coptui.core.model.counting import counted, forms
from coptui.core.model.records import Window
from coptui.core.model.saying import person
from coptui.core.model.settings import Settings
from coptui.core.people.giving import Gift, gifts_between, giving, leaders
from coptui.core.people.roles import is_organiser
from coptui.evidence.line import Evidence, EvidenceLine
from coptui.evidence.series import last_held
from coptui.evidence.wording import (
    WIDTH,
    clauses,
    event_row,
    few,
    in_window,
    member_rows,
    no_data,
    people,
    share,
    to_record,
)
from coptui.language import tr

CONCENTRATION = "concentration"
ROTATION = "lead_rotation"


def concentration(community: Community, window: Window, settings: Settings) -> Evidence:
    """Return what share of the window's contributions the three busiest gave, and how few people
    gave half.

    Leave out coordinators and staff.
    """
    gifts = giving(community, settings).gifts
    if not gifts or gifts[0].on > window.to:
        return no_data(CONCENTRATION, to_record(tr("add hosts and speakers to events")))
    given = [
        gift
        for gift in gifts_between(gifts, window.from_, window.to)
        if not is_organiser(community.members[gift.member], gift.on)
    ]
    if not given:
        return no_data(
            CONCENTRATION, to_record(tr("add hosts and speakers to events in this period"))
        )
    each: dict[int, list[Gift]] = {}
    for gift in given:
        each.setdefault(gift.member, []).append(gift)
    count = {member_id: len(its) for member_id, its in each.items()}
    busiest = sorted(count, key=lambda member_id: (-count[member_id], member_id))
    whole = len(given)
    three = busiest[:3]
    by_three = sum(count[member_id] for member_id in three)
    factor = running = 0
    for member_id in busiest:
        if 2 * running >= whole:
            break
        running += count[member_id]
        factor += 1
    tenth = busiest[: ceil(len(busiest) / 10)]
    lead = counted(
        len(three),
        "{contributions} {in_period} by {count} person",
        "{contributions} {in_period} by {count} people",
        in_period=in_window(window),
        contributions=share(
            by_three, whole, settings, forms("{count} contribution", "{count} contributions")
        ),
    )
    half = counted(factor, "half by {count} person", "half by {count} people")
    room = WIDTH + 20 - len(clauses("-", half)) + 1
    return Evidence(
        CONCENTRATION,
        100 * by_three / whole,
        clauses(
            people(community, three, settings, lead=lead, room=room)
            if len(count) < settings.few_people
            else lead,
            half,
        ),
        n=len(count),
        rows=member_rows(
            community, {member_id: _given(gifts) for member_id, gifts in each.items()}
        ),
        confidence=few(whole, settings, forms("{count} contribution", "{count} contributions")),
        figures={
            "contributions": whole,
            "absence_factor": factor,
            "top_tenth": 100 * sum(count[member_id] for member_id in tenth) / whole,
        },
    )


def _given(gifts: list[Gift]) -> str:
    times = Counter(gift.what for gift in gifts)
    return ", ".join(f"{what} {count}" if count > 1 else what for what, count in times.items())


def lead_rotation(community: Community, window: Window, settings: Settings) -> Evidence:
    """Count the different people who led, hosted or presented at the events of the window."""
    if not any(leaders(event) for event in until(occasions(community).held, window.to)):
        return no_data(ROTATION, to_record(tr("add hosts to events (press 3, then e)")))
    led = {
        event.id: roles
        for event in last_held(community, window, settings)
        if (roles := leaders(event))
    }
    if not led:
        return no_data(ROTATION, to_record(tr("add hosts to the latest events")))
    times: dict[int, int] = {}
    coordinated = 0
    rows = []
    for event_id, roles in led.items():
        event = community.events[event_id]
        for member_id in roles:
            times[member_id] = times.get(member_id, 0) + 1
        others = [
            member_id for member_id in roles if not _organises(community, member_id, event.day)
        ]
        coordinated += not others
        names = ", ".join(
            f"{person(community, member_id)} {what}" for member_id, what in roles.items()
        )
        rows.append(event_row(event, window.to, names))
    members = [member_id for member_id in times if not _organises(community, member_id, window.to)]
    repeated = sum(times[member_id] > 1 for member_id in members)
    lead = counted(
        len(times),
        "{count} person led {events}",
        "{count} people led {events}",
        events=counted(len(led), "{count} event", "{count} events"),
    )
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


def _organises(community: Community, member_id: int, on: date) -> bool:
    member = community.members.get(member_id)
    return member is not None and is_organiser(member, on)


ORDER = 70
LINES = (
    EvidenceLine(
        CONCENTRATION,
        tr("how the work is shared"),
        tr(
            "What share of the contributions in the period came from the three busiest "
            "people, and how few people gave half of them. Coordinators and staff are left "
            "out."
        ),
        "down",
        "days",
        concentration,
        needs=tr("who hosts and speaks"),
        base=tr("people who contributed, leaving out coordinators and staff"),
        silent=tr("no contribution has been recorded, or none in the period"),
        source=(
            tr(
                "After CHAOSS, Contributor Absence Factor: the smallest number of people who give 50%"
            )
        ),
        unit="%",
        words=(tr("higher"), tr("lower")),
        figures=(
            ("contributions", tr("contributions in the period")),
            ("absence_factor", tr("the smallest number of people who gave half of them")),
            ("top_tenth", tr("% given by the busiest tenth of people")),
        ),
    ),
    EvidenceLine(
        ROTATION,
        tr("who leads"),
        tr(
            "How many different people led, hosted or presented at the last 6 events that "
            "took place, who did so more than once, and how many events only coordinators "
            "led."
        ),
        "up",
        "events",
        lead_rotation,
        needs=tr("who hosts"),
        base=tr("events where we know who led"),
        silent=tr("no host or speaker has been recorded, or none at these events"),
        source="coptui",
        unit="people",
        figures=(
            ("by_coordinators", tr("events led only by coordinators or staff")),
            (
                "repeat_share",
                tr(
                    "of the people who led, the % who did so more than once, leaving out coordinators"
                ),
            ),
        ),
    ),
)
