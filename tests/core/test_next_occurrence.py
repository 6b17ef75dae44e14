"""The next occurrence of a series by its rule or its usual gap."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coptui.core.meetings.next_occurrence import next_occurrence
from coptui.core.model.community import Community
from coptui.core.model.records import Event
from coptui.errors import UsageError


def series(*days: str, **last: object) -> Community:
    events = {
        n: Event(id=n, title="Call", series="Call", starts_at=day, status="held")
        for n, day in enumerate(days, 1)
    }
    n = len(days)
    events[n] = Event(**{"id": n, "title": "Call", "series": "Call", "starts_at": days[-1], **last})
    return Community(events=events)


def test_by_the_usual_gap_on_the_same_weekday_at_the_same_time() -> None:
    found = series("2026-09-01", "2026-09-15", "2026-09-29", "2026-10-14", "2026-10-27T18:00",
                   ends_at="2026-10-27T20:00", place="Room 3", hosts=(1,))  # fmt: skip
    event = next_occurrence(found, found.events[2])
    assert event.starts_at == "2026-11-10T18:00"
    assert event.ends_at == "2026-11-10T20:00"
    assert (event.id, event.place, event.series, event.hosts) == (0, "Room 3", "Call", ())
    assert event.status == "planned"
    assert event.attendance == {}


def test_it_follows_what_is_already_planned() -> None:
    found = series("2026-09-01", "2026-10-01", "2026-11-01", "2026-12-01", status="planned")
    assert next_occurrence(found, found.events[1]).starts_at == "2026-12-29"


def test_by_a_recurrence_rule() -> None:
    found = series("2026-10-13T18:00", "2026-11-10T18:00", recurrence="FREQ=MONTHLY;BYDAY=2TU")
    assert next_occurrence(found, found.events[2]).starts_at == "2026-12-08T18:00"
    prefixed = series("2026-11-10", recurrence="RRULE:FREQ=WEEKLY;INTERVAL=2")
    assert next_occurrence(prefixed, prefixed.events[1]).starts_at == "2026-11-24"


@pytest.mark.parametrize(
    "rule", ["nonsense", "FREQ=SOMETIMES", "FREQ=DAILY;COUNT=1", "FREQ=DAILY;UNTIL=20200101"]
)
def test_a_rule_that_says_nothing(rule: str) -> None:
    found = series("2026-11-10", recurrence=rule)
    with pytest.raises(UsageError):
        next_occurrence(found, found.events[1])


def test_a_series_that_met_once_or_none_at_all() -> None:
    once = series("2026-11-10")
    with pytest.raises(UsageError, match="only one date so far"):
        next_occurrence(once, once.events[1])
    alone = Community(events={1: Event(id=1, title="One off", starts_at="2026-11-10")})
    with pytest.raises(UsageError, match="part of a series"):
        next_occurrence(alone, alone.events[1])


def test_cancelled_occasions_do_not_count() -> None:
    found = series("2026-09-01", "2026-09-15", "2026-09-29", "2026-10-13", status="cancelled")
    assert next_occurrence(found, found.events[1]).starts_at == "2026-10-13"


@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.lists(st.integers(1, 60), min_size=1, max_size=10),
)
def test_it_lies_ahead_and_keeps_the_weekday(start: date, gaps: list[int]) -> None:
    days = [start]
    for gap in gaps:
        days.append(days[-1] + timedelta(days=gap))
    found = series(*(day.isoformat() for day in days))
    event = next_occurrence(found, found.events[1])
    assert event.day > days[-1]
    if (event.day - days[-1]).days >= 7:
        assert event.day.weekday() == days[-1].weekday()
