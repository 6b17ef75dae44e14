"""What a person is called, and what of it may mean something else. Pure.

Certain is only what can't be anything else: an address, a whole name, a long number, a handle or a
word of the name that nothing else here is called by. Ordinary words and short numbers are in
question.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple
from urllib.parse import unquote

from coptui.core.model.ordinary_words import COMMON
from coptui.core.model.records import TABLES
from coptui.core.people.forgetting_elsewhere import Elsewhere, own_words
from coptui.core.people.forgetting_person import Forgotten
from coptui.core.people.forgetting_texts import (
    CUT,
    is_word,
    lowered,
    mentions,
    spaced,
    tokens,
)
from coptui.core.people.name_patterns import (
    DIGITS,
    ENDING,
    address_pattern,
    bounded,
    handle_pattern,
    inflected,
    is_whole,
    number_pattern,
    pattern_of_any,
    plain_name,
    spellings,
    stem_of,
    words_of,
    written,
)
from coptui.core.people.texts_of import Spec, spec_of

SHORTEST = 3
"""A part of a name of fewer letters is never certain, and not looked for if it is an ordinary word."""
_ADDRESS = re.compile(r"[\w.+%-]+@[\w.-]+")


class Match(NamedTuple):
    """A place in a text that names the person; if not `sure`, it may be something else."""

    start: int
    end: int
    sure: bool


class Words:
    """Finds where a text names the person."""

    def __init__(self, person: Forgotten, other: Elsewhere) -> None:
        self._other = other
        sure: set[str] = set()
        telling: set[str] = set()
        asked: set[str] = set()
        self._terms: dict[str, bool] = {}
        called = {*person.called(), *(handle.lstrip("@") for handle in person.handles)}
        spelled = {spelling for text in called for spelling in written(text)}
        self._seeds = {lowered(spaced(text)) for text in spelled} | own_words(person)
        self._seeds |= {word for name in spelled - person.phones for word in tokens(name)}
        self._numbers = pattern_of_any({number_pattern(phone) for phone in person.phones})
        for address in person.addresses:
            self._sort(address, address_pattern, self._is_theirs(address), sure, asked)
        for handle in person.handles:
            bare = handle.lstrip("@")
            whole, shared = spaced(bare), self._is_shared(handle) or self._is_shared(bare)
            # A handle is written small in any case; with its sign, or with more than letters, it
            # is no word of a sentence.
            marked = not shared and self._is_theirs(bare, small=False)
            alone = marked and (not whole.isalpha() or self._is_theirs(bare))
            self._sort(bare, lambda handle: f"@{handle_pattern(handle)}", marked, sure, asked)
            self._sort(bare, handle_pattern, alone, sure, asked)
        for phone in person.phones:
            known = self._is_theirs(phone) or (_is_number(phone) and not self._is_shared(phone))
            self._sort(phone, number_pattern, known, sure, asked)
        plain_names = {plain_name(name) for name in person.names}
        wholes = {*person.names, *person.others, *plain_names}
        singles = {form for name in wholes if len(tokens(name)) < 2 for form in written(name)}
        for whole in {spelling for name in wholes for spelling in written(name)}:
            into = telling if whole in singles else sure
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
        # "Williams" is a name of its own, too; of an ordinary word only that is looked for.
        joined = {form for name in plain_names for form in written(name) if " " not in form}
        stems = {(spelling, "[sS]") for word in theirs | joined for spelling in spellings(word)}
        stems |= {
            (stem_of(spelling), ENDING)
            for word in theirs
            if self._is_distinct(word)
            for spelling in spellings(word)
        }
        others = COMMON | other.words | other.small
        for stem, ending in stems:
            if len(stem) < SHORTEST or stem[0].islower():
                continue
            self._seeds.add(lowered(stem))
            but = {word for word in others if word.startswith(lowered(stem))}
            asked |= {inflected(form, ending, but) for form in (stem, stem.upper())}
        self.sure = pattern_of_any(sure, re.IGNORECASE)
        self._wholes_in_question = pattern_of_any(
            {bounded(name) for name, is_sure in self._terms.items() if not is_sure and " " in name},
            re.IGNORECASE,
        )
        self._all = pattern_of_any(sure | telling, re.IGNORECASE)
        self._asked = pattern_of_any(asked)
        self._any = re.compile(f"(?i:{self._all.pattern})|{self._asked.pattern}")

    def may_name(self, text: str) -> bool:
        """Return whether a folded document can name the person: a quick first look."""
        if mentions(text, self._seeds) or self._numbers.search(text):
            return True
        # The name in a link: utf-8 as it is written today, latin-1 as it once was.
        encodings = ("utf-8", "latin-1") if "%" in text else ()
        return any(
            mentions(lowered(unquote(text, encoding)), self._seeds) for encoding in encodings
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
            # Written small it is the ordinary word, if there is one; in capitals it may be either.
            asked.update((pattern_of(term), pattern_of(term.upper())))
            if len(term) >= SHORTEST and lowered(term) in self._other.small | self._other.words:
                asked.add(pattern_of(term.lower()))
        else:
            asked.add(f"(?i:{pattern_of(term)})")

    def _is_shared(self, term: str) -> bool:
        return lowered(spaced(term)) in self._other.wholes

    def _is_theirs(self, term: str, *, small: bool = True) -> bool:
        """Return whether a whole name, address, handle or number can't belong to anyone or
        anything else.

        A single word doesn't count if it appears in lower case in a sentence, unless `small` is
        False.
        """
        whole = lowered(spaced(term))
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
            matches = _matches(text, self._all, self._asked)
        matches = list(self._beside_addresses(text, matches))
        if text.endswith(CUT) and (cut := self._cut(text)) is not None:
            # A whole name at the end may also look like the beginning of another: it is all of it.
            over = [cut, *(match for match in matches if match.end > cut.start)]
            begin, end = min(match.start for match in over), max(match.end for match in over)
            whole = Match(begin, end, any(match.sure for match in over))
            matches = [match for match in matches if match.end <= cut.start] + [whole]
        return sorted(matches)

    def quoted(self, text: str) -> list[Match]:
        """Return every place in a link, or in what quotes a checklist: as `find`, but by whole
        names and what can't be anything else."""
        matches = _matches(text, self.sure, self._wholes_in_question)
        return list(self._beside_addresses(text, matches))

    def _beside_addresses(self, text: str, matches: Iterable[Match]) -> Iterator[Match]:
        """Yield matches without those in an address of someone else. In an address that no one is
        known by, a word of theirs may be another's."""
        addresses = list(_ADDRESS.finditer(text)) if "@" in text else []
        for match in matches:
            around = next(
                (one for one in addresses if one.start() <= match.start < one.end()), None
            )
            if around is None or self.sure.fullmatch(text, *around.span()) is not None:
                yield match
            elif lowered(around[0].rstrip(".")) not in self._other.addresses:
                is_sure = match.sure and self.sure.fullmatch(text, *match[:2]) is not None
                yield match._replace(sure=is_sure)

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


def _matches(text: str, sure: re.Pattern[str], asked: re.Pattern[str]) -> list[Match]:
    matches: list[Match] = []
    for pattern in (sure, asked):
        known = list(matches)
        matches += [
            Match(*hit.span(), sure=pattern is sure)
            for hit in pattern.finditer(text)
            # A name of nothing but apostrophes, each of which may be missing, is everywhere.
            if hit[0]
            and is_whole(text, *hit.span())
            and not any(match.start < hit.end() and hit.start() < match.end for match in known)
        ]
    return sorted(matches)


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
