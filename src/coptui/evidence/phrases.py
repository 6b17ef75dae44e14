"""Words and phrases that are alike: a hint, and no proof."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from coptui.core.model.text import fold

_WORD = re.compile(r"\w+")
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "do",
        "for",
        "from",
        "how",
        "in",
        "into",
        "is",
        "it",
        "of",
        "on",
        "or",
        "our",
        "the",
        "to",
        "we",
        "with",
    ]
)

# Endings that make no other word: "debate" meets "debates", "supervision" "supervising". What is
# left of a word has this many letters at least; "communication" does not meet "community".
_ENDING = re.compile(r"(?:ions?|ings?|ers?|ed|es|e|s)$")
_LEAST = 4


@lru_cache(maxsize=16384)
def stems(text: str) -> frozenset[str]:
    """Return the words of a phrase for comparison: folded, without small words and endings.

    Similar words are a hint, and no proof.
    """
    words = _WORD.findall(fold(text))
    return frozenset(_stem(word) for word in words if word not in _SMALL) or frozenset(words)


def _stem(word: str) -> str:
    short = _ENDING.sub("", word)
    return short if len(short) >= _LEAST else word


class Phrases:
    """A set of phrases to search: `hold` finds a phrase if all its words are in one of them.

    `cover` is the other way round: all the words of one of them are in a text.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_stem: dict[str, set[int]] = {}
        self._by_first: dict[str, list[frozenset[str]]] = {}
        self._found: dict[str, bool] = {}
        for number, words in enumerate({stems(phrase) for phrase in phrases} - {frozenset()}):
            self._by_first.setdefault(min(words), []).append(words)
            for word in words:
                self._by_stem.setdefault(word, set()).add(number)

    def hold(self, phrase: str) -> bool:
        if phrase not in self._found:
            places = [self._by_stem.get(word, set()) for word in stems(phrase)]
            self._found[phrase] = bool(places) and bool(set.intersection(*places))
        return self._found[phrase]

    def cover(self, text: str) -> bool:
        said = stems(text)
        return any(words <= said for first in said for words in self._by_first.get(first, ()))
