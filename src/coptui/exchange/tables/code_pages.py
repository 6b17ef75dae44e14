"""The code page of a text that is neither UTF-8 nor marked: the one whose letters make words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from coptui.exchange.tables.headings import meaning_of
from coptui.exchange.tables.local_dates import LANGUAGES

_ONE_BYTE = (
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "mac_roman", "mac_latin2", "koi8_r", "koi8_u", "cp866",
)  # fmt: skip
"""The likeliest first: where several fit equally well, it is that."""
_MANY_BYTES = ("cp932", "euc_jp", "cp949", "gb18030", "big5")
_TELLING = 4000
"""Bytes of lines with letters beyond ASCII that are looked at."""
_WORD = re.compile(r"[^\s,;|\t\"'()<>@.:/+\-\d]+")
_EAST = "\u3100-\u312f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_BESIDE_LATIN = re.compile(rf"[A-Za-z][{_EAST}]|[{_EAST}][A-Za-z]")


_CLOSE = 60
"""So near in strangeness, another code page may be the right one."""


def code_page_of(data: bytes) -> tuple[str, bool]:
    """Return the code page in which the letters of a text make the likeliest words, and whether it is sure.

    It isn't where the letters of another make words that are nearly as likely.
    """
    lines = [line for line in data.splitlines() if not line.isascii()]
    telling = b"\n".join(lines)
    if len(telling) > _TELLING:
        telling = telling[:_TELLING].rsplit(b"\n", 1)[0]
    eastern = _eastern(telling)
    if eastern:
        return eastern, False
    strange = {name: _strangeness(telling, name) for name in _ONE_BYTE}
    best = min(strange, key=lambda name: strange[name])
    others = {name for name in strange if name != best and strange[name] - strange[best] < _CLOSE}
    text = telling.decode(best, errors="replace")
    return best, all(telling.decode(name, errors="replace") == text for name in others)


def _eastern(data: bytes) -> str:
    """Return the code page of a text in Chinese, Japanese or Korean; "" if it has none of their letters."""
    from charset_normalizer import from_bytes

    likely: dict[str, int] = {}
    for match in from_bytes(data, cp_isolation=[*_MANY_BYTES]):
        text = str(match)
        letters = len(re.findall(f"[{_EAST}]", text))
        others = sum(not letter.isascii() for letter in text) - letters
        known = _known_headings(text)
        # A known heading decides, however many names beside it are in Latin letters.
        if letters > 1 and not _BESIDE_LATIN.search(text) and (known or others * 2 <= letters):
            likely[match.encoding] = known
    return max(likely, key=lambda name: likely[name], default="")


def _strangeness(data: bytes, name: str) -> int:
    """Return how little the words of a text are those of any language, read in a code page."""
    text = data.decode(name, errors="replace")
    strange = 0
    for word in dict.fromkeys(_WORD.findall(text)):
        if word.isascii():
            continue
        scripts = {
            unicodedata.name(letter, "?").split(" ")[0] for letter in word if letter.isalpha()
        }
        odd = any(unicodedata.category(letter)[0] in "SNC" for letter in word) or any(
            # A quotation mark stands beside a word; only an apostrophe stands inside one.
            unicodedata.category(letter)[0] == "P" and letter != "’"
            for letter in word.strip("“”„‘’«»‚…–—¡¿")
        )
        cased = word.islower() or word.isupper() or word.istitle() or word[1:].islower()
        strange += 300 * (len(scripts) > 1) + 300 * odd
        strange += 100 * (not cased and word.upper() != word.lower())
        strange += _language(frozenset(filter(str.isalpha, word.casefold())))
    return strange - 500 * _known_headings(text)


def _known_headings(text: str) -> int:
    """Return how many headings with letters beyond ASCII are known."""
    heads = re.split(r"[,;|\t]", text.split("\n", 1)[0])
    return sum(not head.isascii() and bool(meaning_of(head.strip())) for head in heads)


def _language(letters: frozenset[str]) -> int:
    """Return the place of the first language that has all these letters; far behind if none has."""
    for number, (_, known) in enumerate(_letters().items()):
        if letters <= known:
            return number
    return 2 * len(LANGUAGES)


@cache
def _letters() -> Mapping[str, frozenset[str]]:
    """Return the letters of each language, those in which it names countries and languages."""
    from babel import Locale

    letters_of: dict[str, frozenset[str]] = {}
    latin = frozenset("abcdefghijklmnopqrstuvwxyz")
    for language in LANGUAGES:
        locale = Locale.parse(language)
        names = "".join((*locale.territories.values(), *locale.languages.values())).casefold()
        letters = frozenset(letter for letter in names if letter.isalpha())
        letters_of[language] = letters | latin
    return letters_of
