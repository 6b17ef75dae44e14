"""The calendar: past and coming weeks, and what was and is on."""

from __future__ import annotations

from typing import cast

from coptui.core.model.text import show
from coptui.core.model.when import full_day
from coptui.errors import UsageError
from coptui.language import tr
from coptui.tui.kit.rows import Rows, Span
from coptui.tui.meetings.calendar_rows import WEEKDAY_LINE, calendar_rows
from coptui.tui.records.words import Key, key_of
from coptui.tui.shell.capturing import Capturing
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.going import Going
from coptui.tui.shell.list_screen import Heading, ListScreen
from coptui.tui.shell.planning import Planning
from coptui.tui.shell.reading import read


class CalendarScreen(ListScreen):
    """Opens at the next event; what is written down belongs to the event under the cursor."""

    WHERE = ("calendar", "planning", "capture", "moving", "places", "everywhere")
    GROUPS = (Planning, Capturing, Going)
    BAR = ("open-event", "move-event", "next-occurrence", "roll-call", "leave", "help")
    FIT_TO_SHOW = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.list.title = [Span(WEEKDAY_LINE, "quiet")]
        self._weeks: Rows | None = None

    def heading(self) -> Heading:
        name, today = self.session.community.profile.name, self.session.today
        return Heading(tr("Calendar"), show(name), [Span(f"{full_day(today)} ", "quiet")])

    def show_first(self) -> None:
        today = self.session.today
        events = self.session.community.events_by_day
        following = next((event for event in events if event.day >= today), None)
        shown = following or (events[-1] if events else None)
        self.shown = self.wanted_row = key_of(shown) if shown is not None else None
        super().show_first()

    def work_out(self) -> None:
        community, today, width = self.session.community, self.session.today, self.size.width
        self.long_work.begin(
            tr("loading..."), lambda _: calendar_rows(community, today, width), self._done
        )

    def resized(self) -> None:
        # As when it opens, both past and coming weeks are in view.
        self._weeks = None
        self.work_out()

    def _done(self, weeks: Rows) -> None:
        first, self._weeks = self._weeks is None, weeks
        self.show()
        if first:
            # Both past and coming weeks are in view.
            self.list.top = max(0, self.list.cursor - self.list.size.height // 2)
            self.show()

    def rows(self) -> Rows | None:
        return self._weeks

    def follow(self) -> None:
        self.shown = cast("Key | None", self.list.key)

    def action_open_event(self) -> None:
        if self.shown is None:
            raise UsageError(tr("Select an event first."), tr("Press 3, then a, to add one."))
        read(self, self.shown)
