"""Command groups: commands that several screens share, each beside the screen it works on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from coptui.core.model.edits import Edit
from coptui.core.model.records import Event, Member, Record, Topic
from coptui.core.model.sentences import NOTHING_SELECTED
from coptui.errors import UsageError
from coptui.language import tr
from coptui.session import Session
from coptui.tui.kit.rows import Tone
from coptui.tui.shell import asking
from coptui.tui.shell.asking import Accept
from coptui.tui.shell.commands import Command
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.places import Key

R = TypeVar("R", bound=Record)


class OnScreen(Protocol):
    """What a group expects of its screen."""

    desk: Desk
    shown: Key | None

    @property
    def session(self) -> Session: ...

    @property
    def about_member(self) -> int | None: ...

    @property
    def page_of(self) -> int | None: ...

    def say(self, text: str = "", tone: Tone = "good") -> None: ...

    def say_saved(self, said: str, label: str = "") -> None: ...

    async def leave(self) -> None: ...

    def still(self, record: R) -> R: ...

    def there(self, kind: type[R], number: int) -> R: ...

    async def save(self, edit: Edit, said: str = "") -> None: ...

    async def ask(
        self,
        prompt: str,
        accept: Accept,
        *,
        initial: str = "",
        hint: str = "",
        draft: str = "",
        completes: str = "",
        optional: bool = False,
        chips: Sequence[asking.Chip] = (),
        replaces: bool = False,
    ) -> None: ...


class CommandGroup:
    """Methods `action_<id>` for the screens that name the group in `GROUPS`.

    A screen's own method of the same name comes first.
    """

    def __init__(self, screen: OnScreen) -> None:
        self.screen = screen

    def offers(self, command: Command) -> bool:
        """Return whether a command of this group works now."""
        return True

    @property
    def desk(self) -> Desk:
        """The desk of the screen."""
        return self.screen.desk

    @property
    def session(self) -> Session:
        """The session of the open community."""
        return self.screen.session

    def record(self) -> Member | Topic | Event:
        """Return the record that is shown. Raise UsageError if there is none."""
        shown = self.screen.shown
        record = self.session.all_groups.table(shown[0]).get(shown[1]) if shown else None
        if not isinstance(record, Member | Topic | Event):
            raise UsageError(NOTHING_SELECTED, tr("Press 1, 2 or 3 for a list."))
        return record
