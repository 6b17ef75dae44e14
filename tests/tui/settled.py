"""When the program under a pilot has done all that it has to do for now."""

from __future__ import annotations

import asyncio
from typing import Any
from weakref import WeakSet

SOON = 0.02
"""Seconds: what is to be done so soon belongs to now. A screen draws at the next of 60 a second."""

_in_threads: WeakSet[asyncio.Future[Any]] = WeakSet()
_run_in_executor = asyncio.BaseEventLoop.run_in_executor


def _noted(loop: Any, *work: Any) -> asyncio.Future[Any]:
    found: asyncio.Future[Any] = _run_in_executor(loop, *work)
    _in_threads.add(found)
    return found


async def settled(min_sleep: float = 0.0, max_sleep: float = 1.0) -> None:
    """Until nothing is ready to run, no thread works for it and no timer is due; at most a second.

    Instead of Textual's own, which sleeps until the process takes little of the processor.
    """
    loop: Any = asyncio.get_running_loop()
    end = loop.time() + max_sleep
    while loop.time() < end:
        await asyncio.sleep(0)
        if loop._ready:
            continue
        due = min((timer.when() for timer in loop._scheduled if not timer.cancelled()), default=end)
        if due < loop.time() + SOON:
            await asyncio.sleep(max(0.0, due - loop.time()))
        elif any(not work.done() for work in _in_threads if work.get_loop() is loop):
            await asyncio.sleep(0.001)
        else:
            return


def settle_exactly() -> None:
    """Let pilots wait so."""
    from textual import app, pilot

    asyncio.BaseEventLoop.run_in_executor = _noted  # type: ignore[method-assign]
    for module in (app, pilot):
        module.wait_for_idle = settled
