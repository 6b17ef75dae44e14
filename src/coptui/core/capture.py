"""A line typed while people talk: `@ann sent the sheet #triage !fri`, taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from coptui.core.community import Community
from coptui.core.search import one
from coptui.core.when import parse_when

_MARK = re.compile(r"(?<!\S)([@#!])(?=\S)([^\s,;:?]+?)(?=[.,;:?!)]*(?:\s|$))")


@dataclass(frozen=True)
class Captured:
    """What one line says: its text with names written out, and whom, what and when it names."""

    text: str
    people: tuple[int, ...] = ()
    topics: tuple[int, ...] = ()
    when: date | None = None


def capture(line: str, community: Community, today: date) -> Captured:
    """Take a line apart. Names are written out in the text; `!when` is taken out of it.

    `@ann` is a prefix or part of a name, dots stand for spaces. Raises Ambiguous with candidates
    when a name fits several, UsageError when it fits none or the day is unknown.
    """
    people: list[int] = []
    topics: list[int] = []
    when: date | None = None
    out: list[str] = []
    end = 0
    for found in _MARK.finditer(line):
        out.append(line[end : found.start()])
        end = found.end()
        sign, word = found[1], found[2]
        if sign == "!":
            when = parse_when(word, today)
            continue
        table, into = ("members", people) if sign == "@" else ("topics", topics)
        hit = one(community, word, tables=(table,))
        if hit.id not in into:
            into.append(hit.id)
        out.append(hit.name)
    out.append(line[end:])
    text = " ".join("".join(out).split())
    text = re.sub(r"\s+([.,;:?!])", r"\1", text)
    return Captured(text, tuple(people), tuple(topics), when)
