"""Documents as files hold them, and their texts ready for comparison. Pure."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from coptui.core.model.text import UNSEEN

StoredDocument = tuple[str, str, Any]
"""A document as it is in a file: its table, its key, what it holds."""
ANSWERS = "import "
"""How the key of what was answered about a file begins; it belongs to no community."""
CUT = "…"
"""How a text ends that was cut off, such as a label of the history."""


_UNSEEN = re.compile(
    f"{UNSEEN}|[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0640\u064b-\u0652\u0670]"
)
"""What is there or not in one and the same word: soft hyphens, joiners, the vowels of Hebrew and
Arabic."""


def spaced(text: str) -> str:
    """Return a text for comparison, with one space between words."""
    return " ".join(composed(text).split())


def composed(text: str) -> str:
    """Return a text for comparison: accents composed with their letters, and nothing unseen."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text))


def with_one_i(text: str) -> str:
    """Return a text with one letter i: Turkish has two, and one's capital is the other's elsewhere."""
    return text if text.isascii() else text.replace("İ", "i").replace("ı", "i")


def lowered(text: str) -> str:
    """Return a text for comparison in lower case."""
    return with_one_i(composed(text)).casefold()


def with_places(text: str, places: Iterable[tuple[int, int]], word: str) -> str:
    """Return a text with a word in each of some places, in order, of its `composed` form."""
    whole = unicodedata.normalize("NFC", text)
    seen = [at for at, letter in enumerate(whole) if not _UNSEEN.match(letter)]
    if len(seen) != len(composed(text)):
        # Something unseen was between a letter and its accent.
        whole = composed(text)
        seen = list(range(len(whole)))
    for start, end in reversed(list(places)):
        whole = whole[: seen[start]] + word + whole[seen[end - 1] + 1 :]
    return whole


def is_mark(letter: str) -> bool:
    """Return whether this belongs to the letter before it, as vowels do in many scripts."""
    return unicodedata.category(letter).startswith("M")


def is_word(letter: str) -> bool:
    """Return whether this is part of a word."""
    return letter.isalnum() or is_mark(letter)


def words_in(text: str, within: str = "") -> list[str]:
    """Return the words and numbers of a text, which may have these signs within."""
    return "".join(one if is_word(one) or one in within else " " for one in text).split()


def tokens(text: str) -> list[str]:
    """Return the words and numbers of a text, in lower case."""
    low = lowered(text)
    return re.findall(r"[^\W_]+", low) if low.isascii() else words_in(low)


def folded(document: Any) -> str:
    """Return everything a document holds, in lower case."""
    return lowered(json.dumps(document, ensure_ascii=False))


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
