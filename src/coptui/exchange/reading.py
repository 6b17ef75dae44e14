"""The one way in: bytes of any kind of file to what it says."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from typing import cast

from coptui.core.model.text import clean
from coptui.errors import UsageError
from coptui.exchange.formats import LAYOUTS
from coptui.exchange.tables.decoding import decoded
from coptui.exchange.tables.found import Ambiguous, Found, Hints
from coptui.exchange.tables.sheets import DELIMITERS, Sheet, likely_delimiter, lines_of, separator

HEADS_WITHIN = 40
"""In how many filled rows from the top the heads are looked for."""

LONGEST_LINE = 5_000_000
"""Characters; the picture of a card may stand in one line."""
_LINES_OF_HEAD = 400
_MAILBOX = re.compile(rb"\s*From \S[^\r\n]*\d{4}[ \t]*\r?\n")

TEXTS: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("vcard", re.compile(r"\s*BEGIN:VCARD\b", re.IGNORECASE), "read"),
    ("calendar", re.compile(r"\s*BEGIN:VCALENDAR\b", re.IGNORECASE), "read"),
)


def read(data: bytes, hints: Hints | None = None) -> Found:
    """What a file says: who was at which meeting, who there is, what is on, or who wrote.

    Raises UsageError for what is no file known here (an Excel workbook, a picture, a broken
    archive), UnknownLayout where no column can be told unless `hints.columns` does, and Ambiguous
    where day and month cannot be told apart and `hints.day_first` does not either; each begins with
    the file's name and, where there is one, the line. A bad row is in `Found.skipped`, and drops no
    good one.
    """
    hints = hints or Hints()
    try:
        return _read(data, hints)
    except UsageError as error:
        line = getattr(error, "line", 0)
        where = clean(hints.name) or "The file"
        error.message = f"{where}{f', line {line}' if line else ''}: {error.message}"
        raise


def _read(data: bytes, hints: Hints) -> Found:
    if not data.strip():
        raise UsageError("This file is empty.", "Export it again, or choose another file.")
    if data.startswith(b"\x1f\x8b"):
        from coptui.exchange.tables.unpacking import gunzipped

        data = gunzipped(data)
        if data.startswith(b"\x1f\x8b"):
            raise UsageError("This is an archive in an archive.", "Unpack it first.")
    if data.startswith(b"PK\x03\x04"):
        return _archive(data, hints)
    if _MAILBOX.match(data):
        return _call("mailing_list", "read")(data, hints)
    return read_text(decoded(data), hints)


def read_text(text: str, hints: Hints) -> Found:
    """As `read`, of a text: a file's or what somebody pasted."""
    try:
        return _read_text(text, hints)
    except Ambiguous as error:
        before, found, _ = text.partition(error.example)
        error.line = len(lines_of(before)) if found else 0
        raise


def _read_text(text: str, hints: Hints) -> Found:
    _refuse_endless(text)
    for module, start, reader in TEXTS:
        if start.match(text):
            return _call(module, reader)(text, hints)
    if text.lstrip()[:1] in ("{", "[") and (content := _json(text, hints)):
        return content
    if not hints.columns:
        for delimiter in _delimiters(text):
            if content := _known(text, delimiter, hints):
                return content
        if content := _shaped(text, hints):
            return content
    return _call("generic", "read")(text, hints)


def _refuse_endless(text: str) -> None:
    """Raises UsageError for a line that no program writes: its columns alone would fill the memory.

    JSON may be one line, and is no table.
    """
    if len(text) <= LONGEST_LINE or text.lstrip()[:1] in ("{", "["):
        return
    for number, line in enumerate(lines_of(text), 1):
        if len(line) > LONGEST_LINE:
            raise UsageError(
                f"Line {number} is longer than {LONGEST_LINE:,} characters.",
                "That is no list that a program exports; choose another file.",
            )


def _known(text: str, delimiter: str, hints: Hints) -> Found | None:
    """What a layout of the table reads; None when no such heads are among the first rows."""
    top = Sheet(_top(text), delimiter)
    for layout in LAYOUTS:
        if places := top.tables(layout.signature, within=HEADS_WITHIN):
            reader = _call(layout.module, layout.reader)
            return reader(Sheet(text, delimiter), places[0], hints)
    return None


def _shaped(text: str, hints: Hints) -> Found | None:
    """What is told by the kinds of its columns alone, whatever the language of its heads."""
    from coptui.exchange.formats import teams

    for delimiter in _delimiters(text):
        if shape := teams.shape(Sheet(_top(text), delimiter)):
            reader, position = shape
            module = "teams_actions" if reader == "actions_without_heads" else "teams"
            return _call(module, reader)(Sheet(text, delimiter), position, hints)
    return None


def _delimiters(text: str) -> tuple[str, ...]:
    if said := separator(text):
        return (said,)
    likely = likely_delimiter(_top(text))
    return tuple(dict.fromkeys((likely or ",", *DELIMITERS)))


def _top(text: str) -> str:
    """The first lines, in which heads stand."""
    end = -1
    for _ in range(_LINES_OF_HEAD):
        end = text.find("\n", end + 1)
        if end < 0:
            return text
    return text[:end]


def _call(module: str, reader: str) -> Callable[..., Found]:
    return cast(
        Callable[..., Found],
        getattr(import_module(f"coptui.exchange.formats.{module}"), reader),
    )


def _archive(data: bytes, hints: Hints) -> Found:
    from coptui.exchange.tables.unpacking import Archive, refuse_workbook

    archive = Archive(data)
    refuse_workbook(archive.names)
    names = {name.rpartition("/")[2] for name in archive.names}
    slack = "channels.json" in names and names & {"users.json", "org_users.json"}
    return _call("slack" if slack else "discourse", "archive")(archive, hints)


def _json(text: str, hints: Hints) -> Found | None:
    import msgspec

    try:
        value = msgspec.json.decode(text.strip())
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        # `[Rota] Ann <ann@example.org>` is no JSON.
        return None
    if content := cast(Found | None, _call("discourse", "read_json")(value, hints)):
        return content
    if isinstance(value, dict) and {"meta", "members"} <= value.keys():
        raise UsageError("This is a file of coptui itself.", "Open it instead: coptui FILE")
    raise UsageError(
        "This JSON is of no program known here.", "Export a table (CSV) there, and import that."
    )
