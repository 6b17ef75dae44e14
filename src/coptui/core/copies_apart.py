"""What stands between two copies before they are merged: ids given twice, and people forgotten."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

import msgspec

from coptui.core.community import Community
from coptui.core.forgetting import Forgotten, forget, longest_first, person_to_forget
from coptui.core.records import TABLES, Member
from coptui.core.references import free_id, named, point_to
from coptui.errors import DataInvalid

Tables = dict[str, Any]
Ids = dict[str, dict[int, int]]
Place = tuple[str, int]
"""A table and an id."""


def told_apart(base: Tables, mine: Tables, theirs: Tables) -> Tables:
    """THEIRS with other ids for what it added, where MINE gave those ids to something else.

    What MINE added in the same words, such as the same import, is the same record.
    """
    ids = _other_ids(base, mine, theirs)
    return {name: _moved(name, table, ids) for name, table in theirs.items()} if ids else theirs


def _other_ids(base: Tables, mine: Tables, theirs: Tables) -> Ids:
    new = {place for place in _added(base, theirs) if place[0] != "history"}
    same = {place for place in new if _at(mine, place) == _at(theirs, place)}
    ids: Ids = {}
    while True:
        ids = _in_the_same_words(base, mine, theirs, new, same)
        # Two that look alike are not the same if they name what is not the same.
        other = {
            place
            for place in same
            if any(
                named in new
                and named not in same
                and ids.get(named[0], {}).get(named[1]) != named[1]
                for named in _names(theirs, place)
            )
        }
        if not other:
            break
        same -= other
    taken = {table: free_id(mine, table) for table in TABLES}
    free = {table: max(taken[table], free_id(theirs, table)) for table in TABLES}
    for table, number in sorted(new - same):
        own = ids.setdefault(table, {})
        if number not in own and number < taken[table]:
            own[number] = free[table]
            free[table] += 1
    return {table: own for table, own in ids.items() if own}


def _in_the_same_words(
    base: Tables, mine: Tables, theirs: Tables, new: set[Place], same: set[Place]
) -> Ids:
    """What MINE has too, under another id: as after an earlier merge of the same copies."""
    ids: Ids = {}
    left: dict[str, list[Place]] = {}
    for place in sorted(_added(base, mine)):
        if place not in same and place[0] != "history":
            left.setdefault(_words(place[0], _at(mine, place)), []).append(place)
    found = True
    while found and left:
        found = False
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
                found = True
    return ids


def _words(table: str, document: Any) -> str:
    return f"{table} {json.dumps(document, sort_keys=True)}"


def _added(base: Tables, side: Tables) -> set[Place]:
    """What a side has that BASE never had."""
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
    """Every record that a document names: those of a table, and those of a kind."""
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


def without_the_forgotten(
    base: Tables, mine: Tables, theirs: Tables
) -> tuple[Tables, Tables, Tables]:
    """The three without those who were forgotten in MINE or THEIRS since BASE.

    Raises DataInvalid when more people are gone without a trace than there are marks: then it
    cannot be told who they are, and none may come back.
    """
    for forgetful in (mine, theirs):
        known = marks(base)
        new = [one for sign, one in marks(forgetful).items() if sign not in known]
        gone = _gone_without_a_trace(base, forgetful) if new else []
        if len(gone) > len(new):
            raise DataInvalid(
                f"{len(new)} of {len(gone)} people who are gone were forgotten on one side, and "
                "which cannot be told.",
                "Nothing was written. `coptui person forget` them in the other copies too.",
            )
        for number, mark in zip(gone, new, strict=False):
            person = _known_as((base, mine, theirs), number, mark)
            someone = max(free_id(side, "members") for side in (base, mine, theirs))
            base, mine, theirs = (
                side if mark["mark"] in marks(side) else forget(side, person, someone)
                for side in (base, mine, theirs)
            )
    return base, mine, theirs


def marks(tables: Tables) -> dict[str, dict[str, Any]]:
    """The marks of who was forgotten, by their sign; what cannot be read as one counts for nothing."""
    found = {}
    for one in _documents(tables, "erased").values():
        if isinstance(one, dict) and isinstance(one.get("mark"), str):
            with suppress(ValueError):
                date.fromisoformat(str(one.get("on")))
                found[one["mark"]] = one
    return found


def _known_as(sides: tuple[Tables, ...], number: int, mark: dict[str, Any]) -> Forgotten:
    """Whom to forget, by every name, address and handle that any side has of them."""
    on = date.fromisoformat(mark["on"])
    found = [
        person_to_forget(people, number, on, mark["mark"])
        for people in map(_people, sides)
        if number in people.members
    ]
    if not found:
        raise DataInvalid(
            f"Member {number}, who was forgotten on one side, cannot be read on the other.",
            "Nothing was written. `coptui check` names what is wrong with the record.",
        )
    return replace(
        found[0],
        whole=longest_first(text for one in found for text in one.whole),
        parts=longest_first(text for one in found for text in one.parts),
    )


def _gone_without_a_trace(base: Tables, side: Tables) -> list[int]:
    """Members of BASE who are not there, and of whom no history tells that they were deleted."""
    deleted = {
        change.get("id")
        for entry in _documents(side, "history").values()
        if isinstance(entry, dict) and isinstance(entry.get("changes"), list)
        for change in entry["changes"]
        if isinstance(change, dict)
        and (change.get("table"), change.get("after")) == ("members", None)
        and type(change.get("id")) is int
    }
    return [
        int(key)
        for key in _documents(base, "members")
        if key.isdecimal() and key not in _documents(side, "members") and int(key) not in deleted
    ]


def _people(tables: Tables) -> Community:
    members = {}
    for key, document in _documents(tables, "members").items():
        if key.isdecimal() and isinstance(document, dict):
            try:
                members[int(key)] = msgspec.convert({**document, "id": int(key)}, Member)
            except (msgspec.ValidationError, ValueError):
                continue
    return Community(members=members)
