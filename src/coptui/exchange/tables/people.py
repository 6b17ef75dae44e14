"""A person from the cells of a row, and the rows of a list combined by person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from coptui.core.model.entry import entries_of
from coptui.core.model.records import Member
from coptui.core.model.text import clean, fold
from coptui.exchange.tables.addresses import (
    addresses_in,
    name_beside,
    own_addresses,
    sends_for_others,
)
from coptui.exchange.tables.dates import Dates
from coptui.exchange.tables.found import FoundPerson
from coptui.exchange.tables.further import POSITION, TEXT, keep_text
from coptui.exchange.tables.headings import FILLED
from coptui.exchange.tables.kinds import kind_of
from coptui.exchange.tables.moments import day_of_number
from coptui.language import tr

FIELDS = entries_of(Member)
JOINED_PARTS = ("join year", "join month", "join day")
NOBODY = tr("neither a name nor an address")
OF_A_PROGRAM = tr("only an address used by programs")
_MANY = re.compile(r"\s*(?::::|;|,|\n|\|)\s*")
_CONTACTS = re.compile(r"[;,|\n]| / ")
_NUMBERED = ("meetup", "linkedin")
"""Services whose handles are numbers or links, and no names."""
_EAST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")


def many(text: str) -> list[str]:
    """Split a cell at `;`, `,`, `|` or ` ::: `, without quotation marks around its parts."""
    parts = (part.strip().strip('"') for part in _MANY.split(text.strip().strip("[]")))
    return [*dict.fromkeys(part for part in parts if part)]


def own_groups(groups: Iterable[str]) -> list[str]:
    """Return the groups that someone made; those an address book makes say nothing about a person."""
    named = (group.removeprefix("* ") for group in groups)
    return [name for name in named if name.casefold().replace(" ", "") not in _EVERY_BOOKS]


_EVERY_BOOKS = frozenset(("mycontacts", "starred", "friends"))


def whole_name(name: str, first: str, last: str, middle: str = "") -> str:
    """Return the name of someone whose row gives it whole, in parts, or both.

    `Ida` beside the parts Ida and Holt is Ida Holt. Names in Chinese, Japanese or Korean letters
    have the surname first.
    """
    if _EAST.fullmatch(first) and _EAST.fullmatch(last):
        parts = f"{last} {first}"
    else:
        parts = " ".join(filter(None, (first, middle, last)))
    if not name:
        return parts
    words, known = fold(name).split(), fold(parts).split()
    if first and last and sorted(words) == sorted(known):
        return parts
    return parts if first and last and len(words) == 1 and words[0] in known else name


def person_of(
    line: int, cells: Mapping[str, Sequence[str]], dates: Dates, service: str = "", **more: Any
) -> FoundPerson | None:
    """Return the person described by cells, given by meaning; None without a name or an address.

    `more` are further fields of a member, and `service` is whose their handle is. Addresses from
    which programs write are no one's.
    """

    cells = _where_they_belong(cells)

    def first(meaning: str) -> str:
        return next((cell for cell in cells.get(meaning, ()) if cell), "")

    name = whole_name(first("name"), first("first name"), first("last name"), first("middle name"))
    emails = own_addresses(*cells.get("email", ()))
    if addresses_in(name):
        emails = emails or own_addresses(name)
        name = name_beside(name)
    handle = first("handle").removeprefix("user ").strip() if service else ""
    if not name and handle and service not in _NUMBERED:
        name = first("alias") or handle.removeprefix("@")
    if not name and not emails:
        return None
    fields: dict[str, Any] = {}
    numbers = [first(part).zfill(2) for part in JOINED_PARTS if first(part)]
    said = first("joined") or ("-".join(numbers) if len(numbers) == len(JOINED_PARTS) else "")
    if joined := dates.day(said) or day_of_number(said):
        fields["joined_on"] = joined
    for field, each in FILLED.items():
        if each.holds_many:
            if parts := [part for cell in cells.get(field, ()) for part in many(cell)]:
                fields[field] = [*dict.fromkeys(parts)]
        elif text := first(field):
            fields[field] = text
    if handle and (service != "linkedin" or handle.startswith("http")):
        fields["handles"] = {service: handle if service == "linkedin" else handle.removeprefix("@")}
    if (alias := first("alias")) and fold(alias) not in (fold(name), fold(handle)):
        fields["aliases"] = [alias]
    if title := clean(first("position")[: 4 * TEXT], TEXT):
        more["more"] = {**more.get("more", {}), POSITION: title}
    fields |= {key: value for key, value in more.items() if value}
    fields = {key: value for key, value in fields.items() if value}
    return FoundPerson(line=line, name=name, emails=emails, fields=fields)


def _where_they_belong(cells: Mapping[str, Sequence[str]]) -> Mapping[str, Sequence[str]]:
    """Return the cells with telephone numbers among the addresses as numbers, and the reverse."""
    mails, phones = cells.get("email", ()), cells.get("phone", ())
    numbers = [
        part
        for cell in mails
        for part in _CONTACTS.split(cell[:200])
        if "@" not in part and kind_of(part.strip()) == "phone"
    ]
    addresses = [cell for cell in phones if addresses_in(cell)]
    # Words such as `see office` are no number, though the field would hold them.
    dialled = [cell for cell in phones if any(map(str.isdigit, cell)) and cell not in addresses]
    if not numbers and len(dialled) == len(phones):
        return cells
    return {
        **cells,
        "email": [*mails, *addresses],
        "phone": [*dialled, *map(str.strip, numbers)],
    }


def merged(people: Iterable[FoundPerson]) -> tuple[FoundPerson, ...]:
    """Combine the rows of a list that share an address and a name, or a name without an address."""
    kept: dict[object, FoundPerson] = {}
    for person in people:
        key: object = (
            (fold(person.name), person.emails[0].casefold())
            if person.emails
            else (fold(person.name), repr(person.fields))
        )
        if person.emails and key not in kept:
            # A row with only the address belongs to the row that has the name as well.
            bare = ("", person.emails[0].casefold())
            if bare in kept:
                kept[key] = kept.pop(bare)
        before = kept.get(key)
        kept[key] = person if before is None else _both(before, person)
    return tuple(sorted(kept.values(), key=lambda one: one.line))


def _both(first: FoundPerson, second: FoundPerson) -> FoundPerson:
    """Return two rows of one person as one: where they differ, the second stays as text."""
    fields = {**second.fields, **first.fields}
    more = dict(first.fields.get("more", {}))
    for field, value in second.fields.items():
        ours = fields[field]
        if field == "more":
            continue
        if isinstance(ours, list):
            fields[field] = [*ours, *(item for item in value if item not in ours)]
        elif isinstance(ours, dict):
            fields[field] = {**value, **ours}
            value = ", ".join(
                str(item) for key, item in value.items() if ours.get(key, item) != item
            )
            keep_text(more, FIELDS[field].entry.label or field, value)
        elif value != ours:
            keep_text(more, FIELDS[field].entry.label or field, str(value))
    for head, text in second.fields.get("more", {}).items():
        keep_text(more, head, text)
    return replace(
        first,
        name=first.name or second.name,
        emails=tuple(dict.fromkeys((*first.emails, *second.emails))),
        fields={**fields, "more": more} if more else fields,
    )


__all__ = [
    "NOBODY",
    "OF_A_PROGRAM",
    "many",
    "merged",
    "own_groups",
    "person_of",
    "sends_for_others",
    "whole_name",
]
