"""What the filter of a list means: words, and in a list of members also `active, near Leeds, joined
since 2025, not spoken to since June`.

The parts of a filter are separated by commas, and a record has to fit all of them.
"""

from __future__ import annotations

import calendar
import re
from datetime import date

from coptui.core.finding.search import matching
from coptui.core.lists.columns import columns_named, kept_with, text_in
from coptui.core.model.community import Community
from coptui.core.model.days import months_later
from coptui.core.model.records import Record
from coptui.core.model.saying import level_name
from coptui.core.model.settings import Settings
from coptui.core.model.text import fold
from coptui.core.model.typed_days import month_of, parse_when
from coptui.core.people.levels import standings
from coptui.errors import UsageError

LEVELS = ("core", "active", "occasional", "quiet", "paused", "outside")
"""Levels as they are shown."""

_TIMED = re.compile(
    r"(not )?(joined|seen|spoken(?: to| with)?)(?: (in|on|during|since|before|after))? (.+)"
)
_YEAR = r"(?:19|20|21)\d\d"


def fitting(
    community: Community, query: str, table: str, today: date, settings: Settings | None = None
) -> set[int]:
    """Return the ids of the records that fit every part of a filter.

    A part is a level, `near Leeds`, `joined in 2026`, `seen before April`, `not spoken to since June`,
    `column: words` (nothing after the colon: nothing in it), or words that may be anywhere. Without `settings` a level is a word like others.
    """
    fits = set(community.table(table))
    for part in filter(None, (part.strip() for part in query.split(","))):
        fits &= _fitting(community, part, table, today, settings)
    return fits


def _fitting(
    community: Community, part: str, table: str, today: date, settings: Settings | None
) -> set[int]:
    words = fold(part)
    if table == "members":
        if settings is not None and words in LEVELS:
            levels = standings(community, today, settings).items()
            return {number for number, held in levels if level_name(held.level or "") == words}
        if (told := _TIMED.fullmatch(words)) and (
            fits := _in_time(community, told, today)
        ) is not None:
            return fits
        if words.startswith("near "):
            return _in_column(community, table, "Location", words.removeprefix("near "), today)
    name, colon, text = part.partition(":")
    if colon:
        try:
            columns = columns_named(name, community, table)
        except UsageError:
            columns = ()
        if len(columns) == 1:
            return _in_column(community, table, columns[0], fold(text), today)
    found = matching(community, part, table)
    return found | kept_with(community, words.split()) if table == "members" else found


def _in_column(community: Community, table: str, column: str, words: str, today: date) -> set[int]:
    def has(record: Record) -> bool:
        text = fold(text_in(community, record, column, today))
        return all(word in text for word in words.split()) if words else not text

    return {number for number, record in community.table(table).items() if has(record)}


def _in_time(community: Community, told: re.Match[str], today: date) -> set[int] | None:
    """Return who joined, was seen or spoken to in a time; None if it isn't one."""
    period = _period(told[4], today)
    if period is None:
        return None
    (first, last), since = period, told[3] == "since"
    if since and told[2] != "joined":
        first = min(first, today)
    fits = set()
    for number, member in community.members.items():
        if told[2] == "joined":
            days = [member.joined_on] if member.joined_on else []
        elif told[2] == "seen":
            days = [event.day for event in community.attended_of(number)]
        else:
            days = [touch.on for touch in community.touches_of.get(number, ()) if touch.on]
        if told[3] == "before":
            fits_it = any(day < first for day in days)
        elif told[3] == "after":
            fits_it = any(day > last for day in days)
        else:
            fits_it = any(first <= day and (since or day <= last) for day in days)
        if fits_it:
            fits.add(number)
    return set(community.members) - fits if told[1] else fits


def _period(text: str, today: date) -> tuple[date, date] | None:
    """Return the first and the last day of a year, a month or a day; of a month without a year those
    of the last one that has begun. Return None for anything else."""
    if re.fullmatch(_YEAR, text):
        return date(int(text), 1, 1), date(int(text), 12, 31)
    if text in ("this year", "last year"):
        return _period(str(today.year - (text == "last year")), today)
    if text in ("this month", "last month"):
        return _month(months_later(today.replace(day=1), -(text == "last month")))
    named = re.fullmatch(rf"([a-z]{{3,}})(?: ({_YEAR}))?", text)
    month = month_of(named[1]) if named else None
    if named and month is not None:
        return _month(date(int(named[2] or today.year - (month > today.month)), month, 1))
    try:
        day = parse_when(text, today, "past")
    except UsageError:
        return None
    if day > today and not re.search(_YEAR, text):
        # A day without a year has been, even if the next one is nearer.
        day = months_later(day, -12)
    return day, day


def _month(first: date) -> tuple[date, date]:
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])
