"""What each column of a table holds: its heading gives it a meaning, its cells must fit it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from coptui.core.model.text import fold
from coptui.exchange.tables.headings import BOOKISH, FILLED, contact_meaning, meaning_of, plain_head
from coptui.exchange.tables.kinds import CellKind, cells_at, kind_of_column
from coptui.exchange.tables.sheets import SheetRow, Table, folded

WHO = frozenset(("name", "first name", "last name", "email"))
LENGTHS: Mapping[str, float] = {"minutes": 1, "seconds": 1 / 60, "hours": 60, "days": 24 * 60}
"""What a bare number in a column of lengths counts, in minutes."""
STAY = frozenset(("joined at", "left at", *LENGTHS))
WHEN = STAY | {"attended", "rsvp"}
"""Columns that tell of a meeting."""
_TIMES: frozenset[CellKind] = frozenset(("moment", "day", "clock", "span"))
_ADDRESSES: frozenset[CellKind] = frozenset(("address",))
_NO_NAMES: frozenset[CellKind] = frozenset(("link", "phone", "answer"))
_NOT_TEXT: frozenset[CellKind] = _TIMES | frozenset(("address", "number", "computer"))
_NEVER: Mapping[str, frozenset[CellKind]] = {
    "name": _NOT_TEXT - frozenset(("address",)) | _NO_NAMES,
    "first name": _NOT_TEXT | _NO_NAMES,
    "last name": _NOT_TEXT | _NO_NAMES,
    "organisation": _TIMES | _ADDRESSES,
    "unit": _TIMES | frozenset(("address", "answer")),
    "location": _TIMES | _ADDRESSES,
    "tags": _TIMES | _ADDRESSES,
    "groups": _TIMES | _ADDRESSES,
    "interests": _TIMES | _ADDRESSES,
    "title": _TIMES | frozenset(("address", "number")),
}
"""What the cells of a column with such a heading can't be."""
_ONLY: Mapping[str, frozenset[CellKind]] = {
    "email": frozenset(("address",)),
    "minutes": frozenset(("span", "number", "clock")),
    "seconds": frozenset(("span", "number", "clock")),
    "hours": frozenset(("span", "number", "clock")),
    "days": frozenset(("span", "number", "clock")),
    "joined at": frozenset(("moment", "clock")),
    "left at": frozenset(("moment", "clock")),
    "joined": frozenset(("moment", "day", "number", "text")),
    "starts": frozenset(("moment", "day", "clock", "number")),
    "ends": frozenset(("moment", "day", "clock")),
    "attended": frozenset(("answer", "status", "reply", "number", "moment", "clock")),
    "rsvp": frozenset(("reply", "answer", "status")),
    "guest": frozenset(("answer", "number")),
    "waiting": frozenset(("answer", "number")),
    "phone": frozenset(("phone", "number", "text")),
}
_MANY = (
    "email",
    "phone",
    "tags",
    "groups",
    "interests",
    "note",
    "computer",
    "program",
    "offers",
    "seeks",
    "aliases",
)
"""Meanings of which a table may have several columns."""


@dataclass(frozen=True)
class FileColumn:
    """One column: `name` is its heading, `email 2` for the second of that name.

    `kind` is what its cells are; None if it's empty.
    """

    position: int
    name: str
    head: str
    meaning: str
    kind: CellKind | None
    told: bool = False

    @property
    def explained(self) -> bool:
        return bool(self.meaning)


def columns_of(
    table: Table, told: Mapping[str, str], known: Mapping[str, str] | None = None
) -> tuple[FileColumn, ...]:
    """Return the columns of a table with what they hold: as told, as its product has it, else by heading and cells.

    `known` are the meanings of a product's own headings, folded; "skip" leaves a column out.
    """
    said = {folded(head): meaning for head, meaning in told.items()}
    rows = [row.cells for row in table.rows[:2000] if row.cells != table.heads]
    columns = []
    for name, position in _names_of(table):
        head = table.heads[position] if position < len(table.heads) else ""
        kind, _ = kind_of_column(cells_at(rows, position))
        if name in said:
            columns.append(FileColumn(position, name, head, said[name], kind, told=True))
            continue
        if known is not None and (name in known or folded(head) in known):
            meaning = known.get(name, known.get(folded(head), ""))
            columns.append(FileColumn(position, name, head, meaning, kind, told=True))
            continue
        meaning = meaning_of(head) or contact_meaning(head)
        if meaning == "email" and kind == "phone":
            meaning = "phone"
        borne_out = fits(meaning, kind) or (meaning == "email" and _has_address(rows, position))
        columns.append(FileColumn(position, name, head, meaning if borne_out else "", kind))
    return _Settling(columns, rows).settle()


def _names_of(table: Table) -> list[tuple[str, int]]:
    """Return every column by its heading, those without one by their number: `column 3`."""
    named = {position: name for name, position in table.index.items()}
    return [(named.get(n, f"column {n + 1}"), n) for n in range(len(table.heads))]


def _has_address(rows: Sequence[Sequence[str]], position: int) -> bool:
    return any("@" in cell for cell in cells_at(rows, position))


def fits(meaning: str, kind: CellKind | None) -> bool:
    """Return whether cells of this kind can be what a heading says."""
    if kind is None or not meaning:
        return True
    if meaning in _ONLY:
        return kind in _ONLY[meaning]
    return kind not in _NEVER.get(meaning, ())


def _may_hold_replies(head: str) -> bool:
    return meaning_of(head) not in _NEVER_REPLIES and not contact_meaning(head)


class _Settling:
    """The columns of a table, while what only all of them together tell is worked out."""

    def __init__(self, columns: Sequence[FileColumn], rows: Sequence[Sequence[str]]) -> None:
        self.columns = list(columns)
        self._rows = rows

    def settle(self) -> tuple[FileColumn, ...]:
        """Return the columns with one meaning each."""
        self._by_cells()
        self._times()
        rolled_up = bool(self._having("title")) and bool(self._having("name"))
        for meaning in {column.meaning for column in self.columns} - {"", "keep", "skip", *_MANY}:
            self._one_only(meaning, last=rolled_up)
        if rolled_up and len(self._having("email")) > 1:
            host, *_ = self._having("email")
            self._one_only("email", last=True)
            self._mean(host, "host")
        if rolled_up and (hosts := self._having("host")):
            (who,) = self._having("name")
            for number, column in enumerate(self.columns[:who]):
                # Whose department it is says who stands before it.
                if number > hosts[0] and column.meaning in FILLED and not column.told:
                    self._mean(number, "host")
        self._parts_of_names()
        return tuple(self.columns)

    def _having(self, meaning: str) -> list[int]:
        return [place for place, one in enumerate(self.columns) if one.meaning == meaning]

    def _mean(self, place: int, meaning: str) -> None:
        self.columns[place] = replace(self.columns[place], meaning=meaning)

    def _by_cells(self) -> None:
        """Give meanings that cells tell by themselves: addresses, and words of attendance."""
        for kind, meaning in (("address", "email"), ("status", "attended"), ("reply", "rsvp")):
            unknown = [
                number
                for number, one in enumerate(self.columns)
                if one.kind == kind
                and not one.meaning
                and (kind == "address" or _may_hold_replies(one.head))
            ]
            if len(unknown) == 1 and not self._having(meaning):
                self._mean(unknown[0], meaning)
        if not (self._having("name") or self._having("first name") or self._having("last name")):
            nicks = [
                n for n, column in enumerate(self.columns) if plain_head(column.head) in _NICKS
            ]
            if len(nicks) == 1 and fits("name", self.columns[nicks[0]].kind):
                self._mean(nicks[0], "name")
        for number, column in enumerate(self.columns):
            if column.kind == "computer" and not column.told:
                self._mean(number, "computer")

    def _times(self) -> None:
        """Take `Joined` for a time of day where its cells are, or where someone left, too."""
        stays = any(column.meaning in STAY for column in self.columns)
        for number, column in enumerate(self.columns):
            if column.told:
                continue
            clock = not column.meaning and column.kind == "clock"
            if (clock and meaning_of(column.head) == "joined") or (
                column.meaning == "joined" and column.kind == "moment" and stays
            ):
                self._mean(number, "joined at")

    def _one_only(self, meaning: str, *, last: bool) -> None:
        """Keep the one column of several that tells rows apart; the others are `also` that."""
        places = self._having(meaning)
        if len(places) < 2:
            return
        told = [number for number in places if self.columns[number].told]

        def tells(number: int) -> tuple[bool, int, int]:
            cells = cells_at(self._rows, self.columns[number].position)
            return len(set(cells)) > 1 or len(self._rows) < 2, len(cells), -number

        best = told[0] if told else places[-1] if last else max(places, key=tells)
        for number in places:
            if number != best:
                self._mean(number, "also")

    def _parts_of_names(self) -> None:
        """Settle which part of a name `Name`, `Nom` or `Nombre` is beside one of the other part."""
        names, firsts, lasts = map(self._having, ("name", "first name", "last name"))
        if not names or self.columns[names[0]].told or bool(firsts) == bool(lasts):
            return
        name, part = self.columns[names[0]], self.columns[(firsts or lasts)[0]]
        if plain_head(name.head) not in _EITHER:
            return
        whole = filled = 0
        for row in self._rows:
            if max(name.position, part.position) < len(row) and row[part.position]:
                cell, beside = fold(row[name.position]), fold(row[part.position])
                filled += bool(cell)
                whole += bool(beside) and beside in cell and beside != cell
        if whole * 2 <= filled:
            self._mean(names[0], "last name" if firsts else "first name")


_NEVER_REPLIES = WHO | {"phone", "joined"}
"""What a heading says that no words of attendance below it change."""
_NICKS = frozenset(("nickname", "nick", "spitzname", "surnom", "pseudo", "apodo", "soprannome"))
_EITHER = frozenset(
    plain_head(word)
    for word in ["name", "nom", "nome", "nombre", "naam", "navn", "namn", "imię", "jméno", "имя", "ім'я", "όνομα", "ad", "isim", "név", "nimi", "nume", "ime", "nombres", "이름", "名前", "名字", "nimi", "vardas", "vārds", "name 1", "име", "meno", "nimi", "ชื่อ", "tên"]
)  # fmt: skip
"""Headings of a whole name that are also those of one part of it."""


def is_address_book(columns: Sequence[FileColumn]) -> bool:
    """Return whether a table is someone's address book, which has columns that no list of members has."""
    return sum(plain_head(column.head) in BOOKISH for column in columns) >= 3


def cells_of(row: SheetRow, columns: Sequence[FileColumn]) -> dict[str, list[str]]:
    """Return the filled cells of a row by what their columns hold."""
    cells: dict[str, list[str]] = {}
    for column in columns:
        if column.meaning and column.position < len(row.cells) and row.cells[column.position]:
            cells.setdefault(column.meaning, []).append(row.cells[column.position])
    return cells
