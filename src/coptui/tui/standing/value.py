"""Value: what a sponsor is shown in two minutes."""

from __future__ import annotations

from typing import cast

from textual.app import ComposeResult

from coptui.core.model.text import show
from coptui.errors import UsageError
from coptui.evidence.proof import proof
from coptui.tui.kit.line import Line
from coptui.tui.kit.record_list import RecordList
from coptui.tui.kit.rows import Span
from coptui.tui.records.words import Key
from coptui.tui.shell import places
from coptui.tui.shell.commands import Where
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.going import GoingScreen
from coptui.tui.shell.key_bar import KeyBar
from coptui.tui.standing.value_rows import awaiting_rows, value_rows, value_text


class ValueScreen(GoingScreen):
    """One page, fit to be shown; behind `a`, the stories that await consent."""

    BAR = ("copy-value", "awaiting", "leave", "help")
    AUTO_FOCUS = "#list"
    FIT_TO_SHOW = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.awaiting = False
        self.page = RecordList(id="list")

    def compose(self) -> ComposeResult:
        yield Line(id="top")
        yield self.page
        yield KeyBar()

    def on_mount(self) -> None:
        self.page.focus()
        profile = self.session.community.profile
        self.query_one("#top", Line).show_line([Span(f" {show(profile.name)}", "strong")])
        self.call_after_refresh(self._first)

    def _first(self) -> None:
        self.community_changed()
        self.show_keys()

    def where(self) -> tuple[Where, ...]:
        return ("value", "moving", "places", "everywhere")

    def community_changed(self) -> None:
        session = self.session
        found = proof(session.community, session.today, session.settings)
        make = awaiting_rows if self.awaiting else value_rows
        self.page.top = 0
        self.page.show_rows(make(session.community, found, self.size.width))

    def action_awaiting(self) -> None:
        self.awaiting = not self.awaiting
        self.community_changed()

    async def on_record_list_chosen(self) -> None:
        await self.action_complete_story()

    async def action_complete_story(self) -> None:

        if self.session.presenting:
            return
        key = cast("Key | None", self.page.key)
        story = self.session.community.stories.get(key[1]) if self.awaiting and key else None
        if story is None:
            raise UsageError("Stories are completed among those that await consent: a.")
        await self.desk.go.open(places.Form(story, None))

    def action_copy_value(self) -> None:
        session = self.session
        found = proof(session.community, session.today, session.settings)
        self.desk.go.copy(value_text(session.community, found))
        self.say("Copied.")
