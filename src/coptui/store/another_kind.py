"""Files of other programs given where a community's file is expected: named, with how to import them."""

from __future__ import annotations

import re
from shlex import quote

from coptui.errors import DataInvalid
from coptui.language import tr

_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (rb"PK\x03\x04", tr("a workbook or an archive")),
    (rb"\xd0\xcf\x11\xe0", tr("an old Excel workbook")),
    (rb"\x1f\x8b", tr("a packed file")),
    (rb"BEGIN:VCALENDAR\b", tr("a calendar")),
    (rb"BEGIN:VCARD\b", tr("an address book")),
    (rb"From [^\r\n]+ \d{4}[\r\n]", tr("a mailbox")),
    (rb"(?:Received|Return-Path|Delivered-To|From|Date|Message-ID): ", tr("an e-mail")),
    (rb"<(?:!DOCTYPE|html|table|\?xml)\b", tr("a web page or a table in XML")),
)
"""How files begin that can be imported, whatever they are called, and what they are."""
_HEAD = 4000
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_SEPARATED = re.compile(r"[,;\t|]")


def refuse_another_kind(data: bytes, where: str) -> None:
    """Raise DataInvalid for a file that is one to import, and not a damaged one of ours."""
    head = data[:_HEAD].removeprefix(_MARKS[0]).lstrip()
    kind = next((kind for start, kind in _BEGINNINGS if re.match(start, head, re.I)), "")
    kind = kind or _kind_of_text(data[:_HEAD])
    if kind:
        raise DataInvalid(
            tr("{where} isn't a coptui file, but {kind}.", where=where, kind=kind),
            tr(
                "To import it, open your community and press i, or run: coptui -f YOURS import {file}",
                file=quote(where),
            ),
        )


def _kind_of_text(head: bytes) -> str:
    """Return what a text without any brace is: a table, or a list; "" for what may be ours."""
    if any(sign in head for sign in b"{}") or (b"\0" in head and not head.startswith(_MARKS[1:])):
        return ""
    text = head.decode("utf-16" if head.startswith(_MARKS[1:]) else "utf-8-sig", "ignore").strip()
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines or text[0] in '[":,' or not any(map(str.isalpha, text)):
        return tr("a table") if len(lines) > 1 and _is_headed(lines[0]) else ""
    if sum(bool(_SEPARATED.search(line)) for line in lines[:10]) > 1:
        return tr("a table")
    return tr("a list of text") if len(lines) > 1 else ""


def _is_headed(line: str) -> bool:
    """Return whether a line is of quoted headings: `"Name","Email"`."""
    return bool(re.match(r'"[^":{}]*"\s*[,;\t|]\s*"?[^":{}]', line))
