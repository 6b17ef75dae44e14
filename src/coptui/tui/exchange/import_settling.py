"""Settling a planned import: who a name is, and which event is meant; a key each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Literal, Protocol, cast

from msgspec.structs import replace

from coptui.core.model.no_names import check_name
from coptui.core.model.sentences import DAY_NOT_TOLD, PRESS_E_FOR_EVENT, who_is
from coptui.errors import UsageError
from coptui.exchange.planning.plan import ImportChoices, ImportPlan
from coptui.exchange.planning.planned import Meeting, PlannedPerson
from coptui.language import tr
from coptui.tui.records.words import Key
from coptui.tui.shell import places
from coptui.tui.shell.groups import CommandGroup, OnScreen


class Previewing(OnScreen, Protocol):
    """The preview of an import: its plan is made again from each choice."""

    choices: ImportChoices

    @property
    def key(self) -> tuple[str, Any]: ...

    def ready(self) -> ImportPlan: ...

    def person_under_cursor(self) -> PlannedPerson: ...

    def plan_again(self, then: Callable[[], None]) -> None: ...

    def show(self) -> None: ...

    def show_and_go_on(self, after: str | None = None) -> None: ...


class Settling(CommandGroup):
    """Each choice is remembered by the screen, and the plan made again from all of them."""

    screen: Previewing

    def _choose(self, row: PlannedPerson, choice: int | Literal["new", "ignore"]) -> None:
        people = {**self.screen.choices.people, row.who: choice}
        self.screen.choices = replace(self.screen.choices, people=people)
        self.screen.plan_again(partial(self.screen.show_and_go_on, row.who))

    def action_suggestion(self, key: str) -> None:
        row = self.screen.person_under_cursor()
        number = int(key) - 1 if key.isdecimal() else 0
        if number >= len(row.suggestions):
            raise UsageError(
                tr("There is no such suggestion."), tr("Press / to search for someone.")
            )
        self._choose(row, row.suggestions[number].member)

    async def action_search_person(self) -> None:
        row = self.screen.person_under_cursor()

        async def chosen(key: Key) -> None:
            self.desk.go.back()
            self._choose(row, key[1])

        await self.desk.go.open(places.Find(title=who_is(row.name), table="members", choose=chosen))

    def action_new_guest(self) -> None:
        row = self.screen.person_under_cursor()
        check_name(row.name)
        self._choose(row, "new")

    def action_ignore_row(self) -> None:
        self._choose(self.screen.person_under_cursor(), "ignore")

    def action_take_new(self) -> None:
        self.screen.ready()
        self.screen.choices = replace(
            self.screen.choices, take_new=not self.screen.choices.take_new
        )
        self.screen.plan_again(self.screen.show_and_go_on)

    # Which event

    def _meeting(self) -> int:
        plan = self.screen.ready()
        kind, which = self.screen.key
        if kind == "meeting":
            return cast("int", which)
        if len(plan.meetings) > 1:
            raise UsageError(tr("Select the event first."))
        if not plan.meetings and plan.kind != "people":
            raise UsageError(tr("This file isn't about an event."))
        return 0

    async def action_another_event(self) -> None:
        number = self._meeting()

        async def chosen(key: Key) -> None:
            self.desk.go.back()
            self._choose_event(number, key[1])

        meeting = self._meeting_at(number)
        first = meeting.event or (meeting.fits[0] if meeting.fits else None) if meeting else None
        await self.desk.go.open(
            places.Find(
                title=tr("Which event is it?"),
                table="events",
                first=("events", first) if first else None,
                choose=chosen,
            )
        )

    def action_as_new_event(self) -> None:
        number = self._meeting()
        meeting = self._meeting_at(number)
        if meeting is None or not meeting.starts_at:
            raise UsageError(DAY_NOT_TOLD, PRESS_E_FOR_EVENT)
        self._choose_event(number, "new")

    def _meeting_at(self, number: int) -> Meeting | None:
        meetings = self.screen.ready().meetings
        return next((meeting for meeting in meetings if meeting.place == number), None)

    def _choose_event(self, number: int, choice: int | Literal["new"]) -> None:
        self.screen.choices = replace(
            self.screen.choices, events={**self.screen.choices.events, number: choice}
        )
        self.screen.plan_again(self.screen.show)
