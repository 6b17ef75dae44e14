"""A question that takes y or n, asked before something that is hard to notice."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual.app import ComposeResult
from textual.screen import ModalScreen

from coptui.core.model.changes import Conflicted
from coptui.errors import CoptError
from coptui.tui.kit.line import Line
from coptui.tui.kit.lines import Below
from coptui.tui.kit.rows import Span
from coptui.tui.kit.signs import signs
from coptui.tui.records.words import wrap
from coptui.tui.shell.base import CoptScreen
from coptui.tui.shell.commands import Where, commands_of
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.key_bar import KeyBar
from coptui.tui.shell.keys import keys_text, with_own_keys


class QuestionScreen(CoptScreen, ModalScreen[None]):
    """`y` does it; any other key does not."""

    def __init__(self, desk: Desk, text: str, go: Callable[[], Awaitable[None]]) -> None:
        super().__init__(desk)
        self.text = text
        self._go = go

    def compose(self) -> ComposeResult:
        with Below(id="entry"):
            yield Line(id="entry-rule")
            yield Line(id="under")
            yield KeyBar()

    def on_mount(self) -> None:
        self.call_after_refresh(self._show)

    def where(self) -> tuple[Where, ...]:
        return ()

    def _show(self) -> None:
        self.query_one("#entry-rule", Line).show_line([], fill=Span(signs().rule, "quiet"))
        under = self.query_one("#under", Line)
        under.show_text(
            lambda width: [f" {line}" for line in wrap(self.text, max(20, width - 2))], "strong"
        )
        self.query_one(KeyBar).show_message(self.answers())

    def answers(self) -> list[Span]:
        """Which keys answer, for the bottom line."""
        return [
            Span("y", "accent"),
            Span(" yes  ", "quiet"),
            Span("n", "accent"),
            Span(" no", "quiet"),
        ]

    async def take_key(self, key: str) -> bool:
        fault = ""
        met: Conflicted | None = None
        if key == "y":
            try:
                await self._go()
            except Conflicted as conflict:
                met = conflict
            except CoptError as error:
                fault = error.message
        self.close()
        screen = self.app.screen
        if met is not None and isinstance(screen, CoptScreen):
            await screen.settle(met)
        elif fault and isinstance(screen, CoptScreen):
            screen.say(fault, "bad")
        return True


class LeaveScreen(QuestionScreen):
    """The key that led here, or Enter, leaves coptui; any other key stays, and does nothing else."""

    def __init__(self, desk: Desk) -> None:
        async def leave() -> None:
            desk.go.leave()

        self._leaving = next(
            command.keys
            for command in with_own_keys(commands_of("everywhere"), desk.own_keys)
            if command.id == "leave"
        )
        said = f"{keys_text(self._leaving)} or Enter leaves, any other key stays."
        super().__init__(desk, f"Quit coptui? {said}", leave)

    def _show(self) -> None:
        super()._show()
        # What was typed before this could be seen is no answer to it.
        self.desk.go.drop_typed()

    def answers(self) -> list[Span]:
        return [
            Span(keys_text(self._leaving), "accent"),
            Span(" quit  ", "quiet"),
            Span("Esc", "accent"),
            Span(" stay", "quiet"),
        ]

    async def take_key(self, key: str) -> bool:
        if key in (*self._leaving, "enter"):
            await self._go()
            return True
        self.close()
        # A word typed by mistake is no row of commands.
        self.desk.go.drop_typed()
        return True
