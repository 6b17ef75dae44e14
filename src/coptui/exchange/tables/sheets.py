"""Delimited text: rows with their lines, and tables in which columns are found by name."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from coptui.errors import UsageError
from coptui.exchange.tables.progress import EVERY, tell
from coptui.exchange.writers.cells import as_meant
from coptui.language import tr

DELIMITERS = ("\t", ",", ";", "|")
LINES_OF_A_CELL = 300
"""A quotation mark that is not closed within this many lines is taken as a letter."""
LINES_OF_HEAD = 400
MOST_COLUMNS = 1000
"""Of one table; no program exports more."""

_LINE_ENDS = re.compile(r"\r\n|\r|\n")
_MARKS = re.compile(r"[\s_\-‐‑‒–—]+")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "´": "'", "`": "'"})
# Above every cell that fits into memory here, and within a C long everywhere.
csv.field_size_limit(2**31 - 1)


@lru_cache(maxsize=4096)
def folded(head: str) -> str:
    """Return a heading for comparison: case, spaces, dashes and underscores make no difference."""
    text = unicodedata.normalize("NFC", head.strip().strip('"\ufeff')).casefold()
    return _MARKS.sub(" ", text.translate(_APOSTROPHES)).strip()


def lines_of(text: str) -> list[str]:
    """Return the lines of a text, whatever ends them; the first is line 1."""
    return _LINE_ENDS.split(text)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """The trimmed cells of one row; `line` is the line on which it begins (1 is the first)."""

    line: int
    cells: tuple[str, ...]

    @property
    def blank(self) -> bool:
        return not any(self.cells)

    @property
    def text(self) -> str:
        """The row as one short text, to say which one is meant."""
        return " | ".join(cell for cell in self.cells if cell)[:200]


class TextSheet:
    """A text as rows, split at one delimiter; blank rows are kept."""

    def __init__(self, text: str, delimiter: str) -> None:
        self.delimiter = delimiter
        lines = lines_of(text)
        first = 1 if lines and re.fullmatch(r'"?sep=.?"?', lines[0].strip(), re.I) else 0
        self.rows: tuple[SheetRow, ...] = tuple(_rows(lines, first, delimiter))

    def below(self, heads: SheetRow) -> TextSheet:
        """Return the same rows under other headings."""
        sheet = object.__new__(TextSheet)
        sheet.delimiter, sheet.rows = self.delimiter, (heads, *self.rows)
        return sheet

    def plain(self) -> TextSheet:
        """Return the same rows without what spreadsheets put around cells."""
        sheet = object.__new__(TextSheet)
        sheet.delimiter = self.delimiter
        sheet.rows = tuple(
            SheetRow(row.line, tuple(map(plain_cell, row.cells))) for row in self.rows
        )
        return sheet

    def tables(self, *signatures: frozenset[str], within: int | None = None) -> list[int]:
        """Return the positions of rows with every heading of a signature.

        `within`: only among this many filled rows from the top.
        """
        positions = []
        seen = 0
        for position, row in enumerate(self.rows):
            if row.blank:
                continue
            seen += 1
            if within is not None and seen > within:
                break
            # Headings are short; this keeps long files quick.
            if len(row.cells) < 2 or any(len(cell) > 2000 for cell in row.cells):
                continue
            heads = {folded(cell) for cell in row.cells}
            if any(signature <= heads for signature in signatures):
                positions.append(position)
        return positions

    def table(self, position: int, end: int | None = None, *, to_blank: bool = False) -> Table:
        """Return the table whose headings are at `position`, up to row `end` or a blank row."""
        rows = []
        for row in self.rows[position + 1 : end]:
            if row.blank:
                if to_blank:
                    break
                continue
            rows.append(row)
        return Table(self.rows[position], rows)


def separator(text: str) -> str | None:
    """Return the delimiter named by a first line such as `sep=;`."""
    found = re.match(r'"?sep=(.)"?\s*(?:\r|\n)', text.lstrip("\ufeff"), re.IGNORECASE)
    if found:
        return found[1]
    return "\t" if re.match(r'"?sep=\t', text, re.IGNORECASE) else None


def top_of(text: str) -> str:
    """Return the first lines of a text, where headings are looked for."""
    end = -1
    for _ in range(LINES_OF_HEAD):
        end = text.find("\n", end + 1)
        if end < 0:
            return text
    return text[:end]


def likely_delimiter(text: str) -> str | None:
    """Return the delimiter that makes most rows of the longest section equally wide, if any."""
    if said := separator(text):
        return said
    best: tuple[float, int, str] | None = None
    for delimiter in DELIMITERS:
        widths = [
            len(row.cells)
            for row in TextSheet(text[:200_000], delimiter).rows[:200]
            if not row.blank
        ]
        wide = [width for width in widths if width > 1]
        if not wide:
            continue
        usual = max(set(wide), key=wide.count)
        score = (wide.count(usual) / len(widths), usual, delimiter)
        if best is None or score[:2] > best[:2]:
            best = score
    return best[2] if best else None


class Table:
    """Rows below headings. A heading that occurs twice is `email`, then `email 2`."""

    def __init__(self, heads: SheetRow, rows: Sequence[SheetRow]) -> None:
        if len(heads.cells) > MOST_COLUMNS:
            raise UsageError(
                tr("This table has more than {most_columns:,} columns.", most_columns=MOST_COLUMNS),
                tr("Export only the columns you need."),
            )
        self.line = heads.line
        self.heads = heads.cells
        self.rows = rows
        self.index: dict[str, int] = {}
        for position, cell in enumerate(heads.cells):
            name = folded(cell)
            if not name:
                continue
            number = 1
            unique = name
            while unique in self.index:
                number += 1
                unique = f"{name} {number}"
            self.index[unique] = position

    def __contains__(self, head: str) -> bool:
        return folded(head) in self.index

    def cell(self, row: SheetRow, *heads: str) -> str:
        """Return the first of these columns that the table has and the row fills; else ""."""
        for head in heads:
            position = self.index.get(folded(head))
            if position is not None and position < len(row.cells) and row.cells[position]:
                return row.cells[position]
        return ""

    def column(self, *heads: str) -> Iterator[str]:
        """Return the cells of a column, without empty ones."""
        for row in self.rows:
            if cell := self.cell(row, *heads):
                yield cell

    def repeats_heads(self, row: SheetRow) -> bool:
        """Return whether a row is the headings again, as when files were joined."""
        return row.cells == self.heads

    def others(self, known: Iterable[str]) -> list[str]:
        """Return the headings as written, except those known."""
        names = {folded(name) for name in known}
        return [self.heads[position] for name, position in self.index.items() if name not in names]


class _TooLong(Exception):
    """A cell never ends: its quotation mark was just a character."""


class _Lines:
    """Lines for the csv module, until one row takes too many of them."""

    def __init__(self, lines: Sequence[str], start: int) -> None:
        self._lines = lines
        self.begun = self.next = start

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.next >= len(self._lines):
            raise StopIteration
        if self.next - self.begun > LINES_OF_A_CELL:
            raise _TooLong
        self.next += 1
        return self._lines[self.next - 1] + "\n"


def _rows(lines: Sequence[str], start: int, delimiter: str) -> Iterator[SheetRow]:
    feed = _Lines(lines, start)
    while feed.next < len(lines):
        try:
            for cells in csv.reader(feed, delimiter=delimiter):
                if feed.next - feed.begun > 1:
                    _closed(lines[feed.begun : feed.next], delimiter)
                yield SheetRow(feed.begun + 1, _trimmed(cells))
                feed.begun = feed.next
                if feed.begun % EVERY == 0:
                    tell("reading", feed.begun, len(lines))
        except (_TooLong, csv.Error):
            # Read this one row without its quotation marks, and go on as usual.
            plain = lines[feed.begun].replace('"', "")
            yield SheetRow(feed.begun + 1, _trimmed(plain.split(delimiter)))
            feed.begun = feed.next = feed.begun + 1


def _closed(lines: Sequence[str], delimiter: str) -> None:
    """Raise csv.Error if a cell over several lines doesn't end as a program would end it.

    Its quotation mark was just a character, and the lines below are rows of their own.
    """
    for _ in csv.reader((f"{line}\n" for line in lines), delimiter=delimiter, strict=True):
        pass


_HYPERLINK = re.compile(
    r'=HYPERLINK\(\s*"(?:mailto:)?([^"]*)"\s*(?:[,;]\s*"([^"]*)"\s*)?\)', re.IGNORECASE
)
_AS_TEXT = re.compile(r'="((?:[^"]|"")*)"')
# The apostrophe that tells a spreadsheet that a cell is text; not the one in 't Hooft.
_MARKED = re.compile(r"'(?:[^\W\d_][^']*|[^\s']+@[^\s']+)")
_NOTHING = frozenset(
    ("-", "--", "---", "–", "—", "n/a", "N/A", "#N/A", "NaN", "NULL", "Info Requested")
)


def plain_cell(cell: str) -> str:
    """Return a cell without white space and what spreadsheets put around it; "" for `--`."""
    cell = as_meant(cell)
    if cell[:1].isalnum() and cell[0] not in "nNI":
        return cell
    if cell[:1] == "=":
        if text := _AS_TEXT.fullmatch(cell):
            return text[1].replace('""', '"').strip()
        if link := _HYPERLINK.fullmatch(cell):
            target, label = link[1].strip(), (link[2] or "").strip()
            return (
                f"{label} <{target}>"
                if "@" in target and label and "@" not in label
                else label or target
            )
    if cell[:1] == "'" and _MARKED.fullmatch(cell) and (cell[1].isupper() or "@" in cell):
        return cell[1:]
    return "" if cell in _NOTHING else cell


def _trimmed(cells: Iterable[str]) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in islice(cells, MOST_COLUMNS + 1))
