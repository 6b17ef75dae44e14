"""Who was welcomed and spoken to: newcomers and private contact."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from coptui.core.meetings.occasions import occasions
from coptui.core.model.community import Community
from coptui.core.model.records import Member
from coptui.core.model.settings import Settings
from coptui.core.people.levels import is_organiser, short, standings
from coptui.core.people.newcomers import came_on
from coptui.core.people.newcomers import newcomers as arrivals
from coptui.evidence.line import Evidence, Line, Span
from coptui.evidence.wording import by_name, member_row, name_of, no_data, people, share

NEWCOMERS = "newcomers"
CONTACT = "private_contact"


def newcomers(community: Community, span: Span, settings: Settings) -> Evidence:
    """People who joined of late, and what each still waits for."""
    if not any(
        (joined := came_on(member)) is not None and joined <= span.to
        for member in community.members.values()
    ):
        return no_data(NEWCOMERS, "record when people join")
    new = [member for member, _ in arrivals(community, span.to, settings)]
    if not new:
        return no_data(NEWCOMERS, f"nobody joined in the last {settings.newcomer_days} days")
    recorded = _recorded(community, span.to)
    if recorded <= {_EVENT}:
        return no_data(NEWCOMERS, f"{len(new)} joined; record how they were welcomed")
    waits = {
        member.id: [lack for lack in _waits_for(community, member, span.to) if lack in recorded]
        for member in new
    }
    rows = []
    first_events = []
    for who in by_name(community, waits):
        member = community.members[who]
        joined = came_on(member)
        assert joined is not None
        met = _first_event(community, member, span.to)
        if met is not None:
            first_events.append(max(0, (met - joined).days))
        lacks = f"waits for {', '.join(waits[who])}" if waits[who] else "well begun"
        rows.append(member_row(community, who, f"joined {short(joined, span.to)}; {lacks}"))
    waiting = [who for who, lacks in waits.items() if lacks]
    begun = len(new) - len(waiting)
    head = f"{share(begun, len(new), settings)} well begun"
    text = people(community, waiting, settings, lead=f"{head}; waiting") if waiting else head
    days = sorted(first_events)
    return Evidence(
        NEWCOMERS,
        100 * begun / len(new),
        text,
        n=len(new),
        rows=tuple(rows),
        figures={
            "joined": len(new),
            "waiting": len(waiting),
            "days_to_first_event": days[len(days) // 2] if days else None,
            **{
                key: sum(lack in lacks for lacks in waits.values())
                for key, lack in (
                    ("not_welcomed", _WELCOME),
                    ("no_event", _EVENT),
                    ("knows_nobody", _PERSON),
                    ("no_next_step", _STEP),
                )
            },
        },
    )


_WELCOME, _EVENT, _PERSON, _STEP = (
    "a welcome",
    "a first event",
    "someone to know",
    "a next step",
)


def steps_of(
    community: Community, members: Iterable[Member], today: date
) -> dict[int, dict[str, bool | None]]:
    """By member id, a newcomer's four steps in their order, and whether each is done.

    None where it is not known. The steps are a welcome, a first event, someone to know, a next
    step.
    """
    recorded = _recorded(community, today)
    waits = {member.id: _waits_for(community, member, today) for member in members}
    return {
        who: {
            step: step not in lacks if step in recorded or step not in lacks else None
            for step in (_WELCOME, _EVENT, _PERSON, _STEP)
        }
        for who, lacks in waits.items()
    }


def _recorded(community: Community, today: date) -> set[str]:
    """The steps of a newcomer that this community records at all: of others nobody can know."""
    members = community.members.values()
    onboarding = any(day <= today for member in members for day in member.onboarding.values())
    spoken = any(touch.on is not None and touch.on <= today for touch in community.touches.values())
    acquainted = any(
        member.knows or member.buddy is not None or member.introduced_by is not None
        for member in members
    )
    actions = any(
        action.created_on is None or action.created_on <= today
        for action in community.actions.values()
    )
    attendance = any(event.day <= today for event in occasions(community).taken)
    sources = (
        (_WELCOME, onboarding or spoken),
        (_EVENT, onboarding or attendance),
        (_PERSON, onboarding or acquainted),
        (_STEP, onboarding or actions),
    )
    return {step for step, known in sources if known}


def _first_event(community: Community, member: Member, today: date) -> date | None:
    days = [event.day for event in community.attended_by.get(member.id, ())[:1]]
    days += [day for step, day in _steps(member) if step == "first event"]
    return min((day for day in days if day <= today), default=None)


def _steps(member: Member) -> list[tuple[str, date]]:
    return [
        (step.replace("_", " ").replace("-", " ").strip().lower(), day)
        for step, day in member.onboarding.items()
    ]


def _waits_for(community: Community, member: Member, today: date) -> list[str]:
    done = {step for step, day in _steps(member) if day <= today}
    spoken = any(
        touch.on is not None and touch.on <= today
        for touch in community.touches_of.get(member.id, ())
    )
    acquainted = (
        member.knows
        or member.buddy is not None
        or member.introduced_by is not None
        or "knows one person" in done
    )
    follow_up = any(
        action.state != "dropped" and (action.created_on is None or action.created_on <= today)
        for action in community.actions_about.get(member.id, ())
    )
    return [
        lack
        for lack, there in (
            (_WELCOME, spoken or bool(done & {"welcome", "welcomed"})),
            (_EVENT, _first_event(community, member, today) is not None),
            (_PERSON, acquainted),
            (_STEP, follow_up or "next step" in done),
        )
        if not there
    ]


def private_contact(community: Community, span: Span, settings: Settings) -> Evidence:
    """Who of core, active and new people was spoken to in the span; a touch by anyone counts."""
    if not any(
        touch.on is not None and touch.on <= span.to for touch in community.touches.values()
    ):
        return no_data(CONTACT, "record whom you spoke to")
    levels = standings(community, span.to, settings)
    new = {member.id for member, _ in arrivals(community, span.to, settings)}
    whom = [
        who
        for who, found in levels.items()
        if (found.level in ("core", "active") or who in new)
        and community.members[who].contact_ok is not False
        and not is_organiser(community.members[who], span.to)
    ]
    if not whom:
        return no_data(CONTACT, "nobody is core, active or new yet")
    covered: dict[int, str] = {}
    rows = []
    for who in by_name(community, whom):
        latest = None
        for touch in community.touches_of.get(who, ()):
            if touch.on is not None and touch.on <= span.to:
                latest = touch
        if latest is None or latest.on is None:
            rows.append(member_row(community, who, "not spoken to yet"))
            continue
        by = name_of(community, latest.by) if isinstance(latest.by, int) else latest.by
        when = f"{short(latest.on, span.to)}{f', by {by}' if by else ''}"
        if latest.on >= span.from_:
            covered[who] = when
            rows.append(member_row(community, who, f"spoken to {when}"))
        else:
            rows.append(member_row(community, who, f"not since {when}"))
    open_ = [who for who in whom if who not in covered]
    head = f"{share(len(covered), len(whom), settings)} spoken to"
    text = people(community, open_, settings, lead=f"{head}; not yet") if open_ else head
    return Evidence(
        CONTACT,
        len(covered),
        text,
        n=len(whom),
        rows=tuple(rows),
        figures={"covered": len(covered), "not_covered": len(open_)},
    )


LINES = (
    Line(
        NEWCOMERS,
        "newcomers",
        "Of those who joined in the last 90 days, the share that was welcomed, was at a first"
        " event, knows one person and has one next step; who waits for us, by name.",
        "up",
        "days",
        newcomers,
        needs="when people join and how they were welcomed",
        silent="no day of joining is recorded, nobody joined in the last 90 days, or no welcome,"
        " acquaintance and next step was ever recorded",
        source="coptui",
        unit="%",
        figures=(
            ("joined", "people who joined in the last 90 days"),
            ("waiting", "who of them waits for something"),
            ("not_welcomed", "who waits for a welcome"),
            ("no_event", "who was at no event yet"),
            ("knows_nobody", "who knows nobody here yet, as far as recorded"),
            ("no_next_step", "who has no next step"),
            ("days_to_first_event", "median days from joining to the first event"),
        ),
    ),
    Line(
        CONTACT,
        "private contact",
        "Who of the core, the active and the newcomers was spoken to in the window, and by whom;"
        " a touch counts, whoever made it. Who asked for no contact is left out.",
        "context",
        "days",
        private_contact,
        needs="whom you spoke to",
        silent="no touch is recorded, or nobody is core, active or new",
        source="coptui; the private space: Wenger, McDermott and Snyder 2002, ch. 3",
        unit="people",
        figures=(
            ("covered", "people spoken to in the window"),
            ("not_covered", "people not spoken to in the window"),
        ),
    ),
)
