"""Which of the five stages the records look like, with up to three reasons. Never a verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from statistics import median

from coptui.core.meetings.occasions import (
    first_day,
    members_with_us,
    occasions,
    until,
    waiting,
    within,
)
from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.days import later, months_later
from coptui.core.model.records import Event, Stage, Window
from coptui.core.model.settings import Settings
from coptui.core.people.days_in_words import short
from coptui.core.people.presence import here
from coptui.core.people.roles import holds_role, is_organiser
from coptui.evidence.ending import ahead, end, silent
from coptui.evidence.line import Evidence, EvidenceLine, EvidenceRow
from coptui.evidence.lines.care import missed
from coptui.evidence.series import (
    meeting_days,
    waiting_within,
)
from coptui.evidence.wording import (
    both,
    clauses,
    middle,
    no_data,
    not_known,
    to_record,
    wait_to_be_closed,
    waiting_rows,
)
from coptui.language import tr

STAGE = "stage"

STAGES: tuple[Stage, ...] = (
    "potential",
    "coalescing",
    "maturing",
    "stewardship",
    "transformation",
)
LEAST = 2
"""No stage stands out with fewer signs than this."""
ASK = tr("a break or an ending? ask three people")


def stage(community: Community, window: Window, settings: Settings) -> Evidence:
    """Return the stage with the most signs; none if two are equal, and none after an end."""
    held = until(occasions(community).held, window.to)
    people = members_with_us(community, window.to)
    if not held and not people:
        return no_data(STAGE, to_record(tr("record members and events")))
    shown_signs = signs(community, window.to, settings)
    stated = _stated(community, window.to)
    figures: dict[str, float | None] = {name: len(shown_signs[name]) for name in STAGES}
    rows = tuple(
        EvidenceRow("community", community.profile.id or 1, name, sign)
        for name in STAGES
        for sign in shown_signs[name]
    )
    ended = end(community, window.to, settings)
    most = max(len(shown_signs[name]) for name in STAGES)
    likeliest = [name for name in STAGES if len(shown_signs[name]) == most]
    reasons = shown_signs[likeliest[0]]
    rows += tuple(_said_before(community, window.to))
    if ended:
        head, reasons = clauses(tr("no recent activity"), ASK), (ended, tr("no date set"))
    elif most < LEAST:
        head, reasons = tr("no clear stage"), ()
    elif len(likeliest) > 1:
        head, reasons = (
            counted(
                most,
                "between {stages}, with {count} sign each",
                "between {stages}, with {count} signs each",
                stages=both(likeliest),
            ),
            (),
        )
    elif likeliest == ["transformation"]:
        head = ASK
    elif stated is None or likeliest == [stated]:
        head = (
            tr("like {stage}, the stage you chose", stage=likeliest[0])
            if stated
            else tr("like {stage}", stage=likeliest[0])
        )
    else:
        head = tr(
            "looks more like {stage} than {stage_chosen}", stage=likeliest[0], stage_chosen=stated
        )
    text = f"{head}: {'; '.join(reasons)}" if reasons else head
    unsure = _waiting(community, window.to, settings)
    if unsure:
        text = clauses(text, not_known(unsure))
        rows += tuple(waiting_rows(unsure, window.to))
    return Evidence(
        STAGE,
        len(shown_signs["transformation"]) if ended else most,
        text,
        n=len(people),
        rows=rows,
        confidence=wait_to_be_closed(unsure),
        figures=figures,
    )


def _waiting(community: Community, today: date, settings: Settings) -> Sequence[Event]:
    """Return the events of the window that wait to be closed, and all since the last held one.

    They were probably held, so they are no sign that something is missing. Nor do they count as
    held, so they are no sign that something is there.
    """
    first = first_day(today, settings.window_days, community.profile.breaks)
    held = until(occasions(community).held, today)
    return waiting_within(community, min(first, held[-1].day) if held else date.min, today)


def signs(community: Community, today: date, settings: Settings) -> dict[Stage, tuple[str, ...]]:
    """Return the signs of each stage that are there, each with its figure; three are looked for."""
    by_stage = {
        "potential": _potential(community, today, settings),
        "coalescing": _coalescing(community, today, settings),
        "maturing": _maturing(community, today, settings),
        "stewardship": _stewardship(community, today, settings),
        "transformation": _transformation(community, today, settings),
    }
    return {name: tuple(sign for sign in by_stage[name] if sign) for name in STAGES}


def _said_before(community: Community, today: date) -> Iterator[EvidenceRow]:
    """Yield what the community said of its stage up to a day, the latest first."""
    profile = community.profile
    said = [(profile.stage, profile.stage_since, profile.stage_note)] if profile.stage else []
    said += [(entry.stage, entry.since, entry.note) for entry in reversed(profile.stage_history)]
    for name, since, note in said:
        if since is None or since <= today:
            why = ", ".join(
                filter(None, (tr("since {day}", day=short(since, today)) if since else "", note))
            )
            yield EvidenceRow("community", profile.id or 1, tr("you said {stage}", stage=name), why)


def _stated(community: Community, today: date) -> Stage | None:
    """Return the stage that the community said it was in on a day."""
    profile = community.profile
    if profile.stage_since is None or profile.stage_since <= today:
        return profile.stage
    before = [entry for entry in profile.stage_history if entry.since and entry.since <= today]
    return max(before, key=lambda entry: entry.since or date.min).stage if before else None


def _potential(community: Community, today: date, settings: Settings) -> list[str]:
    known = occasions(community)
    # Those that wait to be closed were probably held.
    held = (*until(known.held, today), *waiting(community, today))
    met = Counter(
        name
        for series, last in ((known.held_series, today), (known.unclosed_series, later(today, -1)))
        for name, events in series.items()
        for _ in until(events, last)
    )
    again = any(times > 1 for times in met.values())
    named = sum(
        any(holds_role(member, role, today) for role in settings.core_roles)
        for member in members_with_us(community, today)
        if member.roles
    )
    return [
        counted(len(held), "{count} event so far", "{count} events so far")
        if len(held) < 3
        else "",
        "" if again else tr("no series has met twice"),
        counted(named, "{count} person named as core", "{count} people named as core")
        if named < 2
        else "",
    ]


def _coalescing(community: Community, today: date, settings: Settings) -> list[str]:
    first = first_day(today, settings.window_days, community.profile.breaks)
    recent = within(occasions(community).held, first, today)
    taken = until(occasions(community).taken, today)
    last = taken[-settings.window_occasions :]
    visits = sum(len(tuple(event.there)) for event in last)
    firsts = sum(_firsts(community, event) for event in last)
    few = settings.few_occasions
    back, before = (
        [len(tuple(event.there)) - _firsts(community, event) for event in events]
        for events in (taken[-few:], taken[-2 * few : -few])
    )
    rising = len(back) == len(before) == few and sum(back) > sum(before)
    return [
        tr(
            "{events} in {days}",
            events=counted(len(recent), "{count} event", "{count} events"),
            days=counted(settings.window_days, "{count} day", "{count} days"),
        )
        if len(recent) >= few
        else "",
        counted(
            visits,
            "{first} of {count} attendance were a first visit",
            "{first} of {count} attendances were a first visit",
            first=firsts,
        )
        if len(last) >= few and 4 * firsts >= visits > 0
        else "",
        tr(
            "{back} came back at the last {count}, {before} before that",
            back=sum(back),
            count=few,
            before=sum(before),
        )
        if rising
        else "",
    ]


def _maturing(community: Community, today: date, settings: Settings) -> list[str]:
    first = first_day(today, settings.window_days, community.profile.breaks)
    present = here(community, today, settings)
    joined = sum(
        member.joined_on is not None and first <= member.joined_on <= today for member in present
    )
    left = sum(
        member.left_on is not None and first <= member.left_on <= today
        for member in community.members.values()
    )
    taken = until(occasions(community).taken, today)
    size = settings.window_occasions
    now, then = (
        [len(tuple(event.there)) for event in events]
        for events in (taken[-size:], taken[-2 * size : -size])
    )
    more = len(then) >= settings.few_occasions and median(now) > median(then)
    led = _led(until(occasions(community).held, today)[-size:])
    most = max((len(events) for events in led.values()), default=0)
    whole = len(set().union(*led.values())) if led else 0
    return [
        tr(
            "{joined} of {count} joined and {left} left in {days}",
            joined=joined,
            count=len(present),
            left=left,
            days=counted(settings.window_days, "{count} day", "{count} days"),
        )
        if joined - left >= 2 and 10 * (joined - left) >= len(present)
        else "",
        tr(
            "usually {people} at an event, {people_before} before that",
            people=middle(median(now)),
            people_before=middle(median(then)),
        )
        if more
        else "",
        counted(
            whole,
            "one person led {most} of {count} event",
            "one person led {most} of {count} events",
            most=most,
        )
        if whole >= settings.few_occasions and 2 * most > whole
        else "",
    ]


def _stewardship(community: Community, today: date, settings: Settings) -> list[str]:
    members = [
        member
        for member in here(community, today, settings)
        if member.joined_on is not None and not is_organiser(member, today)
    ]
    days = [member.joined_on for member in members if member.joined_on]
    long = sum(day < months_later(today, -24) for day in days)
    new = sum(day > months_later(today, -12) for day in days)
    enough = len(members) >= 5
    held = until(occasions(community).held, today)
    size = settings.window_occasions
    now, then = _led(held[-size:]), _led(held[-2 * size : -size])
    same = bool(now) and len(held) >= 2 * size and set(now) <= set(then)
    return [
        tr("{long} of {count} have been members for over two years", long=long, count=len(members))
        if enough and 2 * long > len(members)
        else "",
        tr("{new} of {count} joined in 12 months", new=new, count=len(members))
        if enough and 10 * new < len(members)
        else "",
        tr("who led the last {events} ({count}) had led before", events=size, count=len(now))
        if same
        else "",
    ]


def _transformation(community: Community, today: date, settings: Settings) -> list[str]:
    held = until(occasions(community).held, today)
    if len(meeting_days(held, settings)) < settings.few_occasions:
        return []
    return [
        silent(community, today, settings),
        _missing(community, today, settings),
        "" if ahead(community, today) else tr("no date set"),
    ]


def _missing(community: Community, today: date, settings: Settings) -> str:
    """Return a sign if more people were missed than joined, in two windows in a row."""
    last, counts = today, []
    for _ in range(2):
        first = first_day(last, settings.window_days, community.profile.breaks)
        gone = missed(community, Window(from_=first, to=last), settings).value
        came = sum(
            member.joined_on is not None and first <= member.joined_on <= last
            for member in community.members.values()
        )
        if gone is None or gone <= came:
            return ""
        counts.append((gone, came))
        last = later(first, -1)
    gone, came = counts[0]
    return tr("{gone:g} missed and {came} new, as in the period before", gone=gone, came=came)


def _firsts(community: Community, event: Event) -> int:
    """Count the people whose first event this was."""
    return sum(
        (seen := community.attended_by.get(member_id, ())) != () and seen[0].id == event.id
        for member_id in event.there
    )


def _led(events: Sequence[Event]) -> dict[int, set[int]]:
    """Return the events that each member hosted or spoke at, by member id."""
    led: dict[int, set[int]] = {}
    for event in events:
        for member_id in (*event.hosts, *event.speakers):
            led.setdefault(member_id, set()).add(event.id)
    return led


PLACE = 170
LINES = (
    EvidenceLine(
        STAGE,
        tr("stage"),
        (
            tr(
                "The stage with the most signs in the records, with up to three reasons. "
                "Potential: fewer than 3 events, no series that met twice, fewer than 2 people "
                "named as core. Coalescing: 3 events in the period, a quarter of attendances "
                "are first visits, more people come back. Maturing: at least 2 more people, "
                "and a tenth more, joined than left; more people at each event than before; "
                "one person led most events. Stewardship: most have been members for over two "
                "years, fewer than a tenth joined in 12 months, everyone who led had led "
                "before. Transformation: no event for over twice the usual gap, more people "
                "missed than new in two periods, nothing planned. Members here are those seen "
                "in 12 months. With fewer than 2 signs no stage is named, nor if two stages "
                "have equally many. If there was no event for over twice the usual gap and "
                "none is planned, it says only that there is no recent activity. The stage is "
                "your decision; about the last one it only asks: a break or an ending? Events "
                "not closed yet were probably held, so they are never a sign that something is "
                "missing."
            )
        ),
        "context",
        "days",
        stage,
        needs=tr("members and events"),
        base=tr("members"),
        silent=tr("no members and no events are recorded"),
        source=tr(
            "The five stages: Wenger, McDermott and Snyder 2002, ch. 4 and 5; the signs are ours"
        ),
        unit=tr("of 3 signs"),
        figures=tuple((name, tr("signs of {name}, out of three", name=name)) for name in STAGES),
    ),
)
