"""Two records of one person become one: chosen field by field, with every reference to either.
Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from msgspec.structs import fields, replace

from coptui.core.model.changes import Change, Document, difference
from coptui.core.model.community import AllGroups
from coptui.core.model.edits import Edit
from coptui.core.model.labels import label_of
from coptui.core.model.records import TABLES, Member, document
from coptui.core.model.references import point_to, references
from coptui.core.model.sentences import CHOOSE_ANOTHER
from coptui.errors import UsageError
from coptui.language import tr

TOGETHER = tuple(
    info.name for info in fields(Member) if isinstance(getattr(Member(), info.name), tuple | dict)
)
"""Fields that hold many values: both records' stay."""
NOT_CHOSEN = frozenset({"id", "source", "contact_ok", *TOGETHER})
"""Fields of which no one is asked: kept together, or settled by a rule."""


@dataclass(frozen=True)
class Differing:
    """A field in which both records hold something, and not the same."""

    field: str
    kept: Any
    other: Any


def differing(kept: Member, other: Member) -> tuple[Differing, ...]:
    """Return the fields to choose between, in the order of the record."""
    blank = Member()
    differences = []
    for info in fields(Member):
        if info.name in NOT_CHOSEN:
            continue
        mine, theirs = getattr(kept, info.name), getattr(other, info.name)
        empty = getattr(blank, info.name)
        if mine != theirs and theirs not in (empty, None) and mine not in (empty, None):
            differences.append(Differing(info.name, mine, theirs))
    if kept.status != other.status and not any(one.field == "status" for one in differences):
        # "Active" is what stands there when no one said anything; here someone has to.
        differences.append(Differing("status", kept.status, other.status))
    return tuple(differences)


def joined_record(kept: Member, other: Member, from_other: Collection[str] = ()) -> Member:
    """Return one record made of the two; `from_other` names the fields to take from the other one.

    Keep what only one of them holds. The name that isn't chosen becomes an alias. Leave alone
    whoever asked for no contact under either name.
    """
    blank = Member()
    values: dict[str, Any] = {}
    for info in fields(Member):
        name = info.name
        if name == "id" or name in TOGETHER:
            continue
        mine, theirs = getattr(kept, name), getattr(other, name)
        empty = getattr(blank, name)
        if name == "status":
            take = name in from_other
        else:
            take = theirs not in (empty, None) and (name in from_other or mine in (empty, None))
        values[name] = theirs if take else mine
    for name in TOGETHER:
        mine, theirs = getattr(kept, name), getattr(other, name)
        if isinstance(mine, dict):
            values[name] = _both_kept(mine, theirs)
        else:
            values[name] = (
                tuple(dict.fromkeys((*mine, *theirs))) if name != "notes" else (*mine, *theirs)
            )
    if False in (kept.contact_ok, other.contact_ok):
        values["contact_ok"] = False
    also = other.name if values["name"] == kept.name else kept.name
    if also and also != values["name"]:
        values["aliases"] = tuple(dict.fromkeys((*values["aliases"], also)))
    values["knows"] = tuple(who for who in values["knows"] if who not in (kept.id, other.id))
    for name in ("introduced_by", "buddy"):
        if values[name] in (kept.id, other.id):
            values[name] = None
    return replace(kept, **values)


def _both_kept(mine: dict[str, Any], theirs: dict[str, Any]) -> dict[str, Any]:
    """Return two maps as one; of two texts under one heading, the second is kept as `Slack 2`."""
    both = {**theirs, **mine}
    for head, text in theirs.items():
        if isinstance(text, str) and mine.get(head, text) != text:
            number = 2
            while both.get(f"{head} {number}", text) != text:
                number += 1
            both[f"{head} {number}"] = text
    return both


def merge_people(
    community: AllGroups, kept_id: int, other_id: int, from_other: Collection[str] = ()
) -> Edit:
    """Merge two members under the id of the first, in one edit that undo reverses as a whole.

    Raise UsageError if they are the same, or one doesn't exist.
    """
    kept, other = community.members.get(kept_id), community.members.get(other_id)
    if kept is None or other is None or kept_id == other_id:
        raise UsageError(tr("To merge, choose two different people."), CHOOSE_ANOTHER)
    new = joined_record(kept, other, from_other)
    moved = {"members": {other_id: kept_id}}
    changes = []
    for table in TABLES:
        if table == "history":
            continue
        for record in community.table(table).values():
            if (table, record.id) == ("members", other_id):
                continue
            old = document(record)
            after = document(new) if (table, record.id) == ("members", kept_id) else old
            after = _pointed(table, after, moved, kept_id, other_id)
            change = difference(table, record.id, old, after)
            if change is not None:
                changes.append(change)
    changes.append(Change("members", other_id, document(other), None))
    return Edit(
        tr("{name} and {kept_name} merged", name=label_of(other), kept_name=label_of(kept)),
        tuple(changes),
    )


def _pointed(
    table: str, old: Document, moved: dict[str, dict[int, int]], kept: int, other: int
) -> Document:
    """Return a document in which every mention of the other becomes the kept one, once."""
    named = {
        path for path, target, ref in references(table, old) if (target, ref) == ("members", other)
    }
    if table == "runs":
        return _walk(old, kept, other)
    if not named:
        return old
    out = dict(old)
    for path in named:
        name, _, rest = path.partition(".")
        value = old[name]
        if rest == "*":
            out[name] = _entries(value, kept, other)
        elif isinstance(value, list):
            out[name] = list(dict.fromkeys(kept if one == other else one for one in value))
        else:
            out[name] = point_to(table, {name: value}, moved)[name]
    return out


def _entries(value: Document, kept: int, other: int) -> Document:
    """Merge a map by member: where it has both, fill the kept one's entry from the other's."""
    mine, theirs = value.get(str(kept)), value.get(str(other))
    both = mine if mine is not None else theirs
    if isinstance(mine, dict) and isinstance(theirs, dict):
        both = {**theirs, **mine}
        # Who was there under either name was there.
        for entry in (theirs, mine):
            if entry.get("status") in ("attended", "late"):
                both["status"] = entry["status"]
        if mine.get("spoke") or theirs.get("spoke"):
            both["spoke"] = True
    out: Document = {}
    for key, entry in value.items():
        if key in (str(kept), str(other)):
            out.setdefault(str(kept), both)
        else:
            out[key] = entry
    return out


def _walk(old: Document, kept: int, other: int) -> Document:
    out = dict(old)
    subject = old.get("subject")
    if isinstance(subject, dict) and subject.get("kind") == "member" and subject.get("id") == other:
        out["subject"] = {**subject, "id": kept}
    log = old.get("log")
    if isinstance(log, list) and any(_names(answer, other) for answer in log):
        out["log"] = [
            {
                **answer,
                "value": list(
                    dict.fromkeys(kept if one == other else one for one in answer["value"])
                ),
            }
            if _names(answer, other)
            else answer
            for answer in log
        ]
    return out


def _names(answer: Any, who: int) -> bool:
    return (
        isinstance(answer, dict)
        and answer.get("type") == "people"
        and isinstance(answer.get("value"), list)
        and who in answer["value"]
    )
