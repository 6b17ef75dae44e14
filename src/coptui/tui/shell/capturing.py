"""Writing down while people talk: a note, a touch or a follow-up, about whom or what is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from coptui.core.model.edits import Edit, add_event_note, add_note, add_topic_note
from coptui.core.model.records import Event, Member, Topic
from coptui.core.model.text import clean
from coptui.errors import UsageError
from coptui.tui.records.words import Key, name_of
from coptui.tui.shell import places
from coptui.tui.shell.groups import CommandGroup

if TYPE_CHECKING:
    from coptui.core.writing.jottings import Jotting, Kind

# What takes a line apart is imported when the first line is asked for: the first screen needs none.


PLUS = (
    "plus-ask", "plus-topic", "plus-story", "plus-introduction", "plus-guest", "plus-event",
)  # fmt: skip
"""The commands after `+`, in the order of `KINDS`."""


class Capturing(CommandGroup):
    """What is written down is about the one record that the screen shows."""

    async def action_note(self) -> None:
        record = self.record()
        on = self.session.today

        async def keep(text: str) -> None:
            text = clean(text, 8000)
            now = self.screen.still(record)
            if isinstance(now, Member):
                edit = add_note(now, text, by=self.session.by, on=on)
            elif isinstance(now, Topic):
                edit = add_topic_note(now, text, on=on)
            else:
                assert isinstance(now, Event)
                edit = add_event_note(now, text, on=on)
            await self.screen.save(edit, f"Noted: {name_of(now)}")

        await self.screen.ask(
            f"Note on {name_of(record)}",
            keep,
            hint="Private; the person may ask to read it." if isinstance(record, Member) else "",
            draft=f"note {record.table} {record.id}",
        )

    def jotting(self) -> Jotting:
        """What is written down now is about the member that is shown, if one is."""
        from coptui.core.writing.jottings import Jotting

        session = self.session
        return Jotting(session.community, session.today, session.by, self.screen.about_member)

    async def jot(
        self, prompt: str, make: Callable[[str, Jotting], Edit], *, hint: str, draft: str
    ) -> None:
        """Ask for a line and save what it makes."""
        member_id = self.jotting().member

        async def keep(line: str) -> None:
            # Made from the community as it is when Enter is pressed, about whom the prompt names.
            at = replace(self.jotting(), member=member_id)
            await self.screen.save(make(line, at))

        await self.screen.ask(prompt, keep, hint=hint, draft=draft, completes="@#")

    async def action_touch(self) -> None:
        from coptui.core.writing import jottings

        member = self.session.community.members.get(self.jotting().member or 0)
        await self.jot(
            f"Touch with {name_of(member)}" if member else "Touch",
            jottings.touch,
            hint="called @name about #topic; wrote, met, welcomed; !fri: a follow-up too.",
            draft="touch",
        )

    async def action_follow_up(self) -> None:
        from coptui.core.writing import jottings

        await self.jot(
            "Follow-up",
            jottings.follow_up,
            hint="Something to do: @name who does it, !fri when.",
            draft="follow-up",
        )

    async def action_merge(self) -> None:
        member = self.record()
        if not isinstance(member, Member):
            raise UsageError("People are merged: 1 goes to the members.")

        async def choose(key: Key) -> None:
            if key[1] == member.id:
                raise UsageError("This is the same record.", "Choose another one.")
            self.desk.go.back()
            await self.desk.go.open(places.OnePerson(member.id, key[1]))

        await self.desk.go.open(
            places.Find(title=f"{name_of(member)} is also", table="members", choose=choose)
        )

    async def action_level(self) -> None:
        from coptui.core.people.level_by_hand import level_by_hand

        member = self.record()
        if not isinstance(member, Member):
            raise UsageError("A level is of a person: 1 goes to the members.")

        async def keep(line: str) -> None:
            session = self.session
            now = self.screen.still(member)
            await self.screen.save(level_by_hand(line, now, session.community, session.today))

        await self.screen.ask(
            f"Level of {name_of(member)}",
            keep,
            hint="core she runs the night shift !3m; none: what the records say.",
        )

    async def action_notebook(self) -> None:
        await self.desk.go.open(places.Notebook(self.jotting().member))

    async def action_remove(self) -> None:
        record = self.record()
        if not isinstance(record, Member):
            raise UsageError("Put the cursor on the person first.")
        await self.desk.go.open(places.Remove(record.id))

    async def action_handover(self) -> None:
        from coptui.core.people.handover import who_leaves

        me = who_leaves(self.session.community, self.session.by)
        if me is not None:
            await self.desk.go.open(places.Handover(me.id))
            return

        async def leaves(key: Key) -> None:
            self.desk.go.back()
            await self.desk.go.open(places.Handover(key[1]))

        await self.desk.go.open(
            places.Find(title="Who hands over?", table="members", choose=leaves)
        )

    async def action_write_mine(self) -> None:
        from coptui.core.writing.notebook import write_down

        session, member_id = self.session, self.jotting().member
        member = session.community.members.get(member_id or 0)

        async def keep(line: str) -> None:
            edit = write_down(
                line, session.community, session.notebook.place, session.today, member_id
            )
            await self.desk.keep_own(edit)
            self.screen.say("Kept in your notebook.")

        await self.screen.ask(
            f"Only for me, about {name_of(member)}" if member else "Only for me",
            keep,
            hint="Kept in your notebook alone. @name about whom, !fri makes a reminder.",
            draft="mine",
            completes="@#",
        )

    async def action_capture(self) -> None:
        from coptui.core.writing.jottings import KINDS

        def asks(kind: Kind) -> places.Answer:
            async def answer() -> places.Then:
                return partial(
                    self.jot,
                    kind.name[:1].upper() + kind.name[1:],
                    kind.make,
                    hint=f"As in: {kind.example}",
                    draft=f"plus {kind.key}",
                )

            return answer

        async def only_for_me() -> places.Then:
            return self.action_write_mine

        answers = dict(zip(PLUS, map(asks, KINDS), strict=True))
        await self.desk.go.open(
            places.Question("", "plus", {**answers, "only-for-me": only_for_me}, "Write down")
        )

    async def action_check_in(self) -> None:
        from coptui.core.writing import jottings

        # Silent: whoever looks over the shoulder sees nothing.
        await self.desk.save(jottings.check_in(self.jotting()))
