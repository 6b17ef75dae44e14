"""Review: the people of a list one by one, one key each; it resumes where it was left."""

from __future__ import annotations

from collections.abc import Sequence

from coptui.core.model.edits import Edit
from coptui.core.model.records import Member
from coptui.core.people.review import fine, invite, leave_in_peace
from coptui.language import tr
from coptui.tui.kit.rows import Rows, Span
from coptui.tui.kit.signs import signs
from coptui.tui.records.detail import detail_rows
from coptui.tui.records.words import name_of
from coptui.tui.shell.capturing import Capturing
from coptui.tui.shell.commands import Command
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.going import Going
from coptui.tui.shell.key_bar import KeyBar
from coptui.tui.shell.left_off import keep_place
from coptui.tui.shell.list_screen import Heading, ListScreen


class ReviewScreen(ListScreen):
    """`people` are the ids of the list as it was when the review began."""

    WHERE = ("review", "moving", "places", "everywhere")
    GROUPS = (Capturing, Going)
    BAR = ("fine", "touch", "follow-up", "invite", "leave-in-peace", "note", "review-back", "leave")  # fmt: skip

    def __init__(self, desk: Desk, people: Sequence[int], place: int = 0) -> None:
        super().__init__(desk)
        self.people = list(people)
        self.place = place

    def offers(self, command: Command) -> bool:
        return command.id not in ("cursor-up",) and super().offers(command)

    @property
    def member(self) -> Member | None:
        """The person on the screen; None after the last one."""
        while self.place < len(self.people):
            member = self.session.all_groups.members.get(self.people[self.place])
            if member is not None:
                return member
            # Someone deleted them meanwhile.
            del self.people[self.place]
        return None

    @property
    def page_of(self) -> int | None:
        """The person on the screen."""
        return self.about_member

    async def chosen(self) -> None:
        """Do nothing: a click decides nothing."""

    def heading(self) -> Heading:
        member, done, total = self.member, self.place, len(self.people)
        full = 20 * done // max(1, total)
        progress = [
            Span(signs().full * full, "accent"),
            Span(signs().empty * (20 - full), "quiet"),
            Span(
                "  " + tr("{number} of {total}", number=min(done + 1, total), total=total) + " ",
                "quiet",
            ),
        ]
        return Heading(tr("Review"), name_of(member) if member else "", progress)

    def rows(self) -> Rows:
        session, member = self.session, self.member
        self.shown = ("members", member.id) if member else None
        self.list.cursor, self.list.top = -1, 0
        width = self.size.width
        return detail_rows(
            session.community,
            self.shown,
            session.today,
            session.settings,
            width=width,
            me=session.by,
        )

    def show(self) -> None:
        super().show()
        keep_place(self.desk, self.people, self.place)
        if self.member is None:
            self.query_one(KeyBar).show_message(
                [
                    Span(tr("That's everyone."), "strong"),
                    Span("  " + tr("press q to go back"), "quiet"),
                ]
            )

    async def _decide(self, edit: Edit, said: str) -> None:
        await self.desk.save(edit)
        self.place += 1
        self.show()
        if self.member is not None:
            self.say_saved(said)

    async def action_fine(self) -> None:
        member = self.member
        if member is not None:
            await self._decide(
                fine(member, self.session.today), tr("{name}: fine as it is", name=name_of(member))
            )

    async def action_invite(self) -> None:
        member = self.member
        if member is not None:
            edit = invite(member, by=self.session.by, on=self.session.today)
            await self._decide(
                edit, tr("Added a follow-up: invite {name} to do more", name=name_of(member))
            )

    async def action_leave_in_peace(self) -> None:
        member = self.member
        if member is not None:
            edit = leave_in_peace(member, self.session.today)
            await self._decide(
                edit, tr("{name}: reminders paused; press u to undo.", name=name_of(member))
            )

    def action_review_next(self) -> None:
        if self.place < len(self.people):
            self.place += 1
            self.show()

    def action_review_back(self) -> None:
        if self.place > 0:
            self.place -= 1
            self.show()
