"""Reading a file in a thread of its own, and asking what it does not say by itself."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from coptui.core.model.records import Source
from coptui.core.model.text import clean
from coptui.errors import CoptError, UsageError
from coptui.exchange.planning.plan import Choices, Plan, plan
from coptui.exchange.remembering import columns_key, dates_kept, dates_key, read_again
from coptui.exchange.tables.found import Ambiguous, Found, Hints, UnknownLayout
from coptui.exchange.tables.progress import Told, telling
from coptui.files import read_file
from coptui.reading_apart import read_apart
from coptui.tui.kit.line import Line
from coptui.tui.kit.record_list import RecordList
from coptui.tui.kit.rows import Rows, Span, listed
from coptui.tui.records.words import text_rows
from coptui.tui.shell import places
from coptui.tui.shell.base import CoptScreen
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.long_work import LongWork

LARGEST = 200_000_000
"""Bytes of the largest file that is read."""


class FileReadingScreen(CoptScreen):
    """`found` and `plan` are None until the file is read; `q` leaves at any moment."""

    def __init__(self, desk: Desk, path: Path) -> None:
        super().__init__(desk)
        self.file = path
        self.hints = Hints(name=clean(path.name), today=desk.session.today.isoformat())
        self.source = Source(file=clean(path.name), at=desk.session.clock.moment())
        self.found: Found | None = None
        self.plan: Plan | None = None
        self.choices = Choices()
        self.list = RecordList(id="list")
        self.long_work: LongWork = LongWork(self, self._show_progress)

    @property
    def is_ready(self) -> bool:
        # No key accepts what nobody has seen.
        return True

    def on_unmount(self) -> None:
        # A large file goes at once, not in one turn with the screen.
        self.found = self.plan = None
        self.list.rows = Rows()

    def show_plan(self) -> None:
        """The file is read."""

    def read(self) -> None:
        """Read the file, again when more is known of it."""
        self.found = self.plan = None
        self.show_top(f"reading {self.file.name}")
        self.show_keys()
        community, today = self.session.whole, self.session.today

        def work(told: Told) -> tuple[Found, Plan] | CoptError:
            try:
                with telling(told):
                    data = read_file(self.file, LARGEST)
                    if len(data) > LARGEST:
                        raise UsageError(
                            "This file is too large.", "Export a shorter span of time."
                        )
                    found = read_again(data, self.hints, self._recall, read_apart)
                    made = plan(
                        community, found, today=today, source=self.source, choices=self.choices
                    )
                    return found, made
            except OSError as error:
                return CoptError(f"{self.file} cannot be read: {error.strerror}.")
            except CoptError as error:
                return error

        self.long_work.begin("reading", work, self._worked_out)

    def _worked_out(self, read: tuple[Found, Plan] | CoptError) -> None:
        if isinstance(read, UnknownLayout):
            self.call_later(self._ask_columns, read)
        elif isinstance(read, Ambiguous):
            self.call_later(self._ask_order, read)
        elif isinstance(read, CoptError):
            self._cannot(f"{read.message} {read.hint}".strip())
        else:
            self.found, self.plan = read
            self.show_plan()

    def _show_progress(self, bar: str) -> None:
        if bar and self.plan is None:
            self.show_top(bar)

    def _recall(self, key: str) -> dict[str, str] | None:
        return self.desk.recall(key)

    async def _ask_columns(self, unknown: UnknownLayout) -> None:

        async def told(columns: dict[str, str]) -> None:
            self.desk.remember(columns_key(unknown.columns), columns)
            self.hints = replace(self.hints, columns=columns)
            self.read()

        self._cannot(unknown.message)
        await self.desk.go.open(places.ImportColumns(self.file.name, unknown, told))

    async def _ask_order(self, ambiguous: Ambiguous) -> None:

        async def told(day_first: bool) -> None:
            self.desk.remember(dates_key(self.file.name), dates_kept(day_first))
            self.hints = replace(self.hints, day_first=day_first)
            self.read()

        self._cannot(ambiguous.message)
        await self.desk.go.open(places.DayOrMonth(ambiguous.example, told))

    def _cannot(self, text: str) -> None:
        self.show_top("not read")
        self.list.show_rows(listed(text_rows(text, self.size.width - 4, "warn", " ")))

    def show_top(self, said: str) -> None:
        """The file's name, and what it is or what is done with it."""
        self.query_one("#top", Line).show_line(
            [Span(" Import  ", "strong"), Span(self.file.name, "quiet")],
            [Span(f"{said} ", "quiet")],
        )
