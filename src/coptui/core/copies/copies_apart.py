"""What stands between two copies before they are merged: ids given twice."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from coptui.core.copies.copies_marks import is_nobody, stand_ins
from coptui.core.model.records import TABLES
from coptui.core.model.references import free_id, named, point_to

Tables = dict[str, Any]
Ids = dict[str, dict[int, int]]
Place = tuple[str, int]
"""A table and an id."""


def told_apart(base: Tables, mine: Tables, theirs: Tables) -> Tables:
    """Return THEIRS with new ids for its added records if MINE uses those ids for others.

    A record that MINE added in the same words, as after the same import, is the same record.
    """
    ids = _other_ids(base, mine, theirs)
    return {name: _moved(name, table, ids) for name, table in theirs.items()} if ids else theirs


def _other_ids(base: Tables, mine: Tables, theirs: Tables) -> Ids:
    new = {record for record in _added(base, theirs) if record[0] != "history"}
    told = _by_history(base, mine, theirs)
    told.setdefault("members", {}).update(stand_ins(base, mine, theirs))
    same = {
        record
        for record in new
        if told.get(record[0], {}).get(record[1]) is None
        and _at(mine, record) == _at(theirs, record)
        # Who was forgotten is told from no one else by what stands in their place.
        and not is_nobody(record[0], _at(mine, record))
    }
    while True:
        ids = _in_the_same_words(base, mine, theirs, new, same, told)
        # Two that look alike are not the same if they name what is not the same.
        other = {
            record
            for record in same
            if any(
                named in new
                and named not in same
                and ids.get(named[0], {}).get(named[1]) != named[1]
                for named in _names(theirs, record)
            )
        }
        if not other:
            break
        same -= other
    left: dict[str, list[int]] = {}
    for table, number in sorted((new - same) | _told_of(base, theirs)):
        if number not in ids.get(table, {}):
            left.setdefault(table, []).append(number)
    for table, numbers in left.items():
        # All of a table or none, so that they stay in their order: twins are then told apart.
        if numbers[0] < free_id(mine, table):
            free = max(free_id(mine, table), free_id(theirs, table))
            ids.setdefault(table, {}).update(
                zip(numbers, range(free, free + len(numbers)), strict=True)
            )
    return {table: own for table, own in ids.items() if own}


def _by_history(base: Tables, mine: Tables, theirs: Tables) -> Ids:
    """Return ids of MINE for what THEIRS added in a history entry that MINE has too."""
    ids: Ids = {}
    waiting: dict[str, list[dict[str, Any]]] = {}
    for entry in _new_entries(base, mine):
        waiting.setdefault(_told_as(entry), []).append(entry)
    for entry in _new_entries(base, theirs):
        if not waiting.get(_told_as(entry)):
            continue
        ours = waiting[_told_as(entry)].pop(0)
        for one, other in zip(_changes(entry), _changes(ours), strict=False):
            created = one.get("before") is None and other.get("before") is None
            if created and one["table"] == other["table"] and one["table"] in TABLES:
                ids.setdefault(one["table"], {})[one["id"]] = other["id"]
    return ids


def _new_entries(base: Tables, side: Tables) -> list[dict[str, Any]]:
    old = _documents(base, "history")
    return [
        entry
        for key, entry in _documents(side, "history").items()
        if key not in old and isinstance(entry, dict)
    ]


def _told_as(entry: dict[str, Any]) -> str:
    """Return an entry's author, time and texts: everything that different ids leave alone."""
    texts = [
        (change["table"], sorted((k, v) for k, v in after.items() if isinstance(v, str)))
        for change in _changes(entry)
        for after in (change.get("after"),)
        if isinstance(after, dict)
    ]
    return json.dumps([entry.get("at"), entry.get("by"), entry.get("label"), texts])


def _told_of(base: Tables, side: Tables) -> set[Place]:
    """Return the records a side added and removed again, as its history says."""
    return {
        (change["table"], change["id"])
        for entry in _new_entries(base, side)
        for change in _changes(entry)
        if change["table"] in TABLES
        and _at(side, (change["table"], change["id"])) is None
        and change["id"] >= free_id(base, change["table"])
    }


def _changes(entry: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the changes of a history entry that name a record."""
    changes = entry.get("changes")
    return [
        change
        for change in (changes if isinstance(changes, list) else ())
        if isinstance(change, dict)
        and isinstance(change.get("table"), str)
        and type(change.get("id")) is int
    ]


def _in_the_same_words(
    base: Tables, mine: Tables, theirs: Tables, new: set[Place], same: set[Place], told: Ids
) -> Ids:
    """Return `told`, plus records that MINE has in the same words under another id."""
    ids = {table: dict(own) for table, own in told.items()}
    known = same | {(table, number) for table, own in told.items() for number in own.values()}
    left: dict[str, list[Place]] = {}
    for record in sorted(_added(base, mine)):
        if (
            record not in known
            and record[0] != "history"
            and not is_nobody(record[0], _at(mine, record))
        ):
            left.setdefault(_words(record[0], _at(mine, record)), []).append(record)
    progressed = True
    while progressed and left:
        progressed = False
        for table, number in sorted(new - same):
            own = ids.setdefault(table, {})
            named = _names(theirs, (table, number)) & new
            if number in own or any(
                one not in same and one[1] not in ids.get(one[0], {}) for one in named
            ):
                continue
            document = _at(theirs, (table, number))
            words = _words(table, point_to(table, document, ids))
            if left.get(words):
                own[number] = left[words].pop(0)[1]
                progressed = True
    return ids


def _words(table: str, document: Any) -> str:
    return f"{table} {json.dumps(document, sort_keys=True)}"


def _added(base: Tables, side: Tables) -> set[Place]:
    """Return the records that a side has and BASE never had."""
    first = {name: free_id(base, name) for name in TABLES if name not in ("community", "erased")}
    return {
        (name, int(key))
        for name, least in first.items()
        for key, document in _documents(side, name).items()
        if key.isdecimal() and isinstance(document, dict) and int(key) >= least
    }


def _at(tables: Tables, place: Place) -> Any:
    return _documents(tables, place[0]).get(str(place[1]))


def _names(tables: Tables, place: Place) -> set[Place]:
    """Return every record a document refers to, by table or by kind."""
    return set(named(place[0], _at(tables, place)))


def _documents(tables: Mapping[str, Any], name: str) -> dict[str, Any]:
    found = tables.get(name)
    return found if isinstance(found, dict) else {}


def _moved(name: str, table: Any, ids: Ids) -> Any:
    if not isinstance(table, dict):
        return table
    own = {str(old): str(new) for old, new in ids.get(name, {}).items()}
    return {
        own.get(key, key): _pointed(name, document, ids) if isinstance(document, dict) else document
        for key, document in table.items()
    }


def _pointed(name: str, document: dict[str, Any], ids: Ids) -> dict[str, Any]:
    changes = document.get("changes")
    if name != "history" or not isinstance(changes, list):
        return point_to(name, document, ids)
    return {**document, "changes": [_change(one, ids) for one in changes]}


def _change(change: Any, ids: Ids) -> Any:
    if not isinstance(change, dict):
        return change
    table, number = str(change.get("table", "")), change.get("id")
    out = {
        name: point_to(table, value, ids)
        if name in ("before", "after") and isinstance(value, dict)
        else value
        for name, value in change.items()
    }
    if type(number) is int:
        out["id"] = ids.get(table, {}).get(number, number)
    return out
