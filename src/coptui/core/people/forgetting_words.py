"""What a person is called, and what of it may mean something else. Pure.

Certain is only what can't be anything else: an address, a whole name, a long number, a handle or a
word of the name that nothing else here is called by. Ordinary words and short numbers are in
question.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple
from urllib.parse import unquote

from coptui.core.model.ordinary_words import COMMON
from coptui.core.model.records import TABLES, Text
from coptui.core.people.forgetting_texts import (
    CUT,
    StoredDocument,
    composed,
    mentions,
    parts_of,
    spaced,
    tokens,
)
from coptui.core.people.name_patterns import (
    DIGITS,
    address_pattern,
    bounded,
    is_word,
    number_pattern,
    plain_name,
    spellings,
    words_of,
)
from coptui.core.people.texts_of import Spec, changed, spec_of

SHORTEST = 3
"""A part of a name of fewer letters is never certain, and not looked for if it is an ordinary word."""


@dataclass(frozen=True)
class Forgotten:
    """Who to forget, by everything they were ever called.

    `ids`: their own first, then those of records merged with it. `on` is the day, `mark` the sign
    that stays. `names` are their names, former ones too; `others` their aliases.
    """

    ids: tuple[int, ...]
    on: str
    mark: str
    names: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    handles: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()

    def called(self) -> Iterator[str]:
        """Return every name, address, handle and number."""
        for texts in (self.names, self.others, self.addresses, self.handles, self.phones):
            yield from texts


@dataclass
class Elsewhere:
    """Which of the person's words stand for something else in the same files, in lower case.

    `words` are in names, labels and choices, `small` are written small in sentences, `wholes` are
    whole names, addresses and numbers of others.
    """

    words: set[str] = field(default_factory=set)
    small: set[str] = field(default_factory=set)
    wholes: set[str] = field(default_factory=set)


class Match(NamedTuple):
    """A place in a text that names the person; if not `sure`, it may be something else."""

    start: int
    end: int
    sure: bool


def elsewhere(documents: Iterable[tuple[StoredDocument, str]], person: Forgotten) -> Elsewhere:
    """Return what else has one of the person's names, in all documents (with their `folded` text)
    but their own."""
    other_uses = Elsewhere()
    own = _words(person)
    wholes = {spaced(text).casefold() for text in person.called()}
    if not wholes:
        return other_uses
    seeds = own | wholes
    small = re.compile(rf"(?<![^\W_])(?:{_either(own)})(?![^\W_])" if own else r"(?!)")
    names = {bounded(name) for name in person.names | person.others if len(tokens(name)) > 1}
    named = _pattern(names, re.IGNORECASE)

    def visit(text: str, kind: Text | None, path: str) -> str:
        sentence = any(letter.isspace() for letter in text)
        if sentence and kind in (Text.PROSE, None):
            other_uses.small.update(small.findall(composed(text)))
            return text
        # Who is named is the person, perhaps; and of links only what may be an id is a word.
        if kind in (Text.NAMED, Text.ADDRESS) or (
            kind is Text.QUOTE and not re.fullmatch(r"[a-z0-9_-]+", text)
        ):
            return text
        # A note that is only an address says whose it is no less than one that says more.
        if kind in (Text.PROSE, None) and "@" in text.strip("@"):
            return text
        if (whole := spaced(text).casefold()) in wholes:
            other_uses.wholes.add(whole)
        if kind is not Text.OWN or path in ("name", "sort_name"):
            # Where their whole name stands, its words are no sign of meaning something else.
            rest = text if whole in wholes else named.sub(" ", composed(text))
            other_uses.words.update(own.intersection(tokens(rest)))
        return text

    for (table, key, document), text in documents:
        if table in ("meta", "erased") or (
            table == "members" and key.isdecimal() and int(key) in person.ids
        ):
            continue
        if not mentions(text, seeds):
            continue
        for part in parts_of(table, key, document):
            if not (part.table == "members" and part.id in person.ids):
                changed(part.table, part.document, visit)
    return other_uses


def _words(person: Forgotten) -> set[str]:
    """Return the single words of their names and handles. An address is searched for as a whole."""
    called = (*person.names, *person.others, *person.handles, *person.phones)
    return {
        word
        for text in called
        if "@" not in text.lstrip("@") and re.search(r"[^\W\d_]", text)
        for word in tokens(text)
    }


class Words:
    """Finds where a text names the person."""

    def __init__(self, person: Forgotten, other: Elsewhere) -> None:
        self._other = other
        sure: set[str] = set()
        telling: set[str] = set()
        asked: set[str] = set()
        self._terms: dict[str, bool] = {}
        called = {*person.called(), *(handle.lstrip("@") for handle in person.handles)}
        spelled = {spelling for text in called for spelling in spellings(text)}
        self._seeds = {spaced(text).casefold() for text in spelled} | _words(person)
        self._seeds |= {word for name in spelled - person.phones for word in tokens(name)}
        self._numbers = _pattern({number_pattern(phone) for phone in person.phones})
        for address in person.addresses:
            self._sort(address, address_pattern, self._is_theirs(address), sure, asked)
        for handle in person.handles:
            bare = handle.lstrip("@")
            whole, shared = spaced(bare), self._is_shared(handle) or self._is_shared(bare)
            # A handle is written small in any case; with its sign, or with more than letters, it
            # is no word of a sentence.
            marked = not shared and self._is_theirs(bare, small=False)
            alone = marked and (not whole.isalpha() or self._is_theirs(bare))
            self._sort(bare, lambda handle: f"@{bounded(handle)}", marked, sure, asked)
            self._sort(bare, bounded, alone, sure, asked)
        for phone in person.phones:
            known = self._is_theirs(phone) or (_is_number(phone) and not self._is_shared(phone))
            self._sort(phone, number_pattern, known, sure, asked)
        plain_names = {plain_name(name) for name in person.names}
        wholes = {*person.names, *person.others, *plain_names}
        for whole in {spelling for name in wholes for spelling in spellings(name)}:
            into = sure if len(tokens(whole)) > 1 else telling
            self._sort(whole, bounded, self._is_theirs(whole), into, asked)
        theirs = {word for name in plain_names for word in words_of(name)}
        for word in {word for name in person.names for word in words_of(name)}:
            if len(word) < 2 or word[0].islower() or word.isdecimal():
                continue
            for spelling in spellings(word):
                if len(spelling) < SHORTEST and spelling.casefold() in COMMON:
                    continue
                certain = word in theirs and self._is_distinct(spelling)
                self._sort(spelling, bounded, certain, telling, asked)
            if word.casefold() in other.small and len(word) >= SHORTEST:
                asked.add(bounded(word.lower()))
        self.sure = _pattern(sure, re.IGNORECASE)
        self.wholes_in_question = _pattern(
            {bounded(name) for name, is_sure in self._terms.items() if not is_sure and " " in name},
            re.IGNORECASE,
        )
        self._all = _pattern(sure | telling, re.IGNORECASE)
        self._asked = _pattern(asked)
        self._any = re.compile(f"(?i:{self._all.pattern})|{self._asked.pattern}")

    def may_name(self, text: str) -> bool:
        """Return whether a folded document can name the person: a quick first look."""
        if mentions(text, self._seeds) or self._numbers.search(text):
            return True
        # The name in a link: utf-8 as it is written today, latin-1 as it once was.
        encodings = ("utf-8", "latin-1") if "%" in text else ()
        return any(
            mentions(composed(unquote(text, encoding)).casefold(), self._seeds)
            for encoding in encodings
        )

    def _sort(
        self,
        term: str,
        pattern_of: Callable[[str], str],
        is_sure: bool,
        sure: set[str],
        asked: set[str],
    ) -> None:
        term = spaced(term)
        if len(term) < 2:
            return
        self._terms[term] = is_sure
        if is_sure:
            sure.add(pattern_of(term))
        elif term.isalpha():
            # Written small it is the ordinary word; in capitals it may be either.
            asked.update((pattern_of(term), pattern_of(term.upper())))
        else:
            asked.add(f"(?i:{pattern_of(term)})")

    def _is_shared(self, term: str) -> bool:
        return spaced(term).casefold() in self._other.wholes

    def _is_theirs(self, term: str, *, small: bool = True) -> bool:
        """Return whether a whole name, address, handle or number can't belong to anyone or
        anything else.

        A single word doesn't count if it appears in lower case in a sentence, unless `small` is
        False.
        """
        whole = spaced(term).casefold()
        if self._is_shared(term):
            return False
        if "@" in whole.strip("@"):
            return True
        words = tokens(whole)
        small = small and len(words) < 2
        return any(self._is_distinct(word, small=small) for word in words)

    def _is_distinct(self, word: str, *, small: bool = True) -> bool:
        other = self._other.words | self._other.small if small else self._other.words
        return any(
            piece not in COMMON
            and piece not in _named_by_types()
            and piece not in other
            and len(piece) >= SHORTEST
            and not piece.isdecimal()
            and not _is_moment(piece)
            for piece in tokens(word)
        )

    def find(self, text: str) -> list[Match]:
        """Return every place in a text (in composed letters), in order, none within another."""
        matches: list[Match] = []
        if self._any.search(text):
            taken = [Match(*hit.span(), sure=True) for hit in self._all.finditer(text)]
            matches = taken + [
                Match(*hit.span(), sure=False)
                for hit in self._asked.finditer(text)
                if not any(match.start < hit.end() and hit.start() < match.end for match in taken)
            ]
        if text.endswith(CUT) and (cut := self._cut(text)) is not None:
            # A whole name at the end may also look like the beginning of another: it is all of it.
            over = [cut, *(match for match in matches if match.end > cut.start)]
            begin, end = min(match.start for match in over), max(match.end for match in over)
            whole = Match(begin, end, any(match.sure for match in over))
            matches = [match for match in matches if match.end <= cut.start] + [whole]
        return sorted(matches)

    def is_sure(self, text: str) -> bool:
        """Return whether a text as a whole can only mean this person."""
        return self.sure.fullmatch(spaced(text)) is not None

    def _cut(self, text: str) -> Match | None:
        """Return the pattern of a name that a text was cut off in."""
        body = text[: -len(CUT)]
        for term, sure in sorted(self._terms.items(), key=lambda one: -len(one[0])):
            for length in range(len(term) - 1, SHORTEST - 1, -1):
                start = len(body) - length
                if body.endswith(term[:length]) and not (start and is_word(body[start - 1])):
                    return Match(start, len(body), sure and length > SHORTEST)
        return None


def _either(texts: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(texts, key=lambda text: (-len(text), text))))


def _pattern(patterns: set[str], flags: int = 0) -> re.Pattern[str]:
    # A longer one before what it may contain.
    found = "|".join(sorted(patterns, key=lambda text: (-len(text), text)))
    return re.compile(found or r"(?!)", flags)


def _is_number(term: str) -> bool:
    """Return whether this is a telephone number that can't be a year or a day."""
    digits = re.sub(r"\D", "", term)
    like_a_day = re.fullmatch(r"(19|20|21)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d*", digits)
    return len(digits) >= DIGITS and not like_a_day and not re.search(r"[^\W\d_]", term)


def _is_moment(word: str) -> bool:
    return bool(re.fullmatch(r"\d+t\d*", word))


@cache
def _named_by_types() -> frozenset[str]:
    """Return the words of every table, field and choice."""
    known_words: set[str] = set()
    waiting: list[Spec | None] = []
    for table in TABLES:
        known_words.update(tokens(table))
        waiting.append(spec_of(table))
    while waiting:
        spec = waiting.pop()
        if spec is None:
            continue
        waiting += [spec.items, spec.keys, spec.values, *(spec.fields or {}).values()]
        for text in (*spec.choices, *(spec.fields or ())):
            known_words.update(tokens(text))
    return frozenset(known_words)
