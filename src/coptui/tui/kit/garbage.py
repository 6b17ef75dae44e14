"""Garbage collection, kept away from what stays, so that collecting the rest is quick.

A full collection stops the program for 30 to 80 ms at ten thousand members, and for a third of a
second at a hundred thousand. Most of what it would visit never goes: the members and the loaded
modules. That is frozen, so only open screens and the one just closed are left: 1 to 12 ms. Anything
as long as a community is made of tuples and dicts of plain values, which are not visited at all.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from weakref import WeakSet

from textual._styles_cache import StylesCache

SOON = (0.1, 0.5)
"""Seconds after which a closed screen is collected; the second time is for screens that a stopped
timer still refers to."""
SELDOM = 500
"""How many young collections pass before a full one, if no screen is closed."""

_usual = gc.get_threshold()
_at_work: set[object] = set()


def begin() -> None:
    """Freeze what is there once the first screen is shown."""
    gc.freeze()
    gc.enable()
    gc.set_threshold(*_usual[:2], SELDOM)


def end() -> None:
    """Give the collector its usual thresholds back when the program ends."""
    gc.set_threshold(*_usual)


class Closed:
    """The screens that were closed and are not freed yet."""

    def __init__(self) -> None:
        self._screens: WeakSet[object] = WeakSet()

    def add(self, screen: object) -> None:
        """Remember a screen that is about to close."""
        self._screens.add(screen)

    def clear_away(self, *, alone: bool) -> bool:
        """Free the closed screens; `alone` says that only the first screen is open.

        Return False while a thread is at work, as what it makes would be visited too: try again
        later.
        """
        if not self._screens:
            return True
        if _at_work:
            return False
        # Textual remembers two colours for each widget ever drawn, and with them what it drew.
        StylesCache.get_inner_outer.cache_clear()
        gc.collect()
        # A screen that is still referred to would be frozen for good; it goes with the next one
        # closed.
        if alone and not self._screens:
            gc.freeze()
        return True


@contextmanager
def at_work() -> Iterator[None]:
    """Keep closed screens from being collected while a thread works something out."""
    work = object()
    _at_work.add(work)
    try:
        yield
    finally:
        _at_work.discard(work)


@contextmanager
def uncollected(alone: Callable[[], bool] = lambda: True) -> Iterator[None]:
    """Keep the collector from visiting a community that is being read or made ready.

    If only the first screen is open at the end, what is there by then is frozen; with another
    screen open that would keep the screen for good. Frozen objects are still freed once nothing
    refers to them.
    """
    collecting = gc.isenabled()
    if collecting:
        # Young garbage must not be frozen.
        gc.collect(1)
        gc.disable()
    try:
        yield
    finally:
        if collecting:
            if alone():
                gc.freeze()
            gc.enable()
