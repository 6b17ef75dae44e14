"""Which versions of the file format this program reads."""

from __future__ import annotations

from typing import Any

from coptui.core.model.sentences import NEEDS_NEWER
from coptui.errors import DataInvalid
from coptui.language import tr
from coptui.store.documents import Lines, plain_of
from coptui.store.layout import Layout

SCHEMA = 1
"""The number of the form that this version writes."""


def migrate(layout: Layout, where: str) -> Layout:
    """Return the layout in today's format. A file without a schema, written by hand, is schema 1.

    Raise DataInvalid if the file was made by a newer coptui, or its schema isn't a number.
    """
    number = schema_of(layout)
    if number is None:
        raise DataInvalid(
            tr("{where}: the schema in the table meta isn't a whole number above 0.", where=where),
            tr(
                "Set it to {schema} in a text editor, or restore a backup with `coptui restore`.",
                schema=SCHEMA,
            ),
        )
    if number > SCHEMA:
        raise DataInvalid(
            tr(
                "{where} was made by a newer coptui (schema {number}; this one reads up to {schema}).",
                where=where,
                number=number,
                schema=SCHEMA,
            ),
            NEEDS_NEWER,
        )
    return layout


def schema_of(layout: Layout) -> int | None:
    """Return the file's schema number, 1 if it has none, None if it isn't a number."""
    meta = meta_of(layout)
    number = meta.get("schema", 1) if isinstance(meta, dict) else None
    return number if type(number) is int and number > 0 else None


def meta_of(layout: Layout) -> Any:
    """Return what a file says about itself; {} if it says nothing."""
    lines = layout.lines("meta")
    return plain_of(lines.document(meta_key(lines))) if lines else {}


def meta_key(lines: Lines) -> str:
    """Return the key of the document that says that."""
    return "1" if "1" in lines else next(iter(lines), "1")
