"""The documents of one table, each as the bytes of its line."""

from __future__ import annotations

from collections.abc import ItemsView, Iterable, Iterator, Mapping, ValuesView
from typing import Any

import msgspec

from coptui.core.model.layered import Layered, touched
from coptui.errors import DataInvalid
from coptui.language import tr

RawDocument = msgspec.Raw | bytes
"""One document as it is in the file."""
HIGHEST_ID = 2**53
"""Ids up to here survive every JSON reader."""
_LINE_BREAK = ord("\n")


class Lines(Mapping[str, bytes]):
    """Documents of one table by key; each value is the line `"key":{...}` without the comma.

    Those of a file that was read are pieces of its bytes until someone asks for all lines: showing
    a community needs none.
    """

    def __init__(
        self, lines: Mapping[str, bytes] | None = None, read: dict[str, msgspec.Raw] | None = None
    ) -> None:
        self._lines = {} if lines is None and read is None else lines
        self._read = read
        self._highest: int | None = None

    @property
    def highest(self) -> int:
        """Return the highest id that was ever in use, as far as is known here; 0 for none."""
        if self._highest is None:
            self._highest = _highest(self)
        return self._highest

    def with_lines(self, changed: Mapping[str, bytes | None]) -> Lines:
        """Return these with documents replaced, appended or (None) removed."""
        lines = Lines(Layered(self._layers, changed))
        if self._highest is not None:
            lines._highest = max(self._highest, _highest(changed))
        return lines

    def touched_since(self, before: Lines) -> list[str] | None:
        """Return the keys of lines that can be others than before; None if that isn't known."""
        return touched(before._layers, self._layers)

    @property
    def _layers(self) -> Mapping[str, bytes]:
        return self._lines if isinstance(self._lines, Layered) else self

    def documents(self) -> Iterable[tuple[str, RawDocument]]:
        """Yield each key with its document."""
        if (read := self._read) is not None:
            return read.items()
        return ((key, body_of(key, line)) for key, line in self._made.items())

    def document(self, key: str) -> RawDocument:
        """Return one document. Raise KeyError."""
        if (read := self._read) is not None:
            return read[key]
        return body_of(key, self._made[key])

    def keep_apart(self) -> None:
        """Make every line bytes of its own, no piece of the text."""
        _ = self._made

    @property
    def _made(self) -> Mapping[str, bytes]:
        # Another thread may make them too: they are there before the pieces go.
        if self._lines is None and (read := self._read) is not None:
            self._lines = _lines(read)
        self._read = None
        return {} if self._lines is None else self._lines

    def __getitem__(self, key: str) -> bytes:
        read = self._read
        return self._made[key] if read is None else _lines({key: read[key]})[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._made if self._read is None else self._read)

    def __len__(self) -> int:
        return len(self._made if self._read is None else self._read)

    def __contains__(self, key: object) -> bool:
        return key in (self._made if self._read is None else self._read)

    def get(self, key: str, default: Any = None) -> Any:
        return self[key] if key in self else default  # noqa: SIM401

    def items(self) -> ItemsView[str, bytes]:
        return self._made.items()

    def values(self) -> ValuesView[bytes]:
        return self._made.values()


def line_of(key: str, document: Mapping[str, Any]) -> bytes:
    """Return one document as its line. Raise DataInvalid for what JSON can't hold."""
    return key_of(key) + encode(document)


def body_of(key: str, line: bytes) -> bytes:
    """Return the document in a line, without its key."""
    return line[len(key_of(key)) :]


def plain_of(document: RawDocument) -> Any:
    """Return what a document says.

    Little is refused by msgspec that `json` would read, such as half a surrogate pair; loading that
    takes a command two milliseconds.
    """
    try:
        return msgspec.json.decode(document)
    except msgspec.DecodeError:
        import json

        return json.loads(bytes(document))


def encode(value: Any) -> bytes:
    """Return compact JSON as UTF-8. Raise DataInvalid for NaN, bytes, dates and lone surrogates."""
    try:
        import json

        text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        return text.encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise DataInvalid(
            tr("This cannot be written as JSON: {error}.", error=error),
            tr("Nothing was written. Correct the value and save again."),
        ) from None


def key_of(name: str) -> bytes:
    """Return a name as it begins a line."""
    if name.isascii() and name.isalnum():
        return b'"%b":' % name.encode()
    return encode(name) + b":"


def document_id(key: str) -> int | None:
    """Return the id that a document's key stands for; None if it isn't a plain positive number."""
    if not (key.isascii() and key.isdecimal()) or key[0] == "0" or len(key) > 16:
        return None
    number = int(key)
    return number if number <= HIGHEST_ID else None


def _highest(keys: Iterable[str]) -> int:
    return max((number for key in keys if (number := document_id(key))), default=0)


def _lines(documents: Mapping[str, msgspec.Raw]) -> dict[str, bytes]:
    """Return lines of documents as they were read.

    Bring those of a table laid out by hand onto one line each, and write letters escaped in ASCII
    as themselves.
    """
    keys = "".join(documents)
    if keys.isascii() and keys.isalnum() and "" not in documents:
        lines = {key: b'"%b":%b' % (key.encode(), one) for key, one in documents.items()}
    else:
        lines = {key: b"%b%b" % (key_of(key), one) for key, one in documents.items()}
    # A pass for each question is quicker than all of them asked of each document.
    for key in [key for key, line in lines.items() if b"\\u" in line]:
        lines[key] = key_of(key) + _unescaped(body_of(key, lines[key]))
    if any(_LINE_BREAK in line for line in lines.values()):
        for key, line in lines.items():
            lines[key] = key_of(key) + msgspec.json.format(body_of(key, line), indent=-1)
    return lines


def _unescaped(document: bytes) -> bytes:
    """Return a document escaped in ASCII with its letters as themselves; unchanged if that loses
    anything."""
    try:
        import json

        return encode(json.loads(document))
    except (DataInvalid, ValueError, RecursionError):
        return document
