"""Times of day as a person types them, with the day beside them: `tue 7pm`, `8 Sep 18.30`."""

from __future__ import annotations

import re
from datetime import date

from coptui.core.model.sentences import not_a_time
from coptui.errors import UsageError
from coptui.language import tr

AS_TIMES = tr("Write it as 18:30 or 6.30pm.")

_CLOCK = (
    r"(?:(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d))? ?(?P<half>am|pm|a\.m\.?|p\.m\.?)"
    r"|(?P<hour24>\d{1,2})[:h](?P<minute24>\d\d)"
    r"|(?P<dotted>\d{1,2})\.(?P<minute_dotted>\d\d)"
    r"|(?:12 )?(?P<named>noon|midday|midnight))"
)
_AT_END = re.compile(rf"(?:^|[\sT])(?:at )?{_CLOCK}$", re.IGNORECASE)
_AT_START = re.compile(rf"(?:at )?{_CLOCK},?\s+(?:on )?(?!$)", re.IGNORECASE)
_IN_WORDS = re.compile(
    r"\b(?:half past|quarter (?:past|to)|o['’]?clock|in the (?:morning|afternoon|evening))\b|\bat \d{1,2}$"
    r"|(?:^|\s)\d{1,2} ?(?:-|–|to) ?\d{1,2}$",
    re.IGNORECASE,
)
_PART_OF_DAY = re.compile(r"\b(?:morning|afternoon|evening|night|tonight)$", re.IGNORECASE)
_SPAN = re.compile(
    rf"(?P<start>\d{{1,2}}(?:[:.]\d\d)? ?(?:am|pm)?) ?(?:-|–|to|until|till) ?(?P<end>{re.sub('[?]P<[a-z_0-9]+>', '?:', _CLOCK)})$",
    re.IGNORECASE,
)
_FOR = re.compile(r"\s+for \d")
_YEAR_OR_TIME = re.compile(r"\D(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5][05])$")


def split_clock(text: str) -> tuple[str, str]:
    """Return the day and the time of day in a text, the time as 18:30; either may be "".

    Raise UsageError for a time that no clock shows, that may be of the morning or the evening, or
    that is a span.
    """
    text = text.strip()
    if span := _SPAN.search(text):
        raise UsageError(
            tr("{span!r} has both a start and an end.", span=span[0]),
            tr("Write only the start."),
        )
    if clock := _AT_END.search(text):
        return text[: clock.start()].strip().rstrip(","), _read(clock)
    if clock := _AT_START.match(text):
        return text[clock.end() :].strip(), _read(clock)
    if _IN_WORDS.search(text) or _PART_OF_DAY.search(text):
        raise UsageError(not_a_time(repr(text)), AS_TIMES)
    return text, ""


def split_span(text: str) -> tuple[str, str, str]:
    """Return the day, the start and the end in `12 Dec 7-9pm`; what isn't there is "".

    A start without am or pm is of the half of the day that its end is of. Raise as `split_clock` does.
    """
    span = _SPAN.search(text.strip())
    if span is None:
        return *split_clock(text), ""
    _, end = split_clock(span["end"])
    start = span["start"].strip()
    if start.isdecimal() or ("." in start and not start[-1].isalpha()):
        half = re.search(r"([ap])\.?m", span["end"], re.IGNORECASE)
        start += f"{half[1]}m" if half else ""
    day, begins = split_clock(f"{text.strip()[: span.start()]} {start}")
    if not begins:
        raise UsageError(not_a_time(repr(start)), AS_TIMES)
    return day, begins, end


def leading_times(text: str) -> tuple[str, str, int]:
    """Return the start and the end that a text begins with, ` 7-9pm` or ` at 18:30`, and how many
    characters of it say so; "" and 0 if it begins with neither. Raise as `split_clock` does."""
    for word in reversed(list(re.finditer(r"\S+", text))[:4]):
        for until in (text[: word.end()], text[: word.end()].rstrip(",.;")):
            day, start, end = split_span(until.lstrip(" ,"))
            if not start or day:
                continue
            if _FOR.match(text, len(until)):
                raise UsageError(
                    tr("There are two times here."), tr("Write only the time it starts.")
                )
            return start, end, len(until)
    return "", "", 0


def check_year(text: str, day: date, today: date) -> None:
    """Raise UsageError if the year that ends a day is more likely a time of day: `12 Dec 1900`."""
    clock_match = _YEAR_OR_TIME.search(text)
    if clock_match and abs(day.year - today.year) > 3:
        raise UsageError(
            tr("{text!r} could end with a year or a time.", text=text),
            tr(
                "Write {hour}:{minutes} or {day}.",
                hour=clock_match["hour"],
                minutes=clock_match["minute"],
                day=day,
            ),
        )


def _read(clock: re.Match[str]) -> str:
    if clock["named"]:
        return "00:00" if clock["named"].casefold() == "midnight" else "12:00"
    hour = int(clock["hour"] or clock["hour24"] or clock["dotted"])
    minute = int(clock["minute"] or clock["minute24"] or clock["minute_dotted"] or 0)
    half = (clock["half"] or "").casefold()[:1]
    said = clock[0].strip(" ,")
    if minute > 59 or hour > (12 if half else 23) or (half and not hour):
        raise UsageError(not_a_time(repr(said)), AS_TIMES)
    if clock["dotted"] and 1 <= hour <= 12 and not clock["dotted"].startswith("0"):
        raise UsageError(
            tr("{said!r} could be in the morning or in the evening.", said=said),
            tr("Write {hour}.{minute:02}am or {hour}.{minute:02}pm.", hour=hour, minute=minute),
        )
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02}:{minute:02}"
