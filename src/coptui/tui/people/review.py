"""Review: the people of a list one by one, one key a decision; it goes on where it was left."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult

from coptui.core.model.edits import Edit
from coptui.core.model.records import Member
from coptui.core.people.review import fine, invite, leave_in_peace
from coptui.tui.kit.line import Line
from coptui.tui.kit.record_list import RecordList
from coptui.tui.kit.rows import Span
from coptui.tui.kit.signs import signs
from coptui.tui.records.detail import detail_rows
from coptui.tui.records.words import name_of
from coptui.tui.shell.capturing import CapturingScreen
from coptui.tui.shell.commands import Command, Where
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.key_bar import KeyBar
from coptui.tui.shell.left_off import keep_place


class ReviewScreen(CapturingScreen):
    """`people` are the ids of the list as it was when the review began."""

    BAR = ("fine", "review-touch", "review-follow-up", "invite", "leave-in-peace", "review-note", "review-back", "leave")  # fmt: skip
    AUTO_FOCUS = "#list"

    def __init__(self, desk: Desk, people: Sequence[int], place: int = 0) -> None:
        super().__init__(desk)
        self.people = list(people)
        self.place = place
        self.detail = RecordList(id="list")

    def compose(self) -> ComposeResult:
        yield Line(id="top")
        yield self.detail
        yield KeyBar()

    def on_mount(self) -> None:
        self.detail.focus()
        self.call_after_refresh(self._first)

    def _first(self) -> None:
        self.community_changed()
        self.show_keys()

    def where(self) -> tuple[Where, ...]:
        return ("review", "moving", "places", "everywhere")

    def offers(self, command: Command) -> bool:
        return command.id not in ("cursor-up",) and super().offers(command)

    @property
    def member(self) -> Member | None:
        """Who is looked at; None past the last one."""
        while self.place < len(self.people):
            member = self.session.community.members.get(self.people[self.place])
            if member is not None:
                return member
            # Someone deleted them meanwhile.
            del self.people[self.place]
        return None

    def community_changed(self) -> None:
        member = self.member
        self.shown = ("members", member.id) if member else None
        done, total = self.place, len(self.people)
        self.query_one("#top", Line).show_line(
            [Span(" Review  ", "strong"), Span(name_of(member) if member else "", "quiet")],
            [
                Span(signs().full * (20 * done // max(1, total)), "accent"),
                Span(signs().empty * (20 - 20 * done // max(1, total)), "quiet"),
                Span(f"  {min(done + 1, total)} of {total} ", "quiet"),
            ],
        )
        self.detail.cursor, self.detail.top = -1, 0
        rows = detail_rows(
            self.session.community,
            self.shown,
            self.session.today,
            self.session.settings,
            width=self.size.width,
        )
        self.detail.show_rows(rows)
        keep_place(self.desk, self.people, self.place)
        if member is None:
            self.query_one(KeyBar).show_message(
                [Span("That was everybody.", "strong"), Span("  q leaves", "quiet")]
            )

    async def _decide(self, edit: Edit, said: str) -> None:
        await self.desk.save(edit)
        self.place += 1
        self.community_changed()
        if self.member is not None:
            self.say_saved(said)

    async def action_fine(self) -> None:
        member = self.member
        if member is not None:
            await self._decide(
                fine(member, self.session.today), f"{name_of(member)}: fine as it is"
            )

    async def action_invite(self) -> None:
        member = self.member
        if member is not None:
            edit = invite(member, by=self.session.by, on=self.session.today)
            await self._decide(edit, f"{name_of(member)}: to be invited")

    async def action_leave_in_peace(self) -> None:
        member = self.member
        if member is not None:
            edit = leave_in_peace(member, self.session.today)
            await self._decide(edit, f"{name_of(member)}: left in peace. u takes it back.")

    async def action_review_touch(self) -> None:
        await self.action_touch()

    async def action_review_follow_up(self) -> None:
        await self.action_follow_up()

    async def action_review_note(self) -> None:
        await self.action_note()

    def action_review_next(self) -> None:
        if self.place < len(self.people):
            self.place += 1
            self.community_changed()

    def action_review_back(self) -> None:
        if self.place > 0:
            self.place -= 1
            self.community_changed()
            self.show_keys()
