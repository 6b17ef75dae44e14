"""The calendar: past and coming weeks, and what was and is on."""

from __future__ import annotations

from typing import cast

from textual.app import ComposeResult

from coptui.core.model.text import show
from coptui.core.model.when import full_day
from coptui.errors import UsageError
from coptui.tui.kit.line import Line
from coptui.tui.kit.record_list import RecordList
from coptui.tui.kit.rows import Rows, Span
from coptui.tui.meetings.calendar_rows import WEEKDAY_LINE, calendar_rows
from coptui.tui.records.words import Key, key_of
from coptui.tui.shell.commands import Where
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.key_bar import KeyBar
from coptui.tui.shell.long_work import LongWork
from coptui.tui.shell.planning import PlanningScreen


class CalendarScreen(PlanningScreen):
    """Opens at the next event; what is written down is about the event under the cursor."""

    BAR = ("open-event", "move-event", "next-occurrence", "roll-call", "leave", "help")
    AUTO_FOCUS = "#list"
    FIT_TO_SHOW = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.list = RecordList(title=[Span(WEEKDAY_LINE, "quiet")], id="list")
        self.long_work: LongWork = LongWork(self)

    def compose(self) -> ComposeResult:
        yield Line(id="top")
        yield self.list
        yield KeyBar()

    def on_mount(self) -> None:
        self.list.focus()
        self.query_one("#top", Line).show_line(
            [
                Span(" Calendar  ", "strong"),
                Span(show(self.session.community.profile.name), "quiet"),
            ],
            [Span(f"{full_day(self.session.today)} ", "quiet")],
        )
        self.call_after_refresh(self._first)

    async def _first(self) -> None:
        today = self.session.today
        events = self.session.community.events_by_day
        following = next((event for event in events if event.day >= today), None)
        shown = following or (events[-1] if events else None)
        self.shown = key_of(shown) if shown is not None else None
        self._show(keep=self.shown, first=True)
        self.show_keys()
        await self.long_work.soon()

    def where(self) -> tuple[Where, ...]:
        return ("calendar", "planning", "capture", "moving", "places", "everywhere")

    def community_changed(self) -> None:
        self._show()

    def _show(self, keep: Key | None = None, *, first: bool = False) -> None:
        community, today, width = self.session.community, self.session.today, self.size.width

        def done(rows: Rows) -> None:
            self.list.show_rows(rows, keep=keep)
            if first:
                # Past and coming weeks are both in sight.
                self.list.top = max(0, self.list.cursor - self.list.size.height // 2)
            self._follow()

        self.long_work.begin(
            "going through the weeks", lambda _: calendar_rows(community, today, width), done
        )

    def _follow(self) -> None:
        self.shown = cast("Key | None", self.list.key)

    def on_record_list_highlighted(self) -> None:
        self._follow()

    def on_record_list_chosen(self) -> None:
        self.action_open_event()

    def action_open_event(self) -> None:
        if self.shown is None:
            raise UsageError("No event is under the cursor.", "3 and a adds one.")
        self.desk.go.home().read(self.shown)
