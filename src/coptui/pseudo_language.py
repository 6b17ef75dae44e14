"""A language that isn't one: "Members" is "Méémbééŕş". What is left in plain letters escaped translation."""

from __future__ import annotations

import re
from gettext import NullTranslations

ACCENTED = str.maketrans(
    "ACDEGHIJKLNORSTUWYZacdeghijklnorstuwyz",
    "ÀÇĐÉĜĤÎĴĶĻÑÖŔŞŢÛŴÝŽàçđéĝĥîĵķļñöŕşţûŵýž",
)
_KEPT = re.compile(r"`[^`]*`|\{\{|\}\}|\{[^{}]*\}|<[^<>]*>|\n")
"""What a translator leaves alone: what is typed, placeholders, doubled braces, tags."""


def accented(message: str) -> str:
    """Return a text with accents on its letters, and longer by a third, by writing vowels twice."""
    texts, kept = _KEPT.split(message), _KEPT.findall(message)
    letters = sum(map(str.isalpha, "".join(texts)))
    vowels = sum(letter in "aeiouAEIOU" for letter in "".join(texts))
    step = min(1.0, letters / 3 / vowels) if vowels else 0.0
    doubled, longer = 0.0, []
    for text, sign in zip(texts, [*kept, ""], strict=True):
        for letter in text:
            longer.append(letter.translate(ACCENTED))
            if letter in "aeiouAEIOU":
                doubled += step
                if doubled > 0.5:
                    longer.append(letter.lower().translate(ACCENTED))
                    doubled -= 1
        longer.append(sign)
    return "".join(longer)


class Pseudo(NullTranslations):
    """Translates every text by accenting it."""

    def gettext(self, message: str) -> str:
        return accented(message)

    def pgettext(self, context: str, message: str) -> str:
        return accented(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return accented(msgid1 if n == 1 else msgid2)
