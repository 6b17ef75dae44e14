"""History: who changed what, when, before and after; one change taken back from the middle."""

from __future__ import annotations

from typing import cast

from textual.app import ComposeResult

from coptui.core.model.records import HistoryEntry
from coptui.core.model.text import show
from coptui.errors import UsageError
from coptui.tui.kit.line import Line
from coptui.tui.kit.lines import Below
from coptui.tui.kit.record_list import RecordList
from coptui.tui.kit.rows import Span
from coptui.tui.shell.commands import Where
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.going import GoingScreen
from coptui.tui.shell.key_bar import KeyBar
from coptui.tui.standing.history_rows import entry_rows, history_rows


class HistoryScreen(GoingScreen):
    """The list above, the entry under the cursor below; its values only after Enter."""

    BAR = ("show-entry", "take-back", "leave", "help")
    AUTO_FOCUS = "#shelf"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.list = RecordList(title=[Span("History", "heading")], id="shelf")
        self.about = RecordList(id="about")
        self.about.can_focus = False
        self._private = False

    def compose(self) -> ComposeResult:
        yield Line(id="top")
        with Below(id="cultivate"):
            yield self.list
            yield self.about
        yield KeyBar()

    def on_mount(self) -> None:
        self.list.focus()
        name = show(self.session.community.profile.name)
        self.query_one("#top", Line).show_line([Span(" History  ", "strong"), Span(name, "quiet")])
        self.call_after_refresh(self._first)

    def _first(self) -> None:
        self.community_changed()
        self.show_keys()

    def where(self) -> tuple[Where, ...]:
        return ("history", "moving", "places", "everywhere")

    def community_changed(self) -> None:
        self.list.show_rows(history_rows(self.session.community, self.session.today))
        self._show_entry()

    def on_record_list_highlighted(self) -> None:
        self._private = False
        self._show_entry()

    async def on_record_list_chosen(self) -> None:
        self.action_show_entry()

    def _entry(self) -> HistoryEntry | None:
        return self.session.community.history.get(cast("int | None", self.list.key) or 0)

    def _show_entry(self) -> None:
        session = self.session
        self.about.top = 0
        self.about.show_rows(
            entry_rows(
                session.community, self._entry(), session.today, self.size.width, self._private
            )
        )

    def action_show_entry(self) -> None:
        self._private = not self._private
        self._show_entry()

    async def action_take_back(self) -> None:
        entry = self._entry()
        if entry is None:
            raise UsageError("Nothing was changed yet.")
        label = await self.desk.take_back(entry.id)
        self.say(f"{label[:1].upper()}{label[1:]}. U does it again.")
