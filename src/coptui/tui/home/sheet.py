"""The list of members as a sheet: its columns, marking several, one change for all, saved lists."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Protocol, cast

from coptui.core.model.counting import counted
from coptui.core.model.records import Event
from coptui.errors import UsageError
from coptui.exchange.writers.cells import defused
from coptui.tui.kit.record_list import RecordList
from coptui.tui.records.words import Key, name_of
from coptui.tui.shell import places
from coptui.tui.shell.groups import CommandGroup, OnScreen


class WithMembers(OnScreen, Protocol):
    """The first screen, with its list of members."""

    open_table: str
    sorts: dict[str, str]
    marked: set[int]

    @property
    def panes(self) -> Mapping[str, RecordList]: ...

    def show_list(self) -> None: ...


class Sheet(CommandGroup):
    """Commands for the list of members; what is chosen is kept for this person and community."""

    screen: WithMembers

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that were chosen, () for the usual ones."""
        kept = self.desk.recall(self._key("columns"))
        return tuple(json.loads(kept["names"])) if kept else ()

    def _key(self, what: str) -> str:
        return f"{self.session.path} {what}"

    def _members(self) -> RecordList:
        if self.screen.open_table != "members":
            raise UsageError("This is for the list of members; press 1 to go there.")
        return self.screen.panes["members"]

    async def action_columns(self) -> None:
        from coptui.core.people.columns import all_columns, columns_named

        self._members()
        community = self.session.community

        async def keep(text: str) -> None:
            self._keep_columns(columns_named(text, community))

        await self.screen.ask(
            "Columns",
            keep,
            initial=", ".join(self.columns or ("seen", "spoken")),
            hint=f"Any of {', '.join(all_columns(community))}",
            optional=True,
        )

    def _keep_columns(self, names: Sequence[str]) -> None:
        self.desk.remember(
            self._key("columns"), {"names": json.dumps(list(names))} if names else {}
        )
        self.screen.show_list()

    # Several at once

    def action_mark(self) -> None:
        pane = self._members()
        key = cast("Key | None", pane.key)
        if key is None:
            raise UsageError("Select someone first.")
        self.screen.marked ^= {key[1]}
        pane.move("cursor-down")
        self.screen.show_list()

    def action_mark_all(self) -> None:
        ids = self._ids()
        marked = self.screen.marked
        marked.symmetric_difference_update(ids if not marked else set(marked))
        self.screen.show_list()

    def _ids(self) -> list[int]:
        return [int(key[1]) for key in cast("list[Key]", list(self._members().rows.keys))]

    def _marked(self) -> list[int]:
        self._members()
        known = self.session.community.members
        marked = sorted(number for number in self.screen.marked if number in known)
        if not marked:
            raise UsageError("No one is marked.", "m marks the selected person, A the whole list.")
        return marked

    async def action_change_marked(self) -> None:
        from coptui.core.people.many import change_all

        ids = self._marked()

        async def keep(line: str) -> places.Then:
            edit, said = change_all(self.session.community, ids, line, self.session.today)

            async def go() -> None:
                await self.screen.save(edit, f"{said}: changed; u undoes this.")

            question = f"{said}: change {counted(len(edit.changes), 'member')}?"
            return partial(self.desk.go.open, places.yes_or_no(question, go))

        await self.screen.ask(
            f"Change {counted(len(ids), 'member')}",
            keep,
            hint="Location: Leeds, tags: +helper or tags: -helper; a column and what to put in it.",
        )

    async def action_marked_to_event(self) -> None:
        from coptui.core.meetings.planning import invite

        ids = self._marked()

        async def choose(key: Key) -> None:
            event = self.screen.there(Event, key[1])
            self.desk.go.back()
            said = f"{counted(len(ids), 'member')} invited to {name_of(event)}. u undoes this."
            await self.screen.save(invite(event, ids), said)

        await self.desk.go.open(places.Find(title="Invite them to", table="events", choose=choose))

    def action_copy_list(self) -> None:
        from coptui.core.people.columns import text_in

        community = self.session.community
        marked = self.screen.marked & set(community.members)
        ids = [number for number in self._ids() if not marked or number in marked]
        names = [name for name in self.columns if name not in ("seen", "spoken")]
        lines = [("Name", *names)]
        for number in ids:
            member = community.members[number]
            lines.append((member.name, *(text_in(community, member, name) for name in names)))
        table = "\n".join(
            "\t".join(defused(" ".join(cell.split())) for cell in line) for line in lines
        )
        self.desk.go.copy(table)
        self.screen.say(f"Copied {counted(len(ids), 'member')}, to paste into a spreadsheet.")

    # Saved lists

    def _saved(self) -> dict[str, dict[str, str]]:
        kept = self.desk.recall(self._key("lists"))
        return json.loads(kept["lists"]) if kept else {}

    async def action_save_list(self) -> None:
        pane = self._members()

        async def keep(name: str) -> None:
            saved = self._saved()
            saved[name] = {
                "query": pane.typed,
                "sort": self.screen.sorts["members"],
                "columns": json.dumps(list(self.columns)),
            }
            self.desk.remember(self._key("lists"), {"lists": json.dumps(saved)})
            self.screen.say(f"Saved list: {name}. `:open a list` brings it up.")

        await self.screen.ask("Name of this list", keep, hint="Its filter, order and columns.")

    async def action_open_list(self) -> None:
        pane, saved = self._members(), self._saved()
        if not saved:
            raise UsageError("No list is saved yet.", "Save one with :save this list.")

        async def open_it(text: str) -> None:
            name = next((name for name in saved if name.casefold() == text.casefold()), None)
            if name is None:
                raise UsageError(f"No list is called {text!r}.", f"There are {', '.join(saved)}.")
            kept = saved[name]
            pane.typed, self.screen.sorts["members"] = kept["query"], kept["sort"]
            self._keep_columns(json.loads(kept["columns"]))
            self.screen.say(f"List: {name}")

        await self.screen.ask("Which list?", open_it, hint=", ".join(saved))
