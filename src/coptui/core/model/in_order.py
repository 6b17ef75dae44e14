"""Sorting that lets others have their turn: a key that is pressed meanwhile does not wait."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain, islice
from typing import Any, TypeVar

T = TypeVar("T")

AT_ONCE = 2000
"""So many are sorted in one step; up to there nobody could see it wait."""
TOGETHER = 4
"""So many runs that are in order are brought together in one step."""


def in_order(items: Iterable[T], key: Callable[[T], Any]) -> list[T]:
    """What `sorted` gives, in steps.

    A sort holds the interpreter until it is done: of 100,000 names, for a fifth of a second. What
    consists of a few runs that are in order, it goes through once or twice.
    """
    rest = iter(items)
    runs = []
    while some := list(islice(rest, AT_ONCE)):
        runs.append(sorted(some, key=key))
    while len(runs) > 1:
        runs = [
            sorted(chain(*runs[at : at + TOGETHER]), key=key)
            for at in range(0, len(runs), TOGETHER)
        ]
    return runs[0] if runs else []
