"""Where a text names a person, and where it may. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import unquote

from coptui.core.forgetting.documents import CUT, is_word, lowered, mentions, spaced
from coptui.core.forgetting.elsewhere import Elsewhere, own_words
from coptui.core.forgetting.name_patterns import (
    TITLES,
    bounded,
    is_whole,
    number_pattern,
    pattern_of_any,
)
from coptui.core.forgetting.person import Forgotten
from coptui.core.forgetting.terms import SHORTEST, Terms
from coptui.core.model.ordinary_words import NAMED_AFTER
from coptui.core.model.typed_days import WEEKDAYS

_ADDRESS = re.compile(r"[\w.+%-]+@[\w.-]+")
_BEHIND = re.compile(
    r"(?:[ \t]+(?:van|von|vom|zu|de|del|della|der|den|di|da|do|dos|du|la|le|al|el|bin|ibn|ter|ten))*"
    r"[ \t]+([^\W\d_][\w'’-]*)"
)
_BEFORE = re.compile(r"([^\W\d_][\w'’-]*)\.?[ \t]+\Z")
_WITHIN = re.compile(r"[^.!?…:;\n\s][ \t]*\Z")
"""The end of what a sentence goes on from."""
_NO_NAMES = TITLES | {*WEEKDAYS, "i"}
"""What is written like a name beside one, and is none."""


class Match(NamedTuple):
    """A place in a text that names the person; if not `sure`, it may be something else."""

    start: int
    end: int
    sure: bool


class Words:
    """Finds where a text names the person."""

    def __init__(self, person: Forgotten, other: Elsewhere) -> None:
        self._other = other
        self._own = own_words(person)
        terms = Terms(person, other)
        self._terms = terms.is_sure
        self._seeds = terms.seeds
        self._numbers = pattern_of_any({number_pattern(phone) for phone in person.phones})
        self.sure = pattern_of_any(terms.sure, re.IGNORECASE)
        self._wholes_in_question = pattern_of_any(
            {bounded(name) for name, is_sure in self._terms.items() if not is_sure and " " in name},
            re.IGNORECASE,
        )
        self._all = pattern_of_any(terms.sure | terms.telling, re.IGNORECASE)
        self._asked = pattern_of_any(terms.asked)
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

    def find(self, text: str) -> list[Match]:
        """Return every place in a text (in composed letters), in order, none within another."""
        matches: list[Match] = []
        if self._any.search(text):
            matches = _matches(text, self._all, self._asked)
        matches = [
            match._replace(sure=match.sure and not self._is_of_another(text, match))
            for match in self._beside_addresses(text, matches)
        ]
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

    def _is_of_another(self, text: str, match: Match) -> bool:
        """Return whether a single word of theirs may be of another name: the one before or behind
        it is written as names are, and isn't theirs."""
        if self.sure.fullmatch(text, *match[:2]) is not None:
            return False
        behind = _BEHIND.match(text, match.end)
        before = _BEFORE.search(text, max(0, match.start - 60), match.start)
        begins = before is not None and not _WITHIN.search(text, 0, before.start())
        return (behind is not None and self._is_another_name(behind[1])) or (
            before is not None
            and self._is_another_name(before[1])
            # Any word has a capital at the beginning of a sentence.
            and not (begins and lowered(before[1]) in NAMED_AFTER)
        )

    def _is_another_name(self, word: str) -> bool:
        plain = lowered(word)
        is_own = any(one.startswith(plain) for one in self._own)
        return word[0].isupper() and not is_own and plain not in _NO_NAMES

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
