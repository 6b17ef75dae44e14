"""A report as Markdown that is easy to read as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from coptui.core.model.text import show
from coptui.language import tr
from coptui.reports.document import (
    Answered,
    Answers,
    Block,
    DocumentSection,
    DocumentTable,
    Facts,
    Figure,
    Items,
    Paragraph,
    Quote,
    ReportDocument,
)

# What may begin or end emphasis, code, a link, HTML, a table's cell or an entity, anywhere.
_ANYWHERE = re.compile(r"[\\`*\[\]<>|~]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
# What makes a heading, a list, a quotation, a rule or a block of code of a line that begins so.
_AT_FIRST = re.compile(r"(?:[#+\-=:]|(\d{1,9})(?=[.)]))")


def escape(text: str) -> str:
    """Return one line of people's text so that every Markdown reader shows exactly these letters."""
    safe = _ANYWHERE.sub(r"\\\g<0>", " ".join(show(text).split()))
    found = _AT_FIRST.match(safe)
    if found is None:
        return safe
    digits = found[1] or ""
    return f"{digits}\\{safe[len(digits) :]}"


def markdown(document: ReportDocument) -> str:
    """Return the document, its paragraphs separated by one empty line; it ends with a line break."""
    parts = [f"# {escape(document.title)}"]
    parts += [escape(document.under)] if document.under else []
    parts += _blocks(document.blocks, 2)
    parts += ["---", escape(document.foot)] if document.foot else []
    return "\n\n".join(parts) + "\n"


def _blocks(blocks: Iterable[Block], level: int) -> list[str]:
    parts: list[str] = []
    for block in blocks:
        match block:
            case DocumentSection(title, inner):
                parts += [f"{'#' * level} {escape(title)}", *_blocks(inner, level + 1)]
            case Paragraph(text):
                parts += ["\n\n".join(escape(line) for line in text.split("\n") if line.strip())]
            case Items(items):
                parts.append("\n".join(f"- {escape(item)}" for item in items))
            case Facts(pairs):
                parts.append(
                    "\n".join(f"- **{escape(name)}:** {escape(text)}" for name, text in pairs)
                )
            case Quote(text, by):
                lines = [escape(line) for line in text.split("\n") if line.strip()]
                parts.append("\n>\n".join(f"> {line}" for line in (*lines, f"({escape(by)})")))
            case DocumentTable() as table:
                parts.append(_table(table))
            case Figure(_, says, table, _):
                parts += [f"**{escape(table.caption)}.** {escape(says)}", _table(table)]
            case Answers(rows):
                parts += [_answered(row) for row in rows]
    return parts


def _answered(row: Answered) -> str:
    was = escape(tr("before: {answer}", answer=row.was)) if row.was else ""
    word = f" ({escape(row.word)})" if row.word else ""
    said = "; ".join(filter(None, (escape(row.answer), was)))
    lines = [f"**{escape(row.question)}** {said}{word}", ""]
    for seen in row.seen:
        lines.append(f"- {escape(seen.title)}, {escape(seen.on)}: {escape(seen.said)}")
    return "\n".join(lines).rstrip()


def _table(table: DocumentTable) -> str:
    rows = [tuple(map(escape, row)) for row in (table.head, *table.rows)]
    widths = [max(3, *(len(row[n]) for row in rows)) for n in range(len(table.head))]
    if max(sum(widths), 0) > 100:
        # Aligned only where that still fits a screen.
        widths = [3] * len(widths)

    def line(row: tuple[str, ...]) -> str:
        cells = [
            cell.rjust(width) if n in table.numbers else cell.ljust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        return f"| {' | '.join(cells)} |"

    rule = [
        "-" * (width - 1) + (":" if n in table.numbers else "-") for n, width in enumerate(widths)
    ]
    return "\n".join([line(rows[0]), f"| {' | '.join(rule)} |", *map(line, rows[1:])])
