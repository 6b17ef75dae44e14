"""Someone asks to be left alone, or leaves: what changes, and where else they are mentioned. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from coptui.core.forgetting.documents import composed
from coptui.core.forgetting.person import Forgotten
from coptui.core.forgetting.texts_of import changed
from coptui.core.forgetting.who import recognise
from coptui.core.forgetting.words import Words
from coptui.core.model.changes import Change
from coptui.core.model.community import Community
from coptui.core.model.edits import NEW, Edit, update
from coptui.core.model.labels import label_of
from coptui.core.model.records import TABLES, Action, Member, Record, Text, document
from coptui.language import tr

THANKS_IN = 7
"""Days in which a thanks to someone who leaves is due."""


@dataclass(frozen=True)
class Mention:
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
    edit = update(member, new, label=tr("{name} left", name=label_of(member)))
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


def mentions_of(community: Community, member: Member) -> list[Mention]:
    """Return every text of another record that mentions the member, or may, table by table.

    They are found as when someone is erased. Leave out the history and kept checklists: they quote
    what other records say.
    """
    own = ("members", str(member.id), document(member))
    _, words = recognise([own], [member.id], Forgotten((member.id,), "", ""))
    return [
        Mention(record, field, text)
        for table in TABLES
        if table not in ("history", "snapshots")
        for record in community.table(table).values()
        if (table, record.id) != ("members", member.id)
        for field, text in _mentions(record, words)
    ]


def _mentions(record: Record, words: Words) -> dict[tuple[str, str], None]:
    mentions: dict[tuple[str, str], None] = {}

    def visit(text: str, kind: Text | None, path: str) -> str:
        sure_only = kind is Text.QUOTE
        if kind not in (Text.PLAIN, Text.OWN) and any(
            match.sure or not sure_only for match in words.find(composed(text))
        ):
            mentions[path, text] = None
        return text

    changed(record.table, document(record), visit)
    return mentions
