"""Find anyone or anything by any part of a name, employer, interest, alias, handle or title.

Accents and case are folded; when few names fit, typing errors are forgiven.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from weakref import WeakKeyDictionary

import msgspec

from coptui.core.community import Community, changed_of
from coptui.core.edits import label_of
from coptui.core.records import Event, Member, Record, Topic
from coptui.core.text import fold
from coptui.core.when import full_day
from coptui.errors import Ambiguous, UsageError

ENOUGH = 5
"""With fewer hits than this, names that are nearly right are offered too."""
NEARLY = 74.0
"""How alike (rapidfuzz, 0-100) a word must be to count as a typing error."""
_UNEVEN = ("  ", " |", "| ", ". ", " .", "..", ".|", "|.")
"""White space that folding takes away, or that a dot would become."""
_MANY = {"members": "of us", "topics": "topics", "events": "events"}
_NAMED = 5
"""The worst rank at which a short name names a record."""


class Hit(msgspec.Struct, frozen=True):
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
    """A record as it is searched: its name, other names and other fields.

    `made_of` is what the entry was made from: while that is the same, so is the entry. `text` is
    all that can be found, folded, a line each; which line fits is looked for only when it matters.
    """

    __slots__ = ("id", "key", "made_of", "name", "sign", "table", "text", "told", "weight")

    def __init__(
        self,
        record: Record,
        name: str,
        values: Iterable[str],
        *,
        told: Callable[..., tuple[list[_Part], list[_Part]]],
        sign: str,
        weight: int,
        made_of: tuple[object, ...],
    ) -> None:
        """`values` are all that can be found beside the name; `told` names them."""
        self.table, self.id, self.name, self.weight = record.table, record.id, name, weight
        self.told, self.made_of, self.sign = told, made_of, sign
        self.text = _text([name, *[value for value in values if value]])
        self.key = self.text.partition("\n")[0]

    def parts(self) -> tuple[int, list[tuple[str, str, str]]]:
        """How many parts are names, and every part: what it is called, its value, and folded."""
        names, others = self.told(*self.made_of)
        told = [(*part, _key(part[1])) for part in (*names, *others) if part[1]]
        return sum(bool(part[1]) for part in names), told


class _Index:
    """Every entry of a community, in the order in which equally good ones are shown."""

    def __init__(self, community: Community, entries: list[_Entry]) -> None:
        self.members, self.topics = community.members, community.topics
        self.events = community.events
        self._made = entries
        self.by_place = {(entry.table, entry.id): entry for entry in entries}
        self._last: tuple[list[str], list[_Entry]] = ([], [])

    @cached_property
    def entries(self) -> list[_Entry]:
        """All of them in their order; for one search, what fits is put in order by itself."""
        return sorted(self._made, key=_order)

    def fits(self, words: list[str]) -> list[_Entry]:
        """The entries in which every word stands."""
        before, found = self._last
        ready = "entries" in self.__dict__
        if not before or not all(any(old in word for word in words) for old in before):
            found = self.entries if ready else self._made
        # Else a letter was typed on: what did not fit before does not fit now.
        for word in words:
            found = [entry for entry in found if word in entry.text]
        if not ready:
            found.sort(key=_order)
        self._last = (words, found)
        return found

    def with_members(self, community: Community) -> _Index | None:
        """The index of a community in which a few members differ; None when more does."""
        if community.topics is not self.topics or community.events is not self.events:
            return None
        changed = changed_of(self.members, community.members)
        if changed is None or any(changed.intersection(t.stewards) for t in self.topics.values()):
            return None
        new = _Index.__new__(_Index)
        new.members, new.topics, new.events = community.members, self.topics, self.events
        new.entries, new.by_place = list(self.entries), dict(self.by_place)
        new._made = new.entries
        new._last = ([], [])
        for number in changed:
            place = ("members", number)
            gone = new.by_place.pop(place, None)
            if gone is not None:
                del new.entries[bisect_left(new.entries, _order(gone), key=_order)]
            if (member := community.members.get(number)) is not None:
                talks = gone.made_of[2] if gone is not None else ()
                entry = _member(member, (member, (), talks))  # type: ignore[arg-type]
                insort(new.entries, entry, key=_order)
                new.by_place[place] = entry
                # Forms that nobody bears any more do no harm: they are looked up among entries.
                whole, words = new.__dict__.get("forms") or self.forms
                added = {entry.key, *entry.key.split()}
                new.__dict__["forms"] = whole | {entry.key}, words | added
        return new

    @cached_property
    def forms(self) -> tuple[set[str], set[str]]:
        """Every whole name, and every whole name or one word of it."""
        whole = {entry.key for entry in self._made}
        return whole, whole.union(*map(str.split, whole))


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
    fits = _fits(index, words, tables)
    begin = [entry for entry in fits if entry.key.startswith(joined)]
    found = [(0, "", entry) for entry in begin if entry.key == joined]
    found += [(1, "", entry) for entry in begin if entry.key != joined]
    if len(found) < limit:
        rest = [entry for entry in fits if not entry.key.startswith(joined)]
        named = [(_name_rank(entry, words), "", entry) for entry in rest]
        found += [(2, "", entry) for rank, _, entry in named if rank == 2]
        found += [(3, "", entry) for rank, _, entry in named if rank == 3]
        if len(found) < limit:
            # Only now it matters which other field fits.
            others = [entry for rank, _, entry in named if rank is None]
            ranked = [(*_field_rank(entry, joined, words), entry) for entry in others]
            if len(fits) < ENOUGH and len(joined) >= 3:
                seen = {id(entry) for entry in fits}
                near = _nearly(index, joined, tables)
                ranked += [(rank, "nearly", entry) for entry, rank in near if id(entry) not in seen]
            found += sorted(ranked, key=lambda hit: hit[0])
    return [Hit(entry.table, entry.id, entry.name, why, rank) for rank, why, entry in found[:limit]]


def matching(community: Community, query: str, table: str) -> set[int]:
    """The ids of the records of a table that fit every word of the query.

    Where none does, those whose name is nearly right.
    """
    joined = _key(query)
    words = joined.split()
    index = _index(community)
    found = {entry.id for entry in _fits(index, words, (table,))}
    if not found and len(joined) >= 3:
        return {entry.id for entry, _ in _nearly(index, joined, (table,))}
    return found


def prepare(community: Community) -> None:
    """Make ready to find, ahead of the first letter that is typed."""
    index = _index(community)
    _ = index.entries, index.forms


def _fits(index: _Index, words: list[str], tables: tuple[str, ...]) -> list[_Entry]:
    fits = index.fits(words)
    return [entry for entry in fits if entry.table in tables] if tables else fits


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


def _text(values: list[str]) -> str:
    """Every value folded, on a line of its own."""
    flat = "|".join(values)
    if flat.isascii() and flat.isprintable() and not any(map(flat.__contains__, _UNEVEN)):
        # The way of nearly every record: there is nothing to fold but capitals and dots.
        if "@" not in flat:
            return "\n".join(values).lower().replace(".", " ").strip(" ")
        kept = [one if "@" in one else one.replace(".", " ") for one in values]
        return "\n".join(kept).lower().strip(" ")
    # A value may hold line breaks of its own; folded, none is left but those between values.
    return "\n".join([_key(one) for one in values])


def _index(community: Community) -> _Index:
    index = _INDEXES.get(community)
    if index is None and _latest:
        # Most edits change one record: the entries of all others are taken over.
        index = _latest[0].with_members(community)
    if index is None:
        known = _latest[0].by_place if _latest else {}
        if known:
            entries = [_kept(known, *made) for made in _sources(community)]
        else:
            entries = [make(record, made_of) for record, made_of, make in _sources(community)]
        index = _Index(community, entries)
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
    values = [
        *member.aliases,
        *member.handles.values(),
        *member.emails,
        member.organisation,
        member.unit,
        member.location,
        *member.offers,
        *member.interests,
        *member.seeks,
        *made_of[1],
        *made_of[2],
        *member.tags,
    ]
    sign = member.organisation or next(iter(member.emails), "") or member.unit
    return _Entry(
        member, member.name, values, told=_told_of_member, sign=sign, weight=0, made_of=made_of
    )


def _told_of_member(
    member: Member, stewards: tuple[str, ...], talks: tuple[str, ...]
) -> tuple[list[_Part], list[_Part]]:
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
    return names, others


def _topic(topic: Topic, made_of: tuple[Topic, tuple[str, ...]]) -> _Entry:
    return _entry(topic, topic.state, 1, made_of, _told_of_topic)


def _told_of_topic(topic: Topic, stewards: tuple[str, ...]) -> tuple[list[_Part], list[_Part]]:
    if topic.confidential:
        return [], []
    return [("tag", tag) for tag in topic.tags], [("stewarded by", name) for name in stewards]


def _event(event: Event, made_of: tuple[Event]) -> _Entry:
    return _entry(event, event.starts_at[:10], 2, made_of, _told_of_event)


def _told_of_event(event: Event) -> tuple[list[_Part], list[_Part]]:
    if event.confidential:
        return [], []
    names = [("on", event.starts_at[:10]), ("on", full_day(event.day)), ("series", event.series)]
    others = [("at", event.place), *(("guest", guest.name) for guest in event.outside_guests)]
    return names, others


def _entry(
    record: Topic | Event,
    sign: str,
    weight: int,
    made_of: tuple[object, ...],
    told: Callable[..., tuple[list[_Part], list[_Part]]],
) -> _Entry:
    names, others = told(*made_of)
    values = [value for _, value in (*names, *others)]
    return _Entry(
        record, label_of(record), values, told=told, sign=sign, weight=weight, made_of=made_of
    )


def _order(entry: _Entry) -> tuple[int, str, float]:
    """Members, topics, events, each by name; of one name the latest event first."""
    if isinstance(entry.made_of[0], Event):
        return entry.weight, entry.key, -entry.made_of[0].day.toordinal()
    return entry.weight, entry.key, entry.id


def _name_rank(entry: _Entry, words: list[str]) -> int | None:
    """2 or 3 where the name alone fits every word, and does not begin so."""
    key = entry.key
    if not all(word in key for word in words):
        return None
    return 2 if all(f" {word}" in f" {key}" for word in words) else 3


def _field_rank(entry: _Entry, joined: str, words: list[str]) -> tuple[int, str]:
    """4 to 6, and the first field that fits, for an entry whose name alone does not."""
    names, parts = entry.parts()
    for place, (field, value, key) in enumerate(parts):
        if place < names and all(word in key for word in words):
            return 4, f"{field} {value}"
    rank = 5 if any(word in entry.key for word in words) else 6
    missing = [word for word in words if word not in entry.key]
    fits = [part for part in parts if any(word in part[2] for word in missing)]
    field, value, _ = next((part for part in fits if part[2] == joined), fits[0])
    return rank, f"{field} {value}"


def _nearly(index: _Index, joined: str, tables: tuple[str, ...]) -> Iterator[tuple[_Entry, int]]:
    """Names, or single words of names, that are a slip of the keys away from the query."""
    from rapidfuzz import fuzz, process

    forms = index.forms[0 if " " in joined else 1]
    alike = process.extract(
        joined, forms, scorer=fuzz.ratio, score_cutoff=NEARLY, limit=30, processor=None
    )
    scores = {form: score for form, score, _ in alike}
    if not scores:
        return
    near = scores.keys()
    found = []
    for entry in index.entries:
        fit = near & {entry.key, *entry.key.split()} if " " not in joined else near & {entry.key}
        if fit and (not tables or entry.table in tables):
            found.append((entry, 10 + int(100 - max(scores[form] for form in fit))))
    yield from sorted(found, key=lambda hit: hit[1])
