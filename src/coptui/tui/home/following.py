"""Commands in the details of the first screen: Enter follows what is under the cursor."""

from __future__ import annotations

from typing import Protocol, cast

from coptui.core.model.records import Touch
from coptui.core.model.when import short_day
from coptui.language import tr
from coptui.tui.kit.record_list import RecordList
from coptui.tui.records.links import MORE, PRIVATE, SPONSOR
from coptui.tui.records.words import Key
from coptui.tui.shell import places
from coptui.tui.shell.groups import CommandGroup, OnScreen


class WithDetail(OnScreen, Protocol):
    """The first screen, with its detail view."""

    detail: RecordList
    private: bool
    unfolded: bool

    def show_detail(self) -> None: ...

    def show_record(self, key: Key) -> None: ...


class Following(CommandGroup):
    """Commands for the line under the cursor of the detail view."""

    screen: WithDetail

    async def action_follow_link(self) -> None:
        screen = self.screen
        key = cast("Key | None", screen.detail.key)
        if key == PRIVATE:
            screen.private = not screen.private
            screen.show_detail()
        elif key is not None and key[0] == MORE:
            screen.unfolded = True
            screen.show_detail()
        elif key is not None and key[0] == "touches":
            await self._ask_day(key[1])
        elif key == SPONSOR:
            await self.desk.go.go(places.Sponsor())
        elif key is not None:
            screen.show_record(key)
        else:
            screen.detail.move("page-down")

    async def _ask_day(self, number: int) -> None:
        screen, session = self.screen, self.session
        touch = screen.there(Touch, number)

        async def keep(text: str) -> None:
            from coptui.core.writing.jottings import on_another_day
            from coptui.core.writing.meaning import Jotting

            at = Jotting(session.all_groups, session.today, session.by)
            await screen.save(on_another_day(screen.still(touch), text, at))

        await screen.ask(
            tr("Day of this conversation"),
            keep,
            initial=short_day(touch.on) if touch.on is not None else "",
            replaces=True,
            hint=tr("For example: yesterday, last Tuesday or 26 Nov."),
        )

    action_show_private = action_conversation_day = action_follow_link
