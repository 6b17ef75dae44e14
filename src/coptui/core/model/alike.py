"""Values that many records have, held once: ten thousand people live in a few hundred places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any

from msgspec.structs import force_setattr

from coptui.core.model.records import Attendance, Event, Record

ALIKE: Mapping[str, tuple[str, ...]] = {
    "members": ("organisation", "unit", "location", "joined_on"),
    "touches": ("on", "by", "kind"),
}
"""Fields of which many records of a table say the same."""
ALIKE_IN_PARTS: Mapping[str, tuple[str, ...]] = {
    "members": ("offers", "interests", "seeks", "tags"),
}
"""Fields with several texts, of which many records have the same."""


def share_equal(table: str, records: Sequence[Record], known: dict[Any, Any]) -> None:
    """Let equal values of different records be one and the same; no record says anything else.

    `known` holds the values of the records before.
    """
    same = known.setdefault
    for field in ALIKE.get(table, ()):
        values = list(map(attrgetter(field), records))
        for record, value, one in zip(records, values, map(same, values, values), strict=True):
            if one is not value:
                force_setattr(record, field, one)
    for field in ALIKE_IN_PARTS.get(table, ()):
        for record in records:
            if texts := getattr(record, field):
                force_setattr(record, field, tuple(map(same, texts, texts)))


def share_attendance(events: Iterable[Event]) -> None:
    """Let equal attendances be one and the same: nearly everyone's is one of a few.

    That takes as long as reading the events: it is for whoever keeps them, and not for a command.
    """
    known: dict[Attendance, Attendance] = {}
    for event in events:
        entries = event.attendance
        ones = map(known.setdefault, entries.values(), entries.values())
        # The same keys stay where they are: whoever goes through them just now goes on.
        entries.update(zip(entries, ones, strict=True))
