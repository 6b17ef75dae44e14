"""Going to places: wherever places are offered, each is one key away."""

from __future__ import annotations

from datetime import date
from functools import partial

from msgspec.structs import replace

from coptui.core.model.records import Event
from coptui.core.model.sentences import event_to_come, still_to_come
from coptui.core.model.when import full_day
from coptui.errors import UsageError
from coptui.language import tr
from coptui.tui.records.words import name_of
from coptui.tui.shell import asking, places
from coptui.tui.shell.groups import CommandGroup


class Going(CommandGroup):
    """Places stand on the first screen, one at a time, so that back always leads there.

    These are the ones that depend on what is shown; all others are opened by the table of commands.
    """

    def action_members(self) -> None:
        self.desk.go.home().turn_to("members")

    def action_topics(self) -> None:
        self.desk.go.home().turn_to("topics")

    def action_upcoming(self) -> None:
        self.desk.go.home().turn_to("events")

    async def action_community(self) -> None:
        # A file without a profile yields an empty one, which becomes the first.
        profile = self.session.all_groups.profile
        await self.desk.go.go(places.Form(replace(profile, id=profile.id or 1)))

    async def action_groups(self) -> None:
        await self.desk.go.go(places.Groups())

    async def action_cultivate(self) -> None:
        await self.desk.go.go(places.Cultivate(self.desk.go.home().shown))

    async def action_roll_call(self) -> None:
        from coptui.core.meetings.meeting_now import is_ahead, meeting_now
        from coptui.core.meetings.occasions import is_unclosed

        shown = self.screen.shown
        selected = shown[1] if shown and shown[0] == "events" else None
        session = self.session
        now = session.clock.now()
        event = meeting_now(session.community, now, selected)
        if event is None:
            raise UsageError(
                tr("There is no event on now, selected or coming up. Press 3, then a, to add one.")
            )
        place: places.Place = places.RollCall(event.id)
        today = now.date()
        coming = session.all_groups.events.get(selected) if selected is not None else None
        if coming is not None and coming.id != event.id and coming.day < today:
            await self._ask_which(coming, event)
            return
        if coming is None or coming.day <= today or not is_unclosed(event, today):
            coming = event
        if not is_ahead(session.community, coming, now):
            await self.desk.go.go(place)
            return

        async def go() -> None:
            await self.desk.go.go(place)

        name = name_of(coming)
        ahead = (
            still_to_come(name)
            if coming.day == date.max
            else event_to_come(name, full_day(coming.day))
        )
        instead = (
            tr("Open its roll call now?")
            if coming.id == event.id
            else tr(
                "Take the roll call of {name}, {day}, instead?",
                name=name_of(event),
                day=full_day(event.day),
            )
        )
        await self.desk.go.open(asking.yes_or_no(f"{ahead} {instead}", go))

    async def _ask_which(self, selected: Event, of_today: Event) -> None:
        """Ask whether the selected event of an earlier day is meant, or the one that is on or of
        today."""

        async def take(event: Event) -> None:
            await self.desk.go.go(places.RollCall(event.id))

        text = tr(
            "Take the roll call of {selected}, {day}, or of {today}?",
            selected=name_of(selected),
            day=full_day(selected.day),
            today=f"{name_of(of_today)}, {full_day(of_today.day)}",
        )
        answers = {
            "selected-event": partial(take, selected),
            "event-of-today": partial(take, of_today),
        }
        await self.desk.go.open(asking.Question(text, "which event", answers))
