"""Whether a name typed for someone new is that of a member who is known already. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coptui.core.finding.search import name_apart
from coptui.core.model.community import AllGroups
from coptui.core.model.text import fold, show
from coptui.errors import UsageError
from coptui.language import tr


class MaybeKnown(UsageError):
    """A name for someone new may be that of `members`, by id: only who typed it can tell."""

    def __init__(self, community: AllGroups, members: Sequence[int]) -> None:
        self.members = members
        self.names = ", ".join(
            show(name_apart(community, "members", number, members)) for number in members
        )
        super().__init__(
            tr("{names}, or someone new?", names=self.names),
            tr("For someone new, type more of the name."),
        )


def called(name: str, community: AllGroups) -> list[int]:
    """Return the members who have exactly this name or another name like it."""
    typed = _words(name)
    return [number for number, names in _names(name, community) if typed in names]


def may_be(name: str, community: AllGroups) -> list[int]:
    """Return the members who may be meant by a name: `Dan`, `Eva F` or `E. Fischer` for Eva Fischer.

    One word at least is the same; each word of the shorter name begins one of the longer name.
    """
    typed = _words(name)
    return [
        number
        for number, names in _names(name, community)
        if any(_may_be(typed, words) or _may_be(words, typed) for words in names)
    ]


def _names(name: str, community: AllGroups) -> Iterable[tuple[int, list[list[str]]]]:
    """Yield the members with a word of a name among theirs, and the words of all their names."""
    by_word = community.by_word_of_name
    fitting = {number for word in fold(name).split() for number in by_word.get(word, ())}
    for number, member in community.members.items():
        if number in fitting or member.aliases:
            yield number, [_words(each) for each in (member.name, *member.aliases)]


def _words(name: str) -> list[str]:
    return [word.strip(".,") for word in fold(name).split()]


def _may_be(shorter: list[str], longer: list[str]) -> bool:
    return not set(shorter).isdisjoint(longer) and all(
        any(word.startswith(begun) for word in longer) for begun in shorter
    )
