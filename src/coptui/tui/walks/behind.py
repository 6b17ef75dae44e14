"""The rows behind the evidence of a step, each with its record beside it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult

from coptui.evidence.line import Reading
from coptui.tui.kit.line import Line
from coptui.tui.kit.lines import Beside
from coptui.tui.kit.record_list import RecordList
from coptui.tui.kit.rows import Rows, Span
from coptui.tui.records.detail import detail_rows
from coptui.tui.records.evidence_rows import behind_rows, key_behind
from coptui.tui.shell.base import CoptScreen
from coptui.tui.shell.commands import Where
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.key_bar import KeyBar
from coptui.tui.shell.long_work import LongWork


class RowsScreen(CoptScreen):
    """What a figure is made of; the record under the cursor is shown at the right."""

    BAR = ("find", "leave", "help")
    AUTO_FOCUS = "#list"

    def __init__(self, desk: Desk, readings: Sequence[Reading]) -> None:
        super().__init__(desk)
        self._readings = readings
        self.list = RecordList(id="list")
        self.detail = RecordList(bar=True, id="detail")
        self.detail.can_focus = False
        self.long_work: LongWork = LongWork(self)

    def compose(self) -> ComposeResult:
        yield Line(id="top")
        with Beside(id="behind"):
            yield self.list
            yield self.detail
        yield KeyBar()

    def on_mount(self) -> None:
        self.list.focus()
        self.query_one("#top", Line).show_line([Span(" The rows behind the evidence", "strong")])
        self.call_after_refresh(self._first)

    async def _first(self) -> None:
        self._show()
        await self.long_work.soon()

    async def sized(self) -> None:
        self._show()

    def where(self) -> tuple[Where, ...]:
        return ("moving", "everywhere")

    def _show(self) -> None:
        lines, width = self.session.evidence_lines.lines, self.list.size.width
        self.long_work.begin(
            "gathering the rows",
            lambda _: behind_rows(self._readings, lines, width),
            self._worked_out,
        )

    def _worked_out(self, rows: Rows) -> None:
        self.list.show_rows(rows)
        self._show_detail()
        self.show_keys()

    def _show_detail(self) -> None:
        self.detail.cursor, self.detail.top = -1, 0
        self.detail.show_rows(
            detail_rows(
                self.session.community,
                key_behind(self.list.key),
                self.session.today,
                self.session.settings,
                width=self.detail.size.width,
            )
        )

    def on_record_list_highlighted(self) -> None:
        self._show_detail()

    async def action_rows(self) -> None:
        await self.action_leave()
