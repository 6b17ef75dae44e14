"""Find anyone or anything by any part of a name, employer, interest, alias, handle or title.

Accents and case are folded; when few names fit, typing errors are forgiven.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from coptui.core.community import Community
from coptui.core.records import Event, Member, Topic
from coptui.core.text import fold
from coptui.errors import Ambiguous, UsageError

ENOUGH = 5
"""With fewer hits than this, names that are nearly right are offered too."""
NEARLY = 74.0
"""How alike (rapidfuzz, 0-100) a word must be to count as a typing error."""


@dataclass(frozen=True)
class Hit:
    """A record that fits: `why` names the field that fits where it is not the name."""

    table: str
    id: int
    name: str
    why: str
    rank: int


@dataclass(frozen=True)
class _Entry:
    table: str
    id: int
    name: str
    key: str
    parts: tuple[tuple[str, str], ...]
    text: str
    weight: int


_INDEXES: WeakKeyDictionary[Community, tuple[_Entry, ...]] = WeakKeyDictionary()


def find(
    community: Community, query: str, *, limit: int = 50, tables: tuple[str, ...] = ()
) -> list[Hit]:
    """The records that fit every word of the query, best first.

    Names that begin with the query come before names with such a word, then names that contain
    it, then other fields; last, when there are few, names with a typing error. `tables` limits
    the search; empty means members, topics and events.
    """
    words = fold(query.replace(".", " ") if "@" not in query else query).split()
    if not words:
        return []
    joined = " ".join(words)
    entries = [entry for entry in _index(community) if not tables or entry.table in tables]
    found = [
        (*_rank(entry, joined, words), entry.weight, entry.key, entry)
        for entry in entries
        if all(word in entry.text for word in words)
    ]
    if len(found) < ENOUGH and len(joined) >= 3:
        seen = {id(entry) for *_, entry in found}
        found.extend(
            (rank, "nearly", entry.weight, entry.key, entry)
            for entry, rank in _nearly(entries, joined)
            if id(entry) not in seen
        )
    best = heapq.nsmallest(limit, found, key=lambda hit: (hit[0], hit[2], hit[3], hit[4].id))
    return [Hit(entry.table, entry.id, entry.name, why, rank) for rank, why, *_, entry in best]


def one(community: Community, query: str, *, tables: tuple[str, ...] = ("members",)) -> Hit:
    """The one record meant by a short name such as `ann` or `ann.lee` (dots for spaces).

    Raises Ambiguous with the candidates, or UsageError when nothing fits.
    """
    hits = [hit for hit in find(community, query, limit=20, tables=tables) if hit.why != "nearly"]
    named = hits
    for worst in (0, 2, 3):
        if any(hit.rank <= worst for hit in hits):
            named = [hit for hit in hits if hit.rank <= worst]
            break
    if len(named) == 1:
        return named[0]
    if named:
        labels = [hit.name for hit in named]
        raise Ambiguous(f"{query!r} fits {len(labels)} of us.", labels)
    near = [hit.name for hit in find(community, query, limit=3, tables=tables)]
    raise UsageError(
        f"Nobody and nothing here is called {query!r}.",
        f"Did you mean {' or '.join(near)}?" if near else "Try a part of the name.",
    )


def _index(community: Community) -> tuple[_Entry, ...]:
    if community not in _INDEXES:
        _INDEXES[community] = tuple(_entries(community))
    return _INDEXES[community]


def _entries(community: Community) -> Iterator[_Entry]:
    stewards: dict[int, list[str]] = {}
    for topic in community.topics.values():
        for who in topic.stewards:
            stewards.setdefault(who, []).append(topic.title)
    talks: dict[int, list[str]] = {}
    for event in community.events.values():
        for who in event.speakers:
            talks.setdefault(who, []).append(event.title)
    for member in community.members.values():
        yield _member(member, stewards.get(member.id, ()), talks.get(member.id, ()))
    for topic in community.topics.values():
        yield _topic(topic, community.members)
    for event in reversed(community.events_by_day):
        yield _event(event, community)


def _entry(table: str, number: int, name: str, parts: list[tuple[str, str]], weight: int) -> _Entry:
    folded = tuple((field, fold(value)) for field, value in parts if value)
    key = fold(name)
    text = "\n".join((key, *(value for _, value in folded)))
    return _Entry(table, number, name, key, folded, text, weight)


def _member(member: Member, stewards: Iterable[str], talks: Iterable[str]) -> _Entry:
    parts = [("also called", alias) for alias in member.aliases]
    parts += [(service, handle) for service, handle in member.handles.items()]
    parts += [("mail", address) for address in member.emails]
    parts += [("works at", member.organisation), ("unit", member.unit), ("in", member.location)]
    parts += [("offers", line) for line in member.offers]
    parts += [("interested in", line) for line in member.interests]
    parts += [("seeks", line) for line in member.seeks]
    parts += [("stewards", title) for title in stewards]
    parts += [("spoke on", title) for title in talks]
    parts += [("tag", tag) for tag in member.tags]
    return _entry("members", member.id, member.name, parts, 0)


def _topic(topic: Topic, members: Mapping[int, Member]) -> _Entry:
    name = topic.code or "a confidential topic" if topic.confidential else topic.title
    parts = [] if topic.confidential else [("tag", tag) for tag in topic.tags]
    parts += [("stewarded by", members[who].name) for who in topic.stewards if who in members]
    return _entry("topics", topic.id, name, parts, 1)


def _event(event: Event, community: Community) -> _Entry:
    name = event.code or "a confidential event" if event.confidential else event.title
    parts = [("on", event.starts_at[:10])]
    if not event.confidential:
        parts += [("series", event.series), ("at", event.place)]
        parts += [("guest", guest.name) for guest in event.outside_guests]
    return _entry("events", event.id, name, parts, 2)


def _rank(entry: _Entry, joined: str, words: list[str]) -> tuple[int, str]:
    if entry.key == joined:
        return 0, ""
    if entry.key.startswith(joined):
        return 1, ""
    names = entry.key.split()
    if all(any(name.startswith(word) for name in names) for word in words):
        return 2, ""
    if all(word in entry.key for word in words):
        return 3, ""
    for field, value in entry.parts:
        whole = field in ("also called", "mail") or value == joined
        if whole and all(word in value for word in words):
            return 4, f"{field} {value}"
    for field, value in entry.parts:
        if any(word in value for word in words if word not in entry.key):
            return 5, f"{field} {value}"
    return 6, ""


def _nearly(entries: list[_Entry], joined: str) -> Iterator[tuple[_Entry, int]]:
    """Names, or single words of names, that are a slip of the keys away from the query."""
    from rapidfuzz import fuzz, process

    places: dict[str, list[_Entry]] = {}
    for entry in entries:
        for form in {entry.key, *(() if " " in joined else entry.key.split())}:
            places.setdefault(form, []).append(entry)
    given: set[int] = set()
    alike = process.extract(
        joined, list(places), scorer=fuzz.ratio, score_cutoff=NEARLY, limit=10, processor=None
    )
    for form, score, _ in alike:
        for entry in places[form]:
            if id(entry) not in given:
                given.add(id(entry))
                yield entry, 10 + int(100 - score)
