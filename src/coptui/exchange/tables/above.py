"""Where the headings of a table stand, and what the lines above them say of a meeting."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from coptui.core.model.text import fold
from coptui.exchange.tables.columns import WHEN, WHO, FileColumn, columns_of
from coptui.exchange.tables.headings import LONGEST_HEAD, meaning_of
from coptui.exchange.tables.kinds import cells_at, kind_of
from coptui.exchange.tables.sheets import SheetRow, Table, TextSheet

HEADS_WITHIN = 40
"""In how many filled rows from the top the headings are looked for."""
ABOVE = 30
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
class Told:
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
    told: Told

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
        # Headings are no addresses, and no line of a letter.
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
        # What heads a meeting and its host's address heads no people, where other headings do.
        score = (_heads_people(row), sum(column.explained for column in columns))
        if best is None or score > best[0]:
            best = (score, position)
    return best[1] if best else None


def _heads_people(row: SheetRow) -> bool:
    """Return whether a row is surely one of headings, and not of those of a meeting."""
    filled = [cell for cell in row.cells if cell]
    return (
        not _is_block(row)
        and sum(bool(meaning_of(cell)) for cell in filled) > 1
        and all(kind_of(cell) in ("text", "answer", "status", "reply") for cell in filled)
    )


def _heads(column: FileColumn) -> bool:
    """Return whether someone's column is told by its heading, not by its cells alone."""
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
        if number and told_here == Told():
            told_here = parts[0].told
        title = next(
            (row.cells[0] for row in reversed(above) if _filled(row) == 1 and row.cells[0]), ""
        )
        parts.append(TableSection(table, columns, title, told_here))
    return parts


def _unfolded(table: Table) -> Table:
    """Return a table with several people in a row, under the same headings again, as one of one each."""
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
        if sheet.rows[row_at].cells == heads.cells:
            # The very same headings again: another report where something stands between.
            if (
                any(
                    _filled(row) and row.cells != heads.cells and _is_block(row)
                    for row in sheet.rows[max(0, row_at - 4) : row_at]
                )
                or _filled(sheet.rows[row_at - 1]) == 1
            ):
                yield row_at
            continue
        if not (meaning_of(cells[0]) and meaning_of(cells[1])):
            continue
        meanings = [meaning_of(cell) for cell in cells if cell]
        known = [meaning for meaning in meanings if meaning]
        if (
            len(known) >= max(2, min(3, width))
            and len(known) * 2 >= len(meanings)
            and WHO & set(known)
            and all(
                kind_of(cell) in ("text", "answer", "status", "reply") for cell in cells if cell
            )
        ):
            yield row_at


def _end_before(sheet: TextSheet, place: int, end: int) -> int:
    """Return where a table ends before the next: titles and blocks between are of neither."""
    while end - 1 > place and (
        sheet.rows[end - 1].blank or _filled(sheet.rows[end - 1]) == 1 or _is_block(sheet.rows[end - 1])
        or (end - 2 > place and _is_block(sheet.rows[end - 2]))
    ):  # fmt: skip
        end -= 1
    return end


def _block(rows: Sequence[SheetRow]) -> Sequence[SheetRow]:
    """Return the last lines of a table's rows that tell of the next meeting."""
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


def told_above(rows: Sequence[SheetRow]) -> Told:
    """Return what the rows above a table say of its meeting, in two rows or line by line."""
    told: dict[str, str] = {}
    times: list[str] = []
    used = set()
    filled = [row for row in rows if not row.blank]
    for number, row in enumerate(filled):
        cells = [cell for cell in row.cells if cell]
        below = filled[number + 1] if number + 1 < len(filled) else None
        if len(cells) >= 3 and (_is_block(row) or _starts_in(row)) and below is not None:
            used |= {row.line, below.line}
            for head, value in zip(row.cells, below.cells, strict=False):
                meaning = meaning_of(head)
                meaning = "host" if meaning == "email" else meaning
                if meaning in OF_A_MEETING and value and not _contradicts(meaning, value):
                    told.setdefault(meaning, value)
        elif row.line in used:
            continue
        elif len(cells) == 2:
            key, value = cells
            meaning = meaning_of(key.rstrip(":"))
            if _MADE.search(fold(key)):
                continue
            if meaning in OF_A_MEETING and not _contradicts(meaning, value):
                told.setdefault(meaning, value)
            elif kind_of(value) == "moment":
                times.append(value)
            elif kind_of(value) == "day" and kind_of(key) == "text" and not meaning:
                told.setdefault("title", key)
                told.setdefault("starts", value)
        elif (
            len(cells) == 1
            and (day := _DATED.search(cells[0]))
            and not _MADE.search(fold(cells[0]))
        ) and kind_of(day[0]) in ("moment", "day"):
            told.setdefault("starts", day[0])
            title = cells[0].replace(day[0], "").strip(" ()[]-–,:")
            if title and cells[0].rstrip(" )]").endswith(day[0]):
                told.setdefault("title", title)
    if len(times) > 1 and "starts" not in told:
        told["starts"], told["ends"] = times[:2]
    return Told(**told, rows=frozenset(used))


def _starts_in(row: SheetRow) -> bool:
    """Return whether a row heads a start and a length, as GoToWebinar has it."""
    return {"starts", "minutes"} <= {meaning_of(cell) for cell in row.cells}


def _contradicts(meaning: str, value: str) -> bool:
    kind = kind_of(value)
    if meaning in ("starts", "ends"):
        return kind not in ("moment", "day", "clock")
    return meaning == "minutes" and kind not in ("number", "span", "clock")


__all__ = ["WHEN", "TableSection", "Told", "headings_at", "is_total", "sections", "told_above"]
