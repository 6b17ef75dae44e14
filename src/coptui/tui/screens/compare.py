"""Two walks of one checklist side by side."""

from __future__ import annotations

from textual.app import ComposeResult

from coptui import assets
from coptui.checklists.run import compare
from coptui.core.records import Run, day_of
from coptui.core.when import day_text
from coptui.session import Session
from coptui.tui.commands import Where
from coptui.tui.present.walk_end import compare_rows, comparison_rows
from coptui.tui.rows import Span
from coptui.tui.screens.base import CoptScreen
from coptui.tui.widgets.key_bar import KeyBar
from coptui.tui.widgets.line import Line
from coptui.tui.widgets.record_list import RecordList


class CompareScreen(CoptScreen):
    """A line a question; the one under the cursor is told in full below."""

    CSS_PATH = assets.folder("styles") / "walk.tcss"

    BAR = ("find", "leave", "help")
    AUTO_FOCUS = "#compare"

    def __init__(self, session: Session, earlier: Run, later: Run) -> None:
        super().__init__(session)
        self._runs = (earlier, later)
        self._rows = {row.step: row for row in compare(earlier, later)}
        self.list = RecordList(id="compare")
        self.both = RecordList(id="both")
        self.both.can_focus = False

    def compose(self) -> ComposeResult:
        yield Line(id="top")
        yield self.list
        yield self.both
        yield KeyBar()

    def on_mount(self) -> None:
        self.list.focus()
        days = [day_text(day_of(run.started_at), self.session.today) for run in self._runs]
        self.query_one("#top", Line).show_line(
            [Span(" Side by side  ", "strong"), Span(f"{days[0]} and {days[1]}", "quiet")]
        )
        self.call_after_refresh(self._show)

    def on_resize(self) -> None:
        self.call_after_refresh(self._show)

    def where(self) -> tuple[Where, ...]:
        return ("moving", "everywhere")

    def _show(self) -> None:
        self.list.show_rows(compare_rows(self.session.community, list(self._rows.values())))
        self._show_both()
        self.show_keys()

    def _show_both(self) -> None:
        row = self._rows.get(str(self.list.key))
        if row is not None:
            self.both.show_rows(comparison_rows(self.session.community, row, self.both.size.width))

    def on_record_list_highlighted(self) -> None:
        self._show_both()
