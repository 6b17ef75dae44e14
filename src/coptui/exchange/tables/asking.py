"""Questions about what a table doesn't say by itself: nothing is guessed."""

from __future__ import annotations

from collections.abc import Sequence

from coptui.core.model.sentences import NO_COLUMN_KNOWN
from coptui.exchange.tables.above import TableSection
from coptui.exchange.tables.columns import STAY, WHO, FileColumn, columns_of
from coptui.exchange.tables.durations import minutes_of
from coptui.exchange.tables.found import Hints, UnknownLayout
from coptui.exchange.tables.headings import MEANINGS, meaning_of
from coptui.exchange.tables.kinds import cells_at, in_any_order, kind_of, kind_of_column
from coptui.exchange.tables.sheets import SheetRow, Table, TextSheet
from coptui.language import tr

ROWS_SHOWN = 5
SAY_WHO = tr("Say which column holds the name, and which the e-mail address.")
SAY_WHAT = tr("Say what each column holds.")


def unknown(sheet: TextSheet, hints: Hints) -> UnknownLayout:
    """Return the question about a table in which no column is known to hold names or addresses."""
    filled = [row for row in sheet.rows[:500] if not row.blank]
    widest = max((len(row.cells) for row in filled[:40]), default=0)
    start = next((n for n, row in enumerate(filled) if len(row.cells) * 2 > widest), 0)
    heads = filled[start] if filled else SheetRow(1, ())
    message = NO_COLUMN_KNOWN
    if hints.columns:
        message = tr("The columns you named aren't in this file.")
    if widest < 2 or any(
        kind_of(cell) not in ("text", "status", "reply") for cell in heads.cells if cell
    ):
        # Nothing heads these columns: the first row is like the others.
        if widest < 2 and not hints.columns:
            message = tr(
                "No line has an e-mail address, so coptui can't tell whether these are people."
            )
        names = tuple(f"column {number}" for number in range(1, max(widest, 1) + 1))
        return question(message, SAY_WHO, Table(SheetRow(heads.line, names), filled[start:]), ())
    return question(message, SAY_WHO, Table(heads, filled[start + 1 :]), ())


def question(message: str, hint: str, table: Table, columns: Sequence[FileColumn]) -> UnknownLayout:
    """Return what has to be asked of a table, with all that is known or likely of its columns."""
    columns = columns or columns_of(table, {})
    names = {column.position: column.name for column in columns}
    rows = [row.cells for row in table.rows if row.cells != table.heads]
    return UnknownLayout(
        message,
        hint,
        columns=tuple(
            _as_written(table, position, names.get(position, "")) or f"column {position + 1}"
            for position in range(len(table.heads))
        ),
        rows=tuple(rows[:ROWS_SHOWN]),
        line=table.line,
        meanings=_likely(table, columns, rows),
    )


def _as_written(table: Table, position: int, name: str) -> str:
    """Return a heading as someone may name it: the second `Email` is `Email 2`."""
    head = table.heads[position]
    number = name.rpartition(" ")[2]
    again = head and name.endswith(f" {number}") and table.index.get(name) == position
    first = table.index.get(name[: -len(number) - 1]) if again and number.isdecimal() else None
    return f"{head} {number}" if first is not None and first != position else head


def _likely(
    table: Table, columns: Sequence[FileColumn], rows: Sequence[Sequence[str]]
) -> tuple[str, ...]:
    """Return what each column holds, or most likely does; "keep" where nothing is likely."""
    held = {column.position: column.meaning for column in columns}
    given = set(held.values())
    times = [one for one in ("joined at", "left at") if one not in given]
    likely = []
    for position in range(len(table.heads)):
        meaning = held.get(position, "")
        kind, filled = kind_of_column(cells_at(rows, position))
        if not meaning and filled:
            if kind == "address" and "email" not in given:
                meaning = "email"
            elif kind in ("clock", "moment") and times:
                meaning = times.pop(0)
            elif kind == "span" and "minutes" not in given:
                meaning = "minutes"
            elif kind == "text" and not WHO & {*given} - {"email"}:
                cells = cells_at(rows, position)
                if len(set(cells)) * 10 > len(cells) * 8 and all(len(cell) < 60 for cell in cells):
                    meaning = "name"
            given.add(meaning)
        likely.append(meaning if meaning in MEANINGS else "skip" if meaning else "keep")
    return tuple(likely)


def refuse_what_is_unsaid(part: TableSection) -> None:
    """Raise UnknownLayout for columns that may say who came, or rows that may be someone's."""
    rows = [row.cells for row in part.table.rows if row.cells != part.table.heads]
    unsaid = [column for column in part.columns if not column.meaning and not column.told]
    spans = [column for column in unsaid if _may_be_a_stay(column, rows)]
    stays = {column.meaning for column in part.columns} & STAY
    unread = [
        column
        for column in unsaid
        if meaning_of(column.head) in STAY and column.kind not in (None, "day")
    ]
    if unread:
        raise question(
            _unsaid(unread, tr("cells that can't be read as times")),
            SAY_WHAT,
            part.table,
            part.columns,
        )
    if not stays:
        times = [column for column in unsaid if column.kind == "moment"]
        if len(times) > 1 and _same_days(rows, times):
            spans = [*spans, *times]
        if spans:
            raise question(
                _unsaid(spans, tr("times that may show who came")),
                SAY_WHAT,
                part.table,
                part.columns,
            )
    if not any(column.meaning in WHO for column in part.columns):
        raise question(NO_COLUMN_KNOWN, SAY_WHO, part.table, part.columns)
    addresses = [column for column in unsaid if column.kind == "address"]
    if len(addresses) > 1 and not any(column.meaning == "email" for column in part.columns):
        raise question(_unsaid(addresses, tr("addresses")), SAY_WHAT, part.table, part.columns)
    named = [c for c in part.columns if c.meaning in WHO]
    lost = sum(
        not any(column.position < len(row) and row[column.position] for column in named)
        and any("@" in cell for cell in row)
        for row in rows
    )
    if lost * 5 > len(rows):
        raise question(
            tr("There are addresses in columns that coptui doesn't know."),
            SAY_WHO,
            part.table,
            part.columns,
        )


def _may_be_a_stay(column: FileColumn, rows: Sequence[Sequence[str]]) -> bool:
    """Return whether cells are times of day, or spans none of which is longer than a day."""
    if column.kind != "span":
        return column.kind == "clock"
    return all((minutes_of(cell) or 0) <= 24 * 60 for cell in cells_at(rows, column.position)[:300])


def _same_days(rows: Sequence[Sequence[str]], columns: Sequence[FileColumn]) -> bool:
    """Return whether two times of most rows are of one day, and that of few: those of a meeting."""
    both, days = 0, []
    first, second = columns[0].position, columns[1].position
    for row in rows[:200]:
        if max(first, second) < len(row) and row[first] and row[second]:
            both += 1
            if (day := in_any_order(row[first])[:10]) and day == in_any_order(row[second])[:10]:
                days.append(day)
    return both > 1 and len(days) * 2 > both and len(set(days)) * 2 <= both


def _unsaid(columns: Sequence[FileColumn], what: str) -> str:
    names = ", ".join(repr(column.head[:40] or column.name) for column in columns[:4])
    return tr(
        "coptui doesn't know these columns, which hold {what}: {names}.", names=names, what=what
    )
