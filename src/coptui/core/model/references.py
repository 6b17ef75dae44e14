"""Which documents a document refers to, and giving them other ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec.structs import replace

from coptui.core.model.changes import Change, Document
from coptui.core.model.records import REFERENCES

TABLE_OF: Mapping[str, str] = {
    "community": "community",
    "event": "events",
    "member": "members",
    "person": "members",
    "run": "runs",
    "story": "stories",
    "topic": "topics",
    "touch": "touches",
}
"""The table of one record by its kind: that of a subject, of an origin, of a field or of an answer."""


def references(table: str, document: Document) -> list[tuple[str, str, int]]:
    """Return every reference in a document: (field path, target table, id)."""
    found: list[tuple[str, str, int]] = []
    for path, target in REFERENCES.get(table, {}).items():
        name, _, rest = path.partition(".")
        found.extend((path, target, number) for number in _ids(document.get(name), rest))
    return found


def named(table: str, document: Document) -> list[tuple[str, int]]:
    """Return every record that a document names, (table, id), including those whose table is beside
    them."""
    named_records = [(target, number) for _, target, number in references(table, document)]
    for name in ("origin", "subject") if table in ("actions", "runs") else ():
        part = document.get(name)
        if isinstance(part, Mapping) and type(part.get("id")) is int:
            named_records.append((TABLE_OF.get(str(part.get("kind")), ""), part["id"]))
    for answer in (document.get("log") or ()) if table == "runs" else ():
        if isinstance(answer, Mapping):
            value = answer.get("value")
            ids = _ids(value, "") if isinstance(value, list) else []
            named_records.extend((_named(answer), number) for number in ids)
    return named_records


def renumber(changes: Iterable[Change], ids: Mapping[str, Mapping[int, int]]) -> list[Change]:
    """Give documents other ids (table -> old id -> new id), and change every reference to them."""
    out = []
    for change in changes:
        own = ids.get(change.table, {})
        after = change.after and point_to(change.table, change.after, ids)
        out.append(replace(change, id=own.get(change.id, change.id), after=after))
    return out


def free_id(tables: Mapping[str, Any], table: str) -> int:
    """Return an id that no document of a table ever had, as far as a file's plain tables show."""
    documents = tables.get(table)
    used = [int(key) for key in documents if key.isdecimal()] if isinstance(documents, dict) else []
    meta = tables.get("meta")
    for one in meta.values() if isinstance(meta, dict) else ():
        known = one.get("next_id") if isinstance(one, dict) else None
        after = known.get(table) if isinstance(known, dict) else None
        used.append(after - 1 if type(after) is int else 0)
    return max(used, default=0) + 1


def _ids(value: Any, rest: str) -> list[int]:
    if rest == "*":
        return [int(key) for key in value if key.isdecimal()] if isinstance(value, dict) else []
    if rest:
        name, _, deeper = rest.partition(".")
        parts = value if isinstance(value, list) else []
        return [
            number
            for part in parts
            if isinstance(part, dict)
            for number in _ids(part.get(name), deeper)
        ]
    if isinstance(value, list):
        return [item for item in value if type(item) is int]
    return [value] if type(value) is int else []


def point_to(table: str, patch: Document, ids: Mapping[str, Mapping[int, int]]) -> Document:
    """Return a document, or a change of one, with its references replaced.

    Include those whose table is beside them: a follow-up's origin, a walk's subject and its
    answers.
    """
    if table in ("actions", "runs"):
        patch = {key: _by_kind(key.removesuffix("+"), value, ids) for key, value in patch.items()}
    paths: list[tuple[str, str, Mapping[int, int]]] = []
    for path, target in REFERENCES.get(table, {}).items():
        if moved := ids.get(target):
            head, _, rest = path.partition(".")
            paths.append((head, rest, moved))
    if not paths:
        return patch
    out: Document = {}
    for key, value in patch.items():
        name, _, entry = key.removesuffix("+").partition("/")
        for head, rest, moved in paths:
            if head != name:
                continue
            if entry and rest == "*":
                key = f"{name}/{_moved_key(entry, moved)}"
            elif not entry:
                value = _renamed(value, rest, moved)
        out[key] = value
    return out


def _by_kind(name: str, value: Any, ids: Mapping[str, Mapping[int, int]]) -> Any:
    if name in ("origin", "subject") and isinstance(value, Mapping):
        moved = ids.get(TABLE_OF.get(str(value.get("kind")), ""), {})
        return {**value, "id": _renamed(value["id"], "", moved)} if "id" in value else value
    if name == "log" and isinstance(value, list):
        return [
            {**answer, "value": _renamed(answer["value"], "", ids.get(_named(answer), {}))}
            if isinstance(answer, dict) and isinstance(answer.get("value"), list)
            else answer
            for answer in value
        ]
    return value


def _named(answer: Mapping[str, Any]) -> str:
    """Return the table of the ids in an answer."""
    kind = str(answer.get("type"))
    return "members" if kind == "people" else kind


def _renamed(value: Any, rest: str, moved: Mapping[int, int]) -> Any:
    if rest == "*" and isinstance(value, Mapping):
        return {_moved_key(key, moved): item for key, item in value.items()}
    if rest and isinstance(value, list):
        name, _, deeper = rest.partition(".")
        return [
            {**part, name: _renamed(part[name], deeper, moved)}
            if isinstance(part, dict) and name in part
            else part
            for part in value
        ]
    if isinstance(value, list):
        return [_renamed(item, "", moved) for item in value]
    return moved.get(value, value) if type(value) is int else value


def _moved_key(key: Any, moved: Mapping[int, int]) -> str:
    text = str(key)
    return str(moved.get(int(text), text)) if text.lstrip("-").isdecimal() else text
