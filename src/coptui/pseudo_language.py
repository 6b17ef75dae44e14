"""A language that isn't one: "Members" is "Mémbéérş". What is left in plain letters escaped translation."""

from __future__ import annotations

import re
from gettext import NullTranslations

ACCENTED = str.maketrans(
    "ACDEGHIJKLNORSTUWYZacdeghijklnorstuwyz",
    "ÀÇĐÉĜĤÎĴĶĻÑÖŔŞŢÛŴÝŽàçđéĝĥîĵķļñöŕşţûŵýž",
)
VOWELS = "àéîöû"
_KEPT = re.compile(r"\{\{|\}\}|\{[^{}]*\}|<[^<>]*>|\n")
"""What a translator leaves alone: placeholders, doubled braces, tags."""


def accented(message: str) -> str:
    """Return a text with accents on its letters, and longer by a third, by writing vowels twice."""
    texts, kept = _KEPT.split(message), _KEPT.findall(message)
    more = -(-sum(sum(map(str.isalpha, text)) for text in texts) // 3)
    longer = []
    for text in texts:
        letters = []
        for letter in text.translate(ACCENTED):
            letters.append(letter)
            if more and letter in VOWELS:
                letters.append(letter)
                more -= 1
        longer.append("".join(letters))
    return "".join(text + sign for text, sign in zip(longer, [*kept, ""], strict=True))


class Pseudo(NullTranslations):
    """Translates every text by accenting it."""

    def gettext(self, message: str) -> str:
        return accented(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return accented(msgid1 if n == 1 else msgid2)
