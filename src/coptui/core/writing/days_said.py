"""Days in the running words of a line, without a mark: `rang Ann last Tuesday`. Pure.

Only what can hardly mean anything else counts as a day: "sat with Ann" and "may 5" name none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from coptui.core.model.days_in_text import marked_day
from coptui.core.model.text import fold
from coptui.core.model.typed_days import MONTHS, NUMBERS, NoDay, Year, month_of
from coptui.core.model.when import short_day
from coptui.errors import UsageError

_WEEKDAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_SHORT = "mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun"
_MONTH = f"(?:{'|'.join(month[:3] for month in MONTHS)})[a-z]*"
_NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
_UNITS = rf"(?:\d{{1,3}}|{'|'.join(NUMBERS)}) (?:days?|weeks?|fortnights?|months?|years?)"
_SEASONS = {"spring": 4, "summer": 7, "autumn": 10, "winter": 1}
_SEASON = "|".join(_SEASONS)
_WHOLE = rf"(?:{'|'.join(MONTHS)}|(?-i:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec))(?!['’]s|\w)"
_YEAR = r"(?:19|20)\d\d(?![-/.]?\d)"
_PART = "(?:(?:early|mid|late)[ -])?"
_LONG = (
    rf"(?:back )?(?:in|during|throughout|before|after|since|around) {_PART}(?:last |this )?{_WHOLE}(?! ?\d{{1,2}}(?!\d))(?: (?:of )?{_YEAR})?"
    rf"|(?:back )?(?:in|before|after|since|around) {_PART}{_YEAR}|{_WHOLE} {_YEAR}"
    rf"|(?:(?:back )?in (?:the )?{_PART}|last |this |over the )(?:{_SEASON})(?: (?:of )?{_YEAR})?"
    rf"|last (?:month|year|{_WHOLE})|(?:earlier |later? )?this (?:month|year)|(?:early|late) last (?:month|year)"
    r"|(?:(?:a few|some|several|many) )?(?:months|years) ago|(?:ages|a long time) ago"
)
"""A month or longer: anything in it could be the day."""
_VAGUE = (
    r"(?:earlier |late(?:r)? |early )?(?:this|last) (?:week|weekend)|(?:at|over) the weekend|(?:a few|some|several|many) (?:days|weeks) ago"
    r"|(?:the )?end of (?:the|this|next) (?:week|year)|(?:this|next) weekend|next year"
    r"|(?:days|weeks|a while) ago|the other day|recently|lately|(?:at|over|before|after) (?:christmas|easter)"
)
_ALONE = (
    r"(?:the )?day (?:before|after) (?:yesterday|tomorrow)|yesterday|tomorrow|last night"
    rf"|(?:last|next|this) (?:{_WEEKDAY}|{_SHORT})|{_WEEKDAY}|(?-i:Mon|Tues?|Weds?|Thu(?:rs?)?|Fri)"
    rf"|next (?:week|month)|in {_UNITS}|(?:{_UNITS}|\d{{1,3}}[dwmy]) ago|a (?:week|fortnight) on (?:{_WEEKDAY}|{_SHORT})"
    rf"|{_NUMBER}(?: of)? {_MONTH}|(?-i:(?=[A-Z])){_MONTH} {_NUMBER}"
    rf"|(?:the )?end of (?:(?:the )?month|{_WHOLE}(?: {_YEAR})?)"
    r"|\d{1,2}/\d{1,2}(?= *(?:[,;:.!?]|about |and |$))"
    r"|\d{4}-\d\d-\d\d|\d{1,2}(?P<sign>[./])\d{1,2}(?P=sign)(?:\d{4}|\d\d)"
)
_AFTER_A_WORD = rf"{_SHORT}|(?:the )?\d{{1,2}}(?:st|nd|rd|th)(?= *(?:[,;:.!?]|about |$))|\d{{1,2}}/\d{{1,2}}|\d{{1,2}}\.\d{{1,2}}\."
"""What is a day only after `on`, `by` and the like."""
_SAID = re.compile(
    rf"(?<![\w@#!./:'’-])(?:(?P<word>on|by|before|until|for) )?(?:(?P<vague>{_VAGUE})|(?P<long>{_LONG}))(?!\w)"
    rf"|(?<![\w@#!./:'’-])(?:(?P<before>on|by|before|until|for) )?(?P<alone>{_ALONE})(?![\w/])"
    rf"|(?<![\w@#!./:'’-])(?P<after>on|by|before) (?P<weak>{_AFTER_A_WORD})(?![\w/])",
    re.IGNORECASE,
)
_POSSESSIVE = ("'s", "’s")


@dataclass(frozen=True)
class DaySaid:
    """A day in the words of a line: `text` from `begins` to `ends`, with the `word` before it.

    `day` is None for a vague one (`last week`) and for one that can't be taken, as `refused` says.
    """

    begins: int
    ends: int
    text: str
    word: str
    day: date | None = None
    refused: UsageError | None = None
    is_long: bool = False
    """Whether it is a month or longer, such as `in March`."""

    def within(self, today: date) -> date:
        """Return a day in a long time up to today, as an example."""
        words, years = plain_words(self.text), re.findall(_YEAR, self.text)
        named = filter(None, (_SEASONS.get(word) or month_of(word) for word in words))
        month = next(named, (today.month + 10) % 12 + 1 if "month" in words else 3)
        year = int(years[0]) if years else today.year - (month >= today.month)
        return min(date(year, month, 15), today)

    def to_write(self, today: date, year: Year) -> str:
        """Return what behind a `!` means this day."""
        assert self.day is not None
        for written in (self.text, short_day(self.day).rpartition(" ")[0], short_day(self.day)):
            with suppress(UsageError):
                if marked_day(written, today, year) == (self.day, len(written)):
                    return f"!{written}"
        return f"!{self.day.isoformat()}"


def days_said(line: str, today: date, year: Year) -> Iterator[DaySaid]:
    """Yield the days in the words of a line, in their order."""
    end = 0
    for said in _SAID.finditer(line):
        if said.start() < end:
            continue
        word = (said["word"] or said["before"] or said["after"] or "").casefold()
        if said["vague"] or said["long"]:
            end = said.end()
            text, is_long = said["vague"] or said["long"], bool(said["long"])
            yield DaySaid(said.start(), end, text, word, is_long=is_long)
            continue
        begins = said.start("alone") if said["alone"] else said.start("weak")
        try:
            day, length = marked_day(line[begins:], today, year)
        except NoDay as error:
            if (text := said["alone"] or said["weak"]) and _is_impossible(text):
                end = said.end()
                yield DaySaid(said.start(), end, text, word, refused=error)
            continue
        except UsageError as error:
            yield DaySaid(said.start(), len(line), line[begins:], word, refused=error)
            return
        end = begins + length
        if line[end : end + 2] not in _POSSESSIVE:
            yield DaySaid(said.start(), end, line[begins:end], word, day)


def _is_impossible(text: str) -> bool:
    """Return whether what is no day was meant as one, such as `31 Nov`, and not `5 marks`."""
    words = plain_words(text)
    return any(word in MONTHS or (month_of(word) and len(word) <= 4) for word in words) or bool(
        re.fullmatch(
            r"\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{4}|(?:the )?\d\d(?:st|nd|rd|th)",
            text.casefold(),
        )
    )


def without_names(text: str, names: Iterable[str]) -> str:
    """Return a text with blanks for some names, so that no day is seen in them."""
    for name in filter(None, names):
        text = re.sub(re.escape(name), lambda found: " " * len(found[0]), text, flags=re.IGNORECASE)
    return text


def plain_words(text: str) -> list[str]:
    """Return the words of a text, folded, without the signs about them."""
    return [word for part in text.split() if (word := fold(part.strip(",.:;!?()[]{}\"'“”‘’")))]
