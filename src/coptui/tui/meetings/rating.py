"""Rating an event: one question a line, a digit answers and moves on; no name is kept."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import cast

from coptui.core.meetings.rating import questions
from coptui.core.meetings.roll_call import add_pulse, few_words
from coptui.core.model.records import Event, Rater
from coptui.core.model.sentences import EVENT_GONE
from coptui.errors import UsageError
from coptui.tui.kit.rows import Rows, Span
from coptui.tui.meetings.at_event import AtEvent
from coptui.tui.meetings.rating_rows import rating_rows
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

    def __init__(self, desk: Desk, event: int) -> None:
        super().__init__(desk)
        self.event_id = event
        self.shown = ("events", event)
        self.rater: Rater = "coordinator"
        self.scores: dict[int, int] = {}
        self.words = ""
        self.kept = 0

    @property
    def event(self) -> Event:
        event = self.session.community.events.get(self.event_id)
        if event is None:
            raise UsageError(EVENT_GONE)
        return event

    def is_gone(self) -> bool:
        return self.event_id not in self.session.community.events

    def heading(self) -> Heading:
        kept = [Span(f"{len(self.event.pulse)} saved ", "quiet")]
        return Heading(name_of(self.event), f"anonymous, as a {NAMES[self.rater]}", kept, "accent")

    def rows(self) -> Rows:
        return rating_rows(self.session.community.profile, self.scores, self.words, self.size.width)

    async def action_save_slips(self) -> None:
        from coptui.reports.file import write_new
        from coptui.reports.slips import slips_page

        text = slips_page(self.session.community, self.event)
        path = Path.cwd() / f"{self.session.today.isoformat()}-slips.html"
        written = await self.desk.write_out(partial(write_new, path, text))
        self.say(f"Written: {written}")

    # Answers

    def action_rate_scale(self, key: str) -> None:
        question = cast("int | None", self.list.key)
        if question is None:
            raise UsageError("This line isn't a question.")
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

        await self.ask("In a few words", said, initial=self.words, hint="Anonymous.", optional=True)

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
        profile = self.session.community.profile
        scores = [self.scores.get(question) for question in range(len(questions(profile)))]
        await self.save(
            add_pulse(self.event, profile.signs, self.rater, scores, self.words),
            "Saved anonymously. Pass it to the next person, or press q to go back.",
        )
        self.scores, self.words = {}, ""
        self.list.move("first")
        self.show()
