"""Where a community is kept: what opens it, what it is known by, and what a person reads."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from coptui.files import as_text, real_path

COMMUNITY = "community:"
"""What a key begins with that is a community's own sign."""


class Whereabouts(msgspec.Struct, frozen=True):
    """Where a community is kept, as far as it is known.

    `address` opens it again, and `shown` is what a person reads: never a user or a password. `file`
    is None for a community on a server. `uid` is the community's own sign, "" until it was read or
    if it has none.
    """

    address: str
    shown: str
    file: Path | None = None
    uid: str = ""

    @property
    def key(self) -> str:
        """Return what drafts and the notebook know it by, wherever it is moved."""
        return f"{COMMUNITY}{self.uid}" if self.uid else as_text(self.address)

    @property
    def keys(self) -> tuple[str, ...]:
        """Return everything that it may be known by: also its address, from before it had a sign."""
        return tuple(dict.fromkeys((self.key, as_text(self.address))))

    @property
    def name(self) -> str:
        """Return what it is called where there is little room: a file without its folder."""
        return self.shown if self.file is None else as_text(self.file.name)

    @property
    def title(self) -> str:
        """Return what stands for its name as long as it can't be read."""
        return self.shown if self.file is None else as_text(self.file.stem)

    @property
    def folder(self) -> Path | None:
        """Return the folder that may hold its own checklists; None for a server."""
        return None if self.file is None else real_path(self.file).parent

    def known_as(self, uid: str) -> Whereabouts:
        """Return the same, with the community's sign."""
        return msgspec.structs.replace(self, uid=uid)

    def is_at(self, other: Whereabouts) -> bool:
        """Return whether one address opens both."""
        return self.address == other.address

    def owns(self, key: str) -> bool:
        """Return whether a draft's key is about this community."""
        return key.startswith(tuple(f"{known} " for known in self.keys))

    def without_folder(self, message: str) -> str:
        """Return a message with the file's name instead of its path, where there is little room."""
        return message if self.file is None else message.replace(str(self.file), self.name)


def of_file(path: Path) -> Whereabouts:
    """Return the whereabouts of a file, which is shown as it was given."""
    return Whereabouts(os.path.realpath(path), as_text(path), path)
