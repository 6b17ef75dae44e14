"""Writing down during a meeting: as everywhere, but a guest is one who has just walked in."""

from __future__ import annotations

from coptui.core.finding.someone_new import MaybeKnown
from coptui.core.meetings.roll_call import arrived, walk_in
from coptui.core.model.records import Event, Member
from coptui.language import tr
from coptui.tui.shell import asking
from coptui.tui.shell.apart import apart
from coptui.tui.shell.capturing import Capturing
from coptui.tui.shell.who_it_is import who_it_is


class AtEvent(Capturing):
    """Commands for screens about one event."""

    is_at_event = True

    async def action_walk_in(self) -> None:
        event_id = self.record().id

        async def came(text: str, *, is_new: bool = False) -> asking.Then | None:
            session = self.session
            event = self.screen.there(Event, event_id)
            try:
                # Checked against every name: someone may be called so already.
                edit = await apart(
                    walk_in, session.all_groups, event, text, session.today, is_new=is_new
                )
            except MaybeKnown as doubt:

                async def guest() -> None:
                    await came(text, is_new=True)

                return who_it_is(self.desk, doubt, theirs, guest)
            is_guest = any(change.table == "members" for change in edit.changes)
            await self.screen.save(edit, tr("Welcome.") if is_guest else "")
            return None

        async def theirs(member_id: int) -> None:
            event = self.screen.there(Event, event_id)
            member = self.screen.there(Member, member_id)
            await self.screen.save(arrived(event, member))

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
