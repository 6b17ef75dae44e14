"""Roll call: one key a person, saved at once; Enter accepts the whole roll."""

from __future__ import annotations

from typing import cast

from coptui.core.meetings.roll_call import Expected, accept, mark, not_marked, roster
from coptui.core.model.counting import counted
from coptui.core.model.records import Attended, Event, NotMarked
from coptui.core.model.sentences import EVENT_GONE, SELECT_A_PERSON
from coptui.core.model.text import show
from coptui.errors import UsageError
from coptui.exchange.tables.progress import Progress
from coptui.language import tr
from coptui.tui.kit.rows import Rows, Span
from coptui.tui.meetings.at_event import AtEvent
from coptui.tui.meetings.roll_call_rows import known_as, roster_rows, tally
from coptui.tui.records.lists import event_day
from coptui.tui.records.words import name_of
from coptui.tui.shell import asking, places
from coptui.tui.shell.base import CoptScreen
from coptui.tui.shell.commands import Command
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.list_screen import Heading, ListScreen

STEERS = frozenset(
    {"escape", "up", "down", "home", "end", "pageup", "pagedown", "ctrl+c", "ctrl+l"}
)
"""Keys that no text contains: after what looked like a text, they resume the roll."""

IS_TEXT = tr(
    "You seem to be writing, so no one is being marked. Press Esc to carry on with the "
    "roll call. To write, press n (note), f (follow-up), t (conversation) or + (more) first."
)

OFFERED = "presenter-offered"
"""The key under which it is remembered that presenter mode was offered."""


def _saved(here: int, left: int, event: Event) -> str:
    """Return what was saved with a roll call, and what became of those who aren't marked."""
    if not left:
        return tr("Roll call saved: {here} present.", here=here)
    if event.not_marked == "unknown":
        return tr(
            "Roll call saved: {here} present, {left} not marked and not counted.",
            here=here,
            left=left,
        )
    return tr(
        "Roll call saved: {here} present, {left} not marked and counted as absent.",
        here=here,
        left=left,
    )


class RollCallScreen(ListScreen):
    """The roster stays put while it is worked through: marking people does not move them."""

    WHERE = ("roll call", "moving", "everywhere")
    GROUPS = (AtEvent,)
    BAR = ("accept", "present", "spoke", "late", "excused", "absent", "capture", "help")
    FIT_TO_SHOW = True

    def __init__(self, desk: Desk, event: int) -> None:
        super().__init__(desk)
        self.event_id = event
        self.shown = ("events", event)
        self.wanted_row = desk.left_on.get(self.shown)
        self.silent = False
        self._reads_text = False
        self._marked_by_letter = False
        self.expected: tuple[Expected, ...] | None = None
        self._names: dict[int, str] = {}
        self.list.title = [Span(tr("Roll call"), "heading")]

    def show_first(self) -> None:
        super().show_first()
        self.show_keys()
        self._offer_presenter_mode()

    def _offer_presenter_mode(self) -> None:
        """Offer presenter mode once, at a person's first roll call: others may see the screen."""
        if self.desk.drafts is None or self.session.presenting or self.desk.recall(OFFERED):
            return
        self.desk.remember(OFFERED, {"on": "yes"})
        self.say(tr("Can others see your screen? Press z to hide private details."), "accent")

    def offers(self, command: Command) -> bool:
        return command.id != "first" and super().offers(command)

    @property
    def is_ready(self) -> bool:
        # Anyone found by name can be marked.
        return self.expected is not None

    @property
    def event(self) -> Event:
        event = self.session.all_groups.events.get(self.event_id)
        if event is None:
            raise UsageError(EVENT_GONE)
        return event

    def is_gone(self) -> bool:
        return self.event_id not in self.session.all_groups.events

    def work_out(self) -> None:
        # A mark shows at once; whether others are now expected takes longer to work out.
        self.show()
        session = self.session
        community, event, before = session.all_groups, self.event, self.expected or ()

        def work(told: Progress) -> tuple[tuple[Expected, ...], dict[int, str]]:
            expected = roster(community, event, session.today, session.settings)
            # No one moves under the cursor; new people come last.
            kept = [person for person in before if person.member in community.members]
            known = {person.member for person in kept}
            there = (*kept, *(person for person in expected if person.member not in known))
            return there, known_as(community, there)

        self.long_work.begin(tr("loading..."), work, self._worked_out)

    def _worked_out(self, worked: tuple[tuple[Expected, ...], dict[int, str]]) -> None:
        self.expected, self._names = worked
        self.show()

    def heading(self) -> Heading:
        event = self.event
        marked = f"{tally(event, self._names)} " if self.expected is not None else ""
        # Events of a series have one name: the day comes first, so that it is never cut off.
        day = event_day(event, self.session.today)
        return Heading(day, name_of(event), [Span(marked, "accent")])

    def rows(self) -> Rows | None:
        if self.expected is None:
            return None
        return roster_rows(
            self.session.all_groups,
            self.event,
            self.expected,
            names=self._names,
            query=self.list.typed,
            silent=self.silent,
        )

    async def chosen(self) -> None:
        """Do nothing: a click accepts no roll."""

    @property
    def about_member(self) -> int | None:
        """The person under the cursor."""
        return cast("int | None", self.list.key)

    def follow(self) -> None:
        self.desk.left_on["events", self.event_id] = self.list.key

    # A sentence is no marks

    async def take_key(self, key: str) -> bool:
        """Do what a key says, unless it belongs to a sentence.

        A letter that does nothing here means that someone is writing. From then on nothing is
        marked or accepted until a key that no text contains; a letter typed just before did not
        mark anyone either.
        """
        if self._reads_text:
            if key not in STEERS:
                self.say(IS_TEXT, "warn")
                return True
            self._reads_text = False
            self.say()
            if key == "escape":
                return True
        marked, self._marked_by_letter = self._marked_by_letter, False
        done = await super().take_key(key)
        if not done and key not in STEERS:
            self._reads_text = True
            if marked:
                await self.desk.undo()
                self.list.move("cursor-up")
            self.say(IS_TEXT, "warn")
            return True
        return done

    # Marks: each moves on

    async def _mark(self, status: Attended, *, spoke: bool | None = None) -> None:
        member_id = cast("int | None", self.list.key)
        member = self.session.all_groups.members.get(member_id) if member_id is not None else None
        if member is None:
            raise UsageError(SELECT_A_PERSON)
        if self.session.clock.is_fixed and self.event.day > self.session.today:
            raise UsageError(tr("This event hasn't taken place yet."))
        self.list.move("cursor-down")
        following = self.list.key
        edit = mark(self.event, member, status, spoke=spoke)
        if edit:
            await self.desk.save(edit)
        self._marked_by_letter = bool(edit) and status in ("late", "excused")
        if self.list.typed:
            self.list.end_query(keep=False)
            self.show()
        if following is not None:
            self.list.go_to(following)
        name = show(member.name)
        self.say_saved(
            tr("{name}: {status}, and spoke", name=name, status=status)
            if spoke
            else f"{name}: {status}"
        )

    async def action_present(self) -> None:
        await self._mark("attended")

    async def action_spoke(self) -> None:
        await self._mark("attended", spoke=True)

    async def action_late(self) -> None:
        await self._mark("late")

    async def action_excused(self) -> None:
        await self._mark("excused")

    async def action_absent(self) -> None:
        await self._mark("absent")

    async def action_rate(self) -> None:
        await self.desk.go.open(places.Rating(self.event_id))

    def action_roll_filter(self) -> None:
        self.list.begin_query()

    def action_silent(self) -> None:
        self.silent = not self.silent
        self.show()
        self.say(
            tr("Showing those present who haven't spoken yet.")
            if self.silent
            else tr("Showing everyone.")
        )

    async def action_accept(self) -> None:
        # What cannot be accepted yet is said before asking.
        accept(self.event, self.session.today, self.session.all_groups.profile)
        if self.event.there:
            await self._settle()
        else:

            async def all_the_same() -> asking.Then:
                return self._accept

            question = tr("No one is marked as present. Finish anyway?")
            await self.desk.go.open(asking.yes_or_no(question, all_the_same))

    async def _settle(self) -> None:
        """Accept the roll; ask once how those not marked count, if there are any."""
        unmarked = not_marked(self.event, self._names)
        if not unmarked or self.session.all_groups.profile.not_marked:
            await self._accept()
            return

        async def absent() -> asking.Then:
            return lambda: self._accept("absent")

        async def unknown() -> asking.Then:
            return lambda: self._accept("unknown")

        what = tr(
            "{people} not marked: were they absent?",
            people=counted(unmarked, "{count} person", "{count} people"),
        )
        question = tr("{what} Press n to leave them uncounted. You are asked only once.", what=what)
        answers = {"answer-yes": absent, "answer-no": unknown}
        await self.desk.go.open(asking.Question(question, "question", answers))

    async def _accept(self, unmarked: NotMarked | None = None) -> None:
        edit = accept(self.event, self.session.today, self.session.all_groups.profile, unmarked)
        if edit:
            await self.desk.save(edit)
        here, left = len(self.event.there), not_marked(self.event, self._names)
        self.close()
        below = self.app.screen
        if isinstance(below, CoptScreen):
            below.say_saved(_saved(here, left, self.event))

    async def action_backspace(self) -> None:
        if self.list.typed:
            self.list.end_query(keep=False)
        elif self.silent:
            self.action_silent()
        else:
            self.close()
