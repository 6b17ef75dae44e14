"""What an earlier import of the same file made, and must not be made again."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TypeVar

from coptui.core.model.community import Community
from coptui.core.model.records import Event, Member
from coptui.core.model.text import fold

Made = TypeVar("Made", Member, Event)


class Earlier:
    """The records that an earlier import of this file made, by the line they came from."""

    def __init__(self, community: Community, file: str) -> None:
        self._members = _by_line(community.members.values(), file)
        self._events = _by_line(community.events.values(), file)
        self._made = {member.id for made in self._members.values() for member in made}

    def member(self, lines: Iterable[int], names: Collection[str]) -> int | None:
        """Return the member made from one of these lines under one of these names, or None."""
        wanted = {fold(name) for name in names}
        member_ids = (
            member.id
            for line in set(lines)
            for member in self._members.get(line, ())
            if fold(member.name) in wanted
        )
        return min(member_ids, default=None)

    def made(self, member: int) -> bool:
        """Return whether a member was made from any line of this file."""
        return member in self._made

    def event(self, line: int, title: str, starts_at: str, uid: str) -> int | None:
        """Return the event that was made from a meeting; None if there is none."""
        for event in self._events.get(line, ()):
            same = (event.starts_at, event.uid) == (starts_at, uid)
            if same and fold(event.title) == fold(title):
                return event.id
        return None


def _by_line(records: Iterable[Made], file: str) -> dict[int, list[Made]]:
    """Return a file's records by line; 0 if the file has no lines."""
    found: dict[int, list[Made]] = {}
    for record in records:
        if record.source is not None and record.source.file == file:
            found.setdefault(record.source.row or 0, []).append(record)
    return found
