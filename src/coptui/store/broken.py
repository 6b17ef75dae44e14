"""Where a broken file is broken: line, column and byte, in words."""

from __future__ import annotations

import re
from typing import NoReturn

import msgspec

from coptui.errors import DataInvalid
from coptui.language import tr

DEEPEST = 500
"""How deep lists and objects may be nested; Python's own reader gives up near 1,000."""

_DIGITS = 4301
_LONG = 20_000
# Compiled, and kept, by `re` when a file first is broken.
_LONG_NUMBER = rb"[0-9]{%d}" % _DIGITS
_BYTE = r"\(byte (\d+)\)$"
_TOKENS = rb'(?s)"(?:[^"\\]|\\.)*"|[\[{]|[\]}]'
_ALIKE = bytes.maketrans(b"{}", b"[]")
_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_STEPS = {b"[": 1, b"{": 1, b"]": -1, b"}": -1}
_SURROGATE = rb"(?<!\\)(?:\\\\)*(\\u[dD][89a-fA-F][0-9a-fA-F]{2})"


def check_numbers(data: bytes, where: str) -> None:
    """Refuse a number that Python won't read.

    A run of that many digits contains a position that is a multiple of that many: look there first.
    """
    step = _DIGITS // 2
    places = [at * step for at, sign in enumerate(data[::step]) if sign in b"0123456789"]
    if any(data[at : at + step].isdigit() for at in places):
        if not re.search(_LONG_NUMBER, data):
            return
        # A long run of digits inside a text is only text.
        texts = [token.span() for token in re.finditer(_TOKENS, data) if token[0][0] == 0x22]
        for number in re.finditer(_LONG_NUMBER, data):
            if not any(start < number.start() < end for start, end in texts):
                refuse(data, where, number.start(), tr("a number with more than 4,300 digits"))


def check_depth(document: msgspec.Raw | bytes, data: bytes, where: str) -> None:
    """Refuse a document with lists and objects nested too deep."""
    text = bytes(document)
    if _opens_many(text) and _deeper(text, DEEPEST - 2):
        explain(data, where, RecursionError())


def _opens_many(text: bytes) -> bool:
    """Return whether there are more brackets than nesting too deep needs.

    A long document has few: finding these is quicker than counting, which looks at each byte.
    """
    if len(text) < _LONG:
        return text.count(b"[") + text.count(b"{") > DEEPEST
    opened = 0
    for sign in (b"[", b"{"):
        at = text.find(sign)
        while at >= 0:
            opened += 1
            if opened > DEEPEST:
                return True
            at = text.find(sign, at + 1)
    return False


def _deeper(document: bytes, depth: int) -> bool:
    """Return whether lists and objects are nested deeper than that.

    The history of an import of thousands is one document with as many objects side by side: strip
    the innermost off in each pass over the whole, rather than going bracket by bracket.
    """
    # Without escaped marks, every second piece between marks is a text.
    plain = document.replace(b"\\\\", b"").replace(b'\\"', b"") if b"\\" in document else document
    brackets = b"".join(plain.split(b'"')[::2]).translate(_ALIKE, _NO_BRACKETS)
    for _ in range(depth):
        if not brackets:
            break
        brackets = brackets.replace(b"[]", b"")
    return bool(brackets)


def explain(data: bytes, where: str, error: Exception) -> NoReturn:
    """Raise DataInvalid for what made the decoder give up, with the place."""
    if isinstance(error, RecursionError):
        depth = 0
        for token in re.finditer(_TOKENS, data):
            depth += _STEPS.get(token[0], 0)
            if depth > DEEPEST:
                refuse(
                    data,
                    where,
                    token.start(),
                    tr("more than 500 lists or objects inside each other"),
                )
        refuse(data, where, 0, tr("lists or objects nested too deep"))
    if isinstance(error, msgspec.ValidationError):
        raise DataInvalid(
            tr(
                "{where} isn't a coptui file: line 1, column 1: it must be one JSON object "
                "that holds the tables.",
                where=where,
            ),
        ) from None
    if lone := _lone_surrogate(data):
        refuse(data, where, lone, tr("half of a character (a lone surrogate)"))
    place = re.search(_BYTE, str(error))
    at = int(place[1]) if place else len(data)
    trailing = "trailing characters" in str(error)
    if trailing:
        # msgspec names the byte behind the first one that is too many.
        at -= 1
    if at >= len(data.rstrip()):
        what = tr("the file ends too early")
    elif data[at] == 0:
        what = tr("a NUL byte")
    elif trailing:
        what = tr("something after the last brace")
    elif re.match(rb"-?(?:NaN|Infinity)", data[max(at - 1, 0) : at + 9].lstrip(b":, [")):
        what = tr("NaN or Infinity, which JSON doesn't allow")
    else:
        what = tr("a character that doesn't belong here")
    refuse(data, where, at, what)


def _lone_surrogate(data: bytes) -> int | None:
    pair_until = -1
    for found in re.finditer(_SURROGATE, data):
        at = found.start(1)
        if at == pair_until:
            continue
        high = data[at + 3 : at + 4] in b"89abAB"
        follower = data[at + 6 : at + 12]
        if not high or not re.fullmatch(rb"\\u[dD][c-fC-F][0-9a-fA-F]{2}", follower):
            return at
        pair_until = at + 6
    return None


def refuse(data: bytes, where: str, at: int, what: str) -> NoReturn:
    """Raise DataInvalid for the byte at `at`; lines and columns count from 1, columns in
    characters."""
    before = data[:at]
    row = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode(errors="replace")) + 1
    raise DataInvalid(
        tr(
            "{where}, line {row}, column {column} (byte {at}): {what}.",
            where=where,
            row=row,
            column=column,
            at=at,
            what=what,
        )
    )
