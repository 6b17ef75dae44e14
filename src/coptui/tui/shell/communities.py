"""Another community: a list of mine; Enter opens one in the same program."""

from __future__ import annotations

from coptui.errors import CoptError, UsageError
from coptui.language import tr
from coptui.store.opening import keeper
from coptui.tui.kit.rows import Rows
from coptui.tui.shell.adding_a_community import ask_for_community
from coptui.tui.shell.communities_rows import Listed, community_rows
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.list_screen import Heading, ListScreen
from coptui.whereabouts import Whereabouts


class CommunitiesScreen(ListScreen):
    """The communities in the setting `files`, and the open one."""

    WHERE = ("communities", "moving", "everywhere")
    BAR = ("open-community", "add-here", "leave", "help")

    def __init__(self, desk: Desk, all_of_mine: tuple[Whereabouts, ...]) -> None:
        super().__init__(desk)
        self._all_of_mine = all_of_mine
        self._listed: list[Listed] | None = None

    def heading(self) -> Heading:
        return Heading(tr("Your communities"))

    def work_out(self) -> None:
        """Read how each names itself; one on a server may take a moment."""
        self.long_work.begin(
            tr("reading"), lambda _: [_listed(each) for each in self._all_of_mine], self._worked_out
        )

    def _worked_out(self, listed: list[Listed]) -> None:
        self._listed = listed
        self.show()

    def rows(self) -> Rows | None:
        if self._listed is None:
            return None
        return community_rows(self._listed, self.session.whereabouts, self.size.width)

    async def action_add_here(self) -> None:
        await ask_for_community(self)

    async def action_open_community(self) -> None:
        chosen = next((each for each in self._all_of_mine if each.address == self.list.key), None)
        if chosen is None:
            raise UsageError(tr("Select a community first."))
        if chosen.is_at(self.session.whereabouts):
            self.close()
        else:
            await self.desk.go.open_community(chosen)


def _listed(whereabouts: Whereabouts) -> Listed:
    """Return how a community names itself; one that cannot be read becomes a line that says so."""
    try:
        store = keeper(whereabouts, read_only=True)
        try:
            return Listed(whereabouts, store.load().community.profile.name)
        finally:
            store.close()
    except CoptError as error:
        return Listed(whereabouts, whereabouts.title, error.message)
