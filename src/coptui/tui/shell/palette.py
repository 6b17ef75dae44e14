"""The palette: every command of the screen below, by its name."""

from __future__ import annotations

from coptui.language import tr
from coptui.tui.kit.lines import Below
from coptui.tui.kit.rows import Rows, Span
from coptui.tui.shell.base import CoptScreen
from coptui.tui.shell.command_rows import command_rows, palette_rows
from coptui.tui.shell.commands import Command
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.list_screen import Detail, Heading, ListScreen


class PaletteScreen(ListScreen):
    """Typing narrows the list, Enter runs the command."""

    WHERE = ("finding", "moving")
    BAR = ("take-found", "leave-found")
    LIST = "shelf"
    DETAIL = Detail("about", Below, "cultivate")
    FINDS = True
    KEYS_STAY = True

    def __init__(self, desk: Desk, asked_from: CoptScreen) -> None:
        super().__init__(desk)
        self._asked_from = asked_from
        self._commands = {
            command.id: command
            for command in asked_from.commands()
            if command.where != "moving" and command.id not in ("palette", "backspace")
        }
        self.list.title = [Span(tr("Find a command"), "heading")]

    def heading(self) -> Heading:
        return Heading(tr("Commands"), tr("everything you can do here"))

    def rows(self) -> Rows:
        return palette_rows(list(self._commands.values()), self.list.typed)

    def detail_rows(self, width: int) -> Rows:
        return command_rows(self._commands.get(str(self.list.key)), width)

    def named(self, command: Command) -> Command:
        return command._replace(word=tr("run")) if command.id == "take-found" else command

    async def action_take_found(self) -> None:
        if self.list.key is not None:
            command = self._commands[str(self.list.key)]
            self.close()
            await self._asked_from.run_command(command, command.keys[0] if command.keys else "")
