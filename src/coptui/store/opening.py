"""What opens a community: the one place that knows what an address can be."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from coptui.errors import UsageError
from coptui.whereabouts import Whereabouts, of_file

if TYPE_CHECKING:
    from coptui.store.erasing import Begun
    from coptui.store.moments import Moments
    from coptui.store.protocol import Keeper

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):/[/]|(postgres|postgresql):", re.IGNORECASE)


def opened(text: str | Path) -> Whereabouts:
    """Return where a community is, from what a person wrote: a file's name, or an address.

    Raise UsageError for an address of a kind that coptui doesn't know.
    """
    scheme = _SCHEME.match(str(text)) if isinstance(text, str) else None
    if scheme is None:
        return of_file(Path(text))
    kind = (scheme[1] or scheme[2]).lower()
    raise UsageError(
        f"coptui can't open an address that begins with {kind}:.",
        "Give the name of a file; one with a colon in it as ./name.",
    )


def is_address(text: str) -> bool:
    """Return whether a text names a community on a server, and is no path."""
    return _SCHEME.match(text) is not None


def is_there(whereabouts: Whereabouts) -> bool:
    """Return whether there is a file; a server is asked when it is opened."""
    # A folder that may not be entered is "not there" too.
    return whereabouts.file is None or os.path.exists(whereabouts.file)  # noqa: PTH110


def is_absent(whereabouts: Whereabouts) -> bool:
    """Return whether not even a broken link has the file's name."""
    return whereabouts.file is not None and not os.path.lexists(whereabouts.file)


def moments(whereabouts: Whereabouts, state: Path | None) -> Moments:
    """Return what a community was earlier, also where it is gone or cannot be read now."""
    from coptui.store.moments import Backups

    assert whereabouts.file is not None
    return Backups(whereabouts.file, state)


def begun(whereabouts: Whereabouts, state: Path | None) -> list[Begun]:
    """Return every forgetting that was begun and cut off; a server does one whole or not at all."""
    from coptui.store import erasing

    file = whereabouts.file
    return [] if file is None else [act for _, act in erasing.begun(file.resolve(), state)]


def keeper(
    whereabouts: Whereabouts, *, read_only: bool = False, state: Path | None = None
) -> Keeper:
    """Return what reads and saves a community. Raise as `Store` does."""
    from coptui.store.store import Store

    assert whereabouts.file is not None
    return Store(whereabouts.file, read_only=read_only, state=state)
