"""Workbooks of Excel and LibreOffice: one sheet as the text it would be as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Container, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from coptui.core.model.counting import counted
from coptui.core.model.sentences import DOWNLOAD_AGAIN
from coptui.errors import UsageError
from coptui.exchange.tables.decoding import SAVE_AS_CSV
from coptui.exchange.tables.found import SeveralSheets
from coptui.exchange.tables.unpacking import refuse_large
from coptui.language import tr

INSTALL = tr(
    "Save it as CSV in the spreadsheet program, and import that file. "
    "Whoever looks after this computer can make coptui read workbooks: pip install 'coptui[workbooks]'."
)


def sheet_text(data: bytes, what: str, wanted: str) -> str:
    """Return the rows of a workbook's only filled sheet, or of the `wanted` one, hidden or not.

    `what` names the kind of file. Raise SeveralSheets if none is wanted and several are filled, and
    UsageError if the file can't be read, or what reads it isn't installed.
    """
    try:
        import python_calamine as calamine
    except ImportError:
        raise UsageError(tr("This file is {what}.", what=what), INSTALL) from None
    refuse_large(data)
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            sheets = {
                sheet.name: _rows(workbook.get_sheet_by_name(sheet.name), what)
                for sheet in workbook.sheets_metadata
                if sheet.typ == calamine.SheetTypeEnum.WorkSheet
            }
            hidden = {
                sheet.name
                for sheet in workbook.sheets_metadata
                if sheet.visible != calamine.SheetVisibleEnum.Visible
            }
    except calamine.PasswordError:
        raise UsageError(
            tr("This file is {what} with a password.", what=what), SAVE_AS_CSV
        ) from None
    except (calamine.CalamineError, OSError, ValueError):
        raise UsageError(
            tr("This file is {what} that is broken or was cut off.", what=what), DOWNLOAD_AGAIN
        ) from None
    return one_sheet(sheets, hidden, what, wanted)


def _rows(sheet: Any, what: str) -> Sequence[Sequence[Any]]:
    """Return the cells of a sheet. Raise UsageError for a length of time that can't be counted."""
    try:
        rows: Sequence[Sequence[Any]] = sheet.to_python(skip_empty_area=False)
    except BaseException as error:
        # The library's own panic is no Exception, and has no name that could be imported.
        if isinstance(error, OverflowError) or type(error).__name__ == "PanicException":
            raise UsageError(
                tr(
                    "This file is {what} with a date or length of time that no calendar has.",
                    what=what,
                ),
                SAVE_AS_CSV,
            ) from None
        raise
    return rows


def one_sheet(
    sheets: Mapping[str, Sequence[Sequence[Any]]], hidden: Container[str], what: str, wanted: str
) -> str:
    """Return the rows of the wanted or only filled sheet as text, or raise as `sheet_text` does."""
    filled = {name: rows for name, rows in sheets.items() if any(map(any, rows))}
    if wanted in sheets:
        return _text(sheets[wanted])
    if not filled:
        raise UsageError(
            tr("This file is {what} with nothing in it.", what=what), tr("Choose another file.")
        )
    if len(filled) == 1:
        return _text(*filled.values())
    told = tuple(
        counted(sum(map(any, rows)), "{count} row, hidden", "{count} rows, hidden")
        if name in hidden
        else counted(sum(map(any, rows)), "{count} row", "{count} rows")
        for name, rows in filled.items()
    )
    named = "; ".join(f"{name[:40]} ({rows})" for name, rows in zip(filled, told, strict=True))
    raise SeveralSheets(
        tr(
            "This file is {what} with {sheets}: {named}.",
            what=what,
            sheets=counted(len(filled), "{count} sheet", "{count} sheets"),
            named=named,
        ),
        tr("Say which sheet to read."),
        sheets=tuple(filled),
        told=told,
    )


def _text(rows: Sequence[Sequence[Any]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue()


def _cell(value: Any) -> str:
    """Return a cell as its program would show it, with days and times as ISO 8601."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        whole_day = value.time() == time()
        return value.date().isoformat() if whole_day else value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    # A row of the sheet is a line of the text.
    return " ".join(str(value).split("\n")).replace("\r", "")
