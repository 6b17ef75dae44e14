"""How far the reading of a file has come, told to whoever waits, who may stop it.

Readers say it at their loops, whoever called them; nobody listening costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Told = Callable[[str, float], None]
"""Takes what is done (`reading`, `matching`) and how much of it (0 to 1); what it raises ends it."""
EVERY = 256
"""Rows between two reports."""
EVERY_SECONDS = 0.05
"""Seconds between two reports from another process."""
FEW = 500
"""Rows that are read before anybody could look at a bar."""

_told: ContextVar[Told | None] = ContextVar("told", default=None)


class Stopped(Exception):
    """Nobody waits for this any more. Nothing was changed: a plan saves nothing."""


@contextmanager
def telling(told: Told) -> Iterator[None]:
    """What is read inside is told, in this thread. What is looked at twice never goes back."""
    furthest: dict[str, float] = {}

    def onwards(what: str, share: float) -> None:
        furthest[what] = max(share, furthest.get(what, 0.0))
        told(what, furthest[what])

    before = _told.set(onwards)
    try:
        yield
    finally:
        _told.reset(before)


def pass_on(what: str, share: float) -> None:
    """What was told elsewhere, told on; raises what ends the reading, also when nothing is new."""
    told = _told.get()
    if told is not None:
        told(what, share)


def tell(what: str, done: int, of: int) -> None:
    """So much is done, of so much."""
    told = _told.get()
    if told is not None and of > FEW:
        told(what, min(1.0, done / of))
