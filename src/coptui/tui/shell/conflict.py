"""Two edits of one field: both values, and a key that chooses."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from coptui.core.model.changes import Choice, Conflicted, Settled
from coptui.errors import CoptError
from coptui.language import tr
from coptui.tui.kit.rows import Rows
from coptui.tui.shell.base import CoptScreen
from coptui.tui.shell.commands import Command
from coptui.tui.shell.conflict_rows import choices, conflict_rows, settled
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.hiding import hides
from coptui.tui.shell.list_screen import Heading, ListScreen


class ConflictScreen(ListScreen):
    """One key keeps mine, another theirs, and a third returns to what was typed."""

    WHERE = ("conflict", "moving")
    CAPTURES = False
    BAR = ("keep-mine", "keep-theirs", "settle-later")
    KEYS_STAY = True

    def __init__(
        self,
        desk: Desk,
        conflict: Conflicted,
        choose: Callable[[Settled], Awaitable[Any]],
    ) -> None:
        super().__init__(desk)
        self._conflict = conflict
        self._choose = choose

    async def take_key(self, key: str) -> bool:
        return await super().take_key(key) or await hides(self, key)

    def heading(self) -> Heading:
        return Heading(tr("Changed elsewhere"), tr("nothing saved yet"))

    def rows(self) -> Rows:
        session, conflicts = self.session, self._conflict.conflicts
        width = self.list.size.width
        return conflict_rows(
            session.all_groups, conflicts, width, session.presenting, session.names
        )

    def named(self, command: Command) -> Command:
        mine, theirs = choices(self._conflict.conflicts)
        words = {"keep-mine": mine, "keep-theirs": theirs}
        return command._replace(word=words.get(command.id, command.word))

    async def action_keep_mine(self) -> None:
        await self._settle("mine")

    async def action_keep_theirs(self) -> None:
        await self._settle("theirs")

    def action_settle_later(self) -> None:
        self.desk.go.back()

    async def _settle(self, choice: Choice) -> None:
        fault, conflicts = "", self._conflict.conflicts
        known = set(self.session.all_groups.history)
        try:
            await self._choose(Settled(choice, conflicts))
        except Conflicted as again:
            # Someone changed it once more while this was being read.
            self._conflict = again
            self.show()
            return
        except CoptError as error:
            fault = f"{error.message} {error.hint}"
        self.close()
        below = self.app.screen
        if isinstance(below, CoptScreen):
            if fault:
                below.say(fault, "bad")
            else:
                history, names = self.session.all_groups.history, self.session.names
                new = [history[one] for one in sorted(history) if one not in known]
                mine = [entry for entry in new if entry.by in names]
                below.say_saved(settled(conflicts, choice, mine[-1] if mine else None))
