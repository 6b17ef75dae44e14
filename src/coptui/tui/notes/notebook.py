"""My notebook: what only I may see, about the people of this community."""

from __future__ import annotations

from typing import cast

from textual.app import ComposeResult

from coptui.core.model.changes import Change
from coptui.core.model.edits import Edit
from coptui.core.model.records import document
from coptui.core.writing.notebook import Entry, Reminder, reworded, ticked
from coptui.errors import UsageError
from coptui.tui.kit.line import Line
from coptui.tui.kit.record_list import RecordList
from coptui.tui.kit.rows import Rows, Span
from coptui.tui.notes.notebook_rows import notebook_rows
from coptui.tui.records.words import person
from coptui.tui.shell import places
from coptui.tui.shell.capturing import CapturingScreen
from coptui.tui.shell.commands import Where
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.key_bar import KeyBar


class NotebookScreen(CapturingScreen):
    """Opened from a person, what is about them stands first."""

    BAR = ("write-mine", "change-mine", "tick-mine", "delete-mine", "go-to-person", "leave", "help")
    AUTO_FOCUS = "#list"

    def __init__(self, desk: Desk, member: int | None = None) -> None:
        super().__init__(desk)
        self.member = member
        self.shown = ("members", member) if member else None
        self.list = RecordList(id="list")

    def compose(self) -> ComposeResult:
        yield Line(id="top")
        yield self.list
        yield KeyBar()

    def on_mount(self) -> None:
        self.list.focus()
        self.query_one("#top", Line).show_line(
            [Span(" My notebook  ", "strong"), Span("only you see this", "quiet")]
        )
        self.call_after_refresh(self._first)

    def _first(self) -> None:
        self.community_changed()
        fault = self.session.notebook.fault()
        if fault:
            self.say(f"Your notebook cannot be read: {fault}", "bad")

    def where(self) -> tuple[Where, ...]:
        return ("notebook", "moving", "places", "everywhere")

    def community_changed(self) -> None:
        session = self.session
        rows = Rows()
        if not session.notebook.fault():
            rows = notebook_rows(
                session.community,
                session.notebook.entries(),
                self.member,
                session.today,
                self.size.width,
            )
        self.list.show_rows(rows)
        self.show_keys()

    def _entry(self) -> Entry:
        key = cast("tuple[str, int] | None", self.list.key)
        if key is None:
            raise UsageError("There is nothing under the cursor.", "a writes something.")
        return self.session.notebook.entry(*key)

    async def on_record_list_chosen(self) -> None:
        await self.action_go_to_person()

    async def action_go_to_person(self) -> None:
        who = self._entry().member
        if who is None or who not in self.session.community.members:
            self.say("This is about nobody in particular.", "warn")
            return
        self.desk.go.home().read(("members", who))

    async def action_change_mine(self) -> None:
        entry = self._entry()

        async def keep(text: str) -> None:
            await self.desk.keep_own(reworded(entry, text))
            self.say("Kept in your notebook.")

        about = person(self.session.community, entry.member)
        await self.ask(
            f"Only for me, about {about}" if about else "Only for me",
            keep,
            initial=entry.text,
            draft=f"mine {entry.table} {entry.id}",
        )

    async def action_tick_mine(self) -> None:
        entry = self._entry()
        if not isinstance(entry, Reminder):
            raise UsageError("This line is no reminder.", "D deletes a note.")
        await self.desk.keep_own(ticked(entry, self.session.today))
        self.say("Done.")

    async def action_delete_mine(self) -> None:

        entry = self._entry()
        gone = Change(entry.table, entry.id, document(entry), None)

        async def go() -> None:
            await self.desk.keep_own(Edit("something of mine deleted", (gone,)))

        await self.desk.go.open(places.Question("Delete this from your notebook?", go))

    async def action_undo(self) -> None:
        label = await self.desk.undo_own()
        self.say(label[:1].upper() + label[1:])
