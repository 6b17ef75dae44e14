"""Recurrence rules of RFC 5545, read by days and in bounded time."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from itertools import islice

from coptui.core.model.days import later, months_later
from coptui.core.model.rule_words import EXAMPLES, rule_of
from coptui.errors import UsageError
from coptui.language import tr

YEARS = 30
"""How far the next day of a rule is looked for."""
# Rules in which a library would search without end.
_ENDLESS = re.compile(r"FREQ=(?:SECOND|MINUTE|HOUR)LY|INTERVAL=[+-]?0*|(?:UNTIL|COUNT)=.{20,}")
_BELOW_DAYS = re.compile(r"BY(?:HOUR|MINUTE|SECOND)=")


def check_rule(text: str) -> str:
    """Return the RFC 5545 rule for words or a rule, without its name.

    Raise UsageError if it can't be read.
    """
    rule = text.strip()
    if "=" not in rule and rule:
        in_rule = rule_of(rule)
        if in_rule is None:
            raise UsageError(
                tr("{text!r} doesn't say how often.", text=text),
                tr("Write {examples}.", examples=EXAMPLES),
            )
        rule = in_rule
    rule = rule.removeprefix("RRULE:")
    if rule:
        day_after(rule, date(2020, 1, 1))
    return rule


def day_after(rule: str, day: date) -> date | None:
    """Return the first day after `day` by a rule that begins on it; None if the rule has ended."""
    from dateutil.rrule import rrulestr

    parts = rule.removeprefix("RRULE:").upper().split(";")
    for part in parts:
        if _ENDLESS.fullmatch(part):
            raise UsageError(
                tr(
                    "The repeat rule {rule!r} never gives another date: {part}.",
                    rule=rule[:80],
                    part=part[:40],
                ),
                tr("Write it as calendar files do (RFC 5545): FREQ=MONTHLY;BYDAY=2TU."),
            )
    # The rule is read by days: at what time of day it is, the events say themselves.
    kept = [part for part in parts if not _BELOW_DAYS.match(part)]
    count = next((part.removeprefix("COUNT=") for part in kept if part.startswith("COUNT=")), "")
    kept = [part for part in kept if not part.startswith("COUNT=")]
    last = f"UNTIL={months_later(day, 12 * YEARS):%Y%m%d}"
    kept = [part for part in kept if not part.startswith("UNTIL=") or part < last]
    if not any(part.startswith("UNTIL=") for part in kept):
        kept.append(last)
    try:
        left = int(count) if count else 2
        dates = rrulestr(";".join(kept), dtstart=datetime.combine(day, time()), ignoretz=True)
        for found in islice(dates, 2):
            left -= 1
            if left >= 0 and found.date() > day:
                return later(found.date(), 0)
    except (ValueError, TypeError, KeyError, OverflowError) as error:
        raise UsageError(
            tr("{rule!r} isn't a repeat rule coptui can follow.", rule=rule[:80]),
            tr("Write {examples}.", examples=EXAMPLES),
        ) from error
    return None


def keeps_to(rule: str, day: date) -> bool:
    """Return whether a day is one of those that a rule names, such as a second Tuesday; any is if it
    names none."""
    parts = rule.removeprefix("RRULE:").upper().split(";")
    if not any(part.startswith("BY") and not _BELOW_DAYS.match(part) for part in parts):
        return True
    # Which of the weeks or months is meant, its first day says.
    named = [part for part in parts if not part.startswith(("INTERVAL=", "COUNT=", "UNTIL="))]
    return day_after(";".join(named), later(day, -1)) == day
