"""Reading a file in a thread of its own, and asking what it does not say by itself."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from threading import Event

from coptui.core.records import Source
from coptui.errors import CoptError, UsageError
from coptui.exchange.found import Ambiguous, Found, Hints, UnknownLayout
from coptui.exchange.plan import Choices, Plan, plan
from coptui.exchange.progress import Stopped, telling
from coptui.exchange.remembering import columns_key, dates_kept, dates_key, read_again
from coptui.session import Session
from coptui.tui.present.import_preview import progress_bar
from coptui.tui.present.words import text_rows
from coptui.tui.rows import Span, listed
from coptui.tui.screens.base import CoptScreen
from coptui.tui.widgets.line import Line
from coptui.tui.widgets.record_list import RecordList

LARGEST = 200_000_000
"""Bytes of the largest file that is read."""


class FileReadingScreen(CoptScreen):
    """`found` and `plan` are None until the file is read; `q` leaves at any moment."""

    def __init__(self, session: Session, path: Path) -> None:
        super().__init__(session)
        self.file = path
        self.hints = Hints(name=path.name, today=session.today.isoformat())
        self.source = Source(file=path.name, at=session.moment())
        self.found: Found | None = None
        self.plan: Plan | None = None
        self.choices = Choices()
        self.list = RecordList(id="list")
        self._reading: asyncio.Task[None] | None = None
        self._left = Event()

    def show_plan(self) -> None:
        """The file is read."""

    def on_unmount(self) -> None:
        self._left.set()
        if self._reading is not None:
            self._reading.cancel()

    def read(self) -> None:
        """Read the file, again when more is known of it."""
        self.found = self.plan = None
        self.show_top(f"reading {self.file.name}")
        self.show_keys()
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        community, today = self.session.whole, self.session.today

        def work() -> tuple[Found, Plan]:
            if self.file.stat().st_size > LARGEST:
                raise UsageError("This file is too large.", "Export a shorter span of time.")
            found = read_again(self.file.read_bytes(), self.hints, self._recall)
            made = plan(community, found, today=today, source=self.source, choices=self.choices)
            return found, made

        loop = asyncio.get_running_loop()
        shown = ""

        def told(what: str, share: float) -> None:
            nonlocal shown
            if self._left.is_set():
                raise Stopped
            # Drawn at most once for each of its cells: every byte counts on a slow line.
            bar = progress_bar(what, share)
            if bar != shown:
                shown = bar
                loop.call_soon_threadsafe(self._show_progress, bar)

        def work_told() -> tuple[Found, Plan]:
            with telling(told):
                return work()

        try:
            self.found, self.plan = await loop.run_in_executor(None, work_told)
        except Stopped:
            return
        except UnknownLayout as unknown:
            await self._ask_columns(unknown)
        except Ambiguous as ambiguous:
            await self._ask_order(ambiguous)
        except CoptError as error:
            self._cannot(f"{error.message} {error.hint}")
        except OSError as error:
            self._cannot(f"{self.file} cannot be read: {error.strerror}.")
        else:
            self.show_plan()

    def _show_progress(self, bar: str) -> None:
        if self.is_mounted and self.plan is None:
            self.show_top(bar)

    def _recall(self, key: str) -> dict[str, str] | None:
        return self.copt.drafts.load(key) if self.copt.drafts else None

    async def _ask_columns(self, unknown: UnknownLayout) -> None:
        from coptui.tui.screens.import_columns import ImportColumnsScreen

        async def told(columns: dict[str, str]) -> None:
            self.copt.keep_draft(columns_key(unknown.columns), columns)
            self.hints = replace(self.hints, columns=columns)
            self.read()

        self._cannot(unknown.message)
        await self.app.push_screen(ImportColumnsScreen(self.session, self.file.name, unknown, told))

    async def _ask_order(self, ambiguous: Ambiguous) -> None:
        from coptui.tui.screens.import_columns import DayOrMonthScreen

        async def told(day_first: bool) -> None:
            self.copt.keep_draft(dates_key(self.file.name), dates_kept(day_first))
            self.hints = replace(self.hints, day_first=day_first)
            self.read()

        self._cannot(ambiguous.message)
        await self.app.push_screen(DayOrMonthScreen(self.session, ambiguous.example, told))

    def _cannot(self, text: str) -> None:
        self.show_top("not read")
        self.list.show_rows(listed(text_rows(text, self.size.width - 4, "warn", " ")))

    def show_top(self, said: str) -> None:
        """The file's name, and what it is or what is done with it."""
        self.query_one("#top", Line).show_line(
            [Span(" Import  ", "strong"), Span(self.file.name, "quiet")],
            [Span(f"{said} ", "quiet")],
        )
