"""A report as plain text, for a letter."""

from __future__ import annotations

from collections.abc import Iterable

from coptui.reports.document import (
    Block,
    DocumentSection,
    DocumentTable,
    Facts,
    Items,
    Paragraph,
    Quote,
    ReportDocument,
)


def plain(document: ReportDocument) -> str:
    """Return the document without its title, its charts and what is said to its writer at the end;
    an empty line between paragraphs."""
    parts = [document.under, *_blocks(document.blocks)]
    return "\n\n".join(part for part in parts if part)


def _blocks(blocks: Iterable[Block]) -> Iterable[str]:
    for block in blocks:
        match block:
            case DocumentSection(title, inner):
                below = list(_blocks(inner))
                if below:
                    yield f"{title}\n{below[0]}"
                    yield from below[1:]
            case Paragraph(text):
                yield text
            case Items(items):
                yield "\n".join(f"- {item}" for item in items)
            case Facts(pairs):
                yield "\n".join(f"{name}: {text}" for name, text in pairs)
            case Quote(text, by):
                yield f"{text}\n({by})"
            case DocumentTable(caption, _, rows):
                cells = ("; ".join(filter(None, row)) for row in rows)
                yield "\n".join((caption, *(f"- {cell}" for cell in cells)))
            case _:
                continue
