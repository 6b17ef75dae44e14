"""Rows about who was there when, taken together by person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from coptui.core.model.text import fold
from coptui.exchange.tables.answers import Reply, Status, yes_or_no
from coptui.exchange.tables.bots import kind_of_name
from coptui.exchange.tables.durations import LONGEST, Interval, together
from coptui.exchange.tables.found import FoundPerson
from coptui.exchange.tables.moments import clock_of, read_back, written
from coptui.exchange.tables.names import may_be_one

_MIDNIGHT = timedelta(days=1)


@dataclass(frozen=True)
class Stay:
    """One row about one person: from when to when, or at least for how long (minutes).

    `alias` is a name by which other rows may know them: the old one in `New (Original)`.
    `at_least`: no one saw the end, so even few minutes leave no one out.
    """

    line: int
    name: str
    email: str = ""
    alias: str = ""
    joined_at: str = ""
    left_at: str = ""
    minutes: float | None = None
    role: str = ""
    outside: bool = False
    fields: Mapping[str, Any] = field(default_factory=dict)
    status: Status | None = None
    rsvp: Reply | None = None
    at_least: bool = False


def attendees(stays: Iterable[Stay], *, status: bool = True) -> tuple[FoundPerson, ...]:
    """Combine rows into people, by address, or by name if a row has no address.

    Rows without an address join those with one if exactly one address has that name. People without
    minutes count as attended if `status`; how long is long enough isn't decided here.
    """
    rows = list(stays)
    owners: dict[str, set[str]] = {}
    for stay in rows:
        if stay.email:
            for name in filter(None, (stay.name, stay.alias)):
                owners.setdefault(fold(name), set()).add(stay.email.casefold())
    # The new name leads to the old one, under which the other rows stand.
    original = {fold(stay.name): fold(stay.alias) for stay in rows if stay.alias}
    groups: dict[str, list[Stay]] = {}
    for stay in rows:
        groups.setdefault(_key(stay, owners, original), []).append(stay)
    return tuple(
        _person(person, status)
        for group in groups.values()
        for person in (_apart(group) if len(group) > 1 else (group,))
    )


def _key(stay: Stay, owners: Mapping[str, set[str]], original: Mapping[str, str]) -> str:
    if stay.email:
        return stay.email.casefold()
    for name in (stay.alias, stay.name):
        known = owners.get(fold(name), set()) if name else set()
        if len(known) == 1:
            return next(iter(known))
    key = fold(stay.alias or stay.name)
    return " " + original.get(key, key)


def _apart(group: list[Stay]) -> Iterator[list[Stay]]:
    """Yield the rows of one address or name by person.

    Names that can't be one person's are several people's; so are different handles, telephones or organisations.
    """
    people: list[list[Stay]] = []
    for stay in group:
        same = next(
            (each for each in people if all(_together(stay, other) for other in each)), None
        )
        if same is None:
            people.append([stay])
        else:
            same.append(stay)
    yield from people


def _together(first: Stay, second: Stay) -> bool:
    """Return whether two rows can be of one person; a telephone's name may be anyone's."""
    if contradict(first.fields, second.fields):
        return False
    return any(
        may_be_one(_persons(one), _persons(other))
        for one in (first.name, first.alias or first.name)
        for other in (second.name, second.alias or second.name)
    )


def _persons(name: str) -> str:
    return name if kind_of_name(name) == "person" else ""


def contradict(first: Mapping[str, Any], second: Mapping[str, Any]) -> bool:
    """Return whether two rows are of two people: another handle, telephone or organisation."""
    for name in ("phone", "organisation", "handles"):
        one, other = first.get(name), second.get(name)
        if one and other and fold(str(one)) != fold(str(other)):
            return True
    return False


def one_address_each(stays: Iterable[Stay]) -> tuple[list[Stay], bool]:
    """Leave each address to the first name beside it: the buyer's, who also ordered for others."""
    owners: dict[str, str] = {}
    kept: list[Stay] = []
    shared = False
    for stay in stays:
        name = fold(stay.name)
        if stay.email and owners.setdefault(stay.email.casefold(), name) != name and name:
            stay, shared = replace(stay, email=""), True
        kept.append(stay)
    return kept, shared


def _person(group: list[Stay], status: bool) -> FoundPerson:
    first = group[0]
    group = [stay for stay in group if stay.status not in _AWAY] or group
    names = Counter(stay.name for stay in group if stay.name)
    name = names.most_common(1)[0][0] if names else ""
    others = dict.fromkeys(
        other for stay in group if (other := stay.name) and fold(other) != fold(name)
    )
    fields: dict[str, Any] = {}
    for stay in group:
        fields |= {key: value for key, value in stay.fields.items() if value}
    if others:
        fields["aliases"] = [*others]
    minutes = _minutes(group)
    said = _status(group)
    if said not in (None, "attended", "late"):
        minutes = None
    joined = [stay.joined_at for stay in group if stay.joined_at]
    left = [stay.left_at for stay in group if stay.left_at]
    return FoundPerson(
        line=first.line,
        name=name,
        emails=tuple(dict.fromkeys(stay.email for stay in group if stay.email)),
        fields=fields,
        minutes=minutes,
        joined_at=min(joined, default=""),
        left_at=max(left, default=""),
        status=said or ("attended" if status and minutes is None else None),
        rsvp=_reply(group),
        role=next((stay.role for stay in group if stay.role), ""),
        outside=all(stay.outside for stay in group),
        at_least=any(stay.at_least for stay in group),
    )


_AWAY = ("absent", "no-show", "excused")


def _status(group: list[Stay]) -> Status | None:
    """Return the status that says most: whoever came by one row did not stay away by another."""
    said = {stay.status for stay in group}
    order: tuple[Status, ...] = ("attended", "late", "excused", "no-show", "absent")
    return next((status for status in order if status in said), None)


def _reply(group: list[Stay]) -> Reply | None:
    said = {stay.rsvp for stay in group}
    order: tuple[Reply, ...] = ("yes", "maybe", "no")
    return next((reply for reply in order if reply in said), None)


def _minutes(group: list[Stay]) -> float | None:
    if len(group) == 1 and group[0].minutes is not None:
        # From first to last there may be times away, which the program knows and the row does not.
        return group[0].minutes
    spans = [_span(stay) for stay in group]
    if len({span[0].tzinfo is None for span in spans if span}) > 1:
        spans = []  # clocks with and without their zone cannot be laid side by side
    told = [stay.minutes for stay in group if stay.minutes is not None]
    if all(spans) and spans:
        return together(span for span in spans if span)
    known = together(span for span in spans if span) if any(spans) else None
    # Durations without times may overlap: only the longest is certain.
    longest = max(told, default=None)
    if known is None or longest is None:
        return longest if known is None else known
    return max(known, longest)


def _span(stay: Stay) -> Interval | None:
    start, end = read_back(stay.joined_at), read_back(stay.left_at)
    if start is None and end is not None and stay.minutes is not None:
        start = end - timedelta(minutes=stay.minutes)
    if start is not None and end is None and stay.minutes is not None:
        end = start + timedelta(minutes=stay.minutes)
    if start is None or end is None or (start.tzinfo is None) != (end.tzinfo is None):
        return None
    return (start, end) if timedelta() <= end - start <= timedelta(minutes=LONGEST) else None


def same_day(joined: str, left: str) -> str:
    """Return an end that only looks earlier than its beginning as one after midnight."""
    start, end = read_back(joined), read_back(left)
    if not start or not end or (start.tzinfo is None) != (end.tzinfo is None):
        return left
    return written(end + _MIDNIGHT) if end < start < end + _MIDNIGHT else left


def clock_minutes(joined: str, left: str) -> float | None:
    """Return the minutes between two times of day (`18:02`, `19:00`), past midnight if need be."""
    start, end = clock_of(joined), clock_of(left)
    if start is None or end is None:
        return None
    day = datetime(2000, 1, 1)  # noqa: DTZ001
    span = datetime.combine(day, end) - datetime.combine(day, start)
    return round((span % _MIDNIGHT).total_seconds() / 60, 2)


def yes(text: str) -> bool:
    """Return whether a cell says yes: `Yes`, `true`, `1` and the like."""
    return yes_or_no(text) is True
