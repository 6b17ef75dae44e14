"""How people's names and numbers are written: their spellings, and patterns that find them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from unicodedata import combining, normalize
from urllib.parse import quote

from coptui.core.forgetting.documents import (
    composed,
    is_mark,
    is_word,
    spaced,
    words_in,
)
from coptui.core.model.text import LETTERS
from coptui.core.model.text import TITLES as BEFORE_NAMES

DIGITS = 7
"""A number of fewer digits is a year, a size or a day as well as a telephone."""
STEM = 4
"""Other words begin with fewer letters of a name as well."""
ENDING = r"[^\W\d_]{1,3}"
"""What languages put at the end of a name."""
_VOWELS = "aeiouyаеиоуыэюяіьйαεηιουω"
JOINED = 6
"""A name of fewer letters isn't looked for written as one word."""
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
_UNSPACED_NAMES = "\u3400-\u9fff\uac00-\ud7af"
_NO_SPACES = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"


def words_of(name: str) -> Iterator[str]:
    """Yield the words of a name that someone may be called by; of "Karla-Lise" the parts, too.

    Titles and degrees are no words of a name.
    """
    for word in words_in(spaced(name), within="'’-"):
        for part in {word, *word.split("-")}:
            if part and part.casefold() not in TITLES:
                yield part
                yield from _parts_unspaced(part)


def _parts_unspaced(word: str) -> tuple[str, ...]:
    """Return the family name and the given name that may be in one word, in scripts that write them
    so: the one stands alone in 山田さん, the other in 민수가."""
    return (word[:2], word[-2:]) if re.fullmatch(f"[{_UNSPACED_NAMES}]{{3,4}}", word) else ()


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


def written(name: str) -> set[str]:
    """Return how a whole name is written, also as one word: "AnnLee"."""
    forms = spellings(name)
    several = (words_in(spaced(form), within="'’") for form in forms)
    joined = {"".join(words) for words in several if len(words) > 1}
    # Shorter ones are too easily a word of something else.
    return forms | {word for word in joined if len(word) >= JOINED}


def stem_of(word: str) -> str:
    """Return what a word of a name begins with in every case: "Novák" of "Nováka", "Алён" of "Алёны";
    "" if too many other words begin like it."""
    if not word[:-1].isalpha():
        return ""
    base = [normalize("NFD", letter)[0].casefold() for letter in word]
    end = re.search(f"[{_VOWELS}]?[sσ]?$", "".join(base))
    short = word[: end.start()] if end else word
    stem = short if len(short) >= STEM else word
    return stem if len(stem) >= STEM else ""


def inflected(stem: str, ending: str, but: Iterable[str]) -> str:
    """Return the pattern of a stem with an ending, other than these words in lower case."""
    others = "|".join(re.escape(word) for word in sorted(but))
    other = rf"(?!(?i:{others})(?![^\W_]))" if others else ""
    return f"{_left(stem)}{other}{_as_in_links(stem)}{ending}{_right(stem)}"


def bounded(term: str) -> str:
    """Return the pattern of a name in a text or a link: its words separated by spaces, dots or
    strokes."""
    words = _separate(term)
    return f"{_left(words[0])}{_body(words)}{_right(words[-1])}"


def handle_pattern(term: str) -> str:
    """Return the pattern of a handle: with one more stroke or number it is another's."""
    return rf"(?:(?<!\w)|{_SIGN}){_body(_separate(term))}(?!\w)"


def _separate(term: str) -> list[str]:
    return re.split(r"(?<=\w)-(?=\w)| ", spaced(term))


def _body(words: list[str]) -> str:
    return r"(?:\s+|%20|[._+\-‐‑–])".join(map(_as_in_links, words))


def address_pattern(term: str) -> str:
    return rf"(?:(?<![\w.+-])|{_SIGN}){_as_in_links(spaced(term))}(?![^\W_]|-|\.\w)"


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
        return rf"(?:(?<![^\W_])|{_SIGN})\+?{gap.join(digits)}(?![^\W_])"
    own = rf"{gap.join(country[1])}{gap}|" if country else ""
    before = rf"(?:\+|%2B|00)?(?:{own}(?<=[+B0])\d{{1,3}}{gap})?(?:\(?0\)?{gap})?"
    return rf"(?:(?<![^\W_])|{_SIGN}){before}{gap.join(national)}(?![^\W_])"


def _left(word: str) -> str:
    return (
        rf"(?:(?<![^\W_])|{_SIGN})"
        if is_word(word[0]) and not re.match(f"[{_NO_SPACES}]", word)
        else ""
    )


def _right(word: str) -> str:
    return r"(?![^\W_])" if is_word(word[-1]) and not re.match(f"[{_NO_SPACES}]", word[-1]) else ""


def is_whole(text: str, start: int, end: int) -> bool:
    """Return whether no vowel or accent beside a place in a text makes it a part of a word."""
    if text.isascii():
        return True
    within = start and is_mark(text[start - 1]) and not re.match(f"[{_NO_SPACES}]", text[start])
    return not within and not (end < len(text) and is_mark(text[end]))


def pattern_of_any(patterns: set[str], flags: int = 0) -> re.Pattern[str]:
    """Return the pattern of any of these, a longer one before what it may contain."""
    either = "|".join(sorted(patterns, key=lambda text: (-len(text), text)))
    return re.compile(either or r"(?!)", flags)
