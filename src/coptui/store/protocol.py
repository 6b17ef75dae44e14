"""What the session needs from a store, whatever holds its records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from coptui.core.model.changes import Change, Save
from coptui.core.model.community import Community
from coptui.core.model.fault import Fault
from coptui.errors import ReadOnly
from coptui.language import tr
from coptui.whereabouts import Whereabouts

if TYPE_CHECKING:
    from coptui.core.forgetting.documents import StoredDocument
    from coptui.core.forgetting.plan import Plan
    from coptui.core.forgetting.request import Erasure, Request, Undone


Told = Callable[[str], None]
"""Is told what is being waited for, or what went wrong."""


def silent(text: str) -> None:
    """Tell no one."""


class Loaded(msgspec.Struct, frozen=True):
    """A community as read; `generation` counts saves, `uid` is its own sign ("" if it has none).

    `lost` says, once, which saves a server that went back to an earlier state no longer has, or "".
    """

    community: Community
    told: Callable[[], tuple[Fault, ...]]
    generation: int
    uid: str = ""
    lost: str = ""

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Return what couldn't be read. This reads all of it."""
        return self.told()


class Saved(msgspec.Struct, frozen=True):
    """A community after a save.

    `changes` are those really made, with real ids; `entry` is the id of their history, None if
    nothing was left to do; `foreign` means that another process's changes were merged; `warning`
    is what went wrong beside it, "Saved, but ...", or ""; `lost` is as of what is loaded.
    """

    community: Community
    changes: tuple[Change, ...]
    entry: int | None
    foreign: bool
    warning: str = ""
    lost: str = ""


class Keeper(Protocol):
    """A store: `Store` on disk, `MemoryStore` in tests."""

    whereabouts: Whereabouts
    read_only: str
    login: str
    """Who one is on a server; "" for a file."""
    ahead: float
    """Seconds by which the clock of what keeps it is ahead of this computer's."""
    waits: Told

    def load(self) -> Loaded: ...

    def write(self, save: Save) -> Saved: ...

    def check(self) -> tuple[Fault, ...]: ...

    def tables(self) -> dict[str, Any]: ...

    def erase(
        self,
        request: Request,
        others: Sequence[StoredDocument],
        beside: Callable[[Plan], Sequence[Undone]],
    ) -> Erasure: ...

    def survey(self, request: Request, others: Sequence[StoredDocument]) -> Plan: ...

    def changed_on_disk(self) -> bool: ...

    def watch(self) -> None:
        """Begin to look out for others' saves; a file needs nothing for that."""

    def let_go(self) -> None:
        """Wait for no one any more: the program ends. A file is not left in the middle of a save."""

    def leave_in_file(self) -> None:
        """Give back the memory of what only the next save needs, if it can be read again then."""

    def close(self) -> None: ...


def refuse_if(read_only: str, shown: str) -> None:
    """Raise ReadOnly if there is a reason why the community `shown` can't be written."""
    if read_only:
        raise ReadOnly(tr("{shown} is not saved: {read_only}", shown=shown, read_only=read_only))


def signed(name: str, login: str) -> str:
    """Return a name as the history has it: on a server with the role, since two people may be
    called the same."""
    return name if login in ("", name) else f"{name} ({login})"
