"""Rating an event, or answering the members' checklist: one question a line, a digit answers and
moves on; no name is kept."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import cast

from coptui.core.meetings.rating import questions
from coptui.core.meetings.roll_call import add_pulse, few_words
from coptui.core.meetings.yearly import add_yearly, yearly_questions
from coptui.core.model.counting import counted
from coptui.core.model.records import Event, Rater
from coptui.core.model.sentences import EVENT_GONE
from coptui.errors import UsageError
from coptui.language import tr
from coptui.tui.kit.rows import Rows, Span, joined
from coptui.tui.meetings.at_event import AtEvent
from coptui.tui.meetings.rating_rows import rating_rows, said_rows
from coptui.tui.records.words import name_of
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.list_screen import Heading, ListScreen

NAMES: Mapping[Rater, str] = {"coordinator": "coordinator", "member": "member", "visitor": "guest"}
"""What each who rates is called."""


class RatingScreen(ListScreen):
    """Enter saves the answers, and makes ready for the next person."""

    WHERE = ("rating", "moving", "everywhere")
    GROUPS = (AtEvent,)
    BAR = ("rate-scale", "rate-member", "rate-visitor", "rate-coordinator", "keep-rating", "leave", "help")  # fmt: skip

    def __init__(self, desk: Desk, event: int | None) -> None:
        super().__init__(desk)
        self.event_id = event
        self.shown = ("events", event) if event is not None else None
        self.rater: Rater = "coordinator" if event is not None else "member"
        self.scores: dict[int, int] = {}
        self.words = ""

    @property
    def event(self) -> Event:
        event = self.session.all_groups.events.get(self.event_id or 0)
        if event is None:
            raise UsageError(EVENT_GONE)
        return event

    def is_gone(self) -> bool:
        return self.event_id is not None and self.event_id not in self.session.all_groups.events

    def heading(self) -> Heading:
        profile, year = self.session.all_groups.profile, self.session.today.year
        if self.event_id is None:
            name = tr("Members' checklist")
            many = sum(each.year == year for each in profile.yearly)
            saved = tr("{count} answered this year", count=many)
        else:
            name = name_of(self.event)
            saved = counted(len(self.event.pulse), "{count} rating saved", "{count} ratings saved")
        kept = [Span(f"{saved} ", "quiet")]
        return Heading(
            name, tr("answering anonymously as a {rater}", rater=NAMES[self.rater]), kept, "accent"
        )

    def rows(self) -> Rows:
        session, width = self.session, self.size.width
        asked = rating_rows(self._asked(), self.scores, self.words, width)
        if self.event_id is not None:
            return asked
        profile, few = session.all_groups.profile, session.settings.few_raters
        return joined([asked, said_rows(profile, session.today.year, few, width)])

    def _asked(self) -> tuple[tuple[str, str], ...]:
        if self.event_id is None:
            return yearly_questions(self.session.settings.language)
        return questions(self.session.all_groups.profile)

    async def action_save_slips(self) -> None:
        from coptui.reports.file import write_new
        from coptui.reports.slips import slips_page, yearly_page

        session = self.session
        if self.event_id is None:
            text = yearly_page(session.all_groups, session.settings.language)
        else:
            text = slips_page(session.all_groups, self.event)
        path = Path.cwd() / f"{self.session.today.isoformat()}-slips.html"
        written = await self.desk.write_out(partial(write_new, path, text))
        self.say(tr("Saved as {path}", path=written))

    # Answers

    def action_rate_scale(self, key: str) -> None:
        question = cast("int | None", self.list.key)
        if question is None:
            raise UsageError(tr("This line isn't a question."))
        self.scores[question] = int(key)
        self.show()
        self.list.move("cursor-down")

    def action_skip_question(self) -> None:
        question = cast("int | None", self.list.key)
        if question is not None:
            self.scores.pop(question, None)
        self.show()
        self.list.move("cursor-down")

    async def action_rate_words(self) -> None:
        async def said(text: str) -> None:
            self.words = few_words(text)
            self.show()

        await self.ask(
            tr("In a few words"), said, initial=self.words, hint=tr("Anonymous."), optional=True
        )

    def action_rate_member(self) -> None:
        self._as("member")

    def action_rate_visitor(self) -> None:
        self._as("visitor")

    def action_rate_coordinator(self) -> None:
        self._as("coordinator")

    def _as(self, rater: Rater) -> None:
        self.rater = rater
        self.show()

    async def action_keep_rating(self) -> None:
        profile, asked = self.session.all_groups.profile, self._asked()
        if self.event_id is None:
            answers = {asked[number][0]: score for number, score in self.scores.items()}
            year = self.session.today.year
            edit = add_yearly(profile, year, self.rater, answers, self.words)
        else:
            scores = [self.scores.get(number) for number in range(len(asked))]
            edit = add_pulse(self.event, profile.signs, self.rater, scores, self.words)
        await self.save(
            edit,
            tr("Saved anonymously. Pass the keyboard to the next person, or press q to go back."),
        )
        self.scores, self.words = {}, ""
        self.list.move("first")
        self.show()
