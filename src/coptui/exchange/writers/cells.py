"""Tables for spreadsheets: CSV in which no cell is a formula.

The rule: a cell that begins with `=`, `+`, `-`, `@` (full width too), `|`, a tab or a line break
(as `%0A` too) gets an apostrophe in front, by which a spreadsheet takes it for text. So that the way back is certain, a cell that
begins with apostrophes before such a sign gets one more. `as_meant` takes exactly one off again.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

BOM = "\ufeff"
"""At the beginning of a file it makes Excel read UTF-8."""

# Full width too, as a spreadsheet in Japan reads it; what some programs unescape; and DDE's bar.
_FORMULA = re.compile(r"'*(?:[=+\-@|＝＋－＠\t\r\n]|%0[9ad])", re.IGNORECASE)


def defused(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: `+49 30 1` -> `'+49 30 1`."""
    return f"'{text}" if _FORMULA.match(text) else text


def as_meant(cell: str) -> str:
    """Return what a cell was before `defused`; any other cell as it is."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def sheet(heads: Sequence[str], rows: Iterable[Sequence[str]], *, bom: bool) -> str:
    """Return CSV (RFC 4180, lines end in CRLF) with every cell defused."""
    out = io.StringIO()
    made = csv.writer(out, lineterminator="\r\n")
    for row in (heads, *rows):
        made.writerow([defused(cell) for cell in row])
    return (BOM if bom else "") + out.getvalue()
