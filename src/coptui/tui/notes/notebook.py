"""My notebook: what only I can see, about the people of this community."""

from __future__ import annotations

from typing import cast

from coptui.core.model.changes import Change
from coptui.core.model.edits import Edit
from coptui.core.model.records import document
from coptui.core.model.sentences import SAVED_IN_NOTEBOOK, SELECT_A_LINE
from coptui.core.model.text import as_sentence
from coptui.core.writing.notebook import NotebookEntry, Reminder, reworded, ticked
from coptui.errors import UsageError
from coptui.language import tr
from coptui.tui.kit.rows import Rows
from coptui.tui.notes.notebook_rows import notebook_rows
from coptui.tui.records.words import person
from coptui.tui.shell import asking
from coptui.tui.shell.capturing import Capturing
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.going import Going
from coptui.tui.shell.list_screen import Heading, ListScreen
from coptui.tui.shell.reading import read


class NotebookScreen(ListScreen):
    """Opened from a person, it begins with what is about them."""

    WHERE = ("notebook", "moving", "places", "everywhere")
    GROUPS = (Capturing, Going)
    BAR = ("write-mine", "change-mine", "tick-mine", "delete-mine", "go-to-person", "leave", "help")

    def __init__(self, desk: Desk, member: int | None = None) -> None:
        super().__init__(desk)
        self.member = member
        self.shown = ("members", member) if member else None

    def heading(self) -> Heading:
        return Heading(tr("My notebook"), tr("only you can see this"))

    def show_first(self) -> None:
        super().show_first()
        fault = self.session.notebook.fault()
        if fault:
            self.say(tr("Your notebook cannot be read: {fault}", fault=fault), "bad")

    def rows(self) -> Rows:
        session = self.session
        if session.notebook.fault():
            return Rows()
        entries = session.notebook.entries()
        width = self.size.width
        return notebook_rows(session.all_groups, entries, self.member, session.today, width)

    def _entry(self) -> NotebookEntry:
        key = cast("tuple[str, int] | None", self.list.key)
        if key is None:
            raise UsageError(SELECT_A_LINE, tr("Press a to write a note."))
        return self.session.notebook.entry(*key)

    async def action_go_to_person(self) -> None:
        member = self._entry().member
        if member is None or member not in self.session.all_groups.members:
            self.say(tr("This isn't about one person."), "warn")
            return
        read(self, ("members", member))

    async def action_change_mine(self) -> None:
        entry = self._entry()

        async def keep(text: str) -> None:
            await self.desk.keep_own(reworded(entry, text))
            self.say(SAVED_IN_NOTEBOOK)

        about = person(self.session.all_groups, entry.member)
        await self.ask(
            tr("Private note about {about}", about=about) if about else tr("Private note"),
            keep,
            initial=entry.text,
            draft=f"mine {entry.table} {entry.id}",
        )

    async def action_tick_mine(self) -> None:
        entry = self._entry()
        if not isinstance(entry, Reminder):
            raise UsageError(tr("This line isn't a reminder."), tr("Press D to delete a note."))
        await self.desk.keep_own(ticked(entry, self.session.today))
        self.say(tr("Done."))

    async def action_delete_mine(self) -> None:
        entry = self._entry()
        gone = Change(entry.table, entry.id, document(entry), None)

        async def go() -> None:
            await self.desk.keep_own(Edit(tr("private note deleted"), (gone,)))

        await self.desk.go.open(asking.yes_or_no(tr("Delete this from your notebook?"), go))

    async def action_undo(self) -> None:
        label = await self.desk.undo_own()
        self.say(as_sentence(label))
