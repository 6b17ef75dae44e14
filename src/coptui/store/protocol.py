"""What the session asks of a store, whatever it keeps its records in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import msgspec

from coptui.core.changes import Change, Choice, Settled
from coptui.core.community import Community
from coptui.core.fault import Fault


class Loaded(msgspec.Struct, frozen=True):
    """A community as read; `generation` counts saves."""

    community: Community
    told: Callable[[], tuple[Fault, ...]]
    generation: int

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What could not be read. To say so, all of it is read."""
        return self.told()


class Saved(msgspec.Struct, frozen=True):
    """A community after a save.

    `changes` are those really made, with real ids; `entry` is the id of their history, None when
    nothing was left to do (or none was to be kept); `foreign` says that another process's changes
    were taken in; `warning` is what went wrong beside it, "Saved, but ...", or "".
    """

    community: Community
    changes: tuple[Change, ...]
    entry: int | None
    foreign: bool
    warning: str = ""


class Erased(NamedTuple):
    """How many backups were changed, how many could not be read and were removed, and the warning
    that `Saved` has too."""

    changed: int
    removed: int
    warning: str = ""


class Keeper(Protocol):
    """A store: `Store` on disk, `MemoryStore` in tests."""

    path: Path
    read_only: str
    waits: Callable[[str], None]

    def load(self) -> Loaded: ...

    def write(
        self,
        changes: Sequence[Change],
        *,
        by: str,
        at: str,
        label: str,
        undoes: int | None = None,
        choice: Choice | Settled = "ask",
        record: bool = True,
        occasion: str = "save",
    ) -> Saved: ...

    def check(self) -> tuple[Fault, ...]: ...

    def erase(self, edit: Callable[[dict[str, Any]], dict[str, Any]]) -> Erased: ...

    def changed_on_disk(self) -> bool: ...

    def close(self) -> None: ...
