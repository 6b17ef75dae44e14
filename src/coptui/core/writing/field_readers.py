"""What a text in a form means, where no other record has to be looked up. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from coptui.core.model.records import day_of
from coptui.core.model.sentences import cut_too_long, must_be_one_of
from coptui.core.model.text import clean
from coptui.core.model.typed_days import Year, leading_day, parse_when, split_clock
from coptui.core.writing.form_fields import Field
from coptui.errors import UsageError

_PART = re.compile(r'\s*(?:"((?:[^"]|"")*)"\s*(?=,|$)|([^,]*))(?:,|$)')

WORDS = ("excitement", "relevance", "value")
"""The pulse questions, as the record names them."""

CONSENT = ("directory", "photos", "quotes")
"""What a member may consent to, as the record names it."""


def split(text: str) -> list[str]:
    """Return the parts of a text separated by commas, without empty ones.

    A part with a comma in it is in double quotes, and a quote inside these is doubled.
    """
    parts = []
    for found in _PART.finditer(text):
        quoted, plain = found[1], found[2]
        parts.append(clean(plain if quoted is None else quoted.replace('""', '"')))
    return [part for part in parts if part]


def joined(parts: Iterable[str]) -> str:
    """Join parts with commas, as `split` reads them."""
    return ", ".join(
        '"' + part.replace('"', '""') + '"' if "," in part or part.startswith('"') else part
        for part in parts
    )


def _day(field: Field, text: str, today: date) -> str | None:
    return parse_when(text, today, _year(field)).isoformat() if text else None


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
    return parse_when(day, today, _year(field)).isoformat() + (f"T{clock}" if clock else "")


def _one_of(field: Field, text: str, today: date) -> str | None:
    if not text:
        return None
    fits = [choice for choice in field.choices if choice.startswith(text.casefold())]
    exact = [choice for choice in fits if choice == text.casefold()]
    if len(exact or fits) != 1:
        raise UsageError(must_be_one_of(field.label, ", ".join(field.choices)))
    return (exact or fits)[0]


def _flag(field: Field, text: str, today: date) -> bool:
    if text.casefold() not in ("", "y", "yes", "n", "no"):
        raise UsageError(f"{field.label} must be yes or no.")
    return text.casefold() in ("y", "yes")


def _number(field: Field, text: str, today: date) -> int | None:
    if not text:
        return None
    if not re.fullmatch(r"\d{1,4}", text):
        raise UsageError(f"{field.label} must be a number of days.")
    return int(text)


def _lines(field: Field, text: str, today: date) -> list[str]:
    parts = split(text)
    for part in parts:
        if len(part) > field.limit:
            raise UsageError(cut_too_long(part[:20], field.limit))
    return list(dict.fromkeys(parts))


def _pairs(field: Field, text: str, today: date) -> dict[str, str]:
    handles = {}
    for part in split(text):
        service, colon, handle = part.partition(":")
        if not colon or not service.strip() or not handle.strip():
            raise UsageError(f"{part!r} should be like github: ann.")
        service, handle = clean(service), clean(handle)
        if len(handle) > field.limit:
            raise UsageError(cut_too_long(handle[:20], field.limit))
        if service in handles:
            raise UsageError(f"{service} appears twice; keep one.")
        handles[service] = handle
    return handles


def _words(field: Field, text: str, today: date) -> dict[str, str]:
    found = _pairs(field, text, today)
    for name in found:
        if name not in WORDS:
            raise UsageError(f"{name!r} isn't a rating question: {', '.join(WORDS)}.")
    return found


def _breaks(field: Field, text: str, today: date) -> list[dict[str, str]]:
    breaks = []
    for line in filter(None, map(clean, text.split("\n"))):
        first, rest = leading_day(line, today, "nearest")
        last, why = first, rest
        if (to := rest.removeprefix("to ")) != rest:
            last, why = leading_day(to, first)
        if last < first:
            raise UsageError(f"The break {line[:40]!r} ends before it starts.")
        if len(why) > field.limit:
            raise UsageError(cut_too_long(why[:20], field.limit))
        entry = {"from": first.isoformat(), "to": last.isoformat()}
        breaks.append(entry | ({"why": why} if why else {}))
    return breaks


def _measure(field: Field, text: str, today: date) -> dict[str, Any] | None:
    if not text:
        return None
    found = re.fullmatch(r"([+-]?[0-9]+(?:[.,][0-9]+)?)(?:\s+(.*))?", text)
    if found is None or len(found[1]) > 15:
        raise UsageError(f"{field.label} must start with a number: {field.hint}.")
    value, unit = float(found[1].replace(",", ".")), found[2] or ""
    if len(unit) > 120:
        raise UsageError(f"{field.label} is too long: at most 120 characters after the number.")
    return {"value": value} | ({"unit": unit} if unit else {})


def _answer(field: Field, text: str, today: date) -> bool | None:
    """Read yes or no; None if no one said."""
    return _flag(field, text, today) if text else None


def _consent(field: Field, text: str, today: date) -> dict[str, bool]:
    found = {}
    for name, answer in _pairs(field, text, today).items():
        if name not in CONSENT:
            raise UsageError(f"{name!r} isn't one of {', '.join(CONSENT)}.")
        found[name] = _flag(field, answer, today)
    return found


def _guests(field: Field, text: str, today: date) -> list[dict[str, str]]:
    """Read names, each with who they work for in brackets."""
    found = []
    for part in _lines(field, text, today):
        named = re.fullmatch(r"(.+?)\s*\((.+)\)", part)
        name, organisation = (named[1], named[2]) if named else (part, "")
        found.append({"name": name} | ({"organisation": organisation} if organisation else {}))
    return found


READERS: Mapping[str, Callable[[Field, str, date], Any]] = {
    "day": _day,
    "moment": _moment,
    "choice": _one_of,
    "flag": _flag,
    "answer": _answer,
    "number": _number,
    "lines": _lines,
    "pairs": _pairs,
    "words": _words,
    "consent": _consent,
    "guests": _guests,
    "breaks": _breaks,
    "measure": _measure,
}
"""By kind of field, what reads its text; each raises UsageError that says what the field takes."""
