"""Today: what today asks for, each line one key from its record."""

from __future__ import annotations

from typing import cast

from coptui.checklists.subjects import DueAbout
from coptui.checklists.template import Template
from coptui.core.model.days import later
from coptui.core.model.edits import set_action_state, snooze_action
from coptui.core.model.records import Action, Story
from coptui.core.model.sentences import NOT_ONE_PERSON
from coptui.core.model.text import show
from coptui.core.model.when import full_day
from coptui.core.people.tending import asked_on
from coptui.core.writing.notebook import Reminder, put_off, ticked
from coptui.day_page import DayPage, LineKey, day_page
from coptui.errors import UsageError
from coptui.exchange.tables.progress import Progress
from coptui.language import tr, tr_as
from coptui.tui.day.asking_again import ask_what_came
from coptui.tui.day.other_communities import OtherCommunity, part_of, read_elsewhere
from coptui.tui.day.today_rows import elsewhere_rows, today_rows
from coptui.tui.kit.rows import Row, Rows, Span, listed
from coptui.tui.shell import places
from coptui.tui.shell.apart import apart
from coptui.tui.shell.capturing import Capturing
from coptui.tui.shell.commands import Command
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.going import Going
from coptui.tui.shell.list_screen import Heading, ListScreen
from coptui.tui.shell.reading import read

SNOOZE = 7


class TodayScreen(ListScreen):
    """The list follows the community: what is done goes, and the cursor moves on to the next line."""

    WHERE = ("today", "capture", "moving", "places", "everywhere")
    GROUPS = (Capturing, Going)
    BAR = ("go-there", "done", "snooze", "touch", "all-of-mine", "find", "leave", "help")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._templates: tuple[Template, ...] | None = None
        self._page: DayPage | None = None
        self._elsewhere: tuple[OtherCommunity, ...] = ()
        self._lines: Rows | None = None

    def on_screen_resume(self) -> None:
        if self._was_shown:
            self.call_after_refresh(self.fit)

    def heading(self) -> Heading:
        name, today = self.session.community.profile.name, self.session.today
        return Heading(tr("Today"), show(name), [Span(f"{full_day(today)} ", "quiet")])

    def offers(self, command: Command) -> bool:
        if command.id == "all-of-mine" and len(self.desk.communities) < 2:
            return False
        return super().offers(command)

    def named(self, command: Command) -> Command:
        if command.id != "go-there" or self._page is None:
            return super().named(command)
        key = self._line()
        if key is not None and key[0] == "now":
            return command._replace(word=tr_as("key", "roll call"))
        if key is not None and key[0] == "about":
            begun = self._page.about_of(str(key[1])).due.unfinished is not None
            return command._replace(
                word=tr_as("key", "carry on") if begun else tr_as("key", "start")
            )
        return super().named(command)

    def work_out(self) -> None:
        session, elsewhere, width = self.session, self._elsewhere, self.size.width
        shelf = self.desk.shelf

        def work(_: Progress) -> tuple[DayPage, Rows]:
            if self._templates is None:
                self._templates = shelf().of(session.community.profile.stage)
            page = day_page(session, self._templates)
            rows = _rows(page, width)
            for other in elsewhere:
                lines = _rows(other.page, width) if other.page is not None else ()
                rows += elsewhere_rows(
                    other.whereabouts.address, other.name, lines, other.fault, width
                )
            return page, listed(rows)

        self.long_work.begin(tr("loading..."), work, self._worked_out)

    resized = work_out

    def _worked_out(self, page_and_lines: tuple[DayPage, Rows]) -> None:
        self._page, self._lines = page_and_lines
        self.show()

    def rows(self) -> Rows | None:
        return self._lines

    def follow(self) -> None:
        """Make what is written down belong to the person of the line."""
        key = self._line()
        self.shown = self._page.record_of(key) if self._page is not None else None
        self.show_keys()

    def _line(self) -> LineKey | None:
        """Return the line under the cursor; None if there is none, or it is another community's."""
        return None if part_of(self.list.key) else cast("LineKey | None", self.list.key)

    # On a line

    async def action_go_there(self) -> None:
        elsewhere = part_of(self.list.key)
        if elsewhere is not None:
            await self._go_elsewhere(*elsewhere)
            return
        key = self._line()
        if key is not None and key[0] == "now":
            await self.desk.go.go(places.RollCall(int(key[1])))
            return
        if key is not None and key[0] == "walks":
            await self._walk(str(key[1]))
            return
        if key is not None and key[0] == "about" and self._page is not None:
            await self._walk_about(self._page.about_of(str(key[1])))
            return
        if self.shown is None:
            raise UsageError(NOT_ONE_PERSON)
        read(self, self.shown)

    async def _go_elsewhere(self, address: str, key: LineKey | None) -> None:
        """Switch to another community and go to the line's record, or to its checklists for a walk."""
        other = next(one for one in self._elsewhere if one.whereabouts.address == address)
        record = other.page.record_of(key) if other.page is not None else None
        await self.desk.go.open_community(other.whereabouts)
        if key is not None and key[0] == "walks":
            await self.desk.go.go(places.Cultivate(self.desk.go.home().shown))
        elif record is not None and record[1] in self.session.community.table(record[0]):
            read(self, record)

    def action_all_of_mine(self) -> None:
        """Show what today asks for in my other communities, or hide it again."""
        if self._elsewhere:
            self._elsewhere = ()
            self.community_changed()
            return
        self.run_worker(self._read_elsewhere(), exclusive=True)

    async def _read_elsewhere(self) -> None:
        """Read the other files in a thread; they appear below the page, which is shown already."""
        reader = self.desk.reader
        here = self.session.whereabouts
        others = [one for one in self.desk.communities if not one.is_at(here)]
        if reader is None or not others:
            return
        pages = await apart(read_elsewhere, others, reader)
        if not self.stands or self.session.presenting:
            return
        self._elsewhere, self.wanted_row = pages, ("elsewhere", pages[0].whereabouts.address, None)
        self.community_changed()

    async def _walk(self, checklist: str) -> None:
        await self.desk.go.open(places.Cultivate(None, checklist))

    async def _walk_about(self, due_about: DueAbout) -> None:
        run = due_about.due.unfinished
        if run is None:
            run = await self.desk.begin_walk(due_about.template, due_about.subject)
        await self.desk.go.open(places.Walk(run))

    async def action_done(self) -> None:
        reminder = self._reminder()
        if reminder is not None:
            await self.desk.keep_own(ticked(reminder, self.session.today))
            self.say(tr("Done."))
            return
        if (story := self._story()) is not None:
            await ask_what_came(self, story)
            return
        action = self._action()
        await self.save(
            set_action_state(action, "done", on=self.session.today),
            tr("Done: {text}", text=action.text),
        )

    async def action_snooze(self) -> None:
        until = later(self.session.today, SNOOZE)
        said = tr("Put off until {day}.", day=full_day(until))
        reminder = self._reminder()
        if reminder is not None:
            await self.desk.keep_own(put_off(reminder, until))
            self.say(said)
            return
        if (story := self._story()) is not None:
            await self.save(asked_on(story, until), said)
            return
        action = self._action()
        await self.save(
            snooze_action(action, until),
            tr("Put off until {day}: {text}", day=full_day(until), text=action.text),
        )

    def _reminder(self) -> Reminder | None:
        key = self._line()
        if key is None or key[0] != "reminders":
            return None
        entry = self.session.notebook.entry("reminders", int(key[1]))
        return entry if isinstance(entry, Reminder) else None

    def _story(self) -> Story | None:
        key = self._line()
        return self.session.all_groups.stories.get(int(key[1])) if key and key[0] == "stories" else None  # fmt: skip

    def _action(self) -> Action:
        key = self._line()
        if part_of(self.list.key):
            raise UsageError(
                tr("This line belongs to another community."),
                tr("Press Enter to open that community."),
            )
        action = (
            self.session.all_groups.actions.get(int(key[1]))
            if key and key[0] == "actions"
            else None
        )
        if action is None:
            raise UsageError(
                tr("This line isn't a follow-up."), tr("Select a follow-up, a reminder or a story.")
            )
        return action


def _rows(page: DayPage, width: int) -> list[Row]:
    return today_rows(
        page.community, page.agenda, page.walks, page.about, page.today, width, page.mine, page.now
    )
