"""The full screen program: one session, a stack of screens, one thread that saves."""

from __future__ import annotations

import asyncio
import contextvars
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar, TypeVar, cast

from textual import events
from textual.binding import Binding, BindingType

from coptui import assets
from coptui.core.model.text import show
from coptui.errors import CoptError, UsageError
from coptui.session import Session
from coptui.store.lock import postponed
from coptui.tui.kit.program import Program
from coptui.tui.kit.rows import Tone
from coptui.tui.kit.terminal import CoptDriver, Ending
from coptui.tui.kit.themes import THEMES
from coptui.tui.kit.typed_ahead import Typed, TypedAhead
from coptui.tui.kit.uncaught import take_uncaught
from coptui.tui.routes import load, screen_of
from coptui.tui.shell import places
from coptui.tui.shell.base import CoptScreen
from coptui.tui.shell.desk import Desk, FirstPage, Opener
from coptui.tui.shell.key_bar import KeyBar
from coptui.tui.shell.meeting_watch import MeetingWatch
from coptui.tui.shell.places import Place
from coptui.tui.shell.writer import Writer

T = TypeVar("T")
PRESENTS = "Presenter mode: nothing private is shown."
STYLES = ("00-app.tcss", "panes.tcss")
"""What the first screen needs; other screens bring their own."""
KEYS_QUIET = 3
"""So many times nothing must be waiting in a row: a key is between two queues for a moment."""
LOOK_EVERY = 1.0
"""Seconds between two looks at whether the file was changed elsewhere (one `stat` each)."""


class CoptApp(Program, inherit_bindings=False):
    """coptui on the full screen."""

    TITLE = "coptui"
    CSS_PATH = [assets.folder("styles") / name for name in STYLES]
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-tight"), (60, "-narrow"), (120, "-wide"), (160, "-side")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (36, "-tall")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "leave", "Leave coptui", show=False, priority=True)
    ]

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
        """`start` is the first screen (home), `first` what is opened on it; `desk` as for Desk."""
        super().__init__(CoptDriver, theme)
        self.ending = Ending(self, self.keep_drafts)
        self._typed_ahead = TypedAhead(
            lambda: self.screen,
            lambda: self.focused or self.screen,
            super().on_event,
            lambda event: self._on_top(event, CoptScreen.early),
            lambda event: bool(self._on_top(event, CoptScreen.leads_away)),
        )
        self._said = ""
        self.copied = ""
        self._writer = Writer(lambda: self._is_alone)
        self.desk = Desk(session, self, self._show_change, writer=self._writer, **desk)
        self._meetings = MeetingWatch(present_before)
        self._first_page = start or places.Home()
        self._first = first
        self._opener = opener
        drafts, key = self.desk.drafts, self.desk.presenting_key
        if drafts is not None and key in drafts.all() and drafts.load(key) is not None:
            # The line dropped while a room was looking: it may be looking still.
            session.present(True)
            self._first = None
            self.desk.notices = (PRESENTS,)

    @property
    def session(self) -> Session:
        """The session of the community that is shown."""
        return self.desk.session

    def get_default_screen(self) -> CoptScreen:
        return screen_of(self._first_page, self.desk)

    def on_mount(self) -> None:
        if not self.is_headless:
            take_uncaught(self.break_off)
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        """The first screen stands: begin with what can wait."""
        self._listen_to(self.session)
        self.settle()
        self._giving = asyncio.create_task(self._give_keys())
        self._readying = asyncio.create_task(self._make_ready())
        self.set_interval(LOOK_EVERY, self._look)
        if self._first is not None:
            self.run_worker(self.go(self._first))

    async def _make_ready(self) -> None:
        """Have all read that the first screen does not show, and say what cannot be."""
        first = cast("CoptScreen", self.screen_stack[0])
        await self._writer.work_out_levels(self.session)
        if first.stands:
            first.show_levels()
        await self._writer.begin_with(self.session)
        if first.stands:
            first.tell_faults()

    async def on_event(self, event: events.Event) -> None:
        if not isinstance(event, Typed) or event.is_forwarded:
            await super().on_event(event)
            return
        if self.desk.notice.key_pressed():
            self.show_notice()
        if getattr(event, "key", "") == "ctrl+c" and self._typed_ahead.waits > 1:
            # Leaving waits for nothing that has lasted.
            await super().on_event(event)
        else:
            self._typed_ahead.add(event)

    def _on_top(self, event: Typed, say: Callable[[CoptScreen, str], T]) -> T | None:
        """What the screen on top says of a key."""
        screen = self.screen
        if isinstance(event, events.Key) and isinstance(screen, CoptScreen):
            return say(screen, event.key)
        return None

    def postpones(self, number: int) -> bool:
        """Whether a signal waits until a save is done."""
        return postponed(signal.Signals(number))

    async def all_keys_done(self) -> None:
        """Return when every key that came so far has done its work."""
        self._typed_ahead.hurry()
        quiet = 0
        while quiet < KEYS_QUIET:
            await asyncio.sleep(0.01)
            busy = self.has_more_keys or not self._typed_ahead.is_empty
            quiet = 0 if busy else quiet + 1

    async def _give_keys(self) -> None:
        try:
            await self._typed_ahead.run()
        except Exception as error:
            self.break_off(error)

    # Where to go

    async def open(self, place: Place) -> None:
        """Show a place over what is shown."""
        await load(place)
        await self.push_screen(screen_of(place, self.desk))

    async def go(self, place: Place) -> None:
        """Show a place on the first screen, so that back leads there."""
        await load(place)
        self.home()
        await self.push_screen(screen_of(place, self.desk))

    def home(self) -> FirstPage:
        """Return to the first screen, with nothing on it."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        return cast("FirstPage", self.screen)

    def back(self) -> None:
        """Take the screen on top away."""
        self.pop_screen()

    async def open_community(self, path: Path) -> None:
        """Show another community of mine in this program; the one before is closed.

        Presenter mode goes on. Raises what opening the file raises; nothing is changed then.
        """
        opener, desk = self._opener, self.desk
        if opener is None:
            raise UsageError("No other community is known here.")
        session, folders = await self._writer.run(lambda: opener(path))
        await self._writer.work_out_levels(session)
        self.keep_drafts()
        presenting, before = self.presenting, self.session
        if presenting and desk.drafts is not None:
            desk.drafts.remove(desk.presenting_key)
        first = self.home()
        desk.session, desk.checklist_folders, desk.notices = session, folders, ()
        self._listen_to(session)
        if presenting or (desk.drafts is not None and desk.drafts.load(desk.presenting_key)):
            session.present(True)
            desk.keep_draft(desk.presenting_key, {"on": "yes"})
            desk.notices = (PRESENTS,)
        first.begin_anew()
        await self._writer.run(before.close)
        await self._writer.begin_with(session)

    def copy(self, text: str) -> None:
        """Put a text on the terminal's clipboard. Raises UsageError where it cannot arrive there."""
        from coptui.tui.kit.clipboard import clipboard_code

        self.send(clipboard_code(text, os.environ))
        self.copied = text

    def say(self, text: str, tone: Tone = "good") -> None:
        """Say something at the bottom of whatever screen is shown."""
        if isinstance(self.screen, CoptScreen):
            self.screen.say(text, tone)

    def show_notice(self) -> None:
        """Draw the bottom line again: something is told there."""
        if self._stands():
            self.screen.query_one(KeyBar).repaint()

    # Showing what changed

    async def _show_change(self) -> None:
        """Show what was saved before anything is said of it; no screen is left at the end."""
        await self.community_changed()
        if self.desk.notice.lines:
            self.show_notice()
        for top in self.screen_stack[-1:]:
            if isinstance(top, CoptScreen) and top.stands and top.long_work is not None:
                await top.long_work.soon()

    def _listen_to(self, session: Session) -> None:
        """Hear from the thread that saves what it waits for, and what went wrong beside a save."""
        loop, context = asyncio.get_running_loop(), contextvars.copy_context()

        def waits(text: str) -> None:
            loop.call_soon_threadsafe(self._say_waiting, text, context=context)

        session.tell(warn=lambda text: self.desk.notice.tell(text, "warn"), waits=waits)

    async def community_changed(self) -> None:
        """Let every screen show the session's community, the one on top first."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, CoptScreen) and screen.stands:
                for _ in screen.in_parts():
                    # Others have their turn between two screens, and between the parts of one.
                    await asyncio.sleep(0)
                    if not screen.stands:
                        break

    async def _look(self) -> None:
        try:
            changed = await self._writer.take_in(self.session)
        except CoptError as error:
            # Others may be in the middle of it; what is on the screen stays.
            # One line has room for the reason, but not for the way to the file.
            where = self.session.path
            told = error.message.replace(str(where), where.name)
            head = "" if "cannot be read" in told else "Cannot be read just now: "
            self._say_once(head + told)
            return
        self._said = ""
        if changed:
            await self.community_changed()
        if not self._stands():
            return
        self._tell_news()
        # Never in the middle of a line: what is typed on would be taken for keys.
        typing = getattr(self.focused, "querying", self.focused and not self._takes_keys())
        if not self.presenting and not typing and self._meetings.begins(self.session):
            await self.present(True)

    def _tell_news(self) -> None:
        """Who changed what elsewhere: a quiet line, where and when it is in nobody's way."""
        news = self.session.news()
        if self.presenting:
            self.desk.news = ""
            return
        if news is not None:
            from coptui.tui.shell.elsewhere import elsewhere

            self.desk.news = elsewhere(self.session.community, news)
        if self.desk.news and self._takes_keys():
            self.desk.notice.tell(self.desk.news, "quiet")
            self.screen.query_one(KeyBar).repaint()
            self.desk.news = ""

    def _stands(self) -> bool:
        """Whether a screen is there to say something on; between two there is none."""
        tops = self.open_screens[-1:]
        return any(isinstance(top, CoptScreen) and top.stands for top in tops)

    def _takes_keys(self) -> bool:
        return isinstance(self.screen, CoptScreen) and self.screen.takes_commands

    def _say_waiting(self, text: str) -> None:
        """Who is waited for, at once: the screen itself waits for the save."""
        if self._stands() and isinstance(self.screen, CoptScreen):
            self.screen.say(text, "warn")
            self.screen.draw_now(self.screen.query_one(KeyBar))

    def _say_once(self, text: str, tone: Tone = "bad") -> None:
        if text != self._said and self._stands() and isinstance(self.screen, CoptScreen):
            self._said = text
            self.desk.notice.tell(" ".join(show(text).split()), tone)
            self.screen.query_one(KeyBar).repaint()

    def next_theme(self) -> str:
        """Change to the next theme; its name."""
        names = [name for name in THEMES if not self.no_color or name == "mono"]
        current = names.index(self.theme) if self.theme in names else -1
        self.theme = names[(current + 1) % len(names)]
        self.ansi_color = THEMES[self.theme].ansi
        return self.theme

    @property
    def presenting(self) -> bool:
        """Whether a room looks at this screen."""
        return self.session.presenting

    async def present(self, on: bool) -> None:
        """Begin or end presenter mode; it outlasts a lost line.

        A roll call and the like go on; from all other screens it leads to the first one.
        """
        self.session.present(on)
        self.desk.notice.forget()
        goes_on = len(self.screen_stack) == 2 and getattr(self.screen, "FIT_TO_SHOW", False)
        if not goes_on:
            self.home()
        self.desk.keep_draft(self.desk.presenting_key, {"on": "yes"} if on else {})
        await self.community_changed()
        if isinstance(self.screen, CoptScreen):
            self.screen.say(PRESENTS if on else "", "warn")
            self.screen.query_one(KeyBar).repaint()

    def keep_drafts(self) -> None:
        """Put what is being typed on disk, whatever happens next."""
        for screen in self.open_screens:
            keep = getattr(screen, "keep_draft", None)
            if keep is not None:
                keep()

    def leave(self) -> None:
        """End the program; what is being typed is kept as a draft."""
        self.keep_drafts()
        self.exit(0)

    def drop_typed(self) -> None:
        """Forget the keys that were typed and have not had their turn."""
        self._typed_ahead.drop()

    def action_leave(self) -> None:
        self.leave()
