"""What else the words stand for that someone to be forgotten is called by. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from coptui.core.forgetting.documents import (
    StoredDocument,
    composed,
    lowered,
    mentions,
    parts_of,
    spaced,
    tokens,
    with_one_i,
)
from coptui.core.forgetting.name_patterns import (
    ENDING,
    bounded,
    pattern_of_any,
    plain_name,
    spellings,
    stem_of,
    words_of,
    written,
)
from coptui.core.forgetting.person import Forgotten
from coptui.core.forgetting.texts_of import changed
from coptui.core.model.records import Text

_LOGIN = re.compile(r"\(.*?\)")
"""By what login someone saved something on a server, behind their name."""


@dataclass
class Elsewhere:
    """Which of the person's words stand for something else in the same files, in lower case.

    `words` are in names, labels and choices, `small` are written small in sentences, `wholes` are
    whole names, addresses and numbers of others, and `addresses` those that contain a word of
    theirs.
    """

    words: set[str] = field(default_factory=set)
    small: set[str] = field(default_factory=set)
    wholes: set[str] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)


def elsewhere(documents: Iterable[tuple[StoredDocument, str]], person: Forgotten) -> Elsewhere:
    """Return what else has one of the person's names, in all documents (with their `folded` text)
    but their own."""
    other_uses = Elsewhere()
    own = own_words(person)
    wholes = {lowered(spaced(text)) for text in person.called()}
    if not wholes:
        return other_uses
    stems = tuple({stem_of(word) or word for word in own if len(word) > 2})
    seeds = {*own, *wholes, *stems}
    small = re.compile(rf"(?<![^\W_])(?:{_either(own, stems)})(?![^\W_])" if own else r"(?!)")
    names = {bounded(name) for name in person.names | person.others if len(tokens(name)) > 1}
    named = pattern_of_any(names, re.IGNORECASE)

    def visit(text: str, kind: Text | None, path: str) -> str:
        sentence = any(letter.isspace() for letter in text)
        if sentence and kind in (Text.PROSE, None):
            other_uses.small.update(small.findall(with_one_i(composed(text))))
            return text
        if kind is Text.NAMED:
            # Who is named by these words alone is the person, perhaps; by more, someone else.
            words = tokens(named.sub(" ", composed(_LOGIN.sub("", text))))
            if any(not any(one.startswith(word) for one in own) for word in words):
                other_uses.words.update(word for word in words if word in own)
            return text
        # Of links only what may be an id is a word.
        if kind is Text.ADDRESS or (kind is Text.QUOTE and not re.fullmatch(r"[a-z0-9_-]+", text)):
            return text
        # A note that is only an address says whose it is no less than one that says more.
        if kind in (Text.PROSE, None) and "@" in text.strip("@"):
            return text
        if (whole := lowered(spaced(text))) in wholes:
            other_uses.wholes.add(whole)
        elif kind is Text.OWN and path.startswith("emails"):
            other_uses.addresses.add(whole)
        if kind is not Text.OWN or path in ("name", "sort_name") or path.startswith("handles"):
            # Where their whole name stands, its words are no sign of meaning something else.
            rest = text if whole in wholes else named.sub(" ", composed(text))
            begun = stems if kind in (Text.OWN, Text.LABEL) else ()
            other_uses.words.update(
                word for word in tokens(rest) if word in own or word.startswith(begun)
            )
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


def own_words(person: Forgotten) -> set[str]:
    """Return the single words of their names and handles, however they are written. An address is
    searched for as a whole."""
    called = (*person.names, *person.others, *person.handles, *person.phones)
    texts = {
        text for text in called if "@" not in text.lstrip("@") and re.search(r"[^\W\d_]", text)
    }
    texts |= {form for name in person.names | person.others for form in written(plain_name(name))}
    texts |= {form for name in person.names for word in words_of(name) for form in spellings(word)}
    return {word for text in texts for word in tokens(text)}


def _either(words: Iterable[str], stems: Iterable[str]) -> str:
    ended = {re.escape(stem) + ENDING for stem in stems}
    return "|".join(sorted({*map(re.escape, words), *ended}, key=lambda one: (-len(one), one)))
