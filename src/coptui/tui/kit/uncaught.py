"""Faults that nothing catches, in threads and tasks: they end the program and print nothing.

Python would print their messages and the lines around them, over the screen or after it, and with
them whatever names and texts they hold.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Callable
from typing import Any

Take = Callable[[BaseException], None]


def take_uncaught(take: Take) -> None:
    """Hand every fault of a thread or a task to `take`, in the running loop's own thread."""
    loop = asyncio.get_running_loop()

    def of_a_thread(fault: threading.ExceptHookArgs) -> None:
        if fault.exc_value is not None and not isinstance(fault.exc_value, SystemExit):
            loop.call_soon_threadsafe(take, fault.exc_value)

    def of_a_task(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, BaseException):
            take(error)

    threading.excepthook = of_a_thread
    loop.set_exception_handler(of_a_task)
    # What fails while something is thrown away stops nobody; it is not told either.
    sys.unraisablehook = lambda _: None
