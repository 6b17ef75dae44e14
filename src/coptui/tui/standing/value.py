"""Value: what a sponsor is shown in two minutes."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import cast

from coptui.core.model.text import show
from coptui.errors import UsageError
from coptui.evidence.proof import Proof, proof
from coptui.language import tr
from coptui.reports.file import write_new
from coptui.tui.kit.rows import Rows
from coptui.tui.records.words import Key
from coptui.tui.shell import places
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.going import Going
from coptui.tui.shell.list_screen import Heading, ListScreen
from coptui.tui.standing.value_rows import awaiting_rows, value_rows, value_text


class ValueScreen(ListScreen):
    """One page, ready to be shown; `a` opens the stories that await consent."""

    WHERE = ("value", "moving", "places", "everywhere")
    GROUPS = (Going,)
    BAR = ("copy-value", "write-value", "awaiting", "leave", "help")
    FIT_TO_SHOW = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.awaiting = False

    def heading(self) -> Heading:
        return Heading(show(self.session.community.profile.name))

    def rows(self) -> Rows:
        # In presenter mode there is no story that waits for consent: they are left out.
        self.awaiting = self.awaiting and not self.session.presenting
        rows_of = awaiting_rows if self.awaiting else value_rows
        self.list.top = 0
        return rows_of(self.session.community, self._proof(), self.size.width)

    def _proof(self) -> Proof:
        session = self.session
        return proof(session.community, session.today, session.settings)

    def action_awaiting(self) -> None:
        self.awaiting = not self.awaiting
        self.show()

    async def action_complete_story(self) -> None:
        key = cast("Key | None", self.list.key)
        story = self.session.all_groups.stories.get(key[1]) if self.awaiting and key else None
        if story is None:
            raise UsageError(
                tr("Press a to see the stories waiting for consent; you can add details there.")
            )
        await self.desk.go.open(places.Form(story, None))

    async def action_write_value(self) -> None:
        text = value_text(self.session.community, self._proof()) + "\n"
        path = Path.cwd() / f"{self.session.today.isoformat()}-value.txt"
        written = await self.desk.write_out(partial(write_new, path, text))
        self.say(tr("Saved as {path}", path=written))

    def action_copy_value(self) -> None:
        self.desk.go.copy(value_text(self.session.community, self._proof()))
        self.say(tr("Copied."))
