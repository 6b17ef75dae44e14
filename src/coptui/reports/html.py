"""A report as a web page: one file that fetches nothing and runs nothing."""

from __future__ import annotations

import html
from collections.abc import Iterable

from coptui.core.model.text import show
from coptui.language import LANGUAGE, tr
from coptui.reports.charts import chart
from coptui.reports.document import (
    Answered,
    Answers,
    Block,
    DocumentSection,
    DocumentTable,
    Facts,
    Figure,
    Items,
    Mark,
    Paragraph,
    Quote,
    ReportDocument,
)
from coptui.reports.style import STYLE

# Even if something should slip in, a browser neither runs nor fetches it.
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def page(document: ReportDocument) -> str:
    """Return the document as a page to read or to print; it ends with a line break."""
    body = _Writer().blocks(document.blocks, 2)
    under = f"<p>{_safe(document.under)}</p>" if document.under else ""
    foot = f"<footer><p>{_safe(document.foot)}</p></footer>\n" if document.foot else ""
    return (
        f'<!doctype html>\n<html lang="{LANGUAGE}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{_safe(document.title)}</title>\n<style>\n{STYLE}\n</style>\n</head>\n<body>\n"
        f"<header>\n<h1>{_safe(document.title)}</h1>\n{under}\n</header>\n"
        f"<main>\n{body}\n</main>\n{foot}</body>\n</html>\n"
    )


class _Writer:
    """Counts figures and headings, whose ids must be unique on the page.

    A screen reader lists the parts of a page by their names: a section within a part, or with a name
    that another part has, is found by its heading alone.
    """

    def __init__(self) -> None:
        self._number = 0
        self._parts: set[str] = set()

    def _next(self) -> int:
        self._number += 1
        return self._number

    def blocks(self, blocks: Iterable[Block], level: int) -> str:
        return "\n".join(self._block(block, level) for block in blocks)

    def _block(self, block: Block, level: int) -> str:
        match block:
            case DocumentSection(title, inner):
                name = f"part-{self._next()}"
                is_part = level == 2 and title not in self._parts
                self._parts.add(title)
                named = f' aria-labelledby="{name}"' if is_part else ""
                return (
                    f"<section{named}>\n"
                    f'<h{level} id="{name}">{_safe(title)}</h{level}>\n'
                    f"{self.blocks(inner, level + 1)}\n</section>"
                )
            case Paragraph(text, quiet):
                tone = ' class="quiet"' if quiet else ""
                return "\n".join(f"<p{tone}>{line}</p>" for line in _lines(text))
            case Items(items):
                inside = "".join(f"<li>{_safe(item)}</li>\n" for item in items)
                return f"<ul>\n{inside}</ul>"
            case Facts(pairs):
                inside = "".join(f"<dt>{_safe(a)}</dt><dd>{_safe(b)}</dd>\n" for a, b in pairs)
                return f"<dl>\n{inside}</dl>"
            case Quote(text, by):
                said = "".join(f"<p>{line}</p>" for line in _lines(text))
                return f"<blockquote>{said}<footer>{_safe(by)}</footer></blockquote>"
            case DocumentTable() as table:
                return _table(table)
            case Figure(_, says, table, key):
                as_table = _safe(tr("As a table: {title}", title=table.caption))
                return (
                    f"<figure>\n<figcaption>{_safe(table.caption)}. <span>{_safe(f'{says} {key}')}</span>"
                    f"</figcaption>\n{chart(block, self._next())}\n"
                    f"<details><summary>{as_table}</summary>\n"
                    f"{_table(table)}\n</details>\n</figure>"
                )
            case Answers(rows):
                return _answers(rows)


def _table(table: DocumentTable) -> str:
    def kind(n: int) -> str:
        return ' class="number"' if n in table.numbers else ""

    heads = "".join(
        f'<th scope="col"{kind(n)}>{_safe(head)}</th>' for n, head in enumerate(table.head)
    )
    rows = "".join(
        f'<tr><th scope="row">{_safe(row[0])}</th>'
        + "".join(f"<td{kind(n)}>{_safe(cell)}</td>" for n, cell in enumerate(row[1:], 1))
        + "</tr>\n"
        for row in table.rows
    )
    return (
        f"<table>\n<caption>{_safe(table.caption)}</caption>\n<thead><tr>{heads}</tr></thead>\n"
        f"<tbody>\n{rows}</tbody>\n</table>"
    )


def _answers(rows: Iterable[Answered]) -> str:
    heads = "".join(
        f'<th scope="col">{head}</th>'
        for head in (tr("Question"), tr("Answer"), tr("The evidence at the time"))
    )
    return (
        f'<table class="answers">\n<thead><tr>{heads}</tr></thead>\n<tbody>\n'
        + "".join(map(_answered, rows))
        + "</tbody>\n</table>"
    )


def _answered(row: Answered) -> str:
    was = f"<small>{_safe(tr('before: {answer}', answer=row.was))}</small>" if row.was else ""
    seen = "".join(
        f"<li>{_safe(one.title)}, {_safe(one.on)}: {_safe(one.said)}</li>" for one in row.seen
    )
    return (
        f'<tr><th scope="row">{_safe(row.question)}</th>'
        f"<td>{_safe(row.answer)}{_moved(row.word, row.mark)}{was}</td>"
        f'<td>{f"""<ul class="seen">{seen}</ul>""" if seen else ""}</td></tr>\n'
    )


def _moved(word: str, mark: Mark) -> str:
    if not word:
        return ""
    tone = f' class="{mark}"' if mark else ""
    return f" <span{tone}>({_safe(word)})</span>"


def _lines(text: str) -> list[str]:
    return [_safe(line) for line in text.split("\n") if line.strip()]


def _safe(text: str) -> str:
    """Return people's text fit for the inside of an element or a quoted attribute."""
    return html.escape(" ".join(show(text).split()))
