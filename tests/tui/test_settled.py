"""A pilot goes on when everything that a key began has been done, not sooner, and not after a nap."""

from __future__ import annotations

import asyncio
from threading import Event

from settled import SOON, settled


async def test_what_is_done_in_steps_is_done() -> None:
    steps: list[int] = []

    def step() -> None:
        steps.append(len(steps))
        if len(steps) < 50:
            asyncio.get_running_loop().call_soon(step)

    step()
    await settled()
    assert len(steps) == 50


async def test_what_a_thread_does_is_done() -> None:
    let_go, done = Event(), []
    loop = asyncio.get_running_loop()
    loop.call_later(SOON / 2, let_go.set)
    loop.run_in_executor(None, lambda: done.append(let_go.wait(10)))
    await settled()
    assert done == [True]


async def test_what_is_due_soon_is_done_and_what_is_due_later_is_not_waited_for() -> None:
    done: list[str] = []
    loop = asyncio.get_running_loop()
    loop.call_later(SOON / 2, done.append, "soon")
    loop.call_later(600, done.append, "later")
    loop.call_later(0, lambda: None).cancel()
    await settled()
    assert done == ["soon"]


async def test_what_never_ends_is_left() -> None:
    let_go = Event()
    work = asyncio.get_running_loop().run_in_executor(None, let_go.wait, 10)
    await settled(max_sleep=SOON)
    assert not work.done()
    let_go.set()
    await work
