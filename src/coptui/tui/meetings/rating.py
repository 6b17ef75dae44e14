"""Rating a meeting: one question a line, a digit answers it and moves on; no name is kept."""

from __future__ import annotations

from typing import cast

from textual.app import ComposeResult

from coptui.core.meetings.roll_call import add_pulse
from coptui.core.model.records import Event, Rater
from coptui.errors import UsageError
from coptui.tui.kit.line import Line
from coptui.tui.kit.record_list import RecordList
from coptui.tui.kit.rows import Span
from coptui.tui.meetings.rating_rows import questions, rating_rows
from coptui.tui.records.words import name_of
from coptui.tui.shell.base import CoptScreen
from coptui.tui.shell.commands import Where
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.key_bar import KeyBar


class RatingScreen(CoptScreen):
    """Enter keeps what is answered, and is ready for the next person."""

    BAR = ("rate-scale", "rate-member", "rate-visitor", "rate-coordinator", "keep-rating", "leave", "help")  # fmt: skip
    AUTO_FOCUS = "#list"

    def __init__(self, desk: Desk, event: int) -> None:
        super().__init__(desk)
        self.event_id = event
        self.rater: Rater = "coordinator"
        self.scores: dict[int, int] = {}
        self.kept = 0
        self.list = RecordList(id="list")

    def compose(self) -> ComposeResult:
        yield Line(id="top")
        yield self.list
        yield KeyBar()

    def on_mount(self) -> None:
        self.list.focus()
        self.call_after_refresh(self.community_changed)

    def where(self) -> tuple[Where, ...]:
        return ("rating", "moving", "everywhere")

    @property
    def event(self) -> Event:
        event = self.session.community.events.get(self.event_id)
        if event is None:
            raise UsageError("This meeting is no longer here.")
        return event

    def community_changed(self) -> None:
        if self.event_id not in self.session.community.events:
            self.close()
            return
        self.query_one("#top", Line).show_line(
            [
                Span(f" {name_of(self.event)}  ", "strong"),
                Span(f"as a {self.rater}, without a name", "accent"),
            ],
            [Span(f"{len(self.event.pulse)} kept ", "quiet")],
        )
        rows = rating_rows(self.session.community.profile, self.scores, self.size.width)
        self.list.show_rows(rows)
        self.show_keys()

    # Answers

    def action_rate_scale(self, key: str) -> None:
        place = cast("int | None", self.list.key)
        if place is None:
            raise UsageError("There is nothing to rate in this line.")
        self.scores[place] = int(key)
        self.community_changed()
        self.list.move("cursor-down")

    def action_skip_question(self) -> None:
        place = cast("int | None", self.list.key)
        if place is not None:
            self.scores.pop(place, None)
        self.community_changed()
        self.list.move("cursor-down")

    def action_rate_member(self) -> None:
        self._as("member")

    def action_rate_visitor(self) -> None:
        self._as("visitor")

    def action_rate_coordinator(self) -> None:
        self._as("coordinator")

    def _as(self, rater: Rater) -> None:
        self.rater = rater
        self.community_changed()

    async def on_record_list_chosen(self) -> None:
        await self.action_keep_rating()

    async def action_keep_rating(self) -> None:
        profile = self.session.community.profile
        scores = [self.scores.get(place) for place in range(len(questions(profile)))]
        await self.save(
            add_pulse(self.event, profile.signs, self.rater, scores),
            "Kept, without a name. The next person can go on; q leads back.",
        )
        self.scores = {}
        self.list.move("first")
        self.community_changed()
