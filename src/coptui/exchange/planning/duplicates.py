"""People who may stand in the list twice, each pair with its reason and how sure it is."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import combinations
from typing import Literal

import msgspec

from coptui.core.model.community import Community
from coptui.core.model.text import fold
from coptui.exchange.planning.identity import NEARLY, People, people_of
from coptui.exchange.tables.names import forms_of
from coptui.exchange.tables.progress import EVERY, tell

Sure = Literal["sure", "likely", "perhaps"]
ORDER: tuple[Sure, ...] = ("sure", "likely", "perhaps")
MANY = 200
"""A first name or surname that more people share tells nothing."""


class Pair(msgspec.Struct, frozen=True, gc=False):
    """Two members, the older record first, and why they may be one."""

    kept: int
    other: int
    why: str
    sure: Sure


def likely_duplicates(community: Community) -> list[Pair]:
    """Return pairs of members who may be the same person: the likeliest first, then by name.

    Only names that share a first name or a surname are compared letter by letter, so that ten
    thousand people take no more than a second or two.
    """
    members = community.members
    people = people_of(members.values())
    pairs: dict[tuple[int, int], Pair] = {}
    for sure, why, ids in _groups(people):
        for low, high in combinations(sorted(ids), 2):
            known = pairs.get((low, high))
            if known is None or ORDER.index(sure) < ORDER.index(known.sure):
                pairs[low, high] = Pair(low, high, why, sure)
    return sorted(
        pairs.values(),
        key=lambda pair: (ORDER.index(pair.sure), fold(members[pair.kept].name), pair.other),
    )


def _groups(people: People) -> Iterator[tuple[Sure, str, Collection[int]]]:
    """Yield the members who share something: how likely they are one person, why, and their ids."""
    for ids in people.addresses.values():
        yield "sure", "same address", ids
    for ids in people.handles.values():
        yield "sure", "same handle", ids
    for ids in people.phones.values():
        yield "likely", "same phone number", ids
    for ids in people.names.values():
        yield "likely", "same name", ids
    for name, ids in people.aliases.items():
        yield "likely", "known by this name", {*ids, *people.names.get(name, ())}
    yield from _alike(people)


def _alike(people: People) -> Iterator[tuple[Sure, str, Collection[int]]]:
    from rapidfuzz import fuzz

    blocks: dict[tuple[str, str], set[int]] = {}
    names: dict[int, str] = {}
    for number, member in people.members.items():
        forms = forms_of(member.name)
        words = forms[0].split() if forms else []
        if len(words) < 2:
            continue
        names[number] = forms[0]
        blocks.setdefault(("first", words[0]), set()).add(number)
        blocks.setdefault(("last", words[-1]), set()).add(number)
    for place, block in enumerate(blocks.values()):
        if place % EVERY == 0:
            tell("comparing names", place, len(blocks))
        if not 1 < len(block) <= MANY:
            continue
        for one, other in combinations(sorted(block), 2):
            if fuzz.ratio(names[one], names[other]) >= NEARLY:
                yield "perhaps", "nearly the same name", (one, other)
