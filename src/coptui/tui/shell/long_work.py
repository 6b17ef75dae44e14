"""Long work of a screen: done in a thread, announced if it lasts, ended when no one waits for it."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable, Iterable
from functools import partial
from threading import Event
from typing import Any, Protocol, TypeVar

from coptui.errors import CoptError
from coptui.evidence.line import Reading
from coptui.exchange.tables.progress import Progress, Stopped
from coptui.language import tr
from coptui.session import Session
from coptui.tui.kit import garbage
from coptui.tui.kit.rows import Span, Tone
from coptui.tui.records.words import progress_bar
from coptui.tui.shell.apart import Daemons
from coptui.tui.shell.key_bar import KeyBar


class Waiting(Protocol):
    """A screen that waits for long work."""

    @property
    def stands(self) -> bool: ...

    def say(self, text: str, tone: Tone = "good") -> None: ...

    @property
    def run_worker(self) -> Callable[..., Any]: ...

    @property
    def query_one(self) -> Callable[..., Any]: ...


T = TypeVar("T")
R = TypeVar("R")

LASTS = 0.3
"""Seconds after which a line says what is being done; no one minds a shorter wait."""


LOOKING = tr("loading...")


class LongWork:
    """The long work of one screen, one thing at a time: starting something ends what was running.

    It saves nothing: leaving the screen ends it and loses nothing. `show` is told how far it is,
    and an empty text when it is done. Without `show` that goes into the key line.
    """

    def __init__(self, screen: Waiting, show: Callable[[str], None] | None = None) -> None:
        self._screen = screen
        self._show = show or self._show_in_key_line
        self._settled, self._over = asyncio.Event(), asyncio.Event()
        self._settled.set()
        self._over.set()

    def begin(
        self,
        what: str,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        late: Callable[[], None] | None = None,
    ) -> None:
        """Work in a thread, then call `done` with the result, unless the work was ended.

        `work` is given a function for its progress, which raises Stopped once no one waits. After
        `LASTS` seconds a progress line is shown, and `late` shows what there is so far.
        """
        for waited_for in (self._settled, self._over):
            waited_for.set()
        self._settled, self._over = settled, over = asyncio.Event(), asyncio.Event()
        doing = partial(self._do, what, work, done, late, settled, over)
        self._screen.run_worker(doing, group="long work", exclusive=True)

    async def soon(self) -> None:
        """Wait until the work ends or its progress line is shown.

        A screen that waits here is not drawn without its result in between.
        """
        while not self._settled.is_set():
            await self._settled.wait()

    @property
    def goes_on(self) -> bool:
        """Whether the work is still running."""
        return not self._over.is_set()

    async def over(self) -> None:
        """Wait until all work has ended, however long it takes."""
        while self.goes_on:
            await self._over.wait()

    async def _do(
        self,
        what: str,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        late: Callable[[], None] | None,
        settled: asyncio.Event,
        over: asyncio.Event,
    ) -> None:
        loop, context = asyncio.get_running_loop(), contextvars.copy_context()
        ended = Event()
        said, lasts = what, False

        def told(word: str, share: float) -> None:
            nonlocal said
            if ended.is_set():
                raise Stopped
            # Drawn once for each of its cells at most: every byte counts on a slow line.
            bar = progress_bar(word, share)
            if bar != said:
                said = bar
                if lasts:
                    loop.call_soon_threadsafe(tell, context=context)

        def tell() -> None:
            if self._screen.stands and not ended.is_set():
                self._show(said)

        def it_lasts() -> None:
            nonlocal lasts
            lasts = True
            if late is not None and self._screen.stands:
                late()
            tell()
            settled.set()

        def worked() -> T:
            with garbage.at_work():
                return work(told)

        timer = loop.call_later(LASTS, it_lasts)
        try:
            try:
                result = await loop.run_in_executor(
                    Daemons(), contextvars.copy_context().run, worked
                )
            finally:
                # Also reached when the screen is left, or other work begins.
                timer.cancel()
                ended.set()
                if lasts and self._screen.stands:
                    self._show("")
            if self._screen.stands:
                done(result)
        except CoptError as error:
            self._screen.say(f"{error.message} {error.hint}", "bad")
        finally:
            settled.set()
            over.set()

    def _show_in_key_line(self, said: str) -> None:
        bar = self._screen.query_one(KeyBar)
        bar.show_message(
            [Span(said, "quiet"), Span("  q", "accent"), Span(" " + tr("leaves"), "quiet")]
            if said
            else ()
        )


def looked_up(
    session: Session, lines: Iterable[str], *, group: str | None = None
) -> Callable[[Progress], dict[str, Reading]]:
    """Return work that looks evidence up, now and before, with trends, by line id; unknown ids are
    left out.
    """
    wanted = list(lines)

    def work(told: Progress) -> dict[str, Reading]:
        readings: dict[str, Reading] = {}
        for number, line in enumerate(wanted):
            told(LOOKING, number / len(wanted))
            readings |= session.readings([line], group=group)
            # A trend is worked out when it is first asked for.
            _ = readings[line].trend if line in readings else ()
        return readings

    return work
