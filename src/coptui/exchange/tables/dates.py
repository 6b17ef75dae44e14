"""Dates and times as programs write them, for people of many countries, as ISO 8601."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache

from coptui.core.model.days import is_day, later, read_day
from coptui.exchange.tables.found import Ambiguous, Hints

_NUMERIC = re.compile(r"(\d{1,2})\s?([/.\-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?!\d)")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
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
        (
            "jan january januar janvier enero ene gennaio gen januari janeiro",
            "feb february februar février fév febrero febbraio februari fevereiro fev",
            "mar march märz mär mars marzo maart mrt março",
            "apr april avril avr abril abr aprile",
            "may mai mayo maggio mag mei maio maj",
            "jun june juni juin junio giugno giu junho",
            "jul july juli juillet juil julio luglio lug julho",
            "aug august août aoû agosto ago augustus augusti",
            "sep sept september septembre septiembre settembre set setembro",
            "oct october oktober okt octobre octubre ottobre ott outubro out",
            "nov november novembre noviembre novembro",
            "dec december dezember dez décembre déc diciembre dic dicembre december dezembro",
        ),
        1,
    )
    for name in names.split()
}
DAY_FIRST = "Dates are read with the day first, as in {}."
MONTH_FIRST = "Dates are read with the month first, as in {}."


class Dates:
    """A reader for the dates of one file.

    `texts` are all of its dates. The order of day and month follows from any date that fits one
    order only (with `happened`, days after `hints.today` are ruled out), then from
    `hints.day_first`, then from the order the product is known for (`usual`). Raise Ambiguous if
    none of these tells.
    """

    def __init__(
        self,
        texts: Iterable[str],
        hints: Hints,
        *,
        happened: bool = True,
        usual: bool | None = None,
    ) -> None:
        self._today = _day(hints.today)
        self.notes: tuple[str, ...] = ()
        self.day_first = self._order(list(dict.fromkeys(texts)), hints, happened, usual)

    def _order(self, texts: list[str], hints: Hints, happened: bool, usual: bool | None) -> bool:
        if hints.day_first is not None:
            return hints.day_first
        latest = later(self._today, 1) if self._today and happened else None
        open_: str | None = None
        votes = [0, 0]
        for text in texts:
            numeric_date = _NUMERIC.match(_without_weekday(text))
            if not numeric_date:
                continue
            if numeric_date[2] == ".":
                votes[1] += 1
                continue
            readings = [_fits(numeric_date, order, self._today, latest) for order in (False, True)]
            if readings[0] and readings[1]:
                if numeric_date[1] != numeric_date[3]:
                    open_ = open_ or text
            else:
                votes[0] += readings[0]
                votes[1] += readings[1]
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

    def moment(self, text: str) -> str:
        """Return a time as ISO 8601, or a day if no time is given; "" if it is neither.

        It keeps an offset that the text names, and leaves out seconds that are 0.
        """
        return _moment(text, self.day_first, self._today) if 0 < len(text) <= 80 else ""

    def day(self, text: str) -> str:
        """Return the ISO day of a time; "" if it isn't one."""
        return self.moment(text)[:10]

    def on(self, day: str, text: str) -> str:
        """Return a time of day (`18:02`) on that day; any other time as it is."""
        if found := self.moment(text):
            return found
        clock = clock_of(text)
        return written(datetime.combine(read_day(day[:10]), clock)) if clock and day else ""


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
def _moment(text: str, day_first: bool, today: date | None) -> str:
    text = _without_weekday(text.replace("\u202f", " ").replace("\xa0", " "))
    day, rest = _leading_day(text, day_first, today)
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


def _leading_day(text: str, day_first: bool, today: date | None) -> tuple[date | None, str]:
    for pattern in (_ISO, _PACKED):
        if match := pattern.match(text):
            return _date(int(match[1]), int(match[2]), int(match[3])), text[match.end() :]
    if match := _NUMERIC.match(text):
        order = day_first or match[2] == "."
        reading = _reading(match, order, today)
        return reading or _reading(match, not order, today), text[match.end() :]
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


def _fits(found: re.Match[str], day_first: bool, today: date | None, latest: date | None) -> bool:
    reading = _reading(found, day_first, today)
    return reading is not None and (latest is None or reading <= latest)


def _reading(found: re.Match[str], day_first: bool, today: date | None) -> date | None:
    first, second = int(found[1]), int(found[3])
    day, month = (first, second) if day_first else (second, first)
    return _date(_year(found[4], today), month, day)


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


def _day(text: str) -> date | None:
    try:
        return read_day(text[:10])
    except ValueError:
        return None


def _without_weekday(text: str) -> str:
    text = text.strip()
    found = _WEEKDAY.match(text)
    # `March 3, 2026` begins with a word, too, but no comma follows it.
    return text[found.end() :] if found else text
