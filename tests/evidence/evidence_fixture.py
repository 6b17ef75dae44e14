"""A small invented circle for the tests of evidence: fortnightly calls and a handful of people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from coptui.core.model.community import Community
from coptui.core.model.records import Attendance, Event, Member, Record, RoleHeld

TODAY = date(2026, 6, 30)
ANN, BETH, CARL, DANA, EMIL, CORA = 1, 2, 3, 4, 5, 9
NAMES = {ANN: "Ann", BETH: "Beth", CARL: "Carl", DANA: "Dana", EMIL: "Emil", CORA: "Cora"}


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def by_id(*records: Record) -> dict[int, Any]:
    return {record.id: record for record in records}


def person(number: int, **more: Any) -> Member:
    return Member(id=number, name=NAMES.get(number, f"Person {number}"), **more)


PEOPLE = by_id(
    *(person(who, joined_on=date(2024, 1, 1)) for who in (ANN, BETH, CARL, DANA, EMIL)),
    person(CORA, joined_on=date(2023, 1, 1), roles=(RoleHeld(role="coordinator"),)),
)


def meeting(
    number: int,
    day: date,
    there: Iterable[int] = (),
    entries: Mapping[int, Attendance] | None = None,
    **more: Any,
) -> Event:
    """A held call; `entries` are attendances other than "attended"."""
    given = {"status": "held", "series": "Call", "attendance_taken": True, "title": "Call", **more}
    attendance = {who: Attendance(status="attended") for who in there} | dict(entries or {})
    return Event(id=number, starts_at=day.isoformat(), attendance=attendance, **given)


def calls(*there: Iterable[int], last: date | None = None, gap: int = 14, **more: Any) -> Any:
    """Calls at an even gap, by id from 1 on; the latest three days ago."""
    latest = last or ago(3)
    return by_id(
        *(
            meeting(place, latest - timedelta(days=gap * (len(there) - place)), who, **more)
            for place, who in enumerate(there, 1)
        )
    )


def circle(members: Mapping[int, Member] = PEOPLE, **tables: Any) -> Community:
    return Community(members=dict(members), **tables)


TO_RECORD = re.compile(
    r"not recorded yet: (?:core, )?(?:add|check|close|get|mark|note|put|rate|record)\b"
)
"""What a line with nothing to go by says: what to do about it."""
