"""Questions that a key answers: yes or no, one of several, whether to quit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from coptui.core.model.changes import Conflicted
from coptui.errors import CoptError
from coptui.language import tr, tr_as
from coptui.tui.kit.line import TextLine
from coptui.tui.kit.lines import flowed
from coptui.tui.kit.rows import Span
from coptui.tui.shell.asking import Then, WhenAnswered
from coptui.tui.shell.base import LEAVING, CoptScreen
from coptui.tui.shell.bottom_line import BottomLineScreen
from coptui.tui.shell.commands import Command, commands_of
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.key_bar import KeyBar
from coptui.tui.shell.keys import key_map, keys_text, with_own_keys
from coptui.tui.shell.where import Where

ASIDE = frozenset({"find", "palette", "help", "presenter", "redraw"})
"""What is done at once, whatever is being asked, beside noting something down."""


class QuestionScreen(BottomLineScreen):
    """The commands of one part of the table are the answers.

    `answers` maps a command's id to what it does; a command without one goes back. Keys that note
    something or work everywhere put the question aside and work; any other key is no answer: what
    is typed without looking must not be taken for commands below. Without a text the answers
    themselves are listed.
    """

    def __init__(
        self,
        desk: Desk,
        text: str,
        where: str,
        answers: Mapping[str, WhenAnswered],
        heading: str = "",
    ) -> None:
        super().__init__(desk, heading, text)
        self._where = cast("Where", where)
        self._answers = answers

    def where(self) -> tuple[Where, ...]:
        return (self._where,)

    def offers(self, command: Command) -> bool:
        return command.fit_to_show or not self.session.presenting

    def show_under(self, under: TextLine) -> None:
        if self.text:
            super().show_under(under)
            return
        answers = [
            (Span(f" {keys_text(command.keys)}", "accent"), Span(f" {command.word} "))
            for command in self.commands()
            if command.id in self._answers
        ]
        under.show_lines(lambda width: flowed(answers, width))

    def show_keys(self) -> None:
        if self.text:
            super().show_keys()
        else:
            self.query_one(KeyBar).show_message(
                [Span("Esc", "accent"), Span(" " + tr_as("key", "cancel"), "quiet")]
            )

    async def take_key(self, key: str) -> bool:
        command = self.meant_by(key)
        if not (command and self._is_listed(command)) and not self._goes_back(key):
            await self._put_aside(key)
            return True
        answer = self._answers.get(command.id) if command and self.offers(command) else None
        then: Then | None = None
        met: CoptError | None = None
        try:
            then = await answer() if answer is not None else None
        except CoptError as error:
            met = error
        self.close()
        below = self.app.screen
        if isinstance(met, Conflicted) and isinstance(below, CoptScreen):
            await below.settle(met)
        elif met is not None and isinstance(below, CoptScreen):
            below.say(met.message, "bad")
        elif then is not None:
            await then()
        return True

    def _is_listed(self, command: Command) -> bool:
        """Return whether a command is among the answers that are shown."""
        return bool(self.text) or command.id in self._answers

    def _goes_back(self, key: str) -> bool:
        command = key_map(("everywhere",), self.desk.own_keys).get(key)
        return command is not None and command.id in LEAVING

    async def _put_aside(self, key: str) -> None:
        below = self.app.screen_stack[-2]
        if isinstance(below, CoptScreen):
            meant = below.meant_by(key)
            if meant is not None and (meant.where == "capture" or meant.id in ASIDE):
                self.close()
                await below.take_key(key)
                return
        listed = filter(self._is_listed, self.commands())
        keys = [keys_text(command.keys[:1]) for command in listed]
        said = tr("Press {keys} or {last_key}.", keys=", ".join(keys[:-1]), last_key=keys[-1])
        self.query_one(KeyBar).show_message([Span(said, "warn")])


class LeaveScreen(BottomLineScreen):
    """The key that led here, or Enter, quits coptui; any other key stays, and does nothing else."""

    WHERE = ("leaving",)

    def __init__(self, desk: Desk) -> None:
        self._leaving = next(
            command.keys
            for command in with_own_keys(commands_of("everywhere"), desk.own_keys)
            if command.id == "leave"
        )
        said = tr(
            "{keys_text} or Enter quits, any other key stays.", keys_text=keys_text(self._leaving)
        )
        super().__init__(desk, text=tr("Quit coptui? {said}", said=said))

    def named(self, command: Command) -> Command:
        if command.id == "quit-now":
            return command._replace(keys=(*self._leaving, *command.keys))
        return command

    def show(self) -> None:
        super().show()
        # What was typed before the question was visible is not its answer.
        self.desk.go.drop_typed()

    async def take_key(self, key: str) -> bool:
        command = self.meant_by(key)
        if key in self._leaving or (command is not None and command.id == "quit-now"):
            self.action_quit_now()
        else:
            self.action_stay()
        return True

    def action_quit_now(self) -> None:
        self.desk.go.leave()

    def action_stay(self) -> None:
        self.close()
        # Letters of a word typed by mistake must not be taken for commands.
        self.desk.go.drop_typed()
