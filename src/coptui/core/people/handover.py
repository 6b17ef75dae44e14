"""Handing over: what someone still has to pass on, and what happens to each thing. Pure.

What is decided is no longer listed, so a handover can be continued later.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from msgspec.structs import replace

from coptui.core.model.changes import Change
from coptui.core.model.community import Community
from coptui.core.model.edits import NEW, Edit, update
from coptui.core.model.labels import label_of
from coptui.core.model.practice import title_shown
from coptui.core.model.records import (
    Action,
    Ask,
    Event,
    LibraryItem,
    Member,
    PrivateNote,
    Record,
    RoleHeld,
    Story,
    Topic,
    document,
)
from coptui.core.model.sentences import PRESS_D
from coptui.core.people.roles import is_called
from coptui.errors import UsageError
from coptui.language import tr

HandoverKind = Literal["follow-up", "promise", "ask", "topic", "meeting", "library", "note", "role"]


@dataclass(frozen=True)
class InHand:
    """One thing to decide: its kind, its record, and which part of that."""

    kind: HandoverKind
    record: Record
    text: str
    part: int = 0


def who_leaves(community: Community, by: str) -> Member | None:
    """Return the member with the name that the history gives me, or the only coordinator."""
    called = [member for member in community.members.values() if is_called(member, by)]
    if len(called) == 1:
        return called[0]
    leading = [
        member
        for member in community.members.values()
        if any(held.role == "coordinator" and held.until is None for held in member.roles)
    ]
    return leading[0] if len(leading) == 1 else None


KINDS = {
    "follow-up": tr("follow-up"),
    "promise": tr("promise"),
    "ask": tr("request"),
    "topic": tr("topic"),
    "meeting": tr("event"),
    "library": tr("library item"),
    "note": tr("note"),
    "role": tr("role"),
}
"""What there is to pass on, in words."""


def in_hand(community: Community, member: Member, by: str, today: date) -> list[InHand]:
    """Return what the member still has to pass on, roles last; `by` is what the history calls them."""
    mine = {member.id, member.name, by}
    tasks = [
        InHand("follow-up", action, action.text)
        for action in community.actions.values()
        if action.state == "open" and action.owner in mine
    ]
    tasks += [
        InHand("promise", story, story.text)
        for story in community.stories.values()
        if story.teller == member.id and (story.share_due or story.follow_up_on)
    ]
    tasks += [
        InHand("ask", ask, ask.text)
        for ask in community.asks.values()
        if ask.solved_on is None and member.id in ask.answered_by
    ]
    tasks += [
        InHand("topic", topic, label_of(topic))
        for topic in community.topics.values()
        if topic.state not in ("done", "dropped") and member.id in topic.stewards
    ]
    tasks += [
        InHand("meeting", event, f"{label_of(event)}, {event.day.isoformat()}")
        for event in community.events_by_day
        if event.day >= today
        and event.status in ("idea", "planned", "confirmed")
        and member.id in event.hosts
    ]
    tasks += [
        InHand("library", item, title_shown(community, item))
        for item in community.library.values()
        if item.keeper in mine
    ]
    tasks += [
        InHand("note", other, f"{other.name}: {note.text}", index)
        for other in community.members.values()
        for index, note in enumerate(other.notes)
        if note.by in (by, member.name)
    ]
    tasks += [
        InHand("role", member, held.role, index)
        for index, held in enumerate(member.roles)
        if held.until is None
    ]
    return tasks


def pass_on(thing: InHand, leaving: Member, to: Member, on: date) -> Edit:
    """Hand it to someone else from this day. Raise UsageError if that is the person leaving."""
    if to.id == leaving.id:
        raise UsageError(
            tr("{name} is the person handing over.", name=leaving.name), tr("Choose someone else.")
        )
    label = tr("{thing} passed on to {name}", thing=KINDS[thing.kind], name=label_of(to))
    record = thing.record
    if isinstance(record, Action):
        return update(record, replace(record, owner=to.id), label=label)
    if isinstance(record, Story):
        kept = Action(
            text=tr("keep the promise about {name}", name=label_of(record)),
            owner=to.id,
            due_on=record.share_due or record.follow_up_on,
            created_on=on,
        )
        edit = release(thing, leaving, on)
        return Edit(label, (*edit.changes, Change("actions", NEW, None, document(kept))))
    if isinstance(record, Ask):
        people = _instead(record.answered_by, leaving.id, to.id)
        return update(record, replace(record, answered_by=people), label=label)
    if isinstance(record, Topic):
        people = _instead(record.stewards, leaving.id, to.id)
        return update(record, replace(record, stewards=people), label=label)
    if isinstance(record, Event):
        people = _instead(record.hosts, leaving.id, to.id)
        return update(record, replace(record, hosts=people), label=label)
    if isinstance(record, LibraryItem):
        return update(record, replace(record, keeper=to.id), label=label)
    assert isinstance(record, Member)
    if thing.kind == "note":
        note = replace(record.notes[thing.part], by=to.name)
        return update(record, _with_note(record, thing.part, note), label=label)
    role = record.roles[thing.part].role
    ended = release(thing, leaving, on)
    if any(held.role == role and held.until is None for held in to.roles):
        return Edit(label, ended.changes)
    given = replace(to, roles=(*to.roles, RoleHeld(role=role, since=on)))
    return Edit(label, (*ended.changes, *update(to, given).changes))


def release(thing: InHand, leaving: Member, on: date, reason: str = "") -> Edit:
    """Drop it: a follow-up is dropped, a topic or event loses them, a role ends.

    A note is not dropped but deleted: see `deleted`. Raise UsageError for one.
    """
    label = tr("{thing} dropped", thing=KINDS[thing.kind])
    record = thing.record
    if isinstance(record, Action):
        text = f"{record.text} (dropped: {reason})"[:500] if reason else record.text
        new = replace(record, state="dropped", done_on=on, text=text)
        return update(record, new, label=label)
    if isinstance(record, Story):
        return update(record, replace(record, share_due=None, follow_up_on=None), label=label)
    if isinstance(record, Ask):
        people = _instead(record.answered_by, leaving.id)
        return update(record, replace(record, answered_by=people), label=label)
    if isinstance(record, Topic):
        people = _instead(record.stewards, leaving.id)
        return update(record, replace(record, stewards=people), label=label)
    if isinstance(record, Event):
        return update(
            record, replace(record, hosts=_instead(record.hosts, leaving.id)), label=label
        )
    if isinstance(record, LibraryItem):
        return update(record, replace(record, keeper=None), label=label)
    assert isinstance(record, Member)
    if thing.kind == "note":
        raise UsageError(tr("A note can only be passed on or deleted."), PRESS_D)
    roles = list(record.roles)
    roles[thing.part] = replace(roles[thing.part], until=on)
    return update(
        record,
        replace(record, roles=tuple(roles)),
        label=tr("ended the role {role}", role=thing.text),
    )


def deleted(thing: InHand) -> Edit:
    """Delete a private note. Raise UsageError for anything else."""
    record = thing.record
    if thing.kind != "note" or not isinstance(record, Member):
        raise UsageError(
            tr("Only notes are deleted here."), tr("Press p to pass it on, r to drop it.")
        )
    return update(record, _with_note(record, thing.part, None), label=tr("note deleted"))


def _instead(people: tuple[int, ...], leaving: int, to: int | None = None) -> tuple[int, ...]:
    """Return the people with one in the place of another, each once."""
    new = [to if who == leaving else who for who in people]
    return tuple(dict.fromkeys(who for who in new if who is not None))


def _with_note(member: Member, place: int, note: PrivateNote | None) -> Member:
    notes = list(member.notes)
    notes[place : place + 1] = [note] if note is not None else []
    return replace(member, notes=tuple(notes))
