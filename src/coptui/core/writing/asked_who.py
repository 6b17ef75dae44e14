"""Questions about who is meant in a line that tells of a conversation. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coptui.core.finding.search import candidates, either, short_name, told_apart
from coptui.core.model.community import Community
from coptui.core.model.ordinary_words import COMMON
from coptui.core.model.text import fold
from coptui.core.model.typed_days import month_of, weekday_of
from coptui.errors import UsageError
from coptui.language import tr

_TO_DO = tr("For something to do, begin with that, as in ring Tom.")


def name_written(words: Sequence[re.Match[str]]) -> str:
    """Return the words with a capital that some words begin with, unless the first is an ordinary
    one or a day."""
    written: list[str] = []
    for word in words:
        if not word[1][:1].isupper():
            break
        written.append(word[1])
        if not word[2].isspace():
            break
    if not written or re.search("['’]s?$", written[0]):
        return ""
    first = re.split("['’]", written[0])[0]
    is_day = month_of(fold(first)) is not None or weekday_of(fold(first)) is not None
    return "" if is_day or fold(first) in COMMON else " ".join(written)


def who_is(name: str, community: Community) -> UsageError:
    """Return the question who was meant by a name that no one has as it is written."""
    near = candidates(community, name, "members", limit=3)
    if near:
        return UsageError(
            tr("Who is {name}: {near}?", name=name, near=either(told_apart(community, near))),
            tr(
                "If so, write @{such}.",
                such=short_name(community, near[0]) or ".".join(near[0].name.split()),
            ),
        )
    return UsageError(
        tr("Who is {name}? No member is called that.", name=name),
        tr("Mark the members with an @: spoke to @ann and Tom. {to_do}", to_do=_TO_DO),
    )


def was_it_too(name: str) -> UsageError:
    """Return the question whether a conversation was with this person as well."""
    return UsageError(
        tr("Did you speak to {name}, too?", name=name),
        tr("Mark everyone you spoke to with an @: spoke to @ann and @beth."),
    )


def who_was_it(name: str = "") -> UsageError:
    """Return the question with whom a conversation was; `name` may be a name or an ordinary word."""
    return UsageError(
        tr("Who did you speak to?"),
        tr("If {name} is a person here, write @{name}.", name=name)
        if name
        else tr("For example: spoke to @ann about triage. {to_do}", to_do=_TO_DO),
    )
