"""The text of a coptui file: TinyDB's tables, one document a line.

A layout keeps every document as the bytes of its line, so that a save joins bytes and a field this
version doesn't know is written back as it was read.
"""

from __future__ import annotations

import re
from codecs import utf_8_decode
from collections.abc import Iterator, Mapping
from itertools import compress, islice
from typing import Any

import msgspec

from coptui.core.model.sentences import is_empty
from coptui.errors import DataInvalid
from coptui.language import tr
from coptui.store.another_kind import refuse_another_kind
from coptui.store.broken import DEEPEST, check_depth, check_numbers, explain, refuse
from coptui.store.documents import Lines, body_of, encode, key_of, line_of

_WHOLE = msgspec.json.Decoder(dict[str, dict[str, msgspec.Raw]])
_OUTLINE = msgspec.json.Decoder(dict[str, msgspec.Raw])
_PIECE = 1 << 14
AT_ONCE = 500
"""Lines that are joined together."""
_LARGE = 1 << 24
"""A file of more bytes is read again in slices: other threads get their turn in between."""
_SLICE = 1 << 21
_HEAD = re.compile(rb'"(\w+)":\{\n')


class Layout(msgspec.Struct, frozen=True):
    """Tables by name, in the order of the file; a table that isn't an object is kept as its bytes."""

    tables: Mapping[str, Lines | bytes]

    def lines(self, table: str) -> Lines:
        """Return the documents of a table; none if there is no such table or it isn't an object."""
        found = self.tables.get(table)
        return found if isinstance(found, Lines) else Lines()

    def text(self) -> bytes:
        """Return the whole file, UTF-8."""
        return b"".join(self.pieces())

    def pieces(self) -> Iterator[bytes]:
        """Yield the whole file, some hundred lines at a time: other threads get their turn in
        between, and memory holds it only once."""
        before = b"{"
        for name, lines in self.tables.items():
            before += key_of(name)
            if isinstance(lines, bytes):
                yield before + lines
            elif not lines:
                yield before + b"{}"
            else:
                rest, before = iter(lines.values()), before + b"{\n"
                while some := b",\n".join(islice(rest, AT_ONCE)):
                    yield before + some
                    before = b",\n"
                yield b"\n}"
            before = b",\n"
        yield b"}\n" if self.tables else b"{}\n"

    def with_lines(self, changed: Mapping[str, Mapping[str, bytes | None]]) -> Layout:
        """Return a new layout with documents replaced, appended or (None) removed."""
        tables = dict(self.tables)
        for name, lines in changed.items():
            tables[name] = self.lines(name).with_lines(lines)
        if "meta" in tables and "meta" not in self.tables:
            tables = {"meta": tables.pop("meta"), **tables}
        return Layout(tables)

    def with_changes(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> Layout:
        """Return a new layout for other plain tables; write only what differs between them again.

        `old` may hold less than the layout; what is in neither stays as it is.
        """
        tables = dict(self.tables)
        lines: dict[str, dict[str, bytes | None]] = {}
        for name, table in new.items():
            was = old.get(name, {})
            if table == was:
                continue
            if not isinstance(table, Mapping) or not isinstance(was, Mapping):
                tables[name] = encode(table)
                continue
            lines[name] = {key: None for key in was if key not in table}
            lines[name].update(
                (key, line_of(key, one)) for key, one in table.items() if was.get(key, _NONE) != one
            )
        return Layout(tables).with_lines(lines)


_NONE = object()


def layout_of(tables: Mapping[str, Any]) -> Layout:
    """Return a layout from plain values, as TinyDB hands them over."""
    out: dict[str, Lines | bytes] = {}
    for name, documents in tables.items():
        if isinstance(documents, Mapping):
            lines = {str(key): line_of(str(key), item) for key, item in documents.items()}
            out[str(name)] = Lines(lines)
        else:
            out[str(name)] = encode(documents)
    return Layout(out)


def parse(data: bytes, where: str, *, again: bool = False) -> Layout:
    """Read a file's bytes. `where` names the file in messages; `again` is while keys are answered.

    Raise DataInvalid with line and column if the bytes aren't a JSON object that every TinyDB
    script could read too. The codec looks into documents later.
    """
    if not data or data.isspace():
        raise DataInvalid(is_empty(where))
    if data[:1] != b"{":
        refuse_another_kind(data, where)
    if not data.isascii():
        _check_text(data, where)
    if data.startswith(b"\xef\xbb\xbf"):
        refuse(data, where, 0, tr("a byte order mark before the first brace"))
    check_numbers(data, where)
    try:
        tables = {name: _table(table) for name, table in _outline(data, again).items()}
        for table in tables.values():
            some = [one for _, one in table.documents()] if isinstance(table, Lines) else []
            sizes = map(len, map(memoryview, some))  # type: ignore[arg-type]
            # What is opened is closed: so deep takes two bytes a level.
            for document in compress(some, map((2 * DEEPEST).__lt__, sizes)):
                check_depth(document, data, where)
    except (msgspec.DecodeError, RecursionError) as error:
        explain(data, where, error)
    return Layout(tables)


def parsed_before(data: bytes) -> Layout:
    """Return the layout of bytes that `parse` has read before: they hold nothing to look for again."""
    return Layout({name: _table(table) for name, table in _outline(data).items()})


def _outline(data: bytes, again: bool = False) -> Mapping[str, Any]:
    """Return tables by name, with their documents by key; a table as one piece if some aren't
    objects."""
    if again and len(data) > _LARGE and (tables := in_slices(data, _SLICE)) is not None:
        return tables
    try:
        return _WHOLE.decode(data)
    except msgspec.ValidationError:
        return _OUTLINE.decode(data)


def in_slices(data: bytes, size: int) -> dict[str, dict[str, msgspec.Raw]] | None:
    """Return what `_outline` returns, read `size` bytes of lines at a time; None if the file isn't
    laid out as a layout writes it.

    Where each slice of a table is sound by itself, so are all of them together.
    """
    tables: dict[str, dict[str, msgspec.Raw]] = {}
    at = 1 if data.startswith(b"{") else len(data)
    while head := _HEAD.match(data, at):
        at, end = head.end(), data.find(b"\n}", head.end())
        table = tables[head[1].decode()] = {}
        while at >= 0:
            until = data.find(b",\n", at + size, end) if end >= 0 else -1
            last = end if until < 0 else until
            try:
                documents = _OUTLINE.decode(b"".join((b"{", memoryview(data)[at:last], b"}")))
            except msgspec.DecodeError:
                return None
            if not documents:
                return None
            table |= documents
            at = -1 if until < 0 else until + 2
        if not data.startswith(b",\n", end + 2):
            is_whole = data.startswith(b"}", end + 2) and not data[end + 3 :].strip(b" \t\r\n")
            return tables if is_whole else None
        at = end + 4
    return None


def _table(table: dict[str, msgspec.Raw] | msgspec.Raw) -> Lines | bytes:
    if isinstance(table, dict):
        return Lines(read=table)
    body = bytes(table)
    return Lines(read=_OUTLINE.decode(body)) if body.startswith(b"{") else body


def _check_text(data: bytes, where: str) -> None:
    """Raise DataInvalid for anything but UTF-8.

    Go piece by piece: all of it as text takes twice the memory of the file.
    """
    view, start = memoryview(data), 0
    try:
        while start < len(data):
            is_last = start + _PIECE >= len(data)
            start += utf_8_decode(view[start : start + _PIECE], "strict", is_last)[1]
    except UnicodeDecodeError:
        try:
            data.decode()
        except UnicodeDecodeError as error:
            refuse(data, where, error.start, tr("a byte that is not UTF-8"))


def duplicates(data: bytes) -> list[tuple[str, str, str]]:
    """Return names that appear twice: (table, document key, field); "" for a level it doesn't
    reach.

    A write would drop one of the two, so look for them before the first one. This costs more than
    reading: call it only if the file isn't exactly its own layout.
    """
    import json

    tables = json.loads(data, object_pairs_hook=_Pairs)
    repeated = [(name, "", "") for name in tables.twice]
    for name, table in tables.items:
        if not isinstance(table, _Pairs):
            continue
        repeated.extend((name, key, "") for key in table.twice)
        for key, document in table.items:
            repeated.extend((name, key, field) for field in _twice_in(document, ""))
    return repeated


def fields_of(key: str, line: bytes, table: str) -> dict[str, Any]:
    """Return one document's values. Raise DataInvalid if it isn't an object or names a field twice."""
    import json

    value = json.loads(body_of(key, line), object_pairs_hook=_Pairs)
    twice = _twice_in(value, "")
    if twice or not isinstance(value, _Pairs):
        record = f"{table} {key}"
        raise DataInvalid(
            tr(
                "{record} has the field {field} twice, so it cannot be changed here.",
                record=record,
                field=twice[0],
            )
            if twice
            else tr("{record} is not an object, so it cannot be changed here.", record=record),
            tr("Nothing was written. Correct the record in the file with a text editor."),
        )
    plain: dict[str, Any] = value.plain()
    return plain


class _Pairs:
    """A JSON object with the order and the repetitions of its keys."""

    def __init__(self, items: list[tuple[str, Any]]) -> None:
        self.items = items
        names = [name for name, _ in items]
        self.twice = (
            sorted({name for name in names if names.count(name) > 1})
            if (len(set(names)) < len(names))
            else []
        )

    def plain(self) -> dict[str, Any]:
        return {name: _plain(value) for name, value in self.items}


def _plain(value: Any) -> Any:
    if isinstance(value, _Pairs):
        return value.plain()
    return [_plain(item) for item in value] if isinstance(value, list) else value


def _twice_in(value: Any, path: str) -> list[str]:
    if isinstance(value, list):
        return [place for item in value for place in _twice_in(item, path)]
    if not isinstance(value, _Pairs):
        return []
    dot = f"{path}." if path else ""
    found = [f"{dot}{name}" for name in value.twice]
    for name, item in value.items:
        found.extend(_twice_in(item, f"{dot}{name}"))
    return found
