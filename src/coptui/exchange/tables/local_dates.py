"""Dates and times in the words of any language that CLDR knows, brought into plain English forms.

The words (months, weekdays, halves of the day, and what stands between them, such as `klo`) are
CLDR's, by way of Babel, which is loaded when a date has a word that is not English.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from coptui.core.model.text import fold

LANGUAGES = (
    "en", "de", "fr", "es", "pt", "it", "nl", "pl", "cs", "sv", "da", "nb", "fi", "hu", "tr", "ru", "uk", "el",
    "ja", "ko", "zh", "zh_Hant", "bg", "hr", "sr", "sr_Latn", "sk", "sl", "ro", "lt", "lv", "et", "ca", "gl", "eu", "cy",
    "ga", "is", "mt", "sq", "mk", "bs", "be", "hy", "ka", "az", "kk", "uz", "ky", "mn", "he", "ar", "fa", "ur",
    "ps", "hi", "bn", "ta", "te", "kn", "ml", "mr", "gu", "pa", "si", "ne", "th", "lo", "km", "my", "vi", "id",
    "ms", "fil", "sw", "am", "zu", "xh", "af", "fr_CA", "es_MX", "pt_PT", "de_AT", "en_AU", "en_CA", "zh_Hant_HK", "so", "ha", "yo", "ig",
    "rm", "fy", "lb", "br", "oc", "fo",
)  # fmt: skip
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ZONES: Mapping[str, str] = {
    "cet": "+01:00", "mez": "+01:00", "cest": "+02:00", "mesz": "+02:00", "wet": "+00:00", "west": "+01:00",
    "eet": "+02:00", "eest": "+03:00", "msk": "+03:00", "jst": "+09:00", "kst": "+09:00", "est": "-05:00", "edt": "-04:00",
    "cst": "-06:00", "cdt": "-05:00", "mst": "-07:00", "mdt": "-06:00", "pst": "-08:00", "pdt": "-07:00",
}  # fmt: skip
"""What CLDR abbreviates in one way only; others, such as BST or IST, are several zones."""

_CALENDAR = re.compile(
    r"(?:(令和)\s*)?(\d{1,4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]?"
)
_CLOCK_WORDS = re.compile(
    r"(\d{1,2})\s*(?:[時时시点點]|h(?=\s?\d))\s*(\d{1,2})\s*(?:[分분]|min\b)?\s*(?:(\d{1,2})\s*(?:[秒초]|s\b)?)?"
)
_YEAR_FIRST = re.compile(r"\b(\d{4})\. ?(\d{1,2})\. ?(\d{1,2})\.?(?=\D|$)")
_POINTS = re.compile(r"(\d{1,4})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{1,4})\.?(?=[\s,]|$)")
_BEFORE_CLOCK = re.compile(r"\.?\s*\d{1,2}[:.]\d\d(?![.\d])")
_TIME = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?![.:\d])"
_LAST_TIME = re.compile(rf"(?:^|(?<=[\s,]))({_TIME})(?!.*[:.]\d\d)")
_TIME_FIRST = re.compile(r"(\d{1,2}:\d\d(?::\d\d)?(?: [AP]M)?)[ ,]+(.*\d.*)")
_OF_YEAR = (
    (re.compile(r"^(\d{4}),? (\d{1,2})\.? ([A-Z][a-z]{2})\b"), r"\2 \3 \1"),
    (re.compile(r"^(\d{4}),? ([A-Z][a-z]{2}) (\d{1,2})\b"), r"\3 \2 \1"),
)
_WORD = re.compile(r"[^\W\d_][^\d\s,;:()\[\]/+-]*")
_UNSEEN = re.compile("[\xad\u061c\u200b-\u200f\u202a-\u202e\u2066-\u206f\ufeff]")


@dataclass(frozen=True)
class DateWords:
    """The words of all languages: of a month, by language; halves of the day; and all others."""

    months: Mapping[str, Mapping[str, int]]
    halves: Mapping[str, str]
    others: frozenset[str]


@cache
def words() -> DateWords:
    """Return what CLDR says of dates and times, folded."""
    from babel import Locale

    months: dict[str, dict[str, int]] = {}
    halves: dict[str, set[str]] = {}
    others = {"at", "um", "uhr", "oclock", "klo", "kello", "kl", "alle", "a", "las", "as", "om"}
    for language in LANGUAGES:
        locale = Locale.parse(language)
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in locale.months[context][width].items():
                    months.setdefault(_bare(name), {})[language] = number
                for name in locale.days[context][width].values():
                    others.add(_bare(name))
                for part, name in locale.day_periods.get(context, {}).get(width, {}).items():
                    half = _half(part, locale.day_period_rules)
                    halves.setdefault(_bare(name), set()).add(half)
        for forms in (locale.date_formats, locale.time_formats, locale.datetime_formats):
            for form in forms.values():
                pattern = str(getattr(form, "pattern", form))
                spelt = re.findall(r"'([^']+)'", pattern) + re.findall(r"[^\x00-\x7f]+", pattern)
                others |= {_bare(word) for part in spelt for word in part.split()}
    told = {word: next(iter(half)) for word, half in halves.items() if len(half) == 1 and word}
    others.discard("")
    return DateWords(months, told, frozenset(others))


def _half(part: str, rules: Mapping[str | None, Mapping[str, object]]) -> str:
    """Return the half of the day that `evening1` is in; NIGHT if midnight is in it."""
    if part in ("am", "midnight"):
        return "AM"
    rule: Any = (rules.get(None) or {}).get(part) or {}
    rule = rule[0] if isinstance(rule, list | tuple) and rule else rule
    begins, ends = (
        (rule.get("from"), rule.get("before")) if isinstance(rule, Mapping) else (None, None)
    )
    if begins is None or ends is None:
        return "NIGHT" if part.startswith("night") else "AM" if part.startswith("morning") else "PM"
    if ends <= _NOON:
        return "AM" if begins < ends else "NIGHT"
    return "NIGHT" if ends < begins else "PM"


_NOON = 12 * 60 * 60


def languages_of(texts: Iterable[str]) -> frozenset[str]:
    """Return the languages that know every name of a month in these texts; all if there is none."""
    languages = frozenset(LANGUAGES)
    for text in texts:
        if not text.isascii() or _WORD.search(text):
            for word in _WORD.findall(_normal(text)):
                if known := words().months.get(_bare(word)):
                    languages = frozenset(languages & known.keys()) or languages
    return languages


@lru_cache(maxsize=16384)
def in_plain_words(text: str, languages: frozenset[str]) -> str:
    """Return a date or time with figures, English months and AM or PM; "" if it is neither."""
    text = _normal(text)
    if not any(letter.isdigit() for letter in text):
        return ""
    text = _CALENDAR.sub(_day, text)
    text = _CLOCK_WORDS.sub(_clock, text)
    text = _YEAR_FIRST.sub(r"\1-\2-\3 ", text)
    known = words()
    half, zone = "", ""

    def said(match: re.Match[str]) -> str:
        nonlocal half, zone
        word = _bare(match[0])
        # `de` is the morning in Hungarian where it stands before a clock, and `of` elsewhere.
        common = word in known.others and not _BEFORE_CLOCK.match(match.string, match.end())
        if word in known.halves and not common:
            half = known.halves[word]
            return " "
        if word in known.months:
            numbers = [known.months[word][one] for one in known.months[word].keys() & languages]
            most = max(set(numbers), key=numbers.count, default=0)
            # What means one month to all but a few is that month; `listopad` is not.
            if numbers and numbers.count(most) >= 0.9 * len(numbers):
                return f" {MONTHS[most - 1]} "
        if word in ZONES:
            zone = f" {ZONES[word]}"
            return " "
        return " " if word in known.others else match[0] + "\0"

    # First, what is written as several words but is one, such as `p. m.` and `μ.μ.`.
    text = _halves().sub(said, text)
    text = _WORD.sub(lambda match: match[0] if match[0] in MONTHS else said(match), text)
    text = re.sub(r"[،、，·|]", ",", _POINTS.sub(r"\1\2\3\2\4 ", text))
    text = re.sub(r"(?<!\d)[.'’]+|\.(?=\s|,|$)|-(?=[\s,])|[()\[\]]", " ", text)
    text = " ".join(text.split()).replace(" ,", ",").strip(" ,;.")
    for pattern, ordered in _OF_YEAR:
        text = pattern.sub(ordered, text)
    if "\0" in text:
        return ""
    if half:
        text = _LAST_TIME.sub(lambda time: f"{time[1]} {_half_of(time[1], half)}", text)
    if behind := _TIME_FIRST.fullmatch(text):
        text = f"{behind[2].strip(' ,')} {behind[1]}"
    return text + zone


def _half_of(clock: str, half: str) -> str:
    """Return whether a time is AM or PM; at night, before six is the morning."""
    hour = int(re.split("[:.]", clock)[0])
    return half if half != "NIGHT" else "AM" if hour % 12 < 6 else "PM"


@cache
def _halves() -> re.Pattern[str]:
    """Return a pattern of halves of the day, written as several words or right after the figures."""
    names = sorted((name for name in words().halves if len(name) > 1), key=len, reverse=True)
    parts = "|".join(
        r"\.?\s?".join(map(re.escape, name.replace(" ", ""))) for name in names if len(name) < 12
    )
    return re.compile(rf"(?<![^\W\d_])(?:{parts})\.?(?![^\W\d_])", re.IGNORECASE)


def _normal(text: str) -> str:
    text = unicodedata.normalize("NFKC", _UNSEEN.sub("", text[:120]))
    return "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in text
    )


@lru_cache(maxsize=8192)
def _bare(word: str) -> str:
    """Return a word for comparing, without points and spaces in it."""
    return re.sub(r"[.\s'’·]+", "", fold(word))


def _day(match: re.Match[str]) -> str:
    year = int(match[2]) + (2018 if match[1] else 2000 if len(match[2]) < 3 else 0)
    return f"{year:04}-{match[3]}-{match[4]} "


def _clock(match: re.Match[str]) -> str:
    return f"{match[1]}:{int(match[2]):02}" + (f":{int(match[3]):02}" if match[3] else "") + " "
