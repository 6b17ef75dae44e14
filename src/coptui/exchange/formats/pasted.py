"""Names and addresses as someone pastes them from a chat, a letter or a mail's `To:` line."""

from __future__ import annotations

import re

from coptui.exchange.tables.addresses import address, addresses_in, name_beside
from coptui.exchange.tables.found import Found, FoundPerson, Hints, Skipped
from coptui.exchange.tables.names import plain_name
from coptui.exchange.tables.people import merged
from coptui.exchange.tables.sheets import lines_of
from coptui.language import tr

_BULLET = re.compile(
    r"\s*(?:\(?\d{1,4}[.):]\s|\d{1,4}\t|[-*•–·]\s|(?:To|Cc|Bcc|An|Von|From|À|Para):\s)\s*", re.I
)
_BRACKETED = re.compile(r"<\s*([^<>\s]+)\s*>")
_QUOTES = " ,;:\t\"'“”‘’„«»"
_LETTER = re.compile(r"[^\W\d_]")
_NO_NAME = re.compile(r"[\d=<>{}\\/#$%^*_|!?:@\[\]\ufffd\x00-\x1f]|https?")
WORDS_OF_A_NAME = 6
_LINES = 20_000


NAMES = {"column 1": "name"}
"""What someone says of a list in which no line has an address: each is a name."""


def read(text: str, hints: Hints) -> Found | None:
    """Return the people of a pasted list; None if most of its lines name no one.

    A list without an address may be of anything: it is of names only where someone said so.
    """
    people: list[FoundPerson] = []
    skipped: list[Skipped] = []
    filled = addressed = 0
    for number, line in enumerate(lines_of(text)[:_LINES], 1):
        if not line.strip():
            continue
        filled += 1
        entries = _entries(line) if len(line) < 100_000 else []
        addressed += any(email for _, email in entries)
        if not entries:
            skipped.append(
                Skipped(number, " ".join(line.split())[:200], tr("no name and no address"))
            )
        for name, email in entries:
            people.append(FoundPerson(number, name, (email,) if email else ()))
    if not people or len(skipped) * 2 > filled:
        return None
    if not addressed and hints.columns != NAMES:
        return None
    return Found(
        "List of names and addresses", "people", people=merged(people), skipped=tuple(skipped)
    )


def _entries(line: str) -> list[tuple[str, str]]:
    """Return (name, address) for each person on a line; either may be ""."""
    line = _BULLET.sub("", line, count=1) if _BULLET.match(line) else line
    if "@" not in line:
        return [(name, "") for name in _names(line)]
    entries: list[tuple[str, str]] = []
    end = 0
    for bracketed in _BRACKETED.finditer(line):
        mail = address(bracketed[1].rstrip(".,;"))
        if not mail:
            continue
        before, end = line[end : bracketed.start()], bracketed.end()
        # Addresses without brackets may stand before the name of this one.
        for bare_address in addresses_in(before):
            behind = before[before.find(bare_address) + len(bare_address) :]
            if "<" not in before and behind.lstrip()[:1] in (",", ";", ""):
                entries.append(("", bare_address))
                before = behind
        entries.append((name_beside(before), mail))
    rest = line[end:].strip(_QUOTES)
    if not end or "@" in rest:
        loose = addresses_in(rest)
        if len(loose) == 1:
            name = name_beside(rest)
            entries.append((name if _is_name(plain_name(name)) else "", loose[0]))
        else:
            entries += [("", bare_address) for bare_address in loose]
    return entries


def _names(line: str) -> list[str]:
    """Return the names on a line without addresses: `Doe, Jane` is one, `Ann Roe, Bo Lee` two."""
    parts = [part.strip(_QUOTES) for part in re.split(r"[;\t]", line)]
    names: list[str] = []
    for part in filter(None, parts):
        pieces = [piece.strip(_QUOTES) for piece in part.split(",")]
        pieces = [piece for piece in pieces if piece]
        if len(pieces) == 2 and not all(" " in piece for piece in pieces):
            pieces = [", ".join(pieces)]
        names += pieces
    return names if all(_is_name(name) for name in names) else []


def _is_name(text: str) -> bool:
    return bool(
        0 < len(text) <= 80
        and _LETTER.search(text)
        and not _NO_NAME.search(text)
        and len(text.split()) <= WORDS_OF_A_NAME
    )
