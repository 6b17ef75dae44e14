"""Keys one at a time: none is lost or misread because it came before its screen."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine

from textual import events
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget

TypedInput = events.Key | events.Paste

HELD = 0.7
"""Seconds within which a second Backspace is the same one, held down: keyboards repeat after half a
second, then many times a second."""

HELD_BACKSPACE = "held_backspace"
"""The key that such a Backspace is: it deletes, and never leads back from anywhere."""

ENDS = "ctrl+c"
"""The key that ends the program, wherever it is pressed: it is never dropped."""

HANGS = 0.03
"""Seconds after which a key counts as slow, and later keys may overtake it; a third of the delay
that people notice."""

ROUNDS = 2
"""A key may make its widget post a message, which is handled a round later."""

QUIET = 3
"""How often in a row nothing may be waiting: a key is between two queues for a moment."""

AT_MOST = 15.0
"""Seconds to wait for a key; longer than the wait for a locked file."""


class TypedAhead:
    """A queue of keys and pastes; each is delivered once the one before has done all its work.
    `since` is the `time.monotonic()` at which the one at work began, or 0.

    `screen` returns the screen on top, `target` where a key goes, and `give` sends it there.
    `early` returns what a key has to wait for if it is meant for something not shown yet; a key
    that `leaves` ends that wait. `hangs` is done as long as a key is at work, again and again.
    """

    def __init__(
        self,
        screen: Callable[[], Screen[object]],
        target: Callable[[], Widget],
        give: Callable[[TypedInput], Awaitable[None]],
        early: Callable[[TypedInput], Coroutine[None, None, None] | None],
        leaves: Callable[[TypedInput], bool],
        hangs: Callable[[], Coroutine[None, None, None]],
    ) -> None:
        self._on_top = screen
        self._goes_to = target
        self._give = give
        self._early = early
        self._leaves = leaves
        self._hangs = hangs
        self._overtaking: asyncio.Task[None] | None = None
        self._waiting: asyncio.Queue[TypedInput] = asyncio.Queue()
        self._waiting_for_screen: asyncio.Task[None] | None = None
        self._pressed_on: Screen[object] | None = None
        self._moved: list[TypedInput] = []
        self.since = 0.0
        self._dropped_at = 0.0
        self._hurries = False
        self._last_backspace: float | None = None

    async def all_done(self, has_more: Callable[[], bool]) -> None:
        """Return once every key so far has done its work; the program is ending.

        Letters for one field are delivered together, like a paste.
        """
        self._hurries = True
        quiet = 0
        while quiet < QUIET:
            await asyncio.sleep(0.01)
            quiet = 0 if has_more() or not self.is_empty else quiet + 1

    def add(self, event: TypedInput) -> None:
        if event.time < self._dropped_at and not _ends(event):
            # Read from the terminal together with the key that dropped it, and only now passed on.
            return
        if self._waiting_for_screen is not None and self._leaves(event):
            # Keys typed for the screen that was left are of no use any more.
            self.drop()
            self._waiting_for_screen.cancel()
        self._waiting.put_nowait(self._held_or_pressed(event))
        if self.waits >= HANGS:
            self._overtake_soon()

    def _held_or_pressed(self, event: TypedInput) -> TypedInput:
        """Return a Backspace that repeats the one before as the key HELD_BACKSPACE."""
        before, self._last_backspace = self._last_backspace, None
        if not isinstance(event, events.Key) or event.key != "backspace":
            return event
        self._last_backspace = event.time
        if before is None or event.time - before >= HELD:
            return event
        return events.Key(HELD_BACKSPACE, None)

    def drop(self) -> None:
        """Drop every key typed so far that has not had its turn, except one that ends the program."""
        self._dropped_at = time.monotonic()
        typed = [self._waiting.get_nowait() for _ in range(self._waiting.qsize())]
        for event in filter(_ends, typed):
            self._waiting.put_nowait(event)

    @property
    def is_empty(self) -> bool:
        """Whether every key so far has done its work."""
        return self._waiting.empty() and not self.since

    @property
    def waits(self) -> float:
        """Seconds for which the present key has been at work; 0 if there is none."""
        return time.monotonic() - self.since if self.since else 0.0

    async def overtake(
        self, moves: Callable[[TypedInput], bool], acts: Callable[[TypedInput], Awaitable[bool]]
    ) -> None:
        """Let those at the front of the queue go before the present key is done, as far as each
        `moves` or `acts`.

        A move is given again if the present key leads to another screen: it was meant for that one.
        """
        while self.since and self._on_top() is self._pressed_on and not self._waiting.empty():
            event = self._waiting.get_nowait()
            if moves(event):
                self._moved.append(event)
            elif await acts(event):
                self._moved.clear()
                self._pressed_on = self._on_top()
            else:
                self._put_first(event)
                return

    def _put_first(self, *first: TypedInput) -> None:
        behind = [self._waiting.get_nowait() for _ in range(self._waiting.qsize())]
        for event in (*first, *behind):
            self._waiting.put_nowait(event)

    def _look(self, since: float) -> None:
        """Look again and again as long as a key hangs."""
        if self.since == since:
            self._overtake_soon()
            asyncio.get_running_loop().call_later(HANGS, self._look, since)

    def _overtake_soon(self) -> None:
        """Do what is to be done while a key hangs, unless that is going on."""
        if self._overtaking is None or self._overtaking.done():
            self._overtaking = asyncio.create_task(self._hangs())

    async def run(self, opening: Awaitable[None] | None = None) -> None:
        """Deliver keys for as long as the program runs; none before what is `opening` is shown."""
        loop = asyncio.get_running_loop()
        if opening is not None:
            self._pressed_on = self._on_top()
            await opening
            await self._shown_since(self._pressed_on)
        while True:
            event = await self._waiting.get()
            self.since = time.monotonic()
            looks = loop.call_later(HANGS, self._look, self.since)
            if self._hurries:
                event = self._with_those_behind(event)
            if await self._in_time(event):
                self._pressed_on = self._on_top()
                target = self._goes_to()
                await self._give(event)
                await self._done(target)
                if await self._shown_since(self._pressed_on) is not self._pressed_on:
                    self._put_first(*self._moved)
                self._moved.clear()
                self._pressed_on = None  # It may be closed by now.
            self.since = 0.0
            looks.cancel()

    def _with_those_behind(self, event: TypedInput) -> TypedInput:
        """Return a letter for a field together with all letters waiting behind it."""
        from textual.widgets import Input, TextArea  # The first screen needs neither.

        if not (_is_letter(event) and isinstance(self._goes_to(), Input | TextArea)):
            return event
        text = _letter(event)
        while not self._waiting.empty():
            following = self._waiting.get_nowait()
            if not _is_letter(following):
                # What ends the text comes next; nothing later overtakes it.
                self._put_first(following)
                break
            text += _letter(following)
        return events.Paste(text)

    async def _in_time(self, event: TypedInput) -> bool:
        """Wait until what a key is meant for is shown; return False if its screen is left before."""
        early, screen = self._early(event), self._on_top()
        if early is None:
            return True
        self._waiting_for_screen = waiting = asyncio.create_task(early)
        await asyncio.wait({waiting})
        self._waiting_for_screen = None
        return not waiting.cancelled() and screen is self._on_top()

    async def _done(self, target: Widget) -> None:
        """Wait until everything that hears of a key has handled all its messages so far."""
        for _ in range(ROUNDS):
            for node in target.ancestors_with_self:
                if isinstance(node, Widget):
                    await self._reached(node, node.call_later)

    async def _shown_since(self, before: Screen[object]) -> Screen[object]:
        """Wait until every screen opened since has drawn itself; return the one on top."""
        after = self._on_top()
        while after is not before:
            await self._reached(after, after.call_after_refresh)
            before, after = after, self._on_top()
        return after

    async def _reached(
        self, node: MessagePump, later: Callable[[Callable[[], None]], bool]
    ) -> None:
        """Wait until a node has handled its messages, or is gone."""
        reached = asyncio.Event()
        if not node.is_running or not later(reached.set):
            return
        while not reached.is_set() and node.is_running and self.waits < AT_MOST:
            try:
                await asyncio.wait_for(reached.wait(), 0.05)
            except TimeoutError:
                continue


def _ends(event: TypedInput) -> bool:
    return isinstance(event, events.Key) and event.key == ENDS


def _is_letter(event: TypedInput) -> bool:
    return isinstance(event, events.Key) and event.is_printable and bool(event.character)


def _letter(event: TypedInput) -> str:
    return (event.character or "") if isinstance(event, events.Key) else ""
