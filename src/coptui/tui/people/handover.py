"""Handing over: each thing in hand is passed on, let go or deleted, one key a decision."""

from __future__ import annotations

from textual.app import ComposeResult

from coptui.core.model.edits import Edit
from coptui.core.model.records import Member
from coptui.core.model.text import clean
from coptui.core.people.handover import InHand, deleted, in_hand, pass_on, release
from coptui.errors import UsageError
from coptui.tui.kit.line import Line
from coptui.tui.kit.record_list import RecordList
from coptui.tui.kit.rows import Span
from coptui.tui.people.handover_rows import handover_rows
from coptui.tui.records.words import Key, name_of
from coptui.tui.shell import places
from coptui.tui.shell.base import CoptScreen
from coptui.tui.shell.commands import Where
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.key_bar import KeyBar


class HandoverScreen(CoptScreen):
    """What is decided goes from the list at once, and `u` brings it back."""

    BAR = ("pass-on", "let-go", "delete-own-note", "undo", "leave", "help")
    AUTO_FOCUS = "#list"

    def __init__(self, desk: Desk, leaving: int) -> None:
        super().__init__(desk)
        self.leaving_id = leaving
        self.list = RecordList(id="list")
        self._found: list[InHand] = []

    def compose(self) -> ComposeResult:
        yield Line(id="top")
        yield self.list
        yield KeyBar()

    def on_mount(self) -> None:
        self.list.focus()
        self.call_after_refresh(self.community_changed)

    def where(self) -> tuple[Where, ...]:
        return ("handover", "moving", "everywhere")

    @property
    def leaving(self) -> Member:
        """Who hands over. Raises UsageError when they were deleted meanwhile."""
        member = self.session.community.members.get(self.leaving_id)
        if member is None:
            raise UsageError("They are not in the list any more.")
        return member

    def community_changed(self) -> None:
        session = self.session
        if self.leaving_id not in session.community.members:
            self.close()
            return
        self._found = in_hand(session.community, self.leaving, session.by, session.today)
        self.query_one("#top", Line).show_line(
            [Span(" Handing over  ", "strong"), Span(name_of(self.leaving), "quiet")],
            [Span(f"{len(self._found)} in hand " if self._found else "", "quiet")],
        )
        self.list.show_rows(handover_rows(self._found, self.size.width))
        self.show_keys()

    def _thing(self) -> InHand:
        place = self.list.key
        if not isinstance(place, int) or place >= len(self._found):
            raise UsageError("There is nothing under the cursor.")
        return self._found[place]

    async def on_record_list_chosen(self) -> None:
        await self.action_pass_on()

    async def action_pass_on(self) -> None:
        thing = self._thing()

        async def to(key: Key) -> None:
            person = self.there(Member, key[1])
            edit = pass_on(thing, self.leaving, person, self.session.today)
            await self.desk.save(edit)
            self.app.pop_screen()
            self._said(edit)

        await self.desk.go.open(places.Find(title="Who takes it up?", table="members", choose=to))

    async def action_let_go(self) -> None:
        thing = self._thing()
        if thing.kind != "follow-up":
            edit = release(thing, self.leaving, self.session.today)
            await self.desk.save(edit)
            self._said(edit)
            return

        async def because(reason: str) -> None:
            edit = release(thing, self.leaving, self.session.today, clean(reason, 200))
            await self.desk.save(edit)
            self._said(edit)

        await self.ask("Let go, because", because, hint="Enter alone is fine.", optional=True)

    async def action_delete_own_note(self) -> None:
        edit = deleted(self._thing())

        async def go() -> None:
            await self.save(edit)

        await self.desk.go.open(places.Question("Delete this note? u brings it back.", go))

    def _said(self, edit: Edit) -> None:
        self.say_saved(f"{edit.label[:1].upper()}{edit.label[1:]}. u takes it back.")
