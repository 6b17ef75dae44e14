"""Bytes to text: what programs call CSV is UTF-8, UTF-16 or a Windows code page, by turns."""

from __future__ import annotations

import codecs

from coptui.core.model.counting import counted
from coptui.core.model.sentences import READ_FROM_MBOX, not_a_text
from coptui.core.model.text import clean
from coptui.errors import UsageError
from coptui.language import tr

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OLE = b"\xd0\xcf\x11\xe0"
_BINARIES = (
    (b"%PDF", "a PDF"),
    (b"{\\rtf", tr("a rich text document (RTF)")),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3", "a database"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"!BDN", tr("an Outlook mailbox (.pst)")),
)
CODE_PAGES = "cp1250, cp1251, mac_roman, koi8-r or shift_jis"
OLD_WORKBOOK = tr("an old Excel workbook (.xls)")
SAVE_AS_CSV = tr("Open it in its program, save it as CSV, and import that file.")


def code_page_named(name: str) -> str:
    """Return the name of a code page as Python spells it. Raise UsageError if there is none."""
    try:
        b"aa".decode(name, "replace")
        return codecs.lookup(name).name
    except (LookupError, UnicodeError, ValueError):
        raise UsageError(
            tr("coptui doesn't know the code page {name}.", name=clean(name, 40)),
            tr("Write it as {code_pages}.", code_pages=CODE_PAGES),
        ) from None


def decoded(data: bytes, code_page: str = "") -> tuple[str, tuple[str, ...]]:
    """Return the text of a file with its line ends as they are, and what was assumed of its letters.

    The encoding follows from the byte order mark; without one it is UTF-16 if every other byte is
    NUL, else UTF-8 if most of its letters are, else `code_page`, or the one that fits its letters. Raise
    UsageError, naming what it is, if it isn't text.
    """
    notes: tuple[str, ...] = ()
    if data.startswith(_OLE):
        raise _of_office(data)
    for start, name in _BINARIES:
        if data.startswith(start):
            raise UsageError(not_a_text(name), SAVE_AS_CSV)
    encoding = _encoding(data)
    if encoding is None:
        text, notes = _eight_bits(data, code_page)
    else:
        text = data.decode(encoding, errors="replace")
    head = text[:4000]
    odd = sum(1 for letter in head if letter < " " and letter not in "\t\n\r\f\v\x1a\x1b")
    if odd * 10 > len(head) or (odd * 50 > len(head) and len(head) > 400):
        raise UsageError(
            tr("This file is neither text nor any other kind of file that coptui can read."),
            SAVE_AS_CSV,
        )
    return text.removeprefix("\ufeff").replace("\0", ""), notes


def is_old_workbook(data: bytes) -> bool:
    """Return whether a file is a workbook of Excel 97 to 2003."""
    names = (name.encode("utf-16-le") for name in ("Workbook", "Book"))
    return data.startswith(_OLE) and any(map(data.__contains__, names))


def _of_office(data: bytes) -> UsageError:
    """Return why a file of Microsoft Office is not read, by the names of what is in it."""

    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if holds("__substg1.0_"):
        return UsageError(
            tr("This file is an Outlook message (.msg), not text."),
            READ_FROM_MBOX,
        )
    return UsageError(
        tr("This file is {old_workbook} or a message (.msg), not text.", old_workbook=OLD_WORKBOOK),
        SAVE_AS_CSV,
    )


def _eight_bits(data: bytes, code_page: str) -> tuple[str, tuple[str, ...]]:
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        # A file that was cut off in the middle of a letter is UTF-8 all the same.
        if error.end == len(data) and error.start > 0 and error.reason == "unexpected end of data":
            return data[: error.start].decode("utf-8"), ()
    if code_page:
        text = data.decode(code_page, errors="replace")
        unread = counted(text.count("�"), "{count} character", "{count} characters")
        return text, (
            tr("{unread} can't be read in {code_page}.", unread=unread, code_page=code_page),
        ) if "\ufffd" in text else ()
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    # Letters in good UTF-8 can't be chance, so one bad byte stays one bad byte.
    good = sum(1 for letter in text if letter > "\x7f") - bad
    if bad and good >= 2 * bad:
        line = text.count("\n", 0, text.index("\ufffd")) + 1
        return text, (
            tr(
                "{bytes} can't be read as text, first on line {line}.",
                bytes=counted(bad, "{count} byte", "{count} bytes"),
                line=line,
            ),
        )
    from coptui.exchange.tables.code_pages import code_page_of

    name, sure = code_page_of(data)
    read = data.decode(name, errors="replace")
    return read, (
        (
            tr(
                "The file was read in the code page {name}: check that the names look right.",
                name=name,
            ),
        )
        if name != "cp1252" or not sure
        else ()
    )


def _encoding(data: bytes) -> str | None:
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name
    head = data[:4000]
    half = len(head) // 2
    if half and b"\0" in head:
        even, odd = head[0::2].count(0), head[1::2].count(0)
        if odd > 0.4 * half and even < 0.1 * half:
            return "utf-16-le"
        if even > 0.4 * half and odd < 0.1 * half:
            return "utf-16-be"
    return None
