"""Dates and times as programs write them, for people of many countries, as ISO 8601."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache

from coptui.core.model.days import is_day, later, read_day
from coptui.exchange.tables.found import Ambiguous, Hints

_NUMERIC = re.compile(r"(\d{1,2})\s?([/.\-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{1,2})(?!\d)")
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
_MONTHS = {
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
LONGEST = 80
"""Characters of a time."""
_ENGLISH = re.compile(
    r"(?:[\d\s/.,:()+-]|T(?=\d)|Z\b|\b(?:at|um|am|pm|UTC|GMT|st|nd|rd|th|jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec"
    r"|january|february|march|april|june|july|august|september|october|november|december"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)\b|(?<=\d)(?:st|nd|rd|th|am|pm))+",
    re.I | re.A,
)
DAY_FIRST = "Dates are read with the day first, as in {}."
MONTH_FIRST = "Dates are read with the month first, as in {}."


BUDDHIST = "Years are read as in Thailand: {} is in {}."
BOTH_ORDERS = "Some dates have the day first, others the month, as {} and {}."
EARLIEST_MEETING = 2011
"""No program that tells who was at a meeting is older; an earlier year is a slip or another calendar."""
_DAYS_OF_EXCEL = range(20_000, 73_000)
_NO_YEAR = re.compile(
    r"(?:([^\W\d_]{3,12})\.?\s+(\d{1,2})|(\d{1,2})\.?[\s-]+([^\W\d_]{3,12})\.?)", re.I
)


class Dates:
    """A reader for the dates of one file.

    `texts` are all of its dates. The order of day and month follows from any date that fits one
    order only (with `happened`, days after `hints.today` are ruled out; with `meeting` also those
    before there were such reports), then from `hints.day_first`, then from the order the product is
    known for (`usual`). With `eastern`, years of two digits come first, as in `26/11/5`. Raise
    Ambiguous if none of these tells.
    """

    def __init__(
        self,
        texts: Iterable[str],
        hints: Hints,
        *,
        happened: bool = True,
        usual: bool | None = None,
        meeting: bool = False,
        eastern: bool = False,
    ) -> None:
        self._today = _day(hints.today)
        self._earliest = EARLIEST_MEETING if meeting else 0
        self.notes: tuple[str, ...] = ()
        self._languages: frozenset[str] | None = None
        self._texts = [*dict.fromkeys(text for text in texts if 0 < len(text) <= LONGEST)]
        self.year_first, self.buddhist = eastern, False
        plain = [
            text if _is_plain(text) and _NUMERIC.match(text) else self._in_english(text)
            for text in self._texts
        ]
        self.day_first = self._order(
            [*zip(self._texts, plain, strict=True)], hints, happened, usual
        )

    def _in_english(self, text: str) -> str:
        from coptui.exchange.tables.local_dates import in_plain_words, languages_of

        if self._languages is None:
            self._languages = languages_of(text for text in self._texts if not _is_plain(text))
        return in_plain_words(text, self._languages)

    def _order(
        self, texts: list[tuple[str, str]], hints: Hints, happened: bool, usual: bool | None
    ) -> bool:
        latest = later(self._today, 1) if self._today and happened else None
        open_: str | None = None
        examples: list[str | None] = [None, None]
        votes = [0, 0]
        nowhere: list[tuple[str, re.Match[str]]] = []
        for text, plain in texts:
            numeric_date = _NUMERIC.match(_without_weekday(plain))
            if not numeric_date or (self.year_first and len(numeric_date[4]) < 3):
                continue
            readings = [
                _fits(numeric_date, order, self._today, self._earliest, latest)
                for order in (False, True)
            ]
            if not any(readings):
                nowhere.append((text, numeric_date))
            elif numeric_date[2] == ".":
                votes[1] += 1
            elif all(readings):
                if numeric_date[1] != numeric_date[3]:
                    open_ = open_ or text
            else:
                votes[readings[1]] += 1
                examples[readings[1]] = text
        if nowhere and self._earliest and not any(votes) and not open_:
            self._odd_calendar(nowhere)
        if hints.day_first is not None:
            return hints.day_first
        if votes[0] and votes[1] and all(examples):
            self.notes = (BOTH_ORDERS.format(*(text and text[:40] for text in examples)),)
        if votes[0] != votes[1]:
            return votes[1] > votes[0]
        if open_ is None:
            return bool(usual)
        if usual is None:
            raise Ambiguous(
                f"{open_[:40]!r} can be read with the day or with the month first, like every date here.",
                "Say which comes first.",
                example=open_[:40],
            )
        self.notes = ((DAY_FIRST if usual else MONTH_FIRST).format(open_[:40]),)
        return usual

    def _odd_calendar(self, dates: list[tuple[str, re.Match[str]]]) -> None:
        """Read years as in Thailand where no other is possible: a meeting of 69 is one of 2026."""
        last = later(self._today, 366) if self._today else date.max

        def possible(buddhist: bool) -> list[date]:
            days = (
                _reading(match, order, self._today, False, buddhist)
                for _, match in dates
                for order in (True, False)
            )
            return [day for day in days if day and day.year >= EARLIEST_MEETING and day <= last]

        thai = possible(buddhist=True)
        if thai and not possible(buddhist=False):
            self.buddhist = True
            self.notes = (BUDDHIST.format(dates[0][0][:40], thai[0].year),)

    def moment(self, text: str) -> str:
        """Return a time as ISO 8601, or a day if no time is given; "" if it is neither.

        It keeps an offset that the text names, and leaves out seconds that are 0.
        """
        if not 0 < len(text) <= LONGEST:
            return ""
        how = (self.day_first, self._today, self.year_first, self.buddhist)
        found = _moment(text, *how)
        if not found and any(map(str.isdigit, text)) and (plain := self._in_english(text)):
            found = _moment(plain, *how)
        return found

    def day(self, text: str) -> str:
        """Return the ISO day of a time; "" if it isn't one."""
        return self.moment(text)[:10]

    def on(self, day: str, text: str) -> str:
        """Return a time of day (`18:02`) on that day; any other time as it is."""
        if found := self.moment(text):
            return found
        if not day or not 0 < len(text) <= LONGEST or not any(map(str.isdigit, text)):
            return ""
        found = self.moment(f"{day[:10]} {text}")
        return found if "T" in found else ""

    def day_of_year(self, text: str) -> str:
        """Return the latest ISO day up to today of a day without its year (`5 Nov`); "" if none."""
        text = (
            text
            if _is_plain(text) and not re.search("[^\\W\\d_]", text)
            else self._in_english(text)
        )
        found = _NO_YEAR.fullmatch(_without_weekday(text).strip(" ,."))
        if not found or self._today is None:
            return ""
        month = _MONTHS.get((found[1] or found[4]).casefold(), 0)
        day = int(found[2] or found[3])
        days = (_date(year, month, day) for year in (self._today.year, self._today.year - 1))
        return next((day.isoformat() for day in days if day and day <= self._today), "")


def is_eastern(texts: Iterable[str]) -> bool:
    """Return whether headings are in Chinese, Japanese or Korean letters."""
    return any(re.search("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", text[:80]) for text in texts)


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
        if day := _date(int(found[1]), int(found[3]), int(found[4])):
            return day.isoformat()
    return ""


def of_seconds(seconds: float) -> str:
    """Return seconds since 1970 as ISO time in UTC; "" beyond the calendar."""
    try:
        return written(datetime.fromtimestamp(int(seconds), UTC))
    except (ValueError, OverflowError, OSError):
        return ""


@lru_cache(maxsize=16384)
def _moment(
    text: str, day_first: bool, today: date | None, year_first: bool = False, buddhist: bool = False
) -> str:
    text = _without_weekday(text.replace("\u202f", " ").replace("\xa0", " "))
    day, rest = _leading_day(text, day_first, today, year_first, buddhist)
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
    text: str, day_first: bool, today: date | None, year_first: bool, buddhist: bool
) -> tuple[date | None, str]:
    for pattern in (_ISO, _PACKED):
        if match := pattern.match(text):
            return _date(int(match[1]), int(match[2]), int(match[3])), text[match.end() :]
    if match := _NUMERIC.match(text):
        order = day_first or match[2] == "."
        reading = _reading(match, order, today, year_first, buddhist)
        return reading or _reading(match, not order, today, year_first, buddhist), text[
            match.end() :
        ]
    if match := _MONTH_FIRST.match(text):
        month = _MONTHS.get(match[1].casefold(), 0)
        return _date(int(match[3]), month, int(match[2])), text[match.end() :]
    if match := _DAY_FIRST.match(text):
        month = _MONTHS.get(match[2].casefold(), 0)
        return _date(_year(match[3], today), month, int(match[1])), text[match.end() :]
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


def _fits(
    found: re.Match[str], day_first: bool, today: date | None, earliest: int, latest: date | None
) -> bool:
    reading = _reading(found, day_first, today)
    return (
        reading is not None and (latest is None or reading <= latest) and reading.year >= earliest
    )


def _reading(
    match: re.Match[str],
    day_first: bool,
    today: date | None,
    year_first: bool = False,
    buddhist: bool = False,
) -> date | None:
    first, second, third = int(match[1]), int(match[3]), int(match[4])
    if year_first and len(match[4]) < 3:
        return _date(2000 + first, second, third)
    if len(match[4]) == 1:
        return None
    day, month = (first, second) if day_first else (second, first)
    if buddhist:
        return _date((third if third > 99 else 2500 + third) - 543, month, day)
    return _date(_year(match[4], today), month, day)


def _year(text: str, today: date | None) -> int:
    if len(text) == 4:
        return int(text)
    year = 2000 + int(text)
    return year - 100 if year > (today.year if today else 2060) + 10 else year


def _date(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if is_day(found) else None  # a slip of the pen, or a spreadsheet's number


def _is_plain(text: str) -> bool:
    """Return whether a text has no word but those of English dates."""
    return bool(_ENGLISH.fullmatch(text))


def _day(text: str) -> date | None:
    try:
        return read_day(text[:10])
    except ValueError:
        return None


def _without_weekday(text: str) -> str:
    text = text.strip()
    found = _WEEKDAY.match(text) if text[:1].isalpha() else None
    # `March 3, 2026` begins with a word, too, but no comma follows it.
    return text[found.end() :] if found else text
