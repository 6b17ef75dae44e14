"""Who is meant by a name or an address in a file of another program.

Certain is only: the same address, a name that a file gave them before, the same handle, or the same
name once decorations are off. All else is a suggestion that someone has to take. Where two members
fit equally well, no one is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import msgspec

from coptui.core.model.by_name import stands_in
from coptui.core.model.counting import counted
from coptui.core.model.records import Member
from coptui.core.model.text import fold
from coptui.exchange.planning.likeness import (
    LIKE_ADDRESS,
    NEARLY,
    ONLY_BEARER,
    OTHER_SCRIPT,
    Likeness,
    in_other_scripts,
    likeness,
    sounds,
)
from coptui.exchange.tables.bots import kind_of_name
from coptui.exchange.tables.found import FoundPerson
from coptui.exchange.tables.names import forms_of, may_be_one
from coptui.language import tr

K = TypeVar("K")
V = TypeVar("V")

SUGGESTED = 3
"""At most this many members are suggested for a name."""


class PossibleMember(msgspec.Struct, frozen=True, gc=False):
    """A member who may be meant, and why, in words.

    `likely`: more than a common first name or surname speaks for them.
    """

    member: int
    why: str
    likely: bool = True


class PersonMatch(msgspec.Struct, frozen=True, gc=False):
    """The member who is meant, or None and `suggestions`, the likeliest first.

    `ambiguous`: several fit equally well. `why` says what fits, or why no one does. `by_name`: a name
    fits, and nothing else is known of them.
    """

    member: int | None
    why: str
    suggestions: tuple[PossibleMember, ...] = ()
    ambiguous: bool = False
    by_name: bool = False


@dataclass(frozen=True)
class People:
    """The members by everything that names them: folded text to ids.

    `words` maps a word to the names and aliases that contain it.
    """

    members: Mapping[int, Member]
    addresses: Mapping[str, tuple[int, ...]]
    aliases: Mapping[str, tuple[int, ...]]
    handles: Mapping[tuple[str, str], tuple[int, ...]]
    names: Mapping[str, tuple[int, ...]]
    phones: Mapping[str, tuple[int, ...]]
    domains: Mapping[str, tuple[int, ...]]
    words: Mapping[str, tuple[str, ...]]

    @cached_property
    def bearers(self) -> Mapping[str, frozenset[int]]:
        """Return who has a first name together with another one."""
        firsts: dict[str, set[int]] = {}
        for name, ids in self.names.items():
            first, _, rest = name.partition(" ")
            if rest:
                firsts.setdefault(first, set()).update(ids)
        return {first: frozenset(ids) for first, ids in firsts.items()}

    @cached_property
    def sounds(self) -> Mapping[str, tuple[tuple[str, int], ...]]:
        """Return names that sound alike in Latin letters, and whose they are."""
        heard: dict[str, set[tuple[str, int]]] = {}
        for name, ids in self.names.items():
            for sound in sounds(name):
                heard.setdefault(sound, set()).update((name, member) for member in ids)
        return {sound: tuple(sorted(named)) for sound, named in heard.items()}


def people_of(members: Iterable[Member]) -> People:
    """Index the members so that people of a file can be matched with them."""
    kept = {member.id: member for member in members}
    addresses: dict[str, set[int]] = {}
    aliases: dict[str, set[int]] = {}
    handles: dict[tuple[str, str], set[int]] = {}
    names: dict[str, set[int]] = {}
    phones: dict[str, set[int]] = {}
    domains: dict[str, set[int]] = {}
    for number, member in kept.items():
        if stands_in(member):
            continue
        for address in member.emails:
            addresses.setdefault(address_key(address), set()).add(number)
            if domain := _domain(address):
                domains.setdefault(domain, set()).add(number)
        for alias in member.aliases:
            aliases.setdefault(fold(alias), set()).add(number)
        for service, handle in member.handles.items():
            handles.setdefault((fold(service), _handle(handle)), set()).add(number)
        for form in forms_of(member.name):
            names.setdefault(form, set()).add(number)
        if digits := _digits(member.phone):
            phones.setdefault(digits, set()).add(number)
    words: dict[str, set[str]] = {}
    for known in (*names, *aliases):
        for word in known.split():
            words.setdefault(word, set()).add(known)
    return People(
        kept, _frozen(addresses), _frozen(aliases), _frozen(handles), _frozen(names),
        _frozen(phones), _frozen(domains), _frozen(words),
    )  # fmt: skip


def who_is(people: People, person: FoundPerson) -> PersonMatch:
    """Match a person of a file by address, alias, handle, then name; else suggest members."""
    forms = tuple(dict.fromkeys(form for name in names_of(person) for form in forms_of(name)))
    named = frozenset().union(*(people.names.get(form, ()) for form in forms))
    addressed, handled = _by_address(people, person), _by_handle(people, person)
    also = _by_alias(people, person)
    # Someone's own name is as good as another's alias.
    called = also | named if also else also
    contradicted = {member for member in addressed if _contradicts(people.members[member], person)}
    if contradicted != addressed:
        addressed -= contradicted
    elif len(contradicted) == 1 and not (called or handled or named):
        (member,) = contradicted
        known = PossibleMember(member, _with_sign(people.members[member], tr("same address")))
        return PersonMatch(None, tr("someone else here has this address"), (known,))
    for why, fits, others in (
        (tr("same address"), addressed, (handled, called, named)),
        (tr("also goes by this name"), called, (handled,)),
        (tr("same user name in another program"), handled, (called, named)),
        (tr("same name"), named, ()),
    ):
        if not fits:
            continue
        # What two people share is told apart by what else is known of them.
        for certain in (fits, *(fits & other for other in others)):
            if len(certain) == 1:
                return PersonMatch(next(iter(certain)), why, by_name=fits is named)
        in_order = sorted(fits, key=lambda member: (fold(people.members[member].name), member))
        offered = tuple(
            PossibleMember(member, _with_sign(people.members[member], why))
            for member in in_order[:SUGGESTED]
        )
        return PersonMatch(
            None,
            counted(
                len(fits),
                "{count} person here matches: {why}",
                "{count} people here match: {why}",
                why=why,
            ),
            offered,
            ambiguous=True,
        )
    return PersonMatch(None, tr("no one here has this name"), _suggestions(people, person, forms))


def _contradicts(member: Member, person: FoundPerson) -> bool:
    """Return whether a file gives someone's address to a name that can't be theirs."""
    if not person.name or kind_of_name(person.name) != "person":
        return False
    known = (member.name, *member.aliases)
    return not any(may_be_one(one, name) for one in known for name in names_of(person))


def who_key(person: FoundPerson) -> str:
    """Return a person's key throughout a file: their address, else their folded plain name."""
    for address in person.emails:
        if address.strip():
            return address_key(address)
    return "|".join(forms_of(person.name)) or fold(person.name) or f"line {person.line}"


def names_of(person: FoundPerson) -> tuple[str, ...]:
    """Return every name the file gives someone, such as the one before they renamed themselves."""
    also = person.fields.get("aliases") or ()
    more = [str(alias) for alias in also] if isinstance(also, list | tuple) else [str(also)]
    return tuple(filter(None, (person.name, *more)))


def address_key(address: str) -> str:
    """Return an address in the form in which addresses are compared."""
    return address.strip().removeprefix("mailto:").casefold()


def name_in(address: str) -> str:
    """Return the folded name that an address may be made of: `lena voss` of `lena.voss@x.org`."""
    return fold(re.sub(r"[._+\d-]+", " ", address.split("@")[0]))


def _by_address(people: People, person: FoundPerson) -> frozenset[int]:
    keys = {address_key(address) for address in person.emails}
    return frozenset().union(*(people.addresses.get(key, ()) for key in keys if key))


def _by_alias(people: People, person: FoundPerson) -> frozenset[int]:
    names = names_of(person)
    keys = {
        *map(fold, (*names, *person.emails)),
        *(form for name in names for form in forms_of(name)),
    }
    keys.discard("")
    return frozenset().union(*(people.aliases.get(key, ()) for key in keys))


def _by_handle(people: People, person: FoundPerson) -> frozenset[int]:
    given = person.fields.get("handles")
    if not isinstance(given, Mapping):
        return frozenset()
    keys = {(fold(str(service)), _handle(str(handle))) for service, handle in given.items()}
    return frozenset().union(*(people.handles.get(key, ()) for key in keys if key[1]))


def _suggestions(
    people: People, person: FoundPerson, forms: tuple[str, ...]
) -> tuple[PossibleMember, ...]:
    """Return the members someone may be, the likeliest first, each with the reason."""
    scored: dict[int, tuple[float, str]] = {}

    def offer(member: int, score: float, why: str) -> None:
        if score > scored.get(member, (0.0, ""))[0]:
            scored[member] = (score, why)

    digits = _digits(person.name) or _digits(str(person.fields.get("phone", "")))
    for member in people.phones.get(digits, ()) if digits else ():
        offer(member, 99, tr("same phone number"))
    for address in person.emails:
        for member in people.names.get(name_in(address), ()):
            offer(member, 95, LIKE_ADDRESS)
    for form in forms:
        _offer_alike(people, form, offer)
    shared = {
        member
        for address in person.emails
        if (domain := _domain(address)) and domain not in _ANYBODYS
        for member in people.domains.get(domain, ())
    }
    ranked = sorted(
        scored.items(),
        key=lambda item: (
            -item[1][0] - 5 * (item[0] in shared),
            fold(people.members[item[0]].name),
            item[0],
        ),
    )
    return tuple(
        PossibleMember(member, _with_sign(people.members[member], why))
        for member, (_, why) in ranked[:SUGGESTED]
    )


def _offer_alike(people: People, form: str, offer: object) -> None:
    from rapidfuzz import fuzz, process

    assert callable(offer)
    words = form.split()
    names = {**people.aliases, **people.names}
    for known in sorted(frozenset().union(*(people.words.get(word, ()) for word in words))):
        ids = {*people.names.get(known, ()), *people.aliases.get(known, ())}
        alike = Likeness(100.0, tr("same name")) if known == form else likeness(form, known)
        if alike is None:
            continue
        score, why, shares = alike
        if shares == "first name" and len(people.bearers.get(words[0], ())) == 1:
            score, why = score + 5, ONLY_BEARER
        for member in ids:
            offer(member, score, why)
    for known, score, _ in process.extract(
        form, names.keys(), scorer=fuzz.ratio, score_cutoff=NEARLY, limit=SUGGESTED, processor=None
    ):
        for member in names[known]:
            offer(member, score, tr("nearly the same name"))
    for sound in sounds(form):
        for known, member in people.sounds.get(sound, ()):
            if in_other_scripts(form, known):
                offer(member, 82.0, OTHER_SCRIPT)


def _with_sign(member: Member, why: str) -> str:
    """Return the reason with what tells this member from others of the same name."""
    sign = member.organisation and tr("works at {organisation}", organisation=member.organisation)
    return ", ".join(
        filter(
            None, (why, sign or (member.location and tr("in {location}", location=member.location)))
        )
    )


def _handle(text: str) -> str:
    return text.strip().removeprefix("@").casefold()


def _digits(text: str) -> str:
    """Return the last nine digits of a phone number; "" if it isn't one."""
    if not re.fullmatch(r"[+\d\s()./*-]{6,}", text.strip()):
        return ""
    digits = re.sub(r"\D", "", text)
    return digits[-9:] if len(digits) >= 7 else ""


def _domain(address: str) -> str:
    return address_key(address).rpartition("@")[2]


_ANYBODYS = frozenset(
    {"gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "yahoo.com", "icloud.com"}
    | {"gmx.de", "gmx.net", "web.de", "proton.me", "protonmail.com", "live.com", "aol.com"}
)
"""Domains that say nothing about where someone works."""


def _frozen(person: dict[K, set[V]]) -> dict[K, tuple[V, ...]]:
    """Turn sets into tuples, which the garbage collector need not look through again and again."""
    return {key: tuple(ids) for key, ids in person.items()}
