"""What can be exported: each with what is in it and what is not."""

from __future__ import annotations

from collections.abc import Mapping

from coptui.core.model.text import show
from coptui.exports import EXPORTS
from coptui.tui.kit.rows import Row, Rows, Span, listed
from coptui.tui.records.words import text_rows

READING = 100
"""Cells for a line of text."""


def export_rows(width: int, height: int, written: Mapping[str, str]) -> Rows:
    """Return a title and a description for each; `written` says by id where it was just saved."""
    width = min(width - 4, READING)
    parts: list[list[Row]] = []
    for export in EXPORTS:
        part = [Row(export.id, (Span(f" {export.title}"),))]
        part += text_rows(f"{export.holds}; {export.without}", width, "quiet", "   ")
        if said := written.get(export.id):
            part += text_rows(show(said), width, "good", "   ")
        parts.append(part)
    # Blank lines between them where there is room.
    airy = sum(map(len, parts)) + len(parts) - 1 <= height
    rows = [row for part in parts for row in (*part, *([Row(None, ())] if airy else []))]
    return listed(rows)
