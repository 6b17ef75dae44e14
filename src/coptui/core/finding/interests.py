"""The interests that members have, from which those of a topic are chosen. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from coptui.core.model.community import Community
from coptui.core.model.records import Member
from coptui.core.model.text import fold
from coptui.errors import Ambiguous, UsageError
from coptui.language import tr


def spellings(members: Iterable[Member]) -> dict[str, str]:
    """Return how people write each interest, one spelling each, by its folded text and in its order."""
    written: dict[str, str] = {}
    for member in members:
        for interest in member.interests:
            if name := fold(interest):
                written[name] = min(interest, written.get(name, interest))
    return dict(sorted(written.items()))


def fitting_interests(community: Community, part: str) -> list[str]:
    """Return the interests of members in which a part is found: the very one alone, else those of
    which it is the beginning of a word, else any."""
    wanted, written = fold(part), spellings(community.members.values())
    if wanted in written:
        return [written[wanted]]
    beginning = [word for name, word in written.items() if f" {wanted}" in f" {name}"]
    return beginning or [word for name, word in written.items() if wanted in name]


def interest_meant(community: Community, part: str, kept: Collection[str] = ()) -> str:
    """Return the interest of members that a part of it means; one that was `kept` stays as it is.

    Raise Ambiguous if several fit, UsageError if none does.
    """
    for interest in kept:
        if fold(interest) == fold(part):
            return interest
    fits = fitting_interests(community, part)
    if len(fits) == 1:
        return fits[0]
    if fits:
        raise Ambiguous(
            tr("{interest!r} matches {count} interests.", interest=part, count=len(fits)), fits
        )
    raise UsageError(
        tr("No member has the interest {interest!r}.", interest=part),
        tr("Add it to a member's interests first, or put it in the field Tags."),
    )
