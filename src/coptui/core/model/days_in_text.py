"""Days at the beginning of a longer text, in as many words as belong to them."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date

from coptui.core.model.sentences import not_a_date
from coptui.core.model.typed_days import EXAMPLES, NoDay, Year, month_of, parse_when
from coptui.errors import UsageError
from coptui.language import tr

_WORDS = 6
"""A day is written in this many words at most: `the second Tuesday of the month`."""


class TwoDays(UsageError):
    """A text names one day and then another."""

    def __init__(self, first: str) -> None:
        super().__init__(tr("Another date follows {first!r}.", first=first), tr("Keep only one."))


def leading_day(text: str, today: date, year: Year = "coming") -> tuple[date, str]:
    """Return the day at the beginning of a text, in as many words as belong to it, and what
    follows.

    Raise UsageError if it doesn't begin with one.
    """
    # A comma between spaces belongs to what follows.
    ends = [word.end() for word in re.finditer(r"[^ ]*[^ ,][^ ]*", text)]
    for end in reversed(ends[1:_WORDS]):
        try:
            return parse_when(text[:end].rstrip(":"), today, year), text[end:].strip(" ")
        except NoDay:
            continue
    end = ends[0] if ends else 0
    return parse_when(text[:end].rstrip(":"), today, year), text[end:].strip(" ")


# The colon of a time ends nothing: "12 Dec 18:30" is no day of 2018.
_UP_TO = re.compile(r"(?:[^;:?!()\[\]{}\"“”、，；：？！）\n]|(?<=\d):(?=\d))*")
_DAY_GOES_ON = re.compile(
    r"\s+(?:(?:the )?\d{1,2}(?:st|nd|rd|th)\b|(?:before|after|ago)\b|(?:of|in) (?:the )?(?P<month>[a-z]{3,}))",
    re.IGNORECASE,
)
_ANOTHER_DAY = re.compile(r"\s+(?:or|and|to|until|till|&|-|–|/) +(?=\w)", re.IGNORECASE)


def marked_day(text: str, today: date, year: Year = "coming") -> tuple[date, int]:
    """Return the day that a text begins with, and how many characters of it say so: as many words
    as make a day, so that nothing of it stays behind as text.

    Raise UsageError if it doesn't begin with one, or if what follows says that another day is meant
    (`3 days before`, `fri or sat`).
    """
    within = _UP_TO.match(text)
    words = list(re.finditer(r"\S+", within[0] if within else ""))
    for word in reversed(words[:_WORDS]):
        whole = text[: word.end()]
        for written in (whole.rstrip(",.…。"), whole.rstrip(","), re.sub(r"['’]s$", "", whole)):
            with suppress(NoDay):
                day = parse_when(written, today, year)
                _end_here(text, len(written), today)
                return day, len(written)
    raise NoDay(text[: words[min(1, len(words) - 1)].end()] if words else text)


def _end_here(text: str, end: int, today: date) -> None:
    """Raise UsageError if the text after a day says that it is not the day meant."""
    goes_on = _DAY_GOES_ON.match(text, end)
    if goes_on and (goes_on["month"] is None or month_of(goes_on["month"].casefold()) is not None):
        whole = text[: goes_on.end()]
        raise UsageError(not_a_date(repr(whole)), tr("Write {examples}.", examples=EXAMPLES))
    another = _ANOTHER_DAY.match(text, end)
    if another is None:
        return
    try:
        leading_day(text[another.end() :], today)
    except UsageError:
        return
    raise TwoDays(text[:end])
