"""The days a file can hold, 1900 to 2200, and all arithmetic with them.

Nothing overflows: anything before the first day or after the last one is that day. So no day in a
file, no count in a checklist and no setting can end the program.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from msgspec import Struct

from coptui.language import tr

FIRST, LAST = date(1900, 1, 1), date(2200, 12, 31)
OUTSIDE = tr("Use a date between 1900 and 2200.")


def is_day(day: date) -> bool:
    """Return whether a day can be kept."""
    return FIRST <= day <= LAST


def read_day(text: str) -> date:
    """Read a day such as `2026-03-14`. Raise ValueError for any other text, and for a day out of
    range."""
    day = date.fromisoformat(text)
    if len(text) != 10 or not is_day(day):
        raise ValueError(refusal(day))
    return day


def refusal(day: date) -> str:
    """Return why a day can't be kept."""
    return tr("{sentence}, not {day}", sentence=OUTSIDE.rstrip("."), day=day)


def later(day: date, days: float) -> date:
    """Return the day this many days later, or earlier if negative."""
    return day_numbered(day.toordinal() + max(min(days, _SPAN), -_SPAN))


def months_later(day: date, months: int) -> date:
    """Return the same day this many months later (or its month's last day), or earlier if negative."""
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    if not FIRST.year <= year <= LAST.year:
        return LAST if months > 0 else FIRST
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, min(day.day, (following - date(year, month, 1)).days))


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return later(day, -day.weekday())


def day_numbered(number: float) -> date:
    """Return the day with this ordinal (`date.toordinal`)."""
    return date.fromordinal(int(max(_FIRST, min(number, _LAST))))


_FIRST, _LAST = FIRST.toordinal(), LAST.toordinal()
_SPAN = _LAST - _FIRST + 1


def outside(value: Any) -> date | None:
    """Return the first day anywhere in a record's value that can't be kept; None if all can."""
    return next((day for day in _days_in(value) if not is_day(day)), None)


def _days_in(value: Any) -> Iterator[date]:
    if isinstance(value, date):
        yield value
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _days_in(getattr(value, name))
    elif isinstance(value, dict):
        for item in value.values():
            yield from _days_in(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _days_in(item)
