"""Someone wants less of us: no contact, or to leave; with every passage that names them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from coptui.core.forgetting.request import InQuestion, Passage
from coptui.core.model.days import later
from coptui.core.model.edits import update, with_fields
from coptui.core.model.labels import label_of
from coptui.core.model.records import Action, Member
from coptui.core.model.sentences import PERSON_GONE, SELECT_A_SENTENCE
from coptui.core.model.text import clean
from coptui.core.people.removal import THANKS_IN, Mention, leave, mentions_of, names_of, no_contact
from coptui.core.writing.form_fields import FIELDS
from coptui.core.writing.notebook import naming
from coptui.errors import UsageError
from coptui.language import tr
from coptui.tui.kit.rows import Rows
from coptui.tui.people.remove_rows import NOTEBOOK, forgotten_words, remove_rows
from coptui.tui.records.words import name_of
from coptui.tui.shell import asking, places
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.list_screen import Heading, ListScreen


class RemoveScreen(ListScreen):
    """Nothing changes before a key says so, and `u` undoes it."""

    WHERE = ("remove", "moving", "everywhere")
    BAR = ("no-contact", "leave-with-thanks", "forget", "edit-passage", "undo", "leave", "help")

    def __init__(self, desk: Desk, member: int) -> None:
        super().__init__(desk)
        self.member_id = member
        self._mentions: list[Mention] = []
        self._mine = 0

    @property
    def member(self) -> Member:
        """The person who asks. Raise UsageError if they were deleted meanwhile."""
        member = self.session.all_groups.members.get(self.member_id)
        if member is None:
            raise UsageError(PERSON_GONE)
        return member

    def is_gone(self) -> bool:
        return self.member_id not in self.session.all_groups.members

    def heading(self) -> Heading:
        return Heading(name_of(self.member), tr("what are they asking for?"))

    def work_out(self) -> None:
        member, session = self.member, self.session
        self._mentions = mentions_of(session.all_groups, member)
        self._mine = 0
        if not session.notebook.fault():
            names = names_of(member, session.all_groups)
            self._mine = len(naming(session.notebook.content(), names))
        self.show()

    def rows(self) -> Rows:
        return remove_rows(self.member, self._mentions, self._mine, self.size.width)

    async def action_no_contact(self) -> None:
        name = name_of(self.member)
        await self.save(
            no_contact(self.member), tr("{name}: no more contact. Press u to undo.", name=name)
        )

    async def action_leave_with_thanks(self) -> None:
        on = self.session.today

        async def go(reason: str) -> None:
            member = self.member
            thank = Action(
                text=tr("thank {name}", name=label_of(member)),
                owner=self.session.by,
                due_on=later(on, THANKS_IN),
                about=(member.id,),
                created_on=on,
            )
            edit = leave(
                member,
                on=on,
                reason=clean(reason, 500),
                thank=None if member.contact_ok is False else thank,
            )
            await self.save(
                edit,
                tr("{name} has left. Press u to undo.", name=name_of(member))
                if member.contact_ok is False
                else tr(
                    "{name} has left. Added a follow-up: thank them. Press u to undo.",
                    name=name_of(member),
                ),
            )

        await self.ask(
            tr("Why {name} is leaving, if they said", name=name_of(self.member)),
            go,
            hint=tr("Private. You can leave this blank."),
            optional=True,
        )

    async def action_forget(self) -> None:
        member = self.member
        passages_in_question = await self.desk.in_question(member.id)
        if passages_in_question:
            await self._ask_which(passages_in_question, {})
        else:
            await self._ask_at_last({})

    async def _ask_which(self, asked: Sequence[Passage], decided: Mapping[Passage, bool]) -> None:
        await self.desk.go.open(
            places.InQuestion(name_of(self.member), asked, decided, self._ask_at_last)
        )

    async def _ask_at_last(self, decided: Mapping[Passage, bool]) -> None:
        member = self.member

        async def go() -> None:
            try:
                done = await self.desk.forget(member.id, decided)
            except InQuestion as met:
                # Someone wrote something since: that is asked about too.
                self.app.call_after_refresh(self._ask_which, met.passages, decided)
                raise
            self.app.call_after_refresh(self.desk.go.say, forgotten_words(done))

        await self.desk.go.open(
            asking.yes_or_no(
                tr("Erase {name} for good? This cannot be undone.", name=name_of(member)),
                go,
            )
        )

    async def action_edit_passage(self) -> None:
        key = cast("tuple[str, int] | None", self.list.key)
        if key == NOTEBOOK:
            await self.desk.go.open(places.Notebook(self.member_id))
            return
        if key is None:
            raise UsageError(SELECT_A_SENTENCE)
        mention = self._mentions[key[1]]
        record, field = mention.record, mention.field
        if record.table in FIELDS:
            await self.desk.go.open(places.Form(record, None))
            return
        if "." in field or "\n" in mention.text or field not in type(record).__struct_fields__:
            raise UsageError(
                tr("Change this in a text editor: it is in an answer or takes up several lines.")
            )
        if not isinstance(getattr(record, field), str):
            raise UsageError(tr("Change this in a text editor: it is a list."))

        async def keep(text: str) -> None:
            now = self.still(record)
            await self.save(update(now, with_fields(now, {field: clean(text, 8000)})))

        await self.ask(label_of(record), keep, initial=mention.text)
