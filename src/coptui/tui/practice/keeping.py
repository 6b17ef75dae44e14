"""Commands for a list of what the practice consists of: add, edit and delete what is selected."""

from __future__ import annotations

from typing import Protocol, cast

from coptui.core.model.days_kept import begun
from coptui.core.model.practice import Kept
from coptui.core.model.records import LearningQuestion, LibraryItem
from coptui.core.model.sentences import SELECT_A_LINE
from coptui.errors import UsageError
from coptui.language import tr
from coptui.tui.kit.record_list import RecordList
from coptui.tui.records.words import Key
from coptui.tui.shell import places
from coptui.tui.shell.base import CoptScreen
from coptui.tui.shell.deleting import ask_to_delete
from coptui.tui.shell.groups import CommandGroup, OnScreen
from coptui.tui.shell.reading import read


class WithTable(OnScreen, Protocol):
    """A screen whose list holds the records of one table."""

    TABLE: str
    list: RecordList

    def added(self, key: Key) -> None: ...


class Keeping(CommandGroup):
    """Commands for the line under the cursor."""

    screen: WithTable

    def kept(self) -> Kept:
        """Return the selected record. Raise UsageError if there is none."""
        key = cast("Key | None", self.screen.list.key)
        record = self.session.all_groups.table(self.screen.TABLE).get(key[1]) if key else None
        if not isinstance(record, LibraryItem | LearningQuestion):
            raise UsageError(SELECT_A_LINE, tr("Press a to add something."))
        return record

    async def action_keep(self) -> None:
        kind = {"library": LibraryItem, "questions": LearningQuestion}[self.screen.TABLE]
        await self.desk.go.open(places.Form(begun(kind(), self.session.today), self.screen.added))

    async def action_edit_kept(self) -> None:
        await self.desk.go.open(places.Form(self.kept(), None))

    async def action_delete_kept(self) -> None:
        await ask_to_delete(self.screen, self.kept())

    async def action_its_topic(self) -> None:
        topic = self.kept().topic
        if topic not in self.session.all_groups.topics:
            raise UsageError(tr("There is no topic on this line."), tr("Press e to add one."))
        read(cast("CoptScreen", self.screen), ("topics", cast("int", topic)))
