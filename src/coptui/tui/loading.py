"""Screens are loaded when they are first opened, and in a thread.

To load one takes up to a tenth of a second; in a thread, whatever else is to be done goes on.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from types import CodeType, FunctionType

OURS = "coptui."


async def load_for(screen: type, method: str) -> None:
    """Load what a method of a screen imports when it is called, where that was not done yet."""
    missing = [name for name in imports_of(screen, method) if name not in sys.modules]
    if missing:
        await asyncio.to_thread(_load, missing)


@cache
def imports_of(screen: type, method: str) -> tuple[str, ...]:
    """The modules of coptui that a method imports, itself or by methods that it may call."""
    found: dict[str, None] = {}
    seen: set[str] = set()
    rest = [method]
    while rest:
        name = rest.pop()
        function = getattr(screen, name, None)
        if name in seen or not isinstance(function, FunctionType):
            continue
        seen.add(name)
        if function.__module__.startswith(OURS):
            for code in _codes(function.__code__):
                found |= dict.fromkeys(one for one in code.co_names if one.startswith(OURS))
                rest += code.co_names
    return tuple(found)


def _codes(code: CodeType) -> Iterator[CodeType]:
    """The code of a function and of those that stand in it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)


def _load(modules: list[str]) -> None:
    for name in modules:
        import_module(name)
