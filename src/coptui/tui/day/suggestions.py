"""Whom to ask: a few people with the reasons for each; Enter takes one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import cast

from coptui.core.model.text import show
from coptui.errors import UsageError
from coptui.evidence.suggestions import Suggestion
from coptui.language import tr
from coptui.tui.day.between_meetings_rows import suggestion_rows
from coptui.tui.kit.rows import Rows
from coptui.tui.records.words import Key
from coptui.tui.shell import places
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.list_screen import Heading, ListScreen


class SuggestionsScreen(ListScreen):
    """`take` saves the choice, once this screen is gone."""

    WHERE = ("suggestions", "moving", "everywhere")
    BAR = ("take", "someone-else", "leave", "help")

    def __init__(
        self,
        desk: Desk,
        title: str,
        people: Sequence[Suggestion],
        take: Callable[[int], Awaitable[None]],
    ) -> None:
        super().__init__(desk)
        self._title = title
        self._people = people
        self._accept = take

    def heading(self) -> Heading:
        return Heading(" ".join(show(self._title).split()))

    def rows(self) -> Rows:
        return suggestion_rows(self.session.community, self._people, self.size.width)

    async def action_take(self) -> None:
        key = cast("Key | None", self.list.key)
        if key is None:
            raise UsageError(tr("There are no suggestions."), tr("Press / to find someone else."))
        await self._chosen(key)

    async def action_someone_else(self) -> None:
        async def choose(key: Key) -> None:
            self.desk.go.back()
            await self._chosen(key)

        await self.desk.go.open(places.Find(title=self._title, table="members", choose=choose))

    async def _chosen(self, key: Key) -> None:
        self.close()
        await self._accept(key[1])
