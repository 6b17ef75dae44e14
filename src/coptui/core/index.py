"""What can be found in a community: of every record all its names and other texts, folded."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property
from itertools import chain, compress, islice, repeat
from weakref import WeakKeyDictionary

import msgspec

from coptui.core.community import Community, changed_of
from coptui.core.edits import label_of
from coptui.core.in_order import in_order
from coptui.core.records import Event, Member, Record, Topic
from coptui.core.text import fold
from coptui.core.when import full_day

AT_ONCE = 500
"""So many records are folded together: one by one takes five times as long, all at once would
keep other threads waiting."""
_PLACES = {"members": 0, "topics": 1, "events": 2}

Part = tuple[str, str]
"""What a field is called, and a text in it."""
Names = tuple[str, ...]
Source = tuple[Record, Names, Names]
"""A record, and names of others by which it is found too: of a member the topics that they steward
and the events at which they spoke, of a topic its stewards."""


class Entry(msgspec.Struct, eq=False, gc=False):
    """A record as it is searched. `text` is all that can be found, folded, a line each.

    The first line, `key`, is its name; its other names come next. While what the entry was
    `made_of` is the same, so is the entry.
    """

    made_of: Source
    text: str
    key: str
    table: str
    id: int

    @classmethod
    def of(cls, made_of: Source, text: str) -> Entry:
        record = made_of[0]
        return cls(made_of, text, text.partition("\n")[0], record.table, record.id)

    @property
    def name(self) -> str:
        return _name(self.made_of[0])

    @property
    def other_names(self) -> list[str]:
        """Folded: aliases, handles and addresses; tags; a day or series."""
        many = _other_names(self.made_of)
        return self.text.split("\n", many + 1)[1 : many + 1]

    def parts(self) -> list[tuple[str, str, str]]:
        """Every text but the name, names first: what it is called, as it is, and folded."""
        names, others = _TOLD[self.table](*self.made_of)
        return [(*part, key_of(part[1])) for part in (*names, *others) if part[1]]


class Index:
    """What can be found in one version of a community.

    What is as long as the community is a tuple or the keys of a dict, not a list or a set: the
    garbage collector would look at each of their parts again whenever a screen is closed.

    The first question looks through the texts as they are, and only what could fit is folded and
    made an entry. Whoever asks again gets all of them folded; and for whoever asks at every letter
    `entries` makes all of them, and puts them in order, ahead of the first.
    """

    def __init__(self, community: Community) -> None:
        self.members, self.topics = community.members, community.topics
        self.events = community.events
        self._sources: tuple[Source, ...] = ()
        self._asked = False
        self._typed: list[tuple[list[str], tuple[Entry, ...]]] = []

    @classmethod
    def of(cls, community: Community, known: Iterable[tuple[Source, str]]) -> Index:
        """Of a community; the texts of sources that are `known` are not folded again."""
        index = cls(community)
        index._sources = tuple(_sources(community))
        texts = {id(source[0]): (source, text) for source, text in known}
        if texts:
            index.texts = _taken_over(index._sources, texts)
        return index

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The text of every source."""
        return tuple(folded(map(_texts_of, self._sources)))

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """All of them in the order in which equally good ones are shown."""
        return tuple(in_order(map(Entry.of, self._sources, self.texts), _order))

    @cached_property
    def forms(self) -> tuple[dict[str, None], dict[str, None]]:
        """Every whole name, and every whole name or one word of it."""
        names = (entry.key for entry in self.entries) if self.ready else self._names
        whole = dict.fromkeys(names)
        words = dict(whole)
        rest = iter(whole)
        while some := list(islice(rest, AT_ONCE)):
            words.update(dict.fromkeys(chain.from_iterable(map(str.split, some))))
        return whole, words

    @property
    def ready(self) -> bool:
        """Whether all entries are made already."""
        return "entries" in self.__dict__

    def fits(self, words: list[str]) -> tuple[Entry, ...]:
        """The entries in which every word stands, in their order.

        What fitted each letter that was typed is kept until another one is typed in its place: a
        letter taken back asks nobody again.
        """
        while self._typed and not _goes_on(self._typed[-1][0], words):
            self._typed.pop()
        before, found = self._typed[-1] if self._typed else ([], None)
        if found is None:
            found = self.entries if self.ready or not words else self._candidates(words)
        if before != words:
            # Where a letter was typed on, what did not fit before does not fit now.
            for word in words:
                found = tuple([entry for entry in found if word in entry.text])
            self._typed.append((words, found))
        return found

    def called(self, names: Set[str], words: Set[str]) -> Sequence[Entry]:
        """The entries of these names, or with one of these words in it, in their order."""

        def fits(key: str) -> bool:
            return key in names or not words.isdisjoint(key.split())

        if self.ready:
            return [entry for entry in self.entries if fits(entry.key)]
        return self._some([fits(key) for key in self._names])

    @cached_property
    def _names(self) -> list[str]:
        """The name of every source, folded."""
        return list(folded([_name(source[0])] for source in self._sources))

    def _candidates(self, words: list[str]) -> tuple[Entry, ...]:
        if not self._asked and "texts" not in self.__dict__:
            self._asked = True
            return self._some(_could_fit(self._sources, words))
        return self._some([all(map(text.__contains__, words)) for text in self.texts])

    def _some(self, fit: Iterable[bool]) -> tuple[Entry, ...]:
        """Those of the entries, in their order; `fit` says of each source whether it is one."""
        chosen = list(fit)
        sources = list(compress(self._sources, chosen))
        if "texts" in self.__dict__:
            texts: Iterable[str] = compress(self.texts, chosen)
        else:
            texts = folded(map(_texts_of, sources))
        return tuple(sorted(map(Entry.of, sources, texts), key=_order))

    def with_members(self, community: Community) -> Index | None:
        """The index of a community in which a few members differ; None when more does."""
        if community.topics is not self.topics or community.events is not self.events:
            return None
        changed = changed_of(self.members, community.members)
        if changed is None or any(changed.intersection(t.stewards) for t in self.topics.values()):
            return None
        new = Index(community)
        entries = list(self.entries)
        whole, words = map(dict, self.forms)
        for number in changed:
            talks: Names = ()
            if number in self.members:
                old = Entry.of((self.members[number], (), ()), key_of(self.members[number].name))
                at = bisect_left(entries, _order(old), key=_order)
                talks = entries.pop(at).made_of[2]
            if (member := community.members.get(number)) is not None:
                source = (member, (), talks)
                entry = Entry.of(source, next(folded([_texts_of(source)])))
                insort(entries, entry, key=_order)
                # Forms that nobody bears any more do no harm: they are looked up among entries.
                whole[entry.key] = None
                words.update(dict.fromkeys((entry.key, *entry.key.split())))
        new.entries, new.forms = tuple(entries), (whole, words)
        return new

    def made(self) -> Iterator[tuple[Source, str]]:
        """What was folded so far: each source, and its text."""
        if self.ready:
            return ((entry.made_of, entry.text) for entry in self.entries)
        return zip(self._sources, self.__dict__.get("texts", ()), strict=False)


def _goes_on(before: list[str], words: list[str]) -> bool:
    """Whether words are what was typed before, or that and more."""
    return all(any(old in word for word in words) for old in before)


_INDEXES: WeakKeyDictionary[Community, Index] = WeakKeyDictionary()
_latest: list[Index] = []


def index_of(community: Community) -> Index:
    """The index of a community. It is kept, and what did not change since is taken over."""
    index = _INDEXES.get(community)
    if index is None and _latest and _latest[0].ready:
        # Most edits change one record.
        index = _latest[0].with_members(community)
    if index is None:
        index = Index.of(community, _latest[0].made() if _latest else ())
    _INDEXES[community] = index
    _latest[:] = [index]
    return index


def key_of(text: str) -> str:
    """Folded, a dot as good as a space; in a mail address it stays."""
    return fold(text if "@" in text else text.replace(".", " "))


def folded(records: Iterable[list[str]]) -> Iterator[str]:
    """Of each record all its texts as `key_of` folds them, each on a line of its own.

    What is plain is folded together, as most texts have nothing to fold but capitals.
    """
    rest = iter(records)
    while some := list(islice(rest, AT_ONCE)):
        flat = ["|".join(texts) for texts in some]
        plain = [text.isascii() and text.isprintable() for text in flat]
        quick = iter(_folded_together(list(compress(some, plain))))
        for is_plain, texts in zip(plain, some, strict=True):
            # A text may hold line breaks of its own; folded, none is left but those between texts.
            yield next(quick) if is_plain else "\n".join(map(key_of, texts))


def _folded_together(records: list[list[str]]) -> list[str]:
    """Of records in which all is plain: no text holds a break or a sign that cannot be seen."""
    whole = "\n\0".join(["\n".join(texts) for texts in records]).lower()
    if "@" not in whole:
        whole = whole.replace(".", " ")
    elif "." in whole:
        texts = whole.split("\n")
        whole = "\n".join([text if "@" in text else text.replace(".", " ") for text in texts])
    while "  " in whole:
        whole = whole.replace("  ", " ")
    whole = whole.replace(" \n", "\n").replace("\n ", "\n").replace("\0 ", "\0").strip(" ")
    return whole.split("\n\0")


def _could_fit(sources: Iterable[Source], words: list[str]) -> Iterator[bool]:
    """Of each source, whether the words could stand in its texts.

    Within a word, a text in ASCII has nothing to fold but capitals; another one could hold any.
    """
    rest = iter(sources)
    while some := list(islice(rest, AT_ONCE)):
        texts = ["\n".join(_texts_of(source)) for source in some]
        whole = "\n".join(texts)
        if whole.isascii() and not all(map(whole.lower().__contains__, words)):
            yield from repeat(False, len(some))
            continue
        for text in texts:
            yield not text.isascii() or all(map(text.lower().__contains__, words))


def _taken_over(
    sources: Sequence[Source], known: Mapping[int, tuple[Source, str]]
) -> tuple[str, ...]:
    """The text of every source; `known` are sources and their texts by the `id` of the record."""
    none = ((), None)
    kept = [
        text if one == source else None
        for source in sources
        for one, text in (known.get(id(source[0]), none),)
    ]
    new = [source for source, text in zip(sources, kept, strict=True) if text is None]
    made = folded(map(_texts_of, new))
    return tuple([next(made) if text is None else text for text in kept])


def _sources(community: Community) -> Iterator[Source]:
    """Every record, and the names of others that it is found by."""
    stewards: dict[int, Names] = {}
    for topic in community.topics.values():
        for who in topic.stewards:
            stewards[who] = (*stewards.get(who, ()), label_of(topic))
    talks: dict[int, Names] = {}
    for event in community.events.values():
        for who in event.speakers:
            talks[who] = (*talks.get(who, ()), label_of(event))
    members = community.members
    for number, member in members.items():
        yield member, stewards.get(number, ()), talks.get(number, ())
    for topic in community.topics.values():
        yield topic, tuple(members[who].name for who in topic.stewards if who in members), ()
    for event in reversed(community.events_by_day):
        yield event, (), ()


def _name(record: Record) -> str:
    return record.name if isinstance(record, Member) else label_of(record)


def _texts_of(source: Source) -> list[str]:
    """The name of a record, its other names, and every other text by which it can be found."""
    record = source[0]
    if isinstance(record, Member):
        return _of_member(record, *source[1:])
    names, others = _TOLD[record.table](*source)
    return [label_of(record), *(text for _, text in (*names, *others))]


def _other_names(source: Source) -> int:
    """How many of its texts are other names."""
    record = source[0]
    if isinstance(record, Member):
        return len(record.aliases) + len(record.handles) + len(record.emails)
    return len(_TOLD[record.table](*source)[0])


def _of_member(member: Member, stewards: Names, talks: Names) -> list[str]:
    """The texts that `_told_of_member` names: of ten thousand people, that takes twice as long."""
    return [
        member.name,
        *member.aliases,
        *member.handles.values(),
        *member.emails,
        member.organisation,
        member.unit,
        member.location,
        *member.offers,
        *member.interests,
        *member.seeks,
        *stewards,
        *talks,
        *member.tags,
    ]


def _told_of_member(member: Member, stewards: Names, talks: Names) -> tuple[list[Part], list[Part]]:
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


def _told_of_topic(topic: Topic, stewards: Names, _: Names) -> tuple[list[Part], list[Part]]:
    if topic.confidential:
        return [], []
    return [("tag", tag) for tag in topic.tags], [("stewarded by", name) for name in stewards]


def _told_of_event(event: Event, *_: Names) -> tuple[list[Part], list[Part]]:
    if event.confidential:
        return [], []
    names = [("on", event.starts_at[:10]), ("on", full_day(event.day)), ("series", event.series)]
    others = [("at", event.place), *(("guest", guest.name) for guest in event.outside_guests)]
    return names, others


_TOLD: dict[str, Callable[..., tuple[list[Part], list[Part]]]] = {
    "members": _told_of_member,
    "topics": _told_of_topic,
    "events": _told_of_event,
}
"""By table: the other names of a record, and its other texts."""


def _order(entry: Entry) -> tuple[int, str, float]:
    """Members, topics, events, each by name; of one name the latest event first."""
    record = entry.made_of[0]
    number = -record.day.toordinal() if isinstance(record, Event) else entry.id
    return _PLACES[entry.table], entry.key, number
