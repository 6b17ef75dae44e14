"""A line typed while people talk, `@ann sent the sheet #triage !fri`, taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date

from coptui.core.finding.search import find, one
from coptui.core.model.community import Community
from coptui.core.model.days_in_text import marked_day
from coptui.core.model.text import fold
from coptui.core.model.typed_days import Year
from coptui.core.model.typed_times import leading_times
from coptui.core.model.when import day_said
from coptui.errors import UsageError
from coptui.language import tr

# A mark begins a word, be it in brackets or quotes, so that a mail address or the fragment of a
# link holds none. It ends before punctuation and before a possessive ('s).
_ENDS = r"\s,;:?!()\[\]{}\"“”、，；：？！）"
_MARK = re.compile(
    r"(?<![^\s,;(\[{\"'“‘])"
    rf"([@#!])(?=\w)([^{_ENDS}]+?)"
    rf"(?=(?:['’]s)?[.…。]*(?:[{_ENDS}]|$))"
)
_NEXT = re.compile(rf" +([^{_ENDS}@#!]+?)(?=(?:['’]s)?[.…。]*(?:[{_ENDS}]|$))")
_APART = re.compile(r"(?<!\S)! +(?=\w)")
_POSSESSIVE = re.compile(r"['’]s\b")
_WORDS_OF_A_NAME = 5
_TABLES = {"@": "members", "#": "topics"}


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
    times: tuple[str, str] = ("", "")
    """When on that day a title says that it starts and ends."""
    behind_day: str = field(default="", compare=False)
    """The part of the text behind the day."""


def closed_up(line: str, today: date) -> str:
    """Return a line with `! fri` as `!fri`; a ! with no day behind it stays."""
    for apart in reversed(list(_APART.finditer(line))):
        with suppress(UsageError):
            marked_day(line[apart.end() :], today)
            line = f"{line[: apart.start()]}!{line[apart.end() :]}"
    return line


def _marks(line: str, community: Community, today: date, year: Year = "coming") -> Iterator[_Mark]:
    """Yield what is marked in a line; a day has as many words as make it, a name as many as are
    its own (`@Beth Lindqvist`)."""
    end = 0
    for mark in _MARK.finditer(line):
        if mark.start() < end:
            continue
        sign, word, end, day = mark[1], mark[2], mark.end(), None
        if sign == "!":
            day, length = _marked_day(line[mark.start() + 1 :], today, year)
            end = mark.start() + 1 + length
        else:
            word, end = _whole_name(line, word, end, _TABLES[sign], community)
        yield _Mark(sign, word, mark.start(), end, day)


def _marked_day(text: str, today: date, year: Year) -> tuple[date, int]:
    """Return a marked day, of the year whose weekday it names: `Sun 29 Nov` is of this year."""
    try:
        return marked_day(text, today, year)
    except UsageError:
        with suppress(UsageError):
            return marked_day(text, today, "nearest")
        raise


def _whole_name(
    line: str, word: str, end: int, table: str, community: Community
) -> tuple[str, int]:
    """Return the words that name a record, of which `word` is the first, and where they end."""
    ends, words = [end], [word.replace(".", " ")]
    while len(words) < _WORDS_OF_A_NAME and (more := _NEXT.match(line, ends[-1])):
        words.append(more[1])
        ends.append(more.end())
    for many in range(len(words), 1, -1):
        plain = fold(" ".join(words[:many]))
        hits = find(community, plain, tables=(table,))
        if any(f" {plain} " in f" {fold(hit.name)} " for hit in hits):
            return " ".join(words[:many]), ends[many - 1]
    return word, end


def people_marked(
    line: str, community: Community, today: date
) -> Iterator[tuple[int, int, int, bool]]:
    """Yield for each person marked in a line where the mark starts and ends, their id, and whether
    something of theirs is meant (`@ann's sheet`). Raise as `capture` does."""
    for mark in _marks(line, community, today):
        if mark.sign == "@":
            is_theirs = bool(_POSSESSIVE.match(line, mark.end))
            yield mark.start, mark.end, one(community, mark.word).id, is_theirs


def doer_first(line: str, community: Community, today: date) -> tuple[int | None, bool, str]:
    """Return who comes first in a line and so does what it says; None if no one does.

    Days may come before the name; a name in the possessive (`@ann's sheet`) doesn't count. Also
    return whether the name is a call (`@ann: send it`), and the line without it. Raise as `capture`
    does.
    """
    begins = 0
    line = closed_up(line, today)
    for mark in _marks(line, community, today):
        if line[begins : mark.start].strip():
            break
        begins = mark.end
        if mark.day is not None:
            continue
        rest = line[begins:]
        if mark.sign == "#" or _POSSESSIVE.match(rest):
            break
        doer = one(community, mark.word).id
        called = re.match(r"\s*[:：]", rest)
        if called is None:
            return doer, False, line
        return doer, True, line[: mark.start] + rest[called.end() :]
    return None, False, line


def without_marks(line: str, community: Community, today: date) -> str:
    """Return a line of the same length with blanks for its topics and days, and @@@@ for people."""
    line = closed_up(line, today)
    for mark in _marks(line, community, today):
        sign = "@" if mark.sign == "@" else " "
        line = f"{line[: mark.start]}{sign * (mark.end - mark.start)}{line[mark.end :]}"
    return line


def capture(
    line: str,
    community: Community,
    today: date,
    *,
    as_title: bool = False,
    year: Year = "coming",
) -> Captured:
    """Take a line apart: write names out in the text, and take `!when` out of it.

    `year` says of which year a day without one is. In a title the topics keep the words that name them there, and a time behind the day is taken
    out too.

    `@ann` is a prefix or part of a name, dots stand for spaces; a confidential topic becomes its
    code. A number that no topic has (`#14`) is plain text, as is a `!` without a letter or digit
    after it. Raise Ambiguous with candidates if a name fits several, UsageError if it fits none,
    the day is unknown or there are two different days.
    """
    people: list[int] = []
    topics: list[int] = []
    when: date | None = None
    times = ("", "")
    out: list[str] = []
    end = behind = 0
    line = closed_up(line, today)
    for mark in _marks(line, community, today, year):
        sign, word, written = mark.sign, mark.word, line[mark.start : mark.end]
        before = line[end : mark.start]
        end = mark.end
        if mark.day is not None:
            day = mark.day
            if when is not None and when != day:
                raise UsageError(
                    tr(
                        "There are two dates in this line: {when} and {day}.",
                        when=day_said(when, today),
                        day=day_said(day, today),
                    ),
                    tr("Keep only one !date."),
                )
            when, written = day, ""
            if as_title:
                *found, length = leading_times(line[end:])
                times, end = (found[0], found[1]), end + length
            if line[end : end + 1] in _CLOSING:
                before = before.rstrip()
            behind = len(out) + 2
        else:
            table, into = _TABLES[sign], people if sign == "@" else topics
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
    text, behind_day = (" ".join("".join(part).split()) for part in (out, out[behind:]))
    return Captured(
        text, tuple(people), tuple(topics), when, times, behind_day if when is not None else ""
    )


def _is_confidential(community: Community, topic: int) -> bool:
    return community.topics[topic].confidential
