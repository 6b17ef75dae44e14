"""The name and addresses of someone in a file, as their record stores them."""

from __future__ import annotations

from coptui.core.model.text import clean
from coptui.exchange.planning.identity import address_key
from coptui.exchange.tables.found import FoundPerson
from coptui.exchange.tables.names import plain_name

NAME, ADDRESS, LINE = 120, 254, 500
"""The most letters of a name, of an address, and of a line of text."""


def addresses_of(*people: FoundPerson) -> tuple[str, ...]:
    """Return someone's addresses as they are stored, each once however it is written."""
    found: dict[str, str] = {}
    for person in people:
        for email in person.emails:
            if text := clean(email, ADDRESS):
                found.setdefault(address_key(text), text)
    return tuple(found.values())


def name_of(person: FoundPerson) -> str:
    """Return someone's name as it is stored; without one, what their address begins with."""
    name = clean(plain_name(person.name), NAME)
    if name:
        return name
    return clean(person.emails[0].split("@")[0] if person.emails else person.name, NAME)
