"""The garbage collector: it does not walk over what stays, nor at all while somebody types.

A walk over everything holds the program for 30 to 80 ms at ten thousand members, and for a third
of a second at a hundred thousand. Most of what it would look at never goes: the members, and what
was loaded. The screens that were closed can wait until nobody types.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

REST = 2.0
"""Seconds without a key after which closed screens are cleared away."""
SELDOM = 500
"""So many times the young are looked through before everything is, for who types without a rest."""

_usual = gc.get_threshold()


def begin() -> None:
    """The first screen stands: what is there stays."""
    gc.freeze()
    gc.enable()
    gc.set_threshold(*_usual[:2], SELDOM)


def end() -> None:
    """The program ends; whatever goes on in this process collects as it likes."""
    gc.set_threshold(*_usual)


def clear_away(*, stays: bool) -> None:
    """Free the screens that were closed; `stays` says that what is left will not go."""
    gc.collect()
    if stays:
        gc.freeze()


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the collector from walking over a community that is read or made ready.

    What is there afterwards is not walked over either. It is still freed as soon as nothing
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
            gc.freeze()
            gc.enable()
