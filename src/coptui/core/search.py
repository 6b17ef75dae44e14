"""Find anyone or anything by any part of a name, employer, interest, alias, handle or title.

Accents and case are folded; when few names fit, typing errors are forgiven.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

from coptui.core.community import Community
from coptui.core.edits import label_of
from coptui.core.records import Event, Member, Record, Topic
from coptui.core.text import fold
from coptui.core.when import full_day
from coptui.errors import Ambiguous, UsageError

ENOUGH = 5
"""With fewer hits than this, names that are nearly right are offered too."""
NEARLY = 74.0
"""How alike (rapidfuzz, 0-100) a word must be to count as a typing error."""
_MANY = {"members": "of us", "topics": "topics", "events": "events"}
_NAMED = 5
"""The worst rank at which a short name names a record."""


@dataclass(frozen=True)
class Hit:
    """A record that fits: `why` names the field that fits where it is not the name.

    `rank`: 0 the name itself, 1 it begins so, 2 words of it begin so, 3 it contains that; 4
    another name (an alias, handle or address; a tag; a day or series), 5 the name together with
    other fields, 6 other fields alone, 10 and up a typing error.
    """

    table: str
    id: int
    name: str
    why: str
    rank: int


_Part = tuple[str, str]


class _Entry:
    """A record as it is searched: its name, other names and other fields, folded.

    `made_of` is what the entry was made from: while that is the same, so is the entry.
    """

    __slots__ = (
        "id",
        "key",
        "made_of",
        "name",
        "names",
        "parts",
        "sign",
        "table",
        "text",
        "weight",
    )

    def __init__(
        self,
        record: Record,
        name: str,
        names: list[_Part],
        others: list[_Part],
        *,
        sign: str,
        weight: int,
        made_of: tuple[object, ...],
    ) -> None:
        self.table, self.id, self.name, self.weight = record.table, record.id, name, weight
        self.parts = [(*part, _key(part[1])) for part in (*names, *others) if part[1]]
        self.names = sum(bool(part[1]) for part in names)
        self.sign = sign
        self.made_of = made_of
        self.key = _key(name)
        self.text = "\n".join((self.key, *(key for *_, key in self.parts)))


class _Index:
    """Every entry of a community, in the order in which equally good ones are shown."""

    def __init__(self, entries: list[_Entry]) -> None:
        self.entries = sorted(entries, key=_order)
        self.by_place = {(entry.table, entry.id): entry for entry in entries}

    @cached_property
    def forms(self) -> tuple[dict[str, list[_Entry]], dict[str, list[_Entry]]]:
        """Entries by whole name, and by whole name or one word of it."""
        whole: dict[str, list[_Entry]] = {}
        words: dict[str, list[_Entry]] = {}
        for entry in self.entries:
            whole.setdefault(entry.key, []).append(entry)
            for form in {entry.key, *entry.key.split()}:
                words.setdefault(form, []).append(entry)
        return whole, words


_INDEXES: WeakKeyDictionary[Community, _Index] = WeakKeyDictionary()
_latest: list[_Index] = []


def find(
    community: Community, query: str, *, limit: int = 50, tables: tuple[str, ...] = ()
) -> list[Hit]:
    """The records that fit every word of the query, best first.

    Names that begin with the query come before names with such a word, then names that contain
    it, then other fields; last, when there are few, names with a typing error. `tables` limits
    the search; empty means members, topics and events. What is confidential is found by its
    code alone.
    """
    joined = _key(query)
    words = joined.split()
    if not words:
        return []
    index = _index(community)
    fits = [
        entry
        for entry in index.entries
        if all(word in entry.text for word in words) and (not tables or entry.table in tables)
    ]
    named: dict[int, list[_Entry]] = {}
    others: list[_Entry] = []
    for entry in fits:
        rank = _name_rank(entry, joined, words)
        (others if rank is None else named.setdefault(rank, [])).append(entry)
    found: list[tuple[int, str, _Entry]] = []
    for rank in sorted(named):
        found += [(rank, "", entry) for entry in named[rank]]
    if len(found) < limit:
        # Only now it matters which other field fits.
        ranked = [(*_field_rank(entry, joined, words), entry) for entry in others]
        if len(fits) < ENOUGH and len(joined) >= 3:
            seen = {id(entry) for entry in fits}
            near = _nearly(index, joined, tables)
            ranked += [(rank, "nearly", entry) for entry, rank in near if id(entry) not in seen]
        found += sorted(ranked, key=lambda hit: hit[0])
    return [Hit(entry.table, entry.id, entry.name, why, rank) for rank, why, entry in found[:limit]]


def one(community: Community, query: str, *, tables: tuple[str, ...] = ("members",)) -> Hit:
    """The one record meant by a short name such as `ann` or `ann.lee` (dots for spaces).

    The name itself wins over beginnings of words, these over a part of a name, and that over an
    alias, a handle or an address. Other fields (an employer) tell apart people whose names both
    fit, and name nobody by themselves. Raises Ambiguous with the candidates, or UsageError when
    nothing fits.
    """
    hits = [hit for hit in find(community, query, limit=20, tables=tables) if hit.rank <= _NAMED]
    named = hits
    for worst in (0, 2, 3, 4):
        if any(hit.rank <= worst for hit in hits):
            named = [hit for hit in hits if hit.rank <= worst]
            break
    if len(named) == 1:
        return named[0]
    if named:
        labels = [hit.name for hit in named]
        index = _index(community)
        for at, hit in enumerate(named):
            sign = index.by_place[hit.table, hit.id].sign
            if sign and sum(other.name == hit.name for other in named) > 1:
                labels[at] = f"{hit.name} ({sign})"
        raise Ambiguous(f"{query!r} fits {len(labels)} {_MANY.get(named[0].table, '')}.", labels)
    near = list(
        dict.fromkeys(
            hit.name
            for hit in find(community, query, limit=3, tables=tables)
            if hit.why == "nearly" or hit.rank <= _NAMED
        )
    )
    raise UsageError(
        f"Nobody and nothing here is called {query!r}.",
        f"Did you mean {' or '.join(near)}?" if near else "Try a part of the name.",
    )


def _key(text: str) -> str:
    """Folded, a dot as good as a space; in a mail address it stays."""
    return fold(text if "@" in text else text.replace(".", " "))


def _index(community: Community) -> _Index:
    index = _INDEXES.get(community)
    if index is None:
        # Most edits change one record: the entries of all others are taken over.
        known = _latest[0].by_place if _latest else {}
        index = _Index([_kept(known, *made) for made in _sources(community)])
        _INDEXES[community] = index
        _latest[:] = [index]
    return index


def _kept(
    known: Mapping[tuple[str, int], _Entry],
    record: Record,
    made_of: tuple[object, ...],
    make: Callable[..., _Entry],
) -> _Entry:
    entry = known.get((record.table, record.id))
    if entry is not None and len(entry.made_of) == len(made_of):
        first, *rest = entry.made_of
        if first is made_of[0] and rest == list(made_of[1:]):
            return entry
    return make(record, made_of)


def _sources(
    community: Community,
) -> Iterator[tuple[Record, tuple[object, ...], Callable[..., _Entry]]]:
    """Each record, what its entry is made of, and how."""
    stewards: dict[int, tuple[str, ...]] = {}
    for topic in community.topics.values():
        for who in topic.stewards:
            stewards[who] = (*stewards.get(who, ()), label_of(topic))
    talks: dict[int, tuple[str, ...]] = {}
    for event in community.events.values():
        for who in event.speakers:
            talks[who] = (*talks.get(who, ()), label_of(event))
    for member in community.members.values():
        yield member, (member, stewards.get(member.id, ()), talks.get(member.id, ())), _member
    members = community.members
    for topic in community.topics.values():
        names = tuple(members[who].name for who in topic.stewards if who in members)
        yield topic, (topic, names), _topic
    for event in reversed(community.events_by_day):
        yield event, (event,), _event


def _member(member: Member, made_of: tuple[Member, tuple[str, ...], tuple[str, ...]]) -> _Entry:
    _, stewards, talks = made_of
    names = [("also called", alias) for alias in member.aliases]
    names += member.handles.items()
    names += [("mail", address) for address in member.emails]
    others = [("works at", member.organisation), ("unit", member.unit), ("in", member.location)]
    others += [("offers", line) for line in member.offers]
    others += [("interested in", line) for line in member.interests]
    others += [("seeks", line) for line in member.seeks]
    others += [("stewards", title) for title in stewards]
    others += [("spoke on", title) for title in talks]
    others += [("tag", tag) for tag in member.tags]
    sign = next(filter(None, (member.organisation, *member.emails, member.unit)), "")
    return _Entry(member, member.name, names, others, sign=sign, weight=0, made_of=made_of)


def _topic(topic: Topic, made_of: tuple[Topic, tuple[str, ...]]) -> _Entry:
    tags = [] if topic.confidential else [("tag", tag) for tag in topic.tags]
    others = [] if topic.confidential else [("stewarded by", name) for name in made_of[1]]
    sign = topic.state
    return _Entry(topic, label_of(topic), tags, others, sign=sign, weight=1, made_of=made_of)


def _event(event: Event, made_of: tuple[Event]) -> _Entry:
    names: list[_Part] = []
    others: list[_Part] = []
    if not event.confidential:
        names = [("on", event.starts_at[:10]), ("on", full_day(event.day))]
        names.append(("series", event.series))
        others = [("at", event.place)]
        others += [("guest", guest.name) for guest in event.outside_guests]
    sign = event.starts_at[:10]
    return _Entry(event, label_of(event), names, others, sign=sign, weight=2, made_of=made_of)


def _order(entry: _Entry) -> tuple[int, str]:
    """Equal ones stay as they were made: events the latest first."""
    return entry.weight, entry.key


def _name_rank(entry: _Entry, joined: str, words: list[str]) -> int | None:
    """0 to 3 where the name alone fits every word."""
    key = entry.key
    if key.startswith(joined):
        return 0 if key == joined else 1
    if not all(word in key for word in words):
        return None
    return 2 if all(f" {word}" in f" {key}" for word in words) else 3


def _field_rank(entry: _Entry, joined: str, words: list[str]) -> tuple[int, str]:
    """4 to 6, and the first field that fits, for an entry whose name alone does not."""
    for place, (field, value, key) in enumerate(entry.parts):
        if place < entry.names and all(word in key for word in words):
            return 4, f"{field} {value}"
    rank = 5 if any(word in entry.key for word in words) else 6
    missing = [word for word in words if word not in entry.key]
    fits = [part for part in entry.parts if any(word in part[2] for word in missing)]
    field, value, _ = next((part for part in fits if part[2] == joined), fits[0])
    return rank, f"{field} {value}"


def _nearly(index: _Index, joined: str, tables: tuple[str, ...]) -> Iterator[tuple[_Entry, int]]:
    """Names, or single words of names, that are a slip of the keys away from the query."""
    from rapidfuzz import fuzz, process

    places = index.forms[0 if " " in joined else 1]
    given: set[int] = set()
    alike = process.extract(
        joined, places.keys(), scorer=fuzz.ratio, score_cutoff=NEARLY, limit=30, processor=None
    )
    for form, score, _ in alike:
        for entry in places[form]:
            if id(entry) not in given and (not tables or entry.table in tables):
                given.add(id(entry))
                yield entry, 10 + int(100 - score)
