"""The full screen program: one session, a stack of screens, one thread that saves."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import events
from textual.binding import Binding, BindingType

from coptui import assets
from coptui.core.changes import Choice, Conflicted, Settled
from coptui.core.edits import Edit
from coptui.core.records import Action, Answer, Subject
from coptui.errors import FAULT, CoptError, UsageError
from coptui.session import Session
from coptui.tui.meeting_watch import MeetingWatch
from coptui.tui.rows import Span
from coptui.tui.screens.base import CoptScreen
from coptui.tui.sparing import SparingApp
from coptui.tui.terminal import CoptDriver, Ending
from coptui.tui.themes import THEMES
from coptui.tui.typed_ahead import Typed, TypedAhead
from coptui.tui.uncaught import take_uncaught
from coptui.tui.widgets.key_bar import KeyBar
from coptui.tui.writer import Writer

if TYPE_CHECKING:
    from coptui.checklists.shelf import Shelf
    from coptui.checklists.template import Template
    from coptui.core.forgetting_request import Erasure, Passage
    from coptui.store.drafts import Drafts

T = TypeVar("T")
STYLES = ("00-app.tcss", "panes.tcss")
"""What the first screen needs; other screens bring their own."""
LOOK_EVERY = 1.0
"""Seconds between two looks at whether the file was changed elsewhere (one `stat` each)."""


class CoptApp(SparingApp, inherit_bindings=False):
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
        own_keys: Mapping[str, str] | None = None,
        drafts: Drafts | None = None,
        present_before: int = 0,
        first: Callable[[CoptApp], CoptScreen] | None = None,
        notices: tuple[str, ...] = (),
        checklist_folders: Sequence[Path] = (),
        communities: tuple[Path, ...] = (),
        opener: Callable[[Path], tuple[Session, Sequence[Path]]] | None = None,
        reader: Callable[[Path], tuple[Session, Sequence[Path]]] | None = None,
        withheld: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(CoptDriver, theme)
        self.ending = Ending(self, self.keep_drafts)
        self.fault: BaseException | None = None
        self._typed_ahead = TypedAhead(
            lambda: self.screen,
            lambda: self.focused or self.screen,
            super().on_event,
            lambda event: self._on_top(event, CoptScreen.early),
            lambda event: bool(self._on_top(event, CoptScreen.leads_away)),
        )
        self._said = ""
        self._news = ""
        self.unsettled: tuple[Conflicted, Edit] | None = None
        self.session = session
        self.own_keys = own_keys or {}
        self.drafts = drafts
        self._meetings = MeetingWatch(present_before)
        if drafts is not None and self._presenting_key in drafts.all():
            # The line dropped while a room was looking: it may be looking still.
            session.present(True)
            first, notices = None, ("Presenter mode: nothing private is shown.",)
        self.notices = notices
        self.checklist_folders = checklist_folders
        self.communities = communities
        self.reader = reader
        self.withheld = withheld
        self._opener = opener
        self._first = first
        self._writer = Writer(lambda: self._is_alone)

    def get_default_screen(self) -> CoptScreen:
        if self._first is not None:
            return self._first(self)
        from coptui.tui.screens.home import HomeScreen

        return HomeScreen(self.session)

    def on_mount(self) -> None:
        if not self.is_headless:
            take_uncaught(self._take_fault)
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        """The first screen stands: begin with what can wait."""
        self.settle()
        self._giving = asyncio.create_task(self._give_keys())
        self._readying = asyncio.create_task(self._writer.begin_with(self.session))
        self.set_interval(LOOK_EVERY, self._look)

    async def on_event(self, event: events.Event) -> None:
        if not isinstance(event, Typed) or event.is_forwarded:
            await super().on_event(event)
        elif getattr(event, "key", "") == "ctrl+c" and self._typed_ahead.waits > 1:
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

    async def _give_keys(self) -> None:
        try:
            await self._typed_ahead.run()
        except Exception as error:
            self._handle_exception(error)

    def _handle_exception(self, error: Exception) -> None:
        """A fault of ours: end without a word on the screen; `run` says one line about it."""
        if not self._exit and self.fault is None:
            # The first fault is the one; what breaks while screens are taken away is none.
            self._return_code = FAULT
            self.fault = error
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        with suppress(Exception):
            self.keep_drafts()
        self._close_messages_no_wait()

    def _take_fault(self, error: BaseException) -> None:
        self._handle_exception(error if isinstance(error, Exception) else RuntimeError())

    async def save(self, edit: Edit, choice: Choice | Settled = "ask") -> None:
        """Save in the writer thread; raises what the session raises.

        An edit that meets another one is kept as `unsettled`, to be saved by a choice.
        """
        try:
            await self._in_writer(lambda: self.session.edit(edit, choice))
        except Conflicted as conflict:
            self.unsettled = (conflict, edit)
            await self._in_writer(self.session.refresh)
            # Both sides are put on the screen now; that says who did what.
            self.session.news()
            self._news = ""
            raise

    async def open_community(self, path: Path) -> None:
        """Show another community of mine in this program; the one before is closed.

        Presenter mode goes on. Raises what opening the file raises; nothing is changed then.
        """
        from coptui.tui.screens.home import HomeScreen

        opener = self._opener
        if opener is None:
            raise UsageError("No other community is known here.")
        session, folders = await self._writer.run(lambda: opener(path))
        self.keep_drafts()
        presenting, before = self.presenting, self.session
        if presenting and self.drafts is not None:
            self.drafts.remove(self._presenting_key)
        while len(self.screen_stack) > 1 and not isinstance(self.screen, HomeScreen):
            self.pop_screen()
        self.session, self.checklist_folders, self.notices = session, folders, ()
        if presenting or (self.drafts is not None and self.drafts.load(self._presenting_key)):
            session.present(True)
            self.keep_draft(self._presenting_key, {"on": "yes"})
            self.notices = ("Presenter mode: nothing private is shown.",)
        if isinstance(self.screen, HomeScreen):
            self.screen.begin_with(session)
        await self._writer.run(before.close)
        await self._writer.begin_with(session)

    async def in_question(self, member: int) -> list[Passage]:
        """Passages that may name someone who is to be forgotten, or mean something else."""
        return await self._writer.run(lambda: self.session.in_question(member, self.drafts))

    async def forget(self, member: int, decided: Mapping[Passage, bool]) -> Erasure:
        """Forget someone for good, in my drafts too."""
        return await self._in_writer(lambda: self.session.forget(member, decided, self.drafts))

    def say(self, text: str) -> None:
        """A line at the bottom of whatever screen is shown."""
        if isinstance(self.screen, CoptScreen):
            self.screen.say(text)

    async def keep_own(self, edit: Edit) -> None:
        """Save what only I may see, into my notebook."""
        await self._in_writer(lambda: self.session.notebook.edit(edit))

    async def undo_own(self) -> str:
        """Take back the latest thing in my notebook; what it was."""
        return await self._in_writer(self.session.notebook.undo)

    async def take(self, which: str, choice: Choice | Settled = "ask") -> str:
        """Undo or redo; returns what was taken back or done again."""
        take = self.session.undo if which == "undo" else self.session.redo
        return await self._in_writer(lambda: take(choice))

    async def take_back(self, entry: int) -> str:
        """Take back one entry of the history, whoever made it."""
        return await self._in_writer(lambda: self.session.take_back(entry))

    async def begin_walk(
        self,
        template: Template,
        subject: Subject,
        *,
        moved_first: bool = False,
        blind: bool = False,
    ) -> int:
        """Start a walk; the id of its run."""
        return await self._in_writer(
            lambda: self.session.walks.begin(
                template, subject, moved_first=moved_first, blind=blind
            )
        )

    async def log_answer(self, run: int, answer: Answer, follow_up: Action | None = None) -> None:
        """Save an answer of a walk."""
        await self._in_writer(lambda: self.session.walks.answer(run, answer, follow_up))

    async def finish_walk(self, run: int) -> None:
        """End a walk."""
        await self._in_writer(lambda: self.session.walks.finish(run))

    def shelf(self) -> Shelf:
        """The checklists: shipped, the community's own, the user's own."""
        from coptui.checklists.shelf import find_checklists

        lines = self.session.evidence_lines
        found = find_checklists(self.checklist_folders, lines.figures)
        return replace(found, broken=(*lines.broken, *found.broken))

    async def _in_writer(self, work: Callable[[], T]) -> T:
        try:
            return await self._writer.run(work)
        finally:
            await self.community_changed()
            # What was saved is shown before anything is said of it; no screen is left at the end.
            for top in self.screen_stack[-1:]:
                if isinstance(top, CoptScreen) and top.stands and top.long_work is not None:
                    await top.long_work.soon()

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
            self._say_once(f"The file cannot be read just now: {error.message}")
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
            self._news = ""
            return
        if news is not None:
            from coptui.tui.present.elsewhere import elsewhere

            self._news = elsewhere(self.session.community, news)
        if not self._news or not self._takes_keys():
            return
        bar = self.screen.query_one(KeyBar)
        # What went wrong stays alone; beside what was saved there is room.
        if not any(span.tone in ("bad", "warn") for span in bar.message):
            beside = [*bar.message, Span("   ")] if bar.message else []
            bar.show_message([*beside, Span(self._news, "quiet")])
            self._news = ""

    def _stands(self) -> bool:
        """Whether a screen is there to say something on; between two there is none."""
        stack = self._screen_stacks.get(self._current_mode)
        return bool(stack and isinstance(stack[-1], CoptScreen) and stack[-1].stands)

    def _takes_keys(self) -> bool:
        return isinstance(self.screen, CoptScreen) and bool(self.screen.where())

    def _say_once(self, text: str) -> None:
        if text != self._said and self._stands() and isinstance(self.screen, CoptScreen):
            self._said = text
            self.screen.say(text, "bad")

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
        from coptui.tui.screens.home import HomeScreen

        self.session.present(on)
        goes_on = len(self.screen_stack) == 2 and getattr(self.screen, "FIT_TO_SHOW", False)
        while (
            not goes_on and not isinstance(self.screen, HomeScreen) and len(self.screen_stack) > 1
        ):
            self.pop_screen()
        if self.drafts is not None:
            if on:
                self.drafts.save(self._presenting_key, {"on": "yes"})
            else:
                self.drafts.remove(self._presenting_key)
        await self.community_changed()
        if isinstance(self.screen, CoptScreen):
            self.screen.say("Presenter mode: nothing private is shown." if on else "", "warn")
            self.screen.query_one(KeyBar).repaint()

    @property
    def _presenting_key(self) -> str:
        return f"{self.session.path} presenting"

    def keep_draft(self, key: str, fields: dict[str, str]) -> None:
        """Keep what is typed in a form on disk, or forget it when it is empty.

        Where that cannot be, it is said, and the person can go on.
        """
        if self.drafts is None:
            return
        fields = self.session.forgetting.draft(key, fields) if fields else fields
        try:
            if fields:
                self.drafts.save(key, fields)
            else:
                self.drafts.remove(key)
        except CoptError as error:
            self._say_once(f"What you type is not kept as a draft: {error.message}")

    def keep_drafts(self) -> None:
        """Put what is being typed on disk, whatever happens next."""
        for screen in list(self._screen_stacks.get(self._current_mode, ())):
            keep = getattr(screen, "keep_draft", None)
            if keep is not None:
                keep()

    def leave(self) -> None:
        """End the program; what is being typed is kept as a draft."""
        self.keep_drafts()
        self.exit(0)

    def action_leave(self) -> None:
        self.leave()
