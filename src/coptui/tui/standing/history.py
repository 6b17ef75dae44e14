"""History: who changed what, when, before and after; any change can be undone."""

from __future__ import annotations

from typing import cast

from coptui.core.model.records import HistoryEntry
from coptui.core.model.sentences import NO_CHANGES
from coptui.core.model.text import as_sentence, show
from coptui.errors import UsageError
from coptui.language import tr
from coptui.tui.kit.lines import Below
from coptui.tui.kit.rows import Rows, Span
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.going import Going
from coptui.tui.shell.list_screen import Detail, Heading, ListScreen
from coptui.tui.standing.history_rows import entry_rows, history_rows


class HistoryScreen(ListScreen):
    """The list above, the entry under the cursor below; its values only after Enter."""

    WHERE = ("history", "moving", "places", "everywhere")
    GROUPS = (Going,)
    BAR = ("show-entry", "take-back", "leave", "help")
    LIST = "shelf"
    DETAIL = Detail("about", Below, "cultivate")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.list.title = [Span(tr("History"), "heading")]
        self._private = False

    def heading(self) -> Heading:
        return Heading(tr("History"), show(self.session.all_groups.profile.name))

    def rows(self) -> Rows:
        return history_rows(self.session.all_groups, self.session.today)

    def detail_rows(self, width: int) -> Rows:
        session = self.session
        return entry_rows(session.all_groups, self._entry(), session.today, width, self._private)

    def on_record_list_highlighted(self) -> None:
        # Textual calls the handler of list screens after this one.
        self._private = False

    def _entry(self) -> HistoryEntry | None:
        return self.session.all_groups.history.get(cast("int | None", self.list.key) or 0)

    def action_show_entry(self) -> None:
        self._private = not self._private
        self.follow()

    async def action_take_back(self) -> None:
        entry = self._entry()
        if entry is None:
            raise UsageError(NO_CHANGES)
        label = await self.desk.take_back(entry.id)
        self.say(tr("{label}. Press U to redo it.", label=as_sentence(label)))
