"""vCard 2.1, 3.0 and 4.0: address books, one card a person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from coptui.core.model.text import clean
from coptui.core.model.zones import zone
from coptui.exchange.tables.addresses import addresses_in
from coptui.exchange.tables.components import Component, components
from coptui.exchange.tables.dates import Dates
from coptui.exchange.tables.found import Found, FoundPerson, Hints, Skipped
from coptui.exchange.tables.further import POSITION, TEXT
from coptui.exchange.tables.people import merged

# The library ends a text at a comma that its program did not escape.
_TEXTS = re.compile(r"(?:[\w-]+\.)?(?:FN|NOTE|TEL|EMAIL)[;:]", re.IGNORECASE)
_COMMA = re.compile(r"(?<!\\),")
# Large, and nothing to us.
_PICTURES = re.compile(r"(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY|AGENT)[;:]", re.IGNORECASE)


def read(text: str, hints: Hints) -> Found:
    """Return a person for each card; notes only if `hints.notes` asks for them."""
    people: list[FoundPerson] = []
    skipped: list[Skipped] = []
    dates = Dates((), hints)
    for card in components(text, "VCARD"):
        card = replace(card, lines=tuple(_without_pictures(card.lines)))
        if card.is_endless:
            skipped.append(Skipped(card.line, _first_line(card), "a card that is far too long"))
            continue
        try:
            values = _values(card)
        except Exception:
            # The library raises whatever its parts do; the other cards are as good as before.
            skipped.append(Skipped(card.line, _first_line(card), "a card that cannot be read"))
            continue
        if _one(values, "kind").casefold() in ("group", "org", "location"):
            skipped.append(Skipped(card.line, _one(values, "fn"), "a group or place, no person"))
            continue
        person = _person(card.line, values, dates, hints)
        if person is None:
            skipped.append(Skipped(card.line, _first_line(card), "neither a name nor an address"))
        else:
            people.append(person)
    return Found("vCard", "people", people=merged(people), skipped=tuple(skipped))


def _without_pictures(lines: Iterable[str]) -> Iterator[str]:
    kept = True
    for line in lines:
        if line[:1] not in (" ", "\t"):
            kept = not _PICTURES.match(line)
        if kept:
            yield line


def _values(card: Component) -> dict[str, list[Any]]:
    import vobject

    lines, text = [], False
    for line in card.lines:
        head, rest = "", line
        if line[:1] not in (" ", "\t"):
            text = bool(_TEXTS.match(line))
            head, rest = line[: line.find(":") + 1], line[line.find(":") + 1 :]
        if text:
            line = head + _COMMA.sub(r"\\,", rest)
        if line.strip():
            lines.append(line)
    parsed = vobject.readOne("\r\n".join(lines) + "\r\n", allowQP=True)
    return {name: [one.value for one in found] for name, found in parsed.contents.items()}


def _person(
    line: int, values: dict[str, list[Any]], dates: Dates, hints: Hints
) -> FoundPerson | None:
    name = _one(values, "fn") or _of_parts(values)
    emails = tuple(
        dict.fromkeys(one for value in values.get("email", ()) for one in addresses_in(str(value)))
    )
    if not name and not emails:
        return None
    units = [str(part).strip() for part in _flat(values.get("org", [])[:1])]
    place = next(iter(values.get("adr", [])), None)
    fields: dict[str, Any] = {
        "organisation": units[0] if units else "",
        "unit": " / ".join(filter(None, units[1:])),
        "phone": _one(values, "tel").removeprefix("tel:"),
        "location": _text(getattr(place, "city", "")),
        "time_zone": tz if zone(tz := _one(values, "tz")) is not None else "",
        "aliases": _flat(values.get("nickname", [])),
        "tags": [*dict.fromkeys(_flat(values.get("categories", [])))],
        "joined_on": dates.day(_one(values, "x-coptui-joined")),
    }
    if title := clean(_one(values, "title") or _one(values, "role"), TEXT):
        fields["more"] = {POSITION: title}
    if hints.notes and (note := _one(values, "note")):
        fields["notes"] = [{"text": note}]
    return FoundPerson(line, name, emails, {key: value for key, value in fields.items() if value})


def _of_parts(values: dict[str, list[Any]]) -> str:
    """Return the name of a card that gives it in parts only, as 2.1 does: `N:Hopper;Grace`."""
    for value in values.get("n", ()):
        parts = [getattr(value, part, "") for part in ("given", "additional", "family")]
        return " ".join(filter(None, map(_text, parts)))
    return ""


def _one(values: dict[str, list[Any]], name: str) -> str:
    return next((text for value in values.get(name, ()) if (text := _text(value))), "")


def _text(value: Any) -> str:
    if isinstance(value, list | tuple):
        return " ".join(filter(None, map(_text, value)))
    return " ".join(value.split()) if isinstance(value, str) else ""


def _flat(values: list[Any]) -> list[str]:
    found: list[str] = []
    for value in values:
        parts = value if isinstance(value, list | tuple) else str(value).split(",")
        found += [text for part in parts if (text := _text(part))]
    return found


def _first_line(card: Component) -> str:
    shown = next((line for line in card.lines if line.upper().startswith(("FN", "N", "EMAIL"))), "")
    return shown[:200]
