"""Home: three lists and the details of what is selected."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, cast

from textual.app import ComposeResult

from coptui.core.lists.listing import SORTS, Listing, next_sort
from coptui.core.model.counting import counted
from coptui.core.model.saying import stage_name
from coptui.core.model.text import show
from coptui.core.model.when import full_day
from coptui.language import tr
from coptui.tui.home.following import Following
from coptui.tui.home.letter_commands import LetterCommands
from coptui.tui.home.marking import Marking
from coptui.tui.home.panes import TIGHT, new_panes, pane_rows, table_of, widths
from coptui.tui.home.record_commands import RecordCommands
from coptui.tui.home.sheet import Sheet
from coptui.tui.kit.line import TextLine
from coptui.tui.kit.lines import Below, Beside
from coptui.tui.kit.record_list import RecordList
from coptui.tui.kit.rows import Span, Tone
from coptui.tui.records.words import Key
from coptui.tui.shell.base import CoptScreen
from coptui.tui.shell.capturing import Capturing
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.going import Going
from coptui.tui.shell.key_bar import KeyBar
from coptui.tui.shell.planning import Planning
from coptui.tui.shell.reading import led_back
from coptui.tui.shell.where import Where


class HomeScreen(CoptScreen):
    """The first screen. `shown` is the record in the detail view; it is kept here, not in a list."""

    GROUPS = (RecordCommands, Sheet, Marking, LetterCommands, Following, Planning, Capturing, Going)
    BAR = (
        "follow-link", "filter", "add", "edit-shown", "find", "leave", "today", "roll-call", "cultivate", "touch", "help",
    )  # fmt: skip
    AUTO_FOCUS: ClassVar[str | None] = None

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.panes = new_panes()
        self.panes["members"].add_class("-open", update=False)
        self.detail = RecordList(bar=True, id="detail")
        self.sorts = {table: SORTS[table][0] for table in self.panes}
        self.marks: dict[str, set[int]] = {table: set() for table in self.panes}
        self.here: dict[str, str] = {}
        """The column of each list in which a value is typed in place."""
        self.open_table = "members"
        self.private = self.unfolded = False
        self._been: list[Key] = []
        self._laid_out_for = 0
        # The first screen does not wait for levels: `show_levels` comes when they are known.
        self._levels = False

    def compose(self) -> ComposeResult:
        yield TextLine(id="top")
        with Beside(id="home"):
            with Below(id="panes"):
                yield from self.panes.values()
            yield self.detail
        yield KeyBar()

    def on_mount(self) -> None:
        self.panes["members"].focus()
        self._laid_out_for = self.app.size.width
        for table in self.panes:
            self._show_pane(table)
        self._show_top()
        self.shown = cast("Key | None", self.panes["members"].key)
        self.show_keys()
        if self.desk.notices:
            self.say("  ".join(self.desk.notices), "warn")
        elif self.session.read_only and not self.session.presenting:
            self.say(tr("Read only: {read_only}", read_only=self.session.read_only), "warn")

    def show_rest(self) -> None:
        self.show_detail()

    def show_levels(self) -> None:
        self._levels = True
        self.show_detail()

    def tell_faults(self) -> None:
        """Report what cannot be read in the file, unless something else was said already."""
        count = len(self.session.faults)
        if count and not self.session.presenting and not self.desk.notice.lines:
            self.say(
                counted(
                    count,
                    "{count} problem in the file; `:check the file` shows it.",
                    "{count} problems in the file; `:check the file` lists them.",
                ),
                "warn",
            )

    def begin_anew(self) -> None:
        """Show another community from the start."""
        self._been.clear()
        self.shown, self.private = None, False
        self.marks, self.here = {table: set() for table in self.panes}, {}
        self.sorts = {table: SORTS[table][0] for table in self.panes}
        for pane in self.panes.values():
            pane.end_query(keep=False)
            pane.cursor = pane.top = 0
        self.panes["members"].focus()
        self.community_changed()
        self._follow(self.panes["members"])
        self.say("  ".join(self.desk.notices), "warn")
        self.show_keys()

    def where(self) -> tuple[Where, ...]:
        pane: Where = "detail" if self.focused is self.detail else "lists"
        return (pane, "planning", "capture", "moving", "places", "everywhere")

    # Showing

    def community_changed(self) -> None:
        for _ in self.in_parts():
            pass

    def in_parts(self) -> Iterator[None]:
        """Update the list in use with its details, then the others."""
        first = self.open_table
        self._show_pane(first)
        self._show_top()
        if self.shown and self.shown[1] not in self.session.community.table(self.shown[0]):
            self.shown = cast("Key | None", self.panes[first].key)
        self.show_detail()
        yield
        for table in self.panes:
            if table != first:
                self._show_pane(table)
                yield

    async def sized(self) -> None:
        if self._laid_out_for != self.app.size.width:
            self._laid_out_for = self.app.size.width
            self._take_turns()
            self.community_changed()

    def _show_top(self) -> None:
        profile = self.session.community.profile
        stage = f"  {stage_name(profile.stage)}" if profile.stage else ""
        left = [Span(" "), Span(show(profile.name) or "coptui", "strong"), Span(stage, "quiet")]
        tone: Tone = "warn" if self.session.clock.is_past else "quiet"
        word = tr("as of") + " " if self.session.clock.is_past else ""
        read_only = tr("read only") + "  " if self.session.read_only else ""
        right = [Span(read_only, "warn"), Span(f"{word}{full_day(self.session.today)} ", tone)]
        self.query_one("#top", TextLine).show_line(left, right)

    def _show_pane(self, table: str, keep: Key | None = None) -> None:
        full_width, here = self.app.size.width, self.here.get(table, "")
        width, _ = widths(full_width, sheet=self.group(Sheet).is_whole(table, full_width))
        rows = pane_rows(self.session, self.listing(table), width, here, self.marks[table])
        self.panes[table].show_rows(rows, keep=keep)

    def listing(self, table: str) -> Listing:
        """Return a list as it is chosen now."""
        columns = self.group(Sheet).columns(table)
        return Listing(table, self.panes[table].typed, self.sorts[table], columns)

    @property
    def marked(self) -> set[int]:
        """The ids of the rows marked in the open list."""
        return self.marks[self.open_table]

    def show_list(self) -> None:
        """Show the open list as it is chosen now."""
        self._take_turns()
        self._show_pane(self.open_table)

    def show_detail(self) -> None:
        from coptui.tui.records.detail import detail_rows  # The first rows do without it.

        session = self.session
        rows = detail_rows(
            session.community, self.shown, session.today, session.settings,
            width=widths(self.app.size.width, sheet=self.has_class("-sheet"))[1],
            private=self.private, unfolded=self.unfolded,
            levels=self._levels and not session.presenting, me=session.by,
        )  # fmt: skip
        self.detail.show_rows(rows)

    def show_record(self, key: Key, *, remember: bool = True) -> None:
        """Show a record in the detail view and put its list's cursor on it."""
        if remember and self.shown and self.shown != key:
            self._been.append(self.shown)
        pane = self.panes[key[0]]
        if not pane.go_to(key) and pane.typed:
            pane.end_query(keep=False)
            pane.typed = ""
            self._show_pane(key[0])
            pane.go_to(key)
        self.open_pane(key[0])
        self._turn_to(key)

    def read(self, key: Key) -> None:
        """Show a record and move into it."""
        self.show_record(key)
        self.detail.focus()

    def turn_to(self, table: str) -> None:
        """Go to the list of a table."""
        self.panes[table].focus()

    def added(self, key: Key) -> None:
        """Show a record that was just added."""
        self.panes[key[0]].focus()
        self.show_record(key, remember=False)

    def _turn_to(self, key: Key | None) -> None:
        """Put another record into the detail view, with private and long parts closed again."""
        self.shown, self.private, self.unfolded = key, False, False
        self.detail.cursor, self.detail.top = -1, 0
        self.show_detail()

    def open_pane(self, table: str) -> None:
        """Unfold a list, and fold the one that was open."""
        if table != self.open_table:
            self.panes[self.open_table].remove_class("-open")
            self.open_table = table
            self.panes[table].add_class("-open")

    def on_record_list_highlighted(self, message: RecordList.Highlighted) -> None:
        message.stop()
        self.moved(message.source)

    def moved(self, pane: RecordList) -> None:
        if pane is not self.detail and pane is self.focused:
            self._follow(pane)
        # Whatever a move changes: through Textual's queues it would come two milliseconds later.
        self.draw_now(pane, self.detail, self.query_one(KeyBar))

    def _follow(self, pane: RecordList) -> None:
        key = cast("Key | None", pane.key)
        if key != self.shown:
            self._turn_to(key)

    async def on_record_list_chosen(self, message: RecordList.Chosen) -> None:
        if message.source is self.detail:
            await self.group(Following).action_follow_link()
        else:
            self.action_open()

    def on_record_list_query_changed(self, message: RecordList.QueryChanged) -> None:
        table = table_of(message.source)
        if table:
            self._show_pane(table)
            self._follow(message.source)

    def on_descendant_focus(self) -> None:
        table = table_of(self.focused)
        if table:
            self.open_pane(table)
        self._take_turns()
        if table:
            self._been.clear()
            self._follow(self.panes[table])
        self.show_keys()

    def _take_turns(self) -> None:
        """Show only the part in use where there is no room for both, or beside a sheet.

        A class makes Textual look at every style again, so neither comes without need.
        """
        sheet = self.group(Sheet).is_whole(self.open_table, width := self.app.size.width)
        reading = (sheet or width < TIGHT) and self.focused is self.detail
        self.set_class(sheet, "-sheet")
        self.set_class(reading, "-reading")

    @property
    def about_member(self) -> int | None:
        """The person under the cursor of the detail view, if it is on one."""
        key = cast("Key | None", self.detail.key)
        if self.focused is self.detail and key is not None and key[0] == "members":
            return key[1]
        return super().about_member

    @property
    def page_of(self) -> int | None:
        """The person in the detail view, once the focus moved into it."""
        return super().about_member if self.focused is self.detail else None

    # Going places

    def action_members(self) -> None:
        self.panes["members"].focus()

    def action_topics(self) -> None:
        self.panes["topics"].focus()

    def action_upcoming(self) -> None:
        self.panes["events"].focus()

    def action_next_pane(self) -> None:
        self._turn(1)

    def action_previous_pane(self) -> None:
        self._turn(-1)

    def _turn(self, step: int) -> None:
        order = [*self.panes.values(), self.detail]
        index = next((n for n, pane in enumerate(order) if pane is self.focused), 0)
        order[(index + step) % len(order)].focus()

    @property
    def leads_out(self) -> bool:
        return self.focused is not self.detail

    async def leave(self) -> None:
        if self.focused is not self.detail:
            await super().leave()
        elif not await led_back(self.desk):
            self.panes[self.open_table].focus()

    async def action_backspace(self) -> None:
        if self.focused is self.detail:
            if self._been:
                self.show_record(self._been.pop(), remember=False)
            else:
                self.panes[self.open_table].focus()
        elif (pane := self.panes[self.open_table]).typed:
            pane.end_query(keep=False)
        elif self.session.group:
            await self.desk.look_at("")

    # In a list

    def action_filter(self) -> None:
        self.panes[self.open_table].begin_query()

    def action_sort(self) -> None:
        table = self.open_table
        columns = self.group(Sheet).columns(table)
        self.sorts[table] = next_sort(table, self.sorts[table], columns)
        self._show_pane(table)
        self.say(tr("Sorted by {sorts}.", sorts=self.sorts[table]))

    def action_open(self) -> None:
        self.detail.focus()
