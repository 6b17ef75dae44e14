"""Passages that may name somebody who is to be forgotten, or mean something else: one key each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence

from textual.app import ComposeResult

from coptui.core.model.counting import counted
from coptui.core.people.forgetting_request import Passage
from coptui.errors import UsageError
from coptui.tui.kit.line import Line
from coptui.tui.kit.record_list import RecordList
from coptui.tui.kit.rows import Span
from coptui.tui.people.in_question_rows import passage_rows
from coptui.tui.shell.base import CoptScreen
from coptui.tui.shell.commands import Where
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.key_bar import KeyBar


class InQuestionScreen(CoptScreen):
    """Nothing is changed here; `go` is given what was decided once all of it is."""

    BAR = ("is-meant", "is-else", "go-on", "leave", "help")
    AUTO_FOCUS = "#list"

    def __init__(
        self,
        desk: Desk,
        found: Sequence[Passage],
        decided: Mapping[Passage, bool],
        go: Callable[[Mapping[Passage, bool]], Awaitable[None]],
    ) -> None:
        super().__init__(desk)
        self.list = RecordList(id="list")
        self._found = tuple(found)
        self._decided = dict(decided)
        self._go = go

    def compose(self) -> ComposeResult:
        yield Line(id="top")
        yield self.list
        yield KeyBar()

    def on_mount(self) -> None:
        self.list.focus()
        self.query_one("#top", Line).show_line(
            [
                Span(" Are they meant?  ", "strong"),
                Span("these words may mean something else", "quiet"),
            ]
        )
        self.call_after_refresh(self.community_changed)

    def on_resize(self) -> None:
        self.call_after_refresh(self.community_changed)

    def where(self) -> tuple[Where, ...]:
        return ("in question", "moving", "everywhere")

    def community_changed(self) -> None:
        self.list.show_rows(passage_rows(self._found, self._decided, self.size.width - 3))
        self.show_keys()

    def action_is_meant(self) -> None:
        self._decide(meant=True)

    def action_is_else(self) -> None:
        self._decide(meant=False)

    def _decide(self, *, meant: bool) -> None:
        place = self.list.key
        if not isinstance(place, int):
            raise UsageError("There is no passage under the cursor.")
        self._decided[self._found[place]] = meant
        self.community_changed()
        self.list.move("cursor-down")

    async def on_record_list_chosen(self) -> None:
        await self.action_go_on()

    async def action_go_on(self) -> None:
        left = sum(one not in self._decided for one in self._found)
        if left:
            passages = counted(left, "passage is", "passages are")
            raise UsageError(f"{passages} still open: y or n decides each.")
        decided = dict(self._decided)
        self.close()
        await self._go(decided)
