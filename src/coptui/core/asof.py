"""The community as it stood on a day: later records do not exist yet, later events are to come."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace as with_tables
from datetime import date
from typing import TypeVar

from msgspec.structs import replace

from coptui.core.community import Community
from coptui.core.records import Action, Ask, Event, Member, Record, Run, Story, Topic, day_of

R = TypeVar("R", bound=Record)


def as_of(community: Community, today: date) -> Community:
    """A view of the community at the end of `today`; the same value when nothing is later.

    The history is left whole: it keeps real time.
    """
    topics = community.topics
    view = with_tables(
        community,
        members=_kept(community.members, lambda member: _member(member, today)),
        topics=_kept(topics, lambda topic: _topic(topic, community, today)),
        events=_kept(community.events, lambda event: _event(event, today)),
        touches=_kept(community.touches, lambda touch: touch if _by(touch.on, today) else None),
        actions=_kept(community.actions, lambda action: _action(action, today)),
        asks=_kept(community.asks, lambda ask: _ask(ask, today)),
        stories=_kept(community.stories, lambda story: _story(story, today)),
        contributions=_kept(
            community.contributions, lambda gift: gift if _by(gift.on, today) else None
        ),
        runs=_kept(community.runs, lambda run: _run(run, today)),
        snapshots=_kept(community.snapshots, lambda shot: shot if _by(shot.on, today) else None),
    )
    same = all(
        getattr(view, name) is getattr(community, name)
        for name in ("members", "topics", "events", "touches", "actions", "asks", "stories")
    ) and all(
        getattr(view, name) is getattr(community, name)
        for name in ("contributions", "runs", "snapshots")
    )
    return community if same else view


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
    """An undated record is taken to exist."""
    return day is None or day <= today


def _moment_by(moment: str, today: date) -> bool:
    try:
        return not moment or day_of(moment) <= today
    except ValueError:
        return True


def _member(member: Member, today: date) -> Member | None:
    if not _by(member.joined_on, today):
        return None
    if member.left_on and member.left_on > today:
        member = replace(member, status="active", left_on=None, left_reason="")
    if member.paused_on and member.paused_on > today:
        member = replace(member, status="active", paused_on=None, paused_until=None)
    if any(note.on and note.on > today for note in member.notes):
        member = replace(member, notes=tuple(note for note in member.notes if _by(note.on, today)))
    return member


def _topic(topic: Topic, community: Community, today: date) -> Topic | None:
    if not _by(topic.opened_on, today):
        return None
    closed = topic.closed_on or (topic.touched_on if topic.state == "done" else None)
    if topic.state in ("done", "dropped", "parked") and closed and closed > today:
        topic = replace(topic, state="open", closed_on=None, outcome="")
    if topic.touched_on and topic.touched_on > today:
        touched = [event.day for event in community.events_on.get(topic.id, ())]
        past = [day for day in touched if day <= today]
        topic = replace(topic, touched_on=max(past) if past else topic.opened_on)
    return topic


def _event(event: Event, today: date) -> Event:
    if event.day <= today or event.status not in ("held", "cancelled"):
        return event
    return replace(
        event,
        status="planned",
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


def _action(action: Action, today: date) -> Action | None:
    if not _by(action.created_on, today):
        return None
    if action.done_on and action.done_on > today:
        return replace(action, state="open", done_on=None)
    return action


def _ask(ask: Ask, today: date) -> Ask | None:
    if not _by(ask.asked_on, today):
        return None
    if ask.first_answer_on and ask.first_answer_on > today:
        ask = replace(ask, answered_by=(), first_answer_on=None)
    if ask.solved_on and ask.solved_on > today:
        ask = replace(ask, solved_on=None)
    return ask


def _story(story: Story, today: date) -> Story | None:
    return story if _by(story.on, today) else None


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
