"""The JSON Schema of a coptui file, made from the record types."""

from __future__ import annotations

from typing import Any

import msgspec

from coptui.core.model.records import TABLES
from coptui.language import tr
from coptui.store.migrate import SCHEMA


def json_schema() -> dict[str, Any]:
    """Return the schema of the whole file: tables of documents by id. Fields not named here are
    kept."""
    _, parts = msgspec.json.schema_components(TABLES.values(), ref_template="#/$defs/{name}")
    tables: dict[str, Any] = {"meta": {"type": "object", "additionalProperties": _META}}
    for table, record in TABLES.items():
        shape = parts[record.__name__]
        shape["properties"].pop("id", None)
        shape["required"] = list(record.required)
        tables[table] = {
            "type": "object",
            "additionalProperties": {"$ref": f"#/$defs/{record.__name__}"},
        }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": tr("A coptui file"),
        "type": "object",
        "properties": tables,
        "$defs": parts,
    }


_META = {
    "type": "object",
    "properties": {
        "schema": {"type": "integer", "minimum": 1, "maximum": SCHEMA},
        "generation": {"type": "integer", "minimum": 0},
        "uid": {"type": "string"},
        "next_id": {"type": "object", "additionalProperties": {"type": "integer", "minimum": 1}},
    },
    "required": ["schema"],
}
