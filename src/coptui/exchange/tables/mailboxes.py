"""The messages of a mailbox (mbox), each with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from coptui.exchange.tables.progress import EVERY, tell

_DATE = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +(?:[A-Z][a-z]{2} +\d{1,2}|\d{1,2} +[A-Z][a-z]{2}) .*\d\d:\d\d.*"
# A line of someone's text may begin with `From `, too: a date and a header line must follow.
_SEPARATOR = re.compile(
    rb"^From [^\r\n]*?("
    + _DATE.replace(".*", r"[^\r\n]*").encode()
    + rb")\r?\n(?=[A-Za-z][A-Za-z0-9-]*:)",
    re.MULTILINE,
)
END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")


class MailboxPart(NamedTuple):
    """One message as it came: the line of its separator, when that says it was sent, its bytes."""

    line: int
    sent: str
    content: bytes


def parts_of(data: bytes) -> Iterator[MailboxPart]:
    """Yield the messages of a mailbox in their order."""
    separators = list(_SEPARATOR.finditer(data))
    line, counted = 1, 0
    for number, separator in enumerate(separators):
        if number % EVERY == 0:
            tell("reading", number, len(separators))
        end = separators[number + 1].start() if number + 1 < len(separators) else len(data)
        line += data.count(b"\n", counted, separator.start())
        counted = separator.start()
        sent = separator[1].decode("ascii", "replace").strip()
        yield MailboxPart(line, sent, data[separator.end() : end])
