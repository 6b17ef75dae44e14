"""Passages that may name a person to be forgotten, or mean something else: one key each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence

from coptui.core.forgetting.request import Passage
from coptui.core.model.counting import counted
from coptui.core.model.sentences import SELECT_A_SENTENCE
from coptui.errors import UsageError
from coptui.language import tr, tr_as
from coptui.tui.kit.rows import Rows
from coptui.tui.people.in_question_rows import passage_rows
from coptui.tui.shell.commands import Command
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.list_screen import Heading, ListScreen


class InQuestionScreen(ListScreen):
    """Nothing changes here; `go` is given the decisions once all are made, and `u` undoes the last one."""

    WHERE = ("in question", "moving", "everywhere")
    SAVES_AT_THE_END = True
    BAR = ("is-meant", "is-else", "go-on", "undo", "leave", "help")

    def __init__(
        self,
        desk: Desk,
        name: str,
        passages: Sequence[Passage],
        decided: Mapping[Passage, bool],
        go: Callable[[Mapping[Passage, bool]], Awaitable[None]],
    ) -> None:
        super().__init__(desk)
        self.called = name
        self._passages = tuple(passages)
        self._decided = dict(decided)
        self._latest: list[int] = []
        """What was decided here, the latest last."""
        self._go = go

    def heading(self) -> Heading:
        return Heading(
            tr("Is this about {name}?", name=self.called), tr("the words may mean something else")
        )

    def named(self, command: Command) -> Command:
        if command.id == "undo":
            return command._replace(does=tr("Undo the last decision."), word=tr_as("key", "undo"))
        return super().named(command)

    def rows(self) -> Rows:
        return passage_rows(self._passages, self._decided, self.size.width - 3)

    def action_is_meant(self) -> None:
        self._decide(meant=True)

    def action_is_else(self) -> None:
        self._decide(meant=False)

    def _decide(self, *, meant: bool) -> None:
        number = self.list.key
        if not isinstance(number, int):
            raise UsageError(SELECT_A_SENTENCE)
        passage = self._passages[number]
        self._latest = [*(each for each in self._latest if each != number), number]
        self._decided[passage] = meant
        self.show()
        self.list.move("cursor-down")

    def action_undo(self) -> None:
        if not self._latest:
            raise UsageError(tr("Nothing has been decided here yet."))
        self.wanted_row = number = self._latest.pop()
        self._decided.pop(self._passages[number], None)
        self.show()

    async def action_go_on(self) -> None:
        left = sum(passage not in self._decided for passage in self._passages)
        if left:
            raise UsageError(
                counted(
                    left,
                    "{count} sentence is still undecided: press y or n.",
                    "{count} sentences are still undecided: press y or n for each.",
                )
            )
        decided = dict(self._decided)
        self.close()
        await self._go(decided)
