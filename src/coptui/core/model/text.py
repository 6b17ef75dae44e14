"""People's text: cleaned on the way in, shown safely on the way out, folded for comparison."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import islice

REPLACEMENT = "\ufffd"
MARKS_AT_MOST = 4

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"
# Most texts need none of these: they are compiled, and kept, by `re.sub` when one first does.
_UNSAFE = f"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029{_BIDI}\ufff9-\ufffb]"
_MANY_MARKS = r"[^\x00-\u02ff]{4,}"
_BREAKS = "\r\n|[\r\v\f\x85\u2028\u2029]"
UNSEEN = "[\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
"""Joiners, direction marks and soft hyphens: seen by no one, typed by few."""
_SPACES = r"[ \t]+"
TITLES = frozenset(
    ["dr", "prof", "professor", "mr", "mrs", "ms", "miss", "mx", "sir", "dame", "rev", "revd"]
)
"""What stands before a name and names no one by itself."""
LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d", "ħ": "h"}
    | {"ŧ": "t", "ŋ": "n", "ƶ": "z", "ɨ": "i", "ʻ": "'", "ʼ": "'", "‘": "'", "’": "'"}
)
_IN_TWO_LETTERS = {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"}


def clean(text: str, limit: int | None = None, *, lines: bool = False) -> str:
    """Return text fit to be stored: NFC, trimmed, without control, bidi or lone surrogate
    characters.

    Cut it off after `limit` characters. With `lines`, keep line breaks of every kind as "\\n" and
    turn tabs into spaces; otherwise turn both into one space.
    """
    if not text.isprintable() or not text.isascii():
        text = re.sub(_BREAKS, "\n", text).replace("\t", " ")
        kept = "\n" if lines else ""
        text = text if lines else text.replace("\n", " ")
        text = re.sub(_UNSAFE, lambda found: found[0] if found[0] == kept else "", text)
        # Last, as what was taken out may have stood between a letter and its accent.
        text = _limit_marks(unicodedata.normalize("NFC", text))
    if lines:
        text = "\n".join(line.rstrip() for line in text.split("\n"))
    elif "  " in text or "\t" in text:
        text = re.sub(_SPACES, " ", text)
    text = text.strip()
    return text[:limit].rstrip() if limit is not None else text


def as_sentence(text: str) -> str:
    """Return a text with its first letter in capitals, as a sentence or a heading begins."""
    return text[:1].upper() + text[1:]


def show(text: str, *, lines: bool = False) -> str:
    """Return text fit for a terminal: nothing in it can move the cursor, colour, click or reorder.

    C0 controls become their pictures (U+2400 and on), DEL U+2421; C1, bidi controls and surrogates
    U+FFFD; a letter keeps at most four combining marks. Line breaks become a space unless `lines`
    is asked for.
    """
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\t", " ").replace("\r\n", "\n")
    if not lines:
        text = text.replace("\n", " ")
    text = re.sub(_UNSAFE, lambda found: _picture(found[0], lines), text)
    return _limit_marks(text)


def fold(text: str) -> str:
    """Return text for comparison: no accents, no case, nothing invisible, one space between words."""
    if not text.isascii():
        if not text.isprintable():
            text = re.sub(UNSEEN, "", text)
        text = unicodedata.normalize("NFKD", text)
        text = unicodedata.normalize("NFKD", text.casefold())
        text = "".join(letter for letter in text if not unicodedata.combining(letter))
        # Compose again what is one letter without an accent, as in Korean.
        text = unicodedata.normalize("NFC", text.translate(LETTERS))
    return " ".join(text.casefold().split())


def spelt_otherwise(text: str) -> list[str]:
    """Return a text, folded, as others may type it, where that differs from `fold`: O'Brien as
    obrien, Hölzl as hoelzl."""
    is_plain = text.isascii()
    if is_plain and "'" not in text and "-" not in text:
        return []
    ways = [fold(text)]
    if not is_plain:
        letters = unicodedata.normalize("NFC", text).casefold()
        ways.append(fold("".join([_IN_TWO_LETTERS.get(letter, letter) for letter in letters])))
    bare = dict.fromkeys(way.replace("'", "").replace("-", "") for way in ways)
    return [way for way in bare if way and way != ways[0]]


def fold_all(texts: Iterable[str]) -> list[str]:
    """Return what `fold` returns for each text, some hundreds at once if they have only capitals to
    fold."""
    folded: list[str] = []
    rest = iter(texts)
    while some := list(islice(rest, 500)):
        whole = "|".join(some)
        plain = whole.isascii() and whole.isprintable() and whole.count("|") == len(some) - 1
        if plain and not any(spaces in f"|{whole}|" for spaces in ("  ", "| ", " |")):
            folded += whole.lower().split("|")
        else:
            folded += map(fold, some)
    return folded


def _picture(letter: str, lines: bool) -> str:
    code = ord(letter)
    if lines and letter == "\n":
        return letter
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else REPLACEMENT


def _limit_marks(text: str) -> str:
    # Only a run of marks longer than allowed needs the slow path.
    if not re.search(_MANY_MARKS, text):
        return text
    kept: list[str] = []
    marks = 0
    for letter in text:
        kind = unicodedata.category(letter)
        if kind in ("Mn", "Me"):
            marks += 1
            if marks > MARKS_AT_MOST:
                continue
        elif kind != "Cf":
            # A joiner between two marks leaves both on the same letter.
            marks = 0
        kept.append(letter)
    return "".join(kept)
