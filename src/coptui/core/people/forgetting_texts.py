"""Documents as files hold them, and their texts ready for comparison. Pure."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

StoredDocument = tuple[str, str, Any]
"""A document as it is in a file: its table, its key, what it holds."""
CUT = "…"
"""How a text ends that was cut off, such as a label of the history."""


def spaced(text: str) -> str:
    """Return a text with one space between words, and accents composed with their letters."""
    return " ".join(composed(text).split())


def composed(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def tokens(text: str) -> list[str]:
    """Return the words and numbers of a text, in lower case."""
    return re.findall(r"[^\W_]+", composed(text).casefold())


def folded(document: Any) -> str:
    """Return everything a document holds, in lower case."""
    return composed(json.dumps(document, ensure_ascii=False)).casefold()


def mentions(text: str, words: Iterable[str]) -> bool:
    """Return whether any of the words can be in a folded document: a quick first look."""
    return CUT in text or any(word in text for word in words)


class Part(NamedTuple):
    """A document, or what the history holds of one: walked by the types of its table."""

    table: str
    id: int
    document: Any


def parts_of(table: str, key: str, document: Any) -> Iterator[Part]:
    """Return the document, and each document that it holds a version of."""
    number = int(key) if key.isdecimal() else 0
    if table != "history" or not isinstance(document, dict):
        yield Part(table, number, document)
        return
    changes = document.get("changes")
    yield Part(table, number, {name: item for name, item in document.items() if name != "changes"})
    for change in changes if isinstance(changes, list) else [changes]:
        if not isinstance(change, dict):
            yield Part("", number, change)
            continue
        of, which = str(change.get("table", "")), change.get("id")
        for name, item in change.items():
            if name in ("before", "after"):
                yield Part(of, which if type(which) is int else 0, item)
            elif name not in ("table", "id"):
                yield Part("", number, item)
