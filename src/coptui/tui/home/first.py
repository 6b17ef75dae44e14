"""The first screen ever: start a community, empty or from a file, or look at a sample."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from coptui.core.model.sentences import A_LINE_OR_TWO, cannot_be_created, what_for, what_went_wrong
from coptui.core.model.text import clean, show
from coptui.errors import UsageError
from coptui.language import tr
from coptui.store.new_file import new_community
from coptui.tui.home.first_rows import choice_rows
from coptui.tui.kit.rows import Rows
from coptui.tui.shell import places
from coptui.tui.shell.asking import Then
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.list_screen import Heading, ListScreen


class FirstScreen(ListScreen):
    """Hands the choice to `chosen`, and ends."""

    WHERE = ("first", "moving", "everywhere")
    CAPTURES = False
    BAR = ("begin", "leave", "help")

    def __init__(
        self,
        desk: Desk,
        file: Path,
        today: date,
        login: str,
        chosen: Callable[[places.Begun], None],
    ) -> None:
        super().__init__(desk)
        self._chosen = chosen
        self._importing = False
        self._file = file
        self._today = today
        self._login = login

    def heading(self) -> Heading:
        return Heading("coptui", tr("for people who look after a community"))

    def rows(self) -> Rows:
        return choice_rows(self._file)

    async def action_begin(self) -> None:
        key = str(self.list.key)
        if key not in ("new", "import"):
            self._go(places.Begun(sample=key))
            return
        self._importing = key == "import"

        async def named(name: str) -> Then:
            async def purposed(purpose: str) -> Then:
                return lambda: self.ask(
                    tr("What is your name?"),
                    lambda me: self._start(name, purpose, me or self._login),
                    hint=tr(
                        "You become the community's first member, and your changes are saved under this name."
                        " Press Enter to use {name}.",
                        name=show(self._login),
                    ),
                    optional=True,
                )

            return lambda: self.ask(
                what_for(clean(name, 60)),
                purposed,
                hint=A_LINE_OR_TWO,
                optional=True,
            )

        await self.ask(
            tr("What is your community called?"), named, hint=tr("You can change it later.")
        )

    async def _start(self, name: str, purpose: str, me: str) -> None:
        try:
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(
                cannot_be_created(self._file.parent, what_went_wrong(error)),
                tr("Start coptui with -f to choose another file."),
            ) from error
        warning = new_community(
            self._file, name, purpose, founded_on=self._today.isoformat(), me=me
        )
        self._go(places.Begun(self._file, self._importing, warning, me=clean(me, 120)))

    def _go(self, begun: places.Begun) -> None:
        self._chosen(begun)
        self.desk.go.leave()

    @property
    def leads_out(self) -> bool:
        return True

    async def action_backspace(self) -> None:
        """Do nothing: there is nothing before the first screen."""
