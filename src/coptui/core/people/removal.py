"""Someone asks to be left alone, or leaves: what changes, and where else they are mentioned. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from msgspec.structs import replace

from coptui.core.model.changes import Change
from coptui.core.model.community import Community
from coptui.core.model.edits import NEW, Edit, update
from coptui.core.model.labels import label_of
from coptui.core.model.records import TABLES, Action, Member, Record, document
from coptui.language import tr

THANKS_IN = 7
"""Days in which a thanks to someone who leaves is due."""


@dataclass(frozen=True)
class Passage:
    """A text that mentions someone: the record, its field (`log.note`), and the whole text."""

    record: Record
    field: str
    text: str


def no_contact(member: Member) -> Edit:
    """Keep them as a member without any reminder: no list of people to speak to, no mailing."""
    return update(
        member,
        replace(member, contact_ok=False),
        label=tr("no more contact: {name}", name=label_of(member)),
    )


def leave(member: Member, *, on: date, reason: str = "", thank: Action | None = None) -> Edit:
    """Record that they leave on a day; `thank` adds a follow-up with it."""
    new = replace(member, status="left", left_on=on, left_reason=reason)
    edit = update(member, new, label=tr("{name} leaves", name=label_of(member)))
    if thank is None:
        return edit
    return Edit(edit.label, (*edit.changes, Change("actions", NEW, None, document(thank))))


def names_of(member: Member, community: Community) -> tuple[str, ...]:
    """Return what texts call someone: name, aliases, handles, addresses, and the first name if no
    other member has it."""
    names = [member.name, member.sort_name, *member.aliases]
    names += [handle.lstrip("@") for handle in member.handles.values()]
    names += [*member.emails, member.phone]
    first = member.name.split(" ")[0]
    if not any(
        first.casefold() in other.name.casefold().split()
        for other in community.members.values()
        if other.id != member.id
    ):
        names.append(first)
    return tuple(dict.fromkeys(name for name in names if len(name.strip()) > 1))


def passages(community: Community, member: Member) -> list[Passage]:
    """Return every text of another record that mentions the member, table by table.

    Leave out the history and kept checklists: they quote what other records say.
    """
    names = "|".join(map(re.escape, names_of(member, community)))
    if not names:
        return []
    sought = re.compile(rf"(?<!\w)(?:{names})(?!\w)", re.IGNORECASE)
    return [
        Passage(record, field, text)
        for table in TABLES
        if table not in ("history", "snapshots")
        for record in community.table(table).values()
        if (table, record.id) != ("members", member.id)
        for field, text in _texts(document(record))
        if sought.search(text)
    ]


def _texts(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for name, item in value.items():
            if path or name not in ("template", "source", "settings"):
                yield from _texts(item, f"{path}.{name}".lstrip("."))
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item, path)
