"""Handing over: each thing in hand is passed on, dropped or deleted, one key for each."""

from __future__ import annotations

from coptui.core.model.edits import Edit
from coptui.core.model.records import Member
from coptui.core.model.sentences import PERSON_GONE, SELECT_A_LINE, undoable
from coptui.core.model.text import as_sentence, clean
from coptui.core.people.handover import InHand, deleted, in_hand, pass_on, release
from coptui.errors import UsageError
from coptui.language import tr
from coptui.tui.kit.rows import Rows, Span
from coptui.tui.people.handover_rows import handover_rows
from coptui.tui.records.words import Key, name_of
from coptui.tui.shell import asking, places
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.list_screen import Heading, ListScreen


class HandoverScreen(ListScreen):
    """What is decided leaves the list at once, and `u` restores it."""

    WHERE = ("handover", "moving", "everywhere")
    BAR = ("pass-on", "let-go", "delete-own-note", "undo", "leave", "help")

    def __init__(self, desk: Desk, leaving: int) -> None:
        super().__init__(desk)
        self.leaving_id = leaving
        self._in_hand: list[InHand] = []

    @property
    def leaving(self) -> Member:
        """The person who hands over. Raise UsageError if they were deleted meanwhile."""
        member = self.session.all_groups.members.get(self.leaving_id)
        if member is None:
            raise UsageError(PERSON_GONE)
        return member

    def is_gone(self) -> bool:
        return self.leaving_id not in self.session.all_groups.members

    def work_out(self) -> None:
        session = self.session
        self._in_hand = in_hand(session.all_groups, self.leaving, session.by, session.today)
        self.show()

    def heading(self) -> Heading:
        count = (
            tr("{count} still to decide", count=len(self._in_hand)) + " " if self._in_hand else ""
        )
        return Heading(tr("Handing over"), name_of(self.leaving), [Span(count, "quiet")])

    def rows(self) -> Rows:
        return handover_rows(self._in_hand, self.size.width)

    def _thing(self) -> InHand:
        number = self.list.key
        if not isinstance(number, int) or number >= len(self._in_hand):
            raise UsageError(SELECT_A_LINE)
        return self._in_hand[number]

    async def action_pass_on(self) -> None:
        thing = self._thing()

        async def to(key: Key) -> None:
            person = self.there(Member, key[1])
            edit = pass_on(thing, self.leaving, person, self.session.today)
            await self.desk.save(edit)
            self.desk.go.back()
            self._said(edit)

        await self.desk.go.open(
            places.Find(
                title=tr("Who will take it on?"),
                table="members",
                without=("members", self.leaving.id),
                choose=to,
            )
        )

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

        await self.ask(
            tr("Reason for dropping it"),
            because,
            hint=tr("You can leave this blank."),
            optional=True,
        )

    async def action_delete_own_note(self) -> None:
        edit = deleted(self._thing())

        async def go() -> None:
            await self.save(edit)

        await self.desk.go.open(
            asking.yes_or_no(tr("Delete this note? You can press u to restore it."), go)
        )

    def _said(self, edit: Edit) -> None:
        self.say_saved(undoable(as_sentence(edit.label)))
