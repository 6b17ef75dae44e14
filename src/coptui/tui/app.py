"""The full screen program: one session, a stack of screens, one thread that saves."""

from __future__ import annotations

import asyncio
import contextvars
import signal
from collections.abc import Callable
from typing import Any, ClassVar, TypeVar, cast

from textual import events
from textual.binding import Binding, BindingType

from coptui import assets
from coptui.core.model.sentences import PRESENTER_MODE_ON
from coptui.errors import UsageError
from coptui.language import tr
from coptui.session import Session
from coptui.store.lock import postponed
from coptui.tui.kit.program import Program
from coptui.tui.kit.rows import Tone
from coptui.tui.kit.terminal import CoptDriver, Ending
from coptui.tui.kit.typed_ahead import TypedAhead, TypedInput
from coptui.tui.kit.uncaught import take_uncaught
from coptui.tui.routes import load, screen_of
from coptui.tui.shell import places
from coptui.tui.shell.at_once import ends_at_once, while_it_hangs
from coptui.tui.shell.base import CoptScreen
from coptui.tui.shell.desk import Desk, FirstPage, Opener
from coptui.tui.shell.key_bar import KeyBar
from coptui.tui.shell.lookout import LOOK_EVERY, Lookout
from coptui.tui.shell.meeting_watch import MeetingWatch
from coptui.tui.shell.places import Place
from coptui.tui.shell.returned import tell_who_returned
from coptui.tui.shell.writer import Writer
from coptui.whereabouts import Whereabouts

T = TypeVar("T")


class CoptApp(Program, inherit_bindings=False):
    """coptui on the full screen."""

    TITLE = "coptui"
    CSS_PATH = [assets.folder("styles") / name for name in ("app.tcss", "home.tcss")]
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-tight"), (72, "-narrow"), (120, "-wide"), (160, "-side")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (36, "-tall")]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c", "leave", show=False, priority=True)]

    def __init__(
        self,
        session: Session,
        *,
        theme: str = "evening",
        present_before: int = 0,
        start: Place | None = None,
        first: Place | None = None,
        opener: Opener | None = None,
        **desk: Any,
    ) -> None:
        """`start` is the first screen (home), `first` is opened on it; `desk` is passed to Desk."""
        super().__init__(CoptDriver, theme)
        self.ending = Ending(self, self.keep_drafts)
        self._typed_ahead = TypedAhead(
            lambda: self.screen,
            lambda: self.focused or self.screen,
            self.give,
            lambda event: self._on_top(event, CoptScreen.early),
            lambda event: bool(self._on_top(event, CoptScreen.leads_away)),
            lambda: while_it_hangs(self, self._typed_ahead, self._writer),
        )
        self._writer = Writer(lambda: self._is_alone)
        self.desk = Desk(session, self, self._show_change, writer=self._writer, **desk)
        self._lookout = Lookout(self.desk, self._writer, self, MeetingWatch(present_before))
        self._first_page = start or places.Home()
        self._first, self._opener = first, opener
        drafts, key = self.desk.drafts, self.desk.presenting_key
        if drafts is not None and key in drafts.all() and drafts.load(key) is not None:
            # The line dropped while others could see the screen: perhaps they still can.
            session.present(True)
            self._first = None
            self.desk.notices = (PRESENTER_MODE_ON,)

    @property
    def session(self) -> Session:
        """The session of the open community."""
        return self.desk.session

    def get_default_screen(self) -> CoptScreen:
        return self.suited(screen_of(self._first_page, self.desk))

    def on_mount(self) -> None:
        if not self.is_headless:
            take_uncaught(self.break_off)
        self.call_after_refresh(self._settle)

    def on_unmount(self) -> None:
        self._writer.end()

    def _settle(self) -> None:
        """Show the rest, and start what can wait, once the first rows are shown."""
        cast("CoptScreen", self.screen_stack[0]).show_rest()
        self._listen_to(self.session)
        self.settle()
        self._giving = asyncio.create_task(self._give_keys())
        self._readying = asyncio.create_task(self._make_ready())
        self.set_interval(LOOK_EVERY, lambda: self._lookout.soon(self.break_off))

    async def _make_ready(self) -> None:
        """Read what the first screen does not show, and report what cannot be read."""
        first = cast("CoptScreen", self.screen_stack[0])
        await self._writer.work_out_levels(self.session)
        if first.stands:
            first.show_levels()
        await self._writer.begin_with(self.session)
        if first.stands:
            first.tell_faults()
        await tell_who_returned(self._writer, self.desk)

    async def on_event(self, event: events.Event) -> None:
        if not isinstance(event, TypedInput) or event.is_forwarded:
            await super().on_event(event)
            return
        if self.desk.notice.key_pressed():
            self.show_notice()
        if not ends_at_once(self, event, self._typed_ahead, self._writer):
            self._typed_ahead.add(event)

    def _on_top(self, event: TypedInput, say: Callable[[CoptScreen, str], T]) -> T | None:
        """Return what the screen on top says about a key."""
        screen = self.screen
        if isinstance(event, events.Key) and isinstance(screen, CoptScreen):
            return say(screen, event.key)
        return None

    def postpones(self, number: int) -> bool:
        """Return whether a signal waits until a save is done."""
        return postponed(signal.Signals(number))

    async def all_keys_done(self) -> None:
        """Return once every key so far has done its work."""
        await self._typed_ahead.all_done(lambda: self.has_more_keys)

    async def _give_keys(self) -> None:
        try:
            first = self._first
            await self._typed_ahead.run(self.go(first) if first is not None else None)
        except Exception as error:
            self.break_off(error)

    async def open(self, place: Place) -> None:
        """Show a place over what is shown."""
        await load(place)
        await self.push_screen(self.suited(screen_of(place, self.desk)))

    async def go(self, place: Place) -> None:
        """Show a place on the first screen, so that back leads there."""
        await load(place)
        self.home()
        await self.push_screen(self.suited(screen_of(place, self.desk)))

    def home(self) -> FirstPage:
        """Return to the first screen and close all others."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        return cast("FirstPage", self.screen)

    def back(self) -> None:
        """Close the screen on top."""
        self.pop_screen()

    async def open_community(self, whereabouts: Whereabouts) -> None:
        """Switch to another of my communities. Raise what opening it raises; nothing has changed then."""
        opener, desk = self._opener, self.desk
        if opener is None:
            raise UsageError(tr("There is only one community so far."))
        session, folders = await self._writer.run(lambda: opener(whereabouts))
        await self._writer.work_out_levels(session)
        self.keep_drafts()
        presenting, before = self.presenting, self.session
        if presenting and desk.drafts is not None:
            desk.drafts.remove(desk.presenting_key)
        first = self.home()
        session.drafts = desk.drafts
        desk.session, desk.checklist_folders, desk.notices = session, folders, ()
        self._listen_to(session)
        if presenting or (desk.drafts is not None and desk.drafts.load(desk.presenting_key)):
            session.present(True)
            desk.keep_draft(desk.presenting_key, {"on": "yes"})
            desk.notices = (PRESENTER_MODE_ON,)
        first.begin_anew()
        await self._writer.run(before.close)
        await self._writer.begin_with(session)

    def say(self, text: str, tone: Tone = "good") -> None:
        """Say something at the bottom of the screen that is shown."""
        if isinstance(self.screen, CoptScreen):
            self.screen.say(text, tone)

    def show_notice(self) -> None:
        """Draw the bottom line again, as it has something to tell."""
        if self.top is not None:
            self.top.query_one(KeyBar).repaint()

    async def _show_change(self) -> None:
        """Show what was saved before saying so; at the end there may be no screen left."""
        await self.community_changed()
        if self.desk.notice.lines:
            self.show_notice()
        if self.top is not None and self.top.long_work is not None:
            await self.top.long_work.soon()

    def _listen_to(self, session: Session) -> None:
        """Listen to the writer thread: what it waits for, and what went wrong beside a save."""
        loop, context = asyncio.get_running_loop(), contextvars.copy_context()

        def waits(text: str) -> None:
            loop.call_soon_threadsafe(self._say_waiting, text, context=context)

        session.tell(warn=lambda text: self.desk.notice.tell(text, "warn"), waits=waits)

    async def community_changed(self) -> None:
        """Show the session's community on every screen, the one on top first."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, CoptScreen) and screen.stands:
                for _ in screen.in_parts():
                    # Others get their turn between two screens, and between the parts of one.
                    await asyncio.sleep(0)
                    if not screen.stands:
                        break

    @property
    def top(self) -> CoptScreen | None:
        """The screen on top, if something can be said on it; while screens change there is none."""
        tops = self.open_screens[-1:]
        return next((top for top in tops if isinstance(top, CoptScreen) and top.stands), None)

    def _say_waiting(self, text: str) -> None:
        """Say at once who is waited for: the screen itself waits for the save."""
        if self.top is not None:
            self.top.say(text, "quiet")
            self.top.draw_now(self.top.query_one(KeyBar))

    @property
    def presenting(self) -> bool:
        """Whether presenter mode is on."""
        return self.session.presenting

    async def present(self, on: bool) -> None:
        """Switch presenter mode on or off; it survives a dropped line.

        A roll call and similar screens stay; from all others it returns to the first screen.
        """
        self.session.present(on)
        self.desk.notice.forget()
        goes_on = len(self.screen_stack) == 2 and getattr(self.screen, "FIT_TO_SHOW", False)
        if not goes_on:
            self.keep_drafts()
            self.home()
        self.desk.keep_draft(self.desk.presenting_key, {"on": "yes"} if on else {})
        await self.community_changed()
        if isinstance(self.screen, CoptScreen):
            self.screen.show_keys()
            self.screen.say(PRESENTER_MODE_ON if on else "", "warn")
            self.screen.query_one(KeyBar).repaint()

    def leave(self) -> None:
        """End the program; what is being typed is kept as a draft."""
        self.keep_drafts()
        self.session.let_go()
        self.exit(0)

    def drop_typed(self) -> None:
        """Drop the keys that were typed and have not had their turn."""
        self._typed_ahead.drop()

    def action_leave(self) -> None:
        self.leave()
