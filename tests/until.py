"""Waiting for a state, as a person waits for what the screen shows."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

MOST = 20.0
"""Seconds. No test is about them: what never comes is said, and the other tests go on."""


def wait_until(done: Callable[[], object], seconds: float = MOST) -> None:
    """Wait in this thread until something is so."""
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.01)


async def until(done: Callable[[], object], seconds: float = MOST) -> None:
    """Wait until something is so, and let the program under a pilot go on."""
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "it did not come"
        await asyncio.sleep(0.005)
