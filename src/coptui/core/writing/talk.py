"""Who a conversation was with, and on which day, as its line tells: `rang Beth and Malik`. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from coptui.core.model.community import Community
from coptui.core.model.ordinary_words import COMMON
from coptui.core.model.records import Channel, TouchKind
from coptui.core.model.sentences import still_to_come
from coptui.core.model.text import TITLES, fold
from coptui.core.model.typed_days import WEEKDAYS
from coptui.core.model.when import full_day, short_day
from coptui.core.writing.asked_who import name_written, was_it_too, who_is, who_was_it
from coptui.core.writing.capture import people_marked, without_marks
from coptui.core.writing.days_said import DaySaid, days_said, plain_words
from coptui.core.writing.named import WORD, bearer, name_in
from coptui.errors import UsageError
from coptui.language import tr

CHANNELS: Mapping[str, Channel] = {
    "called": "call",
    "rang": "call",
    "phoned": "call",
    "mailed": "mail",
    "emailed": "mail",
    "wrote": "mail",
    "chatted": "chat",
    "messaged": "chat",
    "texted": "chat",
    "zoomed": "call",
    "met": "in person",
    "visited": "in person",
    "saw": "in person",
}
TOUCH_KINDS: Mapping[str, TouchKind] = {"welcomed": "welcome", "thanked": "thanks"}
TALK: frozenset[str] = frozenset(
    {"spoke", "spoken", "talked", "discussed", "told", "asked", "heard", *CHANNELS, *TOUCH_KINDS}
)
"""The words of what has happened: a line that begins with one of them, be it after names, `I` or
`we`, is of a conversation."""

_BEFORE_TALK = frozenset({"and", "i", "we", "just", "have", "has", "i've", "we've", "also"})
_BEFORE_NAME = frozenset({"to", "with", "from", "and", "by", "+", "plus"})
_AMONG = frozenset({"and", "with", "to", "+", "plus"})
"""Behind one of these another person may follow the first: `spoke to Ann and to Beth`."""
_WITH_SOMEONE = re.compile(r"\bwith @", re.IGNORECASE)
_SUBJECT = frozenset(
    [
        "about",
        "regarding",
        "concerning",
        "re",
        "that",
        "what",
        "why",
        "how",
        "whether",
        "who",
        "because",
        "if",
        "for",
        "of",
    ]
)
"""After one of these, whoever is named is what it was about: it wasn't with them."""
_TALKING = TALK | _BEFORE_TALK | _BEFORE_NAME | TITLES | {"&", "me", "us"}
_MAY_FOLLOW = (
    _SUBJECT
    | _BEFORE_NAME
    | {"i", "we", "at", "in", "on", "over", "after", "before", "but", "so", "when"}
)
_LEAD = 5
"""A conversation is named in this many words at most: `had a long lunch with`."""
_CIRCUMSTANCE = re.compile(
    r"\b(?:at|in|on|over|by|near|for(?= (?:an? |some )?(?:coffee|lunch|tea|dinner|drink|walk|chat)\b))"
    r"(?: [\w'’-]+){1,3}\s*,?\s*$",
    re.IGNORECASE,
)
"""Where and how they spoke, between their names and the day: `met @ann at the fair last Tuesday`."""
ALONE = frozenset({"heard", "met", "saw", "thanked", "visited", "welcomed", "wrote"})
"""Whoever does these may do them without the writer: `@ann wrote it up` is no conversation."""
MUTUAL = frozenset({"met", "spoke", "spoken", "talked", "chatted", "zoomed"})
"""Several people do these with each other."""
TO_OTHERS = re.compile(
    r" +(?:the (?!other day|day |week )(?!\w+ (?:day|time)\b)|everyone\b|everybody\b|some(?:one|body)\b)",
    re.IGNORECASE,
)
"""Behind a word of talk, someone or something that is neither the writer nor the subject."""
WITH_ME = re.compile(r"\b(?:me|us|i|we)\b", re.IGNORECASE)
_PHRASE = re.compile(
    r"(?:(?:i|we)(?:['’]ve| have)? )?(?:just )?"
    r"(caught up with|bumped into|ran into|had (?:a |an |some )?(?:[a-z]+ )?"
    r"(?:call|catch[- ]?up|chat|coffee|conversation|lunch|tea|talk|word) with)\b",
    re.IGNORECASE,
)
_TO = re.compile(r"(?:(?!\b(?:about|of|that|for)\b).)*?\b(?=(?:with|to|from)\s)", re.IGNORECASE)
"""What stands before whom one spoke with, in a line without a word of talk: `coffee with Luka`."""
_MARKED = re.compile(r"[@#!]\w\S*")


def talk_word(line: str) -> str:
    """Return the words that make a line a conversation; "" if there are none."""
    if phrase := _PHRASE.match(_MARKED.sub(" ", line).strip()):
        return phrase[1]
    for word in _MARKED.sub(" ", line).split():
        plain = word.casefold().replace("’", "'").strip(",.:;!()[]")
        if plain in TALK:
            return plain
        if plain and plain not in _BEFORE_TALK:
            break
    return ""


def talk_said(line: str, word: str) -> re.Match[str] | None:
    """Return where the words of talk stand in a line."""
    return re.search(rf"\b{re.escape(word)}\b", line, re.IGNORECASE)


def tells_of_talk(line: str) -> bool:
    """Return whether one of those words is anywhere in a line: only then names are looked for."""
    return not TALK.isdisjoint(plain_words(line)) or "with" in line.casefold()


def marked_after_talk(line: str, community: Community, today: date) -> tuple[int, ...]:
    """Return whom a conversation was with, of those marked with an @ in its line.

    Not whom it was about (`spoke to @ann about @beth`, `asked @ann to ring @beth`), and not whose
    something is (`saw @beth's talk`). Raise as `capture` does.
    """
    about_it = {"heard"} | ({"discussed"} if _WITH_SOMEONE.search(line) else set())
    people: list[int] = []
    end, is_subject = 0, False
    for start, until, person, is_theirs in people_marked(line, community, today):
        for word in WORD.finditer(line[:start], end):
            plain, is_last = word[1].casefold(), word.end() == start
            if plain in about_it | _SUBJECT or (plain == "to" and people and not is_last):
                is_subject = True
            elif plain in _BEFORE_NAME and is_last and not people:
                is_subject = False
        end = until
        if not is_subject and not is_theirs:
            people.append(person)
    return tuple(dict.fromkeys(people))


def after_talk(line: str, community: Community, today: date) -> tuple[int, ...]:
    """Return the people whose names follow the talk word without an @, as in `rang Beth and Malik`.

    Only whole words of a name count. An ordinary word in lower case (`and will call`) is no name, nor
    is a name with another behind it (`Beth Adeyemi`). Raise Ambiguous with candidates if a name fits
    several, UsageError for an ordinary word with a capital (`asked Will`) and for a name that is no
    one's here.
    """
    talk = talk_word(line)
    spoken = talk_said(line, talk) if talk else _TO.match(line)
    rest = line[spoken.end() :].lstrip() if spoken else ""
    first = WORD.match(rest)
    if first and not name_in([first], 1, community):
        rest = without_leading_day(rest, today)
    words = list(WORD.finditer(rest))
    people: list[int] = []
    begins, to_whom = 0, False
    while begins < len(words):
        before = words[begins - 1] if begins else None
        to_whom = to_whom or bool(before and "&" in before[2])
        if words[begins][1].casefold().strip("(") in _BEFORE_NAME:
            begins, to_whom = begins + 1, True
            continue
        names = [name_in(words[begins : begins + many], many, community) for many in (3, 2, 1)]
        if fold(words[begins][1]) in TITLES and not any(names[:2]):
            begins += 1
            continue
        name = next((name for name in names if name and fold(name) not in WEEKDAYS), "")
        listed = not people or bool(before and (before[1].strip("(") in _AMONG or "," in before[2]))
        listed = listed or (to_whom and before is not None and "&" in before[2])
        ordinary = fold(name) in COMMON and not (talk and to_whom and name[:1].isupper())
        is_subject = talk == "heard" and not to_whom and not people
        is_said_with = bool(talk) or bool(before and before[1].casefold() == "with")
        asked_about = is_said_with and listed and not is_subject
        written, to_whom_ordinary, to_whom = name_written(words[begins:]), to_whom, False
        begins += len(name.split())
        behind = words[begins][1] if begins < len(words) else ""
        ordinary_behind = fold(re.split("['’]", behind)[0]) in COMMON
        another = (behind[:1].isupper() and not ordinary_behind) or (
            # "met May 5" tells of a day.
            behind[:1].isdigit() and fold(name) in COMMON
        )
        if not name or is_subject or (another and words[begins - 1][2] == " "):
            if asked_about and written:
                raise who_is(written, community)
            break
        if ordinary:
            if listed and (name[:1].isupper() or (to_whom_ordinary and not people)):
                raise who_was_it(name)
            break
        people.append(bearer(name, community))
        apart = words[begins - 1]
        if re.search("[.;:!?]", apart[2]):
            break
        if (
            before
            and "," in before[2]
            and apart[2].isspace()
            and _does_something(rest[apart.end() :], today)
        ):
            raise was_it_too(name)
    return tuple(dict.fromkeys(people))


def _does_something(behind: str, today: date) -> bool:
    """Return whether a text goes on as what someone does: `rang Dan, Eva answered`."""
    word = behind.split()[0].casefold().strip(",.;:!?")
    day = next(days_said(behind, today, "past"), None)
    return word not in _MAY_FOLLOW | _AMONG | {"&", "today", "this"} and (
        day is None or day.begins > 0
    )


def names_first(line: str, community: Community) -> tuple[list[str], str]:
    """Return the names without an @ at the beginning of a line, and what follows them; blanks for
    marked ones may come before.

    An ordinary word (`May called`) is no name there, nor is one with a colon, whose task it is.
    """
    words = list(WORD.finditer(line))
    names: list[str] = []
    begins = 0
    while begins < len(words):
        if words[begins][1].casefold() == "and":
            begins += 1
            continue
        named = (name_in(words[begins : begins + many], many, community) for many in (3, 2, 1))
        name = next(filter(None, named), "")
        last = begins + len(name.split()) - 1
        if not name or fold(name) in COMMON or ":" in words[last][2]:
            break
        names.append(name)
        begins = last + 1
    return names, line[words[begins].start() :] if begins < len(words) else ""


def without_leading_day(line: str, today: date) -> str:
    """Return `I met Bob` of `last Tuesday I met Bob`."""
    said = next(days_said(line, today, "past"), None)
    return line if said is None or said.begins else line[said.ends :].lstrip(" ,:")


def day_spoken(line: str, people: Sequence[str], community: Community, today: date) -> date | None:
    """Return the day on which those people were spoken to, if the line says so in words.

    It does at its beginning, or behind the names, before any other word. Raise UsageError if that
    day is still to come, or could be two.
    """
    blanked = without_marks(line, community, today)
    names = {word for name in people for word in plain_words(name)}
    for said in days_said(blanked, today, "past"):
        if names.issuperset(plain_words(said.text)):
            continue
        if said.word not in ("", "on") or not _is_of_the_talk(blanked, said, names):
            # Behind it none can be the day of the conversation either.
            return None
        if said.refused is not None:
            raise said.refused
        if said.day is None:
            if said.is_long:
                raise UsageError(
                    tr("On which day was that?"),
                    tr(
                        "Write a date instead of “{period}”, such as on {day}.",
                        period=said.text,
                        day=short_day(said.within(today)),
                    ),
                )
            return None
        if said.day > today:
            raise UsageError(
                still_to_come(full_day(said.day)),
                tr(
                    "If it was in another year, write that too. For a follow-up, write {such}.",
                    such=said.to_write(today, "nearest"),
                ),
            )
        return said.day
    return None


def _is_of_the_talk(line: str, said: DaySaid, names: set[str]) -> bool:
    """Return whether a day stands where the day of a conversation does."""
    behind = line[said.ends :].split()
    goes_on = behind[0].casefold() if behind and line[said.ends] == " " else ""
    if (
        goes_on[:1].isalnum()
        and goes_on.strip(",.") not in _MAY_FOLLOW
        and line[: said.begins].strip()
    ):
        return False
    before = plain_words(_CIRCUMSTANCE.sub("", line[: said.begins]))
    first = next((n for n, word in enumerate(before) if _is_name(word, names)), len(before))
    lead, rest = before[:first], before[first:]
    if not rest:
        return all(word in _TALKING for word in lead)
    return (
        len(lead) <= _LEAD
        and not _SUBJECT.intersection(lead)
        and all(_is_name(word, names) or word in _TALKING for word in rest)
    )


def begins_another_way(text: str) -> bool:
    """Return whether a text goes on with a sentence instead of saying what to do: `about the rota`."""
    words = plain_words(text)
    return not words or words[0] in _MAY_FOLLOW


def _is_name(word: str, names: set[str]) -> bool:
    return word in names or set(word) == {"@"}
