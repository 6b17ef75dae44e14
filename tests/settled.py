"""When the program under a pilot has done all that it has to do for now."""

from __future__ import annotations

import asyncio
import math
from typing import Any
from weakref import WeakSet

from textual import app, pilot
from textual._context import active_app

SOON = 0.02
"""Seconds: what is to be done so soon belongs to now. A screen draws at the next of 60 a second."""

_in_threads: WeakSet[asyncio.Future[Any]] = WeakSet()
_run_in_executor = asyncio.BaseEventLoop.run_in_executor


def _noted(loop: Any, *work: Any) -> asyncio.Future[Any]:
    found: asyncio.Future[Any] = _run_in_executor(loop, *work)
    _in_threads.add(found)
    return found


async def settled(min_sleep: float = 0.0, max_sleep: float = 1.0) -> None:
    """Until every key has done its work, nothing is ready to run, no thread works and no timer is
    due; for all but the keys at most a second.

    Instead of Textual's own, which sleeps until the processor has little to do: on a busy machine
    that is too early, on an idle one too late by 60 ms a key.
    """
    loop: Any = asyncio.get_running_loop()
    end = loop.time() + max_sleep
    while True:
        await asyncio.sleep(0)
        if loop._ready and loop.time() < end:
            continue
        due = min((one.when() for one in loop._scheduled if not one.cancelled()), default=math.inf)
        working = any(not work.done() for work in _in_threads if work.get_loop() is loop)
        if not _keys_wait() and (loop.time() > end or (not working and due > loop.time() + SOON)):
            return
        await asyncio.sleep(0.001)


def _keys_wait() -> bool:
    running: Any = active_app.get(None)
    keys = getattr(running, "_typed_ahead", None)
    if keys is None or not running.is_running or running.fault or running._exit:
        return False
    return not keys.is_empty


def settle_exactly() -> None:
    """Let pilots wait so."""
    asyncio.BaseEventLoop.run_in_executor = _noted  # type: ignore[method-assign]
    for module in (app, pilot):
        module.wait_for_idle = settled  # type: ignore[attr-defined]
