"""One change for one or several records of a list: a column and what to put in it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from msgspec.structs import replace

from coptui.core.lists.columns import columns_named, fields_of, is_withheld, own_columns
from coptui.core.meetings.planning import moved
from coptui.core.model.changes import Change
from coptui.core.model.community import AllGroups, Community
from coptui.core.model.edits import Edit, update, with_fields
from coptui.core.model.labels import counted_records, label_of
from coptui.core.model.records import Event, Member, Record
from coptui.core.model.sentences import NOTHING_TO_CHANGE
from coptui.core.model.text import fold
from coptui.core.writing.field_readers import joined, split
from coptui.core.writing.fields import (
    complete_moment,
    ids_of,
    in_full,
    interests_of,
    read_field,
    write_field,
)
from coptui.core.writing.form_fields import Field
from coptui.errors import UsageError
from coptui.language import tr

SEVERAL = ("lines", "members", "topics", "interests", "groups")
"""Fields of several words, names or titles: one is added with + or removed with -."""


def change_all(
    community: AllGroups, table: str, ids: Iterable[int], line: str, today: date
) -> tuple[Edit, str]:
    """Return the edit that `Location: Leeds` means for these records, and how it reads.

    In a column of several words or names `+word` adds one and `-word` removes one. Raise
    UsageError if the column isn't known or the value means nothing.
    """
    column, colon, text = (part.strip() for part in line.partition(":"))
    if not column or not colon:
        raise UsageError(
            tr("Type a column and a value."), tr("For example Location: Leeds, or tags: +helper.")
        )
    (name,) = columns_named(column, community, table)[:1] or ("",)
    records = [community.table(table)[n] for n in ids if n in community.table(table)]
    changes: list[Change] = []
    meant = text
    for record in records:
        changed = put_in(community, record, name, text, today)
        changes += update(record, changed).changes
        meant = _meant(community, changed, name, text)
    if not changes:
        raise UsageError(NOTHING_TO_CHANGE)
    said = f"{name}: {meant or tr('(empty)')}"
    about = counted_records(len(records), table) if len(records) > 1 else label_of(records[0])
    return Edit(tr("{change} for {records}", change=said, records=about), tuple(changes)), said


def put_in(community: AllGroups, record: Record, column: str, text: str, today: date) -> Record:
    """Return the record with a text put into a column, read as its form reads it."""
    field = fields_of(record.table).get(column)
    if field is None:
        if not isinstance(record, Member) or column not in own_columns(community):
            raise UsageError(
                tr(
                    "Nothing was changed: {column} is worked out from the records, so it can't be edited.",
                    column=column,
                )
            )
        more = {key: value for key, value in record.more.items() if key != column}
        return with_fields(record, {"more": {**more, column: text} if text else more})
    if field.kind in SEVERAL and text[:1] in ("+", "-"):
        if field.kind == "groups":
            return _in_or_out(community, cast("Member", record), field, text, today)
        return _one_more_or_less(community, record, field, text)
    if is_withheld(record, column):
        # What would be replaced is not seen.
        raise UsageError(
            tr("Nothing was changed: {name} is confidential.", name=label_of(record)),
            tr("Press e to change it in its form."),
        )
    if isinstance(record, Event) and field.name == "starts_at" and record.status != "held":
        return moved(community, record, text, today)
    value = read_field(field, text, record, community, today)
    if isinstance(record, Event) and field.name == "ends_at" and value:
        value = complete_moment(record.starts_at, str(value))
    return with_fields(record, {field.name: value})


def _one_more_or_less(community: AllGroups, record: Record, field: Field, text: str) -> Record:
    present, word = getattr(record, field.name), text[1:].strip()
    if field.kind == "interests":
        items: list[Any] = interests_of(word, present, community)
    else:
        items = [word] if field.kind == "lines" else ids_of(word, (), field.kind, community)
    rest = [item for item in present if item not in items]
    return replace(record, **{field.name: tuple(rest if text[0] == "-" else [*rest, *items])})


def _in_or_out(
    community: AllGroups, member: Member, field: Field, text: str, today: date
) -> Member:
    """Return someone who is in one group more, or less, and stays in the others."""
    now = split(write_field(field, member, community))
    words = split(text[1:])
    rest = [name for name in now if fold(name) not in map(fold, words)]
    names = joined(rest if text[0] == "-" else [*rest, *words])
    changed = with_fields(member, {"groups": read_field(field, names, member, community, today)})
    return cast("Member", changed)


def _meant(community: Community, changed: Record, column: str, text: str) -> str:
    """Return a day, a time or a rule in words, as it was understood; else the text."""
    field = fields_of(changed.table).get(column)
    if field is not None and field.kind == "rule":
        return write_field(field, changed, community)
    if field is not None and field.kind in ("day", "moment") and text:
        return in_full(getattr(changed, field.name))
    return text
