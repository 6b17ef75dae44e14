"""Days and months in words, with their year only where they could be mistaken."""

from __future__ import annotations

from datetime import date

from coptui.core.model.when import MONTHS
from coptui.language import tr

_LONG = (
    "",
    tr("January"),
    tr("February"),
    tr("March"),
    tr("April"),
    tr("May"),
    tr("June"),
    tr("July"),
    tr("August"),
    tr("September"),
    tr("October"),
    tr("November"),
    tr("December"),
)


def month(day: date, today: date) -> str:
    """Return a month in words, with its year if it could be mistaken: "March", "March 2023"."""
    name = _LONG[day.month]
    return name if (today - day).days < 330 and day <= today else f"{name} {day.year}"


def day_and_month(day: date) -> str:
    """Return "8 Oct"."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def month_short(day: date) -> str:
    """Return the short name of a day's month: "Mar"."""
    return MONTHS[day.month - 1]


def short(day: date, today: date) -> str:
    """Return a day in words, with its year unless it is this one's: "8 Oct", "8 Oct 2023"."""
    name = day_and_month(day)
    return name if day.year == today.year else f"{name} {day.year}"
