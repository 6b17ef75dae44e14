"""Rows marked in a list of the first screen: one change for all, an event for all, and taking them
away: copied, as a file, or their addresses."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Protocol, cast

from coptui.core.lists.listing import Listing
from coptui.core.model.edits import Edit
from coptui.core.model.labels import counted_records
from coptui.core.model.records import Event
from coptui.core.model.sentences import SELECT_A_LINE, left_out
from coptui.errors import UsageError
from coptui.language import tr
from coptui.tui.kit.record_list import RecordList
from coptui.tui.records.words import Key, name_of
from coptui.tui.shell import asking, places
from coptui.tui.shell.apart import apart
from coptui.tui.shell.groups import CommandGroup, OnScreen


class WithMarks(OnScreen, Protocol):
    """The first screen, with a list for each table and what is marked in each."""

    open_table: str

    @property
    def marked(self) -> set[int]: ...

    @property
    def panes(self) -> Mapping[str, RecordList]: ...

    def listing(self, table: str) -> Listing: ...

    def show_list(self) -> None: ...


class Marking(CommandGroup):
    """Commands for those marked; copying and the like take the whole list if none is."""

    screen: WithMarks

    def _pane(self) -> RecordList:
        return self.screen.panes[self.screen.open_table]

    def action_mark(self) -> None:
        pane = self._pane()
        key = cast("Key | None", pane.key)
        if key is None:
            raise UsageError(SELECT_A_LINE)
        self.screen.marked.symmetric_difference_update({key[1]})
        pane.move("cursor-down")
        self.screen.show_list()

    def action_mark_all(self) -> None:
        marked = self.screen.marked
        if marked:
            marked.clear()
        else:
            marked.update(self._ids())
        self.screen.show_list()

    def _ids(self) -> list[int]:
        keys = cast("list[Key | None]", list(self._pane().rows.keys))
        return [key[1] for key in keys if key is not None]

    def _marked(self) -> list[int]:
        known = self.session.community.table(self.screen.open_table)
        marked = sorted(number for number in self.screen.marked if number in known)
        if not marked:
            raise UsageError(
                tr("Nothing is marked."),
                tr("Press m to mark the selected line, or A to mark the whole list."),
            )
        return marked

    def _marked_or_all(self) -> list[int]:
        known = self.session.community.table(self.screen.open_table)
        marked = self.screen.marked & set(known)
        return [number for number in self._ids() if not marked or number in marked]

    def _counted(self, count: int) -> str:
        return counted_records(count, self.screen.open_table)

    # Changing them

    async def action_change_marked(self) -> None:
        from coptui.core.lists.many import change_all

        table, ids = self.screen.open_table, self._marked()

        async def keep(line: str) -> asking.Then:
            edit, said = change_all(self.session.all_groups, table, ids, line, self.session.today)

            async def go() -> None:
                await self.screen.save(
                    edit, tr("Saved: {change}. Press u to undo.", change=edit.label)
                )

            question = tr(
                "Set {said} for {records}?",
                said=said,
                records=counted_records(len(edit.changes), table),
            )
            return partial(self.desk.go.open, asking.yes_or_no(question, go))

        await self.screen.ask(
            tr("Change {counted}", counted=self._counted(len(ids))),
            keep,
            hint=(
                tr(
                    "A column and its new value, such as Location: Leeds. Tags: +helper adds a tag, "
                    "Tags: -helper removes it. Location: alone clears the column."
                )
            ),
        )

    async def action_marked_to_event(self) -> None:
        from coptui.core.meetings.planning import invite, put_on

        table, ids = self.screen.open_table, self._marked()
        if table == "events":
            raise UsageError(
                tr("An event can't be added to another event."), tr("Mark members or topics.")
            )

        async def choose(key: Key) -> None:
            event = self.screen.there(Event, key[1])
            community = self.session.all_groups
            edit: Edit = invite(event, ids) if table == "members" else put_on(community, event, ids)
            self.desk.go.back()
            marked, name = counted_records(len(ids), table), name_of(event)
            said = (
                tr("{members} invited to {event}. Press u to undo.", members=marked, event=name)
                if table == "members"
                else tr(
                    "{topics} put on the agenda of {event}. Press u to undo.",
                    topics=marked,
                    event=name,
                )
            )
            await self.screen.save(edit, said)

        title = (
            tr("Invite the marked people to")
            if table == "members"
            else tr("Put the marked topics on the agenda of")
        )
        await self.desk.go.open(places.Find(title=title, table="events", choose=choose))

    # Taking them away

    def action_copy_list(self) -> None:
        from coptui.exchange.writers.lists import to_paste

        ids, table = self._marked_or_all(), self.screen.open_table
        listing = self.screen.listing(table)
        self.desk.go.copy(to_paste(self.session.community, listing, ids, self.session.today))
        self.screen.say(
            tr("Copied {counted}, to paste into a spreadsheet.", counted=self._counted(len(ids)))
        )

    async def action_write_list(self) -> None:
        from coptui.exchange.writers.lists import listed
        from coptui.exports import dated_name, save

        ids, table, session = self._marked_or_all(), self.screen.open_table, self.session
        listing = self.screen.listing(table)

        async def accept(text: str) -> asking.Then:
            written = await apart(listed, session.community, listing, ids, session.today)
            path = Path.cwd() / Path(text).expanduser()
            path = await self.desk.write_out(
                partial(save, path, written.text, never=session.whereabouts.file)
            )

            async def tell() -> None:
                self.screen.say(
                    tr(
                        "Saved as {path}: {records}.",
                        path=path,
                        records=counted_records(written.records, table),
                    )
                )

            return tell

        await self.screen.ask(
            tr("Save {counted} as a file", counted=self._counted(len(ids))),
            accept,
            initial=dated_name(session.community, f"{table}-list.csv", session.today),
            replaces=True,
            hint=tr("A new file will be made in {folder}", folder=Path.cwd()),
        )

    async def action_copy_their_addresses(self) -> None:
        from coptui.exports import BY_ID, ExportChoices

        if self.screen.open_table != "members":
            raise UsageError(tr("Only people have addresses; press 1 for members."))
        session, ids = self.session, frozenset(self._marked_or_all())
        export = BY_ID["addresses"]
        written = await apart(
            export.make, session.community, session.today, ExportChoices(only=ids)
        )
        if not written.records:
            raise UsageError(
                tr("None of them has an e-mail address to use."),
                *(left_out("; ".join(written.left_out)) for _ in written.left_out[:1]),
            )
        self.desk.go.copy(written.text.strip())
        said = tr("Copied: {said}.", said=export.said(written))
        if written.left_out:
            said = f"{said} {left_out('; '.join(written.left_out))}"
        self.screen.say(said)
