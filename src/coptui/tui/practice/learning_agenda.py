"""The learning agenda: what the community wants to know next, and what became of it."""

from __future__ import annotations

from typing import ClassVar, cast

from coptui.core.model.practice import taken_up
from coptui.core.model.records import Event, LearningQuestion
from coptui.core.model.sentences import undoable
from coptui.errors import UsageError
from coptui.language import tr
from coptui.tui.kit.lines import Below
from coptui.tui.kit.rows import Rows, listed
from coptui.tui.practice.keeping import Keeping
from coptui.tui.practice.learning_agenda_rows import learning_agenda_rows
from coptui.tui.records.item_detail import question_rows
from coptui.tui.records.words import Key, key_of, name_of
from coptui.tui.shell import places
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.going import Going
from coptui.tui.shell.list_screen import Detail, Heading, ListScreen


class LearningAgendaScreen(ListScreen):
    """A list of questions; below it everything about the selected one."""

    WHERE = ("practice", "moving", "places", "everywhere")
    GROUPS = (Keeping, Going)
    BAR = ("keep", "edit-kept", "take-up", "question-on", "leave", "help")
    LIST = "shelf"
    DETAIL = Detail("about", Below, "cultivate")
    TABLE: ClassVar[str] = "questions"

    def __init__(self, desk: Desk, first: Key | None = None) -> None:
        super().__init__(desk)
        self.wanted_row = first

    def heading(self) -> Heading:
        return Heading(tr("Learning agenda"), name_of(self.session.community.profile))

    def rows(self) -> Rows:
        return learning_agenda_rows(self.session.community, self.session.today)

    def detail_rows(self, width: int) -> Rows:
        community = self.session.community
        key = cast("Key | None", self.list.key)
        question = community.questions.get(key[1]) if key else None
        if question is None:
            return listed([])
        return listed(question_rows(community, question, self.session.today, max(20, width - 5)))

    def added(self, key: Key) -> None:
        """Put the cursor on a question that was just added."""
        self.wanted_row = key
        self.show()

    def _question(self) -> LearningQuestion:
        return cast("LearningQuestion", self.group(Keeping).kept())

    async def action_take_up(self) -> None:
        question = self._question()
        if question.topic in self.session.all_groups.topics:
            raise UsageError(tr("This is already a topic; press l to go to it."))
        edit = taken_up(question, self.session.today)
        await self.save(
            edit, undoable(tr("{name} is now a proposed topic", name=name_of(question)))
        )

    async def action_question_on(self) -> None:
        from coptui.core.meetings.planning import next_event_for, question_on

        question, now = self._question(), self.session
        following = next_event_for(now.all_groups, now.today)

        async def choose(key: Key) -> None:
            session = self.session
            event = self.there(Event, key[1])
            edit = question_on(session.all_groups, event, self.still(question), session.today)
            self.desk.go.back()
            await self.save(edit, undoable(tr("Put on the agenda of {name}", name=name_of(event))))

        await self.desk.go.open(
            places.Find(
                tr("Which event?"), "events", key_of(following) if following else None, choose
            )
        )
