"""Duplicates: people who may be listed twice, and the two side by side for merging."""

from __future__ import annotations

from typing import cast

from coptui.core.model.records import Member
from coptui.core.model.sentences import NO_DUPLICATES
from coptui.core.people.one_person import Differing, differing, merge_people
from coptui.errors import UsageError
from coptui.exchange.planning.duplicates import LikelyDuplicate, likely_duplicates
from coptui.exchange.tables.progress import Progress, telling
from coptui.language import tr
from coptui.tui.kit.rows import Rows
from coptui.tui.people.one_person_rows import pair_rows, side_by_side_rows
from coptui.tui.records.words import name_of
from coptui.tui.shell import places
from coptui.tui.shell.apart import apart
from coptui.tui.shell.commands import Command
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.list_screen import Heading, ListScreen

MOST = 1000
"""How many pairs are listed, the surest first; others follow as these are settled."""


class DuplicatesScreen(ListScreen):
    """Pairs are searched for when the screen opens, and again after each merge."""

    WHERE = ("duplicates", "moving", "everywhere")
    BAR = ("side-by-side", "leave", "help")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._pairs: list[LikelyDuplicate] | None = None
        self._of = 0

    def heading(self) -> Heading:
        return Heading(tr("Possible duplicates"), tr("nothing is merged until you say so"))

    def work_out(self) -> None:
        community = self.session.all_groups

        def look(told: Progress) -> tuple[list[LikelyDuplicate], int]:
            with telling(told):
                pairs = likely_duplicates(community)
            return pairs[:MOST], len(pairs)

        self.long_work.begin(tr("comparing people"), look, self._worked_out)

    def _worked_out(self, counted: tuple[list[LikelyDuplicate], int]) -> None:
        self._pairs, self._of = counted
        self.show()

    def rows(self) -> Rows | None:
        if self._pairs is None:
            return None
        return pair_rows(self.session.all_groups, self._pairs, self._of, self.size.width)

    async def action_side_by_side(self) -> None:
        number = cast("int | None", self.list.key)
        if number is None or self._pairs is None:
            raise UsageError(NO_DUPLICATES)
        pair = self._pairs[number]
        await self.desk.go.open(places.OnePerson(pair.kept, pair.other))


class OnePersonScreen(ListScreen):
    """The left record is kept; a key takes a field from the right one. Nothing is saved before
    Enter.
    """

    WHERE = ("one person", "moving", "everywhere")
    SAVES_AT_THE_END = True
    BAR = ("take-left", "take-right", "make-one", "leave", "help")

    def __init__(self, desk: Desk, kept: int, other: int) -> None:
        super().__init__(desk)
        self.kept, self.other = kept, other
        self.from_other: set[str] = set()

    def offers(self, command: Command) -> bool:
        """Return whether a command works now: without a difference there is no side to choose."""
        chooses = command.id in ("take-left", "take-right")
        return super().offers(command) and (
            not chooses or self.is_gone() or bool(self._differing())
        )

    def is_gone(self) -> bool:
        return not {self.kept, self.other} <= self.session.all_groups.members.keys()

    def heading(self) -> Heading:
        return Heading(tr("Same person?"))

    def rows(self) -> Rows:
        community = self.session.all_groups
        return side_by_side_rows(
            community,
            community.members[self.kept],
            community.members[self.other],
            self._differing(),
            self.from_other,
            self.session.today,
            self.size.width - 3,
        )

    def _differing(self) -> tuple[Differing, ...]:
        members = self.session.all_groups.members
        return differing(members[self.kept], members[self.other])

    def action_take_left(self) -> None:
        self._choose(right=False)

    def action_take_right(self) -> None:
        self._choose(right=True)

    def _choose(self, *, right: bool) -> None:
        field = self.list.key
        if field not in {differs.field for differs in self._differing()}:
            raise UsageError(tr("There is nothing to choose on this line."))
        if right:
            self.from_other.add(str(field))
        else:
            self.from_other.discard(str(field))
        self.show()
        self.list.move("cursor-down")

    async def action_make_one(self) -> None:
        session = self.session
        other = name_of(self.there(Member, self.other))
        kept = name_of(self.there(Member, self.kept))
        # Every record that refers to the other person is visited.
        edit = await apart(merge_people, session.all_groups, self.kept, self.other, self.from_other)
        await self.desk.save(edit)
        self.app.call_after_refresh(
            self.desk.go.say,
            tr("{other} and {kept} merged; press u to undo.", other=other, kept=kept),
        )
