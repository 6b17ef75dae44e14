"""Whether a line leaves it open who told the story in it: `Hugo saved an hour, Dan told me`. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from coptui.core.writing.capture import doer_first, without_marks
from coptui.core.writing.meaning import Jotting
from coptui.core.writing.named import WORD, bearer, name_in, names_said
from coptui.errors import Ambiguous, UsageError
from coptui.language import tr

_TELLS = "(?:told|tells|said|says|reported|reports|mentioned)"
_TELLS_FIRST = re.compile(rf"\W*[\w.'’-]+(?: [A-Z][\w'’-]*){{0,2}} {_TELLS}\b")
_TOLD = re.compile(
    rf"\b(?:told|tells) (?:me|us)\b|\baccording to\b|\bheard (?:it |this |that )?from\b|\b{_TELLS} (?=[A-Z@])"
)


def teller_in_doubt(line: str, marked: Iterable[int], at: Jotting) -> bool:
    """Return whether a story could be told by others than the person it begins with.

    `marked` are the people marked in it.
    """
    before, colon, _ = line.partition(":")
    words = list(WORD.finditer(before.removeprefix("@").replace(".", " ")))
    if _TELLS_FIRST.match(line) or (colon and name_in(words, len(words), at.community)):
        return False
    if _TOLD.search(line):
        return True
    people: set[int | str] = {*marked, *filter(None, [at.member])}
    blank = without_marks(line, at.community, at.today)
    for said in names_said(blank, at.community):
        try:
            people.add(bearer(said.name, at.community))
        except Ambiguous:
            people.add(said.name)
    return len(people) > 1 and doer_first(line, at.community, at.today)[0] is None


def who_told_it() -> UsageError:
    """Return the question whose story it is."""
    return UsageError(
        tr("Who told this story?"),
        tr("Begin with their name and a colon, as in @ann: the sheet saved an hour."),
    )
