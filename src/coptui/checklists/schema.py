"""The JSON Schema of a checklist file, for editors, made from the types."""

from __future__ import annotations

from typing import Any

import msgspec

from coptui.checklists.template import EVERY, Template


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a checklist file as it is written; it allows no other
    keys."""
    (root,), parts = msgspec.json.schema_components([Template], ref_template="#/$defs/{name}")
    for part in parts.values():
        part["additionalProperties"] = False
    for name in ("origin", "language"):
        parts["Template"]["properties"].pop(name)
    parts["Template"]["properties"]["every"]["pattern"] = f"^$|{EVERY}"
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "coptui checklist",
        **root,
        "$defs": parts,
    }
