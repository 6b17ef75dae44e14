"""What can be read and still cannot be right: loose ends, impossible days, records of themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from itertools import chain
from typing import Any

import msgspec

from coptui.core.model.community import Community
from coptui.core.model.fault import Fault
from coptui.core.model.records import TABLES, Event, Record, day_of, document
from coptui.core.model.references import references
from coptui.language import tr

LATEST = 100
"""Years from now that no record of a community is of."""

LASTING = ("runs", "snapshots", "history")
"""Tables that go on naming what was deleted since: they tell of the past."""

ORDER: dict[str, tuple[tuple[str, str], ...]] = {
    "members": (("paused_on", "paused_until"),),
    "topics": (("opened_on", "closed_on"),),
    "events": (("starts_at", "ends_at"),),
    "actions": (("created_on", "done_on"),),
    "asks": (("asked_on", "first_answer_on"), ("asked_on", "solved_on")),
    "library": (("added_on", "looked_on"),),
    "runs": (("started_at", "finished_at"),),
}
"""What comes first and what comes after it, by table."""

PAST: dict[str, tuple[str, ...]] = {
    "touches": ("on",),
    "stories": ("on",),
    "contributions": ("on",),
    "actions": ("done_on",),
    "asks": ("first_answer_on", "solved_on"),
    "library": ("looked_on",),
    "runs": ("started_at", "finished_at"),
    "snapshots": ("on",),
}
"""What tells of something done, which cannot be yet to come."""


def loose_ends(community: Community) -> Iterator[Fault]:
    """Yield references to records that are missing or unreadable, or to the record itself."""
    for table in TABLES:
        if table in LASTING:
            continue
        for record in community.table(table).values():
            for path, target, number in references(table, document(record)):
                field = path.removesuffix(".*")
                if number not in community.table(target):
                    message = tr(
                        "This refers to {table} {number}, which doesn't exist.",
                        table=target,
                        number=number,
                    )
                    yield Fault(table, record.id, field, message)
                elif (target, number) == (table, record.id):
                    yield Fault(table, record.id, field, tr("This record refers to itself."))


def impossible_days(community: Community, today: date) -> Iterator[Fault]:
    """Yield days in the wrong order, things done in the future, and years no one means."""
    for table in TABLES:
        if table == "history":
            continue
        for record in community.table(table).values():
            yield from _wrong_order(record)
            yield from _to_come(record, today)
            yield from _far_off(record, today)
    for number, pause in enumerate(community.profile.breaks, 1):
        if pause.to < pause.from_:
            message = tr(
                "Break {number} ends on {last}, before it begins on {first}.",
                number=number,
                last=pause.to,
                first=pause.from_,
            )
            yield Fault("community", community.profile.id, "breaks", message)


def _wrong_order(record: Record) -> Iterator[Fault]:
    for first, then in ORDER.get(record.table, ()):
        begun, ended = getattr(record, first), getattr(record, then)
        if begun and ended and _before(ended, begun):
            message = tr(
                "{day} is before {field} ({earlier_day}).",
                day=ended,
                field=first,
                earlier_day=begun,
            )
            yield Fault(record.table, record.id, then, message)
    left, joined = getattr(record, "left_on", None), getattr(record, "joined_on", None)
    # Who came back has joined after they left.
    if left and joined and left < joined and getattr(record, "status", "") == "left":
        yield Fault(
            record.table,
            record.id,
            "left_on",
            tr("{day} is before joined_on ({joined_day}).", day=left, joined_day=joined),
        )


def _before(first: Any, second: Any) -> bool:
    """Return whether a day or time is before another; by day alone if only one has a time zone."""
    if isinstance(first, date) or isinstance(second, date):
        return bool(first < second)
    try:
        days = day_of(first), day_of(second)
        if 10 in (len(first), len(second)):
            return days[0] < days[1]
        moments = datetime.fromisoformat(first), datetime.fromisoformat(second)
    except ValueError:
        return False
    if (moments[0].tzinfo is None) is not (moments[1].tzinfo is None):
        return days[0] < days[1]
    return moments[0] < moments[1]


def _to_come(record: Record, today: date) -> Iterator[Fault]:
    names = PAST.get(record.table, ())
    if isinstance(record, Event) and record.status == "held":
        names = ("starts_at",)
    for name in names:
        day = _day(getattr(record, name))
        # The community may live where it is tomorrow already.
        if day is not None and (day - today).days > 1:
            message = tr(
                "{day} is in the future, but the record says that it has already happened.", day=day
            )
            yield Fault(record.table, record.id, name, message)


def _far_off(record: Record, today: date) -> Iterator[Fault]:
    for name in _days_of(type(record)):
        day = _day(getattr(record, name))
        if day is not None and day.year > today.year + LATEST:
            yield Fault(
                record.table, record.id, name, tr("The year {year} can't be right.", year=day.year)
            )


def _day(value: Any) -> date | None:
    if isinstance(value, str) and value:
        try:
            return day_of(value)
        except ValueError:
            return None
    return value if isinstance(value, date) else None


@cache
def _days_of(kind: type[Record]) -> tuple[str, ...]:
    """Return the fields that hold a day, or a time as text."""
    return tuple(
        info.name
        for info in msgspec.structs.fields(kind)
        if "date" in str(info.type) or info.name.endswith("_at")
    )


def unknown_fields(tables: Mapping[str, Any]) -> dict[tuple[str, str], list[int]]:
    """Return the fields coptui doesn't know, (table, field), with the ids of their records.

    `tables` are plain documents by table and key. Such fields are kept as they are; some are
    misspelt.
    """
    ids_by_field: dict[tuple[str, str], list[int]] = {}
    for table, kind in TABLES.items():
        known = {info.encode_name for info in msgspec.structs.fields(kind)}
        documents = tables.get(table)
        for key, content in documents.items() if isinstance(documents, Mapping) else ():
            for name in content if isinstance(content, Mapping) and key.isdecimal() else ():
                if name not in known:
                    ids_by_field.setdefault((table, name), []).append(int(key))
    return ids_by_field


def unsound(community: Community, today: date) -> Iterator[Fault]:
    """Return everything that can be read but can't be right."""
    return chain(loose_ends(community), impossible_days(community, today))
