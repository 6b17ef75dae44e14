"""A meeting on paper: its brief or its minutes, to copy or to write to a file."""

from __future__ import annotations

import asyncio
from pathlib import Path

from textual.app import ComposeResult

from coptui.core.model.edits import label_of
from coptui.core.model.records import Event
from coptui.core.model.text import show
from coptui.reports.document import Document
from coptui.reports.file import write_new
from coptui.reports.markdown import markdown
from coptui.reports.meeting import brief_of, choose_event, file_name, minutes_of
from coptui.tui.kit.line import Line
from coptui.tui.kit.record_list import RecordList
from coptui.tui.kit.rows import Span
from coptui.tui.meetings.paper_rows import paper_rows
from coptui.tui.shell.commands import Where
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.going import GoingScreen
from coptui.tui.shell.key_bar import KeyBar


class PaperScreen(GoingScreen):
    """Shows the text that is copied. While presenting it is made from what may be shown."""

    BAR = ("copy-paper", "write-paper", "other-paper", "leave", "help")
    AUTO_FOCUS = "#list"

    def __init__(self, desk: Desk, event: int | None, before: bool) -> None:
        super().__init__(desk)
        community, today = self.session.community, self.session.today
        found = community.events.get(event or 0)
        found = found or choose_event(community, "", today, before=before)
        self._event = found.id
        self._before = before and found.status != "held"
        self.page = RecordList(id="list")

    def compose(self) -> ComposeResult:
        yield Line(id="top")
        yield self.page
        yield KeyBar()

    def on_mount(self) -> None:
        self.page.focus()
        self.call_after_refresh(self._first)

    def _first(self) -> None:
        self.community_changed()
        self.show_keys()

    def where(self) -> tuple[Where, ...]:
        return ("paper", "moving", "places", "everywhere")

    def community_changed(self) -> None:
        event = self._found()
        if event is None:
            self.close()
            return
        what = "Brief" if self._before else "Minutes"
        said = [Span(f" {what}  ", "strong"), Span(show(label_of(event)), "quiet")]
        hidden = [Span("follow-ups of people are left out ", "warn")]
        self.query_one("#top", Line).show_line(said, hidden if self.session.presenting else [])
        self.page.top = 0
        self.page.show_rows(paper_rows(self._text(event), self.size.width))

    def _found(self) -> Event | None:
        return self.session.community.events.get(self._event)

    def _paper(self, event: Event) -> Document:
        session = self.session
        if not self._before:
            return minutes_of(session.community, event, session.today)
        return brief_of(
            session.community, event, session.today, session.settings, shown=session.presenting
        )

    def _text(self, event: Event) -> str:
        return markdown(self._paper(event))

    def action_other_paper(self) -> None:
        self._before = not self._before
        self.community_changed()

    def action_copy_paper(self) -> None:
        event = self._found()
        if event is not None:
            self.desk.go.copy(self._text(event))
            self.say("Copied.")

    async def action_write_paper(self) -> None:
        event = self._found()
        if event is not None:
            path = Path.cwd() / file_name(self._paper(event), event)
            self.say(f"Written: {await asyncio.to_thread(write_new, path, self._text(event))}")
