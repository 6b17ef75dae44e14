"""The thread that saves, the one that looks for what others saved, and what no key should wait for."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import chain
from typing import TypeVar

from coptui.core.model.alike import share_attendance
from coptui.core.model.community import DERIVED, Community
from coptui.session import Session
from coptui.tui.kit.garbage import at_work, uncollected

T = TypeVar("T")


class Writer:
    """A thread that does one thing after the other while the screen goes on, and a second thread that
    looks for what others saved: it never waits for a save.

    `alone` returns whether the first screen is the only one open.
    """

    def __init__(self, alone: Callable[[], bool]) -> None:
        self._alone = alone
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="coptui-writer")
        self._looking = ThreadPoolExecutor(max_workers=1, thread_name_prefix="coptui-reader")
        self._begun: list[float] = []

    def end(self) -> None:
        """Let both threads end once they have done what they were given."""
        self._pool.shutdown(wait=False)
        self._looking.shutdown(wait=False)

    def saves_since(self, moment: float) -> bool:
        """Return whether a save is going on that was begun at a `time.monotonic()` or later."""
        return any(begun >= moment for begun in self._begun)

    async def save(self, work: Callable[[], T]) -> T:
        """Save or write something while whoever asked for it waits."""
        begun = time.monotonic()
        self._begun.append(begun)
        try:
            return await self.run(work)
        finally:
            self._begun.remove(begun)

    async def run(self, work: Callable[[], T]) -> T:
        """Do something in the thread and raise what it raises."""
        with at_work():
            return await asyncio.get_running_loop().run_in_executor(self._pool, work)

    async def _look(self, work: Callable[[], T]) -> T:
        with at_work():
            return await asyncio.get_running_loop().run_in_executor(self._looking, work)

    async def take_in(self, session: Session) -> bool:
        """Merge what others saved; return whether there was anything."""
        if not await self._look(session.is_behind):
            return False
        with uncollected(self._alone):
            return await self._look(session.refresh)

    async def work_out_levels(self, session: Session) -> None:
        """Work out the levels of a newly opened session: each depends on everything recorded."""

        def work_out() -> None:
            # What is read and worked out now takes the place of the text.
            session.leave_in_file()
            share_attendance(session.whole.events.values())
            levels(session.community, session.today)

        with uncollected(self._alone):
            await self.run(work_out)

    async def begin_with(self, session: Session) -> None:
        """Prepare a newly opened session, and each later version of its community; look out for them."""
        session.prepare = make_ready
        session.watch()

        def ready() -> None:
            make_ready(session.community, session.today)
            # Reading all of it is the only way to know what cannot be read.
            _ = session.faults

        with uncollected(self._alone):
            await self.run(ready)


def make_ready(community: Community, today: date) -> None:
    """Work out what a screen would otherwise work out while someone waits."""
    from coptui.core.finding.search import prepare

    levels(community, today)
    for derived in chain(*DERIVED.values()):
        getattr(community, derived)
    prepare(community)


def levels(community: Community, today: date) -> None:
    """Work out what everyone's levels depend on."""
    from coptui.core.model.settings import settings_of
    from coptui.core.people.levels import standings

    standings(community, today, settings_of(community.profile))
