"""Writing things down while people talk: notes, conversations and follow-ups about what is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from coptui.core.model.edits import Edit, add_event_note, add_note, add_topic_note
from coptui.core.model.records import Event, Member, Topic
from coptui.core.model.sentences import (
    SAVED_IN_NOTEBOOK,
    SELECT_A_PERSON,
    SELECT_A_PERSON_IN_MEMBERS,
    undoable,
)
from coptui.core.model.text import clean
from coptui.errors import UsageError
from coptui.language import tr
from coptui.tui.records.words import Key, name_of
from coptui.tui.shell import asking, places
from coptui.tui.shell.groups import CommandGroup

if TYPE_CHECKING:
    from coptui.core.writing.jottings import JottingKind
    from coptui.core.writing.meaning import Jotting

# What parses a line is imported when the first line is asked for: the first screen needs none of
# it.


PLUS = (
    "plus-ask", "plus-topic", "plus-story", "plus-contribution", "plus-introduction", "plus-guest", "plus-event",
)  # fmt: skip
"""The commands after `+`, in the order of `KINDS`."""

ABOUT = tr("about {name}")
"""How most of what is written on someone's page belongs to them."""


WHO_READS = {
    "members": tr("Private, but this person has a right to see it."),
    "topics": tr("Private: hidden in presenter mode, and in no report."),
    "events": tr("For everyone: it goes into the summary, on screen and in the minutes."),
}
"""Who will see a note, by the table of what it is about."""


def _chip(said: str, member: Member) -> asking.Chip:
    """Return what is shown of the member on whose page a line is written; a room sees no name."""
    return asking.Chip(said.replace("{name}", name_of(member)), tr("about the person shown"))


class Capturing(CommandGroup):
    """Commands that write something down about the record that the screen shows."""

    is_at_event = False
    """Whether everything here is of the event that is shown, however long it is over."""

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
            await self.screen.save(edit, tr("Noted: {name}", name=name_of(now)))

        hint = WHO_READS.get(record.table, "")
        draft = f"note {record.table} {record.id}"
        title, for_all = tr("Note on {name}", name=name_of(record)), isinstance(record, Event)
        await self.desk.go.open(
            asking.OneLine(title, keep, hint=hint, draft=draft, for_all=for_all)
        )

    def jotting(self, member: int | None = None, event: int | None = None) -> Jotting:
        """Return what is needed to write down a line about a member or during an event."""
        from coptui.core.writing.meaning import Jotting

        session = self.session
        return Jotting(session.all_groups, session.today, session.by, member, event)

    def _event_here(self, *, to_do: bool) -> Event | None:
        """Return the event that what is written down belongs to: the selected or the running one.

        It is never a cancelled one; one still ahead only for what is `to_do`, and one long over
        only where the screen `is_at_event`.
        """
        from coptui.core.meetings.meeting_now import is_of_today_or_past, is_recent, meeting_on

        shown, community = self.screen.shown, self.session.all_groups
        now = self.session.clock.now()
        if shown is not None and shown[0] == "events":
            event = community.events.get(shown[1])
            if (
                event is not None
                and (self.is_at_event or is_recent(event, now.date()))
                and (
                    (to_do and event.status != "cancelled")
                    or is_of_today_or_past(community, event, now)
                )
            ):
                return event
        return meeting_on(community, now)

    async def jot(
        self,
        prompt: str,
        make: Callable[[str, Jotting], Edit],
        *,
        hint: str,
        draft: str,
        chip: str = ABOUT,
        belongs: bool = True,
        to_do: bool = False,
    ) -> None:
        """Ask for a line, save what it makes, and say back what was understood.

        `chip` says what the person whose page it is has to do with it, with `{name}` for them; ""
        for nothing. `belongs` says whether it can belong to an event, `to_do` whether also to one
        still ahead.
        """
        from coptui.core.finding.someone_new import MaybeKnown
        from coptui.core.writing.understood import event_said, understood
        from coptui.tui.shell.who_it_is import who_it_is

        page_member = self._page_member() if chip else None
        event = self._event_here(to_do=to_do) if belongs else None
        chips: dict[str, asking.Chip] = {}
        if event is not None:
            text = event_said(event, self.session.today)
            chips["event"] = asking.Chip(text, text)
        if page_member is not None:
            chips["page"] = _chip(chip, page_member)

        async def keep(line: str, *, is_new: bool = False) -> asking.Then | None:
            # Made from the community as it is when Enter is pressed, including the chips' records.
            session = self.session
            held = {name for name, each in chips.items() if each.holds}
            at = self.jotting(
                page_member.id if page_member is not None and "page" in held else None,
                event.id if event is not None and "event" in held else None,
            )
            try:
                edit = make(line, replace(at, is_new=is_new))
            except MaybeKnown as doubt:

                async def guest() -> None:
                    await keep(line, is_new=True)

                return who_it_is(self.desk, doubt, self._known_already, guest)
            said = understood(edit, session.all_groups, session.today, session.by)
            await self.screen.save(edit, undoable(said))
            return None

        if page_member is not None:
            # What was begun on someone's page is offered again on that page only.
            draft = f"{draft} {page_member.id}"
        await self.screen.ask(
            prompt, keep, hint=hint, draft=draft, completes="@#", chips=tuple(chips.values())
        )

    def _page_member(self) -> Member | None:
        page_of = self.screen.page_of
        return self.session.all_groups.members.get(page_of) if page_of is not None else None

    async def action_touch(self) -> None:
        from coptui.core.writing import jottings

        await self.jot(
            tr("Conversation"),
            jottings.touch,
            hint=tr("e.g. called @name last Tuesday about #topic; !fri adds a follow-up."),
            draft="touch",
            chip=tr("with {name}"),
        )

    async def action_follow_up(self) -> None:
        from coptui.core.writing import jottings

        await self.jot(
            tr("Follow-up"),
            jottings.follow_up,
            hint=(
                tr(
                    "Start with @name for who will do it; any other @name is who it is about. "
                    "!fri says by when."
                )
            ),
            draft="follow-up",
            to_do=True,
        )

    async def action_merge(self) -> None:
        member = self.record()
        if not isinstance(member, Member):
            raise UsageError(SELECT_A_PERSON_IN_MEMBERS)

        async def choose(key: Key) -> None:
            self.desk.go.back()
            await self.desk.go.open(places.OnePerson(member.id, key[1]))

        await self.desk.go.open(
            places.Find(
                title=tr("The same person as {name}", name=name_of(member)),
                table="members",
                without=("members", member.id),
                choose=choose,
            )
        )

    async def action_level(self) -> None:
        from coptui.core.people.level_by_hand import level_by_hand

        member = self.record()
        if not isinstance(member, Member):
            raise UsageError(SELECT_A_PERSON_IN_MEMBERS)

        async def keep(line: str) -> None:
            session = self.session
            now = self.screen.still(member)
            await self.screen.save(level_by_hand(line, now, session.all_groups, session.today))

        await self.screen.ask(
            tr("Level of {name}", name=name_of(member)),
            keep,
            hint=tr(
                'For example: core runs the night rota !3m. Type "none" to go by the records again.'
            ),
        )

    async def action_notebook(self) -> None:
        await self.desk.go.open(places.Notebook(self.screen.about_member))

    async def action_remove(self) -> None:
        record = self.record()
        if not isinstance(record, Member):
            raise UsageError(SELECT_A_PERSON)
        await self.desk.go.open(places.Remove(record.id))

    async def action_handover(self) -> None:
        from coptui.core.people.handover import who_leaves

        me = who_leaves(self.session.all_groups, self.session.by)
        if me is not None:
            await self.desk.go.open(places.Handover(me.id))
            return

        async def leaves(key: Key) -> None:
            self.desk.go.back()
            await self.desk.go.open(places.Handover(key[1]))

        await self.desk.go.open(
            places.Find(title=tr("Who is handing over?"), table="members", choose=leaves)
        )

    async def action_write_mine(self) -> None:
        from coptui.core.writing.notebook import write_down

        session, page_member = self.session, self._page_member()
        chip = _chip(ABOUT, page_member) if page_member is not None else None

        async def keep(line: str) -> None:
            member = (
                page_member.id
                if page_member is not None and chip is not None and chip.holds
                else None
            )
            edit = write_down(
                line, session.all_groups, session.notebook.whose, session.today, member
            )
            await self.desk.keep_own(edit)
            self.screen.say(SAVED_IN_NOTEBOOK)

        await self.screen.ask(
            tr("Private note"),
            keep,
            hint=tr(
                "Saved only in your notebook. @name says who it is about; !fri sets a reminder."
            ),
            draft="mine" if page_member is None else f"mine {page_member.id}",
            completes="@#",
            chips=() if chip is None else (chip,),
        )

    async def action_capture(self) -> None:
        from coptui.core.writing.jottings import GUEST, KINDS

        def asks(kind: JottingKind) -> asking.WhenAnswered:
            async def answer() -> asking.Then:
                return self.ask_guest if kind is GUEST else partial(self._ask_kind, kind)

            return answer

        async def only_for_me() -> asking.Then:
            return self.action_write_mine

        answers = dict(zip(PLUS, map(asks, KINDS), strict=True))
        await self.desk.go.open(
            asking.Question("", "plus", {**answers, "only-for-me": only_for_me}, tr("Note"))
        )

    async def _ask_kind(self, kind: JottingKind) -> None:
        await self.jot(
            kind.name,
            kind.make,
            hint=tr("For example: {example}", example=kind.example),
            draft=f"plus {kind.key}",
            chip=kind.chip,
            belongs=kind.belongs,
        )

    async def ask_guest(self) -> None:
        """Ask for a guest; in a roll call that is someone who has just walked in."""
        from coptui.core.writing.jottings import GUEST

        await self._ask_kind(GUEST)

    async def _known_already(self, member_id: int) -> None:
        name = name_of(self.screen.there(Member, member_id))
        self.screen.say(tr("{name} is already a member; no one was added.", name=name), "plain")

    async def action_check_in(self) -> None:
        from coptui.core.writing import jottings

        # Nothing is shown: someone may look over your shoulder.
        if edit := jottings.check_in(self.jotting(self.screen.about_member)):
            await self.desk.save(edit)
