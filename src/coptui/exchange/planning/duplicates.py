"""People who may be listed twice, each pair with its reason and how sure it is."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import combinations, product, repeat
from typing import Literal

import msgspec

from coptui.core.model.community import Community
from coptui.core.model.records import Member
from coptui.core.model.text import fold
from coptui.exchange.planning.identity import People, address_key, name_in, people_of
from coptui.exchange.planning.likeness import (
    LIKE_ADDRESS,
    ONLY_BEARER,
    OTHER_SCRIPT,
    in_other_scripts,
    likeness,
)
from coptui.exchange.tables.names import may_be_one
from coptui.exchange.tables.progress import EVERY, tell
from coptui.language import tr

Sure = Literal["sure", "likely", "perhaps"]
ORDER: tuple[Sure, ...] = ("sure", "likely", "perhaps")
MANY = 200
"""A first name or surname that more people share tells nothing; of more who share anything else,
each is paired with the oldest record alone."""


class LikelyDuplicate(msgspec.Struct, frozen=True, gc=False):
    """Two members, the older record first, and why they may be one."""

    kept: int
    other: int
    why: str
    sure: Sure


def likely_duplicates(community: Community) -> list[LikelyDuplicate]:
    """Return pairs of members who may be the same person: the likeliest first, then by name.

    Sure is only what belongs to one person: an address or a handle, and no sign against it. Only
    names that share a first name or a surname are compared letter by letter, so that ten thousand
    people take no more than a second or two.
    """
    members = community.members
    people = people_of(members.values())
    pairs: dict[tuple[int, int], LikelyDuplicate] = {}
    for sure, why, ids in _groups(people):
        for low, high in _pairs(ids):
            held = _held_back(sure, members[low], members[high])
            known = pairs.get((low, high))
            if known is None or ORDER.index(held) < ORDER.index(known.sure):
                pairs[low, high] = LikelyDuplicate(low, high, why, held)
    return sorted(
        pairs.values(),
        key=lambda pair: (ORDER.index(pair.sure), fold(members[pair.kept].name), pair.other),
    )


def _pairs(ids: Collection[int]) -> Iterator[tuple[int, int]]:
    """Yield each two of those who share something, the older record first."""
    in_order = sorted(ids)
    yield from (
        combinations(in_order, 2) if len(ids) <= MANY else zip(repeat(in_order[0]), in_order[1:])
    )


def _held_back(sure: Sure, one: Member, other: Member) -> Sure:
    """Return how sure it is in view of what speaks against it: addresses that differ, or names that
    cannot be one person's."""
    theirs = {address_key(address) for address in other.emails}
    differ = one.emails and theirs and theirs.isdisjoint(map(address_key, one.emails))
    names = [(one, also) for one in _names(one) for also in _names(other)]
    return "perhaps" if differ or not any(may_be_one(*pair) for pair in names) else sure


def _names(member: Member) -> tuple[str, ...]:
    return (member.name, *member.aliases)


def _groups(people: People) -> Iterator[tuple[Sure, str, Collection[int]]]:
    """Yield the members who share something: how likely they are one person, why, and their ids."""
    for ids in people.addresses.values():
        yield "sure", tr("same address"), ids
    for ids in people.handles.values():
        yield "sure", tr("same user name in another program"), ids
    for ids in people.phones.values():
        yield "likely", tr("same phone number"), ids
    for ids in people.names.values():
        yield "likely", tr("same name"), ids
    for name, ids in people.aliases.items():
        yield "likely", tr("also goes by this name"), {*ids, *people.names.get(name, ())}
    yield from _like_an_address(people)
    yield from _in_another_script(people)
    yield from _alike(people)


def _like_an_address(people: People) -> Iterator[tuple[Sure, str, Collection[int]]]:
    for address, ids in people.addresses.items():
        for named in people.names.get(name_in(address), ()):
            for owner in ids:
                yield "perhaps", LIKE_ADDRESS, {owner, named}


def _in_another_script(people: People) -> Iterator[tuple[Sure, str, Collection[int]]]:
    if all(name.isascii() for name in people.names):
        return
    for named in people.sounds.values():
        if not 1 < len(named) <= MANY:
            continue
        for (one, whose), (other, whose_other) in combinations(named, 2):
            if in_other_scripts(one, other):
                yield "perhaps", OTHER_SCRIPT, {whose, whose_other}


def _alike(people: People) -> Iterator[tuple[Sure, str, Collection[int]]]:
    blocks: dict[tuple[str, str], set[str]] = {}
    for name in people.names:
        words = name.split()
        for key in ("first", words[0]), ("last", words[-1]), ("all", " ".join(sorted(words))):
            blocks.setdefault(key, set()).add(name)
    for place, block in enumerate(blocks.values()):
        if place % EVERY == 0:
            tell(tr("comparing names"), place, len(blocks))
        if not 1 < len(block) <= MANY:
            continue
        for one, other in combinations(sorted(block), 2):
            why = _why(people, one, other)
            if why:
                bearers, also = people.names[one], people.names[other]
                if len(bearers) * len(also) > MANY:
                    bearers, also = (min(bearers),), (min(also),)
                for pair in product(bearers, also):
                    yield "perhaps", why, {*pair}


def _why(people: People, form: str, known: str) -> str:
    """Return why two names may be one person's; "" if many people could be meant by them."""
    alike = likeness(form, known)
    if alike is None or alike.shares == "surname":
        return ""
    if alike.shares == "first name":
        return ONLY_BEARER if len(people.bearers.get(form.split()[0], ())) == 1 else ""
    return alike.why
