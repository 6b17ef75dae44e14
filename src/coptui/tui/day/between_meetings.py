"""Between meetings: newcomers, requests for help, introductions and stories, each with its next step."""

from __future__ import annotations

import asyncio
from typing import cast

from textual.app import ComposeResult

from coptui.core.model.records import Ask, Member, Record, Story, Touch
from coptui.core.model.text import clean, show
from coptui.core.model.when import full_day
from coptui.core.people.tending import (
    answered,
    ask_helper,
    came_of_it,
    followed_up,
    give_buddy,
    solved,
    welcome,
)
from coptui.core.writing.fields import ids_of
from coptui.errors import UsageError
from coptui.evidence.suggestions import Suggestion, buddies_for, helpers_for
from coptui.tui.day.between_meetings_rows import between_rows
from coptui.tui.kit.line import Line
from coptui.tui.kit.record_list import RecordList
from coptui.tui.kit.rows import Rows, Span
from coptui.tui.records.words import Key, name_of, person
from coptui.tui.shell import places
from coptui.tui.shell.capturing import CapturingScreen
from coptui.tui.shell.commands import Where
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.key_bar import KeyBar
from coptui.tui.shell.long_work import LongWork


class BetweenMeetingsScreen(CapturingScreen):
    """The list follows the community; what is settled goes."""

    BAR = ("open-line", "who-could", "answered", "settle", "touch", "leave", "help")
    AUTO_FOCUS = "#list"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.list = RecordList(id="list")
        self.long_work: LongWork = LongWork(self)

    def compose(self) -> ComposeResult:
        yield Line(id="top")
        yield self.list
        yield KeyBar()

    def on_mount(self) -> None:
        self.list.focus()
        self.query_one("#top", Line).show_line(
            [
                Span(" Between meetings  ", "strong"),
                Span(show(self.session.community.profile.name), "quiet"),
            ],
            [Span(f"{full_day(self.session.today)} ", "quiet")],
        )
        self.call_after_refresh(self.show_anew)

    def where(self) -> tuple[Where, ...]:
        return ("between", "capture", "moving", "places", "everywhere")

    def community_changed(self) -> None:
        session, width = self.session, self.size.width
        community, today, settings = session.community, session.today, session.settings
        self.long_work.begin(
            "looking at what waits",
            lambda _: between_rows(community, today, settings, width),
            self._worked_out,
        )

    def _worked_out(self, rows: Rows) -> None:
        self.list.show_rows(rows)
        self._follow()
        self.show_keys()

    def on_record_list_highlighted(self) -> None:
        self._follow()

    def _follow(self) -> None:
        """What is written down is about the person of the line."""
        record = self._record()
        who: int | None = None
        if isinstance(record, Member):
            who = record.id
        elif isinstance(record, Ask):
            who = record.asker
        elif isinstance(record, Story):
            who = record.teller
        elif isinstance(record, Touch):
            who = record.members[0] if record.members else None
        known = who is not None and who in self.session.community.members
        self.shown = ("members", who) if who is not None and known else None

    def _record(self) -> Record | None:
        key = cast("Key | None", self.list.key)
        return self.session.community.table(key[0]).get(key[1]) if key else None

    # On a line

    async def on_record_list_chosen(self) -> None:
        await self.action_open_line()

    async def action_edit_story(self) -> None:

        story = self._record()
        if not isinstance(story, Story):
            raise UsageError("Only a story is completed; Enter goes to the person.")
        await self.desk.go.open(places.Form(story, None))

    async def action_open_line(self) -> None:
        if isinstance(self._record(), Story):
            await self.action_edit_story()
            return
        if self.shown is None:
            raise UsageError("Nobody in particular stands in this line.")
        self.desk.go.home().read(self.shown)

    async def action_who_could(self) -> None:

        record, session = self._record(), self.session
        community, today = session.community, session.today
        found: tuple[Suggestion, ...]
        if isinstance(record, Ask):
            ask = record
            found = await asyncio.to_thread(helpers_for, community, ask, today)
            title = f"Who could help: {show(ask.text)}"

            async def take(who: int) -> None:
                helper = self.there(Member, who)
                edit = ask_helper(ask, helper, by=session.by, on=session.today)
                await self.save(edit, f"Follow-up: ask {name_of(helper)}. u takes it back.")
        elif isinstance(record, Member):
            newcomer = record
            found = await asyncio.to_thread(
                buddies_for, community, newcomer, today, session.settings
            )
            title = f"A buddy for {name_of(newcomer)}"

            async def take(who: int) -> None:
                now, buddy = self.still(newcomer), self.there(Member, who)
                edit = give_buddy(now, buddy, by=session.by, on=session.today)
                said = f"{name_of(buddy)} is the buddy of {name_of(now)}; a follow-up brings them together."
                await self.save(edit, said)
        else:
            raise UsageError("Somebody is looked for to help with a request, or as a buddy.")
        await self.desk.go.open(places.Suggestions(title, found, take))

    async def action_answered(self) -> None:
        ask = self._record()
        if not isinstance(ask, Ask):
            raise UsageError("Only a request for help is answered.")

        async def keep(line: str) -> None:
            community = self.session.community
            who = ids_of(line, (), "members", community)
            edit = answered(self.still(ask), who, self.session.today)
            await self.save(
                edit, f"Answered by {', '.join(person(community, one) for one in who)}."
            )

        await self.ask(
            "Who answered?",
            keep,
            hint="Names with commas between; d settles the request.",
            completes="members",
        )

    async def action_settle(self) -> None:
        record, today = self._record(), self.session.today
        if isinstance(record, Ask):
            await self.save(solved(record, today), "Settled. u takes it back.")
        elif isinstance(record, Member):
            await self.save(welcome(record, today), f"{name_of(record)} was welcomed today.")
        elif isinstance(record, Story):
            await self.save(followed_up(record), "Looked after. u takes it back.")
        elif isinstance(record, Touch):
            await self._ask_what_came(record)
        else:
            raise UsageError("Nothing is under the cursor.")

    async def _ask_what_came(self, touch: Touch) -> None:
        async def keep(line: str) -> None:
            now = self.still(touch)
            await self.save(came_of_it(now, clean(line, 500)), "Kept.")

        await self.ask(
            "What came of the introduction?",
            keep,
            initial=touch.led_to,
            hint="They met for lunch; she hosts his case clinic; nothing yet.",
        )
