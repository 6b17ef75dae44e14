"""What a person is called, and what of it may mean something else. Pure.

Certain is only what can't be anything else: an address, a whole name, a long number, a handle or a
word of the name that nothing else here is called by. Ordinary words and short numbers are in
question.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from coptui.core.forgetting.documents import lowered, spaced, tokens
from coptui.core.forgetting.elsewhere import Elsewhere, own_words
from coptui.core.forgetting.name_patterns import (
    DIGITS,
    ENDING,
    address_pattern,
    bounded,
    handle_pattern,
    inflected,
    number_pattern,
    plain_name,
    spellings,
    stem_of,
    words_of,
    written,
)
from coptui.core.forgetting.person import Forgotten
from coptui.core.forgetting.texts_of import Spec, spec_of
from coptui.core.model.ordinary_words import COMMON, NAMED_AFTER
from coptui.core.model.records import TABLES

SHORTEST = 3
"""A part of a name of fewer letters is never certain, and not looked for if it is an ordinary word."""


class Terms:
    """The patterns of everything a person is called, by how certain a place that fits them is.

    `sure` can't be anything else anywhere; `telling` is a single word that can't in a sentence,
    but may in a link; `asked` may be an ordinary word, a day or someone else. The first two fit in
    upper and lower case, the third as it is written. `is_sure` says it of each spelling, and one of
    `seeds` is in every text that a pattern fits.
    """

    def __init__(self, person: Forgotten, other: Elsewhere) -> None:
        self._person, self._other = person, other
        self._plain_names = {plain_name(name) for name in person.names}
        self._theirs = {word for name in self._plain_names for word in words_of(name)}
        self.is_sure: dict[str, bool] = {}
        self.sure: set[str] = set()
        self.telling: set[str] = set()
        self.asked: set[str] = set()
        self.seeds = self._first_seeds()
        self._add_addresses()
        self._add_handles()
        self._add_phones()
        self._add_names()
        self._add_words_of_names()
        self._add_inflected()

    def _first_seeds(self) -> set[str]:
        person = self._person
        called = {*person.called(), *(handle.lstrip("@") for handle in person.handles)}
        spelled = {spelling for text in called for spelling in written(text)}
        words = {word for name in spelled - person.phones for word in tokens(name)}
        return {lowered(spaced(text)) for text in spelled} | own_words(person) | words

    def _add_addresses(self) -> None:
        for address in self._person.addresses:
            self._add(address, address_pattern, self._is_theirs(address), self.sure)

    def _add_handles(self) -> None:
        for handle in self._person.handles:
            bare = handle.lstrip("@")
            whole, shared = spaced(bare), self._is_shared(handle) or self._is_shared(bare)
            # A handle is written small in any case; with its sign, or with more than letters, it
            # is no word of a sentence.
            marked = not shared and self._is_theirs(bare, small=False)
            alone = marked and (not whole.isalpha() or self._is_theirs(bare))
            self._add(bare, lambda handle: f"@{handle_pattern(handle)}", marked, self.sure)
            self._add(bare, handle_pattern, alone, self.sure)

    def _add_phones(self) -> None:
        for phone in self._person.phones:
            known = self._is_theirs(phone) or (_is_number(phone) and not self._is_shared(phone))
            self._add(phone, number_pattern, known, self.sure)

    def _add_names(self) -> None:
        wholes = {*self._person.names, *self._person.others, *self._plain_names}
        singles = {form for name in wholes if len(tokens(name)) < 2 for form in written(name)}
        for whole in {spelling for name in wholes for spelling in written(name)}:
            into = self.telling if whole in singles else self.sure
            self._add(whole, bounded, self._is_theirs(whole), into)

    def _add_words_of_names(self) -> None:
        for word in {word for name in self._person.names for word in words_of(name)}:
            if len(word) < 2 or word[0].islower() or word.isdecimal():
                continue
            for spelling in spellings(word):
                if len(spelling) < SHORTEST and spelling.casefold() in NAMED_AFTER:
                    continue
                certain = word in self._theirs and self._is_distinct(spelling)
                self._add(spelling, bounded, certain, self.telling)

    def _add_inflected(self) -> None:
        """Ask about names with an ending; "Williams" is a name of its own, too. Of an ordinary word
        only the "s" is looked for."""
        joined = {form for name in self._plain_names for form in written(name) if " " not in form}
        stems = {
            (spelling, "[sS]") for word in self._theirs | joined for spelling in spellings(word)
        }
        stems |= {
            (stem_of(spelling), ENDING)
            for word in self._theirs
            if self._is_distinct(word)
            for spelling in spellings(word)
        }
        others = NAMED_AFTER | self._other.words | self._other.small
        for stem, ending in stems:
            if len(stem) < SHORTEST or stem[0].islower():
                continue
            self.seeds.add(lowered(stem))
            but = {word for word in others if word.startswith(lowered(stem))}
            self.asked |= {inflected(form, ending, but) for form in (stem, stem.upper())}

    def _add(
        self, term: str, pattern_of: Callable[[str], str], is_sure: bool, into: set[str]
    ) -> None:
        """Add the pattern of a spelling: to a set if that is certain, otherwise to what is asked
        about."""
        term = spaced(term)
        if len(term) < 2:
            return
        self.is_sure[term] = is_sure
        if is_sure:
            into.add(pattern_of(term))
        elif term.isalpha():
            # Written small it is the ordinary word, if there is one; in capitals it may be either.
            self.asked.update((pattern_of(term), pattern_of(term.upper())))
            if len(term) >= SHORTEST and lowered(term) in self._other.small | self._other.words:
                self.asked.add(pattern_of(term.lower()))
        else:
            self.asked.add(f"(?i:{pattern_of(term)})")

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
        if len(words) > 1:
            # Two words that mean a place and a thing are someone's name, side by side.
            return any(self._is_distinct(word, small=False, ordinary=COMMON) for word in words)
        return any(self._is_distinct(word, small=small) for word in words)

    def _is_distinct(
        self, word: str, *, small: bool = True, ordinary: frozenset[str] = NAMED_AFTER
    ) -> bool:
        other = self._other.words | self._other.small if small else self._other.words
        return any(
            piece not in ordinary
            and piece not in _named_by_types()
            and piece not in other
            and len(piece) >= SHORTEST
            and not piece.isdecimal()
            and not _is_moment(piece)
            for piece in tokens(word)
        )


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
