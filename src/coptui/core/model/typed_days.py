"""Days and times as a person types them: `fri`, `8 Sep`, `second Tuesday`, `tue 7pm`."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Literal

from coptui.core.model.days import FIRST, LAST, OUTSIDE, later, months_later, read_day
from coptui.core.model.sentences import not_a_time
from coptui.core.model.when import full_day
from coptui.errors import UsageError

EXAMPLES = "fri, 8 Sep, second Tuesday, 3d, 2w or 2026-12-01"
Year = Literal["coming", "nearest"]
"""Which year a day without one is of: the one in which it comes next, or that nearest to today."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
ORDINALS = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4,
    "last": -1,
}  # fmt: skip
UNITS = {"day": "d", "week": "w", "fortnight": "f", "month": "m", "year": "y"}

_WORDS = 6
"""A day is written in this many words at most: `the second Tuesday of the month`."""


class NoDay(UsageError):
    """A text is no day, unlike one that contradicts itself or could be two."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{text!r} isn't a date I recognise.", f"Write {EXAMPLES}. {OUTSIDE}")


_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_SPAN = re.compile(
    r"(\d{1,3})([dwmy])|(?:in )?(\d{1,3}|a|an|one) (day|week|fortnight|month|year)s?"
)
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]{3,})(?: (\d{4}|\d{2}))?")
_MONTH_FIRST = re.compile(r"([a-z]{3,}) (\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}|\d{2}))?")
_DOTS = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})?")
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?")
_IN_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")
_WEEK_AFTER = re.compile(r"(?:a )?week on ([a-z]{2,})|([a-z]{2,}) week")
_NTH = re.compile(r"([a-z0-9]+) ([a-z]{2,})(?: of (?:the |next )?([a-z]{3,}))?")
_CLOCK = re.compile(
    r"(?:^|[\sT])(?:at )?(?:(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d))? ?(?P<half>am|pm)"
    r"|(?P<hour24>\d{1,2})[:h](?P<minute24>\d\d))$",
    re.IGNORECASE,
)


def parse_when(text: str, today: date, year: Year = "coming") -> date:
    """Return the day that is meant. A leading `!` is allowed.

    A weekday is two letters or more of its name: the next one, never today; `tue week` is seven days
    after it. A month or year later is the same day of that month, or its last one; next week begins
    on Monday. A day as the screen shows it is read too. Raise
    UsageError for anything else, for a weekday that doesn't match the date, and for 3/4/2026, which
    is March to some and April to others.
    """
    words = " ".join(text.strip().removeprefix("!").casefold().replace(",", " ").split())
    words = words.removeprefix("on ").removeprefix("the ")
    try:
        day = read_day(words) if _ISO.fullmatch(words) else _told_by_today(words, today)
        day = day or _named(words, today, year)
    except ValueError:
        day = None
    if day is None:
        raise NoDay(text)
    return day


def leading_day(text: str, today: date, year: Year = "coming") -> tuple[date, str]:
    """Return the day at the beginning of a text, in as many words as belong to it, and what
    follows.

    Raise UsageError if it doesn't begin with one.
    """
    # A comma apart belongs to what follows.
    ends = [word.end() for word in re.finditer(r"[^ ]*[^ ,][^ ]*", text)]
    for end in reversed(ends[1:_WORDS]):
        try:
            return parse_when(text[:end], today, year), text[end:].strip(" ")
        except UsageError:
            continue
    end = ends[0] if ends else 0
    return parse_when(text[:end], today, year), text[end:].strip(" ")


_UP_TO = re.compile(r"[^;:?!()\[\]{}\"“”、，；：？！）\n]*")


def marked_day(text: str, today: date) -> tuple[date, int]:
    """Return the day that a text begins with, and how many characters of it say so: as many words
    as make a day, so that nothing of it stays behind as text.

    Raise UsageError if it doesn't begin with one.
    """
    within = _UP_TO.match(text)
    words = list(re.finditer(r"\S+", within[0] if within else ""))
    for word in reversed(words[:_WORDS]):
        whole = text[: word.end()]
        for written in (whole.rstrip(",.…。"), whole.rstrip(","), re.sub(r"['’]s$", "", whole)):
            with suppress(NoDay):
                return parse_when(written, today), len(written)
    raise NoDay(text[: words[min(1, len(words) - 1)].end()] if words else text)


def split_clock(text: str) -> tuple[str, str]:
    """Return the day and the time of day in a text, the time as 18:30; either may be "".

    Raise UsageError for a time that no clock shows.
    """
    clock = _CLOCK.search(text.strip())
    if clock is None:
        return text.strip(), ""
    hour = int(clock["hour"] or clock["hour24"])
    minute = int(clock["minute"] or clock["minute24"] or 0)
    half = (clock["half"] or "").casefold()
    if minute > 59 or hour > (12 if half else 23) or (half and not hour):
        raise UsageError(not_a_time(repr(clock[0].strip())), "Write it as 18:30 or 6.30pm.")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return text.strip()[: clock.start()].strip(), f"{hour:02}:{minute:02}"


def _told_by_today(words: str, today: date) -> date | None:
    if words == "today":
        return today
    day = _from_today(words, today)
    # Beyond these no day can be kept.
    return None if day in (FIRST, LAST) else day


def _from_today(words: str, today: date) -> date | None:
    if words in ("yesterday", "tomorrow"):
        return later(today, -1 if words == "yesterday" else 1)
    if (number := weekday_of(words.removeprefix("next ").removeprefix("this "))) is not None:
        return later(today, (number - today.weekday()) % 7 or 7)
    if words == "next week":
        return later(today, 7 - today.weekday())
    if words == "next month":
        return months_later(today.replace(day=1), 1)
    if after := _WEEK_AFTER.fullmatch(words):
        number = weekday_of(after[1] or after[2])
        return None if number is None else later(today, ((number - today.weekday()) % 7 or 7) + 7)
    if span := _SPAN.fullmatch(words):
        many = span[1] or span[3]
        return _later(today, int(many) if many.isdecimal() else 1, span[2] or UNITS[span[4]])
    return None


def _named(words: str, today: date, year: Year) -> date | None:
    """Return a day of a month, with or without its weekday in front."""
    if words in ("end of the month", "end of month"):
        return _in_month(today.year, today.month, calendar.monthrange(today.year, today.month)[1])
    if alone := _IN_MONTH.fullmatch(words):
        return _next_with(int(alone[1]), today)
    if nth := _NTH.fullmatch(words):
        found = _nth_weekday(nth[1], nth[2], nth[3] or "", today)
        if found is not None:
            return found
    first, _, rest = words.partition(" ")
    number = weekday_of(first) if rest else None
    day = _of_month(rest if number is not None else words, today, year)
    if day is not None and number is not None and day.weekday() != number:
        raise UsageError(
            f"{full_day(day)} isn't a {WEEKDAYS[number].title()}.", "Leave out one of the two."
        )
    return day


def _of_month(words: str, today: date, year: Year) -> date | None:
    if match := _DAY_FIRST.fullmatch(words):
        return _dated(int(match[1]), month_of(match[2]), match[3], today, year)
    if match := _MONTH_FIRST.fullmatch(words):
        return _dated(int(match[2]), month_of(match[1]), match[3], today, year)
    if match := _DOTS.fullmatch(words):
        return _dated(int(match[1]), int(match[2]), match[3], today, year)
    if match := _SLASHES.fullmatch(words):
        first, second = int(match[1]), int(match[2])
        if max(first, second) > 31:
            return None
        if first <= 12 and second <= 12 and first != second:
            readings = (
                f"{d} {MONTHS[m - 1].title()}" for d, m in ((first, second), (second, first))
            )
            raise UsageError(
                f"{words} could mean {' or '.join(readings)}.", "Write the month as a word."
            )
        return _dated(
            *((first, second) if first > 12 or first == second else (second, first)),
            match[3],
            today,
            year,
        )
    return None


def _dated(
    day: int, month: int | None, written: str | None, today: date, year: Year
) -> date | None:
    if month is None:
        return None
    if written:
        return _in_month(int(written) + (2000 if len(written) == 2 else 0), month, day)
    days = list(_in_years(today.year, month, day))
    if year == "nearest":
        return min(days, key=lambda found: abs((found - today).days), default=None)
    return next((found for found in days if found >= today), None)


def _next_with(number: int, today: date) -> date | None:
    """Return the next day with this number in its month, today's among them; None for the 32nd."""
    for ahead in range(3):
        first = months_later(today.replace(day=1), ahead)
        if number <= calendar.monthrange(first.year, first.month)[1]:
            day = _in_month(first.year, first.month, number)
            if day >= today:
                return day
    return None


def _in_years(around: int, month: int, day: int) -> Iterator[date]:
    """Return that day of the years around one; a 29 February comes every four years, or eight."""
    for year in range(around - 8, around + 9):
        try:
            yield date(year, month, day)
        except ValueError:
            continue


def _nth_weekday(which: str, weekday: str, month: str, today: date) -> date | None:
    """Return the next second Tuesday: of this month or the next, or of the month that is named."""
    number = weekday_of(weekday)
    if number is None or which not in ORDINALS:
        return None
    named = month_of(month) if month and month != "month" else None
    if month and month != "month" and named is None:
        return None
    for ahead in range(14):
        first = months_later(today.replace(day=1), ahead)
        if named is None or first.month == named:
            day = nth_of_month(first.year, first.month, number, ORDINALS[which])
            if day is not None and day >= today:
                return day
    return None


def nth_of_month(year: int, month: int, weekday: int, nth: int) -> date | None:
    """Return the nth weekday (0: Monday) of a month, the last one for -1; None if there is none."""
    last = calendar.monthrange(year, month)[1]
    days = [day for day in range(1, last + 1) if date(year, month, day).weekday() == weekday]
    try:
        return _in_month(year, month, days[nth - 1 if nth > 0 else nth])
    except IndexError:
        return None


def weekday_of(word: str) -> int | None:
    """Return the number of a weekday (Monday is 0) from two letters or more of its name."""
    if len(word) < 2:
        return None
    return next((n for n, name in enumerate(WEEKDAYS) if name.startswith(word)), None)


def month_of(word: str) -> int | None:
    """Return the number of a month from three letters or more of its name, or `sept`."""
    if len(word) < 3:
        return None
    return next((n for n, name in enumerate(MONTHS, 1) if name.startswith(word)), None)


def _in_month(year: int, month: int, day: int) -> date:
    return read_day(f"{year:04}-{month:02}-{day:02}")


def _later(today: date, many: int, unit: str) -> date:
    if unit in "dwf":
        return later(today, many * {"d": 1, "w": 7, "f": 14}[unit])
    return months_later(today, many * (12 if unit == "y" else 1))


_BACK = re.compile(r"(\d{1,3})([dwmy])")


def parse_since(text: str, today: date) -> date:
    """Return the first day meant by `90d`, `6w`, `3m`, `1y` before today, or by an ISO date up to
    it.

    Raise UsageError for anything else.
    """
    word = text.strip().casefold()
    try:
        if found := _BACK.fullmatch(word):
            return _later(today, -int(found[1]), found[2])
        if _ISO.fullmatch(word) and (day := read_day(word)) <= today:
            return day
    except ValueError:
        pass
    raise UsageError(
        f"{text!r} isn't a length of time up to today.", "Write 90d, 6w, 3m, 1y or 2026-09-01."
    )
