"""How alike two names are, for imports and for people who may be listed twice: one reading of both.

Names are folded forms, as `forms_of` returns them. Whatever is said of two names holds whichever of
them comes first.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from coptui.core.model.text import fold
from coptui.language import tr

NEARLY = 84.0
"""How alike (rapidfuzz, 0-100) two names are that differ by slips of the keys."""
ONLY_BEARER = tr("the only one here with this first name")
OTHER_SCRIPT = tr("the same name in another script")
LIKE_ADDRESS = tr("the address reads like their name")
OTHER_ORDER = tr("the same words in another order")


class Likeness(NamedTuple):
    """How likely two names are one person's (0-100), and why, in words; `shares` what they have in
    common if that is all."""

    score: float
    why: str
    shares: Literal["", "first name", "surname"] = ""


def likeness(form: str, known: str) -> Likeness | None:
    """Return how alike two different names are; None if they share no word that tells."""
    words, theirs = form.split(), known.split()
    if not words or not theirs:
        return None
    if sorted(words) == sorted(theirs):
        return Likeness(96.0, OTHER_ORDER)
    if 1 in (len(words), len(theirs)):
        if words[0] != theirs[0]:
            return None
        return Likeness(80.0, tr("same first name"), "first name")
    if _initials(words, theirs) or _initials(theirs, words):
        return Likeness(90.0, tr("same name, shortened"))
    if set(words) > set(theirs) or set(theirs) > set(words):
        return Likeness(88.0, tr("one name is part of the other"))
    if nearly(form, known):
        return Likeness(NEARLY, tr("nearly the same name"))
    if words[-1] == theirs[-1]:
        score = 70.0 + (words[0][0] == theirs[0][0]) * 8
        return Likeness(score, tr("same surname"), "surname")
    return None


def nearly(one: str, other: str) -> bool:
    from rapidfuzz import fuzz

    return fuzz.ratio(one, other) >= NEARLY


def _initials(words: list[str], theirs: list[str]) -> bool:
    """Return whether names differ only by initials: `lena v` or `l voss` for `lena voss`."""
    first, last = words[0].rstrip("."), words[-1].rstrip(".")
    if first == theirs[0] and len(last) == 1:
        return theirs[-1].startswith(last)
    return last == theirs[-1] and len(first) == 1 and theirs[0].startswith(first)


# Letters that scripts tell apart and ears don't; some scripts seldom write vowels.
_EAR = str.maketrans("cqgzw", "kkksv", "aeiouyh")
_LEAST = 4
"""Consonants from which on a sound tells people apart."""


def sounds(form: str) -> frozenset[str]:
    """Return how a name sounds in Latin letters, by its consonants: as it is written, and with its
    words in alphabetical order. Empty if that is too little to tell."""
    if not form.isascii():
        from anyascii import anyascii

        form = fold(anyascii(form))
    heard = [re.sub(r"[^a-z]", "", word.translate(_EAR)) for word in form.split()]
    ways = {"".join(heard), "".join(sorted(heard))}
    return frozenset(way for way in ways if len(way) >= _LEAST)


def in_other_scripts(one: str, other: str) -> bool:
    """Return whether two names are not both written in plain Latin letters."""
    return one != other and not (one.isascii() and other.isascii())
