"""A line typed while people talk, `@ann sent the sheet #triage !fri`, taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from coptui.core.finding.search import one
from coptui.core.model.community import Community
from coptui.core.model.typed_days import marked_day
from coptui.errors import UsageError

# A mark begins a word, be it in brackets or quotes, so that a mail address or the fragment of a
# link holds none. It ends before punctuation and before a possessive ('s).
_ENDS = r"\s,;:?!()\[\]{}\"“”、，；：？！）"
_MARK = re.compile(
    r"(?<![^\s,;(\[{\"'“‘])"
    rf"([@#!])(?=\w)([^{_ENDS}]+?)"
    rf"(?=(?:['’]s)?[.…。]*(?:[{_ENDS}]|$))"
)


@dataclass(frozen=True)
class _Mark:
    """`@ann`, `#triage` or `!12 Dec` in a line, from `start` to `end`; a day has its `day`."""

    sign: str
    word: str
    start: int
    end: int
    day: date | None


_CLOSING = tuple(".,;:?!")


@dataclass(frozen=True)
class Captured:
    """What one line says: its text with names written out, and the people, topics and day it names."""

    text: str
    people: tuple[int, ...] = ()
    topics: tuple[int, ...] = ()
    when: date | None = None


def _marks(line: str, today: date) -> Iterator[_Mark]:
    """Yield what is marked in a line; a day has as many words as make it."""
    end = 0
    for mark in _MARK.finditer(line):
        if mark.start() < end:
            continue
        end, day = mark.end(), None
        if mark[1] == "!":
            day, length = marked_day(line[mark.start() + 1 :], today)
            end = mark.start() + 1 + length
        yield _Mark(mark[1], mark[2], mark.start(), end, day)


def doer_first(line: str, community: Community, today: date) -> tuple[int | None, bool, str]:
    """Return who comes first in a line and so does what it says; None if no one does.

    Days may come before the name; a name in the possessive (`@ann's sheet`) doesn't count. Also
    return whether the name is a call (`@ann: send it`), and the line without it. Raise as `capture`
    does.
    """
    begins = 0
    for mark in _marks(line, today):
        if line[begins : mark.start].strip():
            break
        begins = mark.end
        if mark.day is not None:
            continue
        rest = line[begins:]
        if mark.sign == "#" or re.match(r"['’]s\b", rest):
            break
        doer = one(community, mark.word).id
        called = re.match(r"\s*[:：]", rest)
        if called is None:
            return doer, False, line
        return doer, True, line[: mark.start] + rest[called.end() :]
    return None, False, line


def capture(line: str, community: Community, today: date, *, as_title: bool = False) -> Captured:
    """Take a line apart: write names out in the text, and take `!when` out of it.

    In a title the topics keep the words that name them there.

    `@ann` is a prefix or part of a name, dots stand for spaces; a confidential topic becomes its
    code. A number that no topic has (`#14`) is plain text, as is a `!` without a letter or digit
    after it. Raise Ambiguous with candidates if a name fits several, UsageError if it fits none,
    the day is unknown or there are two different days.
    """
    people: list[int] = []
    topics: list[int] = []
    when: date | None = None
    out: list[str] = []
    end = 0
    for mark in _marks(line, today):
        sign, word, written = mark.sign, mark.word, line[mark.start : mark.end]
        before = line[end : mark.start]
        end = mark.end
        if mark.day is not None:
            day = mark.day
            if when not in (None, day):
                raise UsageError(
                    f"There are two dates in this line: {when} and {day}.", "Keep only one !date."
                )
            when, written = day, ""
            if line[end : end + 1] in _CLOSING:
                before = before.rstrip()
        else:
            table, into = ("members", people) if sign == "@" else ("topics", topics)
            try:
                hit = one(community, word, tables=(table,))
            except UsageError:
                if sign == "@" or not word.isdecimal():
                    raise
            else:
                if not word.isdecimal() or word in re.findall(r"\d+", hit.name):
                    if sign == "@" or not as_title or _is_confidential(community, hit.id):
                        written = hit.name
                    else:
                        written = word.replace(".", " ")
                    if hit.id not in into:
                        into.append(hit.id)
        out += (before, written)
    out.append(line[end:])
    text = " ".join("".join(out).split())
    return Captured(text, tuple(people), tuple(topics), when)


def _is_confidential(community: Community, topic: int) -> bool:
    return community.topics[topic].confidential
