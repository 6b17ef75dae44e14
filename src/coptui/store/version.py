"""One version of a file in memory, and the step from it to the next."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from coptui.core.model.changes import (
    Change,
    Choice,
    Conflict,
    Conflicted,
    Document,
    Save,
    Settled,
    SomebodyForgotten,
)
from coptui.core.model.community import Community
from coptui.core.model.fault import Fault
from coptui.core.model.merge import Applied, apply
from coptui.core.model.records import TABLES
from coptui.core.model.references import renumber
from coptui.errors import DataInvalid, UsageError
from coptui.language import tr
from coptui.store.codec import record_of, tables_of
from coptui.store.documents import body_of, document_id, line_of
from coptui.store.layout import Layout, fields_of, parse
from coptui.store.migrate import SCHEMA, meta_key, meta_of, migrate
from coptui.store.reading import Known, community_of

HISTORY_CAP = 500
"""How many entries of history are kept; the oldest go first."""


class Version(Known, frozen=True):
    """What one state of the file holds, and the number of the save that made it."""

    generation: int
    uid: str = ""


class NextVersion(msgspec.Struct, frozen=True):
    """The next version, the changes as they were really made, the id of their history, and the
    lines that were touched, by table and key (None: removed)."""

    version: Version
    changes: tuple[Change, ...]
    entry: int
    lines: Mapping[str, Mapping[str, bytes | None]]


def read(
    data: bytes, where: str, kind: type[Community] = Community, known: Version | None = None
) -> Version:
    """Return a version from a file's bytes, reading again as little as an earlier one allows.

    Raise DataInvalid, naming the place.
    """
    layout = parse(data, where, again=known is not None)
    if not ({*TABLES, "meta"} & layout.tables.keys()):
        raise DataInvalid(
            tr("{where} isn't a coptui file: it has none of coptui's tables.", where=where),
            tr("Is it the right file? `coptui new` starts a community."),
        )
    layout = migrate(layout, where)
    community, told = community_of(layout, kind, known)
    meta = meta_of(layout)
    return Version(layout, community, told, _count(meta.get("generation")), _sign(meta))


def patched(
    version: Version, lines: Mapping[str, Mapping[str, bytes | None]], generation: int
) -> Version:
    """Return a later version, from the lines that differ in it; a line None is one removed."""
    layout = version.layout.with_lines(lines)
    community, told = community_of(layout, type(version.community), version)
    return Version(layout, community, told, generation, version.uid)


def numbered_on(version: Version, seen: Version) -> Version:
    """Return a version that gives no id again which an earlier one had given, lost or not."""
    key, meta = _meta(version.layout)
    given, other = meta.get("next_id"), _meta(seen.layout)[1].get("next_id")
    if not isinstance(other, dict):
        return version
    next_id = dict(given) if isinstance(given, dict) else {}
    for table, number in other.items():
        next_id[table] = max(_count(next_id.get(table)), _count(number))
    if next_id == given:
        return version
    line = line_of(key, {**meta, "next_id": next_id})
    return patched(version, {"meta": {key: line}}, version.generation)


def advance(version: Version, save: Save, *, cap: int = HISTORY_CAP) -> NextVersion | None:
    """Apply changes to a version; return None if nothing is left to do.

    Raise Conflicted with every conflict, UsageError if a choice was made about conflicts that are
    gone, and DataInvalid if a document would come out unreadable.
    """
    if save.marks is not None and len(version.community.erased) > save.marks:
        raise SomebodyForgotten(
            tr("Someone has been erased in the meantime."), tr("Look again, then save.")
        )
    choice = save.choice
    if isinstance(choice, Settled):
        asked, met = None, set[tuple[str, int, str]]()
        try:
            asked = advance(version, msgspec.structs.replace(save, choice="ask"), cap=cap)
        except Conflicted as error:
            if any(conflict not in choice.seen for conflict in error.conflicts):
                raise
            met = {conflict.place for conflict in error.conflicts}
        if choice.choice == "theirs" and any(seen.place not in met for seen in choice.seen):
            # Nothing there is theirs any more: mine would be saved where theirs was chosen.
            raise UsageError(
                tr("What was changed elsewhere has been put back, so there is nothing to choose."),
                tr("Nothing was saved. Look again, then save or leave it."),
            )
        if not met:
            return asked
        choice = choice.choice
    if save.undoes is not None:
        _refuse_what_is_gone(version, save.undoes, save.changes)
    book = _Book(version)
    applied: list[Change] = []
    conflicts: list[Conflict] = []
    for change in book.numbered(save.changes):
        if change.table == "meta":
            raise DataInvalid(tr("The table meta can't be changed."))
        result = _applied(book, change, choice)
        conflicts.extend(result.conflicts)
        if result.change is not None and not result.conflicts:
            book.put(change.table, change.id, result.document)
            applied.append(result.change)
    if conflicts:
        raise Conflicted(conflicts)
    if not applied:
        return None
    entry = book.new_id("history")
    history: Document = {"at": save.at, "by": save.by, "label": save.label}
    history["changes"] = [
        {"table": change.table, "id": change.id, "before": change.before, "after": change.after}
        for change in applied
    ]
    if save.undoes is not None:
        history["undoes"] = save.undoes
    if save.token:
        history["token"] = save.token
    book.put("history", entry, history)
    if len(version.layout.lines("history")) >= cap:
        for oldest in sorted(book.ids("history"))[: -cap or None]:
            book.put("history", oldest, None)
    version, lines = book.close(refuse_faults=save.undoes is None)
    return NextVersion(version, tuple(applied), entry, lines)


def _refuse_what_is_gone(version: Version, undoes: int, changes: Sequence[Change]) -> None:
    """Refuse an undo of what the history no longer says, as after a forgetting."""
    from coptui.core.model.history import taking_back  # The first screen undoes nothing.

    entry = version.community.history.get(undoes)
    if entry is None or taking_back(entry, word="undo").changes != tuple(changes):
        raise UsageError(
            tr("The history has changed in the meantime."),
            tr("Look at the history again, then undo."),
        )


def _applied(book: _Book, change: Change, choice: Choice) -> Applied:
    current = book.get(change.table, change.id)
    if change.table == "community" and not change.creates:
        current = current or {}
    if current is None and choice == "mine" and not (change.creates or change.deletes):
        # Deleted elsewhere: what was deleted comes back, with this edit in it.
        lost = book.last_deleted(change.table, change.id)
        if lost is not None:
            whole = apply(change, lost, "mine").document or lost
            return Applied(whole, Change(change.table, change.id, None, whole), ())
    return apply(change, current, choice)


class _Book:
    """The documents that one write touches, over a version that is left as it is."""

    def __init__(self, version: Version) -> None:
        self.version = version
        self.touched: dict[str, dict[int, Document | None]] = {}
        self.meta_key, self.meta = _meta(version.layout)
        known = self.meta.get("next_id")
        self.next_id: dict[str, Any] = dict(known) if isinstance(known, dict) else {}

    def get(self, table: str, number: int) -> Document | None:
        if number in self.touched.get(table, {}):
            return self.touched[table][number]
        line = self.version.layout.lines(table).get(str(number))
        return None if line is None else fields_of(str(number), line, table)

    def put(self, table: str, number: int, document: Document | None) -> None:
        if isinstance(self.version.layout.tables.get(table), bytes):
            raise DataInvalid(
                tr(
                    "The table {table} isn't an object of records, so nothing can be added to it.",
                    table=table,
                ),
                tr("Nothing was written. Correct the table in the file with a text editor."),
            )
        self.touched.setdefault(table, {})[number] = document
        self.next_id[table] = max(_count(self.next_id.get(table)), number + 1)

    def ids(self, table: str) -> set[int]:
        """Return the ids in use, including this write's own."""
        found = {number for key in self.version.layout.lines(table) if (number := document_id(key))}
        for number, document in self.touched.get(table, {}).items():
            (found.discard if document is None else found.add)(number)
        return found

    def new_id(self, table: str) -> int:
        highest = self.version.layout.lines(table).highest
        number = max(_count(self.next_id.get(table)), highest + 1)
        self.next_id[table] = number + 1
        return number

    def numbered(self, changes: Sequence[Change]) -> list[Change]:
        """Return the changes with real ids instead of placeholders for new documents."""
        ids: dict[str, dict[int, int]] = {}
        for change in changes:
            if not change.creates or change.id > 0:
                continue
            own = ids.setdefault(change.table, {})
            if not own:
                own[change.id] = self.new_id(change.table)
            elif change.id not in own:
                own[change.id] = self.next_id[change.table]
                self.next_id[change.table] += 1
        return renumber(changes, ids) if ids else list(changes)

    def last_deleted(self, table: str, number: int) -> Document | None:
        for entry in sorted(self.version.community.history.values(), key=lambda e: -e.id):
            for change in reversed(entry.changes):
                if (change.table, change.id, change.after) == (table, number, None):
                    return change.before
        return None

    def close(self, refuse_faults: bool) -> tuple[Version, dict[str, dict[str, bytes | None]]]:
        """Return the next version, and its lines; encode and decode only documents that were touched."""
        lines: dict[str, dict[str, bytes | None]] = {}
        for table, documents in self.touched.items():
            own = lines.setdefault(table, {})
            for number, document in documents.items():
                key = str(number)
                own[key] = line = None if document is None else line_of(key, document)
                if refuse_faults and line is not None:
                    self._refuse_new_faults(table, number, line)
        generation = self.version.generation + 1
        meta = {**self.meta, "generation": generation, "next_id": self.next_id}
        meta.setdefault("schema", SCHEMA)
        if not meta.get("uid"):
            meta["uid"] = self.version.uid or os.urandom(8).hex()
        lines["meta"] = {self.meta_key: line_of(self.meta_key, meta)}
        version = patched(self.version, lines, generation)
        return msgspec.structs.replace(version, uid=_sign(meta)), lines

    def _refuse_new_faults(self, table: str, number: int, line: bytes) -> None:
        if table not in tables_of(type(self.version.community)):
            return
        key = str(number)
        found = record_of(table, number, body_of(key, line))[1]
        if found and (before := self.version.layout.lines(table).get(key)) is not None:
            known = record_of(table, number, body_of(key, before))[1]
            found = [fault for fault in found if fault not in known]
        _refuse(found)


def _refuse(faults: Iterable[Fault]) -> None:
    places = [
        f"{fault.table} {fault.id or ''}, {fault.field or ''}: {fault.message}" for fault in faults
    ]
    if places:
        raise DataInvalid(
            tr("This can't be saved: {places}", places=" ".join(places)),
            tr("Nothing was written. Correct the field."),
        )


def _meta(layout: Layout) -> tuple[str, Document]:
    lines = layout.lines("meta")
    key = meta_key(lines)
    return key, fields_of(key, lines[key], "meta") if key in lines else {}


def _sign(meta: Document) -> str:
    uid = meta.get("uid")
    return uid if isinstance(uid, str) else ""


def _count(value: Any) -> int:
    return value if type(value) is int and value > 0 else 0
