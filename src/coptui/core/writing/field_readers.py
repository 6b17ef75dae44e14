"""What a text in a form means, where no other record has to be looked up. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from coptui.core.model.days_in_text import leading_day
from coptui.core.model.no_names import check_name
from coptui.core.model.records import day_of
from coptui.core.model.sentences import cut_too_long, must_be_one_of
from coptui.core.model.text import clean, fold
from coptui.core.model.typed_days import Year, parse_when
from coptui.core.model.typed_times import check_year, split_clock
from coptui.core.writing.form_fields import Field
from coptui.errors import UsageError
from coptui.language import tr

_PART = re.compile(
    r'\s*(?:"((?:[^"]|"")*)"\s*(?=,|;(?=\s|$)|$)|((?:[^,;]|;(?!\s|$))*))(?:,|;(?=\s|$)|$)'
)
_TO_QUOTE = re.compile(r'^"|,|;(?=[\s#]|$)|(?:^|\s)#')
_TAG = re.compile(r"(?:^|(?<=,)|\s+|(?<=;))\s*#(?=[^\W\d])")
NOTHING = ("n/a", "na", "none", "nil", "-", "--", "–", "—")
"""What people write into a field to say that there is nothing."""
NOT_YET = ("tbc", "tba", "tbd", "?", "unknown", "not known", "don't know", "not sure")
"""What they write where they don't know yet."""
_SAME = {
    "email": "mail", "e-mail": "mail", "phone": "call", "telephone": "call", "text": "chat",
    "whatsapp": "chat", "canceled": "cancelled", "in-person": "in person", "positive": "good",
    "negative": "bad", "face to face": "in person",
}  # fmt: skip
"""Other words for a choice."""

WORDS = ("excitement", "relevance", "value")
"""The pulse questions, as the record names them."""

CONSENT = ("directory", "photos", "quotes")
"""What a member may consent to, as the record names it."""


def split(text: str) -> list[str]:
    """Return the parts of a text separated by commas or semicolons, without empty ones.

    A part with one of them in it is in double quotes, and a quote inside these is doubled.
    """
    parts = []
    for found in _PART.finditer(text):
        quoted, plain = found[1], found[2]
        parts.append(clean(plain if quoted is None else quoted.replace('""', '"')))
    return [part for part in parts if part]


def joined(parts: Iterable[str]) -> str:
    """Join parts with commas, as `split` reads them; also those that would mean something else
    without quotes (`none`, `#night`)."""
    return ", ".join(
        '"' + part.replace('"', '""') + '"'
        if _TO_QUOTE.search(part) or part.casefold() in NOTHING
        else part
        for part in parts
    )


def _day(field: Field, text: str, today: date) -> str | None:
    if not text:
        return None
    return parse_when(text, today, "coming" if field.coming else "past").isoformat()


def _year(field: Field) -> Year:
    """Return whether a day without a year is the next one (for something to do) or the nearest."""
    return "coming" if field.coming else "nearest"


def _moment(field: Field, text: str, today: date) -> str:
    if not text:
        return ""
    with suppress(ValueError):
        # As a file holds it, with seconds and an offset.
        day_of(whole := text.replace(" ", "T", 1))
        return whole
    day, clock = split_clock(text)
    if not day and field.name == "ends_at":
        return clock
    if not day:
        raise UsageError(
            tr("Which day is it on?"), tr("Write the day too: tue {clock}.", clock=clock)
        )
    on = parse_when(day, today, _year(field))
    if not clock:
        check_year(day, on, today)
    return on.isoformat() + (f"T{clock}" if clock else "")


def _one_of(field: Field, text: str, today: date) -> str | None:
    if not text:
        return None
    text = _SAME.get(text.casefold(), text.casefold())
    names = {choice: (choice, fold(field.shown(choice))) for choice in field.choices}
    exact = [choice for choice, said in names.items() if text in said]
    fits = [choice for choice, said in names.items() if any(each.startswith(text) for each in said)]
    if len(exact or fits) != 1:
        raise UsageError(must_be_one_of(field.label, field.shown_choices))
    return (exact or fits)[0]


def _flag(field: Field, text: str, today: date) -> bool:
    if text.casefold() not in ("", "y", "yes", "n", "no"):
        raise UsageError(tr("{label} must be yes or no.", label=field.label))
    return text.casefold() in ("y", "yes")


_DAYS = {"day": 1, "week": 7, "fortnight": 14, "month": 30}
_EACH = {"daily": 1, "weekly": 7, "fortnightly": 14, "monthly": 30}


def _number(field: Field, text: str, today: date) -> int | None:
    if not text:
        return None
    count = re.fullmatch(r"(\d{1,4})(?: ?(day|week|fortnight|month)s?)?", text.casefold())
    days = int(count[1]) * _DAYS[count[2] or "day"] if count else _EACH.get(text.casefold(), 10_000)
    if days >= 10_000:
        raise UsageError(
            tr("{label} must be a number of days.", label=field.label),
            tr("Write 30, 30 days or 4 weeks."),
        )
    return days


def _lines(field: Field, text: str, today: date) -> list[str]:
    if field.name == "tags" and '"' not in text:
        # As people write them elsewhere: `#night #calls`.
        text = _TAG.sub(",", text)
    parts = split(text)
    for part in parts:
        if len(part) > field.limit:
            raise UsageError(cut_too_long(part[:20], field.limit))
    return list(dict.fromkeys(parts))


_ADDRESS = re.compile(r"(?:mailto:)?([^\s@<>(),;:\"]+@[^\s@<>(),;:\"]+)", re.IGNORECASE)


def _addresses(field: Field, text: str, today: date) -> list[str]:
    """Read addresses however they were copied: `Ann Lee <ann@x.org>; bob@y.org (work)`."""
    parts = split(text)
    for part in parts:
        if not _ADDRESS.search(part):
            raise UsageError(
                tr("{part!r} isn't an address.", part=part[:80]), tr("Write it as ann@example.org.")
            )
    return _lines(field, joined(_ADDRESS.findall(" ".join(parts))), today)


def such(field: Field) -> str:
    """Return the first example in a field's hint."""
    return field.hint.rpartition("e.g. ")[2].split(", ")[0]


def _pairs(field: Field, text: str, today: date) -> dict[str, str]:
    handles: dict[str, str] = {}
    for part in split(text):
        service, colon, handle = part.partition(":")
        if not colon or not service.strip() or not handle.strip() or handle.startswith("//"):
            raise UsageError(
                tr("{part!r} should be like {such}.", part=part[:80], such=such(field))
            )
        service, handle = clean(service), clean(handle)
        if len(handle) > field.limit:
            raise UsageError(cut_too_long(handle[:20], field.limit))
        if service in handles:
            raise UsageError(tr("{service} appears twice; keep one.", service=service))
        handles[service] = handle
    return handles


def _words(field: Field, text: str, today: date) -> dict[str, str]:
    questions = {name.casefold(): said for name, said in _pairs(field, text, today).items()}
    for name in questions:
        if name not in WORDS:
            raise UsageError(
                tr(
                    "{name!r} isn't a rating question. The questions are {words}.",
                    name=name,
                    words=", ".join(WORDS),
                )
            )
    return questions


_FROM = re.compile(r"^from ", re.IGNORECASE)
_DASH = re.compile(r"^([\w. ]+?) ?[–—] ?(?=\d)")
_TO = re.compile(r"(?:to|until|till|-|–)\s+", re.IGNORECASE)


def _breaks(field: Field, text: str, today: date) -> list[dict[str, str]]:
    breaks = []
    for line in filter(None, map(clean, text.split("\n"))):
        first, rest = leading_day(_FROM.sub("", _DASH.sub(r"\1 – ", line)), today, "nearest")
        last, why = first, rest
        if to := _TO.match(rest):
            last, why = leading_day(rest[to.end() :], first)
        if last < first:
            raise UsageError(tr("The break {line!r} ends before it starts.", line=line[:40]))
        if len(why) > field.limit:
            raise UsageError(cut_too_long(why[:20], field.limit))
        entry = {"from": first.isoformat(), "to": last.isoformat()}
        breaks.append(entry | ({"why": why} if why else {}))
    return breaks


_MEASURE = re.compile(
    r"([+-]?(?:(?P<thousands>[0-9]{1,3}(?:[, ][0-9]{3})+(?:\.[0-9]+)?)|[0-9]+(?:[.,][0-9]+)?))"
    r"(?:(?:\s+|(?=[%a-zA-Z€£$]))(?P<unit>.*))?"
)


def _measure(field: Field, text: str, today: date) -> dict[str, Any] | None:
    if not text:
        return None
    measured = _MEASURE.fullmatch(text)
    if measured is None or len(measured[1]) > 15:
        raise UsageError(
            tr("{label} must start with a number: {hint}.", label=field.label, hint=field.hint)
        )
    number = re.sub(r"[, ](?=\d{3})", "", measured[1]) if measured["thousands"] else measured[1]
    value, unit = float(number.replace(",", ".")), measured["unit"] or ""
    if len(unit) > 120:
        raise UsageError(
            tr("{label} is too long: at most 120 characters after the number.", label=field.label)
        )
    return {"value": value} | ({"unit": unit} if unit else {})


def _answer(field: Field, text: str, today: date) -> bool | None:
    """Read yes or no; None if no one said."""
    return _flag(field, text, today) if text else None


def _consent(field: Field, text: str, today: date) -> dict[str, bool]:
    consent = {}
    for name, answer in _pairs(field, text, today).items():
        if name.casefold() not in CONSENT:
            raise UsageError(
                tr("{name!r} isn't one of {consent}.", name=name, consent=", ".join(CONSENT))
            )
        consent[name.casefold()] = _flag(field, answer, today)
    return consent


def _guests(field: Field, text: str, today: date) -> list[dict[str, str]]:
    """Read names, each with who they work for in brackets."""
    guests = []
    for part in _lines(field, text, today):
        named = re.fullmatch(r"(.+?)\s*\((.+)\)", part)
        name, organisation = (named[1], named[2]) if named else (part, "")
        check_name(name)
        guests.append({"name": name} | ({"organisation": organisation} if organisation else {}))
    return guests


READERS: Mapping[str, Callable[[Field, str, date], Any]] = {
    "day": _day,
    "moment": _moment,
    "choice": _one_of,
    "flag": _flag,
    "answer": _answer,
    "number": _number,
    "lines": _lines,
    "addresses": _addresses,
    "pairs": _pairs,
    "words": _words,
    "consent": _consent,
    "guests": _guests,
    "breaks": _breaks,
    "measure": _measure,
}
"""By kind of field, what reads its text; each raises UsageError that says what the field takes."""
