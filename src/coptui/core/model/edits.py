"""Edits: pure functions that turn an intention into changes. Nothing here saves anything."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

import msgspec
from msgspec.structs import replace

from coptui.core.model.changes import Change, difference
from coptui.core.model.community import AllGroups, Community
from coptui.core.model.labels import SOMEONE, any_one_of, label_of, singular_of
from coptui.core.model.records import (
    TABLES,
    Action,
    ActionOrigin,
    ActionState,
    Answer,
    Event,
    Member,
    PrivateNote,
    Record,
    Run,
    Snapshot,
    Topic,
    Touch,
    document,
)
from coptui.core.model.references import references
from coptui.errors import UsageError
from coptui.language import tr

NEW = -1
"""The placeholder id of a record that is to be created; the store gives the real one."""


class Edit(msgspec.Struct, frozen=True):
    """An intention, ready to be saved: what the history calls it, and its changes.

    Several creations in one edit have the placeholder ids -1, -2 and so on in each table;
    references to them in the same edit follow when the store gives the real ids. `occasion` is what
    the backup before it is for: "save", or "import" and "repair", whose backups are kept longer.
    """

    label: str
    changes: tuple[Change, ...]
    occasion: str = "save"

    def __bool__(self) -> bool:
        return bool(self.changes)


def create(record: Record, *, label: str = "", number: int = NEW) -> Edit:
    """Add a record."""
    label = label or tr(
        "new {singular} {name}", singular=singular_of(record.table), name=label_of(record)
    )
    return Edit(label, (Change(record.table, number, None, document(record)),))


def update(old: Record, new: Record, *, label: str = "") -> Edit:
    """Change the fields in which two versions of a record differ; empty if none does."""
    change = difference(old.table, old.id, document(old), document(new))
    label = label or tr(
        "changes to {singular} {name}", singular=singular_of(old.table), name=label_of(new)
    )
    return Edit(label, (change,) if change else ())


def with_fields(record: Record, values: Mapping[str, Any]) -> Record:
    """Return the record with some fields set from plain values, checked against its type.

    Raise UsageError that names the field if a value doesn't fit.
    """
    kind = TABLES[record.table]
    known = _fields_of(kind)
    fitted = {}
    for name, value in values.items():
        if name not in known:
            raise UsageError(
                tr(
                    "Nothing was changed: {any_one} has no field {name!r}.",
                    name=name,
                    any_one=any_one_of(record.table),
                )
            )
        try:
            fitted[name] = msgspec.convert(value, known[name].type, str_keys=True)
        except msgspec.ValidationError as error:
            from coptui.core.model.refusals import plain_reason

            raise UsageError(f"{name.replace('_', ' ')}: {plain_reason(str(error))}") from error
        try:
            replace(record, **{name: fitted[name]})
        except ValueError as error:
            raise UsageError(
                f"{name.replace('_', ' ')}: {error}",
                tr("Write a date as 2026-03-14, a date with a time as 2026-03-14T18:30."),
            ) from error
    return replace(record, **fitted)


@cache
def _fields_of(kind: type[Record]) -> dict[str, msgspec.structs.FieldInfo]:
    """Return what msgspec knows of a record's fields, which it would work out again each time."""
    return {info.name: info for info in msgspec.structs.fields(kind)}


def delete(community: AllGroups, table: str, number: int) -> Edit:
    """Remove a record, and every mention of it in others, as one edit that can be undone.

    Remove what is left without anyone too, such as a conversation with this person alone or their
    contribution. A conversation they had with others stays, as made by "someone". Leave walks,
    snapshots and the history alone: they record the past.
    """
    record = community.table(table).get(number)
    if record is None:
        raise UsageError(
            tr(
                "There is no {singular} with the id {number}.",
                singular=singular_of(table),
                number=number,
            )
        )
    changes = [
        change
        for other in TABLES
        if other not in ("history", "runs", "snapshots")
        for holder in community.table(other).values()
        if (other, holder.id) != (table, number)
        and (change := _without(holder, table, number)) is not None
    ]
    changes.append(Change(table, number, document(record), None))
    return Edit(
        tr("deleted {singular} {name}", singular=singular_of(table), name=label_of(record)),
        tuple(changes),
    )


def mentions(community: Community, table: str, number: int) -> list[Record]:
    """Return every record that refers to this one."""
    return [
        holder
        for other in TABLES
        if other not in ("history", "runs", "snapshots")
        for holder in community.table(other).values()
        if (table, number)
        in {(target, found) for _, target, found in references(other, document(holder))}
    ]


def add_note(member: Member, text: str, *, by: str, on: date) -> Edit:
    """Add a private note on a member."""
    notes = (*member.notes, PrivateNote(on=on, by=by, text=text))
    return update(
        member, replace(member, notes=notes), label=tr("note on {name}", name=member.name)
    )


def add_topic_note(topic: Topic, text: str, *, on: date) -> Edit:
    """Add a dated line under a topic's notes."""
    notes = "\n".join(filter(None, (topic.notes, f"{on.isoformat()} {text}")))
    return update(
        topic, replace(topic, notes=notes), label=tr("note on {name}", name=label_of(topic))
    )


def add_event_note(event: Event, text: str, *, on: date) -> Edit:
    """Add a line under an event's summary."""
    from coptui.core.model.days_kept import with_days

    new = replace(event, summary="\n".join(filter(None, (event.summary, text))))
    return update(
        event, with_days(event, new, on), label=tr("note on {name}", name=label_of(event))
    )


def add_touch(touch: Touch, community: AllGroups, *, follow_up: Action | None = None) -> Edit:
    """Record a conversation, with a follow-up if one was promised."""
    names = ", ".join(
        label_of(community.members[who]) for who in touch.members if who in community.members
    )
    changes = [Change("touches", NEW, None, document(touch))]
    if follow_up is not None:
        changes.append(Change("actions", NEW, None, document(follow_up)))
    return Edit(
        tr("conversation with {names}", names=names) if names else tr("conversation"),
        tuple(changes),
    )


def set_action_state(action: Action, state: ActionState, *, on: date) -> Edit:
    """Tick off a follow-up, drop it or open it again."""
    done_on = None if state == "open" else on
    word = {"open": tr("reopened"), "done": tr("done"), "dropped": tr("dropped")}[state]
    return update(
        action, replace(action, state=state, done_on=done_on), label=f"{word}: {label_of(action)}"
    )


def snooze_action(action: Action, until: date) -> Edit:
    """Put a follow-up off to a day."""
    return update(
        action,
        replace(action, due_on=until),
        label=tr("put off until {until}: {text}", until=until.isoformat(), text=action.text),
    )


def begin_run(run: Run, title: str) -> Edit:
    """Start a walk."""
    return Edit(tr("began {title}", title=title), (Change("runs", NEW, None, document(run)),))


def log_answer(
    run: Run,
    answer: Answer,
    *,
    label: str,
    follow_up: Action | None = None,
    conversation: Touch | None = None,
) -> Edit:
    """Append an answer to a walk's log, with what was written down at that step."""
    changes = []
    if conversation is not None:
        changes.append(Change("touches", NEW, None, document(conversation)))
    if follow_up is not None:
        origin = ActionOrigin(kind="run", id=run.id, step=answer.step)
        changes.append(Change("actions", NEW, None, document(replace(follow_up, origin=origin))))
        answer = replace(answer, actions=(*answer.actions, NEW))
    change = difference(
        "runs", run.id, document(run), document(replace(run, log=(*run.log, answer)))
    )
    if change is not None:
        changes.append(change)
    return Edit(label, tuple(changes))


def finish_run(run: Run, title: str, *, at: str, snapshot: Snapshot | None) -> Edit:
    """End a walk and keep a snapshot of levels and evidence (at most one a day)."""
    edit = update(run, replace(run, finished_at=at), label=tr("finished {title}", title=title))
    changes = list(edit.changes)
    if snapshot is not None:
        changes.append(Change("snapshots", NEW, None, document(snapshot)))
    return Edit(edit.label, tuple(changes))


def _without(holder: Record, table: str, number: int) -> Change | None:
    old = document(holder)
    found = [(path, target) for path, target, ref in references(holder.table, old) if ref == number]
    paths = {path for path, target in found if target == table}
    if not paths:
        return None
    new = dict(old)
    for path in paths:
        name, _, rest = path.partition(".")
        value = new[name]
        if rest == "*":
            new[name] = {key: item for key, item in value.items() if key != str(number)}
        elif rest:
            # The part stays, such as a letter that was about it.
            new[name] = [
                {key: item for key, item in part.items() if (key, item) != (rest, number)}
                for part in value
            ]
        elif isinstance(value, list):
            new[name] = [item for item in value if item != number]
        elif name == "by":
            new[name] = SOMEONE
        else:
            new.pop(name)
    if any(not new.get(name) for name in type(holder).required):
        # Without the one whom it was about, such as the only person of a touch, nothing is left.
        return Change(holder.table, holder.id, old, None)
    return difference(holder.table, holder.id, old, new)
