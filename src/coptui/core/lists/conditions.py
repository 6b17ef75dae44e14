"""What the filter of a list means: words, and in a list of members also `active, near Leeds, not
spoken to since June`.

The parts of a filter are separated by commas, and a record has to fit all of them.
"""

from __future__ import annotations

import re
from datetime import date

from coptui.core.finding.search import matching
from coptui.core.lists.columns import columns_named, kept_with, text_in
from coptui.core.lists.last_times import last_seen, last_spoken
from coptui.core.model.community import Community
from coptui.core.model.records import Record
from coptui.core.model.saying import level_name
from coptui.core.model.settings import Settings
from coptui.core.model.text import fold
from coptui.core.model.typed_days import month_of, parse_when
from coptui.core.people.levels import standings
from coptui.errors import UsageError

LEVELS = ("core", "active", "occasional", "quiet", "paused", "outside")
"""Levels as they are shown."""

_NOT_SINCE = re.compile(r"not (seen|spoken(?: to| with)?) since (.+)")


def fitting(
    community: Community, query: str, table: str, today: date, settings: Settings | None = None
) -> set[int]:
    """Return the ids of the records that fit every part of a filter.

    A part is a level, `near Leeds`, `not seen since June`, `column: words` (nothing after the colon:
    nothing in it), or words that may be anywhere. Without `settings` a level is a word like others.
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
        if told := _NOT_SINCE.fullmatch(words):
            if (since := _day(told[2], today)) is not None:
                last = last_seen if told[1] == "seen" else last_spoken
                days = {number: last(community, number) for number in community.members}
                return {number for number, day in days.items() if day is None or day < since}
        elif words.startswith("near "):
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


def _day(text: str, today: date) -> date | None:
    """Return the latest day up to today that is meant: `June` is its first."""
    month = month_of(text)
    if month is not None:
        return date(today.year - (month > today.month), month, 1)
    try:
        day = parse_when(text, today, "past")
    except UsageError:
        return None
    return min(day, today)
