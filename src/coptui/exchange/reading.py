"""The one way in: bytes of any kind of file to what it says."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from msgspec.structs import replace

from coptui.core.model.text import clean
from coptui.errors import UsageError
from coptui.exchange.formats import ARCHIVES, ASKED, JSONS, LAYOUTS, MAILBOXES, SHAPES, TEXTS
from coptui.exchange.tables.decoding import OLD_WORKBOOK, decoded, is_old_workbook
from coptui.exchange.tables.found import AmbiguousDates, Found, Hints
from coptui.exchange.tables.refusals import refuse_what_is_no_list
from coptui.exchange.tables.sheets import (
    DELIMITERS,
    TextSheet,
    likely_delimiter,
    lines_of,
    separator,
    top_of,
)
from coptui.language import tr

HEADS_WITHIN = 40
"""In how many filled rows from the top the headings are looked for."""

LONGEST_LINE = 5_000_000
"""Characters; the picture of a card may stand in one line."""

Shape = tuple[str, str, int]
"""Module, reader and first row of a table that is recognised by what its columns hold."""


def read(data: bytes, hints: Hints | None = None) -> Found:
    """Return what a file says: who attended, who is listed, which events it holds, or who wrote.

    Raise UsageError for files that can't be read here (an Excel workbook, a picture, a broken
    archive), UnknownLayout if no column is recognised and `hints.columns` names none, and AmbiguousDates
    if day and month could be either way round and `hints.day_first` doesn't say. Each message
    begins with the file's name and, where there is one, the line. A bad row goes into
    `Found.skipped` and never costs a good one.
    """
    hints = hints or Hints()
    try:
        return _read(data, hints)
    except UsageError as error:
        line = getattr(error, "line", 0)
        where = clean(hints.name) or tr("The file")
        if line:
            where = tr("{file}, line {line}", file=where, line=line)
        error.message = f"{where}: {error.message}"
        raise


def _read(data: bytes, hints: Hints) -> Found:
    if not data.strip():
        raise UsageError(tr("This file is empty."), tr("Export it again, or choose another file."))
    if data.startswith(b"\x1f\x8b"):
        from coptui.exchange.tables.unpacking import gunzipped

        data = gunzipped(data)
        if data.startswith(b"\x1f\x8b"):
            raise UsageError(tr("This is an archive in an archive."), tr("Unpack it first."))
    if is_old_workbook(data):
        return _workbook(data, OLD_WORKBOOK, hints)
    if data.startswith(b"PK\x03\x04"):
        return _archive(data, hints)
    for mailbox in MAILBOXES:
        if mailbox.start.match(data):
            return _call(mailbox.module, mailbox.reader)(data, hints)
    return read_plain(data, hints)


def read_plain(data: bytes, hints: Hints) -> Found:
    """Return what a file of text says, and how its letters were read where that isn't certain."""
    text, notes = decoded(data, hints.code_page)
    in_text = read_text(text, hints)
    return replace(in_text, notes=(*notes, *in_text.notes)) if notes else in_text


def read_text(text: str, hints: Hints) -> Found:
    """Return what a text says, a file's or one that was pasted, as `read` does."""
    try:
        return _read_text(text, hints)
    except AmbiguousDates as error:
        before, found, _ = text.partition(error.example)
        error.line = len(lines_of(before)) if found else 0
        raise


def _read_text(text: str, hints: Hints) -> Found:
    _refuse_endless(text)
    for kind in TEXTS:
        if kind.start.match(text):
            return _call(kind.module, kind.reader)(text, hints)
    if marked := _marked_up(text, hints):
        return marked
    refuse_what_is_no_list(text)
    if text.lstrip()[:1] in ("{", "[") and (content := _json(text, hints)):
        return content
    if content := _asked(text, hints):
        return content
    if not hints.columns:
        for delimiter in _delimiters(text):
            if content := _known(text, delimiter, hints):
                return content
        if content := _shaped(text, hints):
            return content
    return _call("generic", "read")(text, hints)


def _refuse_endless(text: str) -> None:
    """Raise UsageError for a line so long that splitting it into columns would fill the memory.

    JSON may be one line, as it isn't split.
    """
    if len(text) <= LONGEST_LINE or text.lstrip()[:1] in ("{", "["):
        return
    for number, line in enumerate(lines_of(text), 1):
        if len(line) > LONGEST_LINE:
            raise UsageError(
                tr(
                    "Line {number} is longer than {most:,} characters.",
                    number=number,
                    most=LONGEST_LINE,
                ),
                tr("No program exports lists like this; choose another file."),
            )


def _known(text: str, delimiter: str, hints: Hints) -> Found | None:
    """Return what the first layout that fits reads; None if no layout's headings are near the top."""
    top = TextSheet(top_of(text), delimiter)
    for layout in LAYOUTS:
        if places := top.tables(layout.signature, within=HEADS_WITHIN):
            reader = _call(layout.module, layout.reader)
            return reader(TextSheet(text, delimiter), places[0], hints)
    return None


def _asked(text: str, hints: Hints) -> Found | None:
    """Return the answers to what this community asks; None for any other table."""
    if not hints.questions and not hints.yearly:
        return None
    for delimiter in _delimiters(text):
        for kind in ASKED:
            if content := cast(
                Found | None, _call(kind.module, kind.reader)(text, delimiter, hints)
            ):
                return content
    return None


def _shaped(text: str, hints: Hints) -> Found | None:
    """Return what columns alone tell, whatever the language of their headings; None if nothing."""
    for delimiter in _delimiters(text):
        top = TextSheet(top_of(text), delimiter)
        for shape in SHAPES:
            if fit := cast(Shape | None, _call(shape.module, shape.reader)(top)):
                module, reader, position = fit
                return _call(module, reader)(TextSheet(text, delimiter), position, hints)
    return None


def _delimiters(text: str) -> tuple[str, ...]:
    if said := separator(text):
        return (said,)
    likely = likely_delimiter(top_of(text))
    return tuple(dict.fromkeys((likely or ",", *DELIMITERS)))


def _call(module: str, reader: str) -> Callable[..., Found]:
    return cast(
        Callable[..., Found],
        getattr(import_module(f"coptui.exchange.formats.{module}"), reader),
    )


def _archive(data: bytes, hints: Hints) -> Found:
    from coptui.exchange.tables.unpacking import Archive, refuse_document, workbook_of

    archive = Archive(data)
    if what := workbook_of(archive.names):
        return _workbook(data, what, hints)
    refuse_document(archive.names)
    names = {name.rpartition("/")[2] for name in archive.names}
    packed = next(packed for packed in ARCHIVES if packed.files <= names)
    return _call(packed.module, packed.reader)(archive, hints)


def _workbook(data: bytes, what: str, hints: Hints) -> Found:
    from coptui.exchange.tables.workbooks import sheet_text

    return read_text(sheet_text(data, what, hints.sheet), hints)


def _marked_up(text: str, hints: Hints) -> Found | None:
    """Return what a table in HTML or Excel's XML says, whatever its file is called."""
    if not text.lstrip("\ufeff \t\r\n").startswith("<"):
        return None
    from coptui.exchange.tables.markup import marked_up
    from coptui.exchange.tables.workbooks import one_sheet

    tables, what = marked_up(text.lstrip("\ufeff"))
    return read_text(one_sheet(tables, (), what, hints.sheet), hints) if tables else None


def _json(text: str, hints: Hints) -> Found | None:
    import msgspec

    try:
        value = msgspec.json.decode(text.strip())
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        # `[Rota] Ann <ann@example.org>` is no JSON.
        return None
    for kind in JSONS:
        if content := cast(Found | None, _call(kind.module, kind.reader)(value, hints)):
            return content
    if (
        isinstance(value, dict)
        and "meta" in value
        and bool({"community", "members"} & value.keys())
    ):
        raise UsageError(
            tr("This is one of coptui's own files."), tr("Open it instead: coptui FILE")
        )
    if isinstance(value, dict) and {"doc_id", "email"} <= value.keys():
        raise UsageError(
            tr("This is a link to a Google document, not the document."),
            tr("Open it, and download it as CSV."),
        )
    raise UsageError(
        tr("This is a JSON file from a program that coptui doesn't know."),
        tr("Export a table (CSV) from it, and import that."),
    )
