"""Pulse: how alive the community is, drawn; one key from the rows behind each line."""

from __future__ import annotations

from textual.app import ComposeResult

from coptui.checklists.run import principles_now
from coptui.core.model.text import show
from coptui.errors import UsageError
from coptui.evidence.line import Reading
from coptui.evidence.registry import LINES
from coptui.tui.kit.line import Line
from coptui.tui.kit.record_list import RecordList
from coptui.tui.kit.rows import Span
from coptui.tui.shell import places
from coptui.tui.shell.commands import Where
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.going import GoingScreen
from coptui.tui.shell.key_bar import KeyBar
from coptui.tui.shell.long_work import LOOKING, LongWork, looked_up
from coptui.tui.standing.pulse_rows import OTHERS, pulse_rows

SHOWN = ("aliveness", "level_mix", "cadence", *OTHERS)


class PulseScreen(GoingScreen):
    """Drawn anew when the community changes; the cursor stays on its line."""

    BAR = ("line-rows", "find", "leave", "help")
    AUTO_FOCUS = "#list"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.page = RecordList(id="list")
        self._readings: dict[str, Reading] = {}
        self.long_work: LongWork = LongWork(self)

    def compose(self) -> ComposeResult:
        yield Line(id="top")
        yield self.page
        yield KeyBar()

    def on_mount(self) -> None:
        self.page.focus()
        name = show(self.session.community.profile.name)
        self.query_one("#top", Line).show_line([Span(" Pulse  ", "strong"), Span(name, "quiet")])
        self.call_after_refresh(self._first)

    async def _first(self) -> None:
        self.show_keys()
        self.community_changed()
        await self.long_work.soon()

    async def sized(self) -> None:
        if self._readings:
            self._show()

    def where(self) -> tuple[Where, ...]:
        return ("pulse", "moving", "places", "everywhere")

    def community_changed(self) -> None:
        self.long_work.begin(LOOKING, looked_up(self.session, SHOWN), self._worked_out)

    def _worked_out(self, readings: dict[str, Reading]) -> None:
        self._readings = readings
        self._show()

    def _show(self) -> None:
        session = self.session
        self.page.show_rows(
            pulse_rows(
                session.community,
                self._readings,
                LINES,
                principles_now(session.community.runs.values()),
                session.today,
                session.settings,
                self.size.width,
            )
        )

    async def action_line_rows(self) -> None:

        reading = self._readings.get(str(self.page.key))
        if reading is None:
            raise UsageError("No rows stand behind this line.")
        await self.desk.go.open(places.Behind([reading]))

    async def on_record_list_chosen(self) -> None:
        await self.action_line_rows()
