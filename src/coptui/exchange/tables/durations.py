"""How long someone was there: durations in words, and the union of spans of time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import cache, lru_cache

from coptui.core.model.text import fold
from coptui.exchange.tables.local_dates import LANGUAGES

_PART = re.compile(r"(\d+(?:[.,]\d+)?)\s*([^\W\d_]+)\.?")
_CLOCK = re.compile(r"(\d{1,3}):([0-5]?\d)(?::([0-5]?\d))?")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
# Beginnings of units, longest first, as programs shorten them; other words are CLDR's.
_UNITS: tuple[tuple[str, float], ...] = (
    ("st", 60), ("sa", 60), ("godz", 60), ("tag", 1440), ("day", 1440),
    ("dag", 1440), ("día", 1440), ("jou", 1440), ("gio", 1440), ("dk", 1),
    ("時", 60), ("小时", 60), ("小", 60), ("分", 1), ("秒", 1 / 60),
    ("h", 60), ("u", 60), ("o", 60), ("t", 60), ("g", 60),
    ("m", 1), ("s", 1 / 60), ("d", 1440), ("j", 1440),
)  # fmt: skip

_WHOLE = (
    "hours",
    "minute",
    "minutes",
    "second",
    "seconds",
    "minuten",
    "sekunden",
    "stunde",
    "stunden",
)
LONGEST = 31 * 24 * 60
"""Minutes; no meeting is longer."""

Interval = tuple[datetime, datetime]


def minutes_of(text: str, unit: float = 1) -> float | None:
    """Return the minutes of `1h 2m 3s`, `59 Min. 0 Sek.`, `1 godz. 2 min` or `1:02:03`.

    A bare number counts in `unit` minutes. Return None if it isn't a duration, or is over a month.
    """
    found = _minutes(text, unit)
    return found if found is not None and found <= LONGEST else None


@lru_cache(maxsize=16384)
def _minutes(text: str, unit: float) -> float | None:
    text = text.strip().casefold()
    if len(text) > 60:
        return None
    if _NUMBER.fullmatch(text):
        return round(_number(text) * unit, 2)
    if clock := _CLOCK.fullmatch(text):
        hours, minutes, seconds = (int(part or 0) for part in clock.groups())
        return round(hours * 60 + minutes + seconds / 60, 2)
    parts = _PART.findall(text)
    if not parts or _PART.sub("", text).strip(" ,;.und&"):
        return None
    total = 0.0
    for number, word in parts:
        short = len(word) <= 4 or word in _WHOLE
        length = next(
            (length for start, length in _UNITS if short and word.startswith(start)), None
        )
        length = _units().get(fold(word)) if length is None else length
        if length is None:
            return None
        total += _number(number) * length
    return round(total, 2)


@cache
def _units() -> Mapping[str, float]:
    """Return the words that CLDR has for hours, minutes and seconds, folded."""
    from babel.units import format_unit

    units: dict[str, float] = {}
    for language in LANGUAGES:
        for name, length in (("hour", 60.0), ("minute", 1.0), ("second", 1 / 60)):
            for width in ("long", "short", "narrow"):
                for number in (1, 2, 5):
                    said = format_unit(number, f"duration-{name}", width, locale=language)
                    for word in re.findall(r"[^\W\d_]+", said):
                        units.setdefault(fold(word), length)
    return units


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def together(spans: Iterable[Interval]) -> float:
    """Return the minutes that intervals cover: two devices at once count once."""
    total = timedelta()
    end: datetime | None = None
    for start, stop in sorted(spans):
        if end is None or start > end:
            total += max(stop - start, timedelta())
            end = max(start, stop)
        elif stop > end:
            total += stop - end
            end = stop
    return round(total.total_seconds() / 60, 2)
