"""One date or time as it is written, with the order of its numbers known, as ISO 8601."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache

from coptui.core.model.days import is_day, later

NUMERIC = re.compile(r"(\d{1,2})\s?([/.\-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{1,2})(?!\d)")
_ISO = re.compile(r"(\d{4})(?:[-/.]|\. )(\d{1,2})(?:[-/.]|\. )(\d{1,2})(?!\d)\.?")
_PACKED = re.compile(r"(\d{4})(\d\d)(\d\d)(?!\d)")
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.I)
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?[\s-]+([^\W\d_]{3,12})\.?,?[\s-]+(\d{4}|\d{2})(?!\d)", re.I)  # fmt: skip
_WEEKDAY = re.compile(r"[^\W\d_]{2,12}\.?,\s+(?=\S)")
_TIME = re.compile(
    r"(?:T|,|\s|at|um)*(\d{1,2})[:.](\d\d)(?:[:.](\d\d)(?:[.,]\d+)?)?\s*([ap]\.?\s?m\.?)?\s*(.*)",
    re.IGNORECASE,
)
_ZONE = re.compile(r"\(?(?:(Z|UTC|GMT)\)?|(?:UTC|GMT)?\s?([+-])(\d{1,2}):?(\d\d)?\)?)", re.I)
MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ],
        1,
    )
    for name in names.split()
}
_DAYS_OF_EXCEL = range(20_000, 73_000)


def day_of_number(text: str) -> str:
    """Return the ISO day that a spreadsheet counts so (`46115`); "" if it is none."""
    if not text.isdecimal() or len(text) != 5 or int(text) not in _DAYS_OF_EXCEL:
        return ""
    return later(date(1899, 12, 30), int(text)).isoformat()


def clock_of(text: str) -> time | None:
    """Return the time of day in a text such as `18:02`, `6:02:11 PM` or `7.05.12`."""
    found = _TIME.fullmatch(text.strip()) if len(text) <= 80 else None
    return _clock(found) if found else None


def written(moment: datetime) -> str:
    """Return a time as ISO 8601, without seconds if they are 0."""
    return moment.isoformat(timespec="seconds" if moment.second else "minutes")


def read_back(moment: str) -> datetime | None:
    """Return a time that `Dates.moment` wrote; None for a day alone and for ""."""
    return datetime.fromisoformat(moment) if "T" in moment else None


def day_in(name: str) -> str:
    """Return the ISO day in the name of a file; "" if there is none."""
    for found in re.finditer(r"(?<!\d)(\d{4})([-_. ]?)(\d\d)\2(\d\d)(?!\d)", name):
        if day := calendar_day(int(found[1]), int(found[3]), int(found[4])):
            return day.isoformat()
    return ""


def of_seconds(seconds: float) -> str:
    """Return seconds since 1970 as ISO time in UTC; "" beyond the calendar."""
    try:
        return written(datetime.fromtimestamp(int(seconds), UTC))
    except (ValueError, OverflowError, OSError):
        return ""


@lru_cache(maxsize=16384)
def read_moment(
    text: str,
    day_first: bool,
    today: date | None,
    year_first: bool = False,
    buddhist: bool = False,
    dots_day_first: bool = True,
) -> str:
    """Return a time in English words or numbers as ISO 8601, or a day; "" if it is neither.

    Numbers are read in one order only: a date that doesn't fit it is none. `dots_day_first` is the
    order of those with dots between them.
    """
    text = without_weekday(text.replace("\u202f", " ").replace("\xa0", " "))
    orders = (day_first, dots_day_first)
    day, rest = _leading_day(text, orders, today, year_first, buddhist)
    if day is None:
        return ""
    if not rest.strip(" ,"):
        return day.isoformat()
    found = _TIME.fullmatch(rest)
    clock = _clock(found) if found else None
    if found is None or clock is None:
        return ""
    moment = datetime.combine(day, clock)
    zone = _ZONE.fullmatch(found[5].strip())
    if zone:
        moment = moment.replace(tzinfo=_offset(zone))
    return written(moment)


def _leading_day(
    text: str, orders: tuple[bool, bool], today: date | None, year_first: bool, buddhist: bool
) -> tuple[date | None, str]:
    for pattern in (_ISO, _PACKED):
        if match := pattern.match(text):
            return calendar_day(int(match[1]), int(match[2]), int(match[3])), text[match.end() :]
    if match := NUMERIC.match(text):
        by_slash, by_dot = orders
        order = by_dot if match[2] == "." else by_slash
        return numeric_day(match, order, today, year_first, buddhist), text[match.end() :]
    if match := _MONTH_FIRST.match(text):
        month = MONTHS.get(match[1].casefold(), 0)
        return calendar_day(int(match[3]), month, int(match[2])), text[match.end() :]
    if match := _DAY_FIRST.match(text):
        month = MONTHS.get(match[2].casefold(), 0)
        return calendar_day(_year(match[3], today), month, int(match[1])), text[match.end() :]
    return None, ""


def _clock(match: re.Match[str]) -> time | None:
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    half = (match[4] or "").casefold()
    if half:
        if not 1 <= hour <= 12:
            # A re-saved 13:05 PM is a spreadsheet's; the hour is right.
            half = ""
        else:
            hour = hour % 12 + (12 if half.startswith("p") else 0)
    if match[5].strip() and not _ZONE.fullmatch(match[5].strip()):
        return None
    try:
        return time(hour, minute, second)
    except ValueError:
        return None


def _offset(found: re.Match[str]) -> timezone:
    if found[1]:
        return UTC
    minutes = int(found[3]) * 60 + int(found[4] or 0)
    minutes = min(minutes, 14 * 60)
    return timezone(timedelta(minutes=-minutes if found[2] == "-" else minutes))


def numeric_day(
    match: re.Match[str],
    day_first: bool,
    today: date | None,
    year_first: bool = False,
    buddhist: bool = False,
) -> date | None:
    """Return the day of three numbers, such as `3/4/26`, in one order; None if there is none."""
    first, second, third = int(match[1]), int(match[3]), int(match[4])
    if year_first and len(match[4]) < 3:
        return calendar_day(2000 + first, second, third)
    if len(match[4]) == 1:
        return None
    day, month = (first, second) if day_first else (second, first)
    if buddhist:
        return calendar_day((third if third > 99 else 2500 + third) - 543, month, day)
    return calendar_day(_year(match[4], today), month, day)


def _year(text: str, today: date | None) -> int:
    if len(text) == 4:
        return int(text)
    year = 2000 + int(text)
    return year - 100 if year > (today.year if today else 2060) + 10 else year


def calendar_day(year: int, month: int, day: int) -> date | None:
    """Return a day; None if the calendar has none such, or it is out of all bounds."""
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if is_day(found) else None  # a slip of the pen, or a spreadsheet's number


def without_weekday(text: str) -> str:
    """Return a text without the name of a weekday in front."""
    text = text.strip()
    found = _WEEKDAY.match(text) if text[:1].isalpha() else None
    # `March 3, 2026` begins with a word, too, but no comma follows it.
    return text[found.end() :] if found else text
