"""Writing down during a meeting: as everywhere, but a guest is one who has just walked in."""

from __future__ import annotations

from coptui.core.meetings.roll_call import walk_in
from coptui.core.model.records import Event
from coptui.language import tr
from coptui.tui.shell import asking
from coptui.tui.shell.apart import apart
from coptui.tui.shell.capturing import Capturing


class AtEvent(Capturing):
    """Commands for screens about one event."""

    async def action_walk_in(self) -> None:
        event_id = self.record().id

        async def came(text: str) -> None:
            session = self.session
            event = self.screen.there(Event, event_id)
            # Checked against every name: someone may be called so already.
            edit = await apart(walk_in, session.all_groups, event, text, session.today)
            await self.screen.save(edit, tr("Welcome."))

        await self.desk.go.open(
            asking.OneLine(
                tr("Who has just arrived?"),
                came,
                hint=tr("Name, and who brought them: Lena Voss via Amara."),
                draft=f"walk-in {event_id}",
                for_all=True,
            )
        )

    async def ask_guest(self) -> None:
        await self.action_walk_in()
