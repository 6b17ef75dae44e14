"""The lists of the first screen as sheets: columns, typing in place, and lists saved by name."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Protocol, cast

from coptui.core.lists.listing import Listing, list_named, saved_lists, saved_under, to_keep
from coptui.core.model.sentences import NO_LIST_SAVED, SELECT_A_LINE
from coptui.errors import UsageError
from coptui.language import tr
from coptui.tui.home.panes import WIDE
from coptui.tui.kit.record_list import RecordList
from coptui.tui.records.words import Key, name_of
from coptui.tui.shell.groups import CommandGroup, OnScreen

CHOOSE = tr("Press C to choose columns.")


class WithLists(OnScreen, Protocol):
    """The first screen, with a list for each table."""

    open_table: str
    sorts: dict[str, str]
    here: dict[str, str]

    @property
    def panes(self) -> Mapping[str, RecordList]: ...

    def listing(self, table: str) -> Listing: ...

    def open_pane(self, table: str) -> None: ...

    def show_list(self) -> None: ...


class Sheet(CommandGroup):
    """Commands for the open list; what is chosen is kept for this person and community."""

    screen: WithLists

    def columns(self, table: str) -> tuple[str, ...]:
        """Return the columns that were chosen for a list, () for the usual ones."""
        kept = self.desk.recall(self._columns_of(table))
        return tuple(json.loads(kept["names"])) if kept else ()

    def is_whole(self, table: str, width: int) -> bool:
        """Return whether a list takes the whole width: its columns were chosen, and there is no room beside it."""
        return width < WIDE and bool(self.columns(table))

    def _columns_of(self, table: str) -> str:
        return " ".join((self.session.whereabouts.key, "columns", "of", table))

    async def action_columns(self) -> None:
        from coptui.core.lists.columns import USUAL, all_columns, columns_named

        community, table = self.session.community, self.screen.open_table

        async def keep(text: str) -> None:
            self._keep_columns(columns_named(text, community, table))

        await self.screen.ask(
            tr("Columns"),
            keep,
            initial=", ".join(self.columns(table) or USUAL[table]),
            hint=tr(
                "One or more of {all_columns}", all_columns=", ".join(all_columns(community, table))
            ),
            optional=True,
        )

    def _keep_columns(self, names: Sequence[str]) -> None:
        kept = {"names": json.dumps(list(names), ensure_ascii=False)} if names else {}
        self.desk.remember(self._columns_of(self.screen.open_table), kept)
        self.screen.show_list()

    # Typing in place

    def action_next_column(self) -> None:
        self._turn(1)

    def action_previous_column(self) -> None:
        self._turn(-1)

    def _turn(self, step: int) -> None:
        table = self.screen.open_table
        columns = self.columns(table)
        if not columns:
            raise UsageError(tr("There are no chosen columns to move between."), CHOOSE)
        here = self.screen.here.get(table, "")
        at = columns.index(here) + step if here in columns else (0 if step > 0 else -1)
        self.screen.here[table] = columns[at % len(columns)]
        self.screen.show_list()

    async def action_type_here(self) -> None:
        from coptui.core.lists.columns import fields_of, text_in
        from coptui.core.lists.many import change_all
        from coptui.tui.records.chosen_list import as_typed, editable

        table = self.screen.open_table
        key = cast("Key | None", self.screen.panes[table].key)
        if key is None:
            raise UsageError(SELECT_A_LINE)
        columns = editable(self.session.all_groups, self.columns(table), table)
        if not columns:
            raise UsageError(tr("This list has no column you can type in."), CHOOSE)
        if self.screen.here.get(table) not in self.columns(table):
            self.screen.here[table] = columns[0]
            self.screen.show_list()
        column, number = self.screen.here[table], key[1]
        if column not in columns:
            raise UsageError(
                tr("{column} is worked out, not typed in.", column=column),
                tr("Press left or right for another column."),
            )
        record = self.session.all_groups.table(table)[number]
        text = text_in(self.session.all_groups, record, column, self.session.today)
        field = fields_of(table).get(column)
        if text and field is not None and field.kind in ("day", "moment"):
            text = as_typed(text)

        async def keep(typed: str) -> None:
            if typed == text:
                return
            community, today = self.session.all_groups, self.session.today
            edit, said = change_all(community, table, [number], f"{column}: {typed}", today)
            await self.screen.save(
                edit, tr("{name}, {said}. Press u to undo.", name=name_of(record), said=said)
            )

        hint = ", ".join(field.choices) or field.hint if field is not None else ""
        await self.screen.ask(
            f"{column}, {name_of(record)}",
            keep,
            initial=text,
            hint=hint,
            optional=True,
            replaces=True,
        )

    # Saved lists

    def _saved(self) -> dict[str, Listing]:
        return saved_lists(self.desk.recall(saved_under(self.session.whereabouts.key)))

    async def action_save_list(self) -> None:
        table = self.screen.open_table

        async def keep(name: str) -> None:
            saved = {**self._saved(), name: self.screen.listing(table)}
            self.desk.remember(saved_under(self.session.whereabouts.key), to_keep(saved))
            self.screen.say(tr("Saved list: {name}. `:open a list` brings it up.", name=name))

        await self.screen.ask(
            tr("Name of this list"), keep, hint=tr("Its filter, order and columns are saved.")
        )

    async def action_open_list(self) -> None:
        saved = self._saved()
        if not saved:
            raise UsageError(NO_LIST_SAVED, tr("Save one with `:save this list`."))

        async def open_it(name: str) -> None:
            listing = list_named(name, saved)
            pane = self.screen.panes[listing.table]
            pane.focus()
            self.screen.open_pane(listing.table)
            pane.typed, self.screen.sorts[listing.table] = listing.query, listing.sort
            self._keep_columns(listing.columns)
            self.screen.say(tr("List: {name}", name=name))

        await self.screen.ask(tr("Which list?"), open_it, hint=", ".join(saved))
