"""Singular and plural."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coptui.language import plural, tr

if TYPE_CHECKING:
    from coptui.language import Part


def counted(count: int, one: str, many: str, **parts: Part) -> str:
    """Return how many of something there are: `counted(5, "{count} person", "{count} people")` is "5 people".

    Both forms are literals, which translators see together; further placeholders come as `parts`.
    """
    return plural(one, many, count).format(count=count, **parts)


def forms(one: str, many: str) -> tuple[str, str]:
    """Return the two forms of something that is counted elsewhere: `counted(3, *forms("{count} day", "{count} days"))`."""
    return one, many


def first_of(names: Sequence[str], most: int = 8) -> str:
    """Return the first names of many: "Ann, Beth and 3 more"; all of them if there are no more than `most`."""
    text = ", ".join(names[:most])
    return (
        tr("{names} and {count} more", names=text, count=len(names) - most)
        if len(names) > most
        else text
    )


def percent(share: float) -> str:
    """Return a share of 0 to 100 in words: "56%"; "0%" is none and "100%" all, never nearly so."""
    whole = f"{share:.0f}%"
    if whole == "0%" and share > 0:
        return tr("under 1%")
    return tr("over 99%") if whole == "100%" and share < 100 else whole
