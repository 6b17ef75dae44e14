"""Help: only what works on the screen that it was asked from."""

from __future__ import annotations

from textual.app import ComposeResult

from coptui.tui.kit.line import Line
from coptui.tui.kit.record_list import RecordList
from coptui.tui.kit.rows import Span
from coptui.tui.shell.base import CoptScreen
from coptui.tui.shell.command_rows import help_rows
from coptui.tui.shell.commands import Where
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.key_bar import KeyBar


class HelpScreen(CoptScreen):
    """The command table, as far as it holds on the screen below."""

    BAR = ("page-down", "leave")

    def __init__(self, desk: Desk, asked_from: CoptScreen) -> None:
        super().__init__(desk)
        self._commands = asked_from.commands()
        self._where = asked_from.where()

    def compose(self) -> ComposeResult:
        yield Line(id="top")
        yield RecordList(id="list")
        yield KeyBar()

    def on_mount(self) -> None:
        self.call_after_refresh(self._show)

    def where(self) -> tuple[Where, ...]:
        return ("moving", "everywhere")

    async def sized(self) -> None:
        self._show()

    def _show(self) -> None:
        self.query_one("#top", Line).show_line(
            [Span(" Help  ", "strong"), Span("what works where you came from", "quiet")]
        )
        view = self.query_one(RecordList)
        view.show_rows(help_rows(self._commands, self._where, view.size.width))
        self.show_keys()

    async def action_help(self) -> None:
        self.app.pop_screen()
