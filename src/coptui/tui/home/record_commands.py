"""Commands for the record under the cursor of the first screen: add, edit, delete, review, copy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, cast

from msgspec.structs import replace

from coptui.core.model.days_kept import begun
from coptui.core.model.groups import put_in_groups
from coptui.core.model.records import Event, Member, Topic
from coptui.errors import UsageError
from coptui.language import tr
from coptui.tui.kit.record_list import RecordList
from coptui.tui.records.words import Key, name_of
from coptui.tui.shell import places
from coptui.tui.shell.deleting import ask_to_delete
from coptui.tui.shell.groups import CommandGroup, OnScreen
from coptui.tui.shell.left_off import kept_place


class WithPanes(OnScreen, Protocol):
    """The first screen, with a list for each table."""

    open_table: str

    @property
    def panes(self) -> Mapping[str, RecordList]: ...

    def added(self, key: Key) -> None: ...


class RecordCommands(CommandGroup):
    """Commands for the open list."""

    screen: WithPanes

    async def action_add(self) -> None:
        kind = {"members": Member, "topics": Topic, "events": Event}[self.screen.open_table]
        new, group, today = (
            begun(kind(), self.session.today),
            self.session.group,
            self.session.today,
        )
        # Who is added while a group is shown is most likely of it; the form shows it.
        if group and isinstance(new, Member):
            new = put_in_groups(new, [group], today)
        elif group and isinstance(new, Event):
            new = replace(new, groups=(group,))
        await self.desk.go.open(places.Form(new, self.screen.added))

    async def action_edit(self) -> None:
        await self.desk.go.open(places.Form(self.record(), None))

    action_edit_shown = action_edit

    async def action_delete(self) -> None:
        await ask_to_delete(self.screen, self.record())

    async def action_review(self) -> None:
        if self.screen.open_table != "members":
            raise UsageError(tr("Only people can be reviewed; press 1 for members."))
        pane = self.screen.panes["members"]
        people = [int(key[1]) for key in cast("list[Key]", list(pane.rows.keys))]
        place = 0
        kept = kept_place(self.desk)
        if kept is not None and not pane.typed:
            people, place = kept
        await self.desk.go.open(places.Review(people, place))
        if kept is not None and not pane.typed:
            self.desk.go.say(tr("Picking up where you left off; press k to go back."))

    def action_copy(self) -> None:
        name = name_of(self.record())
        self.desk.go.copy(name)
        self.screen.say(tr("Copied: {name}", name=name))
