"""Days in words: what a person types (`!fri`) and what a person reads (`3 weeks`)."""

from __future__ import annotations

import re
from datetime import date

from coptui.core.model.counting import counted
from coptui.core.model.days import FIRST, LAST, OUTSIDE, later, months_later, read_day
from coptui.errors import UsageError

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SPAN = re.compile(r"(\d{1,3})([dwmy])")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
EXAMPLES = "today, tomorrow, fri, 3d, 2w, 1m or 2026-12-01"


def parse_when(text: str, today: date) -> date:
    """The day meant by `today`, `tomorrow`, `fri` (the next one), `3d`, `2w`, `1m`, an ISO date.

    A weekday is two letters or more of its name, and never today. A month or year later is the
    same day of that month, or its last one. A leading `!` is allowed. Raises UsageError for
    anything else.
    """
    word = text.strip().removeprefix("!").casefold()
    try:
        if word == "today":
            return today
        if _ISO.fullmatch(word):
            return read_day(word)
        day = _counted(word, today)
    except ValueError:
        day = None
    if day is None or day in (FIRST, LAST):
        raise UsageError(f"{text!r} is no day that I know.", f"Write {EXAMPLES}. {OUTSIDE}")
    return day


def _counted(word: str, today: date) -> date | None:
    if word == "tomorrow":
        return later(today, 1)
    if len(word) >= 2:
        for number, name in enumerate(_LONG):
            if name.startswith(word):
                return later(today, (number - today.weekday()) % 7 or 7)
    found = _SPAN.fullmatch(word)
    return _later(today, int(found[1]), found[2]) if found else None


def _later(today: date, many: int, unit: str) -> date:
    if unit in "dw":
        return later(today, many * (7 if unit == "w" else 1))
    return months_later(today, many * (12 if unit == "y" else 1))


def parse_since(text: str, today: date) -> date:
    """The first day meant by `90d`, `6w`, `3m`, `1y` before today, or by an ISO date up to today.

    Raises UsageError for anything else.
    """
    word = text.strip().casefold()
    try:
        if found := _SPAN.fullmatch(word):
            return _later(today, -int(found[1]), found[2])
        if _ISO.fullmatch(word) and (day := read_day(word)) <= today:
            return day
    except ValueError:
        pass
    raise UsageError(f"{text!r} is no span up to today.", "Write 90d, 6w, 3m, 1y or 2026-09-01.")


_LONG = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def day_text(day: date | None, today: date) -> str:
    """A day for a narrow column: `12 Nov`; `Mar 2024` when it is over ten months away; `-`."""
    if day is None or day == date.max:
        return "-"
    if abs((day - today).days) > 300:
        return f"{MONTHS[day.month - 1]} {day.year}"
    return f"{day.day} {MONTHS[day.month - 1]}"


def short_day(day: date) -> str:
    """Return `22 Nov 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def full_day(day: date) -> str:
    """`Sun 22 Nov 2026`."""
    return f"{WEEKDAYS[day.weekday()].title()} {day.day} {MONTHS[day.month - 1]} {day.year}"


def coming_day(day: date, today: date) -> str:
    """A day to come: `today`, `tomorrow`, `Fri`, then as in `day_text`."""
    ahead = (day - today).days
    if ahead in (0, 1):
        return ("today", "tomorrow")[ahead]
    if 1 < ahead < 7:
        return WEEKDAYS[day.weekday()].title()
    return day_text(day, today)


def span_text(days: int) -> str:
    """A number of days as a person says it: `today`, `5 days`, `3 weeks`, `4 months`, `2 years`."""
    if days <= 0:
        return "today"
    for unit, length, least in (("year", 365, 730), ("month", 30, 60), ("week", 7, 14)):
        if days >= least:
            return counted(days // length, unit)
    return counted(days, "day")


def ago(day: date | None, today: date) -> str:
    """`3 weeks ago`, `today`, `in 5 days` for a day to come, `never`."""
    if day is None:
        return "never"
    days = (today - day).days
    if days < 0:
        return f"in {span_text(-days)}"
    return f"{span_text(days)} ago" if days else "today"
