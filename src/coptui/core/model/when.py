"""Days as a person reads them: `12 Nov`, `3 weeks`."""

from __future__ import annotations

from datetime import date

from coptui.core.model.counting import counted
from coptui.language import tr, tr_as

WEEKDAYS = (tr("Mon"), tr("Tue"), tr("Wed"), tr("Thu"), tr("Fri"), tr("Sat"), tr("Sun"))
MONTHS = (
    tr("Jan"), tr("Feb"), tr("Mar"), tr("Apr"), tr_as("short month", "May"), tr("Jun"), tr("Jul"), tr("Aug"), tr("Sep"), tr("Oct"), tr("Nov"), tr("Dec"),
)  # fmt: skip
DAY_WIDTH = 3 + max(map(len, MONTHS))
"""Columns of `12 Nov`."""
WEEKDAY_WIDTH = max(map(len, WEEKDAYS))


def day_text(day: date | None, today: date) -> str:
    """Return a day for a narrow column: `12 Nov`; `Mar 2024` if it is over ten months away; `-` for
    none."""
    if day is None or day == date.max:
        return "-"
    if abs((day - today).days) > 300:
        return f"{MONTHS[day.month - 1]} {day.year}"
    return f"{day.day} {MONTHS[day.month - 1]}"


def short_day(day: date) -> str:
    """Return `22 Nov 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def full_day(day: date) -> str:
    """Return `Sun 22 Nov 2026`."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def day_said(day: date, today: date) -> str:
    """Return `Fri 4 Dec`, with the year if it isn't this one."""
    year = f" {day.year}" if day.year != today.year else ""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}{year}"


def coming_day(day: date, today: date) -> str:
    """Return a coming day: `today`, `tomorrow`, `Fri`, then as `day_text` does."""
    ahead = (day - today).days
    if ahead in (0, 1):
        return (tr("today"), tr("tomorrow"))[ahead]
    if 1 < ahead < 7:
        return WEEKDAYS[day.weekday()]
    return day_text(day, today)


def span_text(days: int) -> str:
    """Return a number of days as people say it: `today`, `5 days`, `3 weeks`, `4 months`, `2
    years`."""
    if days <= 0:
        return tr("today")
    if days >= 730:
        return counted(days // 365, "{count} year", "{count} years")
    if days >= 60:
        return counted(days // 30, "{count} month", "{count} months")
    if days >= 14:
        return counted(days // 7, "{count} week", "{count} weeks")
    return counted(days, "{count} day", "{count} days")


def ago(day: date | None, today: date) -> str:
    """Return `3 weeks ago`, `today`, `in 5 days` for a coming day, `never` for none."""
    if day is None:
        return tr("never")
    days = (today - day).days
    if days < 0:
        return tr("in {span}", span=span_text(-days))
    return tr("{span} ago", span=span_text(days)) if days else tr("today")
