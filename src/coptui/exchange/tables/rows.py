"""The rows of a table that stand for people, and those that stand for none, with the reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from coptui.core.model.counting import first_of
from coptui.core.model.text import fold
from coptui.exchange.tables.above import TableSection, is_total
from coptui.exchange.tables.addresses import addresses_in, sends_for_others
from coptui.exchange.tables.bots import kind_of_name
from coptui.exchange.tables.columns import STAY, WHO, FileColumn
from coptui.exchange.tables.found import FoundPerson, Skipped
from coptui.exchange.tables.headings import is_of_another, meaning_of, plain_head
from coptui.exchange.tables.kinds import kind_of
from coptui.exchange.tables.people import JOINED_PARTS, NOBODY, OF_A_PROGRAM
from coptui.exchange.tables.sheets import SheetRow, folded
from coptui.language import tr

KINDS = frozenset(plain_head(head) for head in ("type", "kind", "typ", "art", "tipo", "soort"))
_GROUPS = frozenset(
    ("group", "groups", "team", "circle", "circles", "room", "rooms", "channel", "resource", "bot")
)


class SectionRows:
    """The rows of a section; `skipped` grows while they are gone through."""

    def __init__(self, part: TableSection, nobody: Mapping[str, Mapping[str, str]] = {}) -> None:
        self.part = part
        self.skipped: list[Skipped] = []
        self._width = max((c.position + 1 for c in part.columns if c.head), default=0)
        self._emails = [c.position for c in part.columns if c.meaning == "email"]
        self._names = [c.position for c in part.columns if c.meaning in WHO - {"email"}]
        self._called = [c.position for c in part.columns if meaning_of(c.head) == "name"]
        self._nobody = [(c.position, nobody[c.name]) for c in part.columns if c.name in nobody]
        self._kinds = [c.position for c in part.columns if plain_head(c.head) in KINDS]

    def __iter__(self) -> Iterator[SheetRow]:
        table, told = self.part.table, self.part.told
        for row in table.rows:
            if table.repeats_heads(row) or row.line in told.rows:
                continue
            if is_total(row):
                self.skip(row, tr("a total, not a person"))
                continue
            if any(
                position < len(row.cells) and fold(row.cells[position]) in _GROUPS
                for position in self._kinds
            ):
                self.skip(row, tr("a group, not a person"))
                continue
            said = (
                reasons.get(folded(row.cells[position]))
                for position, reasons in self._nobody
                if position < len(row.cells)
            )
            if reason := next(filter(None, said), None):
                self.skip(row, reason)
                continue
            cells = self._in_place(row.cells)
            if cells is None:
                self.skip(row, tr("more cells than the table has columns"))
                continue
            yield SheetRow(row.line, tuple(cells))

    def skip(self, row: SheetRow, reason: str) -> None:
        self.skipped.append(Skipped(row.line, row.text, reason))

    def telephone(self, row: SheetRow) -> FoundPerson | None:
        """Return who called in: where names should be, there is only a number."""
        named = [row.cells[at] for at in self._called if at < len(row.cells)]
        number = next((cell for cell in named if cell and kind_of_name(cell) == "phone"), "")
        return FoundPerson(row.line, number) if number else None

    def skip_nobody(self, row: SheetRow) -> None:
        """Leave out a row that has neither a name nor an address in their columns."""
        beside = [each for cell in row.cells for each in addresses_in(cell)]
        if beside and all(map(sends_for_others, beside)):
            self.skip(row, OF_A_PROGRAM)
        elif beside:
            self.skip(row, tr("no name, and the address is in another column"))
        else:
            self.skip(row, NOBODY)

    def _in_place(self, cells: Sequence[str]) -> Sequence[str] | None:
        """Return the cells of a row in which an unquoted comma split a name: put together again.

        None where a row is too wide and nothing tells how.
        """
        filled = len(cells)
        while filled > self._width and not cells[filled - 1]:
            filled -= 1
        if filled <= self._width or not self._emails or not self._names:
            return cells
        extra = filled - self._width
        at, name = self._emails[0], self._names[0]
        if at < len(cells) and kind_of(cells[at] or "x") == "address":
            return cells  # what is too much stands behind, under no heading
        if at + extra < len(cells) and kind_of(cells[at + extra] or "x") == "address" and name < at:
            whole = ", ".join(cells[name : name + extra + 1])
            return (*cells[:name], whole, *cells[name + extra + 1 :])
        return None


def kept_columns(
    columns: Sequence[FileColumn], *, used: frozenset[str], only_told: bool, meeting: bool
) -> list[int]:
    """Return the positions of the columns to be kept as text: what is used and private is not.

    In a `meeting`, answers to questions are kept with people, but not who was there when: a program
    counted that.
    """
    counted = meeting and is_counted_report(columns)
    return [
        column.position
        for column in columns
        if column.meaning == "keep"
        or not (
            only_told
            or counted
            or column.meaning in used
            or column.meaning in _NOT_KEPT
            or (column.meaning == "also" and (meeting or meaning_of(column.head) in WHO))
            or column.kind in ("address", "computer")
            or plain_head(column.head) in KINDS
            or (meeting and "?" not in column.head and _is_counted(column))
        )
    ]


def is_counted_report(columns: Sequence[FileColumn]) -> bool:
    """Return whether a program counted how long people were there: nothing else is kept of them."""
    return any(column.meaning in _LEFT for column in columns)


def _is_counted(column: FileColumn) -> bool:
    """Return whether a program counted or numbered what a column holds, or it is about someone else."""
    numbered = plain_head(column.head).split(" ")[-1:] == ["id"]
    return column.kind in _COUNTED or numbered or is_of_another(column.head)


_NOT_KEPT = frozenset(
    ("skip", "computer", "note", "handle", "position", "alias", "host", "program", *JOINED_PARTS)
)
_COUNTED = frozenset(
    ("number", "clock", "span", "moment", "day", "link", "status", "reply", "answer")
)
_LEFT = STAY - {"joined at"}
"""Who left when, or was there for how long, was not told by a form."""
_SAID = frozenset(("", "also", "program"))


def left_out_notes(
    columns: Sequence[FileColumn], kept: Sequence[int], *, notes: bool, known: bool
) -> tuple[str, ...]:
    """Return which columns are not imported by themselves, and why; `kept` are as text.

    What a `known` program counts and numbers goes without saying.
    """
    said = []
    private = [column.head[:40] for column in columns if column.meaning == "note" and column.kind]
    if private and not notes:
        said.append(
            tr(
                "Notes are private and are left out: {private}.",
                private=", ".join(private[:8]),
            )
        )
    others = [
        column.head[:40]
        for column in columns
        if column.kind == "address" and column.meaning in ("", "also") and column.head
    ]
    if others:
        said.append(
            tr(
                "More addresses, perhaps other people's, are left out: {others}.",
                others=", ".join(others[:8]),
            )
        )
    unused = [
        column.head[:40]
        for column in columns
        if column.meaning in _SAID and column.kind not in (None, "address", "computer")
        and column.head and column.position not in kept
    ]  # fmt: skip
    if unused and not known:
        said.append(tr("These columns are left out: {columns}.", columns=first_of(unused)))
    return tuple(said)
