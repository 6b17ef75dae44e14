"""Pulse: how lively the community is, drawn; one key from the records behind each line."""

from __future__ import annotations

from coptui.checklists.run import principles_now
from coptui.core.model.text import show
from coptui.errors import UsageError
from coptui.evidence.line import Reading
from coptui.evidence.registry import LINES
from coptui.language import tr
from coptui.tui.kit.rows import Rows
from coptui.tui.shell import places
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.going import Going
from coptui.tui.shell.list_screen import Heading, ListScreen
from coptui.tui.shell.long_work import LOOKING, looked_up
from coptui.tui.standing.pulse_rows import OTHERS, pulse_rows

SHOWN = ("aliveness", "level_mix", "cadence", *OTHERS)


class PulseScreen(ListScreen):
    """Drawn again when the community changes; the cursor stays on its line."""

    WHERE = ("pulse", "moving", "places", "everywhere")
    GROUPS = (Going,)
    BAR = ("line-rows", "find", "leave", "help")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._readings: dict[str, Reading] = {}

    def heading(self) -> Heading:
        return Heading(tr("Pulse"), show(self.session.community.profile.name))

    def work_out(self) -> None:
        self.long_work.begin(LOOKING, looked_up(self.session, SHOWN), self._worked_out)

    def _worked_out(self, readings: dict[str, Reading]) -> None:
        self._readings = readings
        self.show()

    def rows(self) -> Rows | None:
        if not self._readings:
            return None
        session = self.session
        return pulse_rows(
            session.community,
            self._readings,
            LINES,
            principles_now(session.community.runs.values()),
            session.today,
            session.settings,
            self.size.width,
        )

    async def action_line_rows(self) -> None:
        reading = self._readings.get(str(self.list.key))
        if reading is None:
            raise UsageError(tr("There are no records behind this line."))
        await self.desk.go.open(places.Behind([reading]))
