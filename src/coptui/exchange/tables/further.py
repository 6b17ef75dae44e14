"""Columns that coptui has no field for: kept as text with the person of the row, privately."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from coptui.core.model.counting import first_of
from coptui.core.model.text import clean
from coptui.exchange.tables.sheets import SheetRow, Table, folded
from coptui.exchange.writers.cells import as_meant
from coptui.language import tr

MOST = 40
"""This many columns of one table are kept; a list has fewer."""
HEAD, TEXT = 120, 500
"""Characters of a heading and of a text that are kept."""

POSITION = "Position"
"""Under which the title of someone's work is kept."""


class Further:
    """The columns at some positions of a table, by their headings.

    A column without a heading is left out. The second of two equal heads becomes `Colour 2`. `plain`
    strips what the program puts around its heads and cells.
    """

    def __init__(
        self, table: Table, positions: Iterable[int], plain: Callable[[str], str] = as_meant
    ) -> None:
        self._plain = plain
        heads: dict[str, int] = {}
        for position in positions:
            head = further_head(plain(table.heads[position]))
            if not head:
                continue
            name, number = head, 1
            while name in heads:
                number += 1
                name = f"{head} {number}"
            heads[name] = position
        self._kept = dict([*heads.items()][:MOST])
        self._left = [*heads][MOST:]
        self._filled: set[str] = set()
        self._cut = False

    def of(self, row: SheetRow) -> dict[str, Any]:
        """Return the field `more` for the person of a row; empty if no such column is filled."""
        texts_by_head = {}
        for head, position in self._kept.items():
            cell = self._plain(row.cells[position]) if position < len(row.cells) else ""
            # A cell is long only by mistake, and cleaning takes time for each letter.
            text = clean(cell[: 4 * TEXT])
            if len(text) > TEXT:
                text, self._cut = text[:TEXT].rstrip(), True
            if text:
                texts_by_head[head] = text
                self._filled.add(head)
        return {"more": texts_by_head} if texts_by_head else {}

    @property
    def notes(self) -> tuple[str, ...]:
        """Which columns were kept, once the rows have been read, and what of them was cut."""
        filled = [head for head in self._kept if head in self._filled]
        if not filled:
            return ()
        notes = [
            tr(
                "These columns are kept as private text with each person: {some}.",
                some=_some(filled),
            )
        ]
        if self._left:
            notes.append(
                tr("More columns than can be kept are left out: {some}.", some=_some(self._left))
            )
        if self._cut:
            notes.append(tr("Longer texts are cut to {text} characters.", text=TEXT))
        return tuple(notes)


def further_of(
    table: Table, known: Iterable[str], plain: Callable[[str], str] = as_meant
) -> Further:
    """Return the columns whose headings are not among those the program itself writes."""
    names = {folded(head) for head in known}
    places = (position for name, position in table.index.items() if name not in names)
    return Further(table, places, plain)


def further_head(head: str) -> str:
    """Return a heading as the name of a text, without the colon that would split it in a form."""
    return clean(head[: 4 * HEAD].replace(":", " "), HEAD)


def keep_text(more: dict[str, str], head: str, text: str) -> None:
    """Keep a text under its heading, or as `Phone 2` where that one holds another text."""
    name = plain = further_head(head)
    number = 1
    while more.get(name, text[:TEXT]) != text[:TEXT]:
        number += 1
        name = f"{plain} {number}"
    if name and text:
        more[name] = text[:TEXT]


def _some(heads: Iterable[str]) -> str:
    return first_of([head[:40] for head in heads])
