"""Who someone was in other copies of a file, which may have given their number to another. Pure.

Two copies of one community give the next number to whomever each of them adds. Once a copy is
deleted, its backups are erased from as the file's own are, so a number alone says nothing there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from coptui.core.forgetting.documents import StoredDocument, parts_of, tokens
from coptui.core.forgetting.person import Forgotten
from coptui.core.forgetting.who import ROUNDS, called_in, called_too, recognise
from coptui.core.forgetting.words import Words
from coptui.core.model.ordinary_words import COMMON


class Copy(NamedTuple):
    """What a copy of a file holds; `is_earlier` is an earlier state of the file itself, where each
    number is whose it is in the file, whatever they were called."""

    documents: Sequence[StoredDocument]
    is_earlier: bool = False


Members = Mapping[int, Forgotten]
"""What each member is called, in any version of them that a file holds."""


class InOneFile(NamedTuple):
    """Who someone is in a file, with their ids there, and how they are found in its texts."""

    person: Forgotten
    words: Words


def recognise_in_all(
    documents: Sequence[StoredDocument],
    living: Collection[int],
    person: Forgotten,
    copies: Sequence[Copy],
) -> tuple[InOneFile, list[InOneFile]]:
    """Return the person as a file knows them, and as each copy does, by everything that any calls
    them.

    In a copy, a number is theirs if it shares a name, address or handle with what is known of them;
    newest copies come first, in case the file itself knows nothing. Where their number is another's
    or no one's, they are whoever has their name and nothing that contradicts it.
    """
    read: dict[int, list[tuple[int, Forgotten]]] = {}
    here = _members(documents, read)
    everywhere = [_members(copy.documents, read) for copy in copies]
    person = _begun(here, everywhere, person)
    for _ in range(ROUNDS):
        alive = {number: here[number] for number in living if number in here}
        ids = [
            person.ids if copy.is_earlier else _ids_in(members, person, alive)
            for copy, members in zip(copies, everywhere, strict=True)
        ]
        as_here = [
            copy.documents for copy, there in zip(copies, ids, strict=True) if there == person.ids
        ]
        own = InOneFile(*recognise(_once(documents, *as_here), living, person))
        known = {person.ids: own}
        learned = own.person
        for there in dict.fromkeys(ids):
            if there == person.ids:
                continue
            chosen = [place for place, one in enumerate(ids) if one == there]
            others = {number for place in chosen for number in everywhere[place]} - set(there)
            alike = _once(*(copies[place].documents for place in chosen))
            known[there] = InOneFile(*recognise(alike, others, replace(own.person, ids=there)))
            learned = called_too(learned, known[there].person)
        if learned == person:
            break
        person = learned
    return own, [known[there] for there in ids]


def _members(
    documents: Sequence[StoredDocument], read: dict[int, list[tuple[int, Forgotten]]]
) -> dict[int, Forgotten]:
    """Return what each member is called; `read` has what was read of the same documents before."""
    members: dict[int, Forgotten] = {}
    for document in documents:
        if document[0] not in ("members", "history"):
            continue
        if id(document) not in read:
            read[id(document)] = list(_versions(document))
        for number, called in read[id(document)]:
            known = members.get(number)
            members[number] = called if known is None else called_too(known, called)
    return members


def _versions(document: StoredDocument) -> Iterator[tuple[int, Forgotten]]:
    for part in parts_of(*document):
        if part.table == "members" and part.id:
            yield part.id, called_in(part.document)


def _begun(here: Members, everywhere: Sequence[Members], person: Forgotten) -> Forgotten:
    """Return the person with what the file calls them, or else what the first copy does."""
    for members in (here, *everywhere):
        for number in person.ids:
            person = called_too(person, members.get(number, person))
        if any(person.called()):
            break
    return person


def _ids_in(members: Members, person: Forgotten, alive: Members) -> tuple[int, ...]:
    """Return the person's ids in a copy. A number that no one has there is no less theirs."""
    own = [one for one in person.ids if one not in members or _share(members[one], person)]
    if len(own) == len(person.ids) and any(one in members for one in own):
        return person.ids
    under_another_number = [
        number
        for number, called in members.items()
        if number not in person.ids
        and _is_same(called, person)
        and not (number in alive and _share(called, alive[number]))
    ]
    return (*own, *sorted(under_another_number))


def _share(one: Forgotten, other: Forgotten) -> bool:
    """Return whether two have a name, address or handle in common."""
    return any(_folded(mine) & _folded(theirs) for mine, theirs in (
        (one.names | one.others, other.names | other.others),
        (one.addresses, other.addresses),
        (one.handles, other.handles),
    ))  # fmt: skip


def _is_same(other: Forgotten, person: Forgotten) -> bool:
    """Return whether someone has a name of the person, and no other address than theirs."""
    names = _folded(other.names) & _folded(person.names | person.others)
    if not any(word not in COMMON for name in names for word in tokens(name)):
        return False
    contradicts = other.addresses and person.addresses
    return not contradicts or bool(_folded(other.addresses) & _folded(person.addresses))


def _folded(texts: Collection[str]) -> set[str]:
    return {text.casefold() for text in texts}


def _once(*files: Sequence[StoredDocument]) -> list[StoredDocument]:
    """Return each document once, however many files hold it."""
    return list({id(document): document for file in files for document in file}.values())
