"""The series of a calendar, listed event by event within a bounded span."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any

from coptui.core.model.days import later
from coptui.exchange.tables.found import Hints

MOST_OCCURRENCES = 2000
"""Of one series; a rule that makes more is a mistake or an attack."""

# A rule that comes round more than once an hour, and one that never does.
_TOO_OFTEN = re.compile(r"FREQ=(?:SECOND|MINUTE|HOUR)LY|BY(?:MINUTE|SECOND)=\d+,")
_NEVER_ROUND = re.compile(
    r"^(?:RRULE|EXRULE)[:;].*\b(?:INTERVAL|COUNT)=(?:-|0*(?:\D|$))", re.MULTILINE
)


def comes_too_often(text: str) -> bool:
    """Return whether a rule in an entry comes round more than once an hour."""
    return bool(_TOO_OFTEN.search(text.upper()))


def names_no_day(text: str, entries: Sequence[Any]) -> bool:
    """Return whether a rule never moves on, or has no day at all, such as 30 February."""
    return bool(_NEVER_ROUND.search(text.upper())) or any(
        event.get("RRULE") and not event.get("RDATE") and _has_no_day(event) for event in entries
    )


def _has_no_day(event: Any) -> bool:
    from dateutil.rrule import rrulestr

    start = event["DTSTART"].dt
    start = datetime(start.year, start.month, start.day)  # noqa: DTZ001
    for rule in listed(event["RRULE"]):
        text = re.sub(
            r";?(?:UNTIL|COUNT|BYHOUR|BYMINUTE|BYSECOND)=[^;]*", "", rule.to_ical().decode()
        )
        if (
            not comes_too_often(text)
            and next(iter(rrulestr(text.strip(";"), dtstart=start)), None) is not None
        ):
            return False
    return not comes_too_often(text)


_UNTIL_DAY = re.compile(r"(UNTIL=\d{8})(?=[;\r\n])")


def with_whole_days(text: str) -> str:
    """Return an event whose rule ends at the end of its last day, where only a day is named."""
    if not re.search(r"^DTSTART[^:\r\n]*:\d{8}T", text, re.MULTILINE | re.IGNORECASE):
        return text
    return _UNTIL_DAY.sub(r"\1T235959", text)


def occurrences(calendar: Any, hints: Hints) -> Iterator[Any]:
    """Yield the single events of a series, as far as the calendar is read."""
    import recurring_ical_events

    today = date.fromisoformat(hints.today[:10])
    first, last = (later(today, days) for days in (-hints.horizon_days, hints.horizon_days))
    left_out = _left_out_by_rule(calendar, first, last)
    events = recurring_ical_events.of(calendar).between(first, last)
    kept = (event for event in events if _start_of(event) not in left_out)
    yield from islice(kept, MOST_OCCURRENCES)


def _left_out_by_rule(calendar: Any, first: date, last: date) -> frozenset[str]:
    """Return the starts that an EXRULE takes out of a series: no program writes it now, but old files have it."""
    import recurring_ical_events

    left_out: set[str] = set()
    for event in calendar.walk("VEVENT"):
        for rule in listed(event.get("EXRULE")):
            copy = event.copy()
            copy.pop("EXRULE"), copy.pop("RRULE", None), copy.pop("EXDATE", None)
            copy.add("RRULE", rule)
            other = type(calendar)()
            other.add_component(copy)
            out = recurring_ical_events.of(other).between(first, last)
            left_out |= {_start_of(one) for one in out[:MOST_OCCURRENCES]}
    return frozenset(left_out)


def _start_of(event: Any) -> str:
    return str(event["DTSTART"].dt)


def listed(value: Any) -> list[Any]:
    """Return the values of a property, which may stand once or several times."""
    return [] if value is None else value if isinstance(value, list) else [value]
