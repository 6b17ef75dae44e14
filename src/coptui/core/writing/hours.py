"""Hours that a coordinator spent, as a person writes them: `6 on 8 Sep`. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from msgspec import to_builtins

from coptui.core.model.records import HoursKept
from coptui.core.model.sentences import still_to_come
from coptui.core.model.text import clean
from coptui.core.model.typed_days import NoDay, parse_when
from coptui.core.model.when import full_day
from coptui.errors import UsageError
from coptui.language import tr

HOW_MANY = tr("How many hours were spent?")
SUCH_HOURS = tr("For example: 6, or 6 on 8 Sep.")
_HOURS = re.compile(
    r"(\d{1,3}(?:[.,]\d+)?) ?(h(?:(?:ou)?rs?)?|m(?:in(?:ute)?s?)?)?(?:(?:,|:)? (?:on )?(.+))?",
    re.IGNORECASE,
)


def written_hours(kept: HoursKept) -> str:
    """Return hours as `read_hours` reads them."""
    hours = f"{kept.hours:.15g}"
    return tr("{hours} on {on}", hours=hours, on=kept.on) if kept.on else hours


def read_hours(line: str, today: date) -> HoursKept:
    """Read one line; without a day they were spent today. Raise UsageError if it names no hours."""
    line = clean(line)
    said = _HOURS.fullmatch(line)
    if said is None:
        raise UsageError(HOW_MANY, SUCH_HOURS)
    try:
        on = parse_when(said[3], today, "past") if said[3] else today
    except NoDay as error:
        raise UsageError(HOW_MANY, SUCH_HOURS) from error
    if on > today:
        raise UsageError(still_to_come(full_day(on)), SUCH_HOURS)
    hours = float(said[1].replace(",", "."))
    return HoursKept(on=on, hours=hours / 60 if (said[2] or "")[:1].casefold() == "m" else hours)


def read_all_hours(text: str, current: Sequence[HoursKept], today: date) -> list[dict[str, Any]]:
    """Read hours from each line; a line that was there already means the very hours it was."""
    known = {written_hours(kept): kept for kept in current}
    lines = filter(None, map(clean, text.split("\n")))
    return [to_builtins(known.get(line) or read_hours(line, today)) for line in lines]
