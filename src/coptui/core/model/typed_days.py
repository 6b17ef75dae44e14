"""Days as a person types them: `fri`, `8 Sep`, `second Tuesday`; what follows the day stays apart."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Literal

from coptui.core.model.days import FIRST, LAST, OUTSIDE, is_day, later, months_later, read_day
from coptui.core.model.sentences import not_a_date
from coptui.core.model.text import fold
from coptui.core.model.when import MONTHS as SHOWN_MONTHS
from coptui.core.model.when import WEEKDAYS as SHOWN_WEEKDAYS
from coptui.core.model.when import full_day
from coptui.errors import UsageError
from coptui.language import ENGLISH, LANGUAGE, tr

EXAMPLES = tr("fri, 8 Sep, second Tuesday, 3d, 2w or 2026-12-01")
Year = Literal["coming", "nearest", "past"]
"""Which year a day without one is of: the one in which it comes next, or that nearest to today;
`past` is the nearest too, and a weekday or `the 24th` is the last one instead of the next."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
ORDINALS = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4,
    "last": -1,
}  # fmt: skip
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
UNITS = {"day": "d", "week": "w", "fortnight": "f", "month": "m", "year": "y"}


class NoDay(UsageError):
    """The text isn't a day; if it contradicts itself or could be two, it is a plain UsageError."""

    def __init__(
        self,
        text: str,
        hint: str = tr("Write {examples}. {outside}", examples=EXAMPLES, outside=OUTSIDE),
    ) -> None:
        super().__init__(not_a_date(repr(text)), hint)


_ISO = re.compile(r"\d{4}([-/])\d\d\1\d\d")
_TODAY = re.compile(r"^(?:this (?:morning|afternoon|evening)|tonight)$")
_FROM_TODAY = {
    "yesterday": -1, "last night": -1, "day before yesterday": -2, "tomorrow": 1,
    "day after tomorrow": 2,
}  # fmt: skip
_SPAN = re.compile(
    rf"(?:(\d{{1,3}})([dwmy])|(?:in )?(\d{{1,3}}|{'|'.join(NUMBERS)}) "
    r"(day|week|fortnight|month|year)(?:s?['’]?s?(?= )|s)?)( time| ago| from now)?"
)
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]{3,})(?: (\d{4}|\d{2}))?")
_MONTH_FIRST = re.compile(r"([a-z]{3,}) (\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}|\d{2}))?")
_DOTS = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})?")
_SLASHES = re.compile(r"(\d{1,2})(?:/(\d{1,2})(?:/(\d{4}|\d{2}))?|-(\d{1,2})-(\d{4}|\d{2}))")
_IN_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")
_WEEK_AFTER = re.compile(
    r"(?:a )?(week|fortnight) (?:on )?([a-z]{2,})|([a-z]{2,}) (week|fortnight)"
)
_NTH = re.compile(r"([a-z0-9]+) ([a-z]{2,})(?: (?:of|in) (?:the |next )?([a-z]{3,}))?")
_EDGE_OF_MONTH = re.compile(r"(end|start|beginning) of ([a-z]{3,})(?: (\d{4}))?")
_NO_DAY_IN_IT = re.compile(r"(?:([a-z]{3,}) )?((?:19|20|21)\d\d)|([a-z]{3,})")
_PART_OF_DAY = re.compile(r" (?:morning|afternoon|evening|night)$")


_SHOWN_NAMES = (
    {}
    if LANGUAGE == ENGLISH
    else dict(zip(map(fold, (*SHOWN_WEEKDAYS, *SHOWN_MONTHS)), (*WEEKDAYS, *MONTHS), strict=True))
)
"""The names of days and months as another language shows them: they can be typed as well."""


def parse_when(text: str, today: date, year: Year = "coming") -> date:
    """Return the day that is meant. A leading `!` is allowed.

    A weekday is two letters or more of its name: the next one, never today; `tue week` is seven days
    after it. A month or year later is the same day of that month, or its last one; next week begins
    on Monday. A day as the screen shows it is read too. Raise
    UsageError for anything else, for a weekday that doesn't match the date, and for 3/4/2026, which
    is March to some and April to others.
    """
    words = _plain(text)
    try:
        day = (
            read_day(words.replace("/", "-"))
            if _ISO.fullmatch(words)
            else _told_by_today(words, today, year)
        )
        day = day or _named(words, today, year)
    except ValueError:
        day = None
    if day is None:
        raise _without_a_day(words) or NoDay(text)
    if not is_day(day):
        raise UsageError(not_a_date(repr(text)), OUTSIDE)
    return day


def _plain(text: str) -> str:
    """Return the words of a day without those around it: `on`, `by`, commas, the dot of `Sept.`"""
    words = " ".join(text.strip().removeprefix("!").casefold().replace(",", " ").split())
    if _SHOWN_NAMES:
        words = re.sub(r"[^\W\d_]+", lambda word: _SHOWN_NAMES.get(fold(word[0]), word[0]), words)
    words = re.sub(r"(?<=[a-z])\.(?=$| )|['’](?=\d\d$)", "", words)
    words = _TODAY.sub("today", words)
    for before in ("on ", "by ", "the "):
        words = words.removeprefix(before)
    return words if words in _FROM_TODAY else _PART_OF_DAY.sub("", words)


def _without_a_day(words: str) -> NoDay | None:
    """Return what to say about a month or a year alone; None for anything else."""
    alone = _NO_DAY_IN_IT.fullmatch(words)
    month = month_of(alone[1] or alone[3] or "january") if alone else None
    if alone is None or month is None:
        return None
    such = f"1 {MONTHS[month - 1][:3].title()} {alone[2] or ''}".strip()
    return NoDay(words, tr("Write a full date, such as {such}.", such=such))


def _told_by_today(words: str, today: date, year: Year) -> date | None:
    if words == "today":
        return today
    day = _from_today(words, today, year)
    # Beyond these no day can be kept.
    return None if day in (FIRST, LAST) else day


def _from_today(words: str, today: date, year: Year) -> date | None:
    if words in _FROM_TODAY:
        return later(today, _FROM_TODAY[words])
    which, _, named = words.rpartition(" ")
    number = weekday_of(named)
    if number is not None and which in ("", "next", "this") and (which or year != "past"):
        return later(today, (number - today.weekday()) % 7 or 7)
    if number is not None and which in ("", "last"):
        return later(today, -((today.weekday() - number) % 7 or 7))
    if words == "next week":
        return later(today, 7 - today.weekday())
    if words == "next month":
        return months_later(today.replace(day=1), 1)
    if after := _WEEK_AFTER.fullmatch(words):
        begun = _told_by_today(after[2] or after[3], today, "coming")
        if begun is not None:
            return later(begun, 7 if "week" in (after[1], after[4]) else 14)
    if span := _SPAN.fullmatch(words):
        many = NUMBERS.get(span[3]) or int(span[1] or span[3])
        return _later(today, -many if span[5] == " ago" else many, span[2] or UNITS[span[4]])
    return None


def _named(words: str, today: date, year: Year) -> date | None:
    """Return a day of a month, with or without its weekday in front."""
    if words in ("end of the month", "end of month"):
        return _in_month(today.year, today.month, calendar.monthrange(today.year, today.month)[1])
    if (edge := _EDGE_OF_MONTH.fullmatch(words)) and (month := month_of(edge[2])):
        begins = _dated(1, month, edge[3], today.replace(day=1), year)
        if begins is None or edge[1] != "end":
            return begins
        return _in_month(begins.year, month, calendar.monthrange(begins.year, month)[1])
    if nth := _NTH.fullmatch(words):
        found = _nth_weekday(nth[1], nth[2], nth[3] or "", today)
        if found is not None:
            return found
    first, _, rest = words.partition(" ")
    number = weekday_of(first) if rest else None
    rest = rest.removeprefix("the ")
    day = _of_month(rest if number is not None else words, today, year)
    if day is not None and number is not None and day.weekday() != number:
        raise UsageError(
            tr("{day} isn't a {weekdays}.", day=full_day(day), weekdays=WEEKDAYS[number].title()),
            tr("Leave out the weekday or the date."),
        )
    return day


def _of_month(words: str, today: date, year: Year) -> date | None:
    if alone := _IN_MONTH.fullmatch(words):
        return _with_number(int(alone[1]), today, -1 if year == "past" else 1)
    if match := _DAY_FIRST.fullmatch(words):
        return _dated(int(match[1]), month_of(match[2]), match[3], today, year)
    if match := _MONTH_FIRST.fullmatch(words):
        return _dated(int(match[2]), month_of(match[1]), match[3], today, year)
    if match := _DOTS.fullmatch(words):
        return _dated(int(match[1]), int(match[2]), match[3], today, year)
    if match := _SLASHES.fullmatch(words):
        first, second, written = int(match[1]), int(match[2] or match[4] or 0), match[3] or match[5]
        if max(first, second) > 31:
            return None
        if first <= 12 and second <= 12 and first != second:
            one, other = (
                f"{d} {MONTHS[m - 1].title()}" for d, m in ((first, second), (second, first))
            )
            raise UsageError(
                tr("{words} could mean {one} or {other}.", words=words, one=one, other=other),
                tr("Write the month as a word."),
            )
        return _dated(
            *((first, second) if first > 12 or first == second else (second, first)),
            written,
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
        if len(written) == 4 and not FIRST.year <= int(written) <= LAST.year:
            # Without its year it would be another day, and the year a word of the text.
            raise UsageError(
                not_a_date(repr(f"{day} {MONTHS[month - 1].title()} {written}")), OUTSIDE
            )
        return _in_month(int(written) + (2000 if len(written) == 2 else 0), month, day)
    days = list(_in_years(today.year, month, day))
    if year != "coming":
        return min(days, key=lambda found: abs((found - today).days), default=None)
    return next((found for found in days if found >= today), None)


def _with_number(number: int, today: date, step: int) -> date | None:
    """Return the next day with this number in its month, today's among them, or with the step -1
    the last one; None for the 32nd."""
    for month in range(3):
        first = months_later(today.replace(day=1), month * step)
        if number <= calendar.monthrange(first.year, first.month)[1]:
            day = _in_month(first.year, first.month, number)
            if (day - today).days * step >= 0:
                return day
    return None


def _in_years(around: int, month: int, day: int) -> Iterator[date]:
    """Return that day of the years around one; a 29 February comes every four years, or eight."""
    for year in range(max(around - 8, FIRST.year), min(around + 8, LAST.year) + 1):
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
    """Return the number of a weekday (Monday is 0) from two letters or more of its name, or `weds`."""
    if len(word) < 2:
        return None
    word = word.replace("weds", "wed")
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
    """Return the first day meant by `90d`, `6w`, `3 months`, `1y` before today, or by a day up to it.

    Raise UsageError for anything else.
    """
    word = text.strip().casefold()
    with suppress(ValueError, NoDay):
        if found := _BACK.fullmatch(word):
            return _later(today, -int(found[1]), found[2])
        if _SPAN.fullmatch(word):
            return parse_when(word.removesuffix(" ago") + " ago", today)
        if (day := parse_when(word, today, "past")) <= today:
            return day
    raise UsageError(
        tr("{text!r} isn't a period up to today, or a date in the past.", text=text),
        tr("Write 90d, 6w, 3m, 1y, 1 Sep or 2026-09-01."),
    )
