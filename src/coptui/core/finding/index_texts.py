"""The texts by which a record can be found: its names, what else is said about it, and their
folding."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import compress, islice, repeat
from operator import attrgetter
from typing import Any

from coptui.core.model.entry import entries_of
from coptui.core.model.labels import label_of
from coptui.core.model.records import Event, LearningQuestion, LibraryItem, Member, Record, Topic
from coptui.core.model.text import fold, spelt_otherwise
from coptui.core.model.when import full_day
from coptui.language import tr

AT_ONCE = 500
"""This many records are folded together: one by one takes five times as long, all at once would
keep other threads waiting."""

TextPart = tuple[str, str]
"""How a text of a field is shown, with `{text}` for it, and the text."""
Names = tuple[str, ...]
IndexedRecord = tuple[Record, Names, Names]
"""A record, and names of others by which it is found too: of a member the topics that they steward
and the events at which they spoke, of a topic its stewards, of an item of the library or a
question of the learning agenda its topic."""


SPELT = "~"
"""What another spelling of a name begins with, in a line of its own behind all other texts."""


def spellings_in(text: str) -> list[str]:
    """Return the other spellings at the end of a record's folded texts."""
    return text.split(f"\n{SPELT}")[1:]


def key_of(text: str) -> str:
    """Fold a text; a dot counts as a space, except in an e-mail address."""
    return fold(text if "@" in text else text.replace(".", " "))


def folded(records: Iterable[list[str]]) -> Iterator[str]:
    """Return the texts of each record as `key_of` folds them, one per line.

    Fold plain texts together: most have nothing to fold but capitals.
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
    """Fold records whose texts are all plain: without line breaks or invisible characters."""
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


def could_fit(sources: Iterable[IndexedRecord], words: list[str]) -> Iterator[bool]:
    """Return, for each source, whether the words could be in its texts.

    An ASCII word has nothing to fold but capitals; other words are folded.
    """
    rest = iter(sources)
    while some := list(islice(rest, AT_ONCE)):
        texts = ["\n".join(texts_of(source)) for source in some]
        whole = "\n".join(texts)
        if whole.isascii() and not all(map(whole.lower().__contains__, words)):
            yield from repeat(False, len(some))
            continue
        for text in texts:
            plain = text.lower() if text.isascii() else " ".join(map(fold, text.split()))
            yield all(map(plain.__contains__, words))


def name_of(record: Record) -> str:
    return record.name if isinstance(record, Member) else label_of(record)


def texts_of(source: IndexedRecord) -> list[str]:
    """Return the name of a record, its other names, and every other text by which it can be found."""
    record = source[0]
    if isinstance(record, Member):
        return _of_member(record, *source[1:])
    names, others = TOLD[record.table](*source)
    label = label_of(record)
    return [label, *(text for _, text in (*names, *others)), *_spellings((label,))]


def _spellings(names: Iterable[str]) -> list[str]:
    return [f"{SPELT}{way}" for name in names for way in spelt_otherwise(name.replace(".", " "))]


def other_names_in(source: IndexedRecord) -> int:
    """Return how many of its texts are other names."""
    record = source[0]
    if isinstance(record, Member):
        return len(record.aliases) + len(record.handles) + len(record.emails)
    return len(TOLD[record.table](*source)[0])


@cache
def _searched() -> tuple[tuple[str, bool, str], ...]:
    """Return the fields of a member searched beside names: field, whether it holds several texts,
    and how a text of it is shown."""
    return tuple(
        (each.name, each.holds_many, each.entry.found_as)
        for each in entries_of(Member).values()
        if each.entry.found_as
    )


@cache
def _values() -> tuple[Callable[[Member], tuple[Any, ...]], tuple[bool, ...]]:
    """Return what reads those fields of a member at once, and which of them hold several texts."""
    names, many, _ = zip(*_searched(), strict=True)
    return attrgetter(*names), many


def _of_member(member: Member, stewards: Names, talks: Names) -> list[str]:
    """Return the texts that `_told_of_member` names, which would take twice as long for ten
    thousand people."""
    texts = [member.name, *member.aliases, *member.handles.values(), *member.emails]
    read, holds_many = _values()
    for value, many in zip(read(member), holds_many, strict=True):
        if many:
            texts += value
        else:
            texts.append(value)
    if member.groups:
        texts += _groups(member)
    texts += stewards
    texts += talks
    name = member.name
    if member.aliases or not name.isascii() or "'" in name or "-" in name:
        texts += _spellings((name, *member.aliases))
    return texts


def _groups(member: Member) -> list[str]:
    return [each.group for each in member.groups if each.until is None]


def _told_of_member(
    member: Member, stewards: Names, talks: Names
) -> tuple[list[TextPart], list[TextPart]]:
    names = [(tr("other name: {text}"), alias) for alias in member.aliases]
    names += [
        (tr("{service} {text}", service=service, text="{text}"), handle)
        for service, handle in member.handles.items()
    ]
    names += [(tr("e-mail: {text}"), address) for address in member.emails]
    others: list[TextPart] = []
    for name, many, found_as in _searched():
        value = getattr(member, name)
        others += [(found_as, text) for text in (value if many else (value,))]
    others += [(tr("in the group {text}"), group) for group in _groups(member)]
    others += [(tr("looks after {text}"), title) for title in stewards]
    others += [(tr("spoke at {text}"), title) for title in talks]
    return names, others


def _told_of_topic(
    topic: Topic, stewards: Names, _: Names
) -> tuple[list[TextPart], list[TextPart]]:
    if topic.confidential:
        return [], []
    others = [(tr("interest: {text}"), interest) for interest in topic.interests]
    others += [(tr("looked after by {text}"), name) for name in stewards]
    return [(tr("tag: {text}"), tag) for tag in topic.tags], others


def _told_of_event(event: Event, *_: Names) -> tuple[list[TextPart], list[TextPart]]:
    if event.confidential:
        return [], []
    names = [
        (tr("on {text}"), event.starts_at[:10]),
        (tr("on {text}"), full_day(event.day)),
        (tr("series: {text}"), event.series),
    ]
    names += [(tr("for {text}"), group) for group in event.groups]
    others = [
        (tr("at {text}"), event.place),
        *((tr("guest: {text}"), guest.name) for guest in event.outside_guests),
    ]
    return names, others


def _told_of_item(
    item: LibraryItem, _: Names, topics: Names
) -> tuple[list[TextPart], list[TextPart]]:
    return [], [
        (tr("kind: {text}"), item.kind or ""),
        *((tr("topic: {text}"), title) for title in topics),
    ]


def _told_of_question(
    question: LearningQuestion, _: Names, topics: Names
) -> tuple[list[TextPart], list[TextPart]]:
    others = [(tr("kind: {text}"), question.kind or ""), (tr("season: {text}"), question.season)]
    return [], [*others, *((tr("topic: {text}"), title) for title in topics)]


TOLD: dict[str, Callable[..., tuple[list[TextPart], list[TextPart]]]] = {
    "members": _told_of_member,
    "topics": _told_of_topic,
    "events": _told_of_event,
    "library": _told_of_item,
    "questions": _told_of_question,
}
"""By table: the other names of a record, and its other texts."""


def taken_over(
    sources: Sequence[IndexedRecord], known: Mapping[int, tuple[IndexedRecord, str]]
) -> tuple[str, ...]:
    """Return the text of every source; `known` are sources and their texts by the `id` of the
    record."""
    none = ((), None)
    kept = [
        text if one == source else None
        for source in sources
        for one, text in (known.get(id(source[0]), none),)
    ]
    new = [source for source, text in zip(sources, kept, strict=True) if text is None]
    new_texts = folded(map(texts_of, new))
    return tuple([next(new_texts) if text is None else text for text in kept])
