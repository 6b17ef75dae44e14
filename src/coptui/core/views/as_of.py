"""The community as it was on a day: without later records, and with later events still to come."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from msgspec.structs import replace

from coptui.core.model.community import Community
from coptui.core.model.records import (
    Action,
    Ask,
    Event,
    LearningQuestion,
    LibraryItem,
    Member,
    MemberStatus,
    Profile,
    Record,
    Run,
    Topic,
    day_written,
)

R = TypeVar("R", bound=Record)
_DATED = re.compile(r"\d{4}-\d\d-\d\d(?=\s|$)")


def as_of(community: Community, today: date) -> Community:
    """Return a view of the community at the end of `today`; the same value if nothing is later.

    Take anything without a date to have been there. A coming event that is cancelled stays so:
    no one recorded since when. The history stays whole: it keeps real time.
    """
    seen: dict[str, object] = {
        "members": _kept(community.members, lambda member: _member(member, today)),
        "topics": _kept(community.topics, lambda topic: _topic(topic, community, today)),
        "events": _kept(community.events, lambda event: _event(event, today)),
        "touches": _kept(community.touches, lambda touch: touch if _by(touch.on, today) else None),
        "actions": _kept(community.actions, lambda action: _action(action, today)),
        "asks": _kept(community.asks, lambda ask: _ask(ask, today)),
        "stories": _kept(community.stories, lambda story: story if _by(story.on, today) else None),
        "contributions": _kept(
            community.contributions, lambda gift: gift if _by(gift.on, today) else None
        ),
        "library": _kept(community.library, lambda item: _item(item, today)),
        "questions": _kept(community.questions, lambda one: _question(one, community, today)),
        "runs": _kept(community.runs, lambda run: _run(run, today)),
        "snapshots": _kept(community.snapshots, lambda shot: shot if _by(shot.on, today) else None),
    }
    later: dict[str, Any] = {
        name: records for name, records in seen.items() if records is not getattr(community, name)
    }
    profile = _profile(community.profile, today)
    if profile is not community.profile:
        later["profile"] = profile
    return replace(community, **later) if later else community


def _kept(records: Mapping[int, R], seen: Callable[[R], R | None]) -> Mapping[int, R]:
    out: dict[int, R] = {}
    same = True
    for number, record in records.items():
        view = seen(record)
        same = same and view is record
        if view is not None:
            out[number] = view
    return records if same else out


def _by(day: date | None, today: date) -> bool:
    """Return whether something existed by a day; an undated record did."""
    return day is None or day <= today


def _moment_by(moment: str, today: date) -> bool:
    return not moment or day_written(moment) <= today


def _profile(profile: Profile, today: date) -> Profile:
    """Return the profile with the stage that its history of stages has for the day."""
    if not _by(profile.stage_since, today):
        past = [entry for entry in profile.stage_history if entry.since and entry.since <= today]
        then = max(past, key=lambda entry: entry.since or date.min, default=None)
        profile = replace(
            profile,
            stage=then.stage if then else None,
            stage_since=then.since if then else None,
            stage_note=then.note if then else "",
        )
    if any(answers.year > today.year for answers in profile.yearly):
        known = tuple(answers for answers in profile.yearly if answers.year <= today.year)
        profile = replace(profile, yearly=known)
    if any(not _by(entry.since, today) for entry in profile.stage_history):
        entries = tuple(entry for entry in profile.stage_history if _by(entry.since, today))
        profile = replace(profile, stage_history=entries)
    if not _by(profile.charter_reviewed_on, today):
        profile = replace(profile, charter_reviewed_on=None)
    if not _by(profile.sponsor_reported_on, today):
        profile = replace(profile, sponsor_reported_on=None)
    if any(not _by(kept.on, today) for kept in profile.hours):
        profile = replace(
            profile, hours=tuple(kept for kept in profile.hours if _by(kept.on, today))
        )
    return profile


def _member(member: Member, today: date) -> Member | None:
    if not _by(member.joined_on, today):
        return None
    if not _by(member.left_on, today):
        before: MemberStatus = member.status
        if before == "left":
            # Away without a day of return, they were away until they left.
            away = member.paused_on is not None and member.paused_until is None
            before = "paused" if away else "active"
        member = replace(member, status=before, left_on=None, left_reason="")
    if not _by(member.paused_on, today):
        status = "active" if member.status == "paused" else member.status
        member = replace(member, status=status, paused_on=None, paused_until=None)
    if any(not _by(held.since, today) or not _by(held.until, today) for held in member.roles):
        roles = tuple(
            held if _by(held.until, today) else replace(held, until=None)
            for held in member.roles
            if _by(held.since, today)
        )
        member = replace(member, roles=roles)
    if any(not _by(each.since, today) or not _by(each.until, today) for each in member.groups):
        groups = tuple(
            each if _by(each.until, today) else replace(each, until=None)
            for each in member.groups
            if _by(each.since, today)
        )
        member = replace(member, groups=groups)
    if any(not _by(note.on, today) for note in member.notes):
        member = replace(member, notes=tuple(note for note in member.notes if _by(note.on, today)))
    if any(not _by(letter.on, today) for letter in member.letters):
        letters = tuple(letter for letter in member.letters if _by(letter.on, today))
        member = replace(member, letters=letters)
    if any(day > today for day in member.onboarding.values()):
        steps = {step: day for step, day in member.onboarding.items() if day <= today}
        member = replace(member, onboarding=steps)
    if not _by(member.verified_on, today):
        member = replace(member, verified_on=None)
    return member


def _topic(topic: Topic, community: Community, today: date) -> Topic | None:
    if not _by(topic.opened_on, today):
        return None
    closed = topic.closed_on or (topic.touched_on if topic.state == "done" else None)
    if not _by(closed, today):
        over = topic.state in ("done", "dropped", "parked")
        topic = replace(
            topic,
            state="open" if over else topic.state,
            closed_on=None,
            outcome="" if over else topic.outcome,
        )
    if not _by(topic.touched_on, today):
        met = [event.day for event in community.events_on.get(topic.id, ()) if event.there]
        past = [day for day in met if day <= today]
        topic = replace(topic, touched_on=max(past) if past else topic.opened_on)
    notes = _dated_lines(topic.notes, today)
    return topic if notes == topic.notes else replace(topic, notes=notes)


def _dated_lines(notes: str, today: date) -> str:
    """Return notes without the lines that begin with a later day, and what follows these undated."""
    kept: list[str] = []
    known = True
    for line in notes.split("\n"):
        if found := _DATED.match(line):
            known = _moment_by(found[0], today)
        if known:
            kept.append(line)
    return "\n".join(kept)


def _event(event: Event, today: date) -> Event:
    if event.day <= today:
        if _by(event.notes_on, today):
            return event
        return replace(event, notes_url="", notes_on=None)
    view = replace(
        event,
        status="planned" if event.status == "held" else event.status,
        attendance_taken=False,
        attendance={
            who: replace(entry, status=None, minutes=None, spoke=None)
            for who, entry in event.attendance.items()
            if entry.rsvp
        },
        unmatched=(),
        pulse=(),
        summary="",
        aftercare="",
        notes_url="",
        notes_on=None,
    )
    return event if view == event else view


def _action(action: Action, today: date) -> Action | None:
    if not _by(action.created_on, today):
        return None
    if action.done_on and action.done_on > today:
        return replace(action, state="open", done_on=None)
    return action


def _ask(ask: Ask, today: date) -> Ask | None:
    if not _by(ask.asked_on, today):
        return None
    # A solved ask without a day of its first answer was answered when it was solved.
    if not _by(ask.first_answer_on or ask.solved_on, today):
        ask = replace(ask, answered_by=(), first_answer_on=None)
    if not _by(ask.solved_on, today):
        ask = replace(ask, solved_on=None)
    return ask


def _item(item: LibraryItem, today: date) -> LibraryItem | None:
    if not _by(item.added_on, today):
        return None
    if not _by(item.looked_on, today):
        item = replace(item, looked_on=None)
    if any(not _by(use.on, today) for use in item.uses):
        item = replace(item, uses=tuple(use for use in item.uses if _by(use.on, today)))
    return item


def _question(
    question: LearningQuestion, community: Community, today: date
) -> LearningQuestion | None:
    if not _by(question.asked_on, today):
        return None
    topic = community.topics.get(question.topic or 0)
    if topic is not None and not _by(topic.opened_on, today):
        question = replace(question, topic=None)
    return question


def _run(run: Run, today: date) -> Run | None:
    if not _moment_by(run.started_at, today):
        return None
    if all(_moment_by(answer.at, today) for answer in run.log) and _moment_by(
        run.finished_at, today
    ):
        return run
    return replace(
        run,
        finished_at=run.finished_at if _moment_by(run.finished_at, today) else "",
        log=tuple(answer for answer in run.log if _moment_by(answer.at, today)),
    )
