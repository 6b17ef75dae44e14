"""What a file would change, settled with a key a name, and accepted as one edit."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Literal, cast

from msgspec.structs import replace
from textual.app import ComposeResult

from coptui.errors import CoptError, UsageError
from coptui.exchange.planning.plan import OPEN, Plan, edit_of, plan
from coptui.exchange.planning.planned import Meeting
from coptui.exchange.planning.planned import Row as Person
from coptui.exchange.tables.progress import Told, telling
from coptui.tui.exchange.import_preview_rows import (
    done_line,
    perhaps_rows,
    preview_rows,
)
from coptui.tui.exchange.import_reading import FileReadingScreen
from coptui.tui.kit.line import Line
from coptui.tui.kit.record_list import RecordList
from coptui.tui.records.words import Key
from coptui.tui.shell import places
from coptui.tui.shell.commands import Where
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.key_bar import KeyBar


class ImportPreviewScreen(FileReadingScreen):
    """Nothing is saved before Enter; then all of it at once, and `u` takes it back."""

    BAR = (
        "accept-import", "suggestion", "search-person", "new-guest", "ignore-row",
        "another-event", "leave", "help",
    )  # fmt: skip
    AUTO_FOCUS = "#list"

    def __init__(self, desk: Desk, path: Path) -> None:
        super().__init__(desk, path)
        self.perhaps = RecordList(id="perhaps")
        self.perhaps.can_focus = False
        self._matched_shown = False

    def compose(self) -> ComposeResult:
        yield Line(id="top")
        yield self.list
        yield self.perhaps
        yield KeyBar()

    def on_mount(self) -> None:
        self.list.focus()
        self.call_after_refresh(self.read)

    async def sized(self) -> None:
        self._show()

    def where(self) -> tuple[Where, ...]:
        return ("import preview", "moving", "everywhere")

    # Showing

    def show_plan(self) -> None:
        self._show_and_go_on()

    def _show_and_go_on(self, after: str | None = None) -> None:
        self._show()
        self._to_next_open(after)

    def community_changed(self) -> None:
        if self.found is not None:
            self._plan_again(self._show)

    def _plan_again(self, then: Callable[[], None]) -> None:
        """Plan again, as there is more to know."""
        session, found, choices = self.session, self.found, self.choices
        if found is None:
            return

        def work(told: Told) -> Plan:
            with telling(told):
                return plan(
                    session.whole, found, today=session.today, source=self.source, choices=choices
                )

        def done(made: Plan) -> None:
            self.plan = made
            then()

        def late() -> None:
            # No key is meant for what is not true any more.
            self.plan = None

        self.long_work.begin("matching", work, done, late)

    def _show(self) -> None:
        if self.plan is None:
            return
        self.show_top(self.plan.product)
        self.list.show_rows(
            preview_rows(
                self.session.whole,
                self.plan,
                matched_shown=self._matched_shown,
                width=self.size.width,
            )
        )
        self._show_perhaps()
        self.show_keys()

    def _show_perhaps(self) -> None:
        row = self._under_cursor()
        self.perhaps.show_rows(perhaps_rows(self.session.whole, row, self.size.width))

    def on_record_list_highlighted(self) -> None:
        self._show_perhaps()

    def _under_cursor(self) -> Person | None:
        key = cast("tuple[str, Any] | None", self.list.key)
        if self.plan is None or key is None or key[0] != "person":
            return None
        return self.plan.persons.by_who.get(key[1])

    def _ready(self) -> Plan:
        if self.plan is None:
            raise UsageError("The file is not read yet.", "q goes back.")
        return self.plan

    def _person(self) -> Person:
        self._ready()
        row = self._under_cursor()
        if row is None:
            raise UsageError("Put the cursor on a name first.")
        return row

    # Settling

    def _choose(self, row: Person, choice: int | Literal["new", "ignore"]) -> None:
        people = {**self.choices.people, row.who: choice}
        self.choices = replace(self.choices, people=people)
        self._plan_again(partial(self._show_and_go_on, row.who))

    def _to_next_open(self, after: str | None) -> None:
        """The cursor goes to the next name that waits, else stays."""
        asked = self._ready().persons.asked
        at = next((place for place, row in enumerate(asked) if row.who == after), -1)
        for row in (*asked[at + 1 :], *asked[: at + 1]):
            if row.state in OPEN:
                self.list.go_to(("person", row.who))
                break
        self._show_perhaps()

    def action_suggestion(self, key: str) -> None:
        row = self._person()
        place = int(key) - 1 if key.isdecimal() else 0
        if place >= len(row.suggestions):
            raise UsageError("There is no such suggestion.", "/ searches for somebody.")
        self._choose(row, row.suggestions[place].member)

    async def action_search_person(self) -> None:

        row = self._person()

        async def chosen(key: Key) -> None:
            self.app.pop_screen()
            self._choose(row, key[1])

        await self.desk.go.open(
            places.Find(title=f"Who is {row.name}?", table="members", choose=chosen)
        )

    def action_new_guest(self) -> None:
        self._choose(self._person(), "new")

    def action_ignore_row(self) -> None:
        self._choose(self._person(), "ignore")

    def action_take_new(self) -> None:
        self._ready()
        self.choices = replace(self.choices, take_new=not self.choices.take_new)
        self._plan_again(self._show_and_go_on)

    def action_show_matched(self) -> None:
        self._ready()
        self._matched_shown = not self._matched_shown
        self._show()

    # Which event

    def _meeting(self) -> int:
        made = self._ready()
        key = cast("tuple[str, Any] | None", self.list.key)
        if key is not None and key[0] == "meeting":
            return cast("int", key[1])
        if len(made.meetings) > 1:
            raise UsageError("Put the cursor on the event first.")
        if not made.meetings and made.kind != "people":
            raise UsageError("This file tells of no event.")
        return 0

    async def action_another_event(self) -> None:

        place = self._meeting()

        async def chosen(key: Key) -> None:
            self.app.pop_screen()
            self._choose_event(place, key[1])

        meeting = self._meeting_at(place)
        first = meeting.event or (meeting.fits[0] if meeting.fits else None) if meeting else None
        await self.desk.go.open(
            places.Find(
                title="Which event is it?",
                table="events",
                first=("events", first) if first else None,
                choose=chosen,
            )
        )

    def action_as_new_event(self) -> None:
        place = self._meeting()
        meeting = self._meeting_at(place)
        if meeting is None or not meeting.starts_at:
            raise UsageError("The file does not say on which day it was.", "e chooses the event.")
        self._choose_event(place, "new")

    def _meeting_at(self, place: int) -> Meeting | None:
        return next((one for one in self._ready().meetings if one.place == place), None)

    def _choose_event(self, place: int, choice: int | Literal["new"]) -> None:
        self.choices = replace(self.choices, events={**self.choices.events, place: choice})
        self._plan_again(self._show)

    # Accepting

    async def on_record_list_chosen(self) -> None:
        # A click on a line asks for nothing; Enter alone accepts.
        return

    async def action_accept_import(self) -> None:
        made = self._ready()
        if made.undecided and not made.changes:
            raise UsageError(f"Which event is it? {made.undecided[0].why}.", "e chooses.")
        edit = edit_of(made)
        if edit:
            found, self.found = self.found, None
            self.show_top("saving")
            try:
                await self.desk.save(edit)
            except CoptError:
                self.found = found
                self._show()
                raise
            said = done_line(self.session.whole, made)
        else:
            said = "All of this was here already; nothing was changed."
        self._leave(said)

    def _leave(self, said: str) -> None:
        self.desk.go.home()
        self.desk.go.say(said)
