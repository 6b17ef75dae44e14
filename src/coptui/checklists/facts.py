"""Answers that are facts: the edit by which an answer becomes what it says. Pure.

A step says with `fact:` what its answer is a fact of. Which answer a field takes follows from what
its form takes, so that a step may name any field of a form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, cast, get_args

from msgspec import UNSET, to_builtins

from coptui.checklists.template import NOT_APPLICABLE, UNKNOWN, Fact, Step
from coptui.checklists.words import TABLES
from coptui.core.model.changes import Change
from coptui.core.model.community import Community, all_groups
from coptui.core.model.days_kept import with_days
from coptui.core.model.edits import Edit, add_touch, create, update, with_fields
from coptui.core.model.labels import label_of
from coptui.core.model.records import TABLES as RECORDS
from coptui.core.model.records import Answer, Event, Record, Subject, Touch, TouchKind
from coptui.core.model.references import TABLE_OF
from coptui.core.model.saying import record_of
from coptui.core.model.sentences import too_long
from coptui.core.people.sponsor import with_sponsor
from coptui.core.writing.fields import in_full, read_field, write_field
from coptui.core.writing.form_fields import FIELDS, Field
from coptui.core.writing.introduced import introduced
from coptui.core.writing.meaning import Jotting
from coptui.errors import CoptError, UsageError
from coptui.language import tr

ADDED = {"new conversation": "touches", "new event": "events", "new request": "asks", "new story": "stories"}  # fmt: skip
"""What an answer may add, and to which table."""

_TAKES: Mapping[str, tuple[str, ...]] = {
    "date": ("day", "moment"),
    "yes-no": ("day", "flag", "answer"),
    "people": ("member", "person", "members"),
    "topics": ("topic", "topics"),
    "events": ("event",),
    "text": ("line", "lines", "note"),
    "choice": ("choice",),
    "scale": (),
}
"""By type of answer, the kinds of fields that it fills."""
_SET = ("choice", "flag", "line")
"""Kinds of fields that `with:` sets besides."""
_UNFORMED = {
    "touches": (
        Field("members", tr("With"), "members"),
        Field("kind", tr("Kind"), "choice", choices=get_args(TouchKind)),
    ),
    "asks": (Field("text", tr("Request"), "note", limit=8000),),
}  # fmt: skip
"""The fields of records that are written down in a line, and have no form."""
_MARKS = {
    ("members", "onboarding"): tr("Step"),
    ("events", "attendance"): tr("Attendance"),
    ("events", "invited"): tr("Invited:"),
}
"""Fields that `with:` fills besides: in an event how the person whom the walk is about took part, or
that the sponsor is invited; in a person a step that was done today."""


def misfit(fact: Fact, step: Step, about: str) -> str:
    """Return what is wrong with a fact beside a step of a checklist that is about this; "" if
    nothing is."""
    table = _table_of(fact, step, about)
    if table is None:
        return (
            tr(
                "`of: this` can only be used in a checklist with `for: event`, `for: member` or "
                "`for: topic`."
            )
            if fact.of == "this"
            else tr(
                "`of: each` can only be used with `answer: people`, `answer: topics` or "
                "`answer: events`."
            )
        )
    if not fact.fills and not fact.with_:
        return tr(
            "A `fact:` needs `fills:` (the field that the answer goes into) or `with:` (other fields to set)."
        )
    fields = _fields(table)
    if fact.fills:
        taking = [field for field in fields.values() if field.kind in _TAKES[step.answer]]
        names = ", ".join(field.name for field in taking) or "none"
        if fact.of == "each" or fact.fills not in [field.name for field in taking]:
            return tr(
                "With `answer: {answer}`, `fills:` must be one of these fields: {names}.",
                answer=step.answer,
                names=names,
            )
        choices = fields[fact.fills].choices
        if wrong := [choice for choice in step.choices if choice not in choices]:
            return tr(
                "The choice {wrong!r} can't be put into the field {field}, which can only be one of: {choices}.",
                wrong=wrong[0],
                field=fact.fills,
                choices=", ".join(choices),
            )
    for name, text in fact.with_.items():
        if (table, name) in _MARKS:
            if name == "attendance" and about != "member":
                return tr(
                    "The field `attendance` can only be set in a checklist with `for: member`."
                )
            if name == "invited" and text != "sponsor":
                return tr("The field `invited` can only be set to `sponsor`.")
            continue
        field = fields.get(name)
        if field is None or field.kind not in _SET:
            return tr("The field {name!r} can't be set by `with:`.", name=name)
        try:
            read_field(field, text, RECORDS[table](), all_groups(Community()), date.min)
        except UsageError as error:
            return tr("`fact:` {said}", said=error.message)
    return ""


def fact_of(step: Step, answer: Answer | None, subject: Subject, at: Jotting) -> Edit | None:
    """Return the edit by which an answer becomes what it says; None if it is no fact, cannot become
    one, or is so already."""
    fact = step.fact
    if fact is None or answer is None or answer.value in (UNSET, None, NOT_APPLICABLE, UNKNOWN):
        return None
    if answer.type != step.answer or answer.value is False or answer.value == ():
        return None
    try:
        edit = _added(fact, answer.value, at) if fact.of in ADDED else _changed(fact, step, answer.value, subject, at)  # fmt: skip
    except CoptError:
        return None
    return edit or None


def _changed(fact: Fact, step: Step, value: Any, subject: Subject, at: Jotting) -> Edit:
    changes: list[Change] = []
    names: list[str] = []
    said = ""
    for record in _records(fact, step, value, subject, at.community):
        new = _filled(record, fact, value, subject, at)
        edit = update(record, with_days(record, new, at.today))
        if edit:
            changes += edit.changes
            names.append(label_of(record))
            said = said or _said(fact, new, at.community)
    return Edit(f"{', '.join(names)}: {said}", tuple(changes))


def _added(fact: Fact, value: Any, at: Jotting) -> Edit:
    table = ADDED[fact.of]
    known: dict[str, Any] = {"on": at.today, "asked_on": at.today, "by": at.by, "event": at.event}
    kind = RECORDS[table]
    blank = kind(**{name: known[name] for name in kind.__struct_fields__ if name in known})
    new = _filled(blank, fact, value, Subject(), at)
    if any(_is_it(new, record, fact.fills) for record in at.community.table(table).values()):
        return Edit("", ())
    if isinstance(new, Touch) and new.kind == "introduction":
        return introduced(new, at.community)
    if isinstance(new, Touch):
        return add_touch(new, at.community)
    when = f", {in_full(new.starts_at)}" if isinstance(new, Event) else ""
    edit = create(new)
    return Edit(f"{edit.label}{when}", edit.changes)


def _is_it(new: Record, record: Record, field: str) -> bool:
    """Return whether a record says already what a new one would."""
    if isinstance(new, Event):
        return isinstance(record, Event) and new.day == record.day
    same_day = getattr(new, "on", None) == getattr(record, "on", None) or not isinstance(new, Touch)
    return same_day and getattr(new, field) == getattr(record, field)


def _records(
    fact: Fact, step: Step, value: Any, subject: Subject, community: Community
) -> Iterator[Record]:
    if fact.of == "community":
        yield community.profile
    elif fact.of == "this":
        record = record_of(community, subject)
        if record is not None:
            yield record
    else:
        table = community.table(TABLES[step.answer])
        yield from (table[number] for number in value if number in table)


def _filled(record: Record, fact: Fact, value: Any, subject: Subject, at: Jotting) -> Record:
    fields = _fields(record.table)
    values: dict[str, Any] = {}
    if fact.fills:
        values[fact.fills] = _value(fields[fact.fills], record, value, at.today)
    for name, text in fact.with_.items():
        if name == "invited":
            record = with_sponsor(cast("Event", record), at.community.profile)
        elif (record.table, name) in _MARKS:
            old = to_builtins(getattr(record, name), str_keys=True)
            whom = str(subject.id)
            mark = (
                {text: old.get(text, at.today.isoformat())}
                if name == "onboarding"
                else {whom: {**old.get(whom, {}), "status": text}}
            )
            values[name] = old | mark
        else:
            values[name] = read_field(fields[name], text, record, at.community, at.today)
    return with_fields(record, values)


def _value(field: Field, record: Record, value: Any, today: date) -> Any:
    """Return what a field holds once the answer is in it. Raise UsageError if it cannot be."""
    if field.kind in ("member", "person", "topic", "event"):
        if len(value) != 1:
            raise UsageError(tr("The field {label} takes exactly one name.", label=field.label))
        return value[0]
    if field.kind in ("members", "topics"):
        return list(value)
    if field.kind == "day":
        day = today.isoformat() if value is True else str(value)
        if day > today.isoformat() and not field.coming:
            raise UsageError(
                tr("The date in the field {label} can't be in the future.", label=field.label)
            )
        return day
    if field.kind == "lines":
        old = list(getattr(record, field.name))
        return old if value in old else [*old, value]
    if isinstance(value, str) and len(value) > field.limit:
        raise UsageError(too_long(field.label, field.limit))
    return value


def _said(fact: Fact, new: Record, community: Community) -> str:
    """Return what a record says now, as in `Hosts Ann Lee, Bo Kim`."""
    fields = _fields(new.table)
    parts = []
    for name in filter(None, (fact.fills, *fact.with_)):
        mark = _MARKS.get((new.table, name))
        if mark:
            parts.append(f"{mark} {fact.with_[name]}")
            continue
        field = fields[name]
        text = write_field(field, new, community).split("\n", 1)[0]
        shown = in_full(text) if field.kind in ("day", "moment") else text
        parts.append(f"{field.label} {shown}")
    return ", ".join(parts)


def _table_of(fact: Fact, step: Step, about: str) -> str | None:
    if fact.of in ADDED:
        return ADDED[fact.of]
    if fact.of == "community":
        return "community"
    return TABLE_OF.get(about) if fact.of == "this" else TABLES.get(step.answer)


def _fields(table: str) -> dict[str, Field]:
    return {field.name: field for field in FIELDS.get(table, _UNFORMED.get(table, ()))}
