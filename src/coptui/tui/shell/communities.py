"""Another community: a list of mine; Enter opens one in the same program."""

from __future__ import annotations

from pathlib import Path

from coptui.errors import CoptError, UsageError
from coptui.store.store import Store
from coptui.tui.kit.rows import Rows
from coptui.tui.shell.adding_a_community import ask_for_community
from coptui.tui.shell.communities_rows import Listed, community_rows
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.list_screen import Heading, ListScreen


class CommunitiesScreen(ListScreen):
    """The communities in the setting `files`, and the open one."""

    WHERE = ("communities", "moving", "everywhere")
    BAR = ("open-community", "add-here", "leave", "help")

    def __init__(self, desk: Desk, paths: tuple[Path, ...]) -> None:
        super().__init__(desk)
        self._communities = [_listed(path) for path in paths]

    def heading(self) -> Heading:
        return Heading("Your communities")

    def rows(self) -> Rows:
        return community_rows(self._communities, self.session.path, self.size.width)

    async def action_add_here(self) -> None:
        await ask_for_community(self)

    async def action_open_community(self) -> None:
        if self.list.key is None:
            raise UsageError("Select a community first.")
        path = Path(str(self.list.key))
        if path == self.session.path:
            self.close()
        else:
            await self.desk.go.open_community(path)


def _listed(path: Path) -> Listed:
    """Return how a file names itself; one that cannot be read becomes a line that says so."""
    try:
        store = Store(path, read_only=True)
        try:
            return Listed(path, store.load().community.profile.name)
        finally:
            store.close()
    except CoptError as error:
        return Listed(path, path.stem, error.message)
