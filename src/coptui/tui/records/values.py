"""Stored fields and values, in words."""

from __future__ import annotations

import json
from typing import Any

from coptui.core.model.changes import Document
from coptui.core.model.community import Community
from coptui.core.model.records import REFERENCES
from coptui.core.model.text import show
from coptui.core.writing.form_fields import FIELDS
from coptui.tui.records.words import name_of


def field_name(table: str, key: str) -> str:
    """Return what the form calls a field, or else its name in the file."""
    name = _plain(key)
    labels = {field.name: field.label for field in FIELDS.get(table, ())}
    return labels.get(name, name.replace("_", " "))


def _plain(key: str) -> str:
    return key.rstrip("+").split("/")[0]


def value_text(community: Community, table: str, values: Document | None, key: str) -> str:
    """Return a stored value in words, with names instead of ids."""
    value: Any = (values or {}).get(key)
    if value in (None, "", [], {}):
        return ""
    target = REFERENCES.get(table, {}).get(_plain(key))
    if target is not None and isinstance(value, int | list):
        ids = value if isinstance(value, list) else [value]
        return ", ".join(
            name_of(community.table(target).get(item)) if isinstance(item, int) else show(str(item))
            for item in ids
        )
    if isinstance(value, list):
        # Notes are shown by their text, the words of a list one after the other.
        parts = [item.get("text") if isinstance(item, dict) else item for item in value]
        if all(isinstance(part, str) for part in parts):
            return show(", ".join(map(str, parts)))
    return show(value) if isinstance(value, str) else show(json.dumps(value, ensure_ascii=False))
