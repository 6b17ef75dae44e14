"""The evidence that was looked up for the steps of a walk."""

from __future__ import annotations

from collections.abc import Callable

from coptui.checklists.template import Step
from coptui.evidence.line import Reading
from coptui.exchange.tables.progress import Progress
from coptui.session import Session
from coptui.tui.shell.apart import apart
from coptui.tui.shell.long_work import looked_up


class StepEvidence:
    """`readings` by line id, of the group that the walk is of."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.group = ""
        """The group that the walk is of, or ""."""
        self.readings: dict[str, Reading] = {}

    def missing(self, step: Step | None) -> list[str]:
        """Return the lines of a step that were not looked up yet."""
        known = self._session.evidence_lines.lines
        wanted = step.evidence if step is not None else ()
        return [line for line in wanted if line in known and line not in self.readings]

    def of(self, step: Step) -> dict[str, Reading]:
        """Return what was looked up for a step."""
        return {line: self.readings[line] for line in step.evidence if line in self.readings}

    def work(self, missing: list[str]) -> Callable[[Progress], dict[str, Reading]]:
        """Return work that looks these lines up."""
        return looked_up(self._session, missing, group=self.group)

    async def all_of(self, step: Step) -> dict[str, Reading]:
        """Look up and return everything for a step, however long that takes: an answer keeps it."""
        community, missing, readings = self._session.all_groups, self.missing(step), self.readings
        if missing:
            readings = readings | await apart(self.work(missing), lambda *_: None)
            if community is self._session.all_groups:
                self.readings = readings
        return {line: readings[line] for line in step.evidence if line in readings}
