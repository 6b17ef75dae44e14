"""Two walks through one checklist, side by side."""

from __future__ import annotations

from coptui.checklists.run import compare, disagreements
from coptui.core.model.records import Run, day_written
from coptui.core.model.saying import name_of
from coptui.core.model.text import show
from coptui.core.model.when import day_text
from coptui.language import tr
from coptui.tui.kit.rows import Rows
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.list_screen import Detail, Heading, ListScreen
from coptui.tui.walks.walk_end_rows import compare_rows, comparison_rows


class CompareScreen(ListScreen):
    """A line for each question; the one under the cursor is shown in full below."""

    WHERE = ("moving", "everywhere")
    BAR = ("find", "leave", "help")
    LIST = "compare"
    DETAIL = Detail("both")

    def __init__(self, desk: Desk, earlier: Run, later: Run) -> None:
        super().__init__(desk)
        self._runs = (earlier, later)
        self._paired = later.pair == earlier.id or earlier.pair == later.id
        compared = disagreements(earlier, later) if self._paired else compare(earlier, later)
        self._steps = {row.step: row for row in compared}

    def _names(self) -> tuple[str, str]:
        """Return what tells the walks apart: who walked in a blind pair, otherwise the days."""
        if self._paired:
            first, second = (show(run.by) or name_of(None) for run in self._runs)
        else:
            first, second = (
                day_text(day_written(run.started_at), self.session.today) for run in self._runs
            )
        return first, second

    def _heads(self) -> tuple[str, str]:
        return self._names()

    def heading(self) -> Heading:
        first, second = self._names()
        later = self._runs[1]
        title = show(str(later.template.get("title") or later.checklist))
        compared = tr("{title}: {first} and {second}", title=title, first=first, second=second)
        if self._paired:
            compared = tr("{compared}, biggest differences first", compared=compared)
        return Heading(tr("Side by side"), compared)

    def rows(self) -> Rows:
        steps = list(self._steps.values())
        community = self.session.all_groups
        return compare_rows(community, steps, self._heads(), moved=not self._paired)

    def detail_rows(self, width: int) -> Rows:
        step = self._steps.get(str(self.list.key))
        if step is None:
            return Rows()
        return comparison_rows(self.session.all_groups, step, width, self._heads())
