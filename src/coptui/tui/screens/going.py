"""Going places: from every screen that shows a place, each other place is one key away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coptui.errors import UsageError
from coptui.tui.screens.base import CoptScreen

if TYPE_CHECKING:
    from coptui.tui.screens.home import HomeScreen


class GoingScreen(CoptScreen):
    """Places stand on the first screen, one at a time, so that back always leads there."""

    def home(self) -> HomeScreen:
        """The first screen, with nothing on it."""
        from coptui.tui.screens.home import HomeScreen

        while not isinstance(self.app.screen, HomeScreen):
            self.app.pop_screen()
        return self.app.screen

    async def _go_to(self, screen: CoptScreen) -> None:
        self.home()
        await self.app.push_screen(screen)

    def action_members(self) -> None:
        self.home().action_members()

    def action_topics(self) -> None:
        self.home().action_topics()

    def action_upcoming(self) -> None:
        self.home().action_upcoming()

    async def action_calendar(self) -> None:
        from coptui.tui.screens.calendar import CalendarScreen

        await self._go_to(CalendarScreen(self.session))

    async def action_between_meetings(self) -> None:
        from coptui.tui.screens.between_meetings import BetweenMeetingsScreen

        await self._go_to(BetweenMeetingsScreen(self.session))

    async def action_history(self) -> None:
        from coptui.tui.screens.history import HistoryScreen

        await self._go_to(HistoryScreen(self.session))

    async def action_duplicates(self) -> None:
        from coptui.tui.screens.duplicates import DuplicatesScreen

        await self._go_to(DuplicatesScreen(self.session))

    async def action_community(self) -> None:
        from msgspec.structs import replace

        from coptui.tui.screens.form import FormScreen

        # Of a file that has none yet the record is empty, and is the first.
        profile = self.session.community.profile
        await self._go_to(FormScreen(self.session, replace(profile, id=profile.id or 1), None))

    async def action_export(self) -> None:
        from coptui.tui.screens.export import ExportScreen

        await self._go_to(ExportScreen(self.session))

    async def action_import(self) -> None:
        from coptui.tui.screens.import_file import ImportFileScreen

        await self._go_to(ImportFileScreen(self.session))

    async def action_today(self) -> None:
        from coptui.tui.screens.today import TodayScreen

        await self._go_to(TodayScreen(self.session))

    async def action_cultivate(self) -> None:
        from coptui.tui.screens.cultivate import CultivateScreen

        shown = self.home().shown
        await self.app.push_screen(CultivateScreen(self.session, shown))

    async def action_pulse(self) -> None:
        from coptui.tui.screens.pulse import PulseScreen

        await self._go_to(PulseScreen(self.session))

    async def action_value(self) -> None:
        from coptui.tui.screens.value import ValueScreen

        await self._go_to(ValueScreen(self.session))

    async def action_roll_call(self) -> None:
        from coptui.core.roll_call import meeting_now
        from coptui.tui.screens.roll_call import RollCallScreen

        shown = getattr(self, "shown", None)
        selected = shown[1] if shown and shown[0] == "events" else None
        session = self.session
        event = meeting_now(session.community, session.now(), selected)
        if event is None:
            raise UsageError("No meeting is on, selected or ahead. 3 and a adds one.")
        await self._go_to(RollCallScreen(session, event.id))
