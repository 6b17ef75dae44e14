"""Reading with what was said of such files before: what their columns hold, day or month first."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from msgspec.structs import replace

from coptui.core.forgetting.documents import ANSWERS
from coptui.core.model.text import fold
from coptui.exchange.reading import read
from coptui.exchange.tables.found import AmbiguousDates, Found, Hints, SeveralSheets, UnknownLayout

FOLDER = f"{ANSWERS}folder"
"""Under which the folder of the last import is kept."""
Recall = Callable[[str], Mapping[str, str] | None]
"""What is kept under a key of a place of one's own, such as the drafts; None when nothing is."""


def read_again(
    data: bytes, hints: Hints, recall: Recall, read: Callable[[bytes, Hints], Found] = read
) -> Found:
    """Read a file, answering its questions with what was said before.

    Raise UnknownLayout, SeveralSheets or AmbiguousDates if no one has answered yet, and whatever else `read` raises.
    """
    kept = recall(code_page_key(hints.name))
    if kept and not hints.code_page:
        hints = replace(hints, code_page=kept.get("code page", ""))
    while True:
        try:
            return read(data, hints)
        except UnknownLayout as unknown:
            kept = recall(columns_key(unknown.columns, hints.name))
            if hints.columns or not kept:
                raise
            hints = replace(hints, columns=dict(kept))
        except SeveralSheets as several:
            kept = recall(sheet_key(hints.name)) or {}
            if hints.sheet or kept.get("sheet") not in several.sheets:
                raise
            hints = replace(hints, sheet=kept["sheet"])
        except AmbiguousDates:
            kept = recall(dates_key(hints.name))
            if hints.day_first is not None or not kept:
                raise
            hints = replace(hints, day_first=kept.get("first") == "day")


def columns_key(columns: Sequence[str], name: str) -> str:
    """Return the key under which the meanings of columns with these headings are remembered.

    Columns without any heading are those of files of this name alone.
    """
    headed = [fold(column) for column in columns]
    if all(re.fullmatch(r"column \d+", column) for column in headed):
        headed.append(dates_key(name))
    return f"{ANSWERS}columns {'|'.join(headed)}"


def dates_key(name: str) -> str:
    """Return the key for the order of day and month in files of this name, whatever its numbers."""
    return _named("dates", name)


def sheet_key(name: str) -> str:
    """Return the key for the sheet that is meant in workbooks of this name, whatever its numbers."""
    return _named("sheet", name)


def code_page_key(name: str) -> str:
    """Return the key for the code page of files of this name, whatever its numbers."""
    return _named("code page", name)


def _named(what: str, name: str) -> str:
    without_numbers = re.sub(r"[\d()\[\]_-]+", " ", name)
    return f"{ANSWERS}{what} {fold(without_numbers)}"


def dates_kept(day_first: bool) -> dict[str, str]:
    """Return the answer in the form in which it is stored."""
    return {"first": "day" if day_first else "month"}
