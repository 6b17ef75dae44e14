"""One change for several members: a column and what to put in it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from msgspec.structs import replace

from coptui.core.model.changes import Change
from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.edits import Edit, update, with_fields
from coptui.core.model.records import Member
from coptui.core.people.columns import columns_named, own_columns
from coptui.core.writing.fields import read_field
from coptui.core.writing.form_fields import FIELDS
from coptui.errors import UsageError


def change_all(
    community: Community, ids: Iterable[int], line: str, today: date
) -> tuple[Edit, str]:
    """Return the edit that `Location: Leeds` means for these members, and how it reads.

    In a column of several words `+word` adds one and `-word` takes one away. Raise UsageError if
    the column isn't known or the value means nothing.
    """
    column, _, text = (part.strip() for part in line.partition(":"))
    if not column or ":" not in line:
        raise UsageError("Write a column and a value.", "As in Location: Leeds, or tags: +helper.")
    (name,) = columns_named(column, community)[:1] or ("",)
    changes: list[Change] = []
    members = [community.members[number] for number in ids if number in community.members]
    for member in members:
        changes += update(member, _changed(community, member, name, text, today)).changes
    if not changes:
        raise UsageError("Nothing to change: they all have it already.")
    said = f"{name}: {text or '(empty)'}"
    return Edit(f"{said} for {counted(len(changes), 'member')}", tuple(changes)), said


def _changed(community: Community, member: Member, name: str, text: str, today: date) -> Member:
    field = next((field for field in FIELDS["members"] if field.label == name), None)
    if field is None:
        if name not in own_columns(community):
            raise UsageError(f"{name} is worked out, and can't be changed.")
        more = {key: value for key, value in member.more.items() if key != name}
        return _with(member, {"more": {**more, name: text} if text else more})
    if field.kind == "lines" and text[:1] in ("+", "-"):
        word, present = text[1:].strip(), getattr(member, field.name)
        rest = [item for item in present if item != word]
        return replace(member, **{field.name: tuple(rest if text[0] == "-" else [*rest, word])})
    value = read_field(field, text, member, community, today)
    return _with(member, {field.name: value})


def _with(member: Member, values: dict[str, Any]) -> Member:
    return cast("Member", with_fields(member, values))
