"""What the cells of a column are, whatever its heading: addresses, times, spans, answers, text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal

from coptui.exchange.tables.addresses import address, addresses_in
from coptui.exchange.tables.answers import reply_word, status_of, yes_or_no
from coptui.exchange.tables.dates import Dates
from coptui.exchange.tables.durations import minutes_of
from coptui.exchange.tables.found import Hints
from coptui.exchange.tables.moments import clock_of

CellKind = Literal[
    "address", "computer", "moment", "day", "clock", "span", "number", "phone", "status", "reply", "answer", "link", "text",
]  # fmt: skip
MOST_LOOKED_AT = 300
"""Cells of a column; what these are, the others are."""
_NUMBER = re.compile(r"-?\d{1,15}(?:[.,]\d{1,12})?(?:[eE][+-]?\d{1,3})? ?%?")
_PHONE = re.compile(r"(?:\+|00|\(?0)[\d\s()./-]{6,22}")
_COMPUTER = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}|(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}", re.I)
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[ap]\.?\s?m\.?)?", re.IGNORECASE)
# `03.04.26` is a day; a time with seconds and dots stands beside one.
_DOTTED = re.compile(r"\d\d\.\d\d\.\d\d")
_ANY_ORDER = Dates((), Hints(day_first=True))
_MONTH_FIRST = Dates((), Hints(day_first=False))
_MONTH_FIRST.dots_day_first = False
_YEAR_FIRST = Dates((), Hints(day_first=True))
_YEAR_FIRST.year_first = True


@lru_cache(maxsize=32768)
def kind_of(cell: str) -> CellKind:
    """Return what a filled cell is by itself."""
    if len(cell) > 120:
        return "text"
    if "@" in cell:
        return "address" if address(cell) or addresses_in(cell) else "text"
    if not any(map(str.isdigit, cell)):
        if status_of(cell) is not None and yes_or_no(cell) is None:
            return "status"
        if reply_word(cell) is not None and yes_or_no(cell) is None:
            return "reply"
        if yes_or_no(cell) is not None:
            return "answer"
        return "text"
    if cell.startswith(("http://", "https://", "www.")):
        return "link"
    if cell in ("0", "1"):
        return "number"
    if _NUMBER.fullmatch(cell):
        return "phone" if len(cell) > 6 and cell[:1] == "0" and cell.isdecimal() else "number"
    if _COMPUTER.fullmatch(cell):
        return "computer"
    if _DOTTED.fullmatch(cell) and (_ANY_ORDER.day(cell) or _MONTH_FIRST.day(cell)):
        return "day"
    if _CLOCK.fullmatch(cell) and clock_of(cell) is not None:
        return "clock"
    if found := in_any_order(cell) or _YEAR_FIRST.moment(cell):
        return "moment" if "T" in found else "day"
    if minutes_of(cell) is not None:
        return "span"
    if _ANY_ORDER.on("2026-01-01", cell):
        return "clock"
    return "phone" if _PHONE.fullmatch(cell) else "text"


def in_any_order(cell: str) -> str:
    """Return a time as ISO 8601 whichever of day and month comes first in it; "" if it is none."""
    return _ANY_ORDER.moment(cell) or _MONTH_FIRST.moment(cell)


def kind_of_column(cells: Iterable[str]) -> tuple[CellKind | None, int]:
    """Return what most of the filled cells of a column are, and how many are filled.

    It's None for a column that is empty, and text where fewer than two thirds are of one kind.
    """
    filled: list[str] = []
    for cell in cells:
        if cell:
            filled.append(cell)
            if len(filled) >= MOST_LOOKED_AT:
                break
    if not filled:
        return None, 0
    counts = Counter(map(kind_of, filled))
    if counts["text"] * 3 > len(filled) and any(map(str.isdigit, filled[0])):
        # A word such as `lip` is a month in one language only where all of a column are in it.
        dates = Dates(filled, Hints(day_first=True))
        counts["moment"] += sum("T" in dates.moment(cell) for cell in filled)
    if counts["status"] and counts["status"] + counts["answer"] == len(filled):
        return "status", len(filled)
    if counts["reply"] and counts["reply"] + counts["answer"] == len(filled):
        return "reply", len(filled)
    if counts["moment"] and counts["day"]:
        counts["moment"] += counts.pop("day")
    kind, count = counts.most_common(1)[0]
    return (kind if count * 3 >= 2 * len(filled) else "text"), len(filled)


def cells_at(rows: Sequence[Sequence[str]], position: int) -> list[str]:
    """Return the filled cells of a column."""
    return [row[position] for row in rows if position < len(row) and row[position]]
