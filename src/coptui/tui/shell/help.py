"""Help: only what works on the screen that it was opened from."""

from __future__ import annotations

from coptui.language import tr
from coptui.tui.kit.rows import Rows
from coptui.tui.shell.base import CoptScreen
from coptui.tui.shell.command_rows import help_rows
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.list_screen import Heading, ListScreen


class HelpScreen(ListScreen):
    """The commands that apply on the screen below."""

    WHERE = ("moving", "everywhere")
    BAR = ("page-down", "leave")

    def __init__(self, desk: Desk, asked_from: CoptScreen) -> None:
        super().__init__(desk)
        self._commands = asked_from.commands()
        self._where = asked_from.where()

    def heading(self) -> Heading:
        return Heading(tr("Help"), tr("keys for the screen you were on"))

    def rows(self) -> Rows:
        return help_rows(self._commands, self._where, self.list.size.width)

    async def action_help(self) -> None:
        await self.leave()
