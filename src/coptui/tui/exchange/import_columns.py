"""What the columns of an unknown table hold, and whether its days or months come first."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual.app import ComposeResult

from coptui.errors import UsageError
from coptui.exchange.tables.columns import MEANINGS
from coptui.exchange.tables.found import UnknownLayout
from coptui.tui.exchange.import_preview_rows import column_rows
from coptui.tui.kit.line import Line
from coptui.tui.kit.record_list import RecordList
from coptui.tui.kit.rows import Span
from coptui.tui.shell.base import CoptScreen
from coptui.tui.shell.commands import Where
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.key_bar import KeyBar
from coptui.tui.shell.question import QuestionScreen

ORDER = ("keep", *(meaning for meaning in MEANINGS if meaning != "keep"))
WHO = frozenset({"name", "first name", "last name", "email"})


class ImportColumnsScreen(CoptScreen):
    """Each column with some of its values; a key says what it holds. `told` takes the answer."""

    BAR = ("next-meaning", "previous-meaning", "columns-done", "leave", "help")
    AUTO_FOCUS = "#list"

    def __init__(
        self,
        desk: Desk,
        name: str,
        unknown: UnknownLayout,
        told: Callable[[dict[str, str]], Awaitable[None]],
    ) -> None:
        super().__init__(desk)
        self._file = name
        self._unknown = unknown
        self._told = told
        self.meanings: dict[int, str] = {}
        for place in range(len(unknown.columns)):
            values = [row[place] for row in unknown.rows if place < len(row)]
            # Addresses speak for themselves.
            if values and all("@" in value for value in values if value.strip()):
                self.meanings[place] = "email"
        self.list = RecordList(title=[Span("Columns", "heading")], id="list")

    def compose(self) -> ComposeResult:
        yield Line(id="top")
        yield self.list
        yield KeyBar()

    def on_mount(self) -> None:
        self.list.focus()
        self.query_one("#top", Line).show_line(
            [
                Span(" What do these columns hold? ", "strong"),
                Span(" Enter changes it; at least a name or an address", "quiet"),
            ]
        )
        self.call_after_refresh(self._show)

    async def sized(self) -> None:
        self._show()

    def where(self) -> tuple[Where, ...]:
        return ("import columns", "moving", "everywhere")

    def _show(self) -> None:
        unknown = self._unknown
        self.list.show_rows(
            column_rows(unknown.columns, unknown.rows, self.meanings, self.size.width)
        )
        self.show_keys()

    async def _turn(self, step: int) -> None:
        place = self.list.key
        if place == "done":
            await self.action_columns_done()
        elif isinstance(place, int):
            at = ORDER.index(self.meanings.get(place, "keep"))
            self.meanings[place] = ORDER[(at + step) % len(ORDER)]
            self._show()

    async def action_next_meaning(self) -> None:
        await self._turn(1)

    async def action_previous_meaning(self) -> None:
        await self._turn(-1)

    async def action_columns_done(self) -> None:
        if not WHO & set(self.meanings.values()):
            raise UsageError("No column holds a name or an address yet.", "Enter changes a column.")
        told = {
            head: self.meanings.get(place, "keep")
            for place, head in enumerate(self._unknown.columns)
        }
        self.close()
        await self._told(told)

    async def action_leave(self) -> None:
        """Without an answer the file cannot be read: back to the files."""

        self.close()
        self.desk.go.back()


class DayOrMonthScreen(QuestionScreen):
    """`d` or `m` answers; any other key leaves the question open."""

    def __init__(self, desk: Desk, example: str, told: Callable[[bool], Awaitable[None]]) -> None:
        async def nothing() -> None:
            return

        super().__init__(desk, f"In {example}, what comes first: the day or the month?", nothing)
        self._told = told

    def _show(self) -> None:
        super()._show()
        self.query_one(KeyBar).show_message(
            [
                Span("d", "accent"),
                Span(" the day  ", "quiet"),
                Span("m", "accent"),
                Span(" the month  ", "quiet"),
                Span("q", "accent"),
                Span(" back", "quiet"),
            ]
        )

    async def take_key(self, key: str) -> bool:
        self.close()
        if key in ("d", "m"):
            await self._told(key == "d")
        return True
