"""The palette: every command of the screen below, by its name."""

from __future__ import annotations

from coptui.core.model.sentences import HIDDEN_WHEN_PRESENTING
from coptui.language import tr
from coptui.tui.kit.lines import Below
from coptui.tui.kit.rows import Rows, Span
from coptui.tui.shell.base import CoptScreen
from coptui.tui.shell.command_rows import command_rows, palette_rows, typed_whole
from coptui.tui.shell.commands import COMMANDS, Command
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.list_screen import Detail, Heading, ListScreen
from coptui.tui.shell.notice import NOT_ON_THIS_SCREEN


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
            command.id: command for command in asked_from.commands() if _has_name(command)
        }
        self._refused: Command | None = None
        """What was typed whole and isn't offered here."""
        self.list.title = [Span(tr("Find a command"), "heading")]

    def heading(self) -> Heading:
        return Heading(tr("Commands"), tr("everything you can do here"))

    def rows(self) -> Rows:
        offered = [*self._commands.values()]
        others = [
            command._replace(keys=(), does=self._why_not(command))
            for command in COMMANDS
            if _has_name(command) and command.id not in self._commands
        ]
        here = self._asked_from.where()
        self._refused = typed_whole(offered, others, self.list.typed, here)
        return palette_rows(offered, self.list.typed, self._refused)

    def detail_rows(self, width: int) -> Rows:
        return command_rows(self._under_cursor(), width)

    def _under_cursor(self) -> Command | None:
        refused, key = self._refused, self.list.key
        return refused if refused and refused.id == key else self._commands.get(str(key))

    def _why_not(self, command: Command) -> str:
        """Return why a command can't be run from the screen below."""
        if command.id in self.desk.withheld:
            return self.desk.withheld[command.id]
        if self.session.presenting and not command.fit_to_show:
            return HIDDEN_WHEN_PRESENTING
        return NOT_ON_THIS_SCREEN

    def named(self, command: Command) -> Command:
        return command._replace(word=tr("run")) if command.id == "take-found" else command

    async def action_take_found(self) -> None:
        command = self._under_cursor()
        if command is not None and command is self._refused:
            self.say(command.does, "warn")
        elif command is not None:
            self.close()
            await self._asked_from.run_command(command, command.keys[0] if command.keys else "")


def _has_name(command: Command) -> bool:
    """Return whether a command is one to be found by its name."""
    return command.where != "moving" and command.id not in ("palette", "backspace")
