"""Who comes and goes: movement between levels, people who returned, who was active lately."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date

from coptui.core.meetings.occasions import (
    counts_for,
    days_between,
    first_day,
    has_left,
    is_outside,
    members_with_us,
    occasions,
    until,
)
from coptui.core.model.community import Community
from coptui.core.model.counting import counted, forms
from coptui.core.model.days import day_numbered, later
from coptui.core.model.records import Event, Member, Window
from coptui.core.model.saying import level_name, person
from coptui.core.model.settings import Settings
from coptui.core.people.days_in_words import short
from coptui.core.people.giving import giving, last_act, what_it_was
from coptui.core.people.levels import NEARNESS, standings
from coptui.core.people.roles import is_organiser
from coptui.evidence.line import Evidence, EvidenceLine
from coptui.evidence.series import silence
from coptui.evidence.wording import (
    WIDTH,
    by_name,
    clauses,
    few,
    in_the_last,
    in_window,
    look_back,
    member_rows,
    no_data,
    people,
    share,
    to_record,
)
from coptui.language import tr

MOVEMENT = "level_movement"
RETURNED = "returned"
ACTIVITY = "activity_index"


def level_movement(community: Community, window: Window, settings: Settings) -> Evidence:
    """Return who came nearer and who moved further out between the day before the window and its
    end.

    Only levels from behaviour count: anyone who was or is paused, outside or gone is in neither
    group.
    """
    reason = silence(community, window.from_, window.to)
    if reason:
        return no_data(MOVEMENT, reason)
    before = later(window.from_, -1)
    if not until(occasions(community).taken, before):
        return no_data(MOVEMENT, tr("no attendance before this period"))
    then = standings(community, before, settings)
    now = standings(community, window.to, settings)
    nearer: dict[int, str] = {}
    further: dict[int, str] = {}
    stayed: dict[int, str] = {}
    for member_id, member in community.members.items():
        if is_outside(member):
            continue
        level, earlier = now[member_id].level, then[member_id].level
        if level is None or level not in NEARNESS or earlier is None or earlier not in NEARNESS:
            continue
        step = NEARNESS[level] - NEARNESS[earlier]
        if step == 0:
            stayed[member_id] = tr("{level} as before", level=level_name(level))
        else:
            (nearer if step > 0 else further)[member_id] = tr(
                "now {level}, {earlier_level} before",
                level=level_name(level),
                earlier_level=level_name(earlier),
            )
    whole = len(nearer) + len(further) + len(stayed)
    if not whole:
        return no_data(MOVEMENT, tr("no one was a member for the whole period"))
    rows = tuple(
        row for group in (nearer, further, stayed) for row in member_rows(community, group)
    )
    return Evidence(
        MOVEMENT,
        len(nearer) + len(further),
        _moved_text(community, nearer, further, settings),
        n=whole,
        rows=rows,
        figures={"nearer": len(nearer), "further": len(further), "stayed": len(stayed)},
    )


def _moved_text(
    community: Community, nearer: dict[int, str], further: dict[int, str], settings: Settings
) -> str:
    if not nearer and not further:
        return tr("no one's level has changed")
    names_nearer, names_further = (
        ", ".join(person(community, member_id) for member_id in by_name(community, group))
        for group in (nearer, further)
    )
    count_nearer, count_further = len(nearer), len(further)
    named = clauses(
        tr("{count} more involved ({names})", count=count_nearer, names=names_nearer)
        if nearer
        else "",
        tr("{count} less involved ({names})", count=count_further, names=names_further)
        if further
        else "",
    )
    if count_nearer + count_further < settings.few_people and len(named) <= WIDTH:
        return named
    if nearer and further:
        return tr(
            "{nearer} more involved, {further} less involved",
            nearer=count_nearer,
            further=count_further,
        )
    if nearer:
        return tr("{count} more involved", count=count_nearer)
    return tr("{count} less involved", count=count_further)


def returned(community: Community, window: Window, settings: Settings) -> Evidence:
    """Return who did something in the window after a long time in which we met without them."""
    reason = silence(community, window.from_, window.to)
    if reason:
        return no_data(RETURNED, reason)
    given = giving(community, settings)
    acts = given.acts
    breaks = community.profile.breaks
    begun = min((days[0] for days in acts.values()), default=date.max.toordinal())
    if days_between(day_numbered(begun), window.to, breaks) < settings.silent_days:
        return no_data(
            RETURNED,
            counted(
                settings.silent_days,
                "records go back less than {count} day",
                "records go back less than {count} days",
            ),
        )
    taken = occasions(community).taken
    met = [event.day.toordinal() for event in taken]
    start, end = window.from_.toordinal(), window.to.toordinal()
    why: dict[int, str] = {}
    active = 0
    for member_id, days in acts.items():
        member = community.members.get(member_id)
        if member is None or is_outside(member) or has_left(member, window.to):
            continue
        first, last = bisect_left(days, start), bisect_right(days, end)
        active += first < last
        for index in range(max(first, 1), last):
            if days[index] - days[index - 1] < settings.silent_days:
                continue
            earlier, later = day_numbered(days[index - 1]), day_numbered(days[index])
            away = days_between(earlier, later, breaks)
            if away >= settings.silent_days and _met_without(
                taken, met, member, days[index - 1], days[index]
            ):
                why[member_id] = tr(
                    "{deed} on {day}; had last taken part on {earlier}",
                    deed=what_it_was(given, member_id, later),
                    day=short(later, window.to),
                    earlier=short(earlier, window.to),
                )
    rows = member_rows(community, why)
    text = (
        people(
            community,
            why,
            settings,
            lead=counted(
                len(why),
                "{count} person {in_period}",
                "{count} people {in_period}",
                in_period=in_window(window),
            ),
        )
        if why
        else tr("no one {in_period}", in_period=in_window(window))
    )
    return Evidence(RETURNED, len(why), text, n=active, rows=rows, figures={"active": active})


def _met_without(
    taken: Sequence[Event], days: Sequence[int], member: Member, earlier: int, later: int
) -> bool:
    """Return whether any event between two days counts for someone: otherwise the silence isn't
    theirs."""
    between = taken[bisect_right(days, earlier) : bisect_left(days, later)]
    # The latest first: of those who joined meanwhile, that is the one that counts.
    return any(counts_for(event, member) for event in reversed(between))


def activity_index(community: Community, window: Window, settings: Settings) -> Evidence:
    """Return what share of the members active in the last year was active lately."""
    breaks = community.profile.breaks
    month = first_day(window.to, settings.month_days, breaks)
    year = first_day(window.to, settings.look_back_days, breaks)
    given = giving(community, settings)
    reason = silence(community, month, window.to)
    if reason:
        return no_data(ACTIVITY, reason)
    seen: dict[int, date] = {}
    for member in members_with_us(community, window.to):
        latest = last_act(given, member.id, window.to)
        if latest is not None and latest >= year and not is_organiser(member, window.to):
            seen[member.id] = latest
    if not seen:
        return no_data(
            ACTIVITY, to_record(tr("record who came; so far only coordinators are recorded"))
        )
    active = [member_id for member_id, latest in seen.items() if latest >= month]
    return Evidence(
        ACTIVITY,
        100 * len(active) / len(seen),
        tr(
            "{members} who did something {in_the_last_year} did so {in_the_last_days}",
            members=share(len(active), len(seen), settings),
            in_the_last_year=look_back(settings),
            in_the_last_days=in_the_last(settings.month_days),
        ),
        n=len(seen),
        rows=member_rows(
            community,
            {
                member_id: tr(
                    "{deed} on {day}",
                    deed=what_it_was(given, member_id, seen[member_id]),
                    day=short(seen[member_id], window.to),
                )
                for member_id in active
            },
        ),
        confidence=few(len(seen), settings, forms("{count} member", "{count} members")),
        figures={"month": len(active), "year": len(seen)},
    )


ORDER = 20
LINES = (
    EvidenceLine(
        MOVEMENT,
        tr("who is more or less involved than before"),
        tr(
            "Who became more involved (their level went up, towards core), who "
            "became less involved (their level went down, towards quiet) and whose "
            "level stayed the same, from the start to the end of the period, by "
            "name. Neither is good or bad in itself. People on a break are left out."
        ),
        "context",
        "days",
        level_movement,
        needs=tr("events and attendance"),
        base=tr("members with a level both before the period and at its end"),
        silent=tr("no attendance was taken in the period, or none before it"),
        source=tr("coptui; levels after Wenger, McDermott and Snyder 2002, ch. 3"),
        unit="people",
        figures=(
            ("nearer", tr("people who are now more involved than before")),
            ("further", tr("people who are now less involved than before")),
            ("stayed", tr("people whose level hasn't changed")),
        ),
    ),
    EvidenceLine(
        RETURNED,
        tr("people who returned"),
        tr(
            "People who did something here in the period (came, contributed, asked, told a "
            "story) after 90 days or more in which they did nothing here, although events "
            "took place in that time. Breaks and sent apologies don't count."
        ),
        "up",
        "days",
        returned,
        needs=tr("events and attendance"),
        base=tr("people who did something here in the period"),
        silent=tr("no attendance was taken in the period, or records go back less than 90 days"),
        source="coptui",
        unit="people",
        figures=(("active", tr("people who did something here in the period")),),
    ),
    EvidenceLine(
        ACTIVITY,
        tr("active this month"),
        tr(
            "What share of the members who did something here in the last 12 months did so "
            "in the last 30 days. Coordinators, staff and people who are away are left out."
        ),
        "up",
        "days",
        activity_index,
        needs=tr("events and attendance"),
        base=tr(
            "members who did something in the last 12 months, leaving out coordinators and staff"
        ),
        silent=tr("no attendance was taken in the last 30 days, or only coordinators came"),
        source=(
            tr(
                "SWOOP Analytics, Community Health Index: people active this month divided by "
                "people active in 12 months"
            )
        ),
        unit="%",
        words=(tr("higher"), tr("lower")),
        figures=(
            ("month", tr("members who did something in the last 30 days")),
            ("year", tr("members who did something in the last 12 months")),
        ),
    ),
)
