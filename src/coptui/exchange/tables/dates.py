"""Dates and times as programs write them, for people of many countries, as ISO 8601."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from coptui.core.model.days import later, read_day
from coptui.exchange.tables.found import AmbiguousDates, Hints
from coptui.exchange.tables.moments import (
    MONTHS,
    NUMERIC,
    calendar_day,
    day_in,
    numeric_day,
    read_moment,
    without_weekday,
)
from coptui.language import tr

LONGEST = 80
"""Characters of a time."""
_ENGLISH = re.compile(
    r"(?:[\d\s/.,:()+-]|T(?=\d)|Z\b|\b(?:at|um|am|pm|UTC|GMT|st|nd|rd|th|jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec"
    r"|january|february|march|april|june|july|august|september|october|november|december"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)\b|(?<=\d)(?:st|nd|rd|th|am|pm))+",
    re.I | re.A,
)
DAY_FIRST = tr("Dates are read with the day first, as in {}.")
MONTH_FIRST = tr("Dates are read with the month first, as in {}.")


BUDDHIST = tr("Years are read as Thai years: {} is in {}.")
BOTH_ORDERS = tr("Some dates have the day first, others the month, such as {} and {}: only one of these can be read.")  # fmt: skip
EARLIEST_MEETING = 2011
"""No program that tells who was at a meeting is older; an earlier year is a slip or another calendar."""
_NO_YEAR = re.compile(
    r"(?:([^\W\d_]{3,12})\.?\s+(\d{1,2})|(\d{1,2})\.?[\s-]+([^\W\d_]{3,12})\.?)", re.I
)


@dataclass
class _OrderTold:
    """What the dates of a file tell of the order of day and month; True stands for the day first.

    `votes` counts the dates that fit one order only, with an example of each; `dotted` those of them
    that are written with dots, as in `24.12.26`. `either` is the first
    that fits both, `in_name` are the orders in which such a date is the day in the file's name, and
    `nowhere` are those that fit neither.
    """

    votes: list[int] = field(default_factory=lambda: [0, 0])
    dotted: list[int] = field(default_factory=lambda: [0, 0])
    examples: list[str] = field(default_factory=lambda: ["", ""])
    either: str = ""
    in_name: set[bool] = field(default_factory=set)
    nowhere: list[tuple[str, re.Match[str]]] = field(default_factory=list)


class Dates:
    """A reader for the dates of one file.

    `texts` are all of its dates; those `beside` them, in columns of which none is read, only tell
    the order. The order of day and month follows from any date that fits one
    order only (with `happened`, days after `hints.today` are ruled out; with `meeting` also those
    before there were such reports), then from the day in the file's name, then from `hints.day_first`, then from the order the product is
    known for (`usual`). Dates with dots have the day first unless one of them can't. What doesn't
    fit the order isn't read. With `eastern`, years of two digits come first, as in `26/11/5`. Raise
    AmbiguousDates if none of these tells.
    """

    def __init__(
        self,
        texts: Iterable[str],
        hints: Hints,
        *,
        happened: bool = True,
        beside: Iterable[str] = (),
        usual: bool | None = None,
        meeting: bool = False,
        eastern: bool = False,
    ) -> None:
        self._today = _day(hints.today)
        self._earliest = EARLIEST_MEETING if meeting else 0
        self._in_name = day_in(hints.name)
        self.notes: tuple[str, ...] = ()
        self._languages: frozenset[str] | None = None
        self._texts = [*dict.fromkeys(text for text in texts if 0 < len(text) <= LONGEST)]
        self.year_first, self.buddhist = eastern, False
        self.dots_day_first = True
        plain = [
            text if _is_plain(text) and NUMERIC.match(text) else self._in_english(text)
            for text in self._texts
        ]
        self.day_first = self._order(
            [*zip(self._texts, plain, strict=True)],
            [text for text in dict.fromkeys(beside) if len(text) <= LONGEST],
            hints,
            happened,
            usual,
        )

    def _in_english(self, text: str) -> str:
        from coptui.exchange.tables.local_dates import in_plain_words, languages_of

        if self._languages is None:
            self._languages = languages_of(text for text in self._texts if not _is_plain(text))
        return in_plain_words(text, self._languages)

    def _order(
        self,
        texts: list[tuple[str, str]],
        beside: list[str],
        hints: Hints,
        happened: bool,
        usual: bool | None,
    ) -> bool:
        told = self._told_by(texts, later(self._today, 1) if self._today and happened else None)
        self.dots_day_first = told.dotted[True] >= told.dotted[False]
        if told.nowhere and self._earliest and not any(told.votes) and not told.either:
            self._odd_calendar(told.nowhere)
        for _, match in told.nowhere if not any(told.votes) else ():
            # Out of all bounds, it still tells the order if the calendar has it in one only.
            fits_month, fits_day = (self._reads(match, order) for order in (False, True))
            told.votes[fits_day] += fits_month != fits_day
        for text in beside if told.either else ():
            numeric_date = NUMERIC.match(without_weekday(text))
            if numeric_date and numeric_date[2] != ".":
                month_first, day_first = (
                    numeric_day(numeric_date, order, self._today) is not None
                    for order in (False, True)
                )
                if month_first != day_first:
                    told.votes[day_first] += 1
        if hints.day_first is not None:
            return hints.day_first
        for_month, for_day = told.votes
        if for_month and for_day and all(told.examples):
            self.notes = (BOTH_ORDERS.format(*(text[:40] for text in told.examples)),)
        if for_month != for_day:
            return for_day > for_month
        if len(told.in_name) == 1:
            return told.in_name.pop()
        if not told.either:
            return bool(usual)
        if usual is None:
            raise AmbiguousDates(
                tr(
                    "{open!r} could have the day or the month first, like every date in this file.",
                    open=told.either[:40],
                ),
                tr("Say which comes first."),
                example=told.either[:40],
            )
        self.notes = ((DAY_FIRST if usual else MONTH_FIRST).format(told.either[:40]),)
        return usual

    def _reads(self, match: re.Match[str], day_first: bool) -> bool:
        return numeric_day(match, day_first, self._today, False, self.buddhist) is not None

    def _told_by(self, texts: list[tuple[str, str]], latest: date | None) -> _OrderTold:
        told = _OrderTold()
        for text, plain in texts:
            numeric_date = NUMERIC.match(without_weekday(plain))
            if not numeric_date or (self.year_first and len(numeric_date[4]) < 3):
                continue
            month_first, day_first = (
                _fits(numeric_date, order, self._today, self._earliest, latest)
                for order in (False, True)
            )
            if not month_first and not day_first:
                told.nowhere.append((text, numeric_date))
            elif numeric_date[2] == ".":
                fits_month, fits_day = (
                    numeric_day(numeric_date, order, self._today) is not None
                    for order in (False, True)
                )
                told.votes[fits_day] += 1
                told.dotted[fits_day] += fits_month != fits_day
            elif month_first != day_first:
                told.votes[day_first] += 1
                told.examples[day_first] = text
            elif numeric_date[1] != numeric_date[3]:
                told.either = told.either or text
                told.in_name |= {
                    order
                    for order in (False, True)
                    if self._in_name
                    and str(numeric_day(numeric_date, order, self._today)) == self._in_name
                }
        return told

    def _odd_calendar(self, dates: list[tuple[str, re.Match[str]]]) -> None:
        """Read years as in Thailand where no other is possible: a meeting of 69 is one of 2026."""
        last = later(self._today, 366) if self._today else date.max

        def possible(buddhist: bool) -> list[date]:
            days = (
                numeric_day(match, order, self._today, False, buddhist)
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
        how = (
            self.day_first, self._today, self.year_first, self.buddhist, self.dots_day_first
        )  # fmt: skip
        found = read_moment(text, *how)
        if not found and any(map(str.isdigit, text)) and (plain := self._in_english(text)):
            found = read_moment(plain, *how)
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
        found = _NO_YEAR.fullmatch(without_weekday(text).strip(" ,."))
        if not found or self._today is None:
            return ""
        month = MONTHS.get((found[1] or found[4]).casefold(), 0)
        day = int(found[2] or found[3])
        days = (calendar_day(year, month, day) for year in (self._today.year, self._today.year - 1))
        return next((day.isoformat() for day in days if day and day <= self._today), "")


def is_eastern(texts: Iterable[str]) -> bool:
    """Return whether headings are in Chinese, Japanese or Korean letters."""
    return any(re.search("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", text[:80]) for text in texts)


def _fits(
    found: re.Match[str], day_first: bool, today: date | None, earliest: int, latest: date | None
) -> bool:
    reading = numeric_day(found, day_first, today)
    return (
        reading is not None and (latest is None or reading <= latest) and reading.year >= earliest
    )


def _is_plain(text: str) -> bool:
    """Return whether a text has no word but those of English dates."""
    return bool(_ENGLISH.fullmatch(text))


def _day(text: str) -> date | None:
    try:
        return read_day(text[:10])
    except ValueError:
        return None
