"""Who someone was: everything that a file, its history and its backups call them. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from coptui.core.forgetting.documents import StoredDocument, folded, parts_of, spaced, tokens
from coptui.core.forgetting.elsewhere import Elsewhere, elsewhere
from coptui.core.forgetting.person import Forgotten
from coptui.core.forgetting.words import Words
from coptui.core.model.labels import SOMEONE
from coptui.core.model.ordinary_words import COMMON

ROUNDS = 12
"""What is learned of someone may lead to more; so often it is gone through at most."""
_CALLED = {
    "name": "names", "sort_name": "names", "aliases": "others", "emails": "addresses",
    "handles": "handles", "phone": "phones",
}  # fmt: skip
"""The fields of a member that say what they are called, and what of."""
_ARE_ONE = " merged"
"""How the history's label of two that became one ends, if it was written in English."""


def recognise(
    documents: Sequence[StoredDocument], living: Collection[int], person: Forgotten
) -> tuple[Forgotten, Words]:
    """Return the person with everything they are called in any of the documents, and how to find
    them.

    `living` are the members of the file as it is: none of them is another half of the person.
    """
    texts = [(found, folded(found[2])) for found in documents]
    other = Elsewhere()
    for _ in range(ROUNDS):
        known = _with_pictures(documents, person)
        other = elsewhere(texts, known)
        known = _with_guests(documents, known, Words(known, other))
        ids = known.ids + tuple(_halves(documents, living, known))
        known = replace(known, ids=ids)
        if known == person:
            break
        person = known
    return person, Words(person, other)


def _with_pictures(documents: Iterable[StoredDocument], person: Forgotten) -> Forgotten:
    """Add what their own record says, and said: each version of it in any history too."""
    for table, key, document in documents:
        for part in parts_of(table, key, document):
            if part.table == "members" and part.id in person.ids:
                person = called_too(person, called_in(part.document))
    return person


def called_in(member: Any) -> Forgotten:
    """Return everything that a version of a record calls its member; nothing of a stand-in."""
    sets: dict[str, set[str]] = {}
    if isinstance(member, dict) and not _is_no_one(member):
        for name, value in member.items():
            field = _CALLED.get(name.removesuffix("+").partition("/")[0])
            if field is not None:
                texts = sets.setdefault(field, set())
                texts.update(text for one in strings(value) if (text := spaced(one)))
    return Forgotten((), "", "", **{field: frozenset(texts) for field, texts in sets.items()})


def called_too(person: Forgotten, other: Forgotten) -> Forgotten:
    """Return a person who is also called as another is."""
    if not any(other.called()):
        return person
    return replace(
        person,
        names=person.names | other.names,
        others=person.others | other.others,
        addresses=person.addresses | other.addresses,
        handles=person.handles | other.handles,
        phones=person.phones | other.phones,
    )


def _is_no_one(member: dict[str, Any]) -> bool:
    """Return whether another copy gave the number to what stands for someone forgotten there."""
    return member.get("name") == SOMEONE


def _with_guests(documents: Iterable[StoredDocument], person: Forgotten, words: Words) -> Forgotten:
    """Add what guest lists call them, beside an address or a whole name of theirs."""
    others, addresses = set(person.others), set(person.addresses)
    for table, key, document in documents:
        for part in parts_of(table, key, document):
            if part.table != "events" or not isinstance(part.document, dict):
                continue
            for field in ("unmatched", "unmatched+"):
                for guest in _parts(part.document.get(field)):
                    name, email = guest.get("name"), guest.get("email")
                    if not (isinstance(name, str) and isinstance(email, str) and name and email):
                        continue
                    if words.is_sure(email):
                        others.add(spaced(name))
                    elif words.is_sure(name):
                        addresses.add(spaced(email))
    return replace(person, others=frozenset(others), addresses=frozenset(addresses))


def _halves(
    documents: Iterable[StoredDocument], living: Collection[int], person: Forgotten
) -> Iterator[int]:
    """Return the records that were merged with theirs, in order."""
    halves: set[int] = set()
    for table, key, document in documents:
        if not isinstance(document, dict):
            continue
        if table == "history":
            halves.update(made_one(document, person))
        elif (
            table == "members"
            and key.isdecimal()
            and int(key) not in living
            and _is_half(document, person)
        ):
            halves.add(int(key))
    yield from sorted(halves - set(person.ids) - set(living))


def made_one(entry: dict[str, Any], person: Forgotten) -> Iterator[int]:
    """Return whom a history entry merged with the person."""
    changes = [
        change for change in _parts(entry.get("changes")) if change.get("table") == "members"
    ]
    own = [
        change
        for change in changes
        if type(change.get("id")) is int and change["id"] in person.ids and change.get("after")
    ]
    said = {text.casefold() for change in own for text in strings(change["after"])}
    label = str(entry.get("label", "")).casefold()
    # In any language the label of a merge names both; that of a deletion only who was deleted.
    both_named = any(name.casefold() in label for name in person.names if name)
    for change in changes:
        gone = change.get("before")
        if (
            change.get("after") is None
            and isinstance(gone, dict)
            and type(change.get("id")) is int
            and own
        ):
            called = [gone.get("name"), *strings(gone.get("emails"))]
            merged = label.endswith(_ARE_ONE) or (
                both_named and str(gone.get("name") or label).casefold() in label
            )
            if merged or any(isinstance(text, str) and text.casefold() in said for text in called):
                yield change["id"]


def _is_half(document: dict[str, Any], person: Forgotten) -> bool:
    """Return whether a record that is only in a backup was merged with theirs, long ago."""
    name = document.get("name")
    if not isinstance(name, str) or all(word in COMMON for word in tokens(name)):
        return False
    whole = spaced(name).casefold()
    known = {text.casefold() for text in person.others}
    addresses = {text.casefold() for text in person.addresses}
    shared = any(text.casefold() in addresses for text in strings(document.get("emails")))
    same = whole in {text.casefold() for text in person.names}
    return whole in known or (same and shared)


def strings(value: Any) -> Iterator[str]:
    """Yield every text in a plain value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)


def _parts(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
