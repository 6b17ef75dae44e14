"""Whether someone who was erased is in a file again, as its backups tell."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

from coptui.core.model.community import Community
from coptui.core.model.fault import Fault
from coptui.errors import DataInvalid
from coptui.files import blocks_of, opened, read_file
from coptui.language import tr
from coptui.store import backup_folders, backups
from coptui.store.version import read

_MARK = re.compile(rb'"mark": ?"([0-9a-f]{32})"')
_LONGEST = 48
"""Bytes that a mark takes at most, with the name of its field."""


def there_again(path: Path, state: Path | None, now: Community) -> Iterator[Fault]:
    """Yield the members of a file who have the number of someone whom a backup knows as erased.

    So it is where an older file was put in the place of a newer one by hand.
    """
    # The first screen needs none of it.
    from coptui.core.forgetting.request import is_mark_of

    known = {erased.mark for erased in now.erased.values()}
    newest = max((entry.at for entry in now.history.values()), default="")
    lost: set[str] = set()
    for backup in backups.of_community(path, state):
        with suppress(DataInvalid, OSError):
            there = read(read_file(backup.path), str(backup.path)).community
            moments = [entry.at for entry in there.history.values()]
            # What was saved here is not in the backups of another copy, which gave this number
            # to another.
            if newest in moments or newest <= min(moments, default=newest):
                lost |= {erased.mark for erased in there.erased.values()} - known
    for number in now.members if lost else ():
        if any(is_mark_of(mark, number) for mark in lost):
            message = tr(
                "Someone with this number was erased. If this is them, erase them again: coptui "
                "person forget {number}",
                number=number,
            )
            yield Fault("members", number, "", message)


def may_be_there_again(path: Path, state: Path | None, known: Collection[str]) -> bool:
    """Return whether the newest backup has the mark of an erasure that isn't among those `known` in the
    file.

    Whoever is erased leaves their mark in every backup, so one is read, a block at a time, and
    nothing of it decoded.
    """
    newest = backups.newest_in(backup_folders.noted_for(path, state))
    if newest is None:
        return False
    with suppress(OSError), opened(newest.path) as file:
        before = b""
        for block in blocks_of(file.fileno()):
            for mark in _MARK.findall(before + block):
                if mark.decode() not in known:
                    return True
            before = block[-_LONGEST:]
    return False
