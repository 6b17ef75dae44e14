"""Cells of known columns whose text is nowhere in what was read of their row: they are kept and named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from coptui.core.model.counting import counted
from coptui.core.model.text import fold
from coptui.exchange.tables.addresses import addresses_in
from coptui.exchange.tables.answers import EMPTY
from coptui.exchange.tables.columns import WHO, FileColumn
from coptui.exchange.tables.dates import Dates
from coptui.exchange.tables.found import FoundPerson
from coptui.exchange.tables.further import keep_text
from coptui.exchange.tables.headings import FILLED
from coptui.exchange.tables.kinds import kind_of
from coptui.exchange.tables.moments import day_of_number
from coptui.exchange.tables.people import JOINED_PARTS
from coptui.language import tr

_OF_A_PERSON = frozenset((*WHO, "middle name", "alias", "handle", "position", *FILLED))
_WORD = re.compile(r"\w+")
_OF_PROGRAMS = ("user", "mailto", "tel")
"""Words that programs write before the number of an account, an address and a number."""


class UnreadCells:
    """Cells that have no place in their field, counted by column; lists keep them as text (`kept`)."""

    def __init__(self, *, kept: bool) -> None:
        self._are_kept = kept
        self._unread: dict[str, list[str]] = {}
        self._spare: dict[str, list[str]] = {}
        self._perhaps: dict[str, list[str]] = {}

    def of(
        self, head: str, cell: str, more: dict[str, str] | None = None, *, spare: bool = False
    ) -> None:
        """Count a cell that can't be read, or that is one too many (`spare`); keep it in `more`."""
        (self._spare if spare else self._unread).setdefault(head, []).append(cell)
        if more is not None:
            keep_text(more, head, cell)

    def taken_for_perhaps(self, head: str, cell: str) -> None:
        """Count a reply that is neither yes nor no in any language."""
        self._perhaps.setdefault(head, []).append(cell)

    @property
    def notes(self) -> tuple[str, ...]:
        out = [
            tr(
                "{cells} under {head!r} can't be read, so the text is kept: {examples}.",
                cells=cells,
                head=head,
                examples=examples,
            )
            if self._are_kept
            else tr(
                "{cells} under {head!r} can't be read: {examples}.",
                cells=cells,
                head=head,
                examples=examples,
            )
            for cells, head, examples in _told(self._unread)
        ]
        out += [
            tr(
                "{cells} under {head!r} can't be put into a field, so the text is kept: {examples}.",
                cells=cells,
                head=head,
                examples=examples,
            )
            if self._are_kept
            else tr(
                "{cells} under {head!r} can't be put into a field: {examples}.",
                cells=cells,
                head=head,
                examples=examples,
            )
            for cells, head, examples in _told(self._spare)
        ]
        out += [
            tr(
                'Taken as "maybe" under {head!r}: {examples} ({cells}).',
                head=head,
                examples=examples,
                cells=cells,
            )
            for cells, head, examples in _told(self._perhaps)
        ]
        return tuple(out)


def _told(by_head: Mapping[str, list[str]]) -> Iterator[tuple[str, str, str]]:
    """Yield how many cells there are under a heading, the heading, and some of them."""
    for head, cells in by_head.items():
        examples = ", ".join(cell[:20] for cell in cells[:4])
        yield counted(len(cells), "{count} cell", "{count} cells"), head[:40], examples


def with_what_is_unplaced(
    person: FoundPerson,
    columns: Sequence[FileColumn],
    cells: Sequence[str],
    dates: Dates,
    unread: UnreadCells,
) -> dict[str, Any]:
    """Return the fields of a person, with the cells of known columns that are in none of them as text."""
    fields = dict(person.fields)
    kept: dict[str, str] = dict(fields.get("more", {}))
    values = {person.name, *person.emails}
    said: set[str] | None = None
    for column in columns:
        cell = cells[column.position] if column.position < len(cells) else ""
        if not cell or fold(cell) in EMPTY:
            continue
        if column.meaning == "joined":
            if not (dates.day(cell) or day_of_number(cell)):
                unread.of(column.head or column.name, cell, kept)
        elif column.meaning in JOINED_PARTS:
            if not fields.get("joined_on"):
                unread.of(column.head or column.name, cell, kept)
        elif column.meaning == "phone" and "E+" in cell.upper() and kind_of(cell) == "number":
            # A spreadsheet rounded the number; what is left isn't one any more.
            if fields.get("phone") == cell:
                del fields["phone"]
            unread.of(column.head or column.name, cell, kept)
        elif (
            column.meaning in _OF_A_PERSON
            and cell not in values
            and cell != fields.get(column.meaning)
        ):
            said = said if said is not None else {*_OF_PROGRAMS, *_words_of(person)}
            if not said.issuperset(_words(cell)):
                unread.of(
                    column.head or column.name, cell, kept, spare=_is_readable(column.meaning, cell)
                )
    if kept:
        fields["more"] = kept
    return fields


def _is_readable(meaning: str, cell: str) -> bool:
    """Return whether a cell is what its column holds, although it has no place in a field."""
    if meaning == "email":
        return bool(addresses_in(cell))
    return meaning != "phone" or any(map(str.isdigit, cell))


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _words_of(person: FoundPerson) -> Iterator[str]:
    for text in (person.name, *person.emails, *_texts(person.fields)):
        yield from _words(text)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        value = value.values()
    if isinstance(value, str):
        yield value
    else:
        for item in value:
            yield from _texts(item)
