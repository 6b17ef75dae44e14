"""Whom to ask: a few people with the reasons for each; Enter takes one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import cast

from textual.app import ComposeResult

from coptui.core.model.text import show
from coptui.errors import UsageError
from coptui.evidence.suggestions import Suggestion
from coptui.tui.day.between_meetings_rows import suggestion_rows
from coptui.tui.kit.line import Line
from coptui.tui.kit.record_list import RecordList
from coptui.tui.kit.rows import Span
from coptui.tui.records.words import Key
from coptui.tui.shell import places
from coptui.tui.shell.base import CoptScreen
from coptui.tui.shell.commands import Where
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.key_bar import KeyBar


class SuggestionsScreen(CoptScreen):
    """`take` saves what is chosen, after this screen is gone."""

    BAR = ("take", "someone-else", "leave", "help")
    AUTO_FOCUS = "#list"

    def __init__(
        self,
        desk: Desk,
        title: str,
        found: Sequence[Suggestion],
        take: Callable[[int], Awaitable[None]],
    ) -> None:
        super().__init__(desk)
        self.list = RecordList(id="list")
        self._title = title
        self._found = found
        self._accept = take

    def compose(self) -> ComposeResult:
        yield Line(id="top")
        yield self.list
        yield KeyBar()

    def on_mount(self) -> None:
        self.list.focus()
        title = " ".join(show(self._title).split())
        self.query_one("#top", Line).show_line([Span(f" {title}", "strong")])
        self.call_after_refresh(self.community_changed)

    def where(self) -> tuple[Where, ...]:
        return ("suggestions", "moving", "everywhere")

    def community_changed(self) -> None:
        self.list.show_rows(suggestion_rows(self.session.community, self._found, self.size.width))
        self.show_keys()

    async def on_record_list_chosen(self) -> None:
        await self.action_take()

    async def action_take(self) -> None:
        key = cast("Key | None", self.list.key)
        if key is None:
            raise UsageError("Nobody is listed.", "/ looks for someone else.")
        await self._chosen(key)

    async def action_someone_else(self) -> None:

        async def choose(key: Key) -> None:
            self.app.pop_screen()
            await self._chosen(key)

        await self.desk.go.open(places.Find(title=self._title, table="members", choose=choose))

    async def _chosen(self, key: Key) -> None:
        self.close()
        await self._accept(key[1])
