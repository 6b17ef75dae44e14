"""Today: what this day asks for, each line one key from its record."""

from __future__ import annotations

from datetime import timedelta
from typing import cast

from textual.app import ComposeResult

from coptui.checklists.run import Due, due
from coptui.checklists.subjects import DueAbout, due_about, is_dated
from coptui.checklists.template import Template
from coptui.core.edits import set_action_state, snooze_action
from coptui.core.notebook import Reminder, put_off, ticked
from coptui.core.records import Action
from coptui.core.text import show
from coptui.core.when import full_day
from coptui.errors import UsageError
from coptui.evidence.agenda import agenda
from coptui.session import Session
from coptui.tui.commands import Where
from coptui.tui.present.today import today_rows
from coptui.tui.present.words import Key
from coptui.tui.rows import Span
from coptui.tui.screens.capturing import CapturingScreen
from coptui.tui.widgets.key_bar import KeyBar
from coptui.tui.widgets.line import Line
from coptui.tui.widgets.record_list import RecordList

SNOOZE = timedelta(days=7)


class TodayScreen(CapturingScreen):
    """The list follows the community: what is done goes, the cursor moves on to the next line."""

    BAR = ("go-there", "done", "snooze", "touch", "find", "leave", "help")
    AUTO_FOCUS = "#list"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.list = RecordList(id="list")
        self._templates: tuple[Template, ...] | None = None
        self._about: dict[str, DueAbout] = {}

    def compose(self) -> ComposeResult:
        yield Line(id="top")
        yield self.list
        yield KeyBar()

    def on_mount(self) -> None:
        self.list.focus()
        name = show(self.session.community.profile.name)
        self.query_one("#top", Line).show_line(
            [Span(" Today  ", "strong"), Span(name, "quiet")],
            [Span(f"{full_day(self.session.today)} ", "quiet")],
        )
        self.call_after_refresh(self.community_changed)

    def on_resize(self) -> None:
        self.call_after_refresh(self.community_changed)

    def on_screen_resume(self) -> None:
        self.call_after_refresh(self.community_changed)

    def where(self) -> tuple[Where, ...]:
        return ("today", "capture", "moving", "places", "everywhere")

    def community_changed(self) -> None:
        session = self.session
        if self._templates is None:
            self._templates = self.copt.shelf().of(session.community.profile.stage)
        # In presenter mode the walks are hidden, and without them all would seem to wait.
        waiting = (
            []
            if session.presenting
            else due_about(
                self._templates,
                session.community,
                session.today,
                session.settings,
                session.by,
            )
        )
        self._about = {one.key: one for one in waiting}
        self.list.show_rows(
            today_rows(
                session.community,
                agenda(session.community, session.today, session.settings),
                self._walks(),
                waiting,
                session.today,
                self.size.width,
                mine=session.notebook.due() if not session.notebook.fault() else (),
            )
        )
        self._follow()
        self.show_keys()

    def _walks(self) -> list[tuple[Template, Due]]:
        """Walks that are open or due, but for those about one person or event."""
        today, runs = self.session.today, self.session.runs()
        found = [
            (template, due(template, runs, today))
            for template in self._templates or ()
            if not is_dated(template)
        ]
        return [
            (template, state)
            for template, state in found
            if state.unfinished is not None or (state.next is not None and state.next <= today)
        ]

    def _follow(self) -> None:
        """What is written down is about the person of the line."""
        key = cast("tuple[str, int | str] | None", self.list.key)
        self.shown = self._record_of(key)

    def _record_of(self, key: tuple[str, int | str] | None) -> Key | None:
        if key is None or key[0] == "walks":
            return None
        if key[0] == "about":
            subject = self._about[str(key[1])].subject
            return (f"{subject.kind}s", subject.id) if subject.id is not None else None
        if key[0] == "actions":
            action = self.session.community.actions.get(int(key[1]))
            who = [*(action.about if action else ()), action.owner if action else None]
            return next((("members", one) for one in who if isinstance(one, int)), None)
        if key[0] == "reminders":
            mine = self.session.notebook.entry("reminders", int(key[1])).member
            return ("members", mine) if mine else None
        return (key[0], int(key[1]))

    def on_record_list_highlighted(self) -> None:
        self._follow()

    async def on_record_list_chosen(self) -> None:
        await self.action_go_there()

    # On a line

    async def action_go_there(self) -> None:
        key = cast("tuple[str, int | str] | None", self.list.key)
        if key is not None and key[0] == "walks":
            await self._walk(str(key[1]))
            return
        if key is not None and key[0] == "about":
            await self._walk_about(self._about[str(key[1])])
            return
        if self.shown is None:
            raise UsageError("This line is about nobody in particular.")
        home = self.home()
        home.show_record(self.shown)
        home.detail.focus()

    async def _walk(self, checklist: str) -> None:
        from coptui.tui.screens.cultivate import CultivateScreen

        screen = CultivateScreen(self.session)
        await self.app.push_screen(screen)
        screen.begin_with(checklist)

    async def _walk_about(self, one: DueAbout) -> None:
        from coptui.tui.screens.walk import WalkScreen

        run = one.due.unfinished
        if run is None:
            run = await self.copt.begin_walk(one.template, one.subject)
        await self.app.push_screen(WalkScreen(self.session, run))

    async def action_done(self) -> None:
        reminder = self._reminder()
        if reminder is not None:
            await self.copt.keep_own(ticked(reminder, self.session.today))
            self.say("Done.")
            return
        action = self._action()
        await self.save(
            set_action_state(action, "done", on=self.session.today), f"Done: {action.text}"
        )

    async def action_snooze(self) -> None:
        until = self.session.today + SNOOZE
        reminder = self._reminder()
        if reminder is not None:
            await self.copt.keep_own(put_off(reminder, until))
            self.say(f"Until {full_day(until)}.")
            return
        action = self._action()
        await self.save(snooze_action(action, until), f"Until {full_day(until)}: {action.text}")

    def _reminder(self) -> Reminder | None:
        key = cast("tuple[str, int | str] | None", self.list.key)
        if key is None or key[0] != "reminders":
            return None
        found = self.session.notebook.entry("reminders", int(key[1]))
        return found if isinstance(found, Reminder) else None

    def _action(self) -> Action:
        key = cast("tuple[str, int | str] | None", self.list.key)
        action = (
            self.session.community.actions.get(int(key[1])) if key and key[0] == "actions" else None
        )
        if action is None:
            raise UsageError("This line is no follow-up.")
        return action
