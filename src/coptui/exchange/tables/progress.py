"""How far the reading of a file has come, told to whoever waits, who may stop it.

Readers say it in their loops, whoever called them; if no one listens it costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Progress = Callable[[str, float], None]
"""Takes what is done (`reading`, `matching`) and how much of it (0 to 1); what it raises ends it."""
EVERY = 256
"""Rows between two reports."""
EVERY_SECONDS = 0.05
"""Seconds between two reports from another process."""
FEW = 500
"""Rows that are read before anyone could look at a bar."""

_told: ContextVar[Progress | None] = ContextVar("told", default=None)


class Stopped(Exception):
    """No one is waiting any more. Nothing was changed, because a plan saves nothing."""


@contextmanager
def telling(told: Progress) -> Iterator[None]:
    """Report progress of what is read in this block and thread; progress never goes backwards."""
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
    """Report progress made elsewhere; raise what ends the reading even if there is none."""
    told = _told.get()
    if told is not None:
        told(what, share)


def tell(what: str, done: int, of: int) -> None:
    """Report how much is done, and of how much."""
    told = _told.get()
    if told is not None and of > FEW:
        told(what, min(1.0, done / of))
