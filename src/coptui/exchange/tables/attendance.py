"""Rows about who was there when, taken together by person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from coptui.core.model.text import fold
from coptui.exchange.tables.dates import clock_of, read_back, written
from coptui.exchange.tables.durations import LONGEST, Interval, together
from coptui.exchange.tables.found import FoundPerson

_MIDNIGHT = timedelta(days=1)


@dataclass(frozen=True)
class Stay:
    """One row about one person: from when to when, or at least for how long (minutes).

    `alias` is a name by which other rows may know them: the old one in `New (Original)`.
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
    return tuple(_person(group, status) for group in groups.values())


def _key(stay: Stay, owners: Mapping[str, set[str]], original: Mapping[str, str]) -> str:
    if stay.email:
        return stay.email.casefold()
    for name in (stay.alias, stay.name):
        known = owners.get(fold(name), set()) if name else set()
        if len(known) == 1:
            return next(iter(known))
    key = fold(stay.alias or stay.name)
    return " " + original.get(key, key)


def _person(group: list[Stay], status: bool) -> FoundPerson:
    first = group[0]
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
        status="attended" if status and minutes is None else None,
        role=next((stay.role for stay in group if stay.role), ""),
        outside=all(stay.outside for stay in group),
    )


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
    # Durations without times may lie side by side: the longest is certain.
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
    return text.strip().casefold() in ("yes", "y", "true", "1", "ja", "oui", "sí", "si", "sim", "x")
