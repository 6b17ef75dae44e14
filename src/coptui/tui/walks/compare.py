"""Two walks of one checklist side by side."""

from __future__ import annotations

from textual.app import ComposeResult

from coptui import assets
from coptui.checklists.run import compare, disagreements
from coptui.core.model.edits import SOMEONE
from coptui.core.model.records import Run, day_written
from coptui.core.model.text import show
from coptui.core.model.when import day_text
from coptui.tui.kit.line import Line
from coptui.tui.kit.record_list import RecordList
from coptui.tui.kit.rows import Span
from coptui.tui.shell.base import CoptScreen
from coptui.tui.shell.commands import Where
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.key_bar import KeyBar
from coptui.tui.walks.walk_end_rows import compare_rows, comparison_rows


class CompareScreen(CoptScreen):
    """A line a question; the one under the cursor is told in full below."""

    CSS_PATH = assets.folder("styles") / "walk.tcss"

    BAR = ("find", "leave", "help")
    AUTO_FOCUS = "#compare"

    def __init__(self, desk: Desk, earlier: Run, later: Run) -> None:
        super().__init__(desk)
        self._runs = (earlier, later)
        self._paired = later.pair == earlier.id or earlier.pair == later.id
        found = disagreements(earlier, later) if self._paired else compare(earlier, later)
        self._rows = {row.step: row for row in found}
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
        one, other = self._names()
        order = ", where you differ most first" if self._paired else ""
        later = self._runs[1]
        title = show(str(later.template.get("title") or later.checklist))
        self.query_one("#top", Line).show_line(
            [
                Span(" Side by side  ", "strong"),
                Span(f"{title}: {one} and {other}{order}", "quiet"),
            ]
        )
        self.call_after_refresh(self._show)

    def on_resize(self) -> None:
        self.call_after_refresh(self._show)

    def where(self) -> tuple[Where, ...]:
        return ("moving", "everywhere")

    def _names(self) -> tuple[str, str]:
        """What tells the two walks apart: of a blind pair who walked, else the days."""
        if self._paired:
            one, other = (show(run.by) or SOMEONE for run in self._runs)
        else:
            one, other = (
                day_text(day_written(run.started_at), self.session.today) for run in self._runs
            )
        return one, other

    def _heads(self) -> tuple[str, str]:
        return self._names() if self._paired else ("then", "now")

    def _show(self) -> None:
        rows = list(self._rows.values())
        self.list.show_rows(
            compare_rows(self.session.community, rows, self._heads(), moved=not self._paired)
        )
        self._show_both()
        self.show_keys()

    def _show_both(self) -> None:
        row = self._rows.get(str(self.list.key))
        if row is not None:
            self.both.show_rows(
                comparison_rows(self.session.community, row, self.both.size.width, self._heads())
            )

    def on_record_list_highlighted(self) -> None:
        self._show_both()
