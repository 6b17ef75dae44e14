"""Someone is forgotten: who they were goes from every table, what was counted stays. Pure.

It works on plain tables (name -> key -> document), as a file, a backup or the notebook holds them, so
that nothing escapes for want of being understood. It cannot be undone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from coptui.core.community import Community
from coptui.core.edits import SOMEONE
from coptui.core.records import Member
from coptui.core.references import free_id, point_to
from coptui.errors import UsageError

Tables = dict[str, Any]
SHORTEST = 3
"""A part of a name of fewer letters is left in texts: it would be found in everything."""
KEPT = ("joined_on", "left_on", "paused_on", "paused_until")
"""What is kept of the person: days that counts stand on, which name nobody."""


@dataclass(frozen=True)
class Forgotten:
    """Whom to forget: their id, the day, a random mark.

    `whole` are names, addresses and handles, found in any letters; `parts` are single words of the
    name that no other member has, found as they are written.
    """

    member: int
    on: str
    mark: str
    whole: tuple[str, ...]
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Erasure:
    """What was done: whom, how many backups were changed, how many unreadable ones removed."""

    person: Forgotten
    backups: int
    removed: int


def is_forgotten(member: Member) -> bool:
    """Whether this stands in the place of somebody who was forgotten: it is nobody."""
    return member.name == SOMEONE and member.status == "left"


def person_to_forget(community: Community, member_id: int, on: date, mark: str) -> Forgotten:
    """What has to go of a member. Raises UsageError when there is none of that id."""
    member = community.members.get(member_id)
    if member is None:
        raise UsageError(f"There is no member with the id {member_id}.")
    whole = [member.name, member.sort_name, *member.aliases, *member.emails, member.phone]
    whole += member.handles.values()
    whole += [handle.lstrip("@") for handle in member.handles.values()]
    others = {
        word.casefold()
        for other in community.members.values()
        if other.id != member.id
        for name in (other.name, *other.aliases)
        for word in re.findall(r"\w+", name)
    }
    parts = [
        word
        for word in re.findall(r"[\w'’-]+", member.name)
        if len(word) >= SHORTEST and word.casefold() not in others and word[:1].isupper()
    ]
    return Forgotten(
        member=member.id,
        on=on.isoformat(),
        mark=mark,
        whole=longest_first(whole),
        parts=longest_first(parts),
    )


def forget(tables: Mapping[str, Any], person: Forgotten, someone: int | None = None) -> Tables:
    """The tables without the person. Counts stay: "someone" stands in every place they stood in.

    Where they are not, or not any more, only texts that name them change. `someone` is the id of
    who stands there; without it, one that no member ever had.
    """
    members = tables.get("members")
    old = members.get(str(person.member)) if isinstance(members, dict) else None
    someone = someone or free_id(tables, "members")
    ids = {"members": {person.member: someone}}
    found: Tables = {name: _table(name, table, person, ids) for name, table in tables.items()}
    found = {name: _scrubbed(table, _pattern(person)) for name, table in found.items()}
    if isinstance(old, dict):
        kept = {name: old[name] for name in KEPT if name in old}
        gone = {"name": SOMEONE, "status": "left", "contact_ok": False, "left_on": person.on}
        found["members"] = {**found["members"], str(someone): {**gone, **kept}}
        found["erased"] = _marked(found.get("erased"), person)
        found["meta"] = _counted(found.get("meta"), someone)
    return found


def forget_in_notebook(tables: Mapping[str, Any], person: Forgotten, file: str) -> Tables:
    """My notebook without the person; notes about them alone, in this community, are dropped."""
    kept: Tables = {}
    for name, table in tables.items():
        kept[name] = table
        if name in ("notes", "reminders") and isinstance(table, dict):
            kept[name] = {
                key: document
                for key, document in table.items()
                if not (
                    isinstance(document, dict)
                    and document.get("member") == person.member
                    and document.get("file") == file
                )
            }
        if name == "history" and isinstance(table, dict):
            # What the notebook's undo would bring back.
            kept[name] = {}
    return {name: _scrubbed(table, _pattern(person)) for name, table in kept.items()}


def traces(text: str, person: Forgotten) -> int:
    """How often a text names the person."""
    return len(_pattern(person).findall(unicodedata.normalize("NFC", text)))


Ids = Mapping[str, Mapping[int, int]]


def _table(name: str, table: Any, person: Forgotten, ids: Ids) -> Any:
    if not isinstance(table, dict):
        return table
    found: Tables = {}
    for key, document in table.items():
        if not isinstance(document, dict):
            found[key] = document
        elif name == "members" and key == str(person.member):
            continue
        elif name == "history":
            entry = _entry(document, person, ids)
            if entry is not None:
                found[key] = entry
        else:
            found[key] = point_to(name, document, ids)
    return found


def _entry(document: dict[str, Any], person: Forgotten, ids: Ids) -> dict[str, Any] | None:
    """A history entry without what it tells about the person's own record; None if it is empty."""
    changes = document.get("changes")
    if not isinstance(changes, list):
        return document
    kept = []
    for change in changes:
        if not isinstance(change, dict):
            continue
        table = str(change.get("table", ""))
        if table == "members" and change.get("id") == person.member:
            continue
        kept.append(
            {
                name: point_to(table, value, ids)
                if name in ("before", "after") and isinstance(value, dict)
                else value
                for name, value in change.items()
            }
        )
    return {**document, "changes": kept} if kept else None


def _marked(table: Any, person: Forgotten) -> Any:
    """The marks of who was forgotten: a random sign and the day, by which imports ask first."""
    known = table if isinstance(table, dict) else {}
    if any(isinstance(one, dict) and one.get("mark") == person.mark for one in known.values()):
        return known
    number = max((int(key) for key in known if key.isdecimal()), default=0) + 1
    return {**known, str(number): {"mark": person.mark, "on": person.on}}


def _counted(table: Any, someone: int) -> Any:
    """The new id is one that no later record is given; the save is counted."""
    if not isinstance(table, dict):
        return table
    found = {}
    for key, meta in table.items():
        if isinstance(meta, dict):
            known = meta.get("next_id")
            known = known if isinstance(known, dict) else {}
            free = max(_count(known.get("members")), someone + 1)
            saves = _count(meta.get("generation")) + 1
            meta = {**meta, "generation": saves, "next_id": {**known, "members": free}}
        found[key] = meta
    return found


def _count(value: Any) -> int:
    return value if type(value) is int and value > 0 else 0


def _scrubbed(value: Any, pattern: re.Pattern[str]) -> Any:
    if isinstance(value, str):
        # Text may be written with letters and accents apart.
        text = unicodedata.normalize("NFC", value)
        return pattern.sub(SOMEONE, text) if pattern.search(text) else value
    if isinstance(value, dict):
        return {
            _scrubbed(str(key), pattern): _scrubbed(item, pattern) for key, item in value.items()
        }
    if isinstance(value, list):
        return [_scrubbed(item, pattern) for item in value]
    return value


def _pattern(person: Forgotten) -> re.Pattern[str]:
    whole = "|".join(re.escape(_spaced(text)) for text in person.whole).replace(r"\ ", r"\s+")
    parts = "|".join(re.escape(text) for text in person.parts)
    choices = [f"(?i:{whole})" if whole else "", f"(?:{parts})" if parts else ""]
    some = "|".join(filter(None, choices)) or r"(?!)"
    return re.compile(rf"(?<!\w)(?:{some})(?!\w)")


def _spaced(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def longest_first(texts: Iterable[str]) -> tuple[str, ...]:
    """Texts once each, a longer one before what may stand in it."""
    found = {_spaced(text) for text in texts}
    return tuple(
        sorted((text for text in found if len(text) > 1), key=lambda text: (-len(text), text))
    )
