"""How people's names and numbers are written: their spellings, and patterns that find them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import combining, normalize
from urllib.parse import quote

from coptui.core.model.text import LETTERS
from coptui.core.model.text import TITLES as BEFORE_NAMES
from coptui.core.people.forgetting_texts import composed, spaced

DIGITS = 7
"""A number of fewer digits is a year, a size or a day as well as a telephone."""
TITLES = BEFORE_NAMES | frozenset((
    "ba", "brother", "bsc", "captain", "dipl", "doctor", "dphil", "father", "frau", "herr", "ing",
    "jr", "lord", "ma", "madam", "mag", "major", "mba", "md", "mme", "monsieur", "msc", "phd",
    "pr", "señor", "señora", "signor", "signora", "sister", "sr", "sra",
))  # fmt: skip
"""What stands before or after a name and names no one."""
_APOSTROPHE = "['’ʼ`´]"
_SIGN = "(?<=%[0-9A-Fa-f][0-9A-Fa-f])"  # After the sign of a letter in a link, such as "%20".
_LETTERS = {
    **{ord(chr(letter).upper()): plain.title() for letter, plain in LETTERS.items()},
    **LETTERS,
    **str.maketrans({"ß": "ss", "ẞ": "SS"}),
}
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})  # fmt: skip
# Scripts that put no space between words, or put endings on names.
_NO_SPACES = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"


def words_of(name: str) -> Iterator[str]:
    """Yield the words of a name that someone may be called by; of "Karla-Lise" the parts, too.

    Titles and degrees are no words of a name.
    """
    for word in re.findall(r"[\w'’-]+", spaced(name)):
        for part in {word, *word.split("-")}:
            if part.casefold() not in TITLES:
                yield part


def plain_name(name: str) -> str:
    """Return a name without titles, degrees, and what stands in brackets or after a comma: that is
    an employer as often as a name."""
    alone = re.sub(r"\([^)]*\)|\[[^\]]*\]|,.*", " ", name)
    kept = [word for word in alone.split() if word.strip(".").casefold() not in TITLES]
    return " ".join(kept) or name


def spellings(term: str) -> set[str]:
    """Return how a name is written, also without accents: "Müller", "Muller", "Mueller"."""
    plain = "".join(one for one in normalize("NFKD", term) if not combining(one))
    return {term, plain.translate(_LETTERS), composed(term).translate(_UMLAUTS)}


def bounded(term: str) -> str:
    """Return the pattern of a name in a text or a link: its words separated by spaces, dots or
    strokes."""
    words = re.split(r"(?<=\w)-(?=\w)| ", spaced(term))
    body = r"(?:\s+|%20|[._+\-‐‑–])".join(map(_as_in_links, words))
    return f"{_left(words[0])}{body}{_right(words[-1])}"


def address_pattern(term: str) -> str:
    return rf"(?:(?<![\w.+-])|{_SIGN}){_as_in_links(spaced(term))}(?![\w-]|\.\w)"


def _as_in_links(text: str) -> str:
    """Return the pattern of a text whose signs and accents may be percent-encoded, as in a link."""
    return "".join(map(_letter_in_links, text))


def _letter_in_links(letter: str) -> str:
    if letter.isascii() and letter.isalnum():
        return letter
    is_apostrophe = re.match(_APOSTROPHE, letter)
    plain = f"{_APOSTROPHE}|\\s" if is_apostrophe else re.escape(letter)
    encoded = {f"%{ord(letter):02X}"} if ord(letter) < 256 else set()
    encoded |= {quote(form, safe="") for form in (letter, normalize("NFD", letter))} - {letter}
    either = f"(?:{plain}|(?i:{'|'.join(sorted(encoded))}))" if encoded else plain
    # "O'Brien" is also written "OBrien" and "O Brien".
    return f"{either}?" if is_apostrophe else either


def number_pattern(term: str) -> str:
    """Return the pattern of a telephone number, however its digits are grouped, with or without its
    country."""
    digits = re.sub(r"\D", "", term)
    if len(digits) < DIGITS or re.search(r"[^\W\d_]", term):
        return bounded(term)
    gap = r"(?:[\s()./-]|%20)*"
    country = re.match(r"\W*(?:\+|00)(\d{1,3})(?=\D)", term)
    within = re.sub(r"\(0\)", "", term[country.end() :] if country else term)
    national = re.sub(r"\D", "", within).lstrip("0")
    if len(national) <= DIGITS:
        return rf"(?:(?<!\w)|{_SIGN})\+?{gap.join(digits)}(?!\w)"
    own = rf"{gap.join(country[1])}{gap}|" if country else ""
    before = rf"(?:\+|%2B|00)?(?:{own}(?<=[+B0])\d{{1,3}}{gap})?(?:\(?0\)?{gap})?"
    return rf"(?:(?<!\w)|{_SIGN}){before}{gap.join(national)}(?!\w)"


def _left(word: str) -> str:
    return (
        rf"(?:(?<!\w)|{_SIGN})"
        if is_word(word[0]) and not re.match(f"[{_NO_SPACES}]", word)
        else ""
    )


def _right(word: str) -> str:
    return r"(?!\w)" if is_word(word[-1]) and not re.match(f"[{_NO_SPACES}]", word[-1]) else ""


def is_word(letter: str) -> bool:
    return letter == "_" or letter.isalnum()
