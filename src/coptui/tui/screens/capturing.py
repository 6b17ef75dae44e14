"""Writing down while people talk: a note, a touch or a follow-up, about whom or what is shown."""

from __future__ import annotations

from coptui.core.edits import add_event_note, add_note, add_topic_note, add_touch, create
from coptui.core.records import Action, Event, Member, Topic, Touch
from coptui.core.text import clean
from coptui.errors import UsageError
from coptui.session import Session
from coptui.tui.present.words import Key, name_of
from coptui.tui.screens.base import CoptScreen


class CapturingScreen(CoptScreen):
    """A screen that shows one record, `shown`; what is written down is about it."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.shown: Key | None = None

    def record(self) -> Member | Topic | Event:
        """The record that is shown. Raises UsageError when there is none."""
        record = (
            self.session.community.table(self.shown[0]).get(self.shown[1]) if self.shown else None
        )
        if not isinstance(record, Member | Topic | Event):
            raise UsageError("Nothing is selected.")
        return record

    async def action_roll_call(self) -> None:
        from coptui.core.roll_call import meeting_now
        from coptui.tui.screens.roll_call import RollCallScreen

        selected = self.shown[1] if self.shown and self.shown[0] == "events" else None
        session = self.session
        event = meeting_now(session.community, session.today, session.moment()[11:16], selected)
        if event is None:
            raise UsageError("No meeting is on, selected or ahead. 3 and a adds one.")
        await self.app.push_screen(RollCallScreen(session, event.id))

    async def action_note(self) -> None:
        record = self.record()
        on = self.session.today

        async def keep(text: str) -> None:
            text = clean(text, 8000)
            now = self.session.community.table(record.table)[record.id]
            if isinstance(now, Member):
                edit = add_note(now, text, by=self.session.by, on=on)
            elif isinstance(now, Topic):
                edit = add_topic_note(now, text, on=on)
            else:
                assert isinstance(now, Event)
                edit = add_event_note(now, text)
            await self.save(edit, f"Noted: {name_of(now)}")

        await self.ask(
            f"Note on {name_of(record)}",
            keep,
            hint="Private; the person may ask to read it." if isinstance(record, Member) else "",
            draft=f"note {record.table} {record.id}",
        )

    async def action_touch(self) -> None:
        who = self.shown[1] if self.shown and self.shown[0] == "members" else None
        member = self.session.community.members.get(who) if who else None

        async def keep(line: str) -> None:
            from coptui.core.capture import capture

            today = self.session.today
            found = capture(clean(line, 8000), self.session.community, today)
            people = found.people or ((member.id,) if member else ())
            if not people:
                raise UsageError("Whom did you speak to?", "Name them: spoke to @ann about triage.")
            touch = Touch(
                on=today,
                by=self.session.by,
                members=people,
                text=found.text,
                topic=found.topics[0] if found.topics else None,
            )
            follow_up = None
            if found.when:
                follow_up = Action(
                    text=found.text[:500],
                    owner=self.session.by,
                    due_on=found.when,
                    about=people,
                    created_on=today,
                )
            await self.save(add_touch(touch, self.session.community, follow_up=follow_up))

        await self.ask(
            f"Touch with {name_of(member)}" if member else "Touch",
            keep,
            hint="What was said. @name others, #topic, !fri makes a follow-up.",
            draft="touch",
            completes="@#",
        )

    async def action_follow_up(self) -> None:
        about = (self.shown[1],) if self.shown and self.shown[0] == "members" else ()

        async def keep(line: str) -> None:
            from coptui.core.capture import capture

            today = self.session.today
            found = capture(clean(line, 500), self.session.community, today)
            action = Action(
                text=found.text,
                owner=found.people[0] if found.people else self.session.by,
                due_on=found.when,
                about=tuple(who for who in about if who not in found.people),
                created_on=today,
            )
            await self.save(create(action))

        await self.ask(
            "Follow-up",
            keep,
            hint="Something to do: @name who does it, !fri when.",
            draft="follow-up",
            completes="@#",
        )
