"""Another community: a list of mine, and Enter opens one in the same program."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult

from coptui.errors import CoptError, UsageError
from coptui.store.store import Store
from coptui.tui.kit.line import Line
from coptui.tui.kit.record_list import RecordList
from coptui.tui.kit.rows import Span
from coptui.tui.shell.base import CoptScreen
from coptui.tui.shell.commands import Where
from coptui.tui.shell.communities_rows import Listed, community_rows
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.key_bar import KeyBar


class CommunitiesScreen(CoptScreen):
    """Those of the setting `files`, and the one that is open."""

    BAR = ("open-community", "leave", "help")
    AUTO_FOCUS = "#list"

    def __init__(self, desk: Desk, paths: tuple[Path, ...]) -> None:
        super().__init__(desk)
        self._found = [_listed(path) for path in paths]
        self.list = RecordList(id="list")

    def compose(self) -> ComposeResult:
        yield Line(id="top")
        yield self.list
        yield KeyBar()

    def on_mount(self) -> None:
        self.list.focus()
        self.query_one("#top", Line).show_line([Span(" My communities", "strong")])
        self.call_after_refresh(self.community_changed)

    def where(self) -> tuple[Where, ...]:
        return ("communities", "moving", "everywhere")

    def community_changed(self) -> None:
        self.list.show_rows(community_rows(self._found, self.session.path, self.size.width))
        self.show_keys()

    async def on_record_list_chosen(self) -> None:
        try:
            await self.action_open_community()
        except CoptError as error:
            self.say(f"{error.message} {error.hint}", "bad")

    async def action_open_community(self) -> None:
        if self.list.key is None:
            raise UsageError("There is no community under the cursor.")
        path = Path(str(self.list.key))
        if path == self.session.path:
            self.close()
        else:
            await self.desk.go.open_community(path)


def _listed(path: Path) -> Listed:
    """What a file says of itself; one that cannot be read is a line that says so."""
    try:
        store = Store(path, read_only=True)
        try:
            return Listed(path, store.load().community.profile.name)
        finally:
            store.close()
    except CoptError as error:
        return Listed(path, path.stem, error.message)
