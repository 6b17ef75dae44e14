"""Who knows whom: people who come often and know no one, go-betweens, groups.

A tie is an introduction, `introduced_by`, `knows`, a buddy, an answered request, hosting together
or looking after a topic together. Being at the same events isn't one: anyone who attends everything
meets everyone; it is only shown as a hint.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations

from coptui.core.meetings.occasions import (
    first_day,
    has_joined,
    has_left,
    is_outside,
    occasions,
    times_there,
    until,
)
from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.records import Touch, Window
from coptui.core.model.saying import person
from coptui.core.model.settings import Settings
from coptui.core.people.days_in_words import short
from coptui.core.people.levels import windows
from coptui.core.people.roles import is_organiser
from coptui.evidence.line import Evidence, EvidenceLine, EvidenceRow
from coptui.evidence.wording import (
    WIDTH,
    both,
    by_name,
    clauses,
    member_rows,
    no_data,
    people,
    to_record,
)
from coptui.language import tr

TIES = "ties"
INSTALL = tr("needs an additional program: pip install 'coptui[ties]'")

IdPair = tuple[int, int]


def ties(community: Community, window: Window, settings: Settings) -> Evidence:
    """Count the people who come often and have no tie to anyone, as far as recorded."""
    with_us = {
        member_id
        for member_id, member in community.members.items()
        if not is_outside(member)
        and has_joined(member, window.to)
        and not has_left(member, window.to)
    }
    known = _pairs(community, with_us, window.to)
    if not known:
        return no_data(TIES, to_record(tr("record who knows who, and introductions")))
    try:
        # Late, for it takes a fifth of a second, and optional, for no other line needs it.
        import networkx
    except ImportError:
        return no_data(TIES, INSTALL)
    graph = networkx.Graph(list(known))
    between = set(networkx.articulation_points(graph))
    groups = [set(group) for group in networkx.connected_components(graph)]
    organisers = {
        member_id for member_id in with_us if is_organiser(community.members[member_id], window.to)
    }
    through = {
        member_id for member_id in set(graph) - organisers if not set(graph[member_id]) - organisers
    }
    regulars = _regulars(community, with_us - organisers, window.to, settings)
    alone = regulars - set(graph)
    met = sorted(
        (
            touch
            for touch in _introductions(community, window.to)
            if (touch.on or date.min) >= window.from_
        ),
        key=lambda touch: (touch.on or date.min, touch.id),
    )
    figures: dict[str, float | None] = {
        "ties": len(known),
        "new": sum(day is not None and day >= window.from_ for day in known.values()),
        "groups": len(groups),
        "largest_group": max(len(group) for group in groups),
        "go_betweens": len(between),
        "through_coordinators": len(through) if organisers else None,
        "density": 100 * len(known) / (len(with_us) * (len(with_us) - 1) / 2),
        "across": _across(community, known),
        "introductions": len(met),
        "led_to_something": sum(bool(touch.led_to) for touch in met),
    }
    hints = _often_with(community, alone, with_us, window.to, settings)
    links = dict.fromkeys(between, tr("the only link between some people"))
    led = dict.fromkeys(through - between, tr("knows only the coordinators so far"))
    rows = [row for why in (hints, links, led) for row in member_rows(community, why)]
    rows += [_introduced(community, touch, window.to) for touch in met]
    if not regulars:
        reason = to_record(tr("note who came to events, to see who comes often"))
        return no_data(TIES, reason, rows=rows, figures=figures)
    groups_and_links = ", ".join(
        (
            counted(
                len(groups), "{count} circle of acquaintances", "{count} circles of acquaintances"
            ),
            counted(len(between), "{count} person links others", "{count} people link others"),
        )
    )
    head = (
        tr("{count} without recorded ties", count=len(alone))
        if alone
        else tr("everyone who comes often knows someone here")
    )
    room = WIDTH - len(clauses("-", groups_and_links)) + 1
    return Evidence(
        TIES,
        len(alone),
        clauses(people(community, alone, settings, lead=head, room=room), groups_and_links),
        n=len(regulars),
        rows=tuple(rows),
        figures=figures,
    )


def _pairs(community: Community, with_us: set[int], today: date) -> dict[IdPair, date | None]:
    """Return the ties up to a day, with the first day each is known from; None: a tie without a
    day."""
    first_known: dict[IdPair, date | None] = {}
    for one, other, day in _ties(community):
        if one == other or one not in with_us or other not in with_us:
            continue
        if day is not None and day > today:
            continue
        pair = (min(one, other), max(one, other))
        earlier = first_known.get(pair, day)
        first_known[pair] = None if day is None or earlier is None else min(day, earlier)
    return first_known


def _ties(community: Community) -> Iterator[tuple[int, int, date | None]]:
    for member in community.members.values():
        for other in member.knows:
            yield member.id, other, None
        if member.buddy is not None:
            yield member.id, member.buddy, None
        if member.introduced_by is not None:
            yield member.id, member.introduced_by, member.joined_on
    for touch in _introductions(community, date.max):
        yield from _each(touch.members, touch.on)
    for ask in community.asks.values():
        if ask.asker is not None:
            for member_id in ask.answered_by:
                yield ask.asker, member_id, ask.first_answer_on or ask.solved_on or ask.asked_on
    for event in community.held:
        yield from _each(event.hosts, event.day)
    for topic in community.topics.values():
        yield from _each(topic.stewards, topic.opened_on)


def _each(whom: Iterable[int], day: date | None) -> Iterator[tuple[int, int, date | None]]:
    for one, other in combinations(whom, 2):
        yield one, other, day


def _introductions(community: Community, today: date) -> list[Touch]:
    return [
        touch
        for touch in community.touches.values()
        if touch.kind == "introduction" and touch.on is not None and touch.on <= today
    ]


def _regulars(community: Community, among: set[int], today: date, settings: Settings) -> set[int]:
    """Return who came often enough to the last events of a series to be active."""
    first = first_day(today, settings.look_back_days, community.profile.breaks)
    regular_ids: set[int] = set()
    for events in windows(occasions(community), first, today, settings):
        regular_ids |= {
            member_id
            for member_id, times in times_there(events).items()
            if times >= settings.active_attended
        }
    return regular_ids & among


def _often_with(
    community: Community, alone: set[int], with_us: set[int], today: date, settings: Settings
) -> dict[int, str]:
    """Return, for those without a tie, who was at the same events most: a hint, and not a tie."""
    hints: dict[int, str] = {}
    for member_id in alone:
        events = until(community.attended_by.get(member_id, ()), today)[
            -settings.window_occasions :
        ]
        there = Counter(
            other
            for event in events
            for other in event.there
            if other != member_id and other in with_us
        )
        near = sorted(there, key=lambda other: (-there[other], other))[:2]
        names = [person(community, other) for other in by_name(community, near)]
        hints[member_id] = clauses(
            tr("comes often"),
            tr("it isn't recorded that they know anyone here"),
            tr("at the same events as {names}", names=both(names)) if names else "",
        )
    return hints


def _across(community: Community, known: Iterable[IdPair]) -> float | None:
    """Return what percent of the ties link two organisations; None if no two are known."""
    homes = [
        tuple(community.members[member_id].organisation.casefold() for member_id in pair)
        for pair in known
    ]
    both = [home for home in homes if all(home)]
    return 100 * sum(one != other for one, other in both) / len(both) if both else None


def _introduced(community: Community, touch: Touch, today: date) -> EvidenceRow:
    # What came of it is a private note: that there is one is enough here.
    names = both([person(community, member_id) for member_id in by_name(community, touch.members)])
    day = short(touch.on, today) if touch.on else ""
    came = tr("it led to something") if touch.led_to else tr("nothing noted yet")
    return EvidenceRow(
        "touches",
        touch.id,
        names or tr("an introduction"),
        clauses(tr("introduced {day}", day=day), came),
    )


ORDER = 60
LINES = (
    EvidenceLine(
        TIES,
        tr("who knows who"),
        tr(
            "People who come often but aren't recorded as knowing anyone else "
            "here. People know each other if it is recorded, if they were introduced, are buddies, answered each "
            "other's request, or hosted or looked after a topic together; coming to "
            "the same events isn't enough. Also go-betweens (people who are the only "
            "link between others), circles of people who know each other, directly "
            "or through others, and what came of introductions."
        ),
        "context",
        "days",
        ties,
        needs=tr("who knows who, and introductions (this also needs coptui[ties] installed)"),
        base=tr("members who come often"),
        silent=(
            tr(
                "no connection is recorded, no one is recorded as coming often, or networkx is missing"
            )
        ),
        source=tr(
            "coptui; a go-between links people who would not be linked otherwise "
            "(articulation points, Hopcroft and Tarjan 1973; by networkx)"
        ),
        unit="people",
        figures=(
            ("ties", tr("pairs of members who know each other")),
            ("new", tr("pairs who know each other, first recorded in the period")),
            (
                "groups",
                tr("circles of two or more people who know each other, directly or through others"),
            ),
            ("largest_group", tr("people in the largest of these circles")),
            ("go_betweens", tr("people who are the only link between others")),
            ("through_coordinators", tr("people who know only coordinators or staff")),
            ("density", tr("pairs who know each other, as a % of all possible pairs")),
            ("across", tr("% of the pairs who know each other that are from two organisations")),
            ("introductions", tr("introductions made in the period")),
            ("led_to_something", tr("introductions that are recorded as having led to something")),
        ),
        slow=True,
    ),
)
