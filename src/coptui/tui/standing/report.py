"""A report: the review of the last walks, or the page for a sponsor, as it is copied and written."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from coptui.core.model.text import show
from coptui.core.model.typed_days import parse_since
from coptui.reports.file import write_new
from coptui.reports.markdown import markdown
from coptui.tui.kit.rows import Rows
from coptui.tui.records.paper_rows import paper_rows
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.going import Going
from coptui.tui.shell.list_screen import Heading, ListScreen

SINCE = "90d"
"""How far back a report looks, as `coptui report` does unless told otherwise."""


class ReportScreen(ListScreen):
    """`b` changes between the two; both are worked out again when the community changes."""

    WHERE = ("paper", "moving", "places", "everywhere")
    GROUPS = (Going,)
    BAR = ("copy-paper", "write-paper", "other-paper", "leave", "help")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._for_sponsor = False
        self._text = ""

    def heading(self) -> Heading:
        title = "Page for a sponsor" if self._for_sponsor else "Review"
        return Heading(title, show(self.session.community.profile.name))

    def work_out(self) -> None:
        session, for_sponsor = self.session, self._for_sponsor

        def work(_: object) -> str:
            from coptui.reports.review import review
            from coptui.reports.sponsor import sponsor

            make = sponsor if for_sponsor else review
            return markdown(make(session, parse_since(SINCE, session.today)))

        self.long_work.begin("loading...", work, self._worked_out)

    def _worked_out(self, text: str) -> None:
        self._text = text
        self.show()

    def rows(self) -> Rows | None:
        self.list.top = 0
        return paper_rows(self._text, self.size.width) if self._text else None

    def action_other_paper(self) -> None:
        self._for_sponsor = not self._for_sponsor
        self.work_out()

    def action_copy_paper(self) -> None:
        self.desk.go.copy(self._text)
        self.say("Copied.")

    async def action_write_paper(self) -> None:
        kind = "sponsor" if self._for_sponsor else "review"
        path = Path.cwd() / f"{self.session.today.isoformat()}-{kind}.md"
        written = await self.desk.write_out(partial(write_new, path, self._text))
        self.say(f"Written: {written}")
