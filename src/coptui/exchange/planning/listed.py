"""A list of people, such as an address book: who is new, and what it knows that we do not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coptui.core.model.groups import groups_of
from coptui.core.model.records import document
from coptui.core.model.text import clean
from coptui.exchange.planning.as_stored import addresses_of
from coptui.exchange.planning.gathering import FIELDS, Gathering
from coptui.exchange.planning.planned import (
    EMPTY,
    Disagreement,
    PlannedPerson,
    cleaned,
    in_words,
    same,
)
from coptui.exchange.tables.found import FoundPerson

_OURS = frozenset({"id", "name", "emails", "notes", "source", "status", "sort_name"})
"""Fields of a member that a list never fills in for someone who is here."""


def take_people(
    gathering: Gathering, people: tuple[FoundPerson, ...], *, own: bool
) -> list[PlannedPerson]:
    """Plan every person of a list, adding or completing their records.

    Anyone who resembles no one here is new if the list is of the community's `own` members.
    """
    rows = []
    for person in people:
        row = gathering.settle(person, listed=own)
        who = gathering.take(row, person, gathering.today, guest=False)
        # Someone new may stand in several rows: what differs in another one is listed.
        if who is not None and (who > 0 or not gathering.is_first_row(row.who, person)):
            _fill(gathering, who, person)
        rows.append(row)
    return rows


def _fill(gathering: Gathering, number: int, person: FoundPerson) -> None:
    """Fill the empty fields of a member from a list; nothing is overwritten."""
    given: dict[str, Any] = {
        name: value
        for name, value in person.fields.items()
        if name in FIELDS and name not in _OURS and value not in EMPTY
    }
    if person.emails:
        given["emails"] = list(addresses_of(person))
    for name, value in given.items():
        member = gathering.member(number)
        ours = document(member).get(name)
        if name == "groups":
            ours = list(groups_of(member, gathering.today))
        value = cleaned(value)
        if value in EMPTY:
            continue
        if isinstance(ours, dict) and isinstance(value, Mapping):
            more = {key: item for key, item in value.items() if key not in ours}
            for key, item in value.items():
                if ours.get(key, item) != item:
                    where = key if name == "more" else f"{name} {key}"
                    _differs(gathering, person, where, ours[key], item)
            if more:
                gathering.set_field(number, person, name, {**ours, **more})
        elif ours in EMPTY:
            gathering.set_field(number, person, name, value)
        elif not same(ours, value):
            _differs(gathering, person, name, ours, value)


def _differs(gathering: Gathering, person: FoundPerson, name: str, ours: Any, theirs: Any) -> None:
    gathering.differences.append(
        Disagreement(
            person.line, clean(person.name), name.replace("_", " "), in_words(ours),
            in_words(theirs),
        )
    )  # fmt: skip
