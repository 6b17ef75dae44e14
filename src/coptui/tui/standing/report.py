"""A report: the review of the last walks, or the page for a sponsor or for members, as it is copied
and written."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from coptui.core.model.text import show
from coptui.core.model.typed_days import parse_since
from coptui.language import tr
from coptui.reports.file import write_new
from coptui.reports.markdown import markdown
from coptui.reports.pages import PAGES
from coptui.tui.kit.rows import Rows
from coptui.tui.records.paper_rows import paper_rows
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.going import Going
from coptui.tui.shell.list_screen import Heading, ListScreen

KINDS = tuple(PAGES)
"""The pages, in the order in which `b` shows them."""


class ReportScreen(ListScreen):
    """`b` shows the next page; it is worked out again when the community changes."""

    WHERE = ("paper", "moving", "places", "everywhere")
    GROUPS = (Going,)
    BAR = ("copy-paper", "write-paper", "other-paper", "leave", "help")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._kind = KINDS[0]
        self._text = ""

    def heading(self) -> Heading:
        return Heading(PAGES[self._kind].title, show(self.session.community.profile.name))

    def work_out(self) -> None:
        session, kind = self.session, self._kind

        def work(_: object) -> str:
            page = PAGES[kind]
            document = page.make(session, parse_since(page.since, session.today))
            # A page without anything to say is none; why, is said in its place.
            return markdown(document) if document.blocks else "\n".join(document.hints)

        self.long_work.begin(tr("loading..."), work, self._worked_out)

    def _worked_out(self, text: str) -> None:
        self._text = text
        self.show()

    def rows(self) -> Rows | None:
        self.list.top = 0
        return paper_rows(self._text, self.size.width) if self._text else None

    def action_other_paper(self) -> None:
        self._kind = KINDS[(KINDS.index(self._kind) + 1) % len(KINDS)]
        self.work_out()

    def action_copy_paper(self) -> None:
        self.desk.go.copy(self._text)
        self.say(tr("Copied."))

    async def action_write_paper(self) -> None:
        path = Path.cwd() / f"{self.session.today.isoformat()}-{self._kind}.md"
        written = await self.desk.write_out(partial(write_new, path, self._text))
        self.say(tr("Saved as {path}", path=written))
