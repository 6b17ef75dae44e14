"""The garbage collector: it does not walk over what stays, and it is soon done with the rest.

A walk over everything holds the program for 30 to 80 ms at ten thousand members, and for a third
of a second at a hundred thousand. Most of what it would look at never goes: the members, and what
was loaded. What is left is the screens that are open and the one that was closed: 1 to 12 ms.
What is as long as a community is made of tuples and dicts of plain values, which it leaves alone.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from weakref import WeakSet

from textual._styles_cache import StylesCache

SOON = (0.1, 0.5)
"""Seconds after which a closed screen is cleared away; the later for those that a timer, stopped as
it is, has named till then."""
SELDOM = 500
"""So many times the young are looked through before everything is, if no screen is closed."""

_usual = gc.get_threshold()
_at_work: set[object] = set()


def begin() -> None:
    """The first screen stands: what is there stays."""
    gc.freeze()
    gc.enable()
    gc.set_threshold(*_usual[:2], SELDOM)


def end() -> None:
    """The program ends; whatever goes on in this process collects as it likes."""
    gc.set_threshold(*_usual)


class Closed:
    """The screens that were closed and are not freed yet."""

    def __init__(self) -> None:
        self._screens: WeakSet[object] = WeakSet()

    def add(self, screen: object) -> None:
        """A screen is about to be closed."""
        self._screens.add(screen)

    def clear_away(self, *, alone: bool) -> bool:
        """Free them; `alone` says that the first screen is the only one that is open.

        False while a thread works: what is made there would be walked over. Try again.
        """
        if not self._screens:
            return True
        if _at_work:
            return False
        # Textual remembers two colours for each widget that was ever drawn, and so what it drew.
        StylesCache.get_inner_outer.cache_clear()
        gc.collect()
        # What is still named would stay for good; it is freed with the next one that is closed.
        if alone and not self._screens:
            gc.freeze()
        return True


@contextmanager
def at_work() -> Iterator[None]:
    """A thread works something out; closed screens wait till it is done."""
    work = object()
    _at_work.add(work)
    try:
        yield
    finally:
        _at_work.discard(work)


@contextmanager
def uncollected(alone: Callable[[], bool] = lambda: True) -> Iterator[None]:
    """Keep the collector from walking over a community that is read or made ready.

    What is there afterwards is not walked over either, if the first screen is the only one that is
    open then: another one would stay when it is closed. It is still freed as soon as nothing
    names it.
    """
    collecting = gc.isenabled()
    if collecting:
        # What is young and waste already shall not stay.
        gc.collect(1)
        gc.disable()
    try:
        yield
    finally:
        if collecting:
            if alone():
                gc.freeze()
            gc.enable()
