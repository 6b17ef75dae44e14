"""What the plain words of a follow-up say: who it is about, by when, and whether it is one. Pure."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date

from coptui.core.model.community import Community
from coptui.core.model.ordinary_words import COMMON
from coptui.core.model.text import fold
from coptui.core.writing.days_said import days_said, without_names
from coptui.core.writing.named import bearer, names_said
from coptui.errors import Ambiguous

_NOT_OF_THE_DEED = re.compile(
    r"\b(?:about|after|at|before|for|from|if|in|of|on|over|since|that|until|what|when|where|whether|which|who|why)\b"
    r"|\b(?!n?eed|\w*eed\b)\w{2,}ed\b|\b(?:came|did|got|had|made|met|rang|said|saw|spoke|took|was|were|wrote)\b",
    re.IGNORECASE,
)
"""Between what is to be done and a day, the day may belong to this instead."""
_CLOSING = re.compile(r"[\s.,;:!]*(?:please)?[\s.,;:!]*", re.IGNORECASE)

_IS = "is|isn't|are|aren't|was|wasn't|were|weren't|has|hasn't|had|hadn't|have|haven't|can't|cannot|couldn't|didn't|doesn't|won't|wouldn't"
_DID = (
    "became|began|bought|broke|brought|came|chose|did|drove|fell|felt|flew|forgot|gave|got|grew|heard|held|kept|knew"
    "|left|lost|made|met|paid|ran|rang|said|sat|saw|sent|sold|spent|spoke|stood|taught|thought|told|took|understood|went|won|wrote"
)
_GOES_ON = (
    r"(?=\W*$|[,;.]| +(?:a|about|again|an|and|at|away|back|by|for|from|her|him|his|home|in|into|it|last|me|my|off|on|our|out|that"
    r"|the|their|them|there|to|today|up|us|with|yesterday|@+)\b| +@)"
)
_FORMER = rf"(?!\w*eed\b)[a-z]{{2,}}ed\b{_GOES_ON}"
_BESIDES = "(?:(?:also|already|just|now|never|still|really|all|both|only) )*"
_DETERMINED = r"(?:the|an?|my|our|their|his|her|this|these|those|some|no|most|many|few|all|both|\d+|two|three|four|five|six) (?:[\w'-]+ ){1,3}?"
_PRONOUN = "(?:he|she|they|we|i|it|there|everyone|everybody|nobody|no one|people|someone|somebody|this|that) "
_PERSON = r"@(?:'s? [\w-]+)? "
_SUBJECT = rf"(?:(?:{_PERSON}|{_DETERMINED}|{_PRONOUN})(?:(?:and|&|or|,) )?){{1,3}}"
_NEWS = re.compile(
    rf"(?:(?:(?:yesterday|today|last [a-z]+|on [a-z]+day),? )?{_SUBJECT}{_BESIDES}(?:(?:{_IS}|{_DID})\b|{_FORMER})"
    rf"|(?:didn't|haven't|hasn't|hadn't|can't|cannot|couldn't|wasn't|weren't|isn't|aren't|won't|never (?={_DID}|\w+ed\b))\b"
    rf"|(?:bought|brought|came|gave|got|heard|made|met|rang|said|sent|spoke|told|took|went|wrote)\b(?! it done)|{_FORMER})"
)
_DONE_TO = re.compile(r"\b(\w+(?<!e)ed) [A-Z][\w'’-]*")
_STILL_TO_DO = re.compile(
    r"\b(?:to be|is to|are to|was to|were to|has to|have to|got to|had better|needs?|needed|must|should|agreed|promised|offered"
    r"|wants?|wanted|asked (?:me|us|for|if|whether)|due|i'll|we'll|i'd|we'd|will|shall|let's|please|remember|until)\b|\?\W*$"
)
_NEXT_CLAUSE = re.compile(
    r"(?:[,;:.–—]|\bso\b|\band\b(?= [a-z]+ (?:@|him|her|them|the|a)\b)) +([^\s,;:.]+)"
)
_NOT_A_DEED = frozenset((
    "a", "all", "also", "an", "and", "as", "at", "because", "but", "by", "for", "from", "he",
    "her", "his", "i", "in", "it", "its", "last", "my", "no", "not", "of", "on", "our", "she",
    "so", "some", "that", "the", "their", "there", "they", "this", "to", "we", "when", "where",
    "which", "while", "who", "with", "yesterday", "today",
))  # fmt: skip
"""Words that begin a clause without saying what is to be done."""


def people_said(text: str, community: Community) -> tuple[int, ...]:
    """Return the members named in a follow-up without an @, without names that several have."""
    people: list[int] = []
    for said in names_said(text, community):
        with suppress(Ambiguous):
            people.append(bearer(said.name, community))
    return tuple(dict.fromkeys(people))


def due_said(text: str, community: Community, today: date) -> date | None:
    """Return the day by which something is to be done, if its words leave no doubt.

    It begins or ends the text (`ring Beth on Friday`, `by Friday`), is the only one, and can belong
    to nothing else: `book the hall for the fair on Friday` may be done before. It may be past:
    `lunch with Finn yesterday`.
    """
    plain = without_names(text, (said.name for said in names_said(text, community)))
    days = list(days_said(plain, today, "coming"))
    if len(days) != 1 or days[0].day is None or reads_as_news(text, community):
        return None
    said = days[0]
    before, behind = plain[: said.begins], plain[said.ends :]
    if said.word not in ("", "on", "by") or not (before.strip() or behind.strip()):
        return None
    if not before.strip():
        return said.day
    if not _CLOSING.fullmatch(behind) or (said.word != "by" and _NOT_OF_THE_DEED.search(before)):
        return None
    return said.day


def reads_as_news(text: str, community: Community) -> bool:
    """Return whether a text says what is so and not what to do: `Tom moved to Leeds`."""
    shape = text
    for said in reversed(list(names_said(text, community))):
        shape = f"{shape[: said.begins]}@{shape[said.ends :]}"
    # A name that no member has, as in `Skyped Petra`.
    shape = _DONE_TO.sub(r"\1 @", shape, count=1)
    shape = re.sub(r"^@ (and|&) [A-Z][\w'’-]*|^[A-Z][\w'’-]* (and|&) @", "@ and @", shape)
    first = re.match(r"[^\s,;:.!?'’]+", shape)
    if first and first[0][:1].isupper() and fold(first[0]) not in COMMON and first[0][1:].islower():
        # A name that no member has.
        named = re.match(
            rf"{_PERSON}{_BESIDES}(?:(?:{_IS}|{_DID})\b|{_FORMER})",
            _plain("@" + shape[first.end() :]),
        )
        shape = "@" + shape[first.end() :] if named else shape
    shape = _plain(shape)
    if _STILL_TO_DO.search(shape) or not _NEWS.match(shape):
        return False
    return all(
        word in _NOT_A_DEED or not word[:1].isalpha() for word in _NEXT_CLAUSE.findall(shape)
    )


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())
