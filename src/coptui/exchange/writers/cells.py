"""Tables for spreadsheets: CSV in which no cell is a formula.

The rule: a cell that begins with `=`, `+`, `-`, `@` (full width too), `|`, a tab or a line break
(as `%0A` too) gets an apostrophe in front, by which a spreadsheet takes it for text. So does what begins like this
after a semicolon or a line break in a cell: where commas are decimal signs, a spreadsheet begins a cell there.
Quotation marks, spaces and unseen signs before such a sign count as none. So that the way back is certain,
apostrophes there count as none either: they get one more, and `as_meant` takes exactly one off again.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from coptui.core.model.text import UNSEEN

BOM = "\ufeff"
"""At the beginning of a file it makes Excel read UTF-8."""

_BEFORE = rf"(?:['\"]|[^\S\t\r\n]|{UNSEEN})*"


def _beginning(mark: str) -> re.Pattern[str]:
    """Return what finds a mark, which may be none, wherever a formula may begin."""
    # Full width too, as a spreadsheet in Japan reads it; what some programs unescape; and DDE's bar.
    sign = r"(?:[=+\-@|＝＋－＠]|%0[9ad])"
    return re.compile(
        rf"^{mark}(?='*[\t\r\n])|(?:^|(?<=[;\t\r\n])){mark}(?={_BEFORE}{sign})", re.IGNORECASE
    )


_FORMULA, _DEFUSED = _beginning(""), _beginning("'")


def defused(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: `+49 30 1` -> `'+49 30 1`."""
    return _FORMULA.sub("'", text)


def as_meant(cell: str) -> str:
    """Return what a cell was before `defused`; any other cell as it is."""
    return _DEFUSED.sub("", cell) if "'" in cell else cell


def sheet(heads: Sequence[str], rows: Iterable[Sequence[str]], *, bom: bool) -> str:
    """Return CSV (RFC 4180, lines end in CRLF) with every cell defused."""
    out = io.StringIO()
    made = csv.writer(out, lineterminator="\r\n")
    for row in (heads, *rows):
        made.writerow([defused(cell) for cell in row])
    return (BOM if bom else "") + out.getvalue()
