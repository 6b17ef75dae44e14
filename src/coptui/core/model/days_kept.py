"""The days that a change sets by itself: when notes were written, a topic moved, or the community
changed its stage. Pure."""

from __future__ import annotations

from datetime import date
from typing import cast

from msgspec.structs import replace

from coptui.core.model.records import (
    Event,
    LearningQuestion,
    LibraryItem,
    Member,
    Profile,
    Record,
    StageEntry,
    Topic,
)

CLOSED = ("done", "dropped")


def begun(record: Record, today: date) -> Record:
    """Return a record that is about to be added, with the day on which it begins."""
    if isinstance(record, Member):
        return replace(record, joined_on=today)
    if isinstance(record, LearningQuestion):
        return replace(record, asked_on=today)
    if isinstance(record, LibraryItem):
        return replace(record, added_on=today)
    return replace(record, opened_on=today) if isinstance(record, Topic) else record


def with_days(old: Record, new: Record, today: date) -> Record:
    """Return the new version of a record with the days that no one typed.

    `notes_on` of an event is the first day, from the event on, on which a summary or the place of
    its notes was written: a text from before isn't notes of it. `touched_on` of a topic is the day
    of a new state, `closed_on` the day it was done or dropped. Keep a day that is set already, or
    was changed in the same edit. When a community changes its stage, `stage_history` keeps the one
    before, with its day and note.
    """
    if isinstance(new, Event):
        return _noted(cast("Event", old), new, today)
    if isinstance(new, Profile):
        return _staged(cast("Profile", old), new, today)
    return _moved(cast("Topic", old), new, today) if isinstance(new, Topic) else new


def _noted(old: Event, new: Event, today: date) -> Event:
    written = any(
        after and after != before
        for before, after in ((old.summary, new.summary), (old.notes_url, new.notes_url))
    )
    if not written or new.notes_on is not None or new.day > today:
        return new
    return replace(new, notes_on=today)


def _moved(old: Topic, new: Topic, today: date) -> Topic:
    if new.state == old.state:
        return new
    if new.touched_on == old.touched_on:
        new = replace(new, touched_on=today)
    if new.state in CLOSED and new.closed_on is None:
        new = replace(new, closed_on=today)
    return new


def _staged(old: Profile, new: Profile, today: date) -> Profile:
    if new.stage == old.stage:
        return new
    history = new.stage_history
    if old.stage is not None:
        entry = StageEntry(stage=old.stage, since=old.stage_since, note=old.stage_note)
        history = (*history, entry)
    # A note that was not written again is about the stage before.
    note = new.stage_note if new.stage_note != old.stage_note else ""
    since = today if new.stage is not None else None
    return replace(new, stage_since=since, stage_history=history, stage_note=note)
