"""Tables written as HTML, or as Excel's XML of 2003: many programs export them as `.xls`."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from coptui.exchange.tables.sheets import MOST_COLUMNS
from coptui.language import tr

WORKBOOK = tr("an Excel workbook written as XML")
PAGE = tr("a web page (HTML)")
_XML = re.compile(r"\s*<\?xml\b.{0,2000}?spreadsheet", re.IGNORECASE | re.DOTALL)
_HTML = re.compile(r"\s*(?:<\?xml\b[^>]*>\s*)?<(?:!doctype html|html|table|meta|head)\b", re.I)
_UNREAD = frozenset(("script", "style", "title"))

Sheets = dict[str, list[list[str]]]


def marked_up(text: str) -> tuple[Sheets, str]:
    """Return the tables of a text in HTML or Excel's XML by name, and what it is; "" if it is neither."""
    kind = WORKBOOK if _XML.match(text) else PAGE if _HTML.match(text) else ""
    if not kind:
        return {}, ""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    # A table of one row or column holds a page together.
    tables = {
        name: rows
        for name, rows in reader.sheets.items()
        if sum(sum(map(bool, row)) > 1 for row in rows) > 1
    }
    return tables, kind


class _Reader(HTMLParser):
    """Collects the cells of rows; a table inside a cell belongs to the row around it."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: Sheets = {}
        self._rows: list[list[str]] = []
        self._name = ""
        self._depth = 0
        self._row: list[str] | None = None
        self._cell: list[str] | None = None
        self._unread = 0
        self._wide = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tag = tag.rpartition(":")[2]
        given = {name.rpartition(":")[2]: value or "" for name, value in attrs}
        if tag in _UNREAD:
            self._unread += 1
        elif tag == "worksheet":
            self._name = given.get("name", "")
        elif tag == "table":
            self._depth += 1
            if self._depth == 1:
                name = self._name or tr("table {count}", count=len(self.sheets) + 1)
                self._rows = self.sheets.setdefault(name, [])
        elif tag in ("tr", "row") and self._depth == 1:
            self._end_row()
            self._row = []
        elif tag in ("td", "th", "cell") and self._depth == 1 and self._row is not None:
            self._end_cell()
            # A workbook leaves empty cells out, and says at which place the next one is.
            place = _number(given.get("index", ""), len(self._row) + 1)
            self._row += [""] * (place - 1 - len(self._row))
            self._cell = []
            self._wide = _number(given.get("colspan", ""), 1)
        elif tag == "br" and self._cell is not None:
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        if tag in _UNREAD:
            self._unread = max(0, self._unread - 1)
        elif tag == "table":
            if self._depth == 1:
                self._end_row()
            self._depth = max(0, self._depth - 1)
        elif tag in ("tr", "row") and self._depth == 1:
            self._end_row()
        elif tag in ("td", "th", "cell") and self._depth == 1:
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._unread:
            self._cell.append(data)

    def _end_cell(self) -> None:
        if self._cell is not None and self._row is not None:
            self._row += [" ".join("".join(self._cell).split()), *[""] * (self._wide - 1)]
        self._cell = None

    def _end_row(self) -> None:
        self._end_cell()
        if self._row is not None:
            self._rows.append(self._row)
        self._row = None


def _number(text: str, otherwise: int) -> int:
    return min(int(text), MOST_COLUMNS) if text.isdecimal() and text != "0" else otherwise
