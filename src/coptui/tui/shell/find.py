"""Find: go to anyone or anything; the one under the cursor is shown beside the list."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import cast

from textual.app import ComposeResult

from coptui.core.finding.search import find
from coptui.errors import CoptError
from coptui.tui.kit.line import Line
from coptui.tui.kit.lines import Beside
from coptui.tui.kit.record_list import RecordList
from coptui.tui.kit.rows import Span
from coptui.tui.records.detail import detail_rows
from coptui.tui.records.lists import SORTS, list_rows
from coptui.tui.records.words import Key
from coptui.tui.shell.base import CoptScreen
from coptui.tui.shell.commands import Where
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.found_rows import found_rows
from coptui.tui.shell.key_bar import KeyBar


class FindScreen(CoptScreen):
    """Typing narrows the list, the arrows move, Enter goes there, or hands it to `choose`.

    With a `table`, only its records are found, and all of them are listed at first.
    """

    def __init__(
        self,
        desk: Desk,
        title: str = "Go to",
        table: str = "",
        first: Key | None = None,
        choose: Callable[[Key], Awaitable[None]] | None = None,
    ) -> None:
        super().__init__(desk)
        self.table = table
        self._first = first
        self._choose = choose
        self._heading = "Find" if not table else "Choose"
        self.found = RecordList(
            title=[Span(title, "heading")], prompt=" ", always_querying=True, id="found"
        )
        self.detail = RecordList(bar=True, id="detail")
        self.detail.can_focus = False

    def compose(self) -> ComposeResult:
        yield Line(id="top")
        with Beside(id="find"):
            yield self.found
            yield self.detail
        yield KeyBar()

    def on_mount(self) -> None:
        self.found.focus()
        self.query_one("#top", Line).show_line(
            [Span(f" {self._heading}", "strong"), Span("  type a part of any name", "quiet")]
        )
        self.call_after_refresh(self.community_changed)
        self.query_one(KeyBar).show_message(
            [
                Span("Enter", "accent"),
                Span(" go there  ", "quiet"),
                Span("Up Down", "accent"),
                Span(" choose  ", "quiet"),
                Span("Backspace", "accent"),
                Span(" in the empty line: back", "quiet"),
            ]
        )

    def where(self) -> tuple[Where, ...]:
        return ()

    def community_changed(self) -> None:
        community, query, today = self.session.community, self.found.typed, self.session.today
        self.found.cursor = -1
        if self.table and not query.strip():
            rows = list_rows(
                self.table, community, today, query="", sort=SORTS[self.table][0], width=40
            )
        else:
            hits = find(community, query, tables=(self.table,) if self.table else ())
            rows = found_rows(community, hits, today, query=query)
        self.found.show_rows(rows, keep=self._first)
        self._show_detail()

    def _show_detail(self) -> None:
        self.detail.cursor, self.detail.top = -1, 0
        self.detail.show_rows(
            detail_rows(
                self.session.community,
                cast("Key | None", self.found.key),
                self.session.today,
                self.session.settings,
                width=self.detail.size.width,
                levels=not self.session.presenting,
            )
        )

    def on_record_list_query_changed(self) -> None:
        self.community_changed()

    def on_record_list_highlighted(self) -> None:
        self._show_detail()

    async def on_record_list_chosen(self) -> None:
        await self._go()

    async def take_key(self, key: str) -> bool:
        moves = {
            "down": "cursor-down",
            "up": "cursor-up",
            "pagedown": "page-down",
            "pageup": "page-up",
        }
        if key in moves:
            self.found.move(moves[key])
        elif key == "enter":
            await self._go()
        elif key in ("backspace", "escape"):
            self.app.pop_screen()
        else:
            return False
        return True

    async def _go(self) -> None:
        key = cast("Key | None", self.found.key)
        if key is None:
            return
        if self._choose is not None:
            try:
                await self._choose(key)
            except CoptError as error:
                self.say(error.message, "bad")
            return
        self.desk.go.home().read(key)
