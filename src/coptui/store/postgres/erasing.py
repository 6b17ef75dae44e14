"""Forgetting someone on a server: in every document and every earlier one, whole or not at all."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from typing import Any

from coptui.core.forgetting.documents import StoredDocument
from coptui.core.forgetting.plan import Plan, plan
from coptui.core.forgetting.request import Erasure, InQuestion, Request, Undone
from coptui.core.model.references import free_id
from coptui.language import tr
from coptui.store.address import Address
from coptui.store.documents import encode
from coptui.store.erasing import EraseBeside
from coptui.store.postgres import statements
from coptui.store.postgres.connection import in_schema
from coptui.store.postgres.line import LONGEST_WORK, Connection, Line
from coptui.store.postgres.lines import escaped, plain

StoredRow = Sequence[Any]
"""A document of one layer: the layer, table, key, the save that replaced it, and its text."""


def survey(
    rows: Sequence[StoredRow], request: Request, others: Sequence[StoredDocument]
) -> tuple[Plan, list[bool]]:
    """Return what forgetting would do to all layers, and which rows it touches."""
    documents: list[StoredDocument] = [
        (plain(table), plain(key), json.loads(body)) for _, table, key, _, body in rows
    ]
    living = [int(key) for layer, table, key, *_ in rows if (layer, table) == ("record", "members") and key.isdecimal()]  # fmt: skip
    tables: dict[str, dict[str, Any]] = {"members": {}, "meta": {}}
    for number, (table, key, document) in enumerate(documents):
        if table == "members":
            tables["members"][key] = {}
        elif table == "meta":
            tables["meta"][str(number)] = document
    forgetting_plan = plan([*documents, *others], living, request, free_id(tables, "members"))
    affected = set(forgetting_plan.look(documents))
    forgetting_plan.look(others)
    return forgetting_plan, [number in affected for number in range(len(rows))]


def erase(
    line: Line,
    address: Address,
    request: Request,
    others: Sequence[StoredDocument],
    beside: EraseBeside,
) -> Erasure:
    """Forget someone in one transaction, then give the space back that held the old rows."""

    def work(connection: Connection) -> tuple[Plan, int]:
        with connection.transaction():
            connection.execute(statements.THINKS)
            connection.execute(in_schema("SELECT FROM {schema}.head FOR UPDATE", address))
            rows = _layers(connection, address)
            forgetting_plan, touched = survey(rows, request, others)
            if forgetting_plan.open:
                raise InQuestion(tuple(forgetting_plan.open))
            past = _clean(connection, address, rows, touched, forgetting_plan)
        return forgetting_plan, past

    forgetting_plan, past = line.ask(work, within=LONGEST_WORK)
    undone = list(beside(forgetting_plan))

    def vacuum(connection: Connection) -> None:
        connection.execute(in_schema(statements.VACUUM, address))

    try:
        line.ask(vacuum, within=LONGEST_WORK)
    except Exception as error:  # What is erased stays erased; the room it took is given back later.
        undone.append(
            Undone(
                address.shown,
                tr("VACUUM FULL of record and past was not done: {error}", error=error),
            )
        )
    return Erasure(forgetting_plan.person, past, 0, tuple(undone))


def _clean(
    connection: Connection,
    address: Address,
    rows: Sequence[StoredRow],
    touched: Sequence[bool],
    forgetting_plan: Plan,
) -> int:
    """Write what is left of each row; return how many earlier documents changed."""
    documents: dict[str, dict[str, Any]] = {}
    affected: set[tuple[str, str, str]] = set()
    for (layer, table, key, _, body), is_touched in zip(rows, touched, strict=True):
        if is_touched:
            affected.add((table, key, body))
        if layer == "record" and (is_touched or plain(table) in ("meta", "erased")):
            documents.setdefault(plain(table), {})[plain(key)] = json.loads(body)
    _save(connection, address, documents, forgetting_plan)
    cleaned = 0
    # What that save replaced is among them now.
    for _, table, key, until, body in _layers(connection, address):
        if until is None or (table, key, body) not in affected:
            continue
        name, number, document = plain(table), plain(key), json.loads(body)
        left = forgetting_plan.tables({name: {number: document}}).get(name, {}).get(number)
        where = (table, key, until)
        if left is None:
            connection.execute(in_schema(statements.DROP_PAST, address), where)
        elif left != document:
            text = encode(left).decode()
            connection.execute(in_schema(statements.CLEAN_PAST, address), (text, *where))
        cleaned += left != document
    return cleaned


def _layers(connection: Connection, address: Address) -> list[StoredRow]:
    return list(connection.execute(in_schema(statements.ALL_LAYERS, address)).fetchall())


def _save(
    connection: Connection,
    address: Address,
    records: dict[str, dict[str, Any]],
    forgetting_plan: Plan,
) -> None:
    """Save what is left of today's documents as a save of its own."""
    head = connection.execute(in_schema(statements.NUMBER, address)).fetchone()
    assert head is not None
    generation, mark = head
    new = forgetting_plan.tables(records, mark=True)
    tables: list[str] = []
    keys: list[str] = []
    bodies: list[str | None] = []
    for name in dict.fromkeys((*records, *new)):
        old_documents, documents = records.get(name, {}), new.get(name, {})
        for key in dict.fromkeys((*old_documents, *documents)):
            document = documents.get(key)
            if name == "meta" and isinstance(document, dict):
                document = {**document, "generation": generation + 1}
            if old_documents.get(key) != document:
                tables.append(escaped(name))
                keys.append(escaped(key))
                bodies.append(None if document is None else encode(document).decode())
    given = (generation, mark, uuid.uuid4(), "erasure", tables, keys, bodies)
    connection.execute(in_schema(statements.SAVE, address), given)
