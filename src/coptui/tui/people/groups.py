"""Groups: chapters, circles or desks, each with its people and its next event; Enter shows one alone."""

from __future__ import annotations

from typing import cast

from coptui.core.model.groups import groups_on, renamed
from coptui.core.model.sentences import undoable
from coptui.core.model.text import clean, show
from coptui.errors import UsageError
from coptui.language import tr
from coptui.tui.kit.rows import Rows
from coptui.tui.people.groups_rows import EVERYONE, group_rows
from coptui.tui.shell.going import Going
from coptui.tui.shell.list_screen import Heading, ListScreen


class GroupsScreen(ListScreen):
    """Everyone, and every group; the cursor begins on what is shown now."""

    WHERE = ("groups", "moving", "places", "everywhere")
    GROUPS = (Going,)
    BAR = ("look-at", "rename-group", "find", "leave", "help")
    LIST = "groups"

    def heading(self) -> Heading:
        return Heading(tr("Groups"), show(self.session.all_groups.profile.name))

    def rows(self) -> Rows:
        session = self.session
        groups = groups_on(session.all_groups, session.today)
        if self.list.cursor < 0:
            self.wanted_row = session.group or EVERYONE
        return group_rows(session.all_groups, groups, session.group, session.today, self.size.width)

    async def action_rename_group(self) -> None:
        group = cast("str", self.list.key or EVERYONE)
        if group == EVERYONE:
            raise UsageError(tr("Select a group first."))

        async def keep(line: str) -> None:
            session = self.session
            is_shown = session.group == group
            edit = renamed(session.all_groups, group, line)
            await self.desk.save(edit)
            self.wanted_row = clean(line)
            if is_shown:
                session.look_at(line)
                await self.desk.show_changed()
            self.say_saved(undoable(tr("{group} is now {name}", group=group, name=clean(line))))

        await self.ask(
            tr("A new name for {name}", name=show(group)), keep, initial=group, replaces=True
        )

    async def action_look_at(self) -> None:
        group = cast("str", self.list.key or EVERYONE)
        await self.desk.look_at("" if group == EVERYONE else group)
