"""Codes in place of confidential titles in what people wrote, also before they were confidential.
Pure."""

from __future__ import annotations

from typing import Any

import msgspec

from coptui.core.model.community import Community
from coptui.core.model.confidential import masked, titles
from coptui.core.model.records import TABLES, Record, Text, document


def coded(community: Community, table: str, content: Any) -> Any:
    """Return a document of a table, or a part of it, with codes for what is confidential in a
    community."""

    def visit(text: str, kind: Text | None, path: str) -> str:
        return text if kind in (Text.PLAIN, Text.OWN) else masked(community, text)

    if not titles(community):
        return content
    from coptui.core.forgetting.texts_of import changed  # Most communities have no secret.

    return changed(table, content, visit)


def with_codes(seen: Community, community: Community) -> Community:
    """Return what is seen of a community with codes for what is confidential in it."""
    # As they stand within a document; most records have none, and are left alone.
    wanted = [msgspec.json.encode(title)[1:-1] for title in titles(community)]
    for table in TABLES if wanted else ():
        if table == "history":
            continue
        records = {
            number: _coded(community, record)
            for number, record in seen.table(table).items()
            if any(title in msgspec.json.encode(record) for title in wanted)
        }
        seen = seen.with_records(table, records) if records else seen
    return seen


def _coded(community: Community, record: Record) -> Record:
    content = coded(community, record.table, document(record))
    return msgspec.structs.replace(
        msgspec.convert(content, type(record), str_keys=True), id=record.id
    )
