"""What can be found in a community: the names and other texts of every record, folded."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property
from itertools import chain, compress, islice
from math import inf
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import msgspec

from coptui.core.finding.index_texts import (
    AT_ONCE,
    TOLD,
    IndexedRecord,
    Names,
    could_fit,
    folded,
    key_of,
    name_of,
    other_names_in,
    spellings_in,
    taken_over,
    texts_of,
)
from coptui.core.model.by_name import stands_in
from coptui.core.model.community import Community, Unread
from coptui.core.model.labels import label_of
from coptui.core.model.layered import changed_of
from coptui.core.model.records import Event, Member

if TYPE_CHECKING:
    from coptui.core.model.practice import Kept

_PLACES = {"members": 0, "topics": 1, "events": 2, "library": 3, "questions": 4}
_LAST = "\U0010ffff"
"""The letter after which none comes."""


class Entry(msgspec.Struct, eq=False, gc=False):
    """A record as it is searched; it stays valid while what it was `made_of` is the same.

    `text` is everything that can be found, folded, one text a line. The first line, `key`, is its
    name, followed by its other names; other spellings come last.
    """

    made_of: IndexedRecord
    text: str
    key: str
    table: str
    id: int

    @classmethod
    def of(cls, made_of: IndexedRecord, text: str) -> Entry:
        record = made_of[0]
        return cls(made_of, text, text.partition("\n")[0], record.table, record.id)

    @property
    def name(self) -> str:
        return name_of(self.made_of[0])

    @property
    def other_names(self) -> list[str]:
        """Return, folded, other names of it as `TOLD` has them, and its other spellings."""
        many = other_names_in(self.made_of)
        return self.text.split("\n", many + 1)[1 : many + 1] + spellings_in(self.text)

    def parts(self) -> list[tuple[str, str, str]]:
        """Return every text but the name: the field's name, the text, and the text folded."""
        names, others = TOLD[self.table](*self.made_of)
        parts = [(*part, key_of(part[1])) for part in (*names, *others) if part[1]]
        return [*parts, *(("", "", way) for way in spellings_in(self.text))]


class Index:
    """What can be found in one version of a community.

    Anything as long as the community is a tuple or the keys of a dict, not a list or a set: the
    garbage collector would look at each of their items again whenever a screen is closed.

    The first question searches the texts as they are, and only what could match is folded and made
    an entry. For a second question all texts are folded; `entries` makes and sorts every entry
    ahead of the first letter, for whoever asks at each one.
    """

    def __init__(self, community: Community) -> None:
        self.members, self.topics = community.members, community.topics
        self.events, self._events_by_day = community.events, community.events_by_day
        self.library, self.questions = community.library, community.questions
        self._asked = False
        self._typed: list[tuple[list[str], tuple[Entry, ...]]] = []

    @classmethod
    def of(cls, community: Community, known: Iterable[tuple[IndexedRecord, str]]) -> Index:
        """Return the index of a community, without folding the texts of `known` sources again."""
        index = cls(community)
        texts = {id(source[0]): (source, text) for source, text in known}
        if texts:
            index.texts = taken_over(index._sources, texts)
        return index

    @cached_property
    def _sources(self) -> tuple[IndexedRecord, ...]:
        """Return every record, with the names of others by which it is found."""
        return tuple(self._sources_with(self.members, self.members))

    def _sources_with(
        self, members: Mapping[int, Member], known: Mapping[int, Member]
    ) -> Iterator[IndexedRecord]:
        """Return some of the members, every topic with its `known` stewards, every event and what
        the library keeps, as `_sources` does."""
        stewards, talks = self._others_of(members)
        for number, member in members.items():
            if stands_in(member):
                continue
            yield member, stewards.get(number, ()), talks.get(number, ())
        for topic in self.topics.values():
            named = (known.get(who) for who in topic.stewards)
            yield topic, tuple(member.name for member in named if member is not None), ()
        for event in reversed(self._events_by_day):
            yield event, (), ()
        kept: Iterable[Kept] = (*self.library.values(), *self.questions.values())
        for item in kept:
            its_topic = self.topics.get(item.topic or 0)
            # What belongs to a confidential topic is found by its code alone.
            if its_topic is None or not its_topic.confidential:
                yield item, (), () if its_topic is None else (its_topic.title,)

    def _others_of(
        self, members: Mapping[int, Member]
    ) -> tuple[dict[int, Names], dict[int, Names]]:
        """Return the topics that each of some members looks after and the events at which they
        spoke, by member id."""
        stewards: dict[int, Names] = {}
        for topic in self.topics.values():
            for member_id in topic.stewards:
                if member_id in members:
                    stewards[member_id] = (*stewards.get(member_id, ()), label_of(topic))
        talks: dict[int, Names] = {}
        for event in self.events.values():
            for member_id in event.speakers:
                if member_id in members:
                    talks[member_id] = (*talks.get(member_id, ()), label_of(event))
        return stewards, talks

    def _stewards_and_speakers(self, words: list[str]) -> Iterator[int]:
        """Return who stewards a topic, or spoke at an event, in whose name is one of the words."""
        named = [(label_of(topic), topic.stewards) for topic in self.topics.values()]
        named += [(label_of(event), event.speakers) for event in self.events.values()]
        whole = "\n".join([name for name, _ in named])
        if whole.isascii() and not any(map(whole.lower().__contains__, words)):
            return
        names = folded([name] for name, _ in named)
        for name, (_, people) in zip(names, named, strict=True):
            if any(word in name for word in words):
                yield from people

    def _unread(self, words: list[str]) -> tuple[Entry, ...] | None:
        """Return the entries that could match while the members aren't read yet: read only those.

        A member is found by what their own document says, or by what others call them.
        """
        if not isinstance(self.members, Unread):
            return None
        some = self.members.holding(words)
        if some is None:
            return None
        named = {
            **some,
            **{n: m for n in self._stewards_and_speakers(words) if (m := self.members.get(n))},
        }
        # With one word, a steward who does not hold it adds nothing to a topic.
        stewards = named if len(words) == 1 else self.members
        sources = list(self._sources_with(named, stewards))
        sources = list(compress(sources, could_fit(sources, words)))
        return tuple(sorted(map(Entry.of, sources, folded(map(texts_of, sources))), key=_order))

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Return the text of every source."""
        return tuple(folded(map(texts_of, self._sources)))

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Return all entries, in the order in which equally good ones are shown."""
        from coptui.core.model.in_order import in_order

        return tuple(in_order(map(Entry.of, self._sources, self.texts), _order))

    @cached_property
    def forms(self) -> tuple[dict[str, None], dict[str, None]]:
        """Return every whole name, and every whole name or single word of one."""
        names = (entry.key for entry in self.entries) if self.ready else self._names
        whole = dict.fromkeys(names)
        words = dict(whole)
        rest = iter(whole)
        while some := list(islice(rest, AT_ONCE)):
            words.update(dict.fromkeys(chain.from_iterable(map(str.split, some))))
        return whole, words

    @property
    def ready(self) -> bool:
        """Return whether all entries are made already."""
        return "entries" in self.__dict__

    def fits(self, words: list[str]) -> tuple[Entry, ...]:
        """Return the entries that contain every word, in their order.

        Keep the matches for each letter typed until another is typed in its place: deleting a
        letter searches nothing again.
        """
        while self._typed and not _goes_on(self._typed[-1][0], words):
            self._typed.pop()
        before, matched_entries = self._typed[-1] if self._typed else ([], None)
        if matched_entries is None:
            matched_entries = self.entries if self.ready or not words else self._candidates(words)
        if before != words:
            # Where a letter was typed on, what did not fit before does not fit now.
            for word in words:
                matched_entries = tuple([entry for entry in matched_entries if word in entry.text])
            self._typed.append((words, matched_entries))
        return matched_entries

    def begin_with(self, name: str, tables: Sequence[str], limit: int) -> list[Entry]:
        """Return the first entries of each table whose name begins like that, up to a limit, in their
        order; none unless all are made already."""
        if not self.ready:
            return []
        begin: list[Entry] = []
        for table in tables or _PLACES:
            place = _PLACES[table]
            first = bisect_left(self.entries, (place, name, -inf), key=_order)
            last = bisect_left(self.entries, (place, name + _LAST, -inf), lo=first, key=_order)
            begin += self.entries[first : min(last, first + limit)]
        return begin

    def called(self, names: Set[str], words: Set[str]) -> Sequence[Entry]:
        """Return the entries with one of these names, or with one of these words in the name, in
        their order."""

        def fits(key: str) -> bool:
            return key in names or not words.isdisjoint(key.split())

        if self.ready:
            return [entry for entry in self.entries if fits(entry.key)]
        return self._some([fits(key) for key in self._names])

    @cached_property
    def _names(self) -> list[str]:
        """Return the name of every source, folded."""
        return list(folded([name_of(source[0])] for source in self._sources))

    def _candidates(self, words: list[str]) -> tuple[Entry, ...]:
        if not self._asked and "texts" not in self.__dict__:
            self._asked = True
            unread = self._unread(words)
            if unread is not None:
                return unread
            return self._some(could_fit(self._sources, words))
        return self._some([all(map(text.__contains__, words)) for text in self.texts])

    def _some(self, fit: Iterable[bool]) -> tuple[Entry, ...]:
        """Return the entries whose sources `fit`, in their order."""
        chosen = list(fit)
        sources = list(compress(self._sources, chosen))
        if "texts" in self.__dict__:
            texts: Iterable[str] = compress(self.texts, chosen)
        else:
            texts = folded(map(texts_of, sources))
        return tuple(sorted(map(Entry.of, sources, texts), key=_order))

    def with_members(self, community: Community) -> Index | None:
        """Return the index of a community in which a few members differ; None if more differs."""
        mine = (self.topics, self.events, self.library, self.questions)
        theirs = (community.topics, community.events, community.library, community.questions)
        if any(table is not other for table, other in zip(mine, theirs, strict=True)):
            return None
        changed = changed_of(self.members, community.members)
        if changed is None or any(changed.intersection(t.stewards) for t in self.topics.values()):
            return None
        new = Index(community)
        entries = list(self.entries)
        whole, words = map(dict, self.forms)
        for number in changed:
            talks: Names = ()
            if (was := self.members.get(number)) is not None and not stands_in(was):
                old = Entry.of((was, (), ()), key_of(was.name))
                at = bisect_left(entries, _order(old), key=_order)
                talks = entries.pop(at).made_of[2]
            if (member := community.members.get(number)) is not None and not stands_in(member):
                source = (member, (), talks)
                entry = Entry.of(source, next(folded([texts_of(source)])))
                insort(entries, entry, key=_order)
                # Forms that no one has any more do no harm: only entries are looked up in them.
                whole[entry.key] = None
                words.update(dict.fromkeys((entry.key, *entry.key.split())))
        new.entries, new.forms = tuple(entries), (whole, words)
        return new

    def folded_so_far(self) -> Iterator[tuple[IndexedRecord, str]]:
        """Return what has been folded so far: each source, and its text."""
        if self.ready:
            return ((entry.made_of, entry.text) for entry in self.entries)
        texts = self.__dict__.get("texts", ())
        return zip(self._sources, texts, strict=False) if texts else iter(())


def _goes_on(before: list[str], words: list[str]) -> bool:
    """Return whether words are what was typed before, or that and more."""
    return all(any(old in word for word in words) for old in before)


_INDEXES: WeakKeyDictionary[Community, Index] = WeakKeyDictionary()
_latest: list[Index] = []


def index_of(community: Community) -> Index:
    """Return the index of a community; keep it, and take over what hasn't changed since the last
    one."""
    index = _INDEXES.get(community)
    if index is None and _latest and _latest[0].ready:
        # Most edits change one record.
        index = _latest[0].with_members(community)
    if index is None:
        index = Index.of(community, _latest[0].folded_so_far() if _latest else ())
    _INDEXES[community] = index
    _latest[:] = [index]
    return index


def _order(entry: Entry) -> tuple[int, str, float]:
    """Return the sort key: members, topics, events, what is kept, each by name; of events with one name the
    latest first."""
    record = entry.made_of[0]
    number = -record.day.toordinal() if isinstance(record, Event) else entry.id
    return _PLACES[entry.table], entry.key, number
