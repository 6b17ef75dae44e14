"""Duplicates: people who may stand in the list twice, and the two side by side to be made one."""

from __future__ import annotations

import asyncio
from typing import cast

from textual.app import ComposeResult

from coptui.core.model.records import Member
from coptui.core.people.one_person import Differing, differing, merge_people
from coptui.errors import UsageError
from coptui.exchange.planning.duplicates import Pair, likely_duplicates
from coptui.exchange.tables.progress import Told, telling
from coptui.tui.kit.line import Line
from coptui.tui.kit.record_list import RecordList
from coptui.tui.kit.rows import Span
from coptui.tui.people.one_person_rows import pair_rows, side_by_side_rows
from coptui.tui.records.words import name_of
from coptui.tui.shell import places
from coptui.tui.shell.base import CoptScreen
from coptui.tui.shell.commands import Where
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.key_bar import KeyBar
from coptui.tui.shell.long_work import LongWork

MOST = 1000
"""So many pairs are listed, the surest first; the others come up as these are settled."""


class DuplicatesScreen(CoptScreen):
    """Looked for when the screen opens, and again after each merge."""

    BAR = ("side-by-side", "leave", "help")
    AUTO_FOCUS = "#list"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.list = RecordList(id="list")
        self._pairs: list[Pair] | None = None
        self._of = 0
        self.long_work: LongWork = LongWork(self)

    def compose(self) -> ComposeResult:
        yield Line(id="top")
        yield self.list
        yield KeyBar()

    def on_mount(self) -> None:
        self.list.focus()
        self.query_one("#top", Line).show_line(
            [Span(" Twice in the list?  ", "strong"), Span("nothing is merged by itself", "quiet")]
        )
        self.call_after_refresh(self.show_anew)

    async def sized(self) -> None:
        self._show()

    def where(self) -> tuple[Where, ...]:
        return ("duplicates", "moving", "everywhere")

    def community_changed(self) -> None:
        community = self.session.community

        def look(told: Told) -> tuple[list[Pair], int]:
            with telling(told):
                pairs = likely_duplicates(community)
            return pairs[:MOST], len(pairs)

        self.long_work.begin("comparing people", look, self._worked_out)

    def _worked_out(self, found: tuple[list[Pair], int]) -> None:
        self._pairs, self._of = found
        self._show()

    def _show(self) -> None:
        if self._pairs is not None:
            self.list.show_rows(
                pair_rows(self.session.community, self._pairs, self._of, self.size.width)
            )
            self.show_keys()

    async def on_record_list_chosen(self) -> None:
        await self.action_side_by_side()

    async def action_side_by_side(self) -> None:
        place = cast("int | None", self.list.key)
        if place is None or self._pairs is None:
            raise UsageError("Nobody seems to stand here twice.")
        pair = self._pairs[place]
        await self.desk.go.open(places.OnePerson(pair.kept, pair.other))


class OnePersonScreen(CoptScreen):
    """The left record is kept; a key takes a field from the right one. Nothing is saved before Enter."""

    BAR = ("take-left", "take-right", "make-one", "leave", "help")
    AUTO_FOCUS = "#list"

    def __init__(self, desk: Desk, kept: int, other: int) -> None:
        super().__init__(desk)
        self.kept, self.other = kept, other
        self.from_other: set[str] = set()
        self.list = RecordList(id="list")

    def compose(self) -> ComposeResult:
        yield Line(id="top")
        yield self.list
        yield KeyBar()

    def on_mount(self) -> None:
        self.list.focus()
        self.query_one("#top", Line).show_line([Span(" Are they one person?", "strong")])
        self.call_after_refresh(self.community_changed)

    def where(self) -> tuple[Where, ...]:
        return ("one person", "moving", "everywhere")

    def community_changed(self) -> None:
        members = self.session.community.members
        if self.kept not in members or self.other not in members:
            self.close()
            return
        session, found = self.session, self._differing()
        self.list.show_rows(
            side_by_side_rows(
                session.community,
                members[self.kept],
                members[self.other],
                found,
                self.from_other,
                session.today,
                self.size.width - 3,
            )
        )
        self.show_keys()

    def _differing(self) -> tuple[Differing, ...]:
        members = self.session.community.members
        return differing(members[self.kept], members[self.other])

    def action_take_left(self) -> None:
        self._choose(right=False)

    def action_take_right(self) -> None:
        self._choose(right=True)

    def _choose(self, *, right: bool) -> None:
        field = self.list.key
        if field not in {one.field for one in self._differing()}:
            raise UsageError("There is nothing to choose in this line.")
        if right:
            self.from_other.add(str(field))
        else:
            self.from_other.discard(str(field))
        self.community_changed()
        self.list.move("cursor-down")

    async def on_record_list_chosen(self) -> None:
        await self.action_make_one()

    async def action_make_one(self) -> None:
        session = self.session
        other = name_of(self.there(Member, self.other))
        kept = name_of(self.there(Member, self.kept))
        # All that names the other one is gone through.
        edit = await asyncio.to_thread(
            merge_people, session.community, self.kept, self.other, self.from_other
        )
        await self.desk.save(edit)
        self.app.call_after_refresh(
            self.desk.go.say, f"{other} and {kept} are one. u parts them again."
        )
