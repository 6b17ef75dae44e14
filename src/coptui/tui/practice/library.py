"""The library: what the community keeps, what is due for a look, and who used it."""

from __future__ import annotations

from typing import ClassVar, cast

from coptui.core.model.practice import is_confidential, looked_at, title_shown, used
from coptui.core.model.records import LibraryItem
from coptui.core.model.sentences import SUCH_A_USE, WHO_USED_IT
from coptui.core.model.text import show
from coptui.core.writing.uses import use_today
from coptui.errors import UsageError
from coptui.language import tr
from coptui.tui.kit.lines import Below
from coptui.tui.kit.rows import Rows, listed
from coptui.tui.practice.keeping import Keeping
from coptui.tui.practice.library_rows import due_spans, library_rows
from coptui.tui.records.item_detail import item_rows
from coptui.tui.records.words import Key
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.going import Going
from coptui.tui.shell.list_screen import Detail, Heading, ListScreen


class LibraryScreen(ListScreen):
    """A list of what is kept; below it everything about the selected item."""

    WHERE = ("practice", "moving", "places", "everywhere")
    GROUPS = (Keeping, Going)
    BAR = ("keep", "edit-kept", "looked-at", "used-by", "copy-link", "leave", "help")
    LIST = "shelf"
    DETAIL = Detail("about", Below, "cultivate")
    TABLE: ClassVar[str] = "library"

    def __init__(self, desk: Desk, first: Key | None = None) -> None:
        super().__init__(desk)
        self.wanted_row = first

    def heading(self) -> Heading:
        session = self.session
        due = due_spans(session.community, session.today, session.settings.look_back_days)
        return Heading(tr("Library"), show(session.community.profile.name), due)

    def rows(self) -> Rows:
        session = self.session
        return library_rows(session.community, session.today, session.settings.look_back_days)

    def detail_rows(self, width: int) -> Rows:
        community = self.session.community
        key = cast("Key | None", self.list.key)
        item = community.library.get(key[1]) if key else None
        if item is None:
            return listed([])
        return listed(item_rows(community, item, self.session.today, max(20, width - 5)))

    def added(self, key: Key) -> None:
        """Put the cursor on an item that was just added."""
        self.wanted_row = key
        self.show()

    def _item(self) -> LibraryItem:
        return cast("LibraryItem", self.group(Keeping).kept())

    async def action_looked_at(self) -> None:
        item = self._item()
        name = show(title_shown(self.session.all_groups, item))
        await self.save(
            looked_at(item, self.session.today),
            tr("Noted that {name} was checked today.", name=name),
        )

    async def action_used_by(self) -> None:
        item = self._item()

        async def keep(line: str) -> None:
            session = self.session
            use = use_today(line, session.all_groups, session.today)
            await self.save(
                used(self.still(item), use), tr("Noted who used this; press u to undo.")
            )

        await self.ask(
            WHO_USED_IT,
            keep,
            hint=SUCH_A_USE,
            completes="members",
        )

    def action_copy_link(self) -> None:
        item = self._item()
        if not item.link or is_confidential(self.session.all_groups, item):
            raise UsageError(tr("There is no link to copy; press e to add one."))
        self.desk.go.copy(item.link)
        self.say(tr("Copied the link."))
