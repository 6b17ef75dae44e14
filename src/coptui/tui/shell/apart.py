"""Work in daemon threads, which the program does not wait for when it ends."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable
from concurrent.futures import Executor, Future
from functools import partial
from threading import Thread
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


async def apart(work: Callable[P, R], *given: P.args, **named: P.kwargs) -> R:
    """Return the result of work that saves nothing, while the screen goes on."""
    loop = asyncio.get_running_loop()
    context = contextvars.copy_context()
    return await loop.run_in_executor(Daemons(), partial(context.run, work, *given, **named))


class Daemons(Executor):
    """An executor with a daemon thread for each piece of work.

    Only for what saves nothing: it may be cut off anywhere.
    """

    def submit(self, work: Callable[..., R], /, *given: Any, **named: Any) -> Future[R]:
        """Start the work, as `Executor.submit` does."""
        future: Future[R] = Future()

        def run() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                future.set_result(work(*given, **named))
            except BaseException as error:
                future.set_exception(error)

        Thread(target=run, name="coptui-long-work", daemon=True).start()
        return future
