"""Between meetings: newcomers, requests for help, introductions and stories, each with its next step."""

from __future__ import annotations

from typing import cast

from coptui.core.model.records import Ask, Member, Record, Story, Touch
from coptui.core.model.sentences import NOT_ONE_PERSON, SELECT_A_LINE
from coptui.core.model.text import clean, show
from coptui.core.model.when import full_day
from coptui.core.people.tending import (
    answered,
    ask_helper,
    asked_no_more,
    came_of_it,
    give_buddy,
    passed_on,
    plan_introduction,
    solved,
    something,
    stories_to_pass_on,
    welcome,
)
from coptui.core.writing.fields import ids_of
from coptui.errors import UsageError
from coptui.evidence.suggestions import Suggestion, buddies_for, helpers_for
from coptui.language import tr
from coptui.tui.day.asking_again import ask_what_came
from coptui.tui.day.between_meetings_rows import PAIR, between_rows
from coptui.tui.kit.rows import Rows, Span
from coptui.tui.records.words import Key, name_of, person
from coptui.tui.shell import places
from coptui.tui.shell.apart import apart
from coptui.tui.shell.capturing import Capturing
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.going import Going
from coptui.tui.shell.list_screen import Heading, ListScreen
from coptui.tui.shell.reading import read


class BetweenMeetingsScreen(ListScreen):
    """The list follows the community: what is settled goes."""

    WHERE = ("between", "capture", "moving", "places", "everywhere")
    GROUPS = (Capturing, Going)
    BAR = ("open-line", "who-could", "answered", "settle", "touch", "leave", "help")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._lines: Rows | None = None

    def heading(self) -> Heading:
        name, today = self.session.community.profile.name, self.session.today
        return Heading(tr("Between meetings"), show(name), [Span(f"{full_day(today)} ", "quiet")])

    def work_out(self) -> None:
        session, width = self.session, self.size.width
        community, today, settings = session.community, session.today, session.settings
        self.long_work.begin(
            tr("loading..."),
            lambda _: between_rows(community, today, settings, width),
            self._worked_out,
        )

    resized = work_out

    def _worked_out(self, lines: Rows) -> None:
        self._lines = lines
        self.show()

    def rows(self) -> Rows | None:
        return self._lines

    def follow(self) -> None:
        """Make what is written down belong to the person of the line."""
        record = self._record()
        pair = self._pair()
        member: int | None = pair[0] if pair is not None else None
        if isinstance(record, Member):
            member = record.id
        elif isinstance(record, Ask):
            member = record.asker
        elif isinstance(record, Story):
            member = record.teller
        elif isinstance(record, Touch):
            member = record.members[0] if record.members else None
        known = member is not None and member in self.session.community.members
        self.shown = ("members", member) if member is not None and known else None

    def _record(self) -> Record | None:
        key = cast("Key | None", self.list.key)
        if key is None or self._pair() is not None:
            return None
        return self.session.all_groups.table(key[0]).get(key[1])

    def _pair(self) -> tuple[int, int] | None:
        """Return the two people on this line who could be introduced."""
        key = cast("Key | None", self.list.key)
        if key is None or not key[0].startswith(PAIR):
            return None
        return int(key[0].removeprefix(PAIR)), key[1]

    # On a line

    async def action_ask_no_more(self) -> None:
        story = self._record()
        if not isinstance(story, Story):
            raise UsageError(tr("Select a story first: only stories are asked about again."))
        await self.save(
            asked_no_more(story), tr("You won't be asked about this story again; press u to undo.")
        )

    async def action_edit_story(self) -> None:
        story = self._record()
        if not isinstance(story, Story):
            raise UsageError(tr("Only stories have details to add; Enter goes to the person."))
        await self.desk.go.open(places.Form(story, None))

    async def action_open_line(self) -> None:
        if isinstance(self._record(), Story):
            await self.action_edit_story()
            return
        if self.shown is None:
            raise UsageError(NOT_ONE_PERSON)
        read(self, self.shown)

    async def action_who_could(self) -> None:
        record, session = self._record(), self.session
        community, today = session.all_groups, session.today
        suggested: tuple[Suggestion, ...]
        if isinstance(record, Ask):
            ask = record
            suggested = await apart(helpers_for, community, ask, today)
            title = tr("Who could help: {request}", request=show(ask.text))

            async def take(member_id: int) -> None:
                helper = self.there(Member, member_id)
                edit = ask_helper(ask, helper, by=session.by, on=session.today)
                await self.save(
                    edit,
                    tr("Added a follow-up: ask {name}. Press u to undo.", name=name_of(helper)),
                )
        elif isinstance(record, Member):
            newcomer = record
            suggested = await apart(buddies_for, community, newcomer, today, session.settings)
            title = tr("A buddy for {name}", name=name_of(newcomer))

            async def take(member_id: int) -> None:
                now, buddy = self.still(newcomer), self.there(Member, member_id)
                edit = give_buddy(now, buddy, by=session.by, on=session.today)
                said = tr(
                    "{name} is now {newcomer}'s buddy; your follow-up: introduce them.",
                    name=name_of(buddy),
                    newcomer=name_of(now),
                )
                await self.save(edit, said)
        else:
            raise UsageError(tr("Suggestions are for requests and for newcomers without a buddy."))
        await self.desk.go.open(places.Suggestions(title, suggested, take))

    async def action_answered(self) -> None:
        ask = self._record()
        if not isinstance(ask, Ask):
            raise UsageError(tr("Select a request first: only requests can be answered."))

        async def keep(line: str) -> None:
            community = self.session.all_groups
            helpers = ids_of(line, (), "members", community)
            edit = answered(self.still(ask), helpers, self.session.today)
            names = ", ".join(person(community, member) for member in helpers)
            await self.save(edit, tr("Answered by {names}.", names=names))

        await self.ask(
            tr("Who answered?"),
            keep,
            hint=tr(
                "Names, separated by commas. Once the request is settled, press d to close it."
            ),
            completes="members",
        )

    async def action_settle(self) -> None:
        record, today, pair = self._record(), self.session.today, self._pair()
        if pair is not None:
            person, other = (self.there(Member, number) for number in pair)
            edit = plan_introduction(person, other, by=self.session.by, on=today)
            await self.save(
                edit,
                tr(
                    "Added a follow-up: introduce {name} and {other}.",
                    name=name_of(person),
                    other=name_of(other),
                ),
            )
        elif isinstance(record, Ask):
            await self.save(solved(record, today), tr("Request closed; press u to undo."))
        elif isinstance(record, Member):
            await self.save(
                welcome(record, today), tr("{name} was welcomed today.", name=name_of(record))
            )
        elif isinstance(record, Story) and record in stories_to_pass_on(
            self.session.community, today
        ):
            await self.save(
                passed_on(record), tr("Noted that the story was passed on; press u to undo.")
            )
        elif isinstance(record, Story):
            await ask_what_came(self, record)
        elif isinstance(record, Touch):
            await self._ask_what_came(record)
        else:
            raise UsageError(SELECT_A_LINE)

    async def _ask_what_came(self, touch: Touch) -> None:
        async def keep(line: str) -> None:
            now = self.still(touch)
            await self.save(
                came_of_it(now, clean(line, 500)),
                tr("Saved.")
                if something(line)
                else tr("You'll still be asked how this introduction went."),
            )

        await self.ask(
            tr("How did the introduction go?"),
            keep,
            initial=touch.led_to,
            hint=tr("For example: they met for lunch; he came to her case clinic; nothing yet."),
        )
