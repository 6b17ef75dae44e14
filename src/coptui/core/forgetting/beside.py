"""Forgetting someone in what is kept beside the community's file: my notebook. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from coptui.core.forgetting.documents import StoredDocument, parts_of
from coptui.core.forgetting.plan import Plan, Tables, plan
from coptui.core.forgetting.request import Request, is_mark_of
from coptui.core.model.community import Community
from coptui.core.model.records import TABLES, document
from coptui.core.model.references import point_to
from coptui.core.writing.notebook import NOTEBOOK

Here = Callable[[Mapping[str, Any]], bool]
"""Whether an entry of the notebook is about the community in question."""


def own_documents(tables: Mapping[str, Any], here: Here) -> list[StoredDocument]:
    """Return the notebook's entries about one community."""
    places = _places(tables, here)
    return [
        (name, key, document)
        for name in NOTEBOOK
        for key, document in _documents(tables, name)
        if (name, key) in places
    ]


def in_notebook(tables: Mapping[str, Any], forgetting_plan: Plan, here: Here) -> Tables:
    """Return a notebook without the person, leaving every letter about other communities.

    Drop what is about them alone, in its history too.
    """
    places = _places(tables, here)
    about = {
        (name, key)
        for name, key in places
        for one in _pictures(tables, name, key)
        if _is_about(one, forgetting_plan)
    }
    out: Tables = dict(tables)
    for name in NOTEBOOK:
        table = tables.get(name)
        if isinstance(table, dict):
            out[name] = {
                key: _entry(name, key, document, forgetting_plan)
                if (name, key) in places
                else document
                for key, document in table.items()
                if (name, key) not in about
            }
    if isinstance(tables.get("history"), dict):
        out["history"] = {
            key: entry
            for key, old in tables["history"].items()
            if (entry := _history(old, forgetting_plan, places, about)) is not None
        }
    return out


def forgotten_since(old: Community, new: Community) -> list[Plan]:
    """Return the people forgotten between two versions of a community, as the first one calls them."""
    known = {mark.mark for mark in old.erased.values()}
    marks = [mark for mark in new.erased.values() if mark.mark not in known]
    gone = old.members.keys() - new.members.keys()
    whose = [
        (member_id, mark)
        for mark in marks
        for member_id in gone
        if is_mark_of(mark.mark, member_id)
    ]
    if not whose:
        return []
    documents = [
        (table, str(number), document(record))
        for table in TABLES
        for number, record in old.table(table).items()
    ]
    return [
        plan(
            documents,
            old.members.keys(),
            Request(member_id, str(mark.on), mark.mark),
            mark.member or max(new.members),
        )
        for member_id, mark in whose
    ]


def _documents(tables: Mapping[str, Any], name: str) -> list[tuple[str, Any]]:
    table = tables.get(name)
    return list(table.items()) if isinstance(table, dict) else []


def _pictures(tables: Mapping[str, Any], name: str, key: str) -> Iterator[Any]:
    """Return an entry as it is, and each complete version of it in the history."""
    table = tables.get(name)
    if isinstance(table, dict) and key in table:
        yield table[key]
    for number, entry in _documents(tables, "history"):
        for part in parts_of("history", number, entry):
            if part.table == name and str(part.id) == key:
                yield part.document


def _places(tables: Mapping[str, Any], here: Here) -> set[tuple[str, str]]:
    """Return the entries about the community, including those that only the history mentions."""
    every = {
        (name, key): document for name in NOTEBOOK for key, document in _documents(tables, name)
    }
    for number, entry in _documents(tables, "history"):
        for part in parts_of("history", number, entry):
            if (
                part.table in NOTEBOOK
                and isinstance(part.document, dict)
                and "file" in part.document
            ):
                every.setdefault((part.table, str(part.id)), part.document)
    return {place for place, one in every.items() if isinstance(one, dict) and here(one)}


def _is_about(entry: Any, forgetting_plan: Plan) -> bool:
    if not isinstance(entry, dict):
        return False
    subject = entry.get("subject")
    walked = (
        subject.get("id") if isinstance(subject, dict) and subject.get("kind") == "member" else None
    )
    return entry.get("member") in forgetting_plan.someone or walked in forgetting_plan.someone


def _entry(name: str, key: str, document: Any, forgetting_plan: Plan) -> Any:
    # Its walks are walks as the community's are.
    of = "runs" if name == "walks" else name
    if isinstance(document, dict):
        document = point_to(of, document, {"members": forgetting_plan.someone})
    return forgetting_plan.scrubbed(name, int(key) if key.isdecimal() else 0, document)


def _history(
    entry: Any, forgetting_plan: Plan, places: set[tuple[str, str]], about: set[tuple[str, str]]
) -> Any:
    """Return an entry of the notebook's history; None if it is about the person alone."""
    changes = entry.get("changes") if isinstance(entry, dict) else None
    if not isinstance(changes, list):
        return entry
    kept = []
    for change in changes:
        record_key = (
            (str(change.get("table")), str(change.get("id"))) if isinstance(change, dict) else None
        )
        if record_key in about:
            continue
        if record_key in places:
            change = {
                side: _entry(*record_key, value, forgetting_plan)
                if side in ("before", "after")
                else value
                for side, value in change.items()
            }
        kept.append(change)
    if not kept and changes:
        return None
    return entry if kept == changes else {**entry, "changes": kept}


def there_again(before: Community, now: Community) -> list[int]:
    """Return the members whose erasure is in the one version and not in the other, later one."""
    kept = {erased.mark for erased in now.erased.values()}
    lost = [one.mark for one in before.erased.values() if one.mark not in kept]
    return [member for member in now.members if any(is_mark_of(mark, member) for mark in lost)]
