"""The records behind the evidence of a step; the one under the cursor is shown beside the list."""

from __future__ import annotations

from collections.abc import Sequence

from coptui.evidence.line import Reading
from coptui.language import tr
from coptui.tui.kit.lines import Beside
from coptui.tui.kit.rows import Rows
from coptui.tui.records.detail import detail_rows
from coptui.tui.records.evidence_rows import behind_rows, key_behind
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.list_screen import Detail, Heading, ListScreen


class RowsScreen(ListScreen):
    """What a figure is made of; the record under the cursor is shown at the right."""

    WHERE = ("moving", "everywhere")
    BAR = ("find", "leave", "help")
    DETAIL = Detail("detail", Beside, "behind")

    def __init__(self, desk: Desk, readings: Sequence[Reading]) -> None:
        super().__init__(desk)
        self._readings = readings
        self._gathered: Rows | None = None

    def heading(self) -> Heading:
        return Heading(tr("The records behind this"))

    def show_first(self) -> None:
        self.work_out()

    def community_changed(self) -> None:
        """Keep the rows: they are those that the figure was made of."""

    def work_out(self) -> None:
        lines, width = self.session.evidence_lines.lines, self.list.size.width
        self.long_work.begin(
            tr("loading..."),
            lambda _: behind_rows(self._readings, lines, width),
            self._worked_out,
        )

    resized = work_out

    def _worked_out(self, rows: Rows) -> None:
        self._gathered = rows
        self.show()

    def rows(self) -> Rows | None:
        return self._gathered

    def detail_rows(self, width: int) -> Rows:
        session = self.session
        return detail_rows(
            session.all_groups,
            key_behind(self.list.key),
            session.today,
            session.settings,
            width=width,
            me=session.by,
        )

    async def action_rows(self) -> None:
        await self.leave()
