"""Who joined lately, and what each is still waiting for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from statistics import median

from coptui.core.meetings.occasions import occasions, within
from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.days import later
from coptui.core.model.records import Member, Window
from coptui.core.model.settings import Settings
from coptui.core.people.days_in_words import short
from coptui.core.people.newcomers import came_on
from coptui.core.people.newcomers import newcomers as arrivals
from coptui.evidence.line import Evidence, EvidenceLine
from coptui.evidence.lines.topics import is_open, known_topics
from coptui.evidence.wording import (
    by_name,
    clauses,
    member_row,
    no_data,
    people,
    share,
    to_record,
)
from coptui.language import tr

NEWCOMERS = "newcomers"


def newcomers(community: Community, window: Window, settings: Settings) -> Evidence:
    """Return who joined lately, and what each is still waiting for."""
    if not any(
        (joined := came_on(member)) is not None and joined <= window.to
        for member in community.members.values()
    ):
        return no_data(NEWCOMERS, to_record(tr("add the date people joined")))
    new = [member for member, _ in arrivals(community, window.to, settings)]
    if not new:
        return no_data(
            NEWCOMERS,
            counted(
                settings.newcomer_days,
                "no newcomers in the last {count} day",
                "no newcomers in the last {count} days",
            ),
        )
    recorded = _recorded(community, window.to)
    if recorded <= {_EVENT}:
        return no_data(
            NEWCOMERS,
            to_record(tr("record how newcomers were welcomed; {count} joined", count=len(new))),
        )
    steps = steps_of(community, new, window.to)
    waits = {
        member_id: [step for step, done in its.items() if done is False]
        for member_id, its in steps.items()
    }
    begun = [member_id for member_id, its in steps.items() if all(its.values())]
    unknown = [step for step in _ALL if step not in recorded]
    rows = []
    first_events = []
    for member_id in by_name(community, waits):
        member = community.members[member_id]
        joined = came_on(member)
        assert joined is not None
        met = _first_event(community, member, window.to)
        if met is not None:
            first_events.append(max(0, (met - joined).days))
        lacks = [step for step, done in steps[member_id].items() if done is None]
        said = [tr("needs {steps}", steps=", ".join(waits[member_id]))] if waits[member_id] else []
        said += [tr("not recorded: {steps}", steps=", ".join(lacks))] if lacks else []
        why = clauses(
            tr("joined {day}", day=short(joined, window.to)), *(said or [tr("settled in")])
        )
        rows.append(member_row(community, member_id, why))
    waiting = [member_id for member_id, lacks in waits.items() if lacks]
    amount = share(len(begun), len(new), settings)
    head = (
        tr("{amount} settled in (not recorded: {steps})", amount=amount, steps=", ".join(unknown))
        if unknown
        else tr("{amount} settled in", amount=amount)
    )
    text = (
        people(
            community,
            waiting,
            settings,
            lead=clauses(head, tr("{count} not yet", count=len(waiting))),
        )
        if waiting
        else head
    )
    return Evidence(
        NEWCOMERS,
        100 * len(begun) / len(new),
        text,
        n=len(new),
        rows=tuple(rows),
        figures={
            "joined": len(new),
            "waiting": len(waiting),
            "days_to_first_event": median(first_events) if first_events else None,
            **{
                key: sum(lack in lacks for lacks in waits.values()) if lack in recorded else None
                for key, lack in (
                    ("not_welcomed", _WELCOME),
                    ("no_event", _EVENT),
                    ("knows_nobody", _PERSON),
                    ("no_next_step", _STEP),
                )
            },
        },
    )


_LATELY = 365
"""How many days back to look for any answer to an invitation."""

_ALL = _WELCOME, _EVENT, _PERSON, _STEP = (
    tr("a welcome"),
    tr("a first event"),
    tr("someone they know here"),
    tr("a next step"),
)


def steps_of(
    community: Community, members: Iterable[Member], today: date
) -> dict[int, dict[str, bool | None]]:
    """Return a newcomer's four steps in order and whether each is done, by member id.

    None if it isn't known: no one keeps that step here. A step counts if it was recorded to have
    happened: a conversation or a welcome; an event they came to; someone they know, their buddy or
    who brought them; something ahead (a yes to an event, an open follow-up of theirs or about them,
    an open topic of theirs).
    """
    recorded = _recorded(community, today)
    ahead = _something_ahead(community, today)
    by_newcomer = {}
    for member in members:
        done = _done(community, member, today) | ({_STEP} if member.id in ahead else set())
        by_newcomer[member.id] = {
            step: True if step in done else False if step in recorded else None for step in _ALL
        }
    return by_newcomer


def _recorded(community: Community, today: date) -> set[str]:
    """Return the newcomers' steps that this community records at all; no one can know about the
    others."""
    members = community.members.values()
    onboarding = any(day <= today for member in members for day in member.onboarding.values())
    spoken = any(touch.on is not None and touch.on <= today for touch in community.touches.values())
    acquainted = any(
        member.knows or member.buddy is not None or member.introduced_by is not None
        for member in members
    )
    ahead = (
        any(
            action.created_on is None or action.created_on <= today
            for action in community.actions.values()
        )
        or any(topic.proposer or topic.stewards for topic in known_topics(community, today))
        or any(
            entry.rsvp is not None
            for event in within(
                community.events_by_day, later(today, -_LATELY), later(date.max, -1)
            )
            for entry in event.attendance.values()
        )
    )
    attendance = any(event.day <= today for event in occasions(community).taken)
    sources = (
        (_WELCOME, onboarding or spoken),
        (_EVENT, onboarding or attendance),
        (_PERSON, onboarding or acquainted),
        (_STEP, onboarding or ahead),
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


def _done(community: Community, member: Member, today: date) -> set[str]:
    """Return the steps recorded as done by a day; the last one only if it was noted."""
    noted = {step for step, day in _steps(member) if day <= today}
    spoken = any(
        touch.on is not None and touch.on <= today
        for touch in community.touches_of.get(member.id, ())
    )
    acquainted = (
        member.knows
        or member.buddy is not None
        or member.introduced_by is not None
        or "knows someone" in noted
    )
    signs_of_steps = (
        (_WELCOME, spoken or bool(noted & {"welcome", "welcomed"})),
        (_EVENT, _first_event(community, member, today) is not None),
        (_PERSON, bool(acquainted)),
        (_STEP, "next step" in noted),
    )
    return {step for step, done in signs_of_steps if done}


def _something_ahead(community: Community, today: date) -> set[int]:
    """Return who has something ahead: a yes to a coming event, an open follow-up of theirs or about
    them, an open topic that they proposed or look after."""
    awaited_ids = {
        member_id
        for event in within(community.events_by_day, today, later(date.max, -1))
        # Seen from a day that is past, what was held since was planned then.
        if event.status in ("planned", "confirmed")
        or (event.status == "held" and event.day > today)
        for member_id, entry in event.attendance.items()
        if entry.rsvp == "yes"
    }
    for action in community.actions.values():
        if action.created_on is not None and action.created_on > today:
            continue
        if action.state == "open" or (
            action.state == "done" and action.done_on is not None and action.done_on > today
        ):
            awaited_ids.update(action.about)
            if isinstance(action.owner, int):
                awaited_ids.add(action.owner)
    for topic in known_topics(community, today):
        if is_open(topic, today):
            awaited_ids.update(topic.stewards)
            if topic.proposer is not None:
                awaited_ids.add(topic.proposer)
    return awaited_ids


ORDER = 50
LINES = (
    EvidenceLine(
        NEWCOMERS,
        tr("newcomers"),
        tr(
            "What share of the people who joined in the last 90 days have all four "
            "steps recorded. Welcome: someone spoke to them or welcomed them. First "
            "event: they came to one. Someone to know: it is recorded who they know, "
            "who their buddy is, or who brought them. Next step: they said yes to an "
            "event, or have an open follow-up or topic. Also who still needs "
            "something, by name. A step that isn't recorded counts as not done. If everyone "
            "on the first imported list joined in the last 90 days, they don't count."
        ),
        "up",
        "days",
        newcomers,
        needs=tr("when people joined and how they were welcomed"),
        base=tr("people who joined in the last 90 days"),
        silent=(
            tr(
                "it isn't recorded when people joined, no one is a newcomer, or "
                "no welcome, contact or next step has been recorded"
            )
        ),
        source="coptui",
        unit="%",
        words=(tr("higher"), tr("lower")),
        figures=(
            ("joined", tr("people who joined in the last 90 days")),
            ("waiting", tr("newcomers who need something")),
            ("not_welcomed", tr("newcomers who need a welcome")),
            ("no_event", tr("newcomers who haven't been to an event yet")),
            ("knows_nobody", tr("newcomers without a record of anyone they know")),
            ("no_next_step", tr("newcomers with no next step")),
            ("days_to_first_event", tr("usual number of days from joining to the first event")),
        ),
    ),
)
