"""A letter as it is drafted: a subject and a text, with words in {braces} that are filled in. Pure.

A line of the text whose words are all empty is left out, so that no letter says "Where:" and
nothing after it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from coptui.core.model.text import clean

_WORD = re.compile(r"\{([a-z_]+)\}")
_EMPTY_LINES = re.compile(r"\n{3,}")
LONGEST_SUBJECT = 200


class LetterTemplate(Struct, frozen=True):
    """A draft for one kind of letter; `origin` is its file, "" for a shipped one."""

    kind: str
    subject: str
    text: str
    version: int = 1
    origin: str = ""


class Letter(Struct, frozen=True):
    """One letter to one person, as it is sent: everything in it is one line, but the text."""

    member: int
    name: str
    address: str
    subject: str
    text: str


def words_in(text: str) -> list[tuple[str, int]]:
    """Return the words in braces and the line (from 1) in which each stands."""
    return [
        (word[1], number)
        for number, line in enumerate(text.split("\n"), 1)
        for word in _WORD.finditer(line)
    ]


def filled_line(template: str, words: Mapping[str, str]) -> str:
    """Return a subject with its words filled in: one line, whatever the words hold."""
    filled = _WORD.sub(lambda word: clean(words.get(word[1], "")), template)
    return clean(filled, LONGEST_SUBJECT)


def filled_text(template: str, words: Mapping[str, str]) -> str:
    """Return a text with its words filled in; what a word holds is never filled again."""
    lines: list[str] = []
    for line in template.split("\n"):
        names = _WORD.findall(line)
        values = {name: clean(words.get(name, ""), lines=True) for name in names}
        if names and not any(values.values()):
            continue
        lines.append(_WORD.sub(lambda word, values=values: values[word[1]], line))  # type: ignore[misc]
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip() + "\n"
