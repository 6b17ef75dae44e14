"""The lookout: whether the file was changed elsewhere, who did it, and whether an event is near."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Protocol

from textual.widget import Widget

from coptui.core.model.text import show
from coptui.errors import CoptError
from coptui.tui.shell.base import CoptScreen
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.meeting_watch import MeetingWatch
from coptui.tui.shell.writer import Writer

LOOK_EVERY = 1.0
"""Seconds between two looks at the file (one `stat` each)."""


class Shown(Protocol):
    """What is on the terminal."""

    @property
    def focused(self) -> Widget | None: ...

    @property
    def top(self) -> CoptScreen | None:
        """The screen on top, if something can be said on it."""

    async def community_changed(self) -> None:
        """Show the session's community on every screen."""

    def show_notice(self) -> None:
        """Draw the bottom line again."""

    async def present(self, on: bool) -> None:
        """Switch presenter mode on or off."""


class Lookout:
    """Watches the file, and tells about it in the bottom line."""

    def __init__(self, desk: Desk, writer: Writer, shown: Shown, meetings: MeetingWatch) -> None:
        self._desk = desk
        self._writer = writer
        self._shown = shown
        self._meetings = meetings
        self._said = ""
        self._looking: asyncio.Task[None] | None = None

    def soon(self, broken: Callable[[Exception], object]) -> None:
        """Begin to look, unless that is still going on: no key waits for it. `broken` is told what
        should not have happened.
        """
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._looked(broken))

    async def _looked(self, broken: Callable[[Exception], object]) -> None:
        try:
            await self.look()
        except Exception as error:
            broken(error)

    async def look(self) -> None:
        """Merge what someone else saved, and show it."""
        session = self._desk.session
        try:
            changed = await self._writer.take_in(session)
        except CoptError as error:
            # Others may be in the middle of writing it; the screen keeps what it shows. The line
            # has room for the reason, but not for the path.
            told = session.whereabouts.without_folder(error.message)
            self._say_once(told)
            return
        self._said = ""
        if changed:
            await self._shown.community_changed()
        if self._shown.top is None:
            return
        self._tell_news()
        # Never in the middle of a line: what is typed next would be taken for keys.
        focused = self._shown.focused
        typing = getattr(focused, "querying", focused and not self._takes_keys())
        session = self._desk.session
        if not session.presenting and not typing and self._meetings.begins(session):
            await self._shown.present(True)

    def _tell_news(self) -> None:
        """Say who changed what elsewhere: a quiet line, when and where it is in no one's way."""
        desk = self._desk
        news = desk.session.news()
        if desk.session.presenting:
            desk.news = ""
            return
        if news is not None:
            from coptui.tui.shell.elsewhere import elsewhere

            desk.news = elsewhere(desk.session.all_groups, news)
        if desk.news and self._takes_keys():
            desk.notice.tell(desk.news, "quiet")
            self._shown.show_notice()
            desk.news = ""

    def _takes_keys(self) -> bool:
        top = self._shown.top
        return top is not None and top.takes_commands

    def _say_once(self, text: str) -> None:
        if text != self._said and self._shown.top is not None:
            self._said = text
            self._desk.notice.tell(" ".join(show(text).split()), "bad")
            self._shown.show_notice()
