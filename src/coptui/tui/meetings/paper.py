"""An event on paper: its brief or its minutes, to copy or to write to a file."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from coptui.core.model.labels import label_of
from coptui.core.model.records import Event
from coptui.core.model.text import show
from coptui.language import tr
from coptui.reports.document import Paragraph, ReportDocument
from coptui.reports.file import write_new
from coptui.reports.markdown import markdown
from coptui.reports.meeting import brief_of, choose_event, file_name, minutes_of
from coptui.tui.kit.rows import Rows, Span
from coptui.tui.records.paper_rows import paper_rows
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.going import Going
from coptui.tui.shell.list_screen import Heading, ListScreen


class PaperScreen(ListScreen):
    """Shows the text that is copied. In presenter mode it holds only what may be shown."""

    WHERE = ("paper", "moving", "places", "everywhere")
    GROUPS = (Going,)
    BAR = ("copy-paper", "write-paper", "other-paper", "leave", "help")

    def __init__(self, desk: Desk, event: int | None, before: bool) -> None:
        super().__init__(desk)
        community, today = self.session.community, self.session.today
        chosen = community.events.get(event or 0)
        chosen = chosen or choose_event(community, "", today, before=before)
        self._event_id = chosen.id
        self.shown = ("events", chosen.id)
        self._before = before and chosen.status != "held"

    def is_gone(self) -> bool:
        return self._event() is None

    def heading(self) -> Heading:
        event = self._event()
        hidden = [Span(tr("follow-ups about individuals are left out") + " ", "warn")]
        return Heading(
            tr("Brief") if self._before else tr("Minutes"),
            show(label_of(event)) if event is not None else "",
            hidden if self.session.presenting else [],
        )

    def rows(self) -> Rows | None:
        event = self._event()
        self.list.top = 0
        if event is None:
            return None
        paper = self._paper(event)
        # What was left out is said here, and isn't in what is copied or written.
        hints = tuple(Paragraph(hint, quiet=True) for hint in paper.hints)
        shown = replace(paper, blocks=(*paper.blocks, *hints))
        return paper_rows(markdown(shown), self.size.width)

    def _event(self) -> Event | None:
        return self.session.community.events.get(self._event_id)

    def _paper(self, event: Event) -> ReportDocument:
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
        event = self._event()
        if event is not None:
            self.desk.go.copy(self._text(event))
            self.say(tr("Copied."))

    async def action_write_paper(self) -> None:
        event = self._event()
        if event is not None:
            path = Path.cwd() / file_name(self._paper(event), event)
            self.say(
                tr(
                    "Saved as {path}",
                    path=await self.desk.write_out(partial(write_new, path, self._text(event))),
                )
            )
