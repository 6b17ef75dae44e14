"""Where the headings of a table stand, and what the lines above them say of a meeting."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from coptui.core.model.text import fold
from coptui.exchange.tables.columns import WHEN, WHO, FileColumn, columns_of
from coptui.exchange.tables.headings import LONGEST_HEAD, meaning_of
from coptui.exchange.tables.kinds import cells_at, kind_of
from coptui.exchange.tables.sheets import SheetRow, Table, TextSheet

HEADS_WITHIN = 40
"""The headings are looked for in this many filled rows from the top."""
ABOVE = 30
"""At most this many rows above a table can tell of its meeting."""
OF_A_MEETING = frozenset(("title", "starts", "ends", "minutes", "number", "host"))
_MADE = re.compile(
    r"generated|exported|created|erstellt|exportiert|stand|généré|exporté|generado|exportado|gerado|generato|gegenereerd|wygenerowano|vygenerováno|skapad|genereret|generert|luotu|készült|oluşturul|создан|сформирован|створено|作成|생성|生成|导出"
)  # fmt: skip
_TOTALS = frozenset(
    fold(word)
    for word in ["total", "totals", "sum", "average", "mean", "count", "grand total", "summe", "gesamt", "insgesamt", "durchschnitt", "mittelwert", "anzahl", "total général", "totaux", "moyenne", "somme", "nombre total", "suma", "promedio", "media", "totale", "somma", "medio", "média", "soma", "totaal", "gemiddelde", "som", "aantal", "razem", "średnia", "liczba", "celkem", "součet", "průměr", "počet", "summa", "totalt", "medel", "medelvärde", "antal", "i alt", "gennemsnit", "sum", "gjennomsnitt", "antall", "yhteensä", "keskiarvo", "összesen", "átlag", "toplam", "ortalama", "итого", "всего", "среднее", "сумма", "разом", "всього", "середнє", "σύνολο", "μέσος όρος", "合計", "平均", "합계", "평균", "总计", "合计", "總計", "平均值"]
)  # fmt: skip
_DATED = re.compile(
    r"\d{4}-\d\d-\d\d(?:[ T]\d{1,2}:\d\d)?|\d{1,4}[./]\d{1,2}[./]\d{2,4}(?:,? \d{1,2}:\d\d(?:\s?[AP]M)?)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class MeetingTold:
    """What lines above a table say of the meeting, as it is written there."""

    title: str = ""
    starts: str = ""
    ends: str = ""
    minutes: str = ""
    number: str = ""
    host: str = ""
    rows: frozenset[int] = field(default_factory=frozenset)


@dataclass(frozen=True)
class TableSection:
    """A table of a sheet: the line of text above its headings, and the meeting told there."""

    table: Table
    columns: tuple[FileColumn, ...]
    title: str
    told: MeetingTold

    def cells(self, column: FileColumn) -> Sequence[str]:
        """Return the filled cells of one of its columns."""
        return cells_at([row.cells for row in self.table.rows], column.position)


def is_total(row: SheetRow) -> bool:
    """Return whether a row is a sum or a mean and not a person."""
    filled = [cell for cell in row.cells if cell]
    return (
        bool(filled)
        and fold(filled[0].rstrip(":")) in _TOTALS
        and all(kind_of(cell) in ("number", "span", "clock") for cell in filled[1:])
        and "@" not in row.text
    )


def headings_at(sheet: TextSheet, told: Mapping[str, str]) -> int | None:
    """Return the position of the row whose cells head the columns below best; None if none does."""
    best: tuple[tuple[bool, int], int] | None = None
    filled = [(position, row) for position, row in enumerate(sheet.rows[:200]) if not row.blank]
    for position, row in filled[:HEADS_WITHIN]:
        if any(len(cell) > 500 for cell in row.cells):
            continue
        # Neither an address nor a line of a letter is a heading.
        if not told and any("@" in cell for cell in row.cells):
            continue
        if not told and not any(map(meaning_of, row.cells)):
            continue
        body = Table(
            row, [one for one in sheet.rows[position + 1 : position + 60] if not one.blank]
        )
        columns = columns_of(body, told)
        if not any(_heads(column) for column in columns if column.meaning in WHO):
            continue
        if told and not any(column.told for column in columns):
            continue
        # A row that heads a meeting and its host's address gives way to one that heads people.
        score = (_heads_people(row), sum(column.explained for column in columns))
        if best is None or score > best[0]:
            best = (score, position)
    return best[1] if best else None


def _heads_people(row: SheetRow) -> bool:
    """Return whether a row surely heads people, and not a meeting."""
    filled = [cell for cell in row.cells if cell]
    return (
        not _is_block(row)
        and sum(bool(meaning_of(cell)) for cell in filled) > 1
        and all(kind_of(cell) in ("text", "answer", "status", "reply") for cell in filled)
    )


def _heads(column: FileColumn) -> bool:
    """Return whether a column of names or addresses is known by its heading, not by its cells alone."""
    return column.told or meaning_of(column.head) == column.meaning


def sections(
    sheet: TextSheet, position: int, told: Mapping[str, str], known: Mapping[str, str] | None = None
) -> list[TableSection]:
    """Return the tables of a sheet from `position` on: reports are written one after another."""
    places = [position, *_further(sheet, position)]
    parts: list[TableSection] = []
    for number, start in enumerate(places):
        end = places[number + 1] if number + 1 < len(places) else len(sheet.rows)
        above = sheet.rows[(places[number - 1] + 1 if number else 0) : start]
        if number + 1 < len(places):
            end = _end_before(sheet, start, end)
        rows = [row for row in sheet.rows[start + 1 : end] if not row.blank]
        table = _unfolded(Table(sheet.rows[start], rows))
        columns = columns_of(table, told, known)
        told_here = told_above(above[-ABOVE:]) if number == 0 else told_above(_block(above))
        if number and told_here == MeetingTold():
            told_here = parts[0].told
        title = next(
            (row.cells[0] for row in reversed(above) if _filled(row) == 1 and row.cells[0]), ""
        )
        parts.append(TableSection(table, columns, title, told_here))
    return parts


def _unfolded(table: Table) -> Table:
    """Return a table with one person a row, even if it repeats its headings to put several in one."""
    heads = list(table.heads)
    while heads and not heads[-1]:
        heads.pop()
    for width in range(2, len(heads) // 2 + 1):
        times, rest = divmod(len(heads), width)
        if rest or any(heads[n] != heads[n % width] for n in range(len(heads))):
            continue
        if not {meaning_of(head) for head in heads[:width]} & (WHO - {"email"}):
            continue
        rows = [
            SheetRow(row.line, row.cells[place * width : (place + 1) * width])
            for row in table.rows
            for place in range(times)
            if any(row.cells[place * width : (place + 1) * width])
        ]
        return Table(SheetRow(table.line, tuple(heads[:width])), rows)
    return table


def _further(sheet: TextSheet, position: int) -> Iterator[int]:
    """Yield where headings stand again, the same or others."""
    heads = sheet.rows[position]
    width = sum(1 for cell in heads.cells if meaning_of(cell))
    for row_at in range(position + 1, len(sheet.rows)):
        cells = sheet.rows[row_at].cells
        if len(cells) < 2 or not cells[0] or len(cells[0]) > LONGEST_HEAD:
            continue
        same = cells == heads.cells
        if _is_another_report(sheet, row_at, heads) if same else _are_headings(cells, width):
            yield row_at


def _is_another_report(sheet: TextSheet, row_at: int, heads: SheetRow) -> bool:
    """Return whether the very same headings begin another report: then something stands between."""
    return _filled(sheet.rows[row_at - 1]) == 1 or any(
        row.cells != heads.cells and _is_block(row)
        for row in sheet.rows[max(0, row_at - 4) : row_at]
    )


def _are_headings(cells: Sequence[str], width: int) -> bool:
    """Return whether cells head people: as many are known as in the first headings, or three."""
    if not (meaning_of(cells[0]) and meaning_of(cells[1])):
        return False
    filled = [cell for cell in cells if cell]
    known = [meaning for cell in filled if (meaning := meaning_of(cell))]
    return (
        len(known) >= max(2, min(3, width))
        and len(known) * 2 >= len(filled)
        and bool(WHO & set(known))
        and all(kind_of(cell) in ("text", "answer", "status", "reply") for cell in filled)
    )


def _end_before(sheet: TextSheet, place: int, end: int) -> int:
    """Return where a table ends: titles and blocks before the next table belong to neither."""
    while end - 1 > place and (
        sheet.rows[end - 1].blank or _filled(sheet.rows[end - 1]) == 1 or _is_block(sheet.rows[end - 1])
        or (end - 2 > place and _is_block(sheet.rows[end - 2]))
    ):  # fmt: skip
        end -= 1
    return end


def _block(rows: Sequence[SheetRow]) -> Sequence[SheetRow]:
    """Return the last rows above a further table, from those that head its meeting on."""
    for number in range(len(rows) - 1, max(-1, len(rows) - 8), -1):
        if _is_block(rows[number]):
            return rows[number:]
    return ()


def _filled(row: SheetRow) -> int:
    return sum(1 for cell in row.cells if cell)


def _is_block(row: SheetRow) -> bool:
    """Return whether a row heads what is said of a meeting: its title, times, number."""
    meanings = {meaning_of(cell) for cell in row.cells if cell}
    return len(meanings & OF_A_MEETING) >= 2 and len(meanings & (OF_A_MEETING - {"minutes"})) >= 2


def told_above(rows: Sequence[SheetRow]) -> MeetingTold:
    """Return what the rows above a table say of its meeting, in two rows or line by line."""
    told: dict[str, str] = {}
    times: list[str] = []
    used: set[int] = set()
    filled = [row for row in rows if not row.blank]
    for row, below in zip_longest(filled, filled[1:]):
        cells = [cell for cell in row.cells if cell]
        if len(cells) >= 3 and (_is_block(row) or _starts_in(row)) and below is not None:
            used |= {row.line, below.line}
            new = _told_below(row, below)
        elif row.line in used or _MADE.search(fold(cells[0])):
            continue
        elif len(cells) == 2:
            new = _told_beside(*cells)
            if not new and kind_of(cells[1]) == "moment":
                times.append(cells[1])
        else:
            new = _told_in(cells[0]) if len(cells) == 1 else {}
        told = new | told
    if len(times) > 1 and "starts" not in told:
        told["starts"], told["ends"] = times[:2]
    return MeetingTold(**told, rows=frozenset(used))


def _told_below(heads: SheetRow, values: SheetRow) -> dict[str, str]:
    """Return what a row of values says of a meeting, below a row of headings."""
    told: dict[str, str] = {}
    for head, value in zip(heads.cells, values.cells, strict=False):
        meaning = meaning_of(head)
        meaning = "host" if meaning == "email" else meaning
        if meaning in OF_A_MEETING and value and not _contradicts(meaning, value):
            told.setdefault(meaning, value)
    return told


def _told_beside(key: str, value: str) -> dict[str, str]:
    """Return what a pair such as `Start time, 2026-03-14 18:00` or `Case clinic, 2026-03-14` says."""
    meaning = meaning_of(key.rstrip(":"))
    if meaning in OF_A_MEETING and not _contradicts(meaning, value):
        return {meaning: value}
    if kind_of(value) == "day" and kind_of(key) == "text" and not meaning:
        return {"title": key, "starts": value}
    return {}


def _told_in(text: str) -> dict[str, str]:
    """Return what a line such as `Case clinic (2026-03-14)` says: its day, and the title before it."""
    day = _DATED.search(text)
    if day is None or kind_of(day[0]) not in ("moment", "day"):
        return {}
    title = text.replace(day[0], "").strip(" ()[]-–,:")
    titled = title and text.rstrip(" )]").endswith(day[0])
    return {"title": title, "starts": day[0]} if titled else {"starts": day[0]}


def _starts_in(row: SheetRow) -> bool:
    """Return whether a row heads a start and a length, as GoToWebinar has it."""
    return {"starts", "minutes"} <= {meaning_of(cell) for cell in row.cells}


def _contradicts(meaning: str, value: str) -> bool:
    kind = kind_of(value)
    if meaning in ("starts", "ends"):
        return kind not in ("moment", "day", "clock")
    return meaning == "minutes" and kind not in ("number", "span", "clock")


__all__ = [
    "WHEN",
    "MeetingTold",
    "TableSection",
    "headings_at",
    "is_total",
    "sections",
    "told_above",
]
