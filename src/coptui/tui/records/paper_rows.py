"""A brief or minutes as rows: the text as it is copied and written, wrapped for reading."""

from __future__ import annotations

from coptui.tui.kit.rows import Row, Rows, Span, listed
from coptui.tui.records.words import text_rows, wrap

READING = 76
"""Cells for a line of text."""


def paper_rows(markdown: str, width: int) -> Rows:
    """Return the rows: headings stand out, and a point's continuation lines up with its text."""
    width = min(max(30, width - 4), READING)
    rows: list[Row] = []
    for line in markdown.rstrip("\n").split("\n"):
        if line.startswith("#"):
            rows += text_rows(line, width, "heading", " ")
        elif line.startswith("- "):
            for number, part in enumerate(wrap(line[2:], width - 3)):
                rows.append(Row(None, (Span(" - " if number == 0 else "   "), Span(part))))
        else:
            rows += text_rows(line, width, "plain", " ")
    return listed(rows)
