"""Two edits of one field: both values, and one key that chooses."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from textual.app import ComposeResult

from coptui.core.model.changes import Choice, Conflicted, Settled
from coptui.errors import CoptError
from coptui.tui.kit.line import Line
from coptui.tui.kit.record_list import RecordList
from coptui.tui.kit.rows import Span
from coptui.tui.shell.base import CoptScreen
from coptui.tui.shell.commands import Where
from coptui.tui.shell.conflict_rows import choices, conflict_rows
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.key_bar import KeyBar


class ConflictScreen(CoptScreen):
    """`m` keeps mine, `t` keeps theirs, `q` goes back to what was typed."""

    def __init__(
        self,
        desk: Desk,
        conflict: Conflicted,
        choose: Callable[[Settled], Awaitable[Any]],
    ) -> None:
        super().__init__(desk)
        self._conflict = conflict
        self._choose = choose

    def compose(self) -> ComposeResult:
        yield Line(id="top")
        yield RecordList(id="list")
        yield KeyBar()

    def on_mount(self) -> None:
        self.call_after_refresh(self._show)

    def where(self) -> tuple[Where, ...]:
        return ("moving",)

    def _show(self) -> None:
        self.query_one("#top", Line).show_line(
            [
                Span(" Changed elsewhere meanwhile  ", "strong"),
                Span("nothing was saved yet", "quiet"),
            ]
        )
        view = self.query_one(RecordList)
        session, conflicts = self.session, self._conflict.conflicts
        view.show_rows(
            conflict_rows(session.community, conflicts, view.size.width, session.presenting)
        )
        mine, theirs = choices(conflicts)
        self.query_one(KeyBar).show_message(
            [
                Span("m", "accent"),
                Span(f" {mine}  ", "quiet"),
                Span("t", "accent"),
                Span(f" {theirs}  ", "quiet"),
                Span("q", "accent"),
                Span(" back, nothing saved", "quiet"),
            ]
        )

    async def sized(self) -> None:
        self._show()

    async def take_key(self, key: str) -> bool:
        choices: dict[str, Choice] = {"m": "mine", "t": "theirs"}
        if key in choices:
            fault = ""
            try:
                await self._choose(Settled(choices[key], self._conflict.conflicts))
            except Conflicted as again:
                # Somebody changed it once more while this was read.
                self._conflict = again
                self._show()
                return True
            except CoptError as error:
                fault = error.message
            self.close()
            screen = self.app.screen
            if isinstance(screen, CoptScreen):
                if fault:
                    screen.say(fault, "bad")
                else:
                    screen.say_saved("Saved." if key == "m" else "Left as it is there.")
        elif key in ("q", "backspace", "escape"):
            self.app.pop_screen()
        else:
            return await super().take_key(key)
        return True
