"""The palette: every command of the screen below, by its name."""

from __future__ import annotations

from textual.app import ComposeResult

from coptui.tui.kit.line import Line
from coptui.tui.kit.record_list import RecordList
from coptui.tui.kit.rows import Span
from coptui.tui.shell.base import CoptScreen
from coptui.tui.shell.command_rows import palette_rows
from coptui.tui.shell.commands import Where
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.key_bar import KeyBar

MOVES = {"down": "cursor-down", "up": "cursor-up", "pagedown": "page-down", "pageup": "page-up"}


class PaletteScreen(CoptScreen):
    """Typing narrows, Enter does it."""

    def __init__(self, desk: Desk, asked_from: CoptScreen) -> None:
        super().__init__(desk)
        self._asked_from = asked_from
        self._commands = {
            command.id: command
            for command in asked_from.commands()
            if command.where != "moving" and command.id not in ("palette", "backspace")
        }
        self.list = RecordList(
            title=[Span("Do", "heading")], prompt=" ", always_querying=True, id="list"
        )

    def compose(self) -> ComposeResult:
        yield Line(id="top")
        yield self.list
        yield KeyBar()

    def on_mount(self) -> None:
        self.list.focus()
        self.query_one("#top", Line).show_line(
            [Span(" Palette", "strong"), Span("  everything that can be done here", "quiet")]
        )
        self.call_after_refresh(self._show)

    def where(self) -> tuple[Where, ...]:
        return ()

    def _show(self) -> None:
        self.list.cursor = -1
        self.list.show_rows(palette_rows(list(self._commands.values()), self.list.typed))
        self.query_one(KeyBar).show_message(
            [
                Span("Enter", "accent"),
                Span(" do it  ", "quiet"),
                Span("Backspace", "accent"),
                Span(" in the empty line: back", "quiet"),
            ]
        )

    def on_record_list_query_changed(self) -> None:
        self._show()

    async def on_record_list_chosen(self) -> None:
        await self._do()

    async def take_key(self, key: str) -> bool:
        if key in MOVES:
            self.list.move(MOVES[key])
        elif key == "enter":
            await self._do()
        elif key in ("backspace", "escape"):
            self.app.pop_screen()
        else:
            return False
        return True

    async def _do(self) -> None:
        chosen = self.list.key
        if chosen is None:
            return
        command = self._commands[str(chosen)]
        self.app.pop_screen()
        await self._asked_from.run_command(command, command.keys[0] if command.keys else "")
