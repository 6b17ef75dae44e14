"""Two copies of one file, changed apart, made one again: three ways, field by field. Pure.

It works on plain tables (name -> key -> document), so that a field that this version does not
know is merged like any other. BASE is what both began with; MINE keeps its ids and its order.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from coptui.core.copies.copies_apart import told_apart
from coptui.core.copies.copies_forgotten import (
    ErasedMember,
    Newcomer,
    Who,
    nobody_says,
    without_the_forgotten,
)
from coptui.core.copies.copies_marks import marks
from coptui.core.forgetting.request import Passage
from coptui.core.model.changes import Change, Choice, Conflict, Document, difference
from coptui.core.model.merge import apply
from coptui.core.model.records import TABLES
from coptui.core.model.references import free_id, references
from coptui.errors import DataInvalid
from coptui.language import tr

Tables = dict[str, Any]
OWN = ("meta", "history", "erased")
"""Tables with rules of their own."""


class Clash(Conflict, frozen=True):
    """A value that both copies changed; `base` is what it was before."""

    base: Any = None


@dataclass(frozen=True)
class Reunited:
    """One file merged from two copies.

    `open` are the clashes no one settled, where MINE's value stays. `back` are records, (table,
    id), that one side deleted and the other still refers to: they stay. `newcomers` are people of
    whom no one could say whether the other copy forgot them; `forgotten` are those it did. `erased`
    are members whom MINE had, each with their mark; `passages` may mean one of them, and stay.
    """

    tables: Tables
    open: tuple[Clash, ...]
    back: tuple[tuple[str, int], ...]
    newcomers: tuple[Newcomer, ...] = ()
    forgotten: tuple[Newcomer, ...] = ()
    erased: tuple[ErasedMember, ...] = ()
    passages: tuple[Passage, ...] = ()


def leave_open(clash: Clash) -> Choice:
    """Settle nothing."""
    return "ask"


def reunite(
    base: Tables,
    mine: Tables,
    theirs: Tables,
    settle: Callable[[Clash], Choice] = leave_open,
    identify: Who = nobody_says,
) -> Reunited:
    """Merge two copies into one file.

    `settle` chooses the value for each clash; `identify` says which of the people added by one copy
    were forgotten in the other. Records added on both sides get separate ids, and references to
    them follow. Whoever was forgotten on one side is forgotten on the other. Raise DataInvalid if a
    table isn't an object of records, or if nothing tells who was forgotten.
    """
    theirs = told_apart(base, mine, theirs)
    apart = without_the_forgotten(base, mine, theirs, identify)
    if apart.theirs is not theirs:
        # What named someone is in the same words on both sides only now.
        theirs = told_apart(apart.base, apart.mine, apart.theirs)
    base, mine = apart.base, apart.mine
    work = _Work(settle)
    tables: Tables = {}
    for name in [*mine, *(name for name in theirs if name not in mine)]:
        if name not in OWN:
            tables[name] = work.table(name, *(_table(side, name) for side in (base, mine, theirs)))
    back = tuple(_brought_back(tables, mine, theirs))
    _log_in_order(tables.get("runs"), base.get("runs"))
    _one_a_day(tables.get("snapshots"), mine.get("snapshots"))
    if "history" in mine or "history" in theirs:
        history = _histories(base, mine, theirs)
        tables["history"] = history
    if "erased" in mine or "erased" in theirs:
        tables["erased"] = _marks(mine, theirs, tables.get("members", {}))
    changed = any(table != _table(mine, name) for name, table in tables.items())
    tables["meta"] = _meta(tables, mine, theirs) if changed else _table(mine, "meta")
    order = dict.fromkeys(["meta", *mine, *theirs])
    kept = {name: tables[name] for name in order if tables.get(name) or name in mine}
    return Reunited(
        kept, tuple(work.open), back, apart.open, apart.said, apart.erased, apart.passages
    )


class _Work:
    """What has been decided while the tables are merged one by one."""

    def __init__(self, settle: Callable[[Clash], Choice]) -> None:
        self._settle = settle
        self.open: list[Clash] = []

    def table(self, name: str, base: Document, mine: Document, theirs: Document) -> Document:
        out = dict(mine)
        for key in [*base, *(key for key in theirs if key not in base)]:
            was, wanted, here = base.get(key), theirs.get(key), mine.get(key)
            if was == wanted or wanted == here:
                continue
            found = self._document(name, key, was, here, wanted)
            if found is None:
                out.pop(key, None)
            else:
                out[key] = found
        return out

    def _document(self, table: str, key: str, was: Any, here: Any, wanted: Any) -> Any:
        """Return one document with THEIRS' changes applied to MINE."""
        number = int(key) if key.isdecimal() else 0
        if not number or not all(isinstance(one, dict | None) for one in (was, here, wanted)):
            if was == here:
                return wanted
            return self._settled(Clash(table, number, "", here, wanted, was), here, wanted)
        if was is None or wanted is None:
            change = Change(table, number, was, wanted)
        else:
            found = difference(table, number, was, wanted)
            if found is None:
                return here
            change = _not_yet_there(found, was, here)
        result = apply(change, here, "ask")
        document = result.document
        for conflict in result.conflicts:
            if not conflict.key:
                clash = Clash(table, number, "", here, wanted, was)
                document = self._settled(clash, document, wanted)
                continue
            base = (change.before or {}).get(conflict.key)
            clash = Clash(table, number, conflict.key, conflict.theirs, conflict.mine, base)
            single_change = replace(
                change,
                before=_only(change.before or {}, conflict.key),
                after=_only(change.after or {}, conflict.key),
            )
            document = self._settled(
                clash, document, apply(single_change, document, "mine").document
            )
        return document

    def _settled(self, clash: Clash, mine: Any, theirs: Any) -> Any:
        choice = self._settle(clash)
        if choice == "ask":
            self.open.append(clash)
        return theirs if choice == "theirs" else mine


def _not_yet_there(change: Change, was: Document, here: Any) -> Change:
    """Return a change without list items that MINE has added in the same words.

    Ratings don't say who gave them, so two in the same words are two.
    """
    after = dict(change.after or {})
    for key, items in after.items():
        name = key.removesuffix("+")
        if name == key or name == "pulse" or not isinstance(items, list) or not here:
            continue
        old, present = was.get(name) or [], here.get(name) or []
        if isinstance(old, list) and isinstance(present, list):
            own = [item for item in present if item not in old]
            after[key] = [item for item in items if item not in own]
    return replace(change, after=after)


def _only(patch: Document, key: str) -> Document:
    return {name: value for name, value in patch.items() if name == key}


def _table(tables: Mapping[str, Any], name: str) -> Document:
    table = tables.get(name, {})
    if not isinstance(table, dict):
        raise DataInvalid(
            tr("The table {name} isn't a JSON object with records in it.", name=name),
            tr("Nothing was written. Fix the file in a text editor; `coptui check` says where."),
        )
    return table


def _brought_back(tables: Tables, mine: Tables, theirs: Tables) -> Iterator[tuple[str, int]]:
    """Yield the records that one side deleted and the other still refers to: they stay."""
    looked: set[tuple[str, int]] = set()
    while True:
        missing = {
            (target, number)
            for name, table in tables.items()
            if name in TABLES and name not in ("runs", "snapshots")
            for document in table.values()
            if isinstance(document, dict)
            for _, target, number in references(name, document)
            if str(number) not in tables.get(target, {})
        } - looked
        if not missing:
            return
        looked |= missing
        for target, number in sorted(missing):
            for side in (mine, theirs):
                document = _table(side, target).get(str(number))
                if document is not None:
                    tables.setdefault(target, {})[str(number)] = document
                    yield target, number
                    break


def _log_in_order(runs: Any, before: Any) -> None:
    """Sort answers given on both sides by time, because the later one counts."""
    for key, run in (runs or {}).items():
        known = (before or {}).get(key)
        if not isinstance(run, dict) or not isinstance(known, dict):
            continue
        log, old = run.get("log"), known.get("log") or []
        if isinstance(log, list) and isinstance(old, list) and log[: len(old)] == old:
            runs[key] = {**run, "log": [*old, *sorted(log[len(old) :], key=_time)]}


def _one_a_day(snapshots: Any, mine: Any) -> None:
    days = {one.get("on") for one in (mine or {}).values() if isinstance(one, dict)}
    for key, one in list((snapshots or {}).items()):
        if key not in (mine or {}) and isinstance(one, dict) and one.get("on") in days:
            del snapshots[key]


def _histories(base: Tables, mine: Tables, theirs: Tables) -> Document:
    """Merge both histories by time, so that undo starts with what was done last."""
    old, ours, others = (_table(side, "history") for side in (base, mine, theirs))
    new = {("mine", key): entry for key, entry in ours.items() if key not in old}
    said = {_words(entry): origin for origin, entry in new.items()}
    twice: dict[str, tuple[str, str]] = {}
    for key, entry in others.items():
        if key not in old and _words(entry) in said:
            twice[key] = said[_words(entry)]
        elif key not in old:
            new["theirs", key] = entry
    if not any(side == "theirs" for side, _ in new):
        return ours
    # An entry that either side let go, being too old or scrubbed, is gone.
    merged_history = {key: entry for key, entry in ours.items() if key in old and key in others}
    moved: dict[tuple[str, str], int] = {}
    in_time = sorted(new.items(), key=lambda one: _time(one[1]))
    for number, ((side, key), entry) in enumerate(in_time, free_id(base, "history")):
        moved[side, key] = number
        undoes = str(entry.get("undoes")) if isinstance(entry, dict) else ""
        origin = twice.get(undoes, (side, undoes)) if side == "theirs" else (side, undoes)
        if origin in moved:
            entry = {**entry, "undoes": moved[origin]}
        merged_history[str(number)] = entry
    return merged_history


def _words(entry: Any) -> str:
    """Return a history entry without the number of the entry it undoes."""
    told = {**entry, "undoes": 0} if isinstance(entry, dict) else entry
    return json.dumps(told, sort_keys=True)


def _time(entry: Any) -> float:
    """Return the time of an entry in seconds; 0 if it can't be told."""
    try:
        return datetime.fromisoformat(entry["at"]).timestamp()
    except (KeyError, TypeError, ValueError, OverflowError):
        return 0.0


def _marks(mine: Tables, theirs: Tables, members: Document) -> Document:
    every = dict(_table(mine, "erased"))
    known = marks(mine)
    for sign, mark in marks(theirs).items():
        if sign not in known:
            every[str(free_id({"erased": every}, "erased"))] = mark
    # Who was merged with someone before has no record of their own.
    return {
        key: {name: said for name, said in mark.items() if name != "member" or str(said) in members}
        if isinstance(mark, dict)
        else mark
        for key, mark in every.items()
    }


def _meta(tables: Tables, mine: Tables, theirs: Tables) -> Document:
    """Return counters above those of both sides, so that no id is given twice; count the save."""
    table = _table(mine, "meta")
    key = "1" if "1" in table else next(iter(table), "1")
    own = table.get(key)
    meta = own if isinstance(own, dict) else {"schema": 1}
    saves = [
        one.get("generation")
        for side in (mine, theirs)
        for one in _table(side, "meta").values()
        if isinstance(one, dict)
    ]
    counts = [count for count in saves if type(count) is int]
    known = meta.get("next_id")
    known = known if isinstance(known, dict) else {}
    sides = ({**mine, **tables}, mine, theirs)
    free = {
        name: max(free_id(side, name) for side in sides)
        for name in dict.fromkeys([*known, *mine, *theirs])
        if name != "meta"
    }
    next_id = {name: number for name, number in free.items() if number > 1}
    generation = max(counts, default=0) + 1
    return {**table, key: {**meta, "generation": generation, "next_id": next_id}}
