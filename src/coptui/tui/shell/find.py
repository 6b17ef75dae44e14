"""Find: go to anyone or anything; the record under the cursor is shown beside the list."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import cast

from msgspec.structs import replace

from coptui.core.finding.search import find
from coptui.core.lists.listing import Listing
from coptui.core.model.community import Community
from coptui.language import tr, tr_as
from coptui.tui.kit.lines import Beside
from coptui.tui.kit.rows import Rows, Span, less
from coptui.tui.records.detail import detail_rows
from coptui.tui.records.lists import list_rows
from coptui.tui.records.words import Key
from coptui.tui.shell import places
from coptui.tui.shell.commands import Command
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.found_rows import found_rows
from coptui.tui.shell.keys import key_map
from coptui.tui.shell.list_screen import Detail, Heading, ListScreen
from coptui.tui.shell.reading import read

OWN_LIST = {"library": places.Library, "questions": places.LearningAgenda}
"""The places of tables that the first screen has no list of."""


class FindScreen(ListScreen):
    """Typing narrows the list, arrows move, Enter goes there or hands the record to `choose`.

    With a `table`, only its records are searched, and all are listed at first, except the one `without`.
    """

    WHERE = ("finding", "moving")
    BAR = ("take-found", "cursor-up", "leave-found")
    LIST = "found"
    DETAIL = Detail("detail", Beside, "find")
    FINDS = True
    KEYS_STAY = True

    def __init__(
        self,
        desk: Desk,
        title: str = tr("Go to"),
        table: str = "",
        first: Key | None = None,
        choose: Callable[[Key], Awaitable[None]] | None = None,
        without: Key | None = None,
    ) -> None:
        super().__init__(desk)
        self.table = table
        self._first = first
        self._without = without
        self._choose = choose
        self.list.title = [Span(title, "heading")]

    def heading(self) -> Heading:
        return Heading(tr("Choose") if self.table else tr("Find"), tr("type part of a name"))

    @property
    def _searched(self) -> Community:
        """What is searched: the group being looked at, or everyone to choose from."""
        session = self.session
        return session.community if self._choose is None else session.all_groups

    def rows(self) -> Rows:
        community, query, today = self._searched, self.list.typed, self.session.today
        if self.list.cursor < 0:
            self.wanted_row = self._first
        if self.table and not query.strip():
            rows = list_rows(community, Listing(self.table), today, width=40)
        else:
            hits = find(community, query, tables=(self.table,) if self.table else ())
            rows = found_rows(community, hits, today, query=query)
        # A question has no number.
        return rows if self._choose is None else replace(less(rows, self._without), count="")

    def detail_rows(self, width: int) -> Rows:
        session = self.session
        return detail_rows(
            self._searched,
            cast("Key | None", self.list.key),
            session.today,
            session.settings,
            width=width,
            levels=not session.presenting,
            me=session.by,
        )

    def named(self, command: Command) -> Command:
        if command.id != "cursor-up":
            return command
        meant = key_map(self.where(), self.desk.own_keys)
        both = [key for key in meant if meant[key].id in ("cursor-up", "cursor-down")]
        return command._replace(keys=tuple(reversed(both)), word=tr_as("key", "choose"))

    async def action_take_found(self) -> None:
        key = cast("Key | None", self.list.key)
        if key is not None and self._choose is not None:
            await self._choose(key)
        elif key is not None and key[0] in OWN_LIST:
            await self.desk.go.go(OWN_LIST[key[0]](key))
        elif key is not None:
            read(self, key)
