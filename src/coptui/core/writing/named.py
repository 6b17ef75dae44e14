"""Members named in the running words of a line, without an @: `rang Beth`, `Tom: it helped`. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coptui.core.finding.search import one
from coptui.core.model.community import Community
from coptui.core.model.ordinary_words import COMMON
from coptui.core.model.text import fold
from coptui.core.model.typed_days import MONTHS, WEEKDAYS

WORD = re.compile(r"([^\s,;:.!?&]+)([\s,;:.!?&]*)")
_QUOTES = "‘’'“”\"()"
_MARKED = re.compile(r"[@#!]\w\S*")
_POSSESSIVE = re.compile(r"['’]s?$")
_CONTACT = frozenset((
    "ask", "call", "chase", "contact", "email", "give", "help", "invite", "mail", "meet",
    "message", "pay", "phone", "reach", "remind", "ring", "see", "send", "show", "tell", "text",
    "thank", "visit", "welcome", "asked", "called", "emailed", "mailed", "met", "missed", "phoned",
    "rang", "saw", "told", "thanked", "tried",
))  # fmt: skip
_BEFORE_A_NAME = _CONTACT | {"about", "and", "for", "from", "to", "with"}
"""Behind one of these a name may be written in lower case, or be an ordinary word with a capital."""


@dataclass(frozen=True)
class NameSaid:
    """A member's name in a line, from `begins` to `ends`; `name` is as it was written."""

    begins: int
    ends: int
    name: str
    is_theirs: bool = False
    """Whether something of theirs is meant: `Beth's boss`."""


def name_in(words: Sequence[re.Match[str]], length: int, community: Community) -> str:
    """Return these words if they are words of a member's name, one beside the other; else "".

    A number alone is no one's name, even if a member is called "2 guests".
    """
    name = " ".join(word[1].strip(_QUOTES) for word in words)
    if len(words) < length or not re.search(r"[^\W\d]", fold(name)):
        return ""
    return name if _bearers(name, community) else ""


def bearer(name: str, community: Community) -> int:
    """Return the member of whose name these words are, not only beginnings of words. Raise
    Ambiguous with candidates if there are several."""
    bearers = _bearers(name, community)
    return bearers[0] if len(bearers) == 1 else one(community, name).id


def ordinary_name(line: str, community: Community) -> str:
    """Return the first word of a line that may be a name or an ordinary word, such as `May`."""
    return next(
        (
            word[1]
            for word in WORD.finditer(line)
            if word[1][:1].isupper() and fold(word[1]) in COMMON and _bearers(word[1], community)
        ),
        "",
    )


def _bearers(name: str, community: Community) -> Sequence[int]:
    words = fold(name).split()
    by_word = [community.by_word_of_name.get(word, ()) for word in words]
    if len(words) < 2:
        return by_word[0] if by_word else ()
    phrase = f" {' '.join(words)} "
    fewest = min(by_word, key=len)
    return [n for n in fewest if phrase in f" {fold(community.members[n].name)} "]


def names_said(line: str, community: Community) -> Iterator[NameSaid]:
    """Yield the members' names that stand in a line without an @.

    An ordinary word (`Ivy`), or one in lower case, is none, unless a word such as `ring` or `to` is
    before it; without a capital an ordinary word never is. Nor is a name with another behind it
    (`Beth Adeyemi`).
    """
    blanked = _MARKED.sub(lambda mark: " " * len(mark[0]), line)
    words = list(WORD.finditer(blanked))
    begins = ends = 0
    # What stands before the first name of a list that may go on: `ring Ivy, May and Dan`.
    listed_behind = ""
    while begins < len(words):
        before = words[begins - 1][1].casefold() if begins else ""
        if listed_behind and (begins == ends or (begins == ends + 1 and before == "and")):
            before = listed_behind
        elif begins and not words[begins - 1][2].isspace():
            before = ""
        said = _name_at(words[begins : begins + 3], before, community)
        if said is not None:
            yield said
            ends = begins + len(said.name.split())
            listed_behind = before if re.fullmatch("[,&\\s]+", words[ends - 1][2]) else ""
        begins += len(said.name.split()) if said is not None else 1


def _name_at(words: Sequence[re.Match[str]], before: str, community: Community) -> NameSaid | None:
    """Return the name that begins with the first of some words, if there is one."""
    for many in range(len(words), 0, -1):
        last = words[many - 1]
        bare = _POSSESSIVE.sub("", last[1])
        text = " ".join([*(word[1] for word in words[: many - 1]), bare])
        matched = list(WORD.finditer(text))
        if len(matched) != many or any(not word[2].isspace() for word in words[: many - 1]):
            continue
        name = name_in(matched, many, community)
        if not name or _is_ordinary(name, before):
            continue
        is_in_lower_case = name[:1] != name[:1].upper()
        if is_in_lower_case and before not in _BEFORE_A_NAME:
            continue
        behind = words[many][1] if many < len(words) else ""
        is_another = behind[:1].isupper() and fold(behind) not in COMMON and last[2].isspace()
        if is_another and not name_in([words[many]], 1, community):
            return None
        return NameSaid(words[0].start(), last.start(1) + len(bare), name, bare != last[1])
    return None


def _is_ordinary(name: str, before: str) -> bool:
    """Return whether a name is an ordinary word here; `before` is the word before it."""
    plain = fold(name)
    if plain not in COMMON:
        return False
    if plain in WEEKDAYS or not name[:1].isupper():
        return True
    return before not in (_CONTACT | {"with"} if plain in MONTHS else _BEFORE_A_NAME)


def named_first(line: str, community: Community) -> int | None:
    """Return whose name without an @ a line begins with: `Tom needs a lift`, `Zoë: "It helped"`.

    An ordinary word is a name there only with a colon. Raise Ambiguous with candidates if several
    are called so.
    """
    words = list(WORD.finditer(line))
    for many in (3, 2, 1):
        name = name_in(words[:many], many, community)
        if not name or not (words[many - 1][2][:1] == ":" or fold(name) not in COMMON):
            continue
        behind = words[many][1] if many < len(words) else ""
        if behind[:1].isupper() and words[many - 1][2].isspace() and fold(behind) not in COMMON:
            return None
        return bearer(name, community)
    return None
