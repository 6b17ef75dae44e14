"""Rows of a file that share an address or a name but are about several people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, combinations

from msgspec.structs import replace

from coptui.core.model.text import clean, fold
from coptui.exchange.planning.identity import names_of, who_key
from coptui.exchange.planning.planned import PlannedPerson
from coptui.exchange.tables.attendance import contradict
from coptui.exchange.tables.bots import kind_of_name
from coptui.exchange.tables.found import FoundPerson
from coptui.exchange.tables.names import forms_of, may_be_one
from coptui.language import tr

RowKey = tuple[int, str, tuple[str, ...]]
SHARED = tr("one address with several names")
NAME = 60
MOST_WORDS = 7
"""Of a name that is looked through for others."""
ALIKE = tr("same name but different details: perhaps two people")


def row_of(person: FoundPerson) -> RowKey:
    """Return what distinguishes a row of a file from the others."""
    return person.line, person.name, person.emails


def told_apart(people: Iterable[FoundPerson]) -> Mapping[RowKey, tuple[str, str]]:
    """Return the key, and the reason, of each row whose address or name is that of several people.

    An address with names that can't be one person's is shared; a name with other telephones,
    organisations or handles is several people's.
    """
    by_key: dict[str, list[FoundPerson]] = {}
    for person in people:
        by_key.setdefault(who_key(person), []).append(person)
    keys: dict[RowKey, tuple[str, str]] = {}
    for key, rows in by_key.items():
        if len(rows) < 2:
            continue
        groups = _in_groups(rows)
        if len(groups) < 2:
            continue
        for group in groups:
            named = next((each for each in group if each.name), group[0])
            why = SHARED if named.emails else ALIKE
            own = fold(named.name) if named.emails else f"line {group[0].line}"
            keys |= {row_of(person): (f"{key} {own}".strip(), why) for person in group}
    return keys


def alike(people: Iterable[tuple[str, FoundPerson]]) -> Mapping[str, str]:
    """Return the keys, of those that come with people, of whoever's name may be that of someone else in the file, with the reason.

    It has the same words in another order, or the whole other name in it: `Lind Nora`, `Ida Holt @
    Harbour`. Two addresses tell two people.
    """
    named: dict[frozenset[str], tuple[str, FoundPerson]] = {}
    words_of: dict[str, tuple[frozenset[str], FoundPerson]] = {}
    said: dict[str, str] = {}
    for key, person in people:
        words = frozenset(re.findall(r"\w+", _plain(person.name)))
        if key in words_of or len(words) < 2 or kind_of_name(person.name) != "person":
            continue
        words_of[key] = words, person
        first_key, first = named.setdefault(words, (key, person))
        if first_key != key and not (first.emails and person.emails):
            said[key] = _perhaps(first)
    for key, (words, person) in words_of.items():
        if not 2 < len(words) <= MOST_WORDS:
            continue
        parts = chain.from_iterable(combinations(sorted(words), n) for n in range(2, len(words)))
        for part in parts:
            _, other = named.get(frozenset(part), ("", person))
            if other is not person and not (other.emails and person.emails):
                said.setdefault(key, _perhaps(other))
    return said


def with_namesakes(rows: Sequence[PlannedPerson]) -> list[PlannedPerson]:
    """Return the rows, with a hint on whoever is new and has the name of someone else who is new."""
    lines: dict[str, dict[str, int]] = {}
    for row in rows:
        if row.state == "new" and kind_of_name(row.name) == "person":
            lines.setdefault(_plain(row.name), {}).setdefault(row.who, row.line)
    hinted = []
    for row in rows:
        of_name = lines.get(_plain(row.name), {}) if row.state == "new" else {}
        other = next((line for who, line in of_name.items() if who != row.who), None)
        if other is not None and row.who in of_name:
            why = tr("line {line} has the same name: perhaps the same person", line=other)
            row = replace(row, why=why, namesake=other)
        hinted.append(row)
    return hinted


def _perhaps(other: FoundPerson) -> str:
    return tr(
        "perhaps the same person as {name}, who is also in this file", name=clean(other.name, NAME)
    )


def _plain(name: str) -> str:
    forms = forms_of(name)
    return forms[0] if forms else ""


def _in_groups(rows: Iterable[FoundPerson]) -> list[list[FoundPerson]]:
    """Return the rows in groups without contradictions; compare with every row, as the first may say too little."""
    groups: list[dict[str, list[FoundPerson]]] = []
    for person in rows:
        told = repr((person.name, person.emails, person.fields))
        for group in groups:
            if told in group or all(_may_be(person, same[0]) for same in group.values()):
                break
        else:
            groups.append(group := {})
        group.setdefault(told, []).append(person)
    return [list(chain.from_iterable(group.values())) for group in groups]


def _may_be(first: FoundPerson, second: FoundPerson) -> bool:
    if not (first.emails and second.emails):
        return not contradict(first.fields, second.fields)
    if "person" not in (kind_of_name(first.name), kind_of_name(second.name)):
        return True
    return any(
        may_be_one(one, other) for one in names_of(first) for other in names_of(second)
    ) or not (first.name and second.name)
