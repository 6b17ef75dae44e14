"""vCard 2.1, 3.0 and 4.0: address books, one card a person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from coptui.core.model.text import clean
from coptui.core.model.zones import zone
from coptui.exchange.tables.addresses import addresses_in
from coptui.exchange.tables.components import Component, components, properties_of
from coptui.exchange.tables.dates import Dates
from coptui.exchange.tables.found import Found, FoundPerson, Hints, Skipped
from coptui.exchange.tables.further import POSITION, TEXT
from coptui.exchange.tables.people import merged, own_groups
from coptui.exchange.tables.unplaced import UnreadCells
from coptui.language import tr

# The library ends a text at a comma that its program did not escape.
_TEXTS = re.compile(r"(?:[\w-]+\.)?(?:FN|NOTE|TEL|EMAIL)[;:]", re.IGNORECASE)
_COMMA = re.compile(r"(?<!\\),")
_TAKEN = re.compile(
    r"(?:[\w-]+\.)?(?:BEGIN|END|VERSION|FN|N|NICKNAME|EMAIL|TEL|ORG|TITLE|ROLE|ADR|TZ|CATEGORIES|NOTE|KIND|X-COPTUI-JOINED"
    r"|X-ADDRESSBOOKSERVER-KIND|X-ABSHOWAS)[;:]",
    re.IGNORECASE,
)
"""The properties that say something here; whatever else a card holds, it can't spoil it."""


def read(text: str, hints: Hints) -> Found:
    """Return a person for each card; notes only if `hints.notes` asks for them."""
    people: list[FoundPerson] = []
    skipped: list[Skipped] = []
    dates, unread_cells = Dates((), hints), UnreadCells(kept=True)
    for card in components(text, "VCARD"):
        card = replace(card, lines=tuple(_taken(card.lines)))
        if card.is_endless:
            skipped.append(Skipped(card.line, _first_line(card), tr("a card that is far too long")))
            continue
        values, unread = _values_or_those_that_can_be_read(card)
        if unread:
            skipped.append(Skipped(card.line, unread, tr("a line of a card that cannot be read")))
        if _is_no_person(values):
            reason = tr("a group, company or place, not a person")
            skipped.append(Skipped(card.line, _one(values, "fn"), reason))
            continue
        person = _person(card.line, values, dates, hints, unread_cells)
        if person is None:
            skipped.append(
                Skipped(card.line, _first_line(card), tr("neither a name nor an address"))
            )
        else:
            people.append(person)
    return Found(
        "vCard", "people", people=merged(people), skipped=tuple(skipped), notes=unread_cells.notes
    )


def _taken(lines: Iterable[str]) -> Iterator[str]:
    kept = going_on = False
    for line in lines:
        if line[:1] not in (" ", "\t") and not going_on:
            kept = bool(_TAKEN.match(line))
        # In 2.1 a quoted-printable line goes on behind a `=`.
        quoted = "QUOTED-PRINTABLE" in line.upper() or going_on
        going_on = quoted and line.endswith("=")
        if kept and line.strip():
            yield line


def _values_or_those_that_can_be_read(card: Component) -> tuple[dict[str, list[Any]], str]:
    """Return the properties of a card, and the first line that can't be read, if one can't.

    The library raises whatever its parts do; one odd property drops no other.
    """
    try:
        return _values(card.lines), ""
    except Exception:
        values: dict[str, list[Any]] = {}
        unread = ""
    version = next(
        (line for line in card.lines if line.upper().startswith("VERSION")), "VERSION:3.0"
    )
    for lines in properties_of(card.lines):
        try:
            one = _values(("BEGIN:VCARD", version, *lines, "END:VCARD"))
        except Exception:
            unread = unread or lines[0][:200]
            continue
        for name, found in one.items():
            if name != "version":
                values.setdefault(name, []).extend(found)
    return values, unread


def _values(card: Sequence[str]) -> dict[str, list[Any]]:
    import vobject

    lines, text = [], False
    for line in card:
        head, rest = "", line
        if line[:1] not in (" ", "\t"):
            text = bool(_TEXTS.match(line))
            head, rest = line[: line.find(":") + 1], line[line.find(":") + 1 :]
        if text:
            line = head + _COMMA.sub(r"\\,", rest)
        lines.append(line)
    parsed = vobject.readOne("\r\n".join(lines) + "\r\n", allowQP=True)
    return {name: [one.value for one in found] for name, found in parsed.contents.items()}


def _is_no_person(values: dict[str, list[Any]]) -> bool:
    kinds = {_one(values, head).casefold() for head in ("kind", "x-addressbookserver-kind")}
    return bool(kinds & {"group", "org", "location"}) or _one(values, "x-abshowas") == "COMPANY"


def _person(
    line: int, values: dict[str, list[Any]], dates: Dates, hints: Hints, unread: UnreadCells
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
        "tags": own_groups(dict.fromkeys(_flat(values.get("categories", [])))),
        "joined_on": dates.day(_one(values, "x-coptui-joined")),
    }
    kept: dict[str, str] = {}
    for text in filter(None, (_text(value) for value in values.get("email", ()))):
        if not addresses_in(text):
            unread.of("EMAIL", text, kept)
    for head, field in (("tz", "time_zone"), ("x-coptui-joined", "joined_on")):
        if (text := _one(values, head)) and not fields[field]:
            unread.of(head.upper(), text, kept)
    if kept:
        fields["more"] = kept
    if title := clean(_one(values, "title") or _one(values, "role"), TEXT):
        fields["more"] = {**kept, POSITION: title}
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
