"""Who attended a meeting according to a file, merged with what is already known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import fsum

from msgspec.structs import replace

from coptui.core.model.records import Attendance, Event, Unmatched
from coptui.core.model.text import clean, fold
from coptui.exchange.planning.as_stored import ADDRESS, NAME
from coptui.exchange.planning.identity import address_key
from coptui.exchange.planning.planned import OPEN, PlannedPerson
from coptui.exchange.tables.found import FoundPerson
from coptui.exchange.tables.names import may_be_one
from coptui.language import tr

ONLINE = ("Zoom", "Microsoft Teams", "Teams", "Google Meet")
"""With these beginnings of a product's name, whoever was there was there online."""
# What such programs call everyone; a role here means leading the meeting.
_NO_ROLES = frozenset({"presenter", "attendee", "participant", "guest", "member", "panelist"})


def was_there(person: FoundPerson) -> bool:
    """Return whether a row says that someone came, not only that they were invited."""
    if person.status is not None:
        return person.status in ("attended", "late")
    return person.minutes is not None or bool(person.joined_at) or person.rsvp is None


def with_person(
    old: Attendance, people: Sequence[FoundPerson], *, invited: bool, online: bool
) -> tuple[Attendance, str]:
    """Return a person's attendance from all rows about them, and where the file disagrees.

    A mark made here stays, as does a note that they spoke. `invited`: from a calendar, which knows
    answers only. Minutes are the most that is known, so that reading a file twice adds none.
    """
    entry, otherwise = old, ""
    for person in people:
        if person.rsvp is not None:
            entry = replace(entry, rsvp=person.rsvp)
        if invited:
            continue
        status = person.status or ("attended" if was_there(person) else None)
        if status is not None and entry.status is None:
            entry = replace(entry, status=status)
        elif status in ("attended", "late") and entry.status in ("absent", "excused", "no-show"):
            otherwise = tr("present")
        if not entry.role and person.role and fold(person.role) not in _NO_ROLES:
            entry = replace(entry, role=clean(person.role, NAME).lower())
        if online and entry.mode is None and was_there(person):
            entry = replace(entry, mode="online")
    minutes = _minutes(people)
    if minutes and not invited:
        entry = replace(entry, minutes=max(entry.minutes or 0, minutes))
    return entry, otherwise


def still_unmatched(
    event: Event, rows: Iterable[tuple[PlannedPerson, FoundPerson]]
) -> tuple[Unmatched, ...]:
    """Return the names at an event that match no one yet: earlier ones and those of the file.

    A row about a member settles an earlier name that may be theirs, unless the file has that name, too, and asks who
    it is: one address may be that of Ann Lee and of A. Lee.
    """
    kept: dict[str, list[Unmatched]] = {}
    for known in event.unmatched:
        kept.setdefault(_key(known), []).append(known)
    named_rows = [
        (
            row,
            Unmatched(
                name=clean(person.name, NAME),
                email=clean(person.emails[0], ADDRESS) if person.emails else "",
                minutes=person.minutes,
            ),
        )
        for row, person in rows
    ]
    asked = {(_key(name), name.name) for row, name in named_rows if row.state in OPEN}
    for row, unmatched_name in named_rows:
        key = _key(unmatched_name)
        names = kept.setdefault(key, [])
        # A shared address is that of several names.
        same = (known for known in names if may_be_one(known.name, unmatched_name.name))
        before = next(same, None)
        if row.state in OPEN:
            if before is None:
                names.append(unmatched_name)
            elif (unmatched_name.minutes or 0) > (before.minutes or 0):
                longer = replace(before, minutes=unmatched_name.minutes)
                names[names.index(before)] = longer
        elif row.state != "skipped" and before is not None and (key, before.name) not in asked:
            names.remove(before)
    return tuple(one for names in kept.values() for one in names)


def _key(one: Unmatched) -> str:
    return address_key(one.email) or fold(one.name)


def _minutes(people: Sequence[FoundPerson]) -> float | None:
    """Return how long someone attended by several rows: times one after the other add up."""
    known = [person for person in people if person.minutes is not None]
    if not known:
        return None
    spans = sorted((person.joined_at, person.left_at, person.minutes or 0) for person in known)
    apart = all(
        first[1] and second[0] and first[1] <= second[0] for first, second in pairwise(spans)
    )
    lengths = [length for _, _, length in spans]
    return round(fsum(lengths) if apart else max(lengths), 1)
