"""Errors that nothing catches, in threads and tasks, end the program and print nothing.

Python would print their messages and the source lines over the screen or after it, and with them
whatever names and texts they contain.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Callable
from typing import Any

Take = Callable[[BaseException], None]


def take_uncaught(take: Take) -> None:
    """Hand every uncaught error of a thread or a task to `take`, in the running loop's thread."""
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
    # Errors while something is being thrown away stop no one and are not reported.
    sys.unraisablehook = lambda _: None
