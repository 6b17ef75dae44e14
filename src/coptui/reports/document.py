"""What a report says, in whatever format: sections of texts, lists, tables, figures.

Every text here is as people wrote it; each writer makes it safe for its format.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Mark = Literal["better", "worse", ""]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; a line break in it stays one. `quiet` is for side remarks."""

    text: str
    quiet: bool = False


@dataclass(frozen=True)
class Items:
    """A list, one short text an item."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Facts:
    """Pairs of a label and its text."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Quote:
    """Someone's words, and who said them when."""

    text: str
    by: str


@dataclass(frozen=True)
class DocumentTable:
    """A table; `head` names the columns, and the first cell of a row names the row. `fields` name
    them in records, in every language alike."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Columns:
    """A chart with one column an event, earliest first; `labels` are short."""

    labels: tuple[str, ...]
    values: tuple[float, ...]


@dataclass(frozen=True)
class Strip:
    """One line of a chart: a value, the text at its end, an earlier value, a band."""

    label: str
    value: float
    said: str
    before: float | None = None
    band: tuple[float, float] | None = None


@dataclass(frozen=True)
class Strips:
    """A chart with one line a thing, all on one scale from 0 to `top`; `steps` are marked on it."""

    strips: tuple[Strip, ...]
    top: float
    steps: tuple[float, ...] = ()


@dataclass(frozen=True)
class Figure:
    """A chart, what it shows in a sentence, and its numbers as a table (whose caption names it).

    `key` explains the drawing, if need be.
    """

    chart: Columns | Strips
    says: str
    table: DocumentTable
    key: str = ""


@dataclass(frozen=True)
class SeenLine:
    """An evidence line as it was when an answer was given: its title, what it said, and the day."""

    title: str
    said: str
    on: str


@dataclass(frozen=True)
class Answered:
    """A question of a walk; `was` is the answer of the walk before, "" if there is none."""

    question: str
    answer: str
    was: str = ""
    word: str = ""
    mark: Mark = ""
    seen: tuple[SeenLine, ...] = ()


@dataclass(frozen=True)
class Answers:
    """The questions of a walk, in order."""

    rows: tuple[Answered, ...]


@dataclass(frozen=True)
class DocumentSection:
    title: str
    blocks: tuple[Block, ...]


Block = Paragraph | Items | Facts | Quote | DocumentTable | Figure | Answers | DocumentSection


@dataclass(frozen=True)
class ReportDocument:
    """A report. `hints` are for whoever makes it (what to record next) and not part of it."""

    title: str
    under: str
    blocks: tuple[Block, ...]
    foot: str = ""
    hints: tuple[str, ...] = ()


def records(document: ReportDocument) -> Iterator[dict[str, str]]:
    """Yield the document as flat records: `part` is the section, the other fields are texts.

    A table gives a record a row, by its fields; everything else has `text`, and
    `name`, `by`, `was`, `on` and `word` if they apply.
    """
    yield {"part": document.title, "text": document.under}
    yield from _records(document.title, document.blocks)


def _records(part: str, blocks: tuple[Block, ...]) -> Iterator[dict[str, str]]:
    for block in blocks:
        match block:
            case DocumentSection(title, inner):
                yield from _records(title, inner)
            case Paragraph(text):
                yield {"part": part, "text": text}
            case Items(items):
                yield from ({"part": part, "text": item} for item in items)
            case Facts(pairs):
                yield from ({"part": part, "name": name, "text": text} for name, text in pairs)
            case Quote(text, by):
                yield {"part": part, "text": text, "by": by}
            case DocumentTable() as table:
                yield from _rows(part, table)
            case Figure(_, _, table, _):
                yield from _rows(table.caption, table)
            case Answers(rows):
                for row in rows:
                    yield {
                        "part": part, "name": row.question, "text": row.answer,
                        "was": row.was, "word": row.word,
                    }  # fmt: skip
                    for seen in row.seen:
                        yield {
                            "part": row.question, "name": seen.title, "text": seen.said,
                            "on": seen.on,
                        }  # fmt: skip


def _rows(part: str, table: DocumentTable) -> Iterator[dict[str, str]]:
    for row in table.rows:
        yield {"part": part, **dict(zip(table.fields or table.head, row, strict=True))}
