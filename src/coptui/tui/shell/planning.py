"""Planning the event under the cursor: the next one, a copy, another day, its topics."""

from __future__ import annotations

from typing import Literal

from coptui.core.model.records import Event, Topic
from coptui.core.model.sentences import undoable
from coptui.core.model.text import as_sentence
from coptui.core.model.when import full_day
from coptui.errors import UsageError
from coptui.language import tr
from coptui.tui.records.words import Key, key_of, name_of, person
from coptui.tui.shell import places
from coptui.tui.shell.groups import CommandGroup

# What plans is imported when something is planned: the first screen needs none of it.


class Planning(CommandGroup):
    """For screens whose shown record may be an event, or a topic for one."""

    def event(self) -> Event:
        """Return the event that is shown. Raise UsageError if it is not an event."""
        record = self.record()
        if not isinstance(record, Event):
            raise UsageError(tr("Press 3 and select an event."))
        return record

    async def action_brief(self) -> None:
        await self.desk.go.open(places.Paper(self._shown_event(), before=True))

    async def action_minutes(self) -> None:
        await self.desk.go.open(places.Paper(self._shown_event(), before=False))

    def _shown_event(self) -> int | None:
        shown = self.screen.shown
        return shown[1] if shown and shown[0] == "events" else None

    async def action_next_occurrence(self) -> None:
        from coptui.core.meetings.next_occurrence import next_occurrence

        following = next_occurrence(self.session.all_groups, self.event())
        await self.desk.go.open(places.Form(following, lambda key: self.desk.go.home().added(key)))

    async def action_copy_event(self) -> None:
        from coptui.core.meetings.planning import copied

        await self.desk.go.open(
            places.Form(copied(self.event()), lambda key: self.desk.go.home().added(key))
        )

    async def action_move_event(self) -> None:
        from coptui.core.meetings.planning import move

        event = self.event()

        async def keep(line: str) -> None:
            now = self.screen.still(event)
            edit = move(self.session.all_groups, now, line, self.session.today)
            await self.screen.save(edit)
            moved = self.screen.still(event)
            time = f", {moved.starts_at[11:16]}" if moved.starts_at[11:16] else ""
            self.screen.say_saved(
                tr(
                    "{name} is now on {day}{time}. Press u to undo.",
                    name=name_of(moved),
                    day=full_day(moved.day),
                    time=time,
                )
            )

        await self.screen.ask(
            tr("Move {name} to", name=name_of(event)),
            keep,
            hint=tr("e.g. fri, 2026-12-01 19:00, or just 19:00 for the same day."),
        )

    async def action_cancel_event(self) -> None:
        from coptui.core.meetings.planning import cancel

        event = self.event()
        # Checked before a reason is asked for: an event that was held cannot be cancelled.
        cancel(event)

        async def keep(why: str) -> None:
            now = self.screen.still(event)
            await self.screen.save(
                cancel(now, why), tr("{name} is cancelled; press u to undo.", name=name_of(now))
            )

        await self.screen.ask(
            tr("Reason for cancelling {name}", name=name_of(event)),
            keep,
            hint=tr("You can leave this blank. No one will count as absent."),
            optional=True,
        )

    async def action_took_place(self) -> None:
        from coptui.core.meetings.roll_call import took_place

        event = self.event()
        edit = took_place(event, self.session.today)
        await self.screen.save(
            edit, tr("Noted that {name} took place. Press u to undo.", name=name_of(event))
        )

    async def action_series_checklists(self) -> None:
        from coptui.checklists.subjects import asks_for_checklists
        from coptui.core.meetings.planning import set_checklists

        event, session = self.event(), self.session
        due = not asks_for_checklists(session.all_groups, event, session.settings)
        edit = set_checklists(session.all_groups.profile, event, due)
        await self.screen.save(
            edit,
            tr("Checklists are now due for {series}. Press u to undo.", series=event.series)
            if due
            else tr(
                "Checklists are no longer due for {series}. Press u to undo.", series=event.series
            ),
        )

    async def action_said_yes(self) -> None:
        await self._ask_replies("yes")

    async def action_said_no(self) -> None:
        await self._ask_replies("no")

    async def _ask_replies(self, rsvp: Literal["yes", "no"]) -> None:
        from coptui.core.meetings.planning import replied
        from coptui.core.writing.fields import ids_of

        event = self.event()

        async def keep(line: str) -> None:
            community = self.session.all_groups
            now = self.screen.still(event)
            who_said = ids_of(line, (), "members", community)
            edit = replied(community, now, who_said, rsvp)
            names, name = ", ".join(person(community, who) for who in who_said), name_of(now)
            said = (
                tr("{names} said yes to {name}. Press u to undo.", names=names, name=name)
                if rsvp == "yes"
                else tr("{names} said no to {name}. Press u to undo.", names=names, name=name)
            )
            await self.screen.save(edit, said)

        await self.screen.ask(
            tr("Who said yes to {name}?", name=name_of(event))
            if rsvp == "yes"
            else tr("Who said no to {name}?", name=name_of(event)),
            keep,
            hint=tr("Names, separated by commas."),
            completes="members",
        )

    async def action_carry_over(self) -> None:
        from coptui.core.meetings.planning import carry_over

        edit = carry_over(self.session.all_groups, self.event())
        await self.screen.save(edit, undoable(as_sentence(edit.label)))

    async def action_put_on(self) -> None:
        record = self.record()
        if isinstance(record, Topic):
            await self._choose_event(record)
        elif isinstance(record, Event):
            await self._ask_topics(record)
        else:
            raise UsageError(tr("Press 2 and select a topic."))

    async def _choose_event(self, topic: Topic) -> None:
        from coptui.core.meetings.planning import next_event_for, put_on

        session = self.session
        following = next_event_for(session.all_groups, session.today)

        async def choose(key: Key) -> None:
            event = self.screen.there(Event, key[1])
            edit = put_on(session.all_groups, event, [topic.id])
            self.desk.go.back()
            await self.screen.save(edit, self._put(event))

        await self.desk.go.open(
            places.Find(
                title=tr("Put {name} on the agenda of", name=name_of(topic)),
                table="events",
                first=key_of(following) if following is not None else None,
                choose=choose,
            )
        )

    async def _ask_topics(self, event: Event) -> None:
        from coptui.core.meetings.planning import put_on
        from coptui.core.writing.fields import ids_of

        async def keep(line: str) -> None:
            community = self.session.all_groups
            now = self.screen.still(event)
            edit = put_on(community, now, ids_of(line, (), "topics", community))
            await self.screen.save(edit, self._put(now))

        await self.screen.ask(
            tr("Topics for {name}", name=name_of(event)),
            keep,
            hint=tr("Titles, or part of each, separated by commas."),
            completes="topics",
        )

    @staticmethod
    def _put(event: Event) -> str:
        return tr(
            "On the agenda of {name}, {day}. Press u to undo.",
            name=name_of(event),
            day=full_day(event.day),
        )
