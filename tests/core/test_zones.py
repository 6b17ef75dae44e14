"""Meetings keep the clock on the wall of their place, whatever summer time does."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coptui.core.meetings.next_occurrence import next_occurrence
from coptui.core.model.community import Community
from coptui.core.model.records import Event, Profile
from coptui.core.model.zones import (
    check_zone,
    clock,
    clock_there,
    clocks,
    day_and_clocks,
    ends,
    now_there,
    on_day,
    starts,
)
from coptui.errors import UsageError

BERLIN = "Europe/Berlin"
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@given(DAYS, DAYS, st.times().map(lambda t: t.replace(second=0, microsecond=0)))
def test_moved_between_any_two_days_the_wall_clock_stays(
    first: date, other: date, time: object
) -> None:
    text = f"{first.isoformat()}T{time:%H:%M}"
    start = starts(Community(), Event(title="x", starts_at=text, time_zone=BERLIN))
    assert start is not None
    written = start.isoformat(timespec="minutes")
    moved = datetime.fromisoformat(on_day(written, other, BERLIN))
    # Once a year an hour is skipped, and then it is the next one.
    assert (moved.hour - start.hour) in (0, 1, -23)
    assert moved.minute == start.minute
    if moved.hour == start.hour:
        assert moved.date() == other
    plain = starts(
        Community(), Event(title="x", starts_at=moved.isoformat()[:16], time_zone=BERLIN)
    )
    assert plain is not None
    assert plain.replace(tzinfo=None) == moved.replace(tzinfo=None)


def test_a_series_over_the_end_of_summer_time() -> None:
    last = Event(
        id=1,
        title="Call",
        series="Call",
        starts_at="2026-10-20T18:00+02:00",
        ends_at="2026-10-20T19:30+02:00",
        recurrence="FREQ=WEEKLY",
        time_zone=BERLIN,
    )
    found = next_occurrence(Community(events={1: last}), last)
    assert (found.starts_at, found.ends_at) == ("2026-10-27T18:00+01:00", "2026-10-27T19:30+01:00")
    by_community = Community(
        profile=Profile(name="C", time_zone="America/New_York"),
        events={
            1: Event(**{**_fields(last), "time_zone": "", "starts_at": "2026-10-30T18:00-04:00"})
        },
    )
    found = next_occurrence(by_community, by_community.events[1])
    assert found.starts_at == "2026-11-06T18:00-05:00"


def test_without_a_zone_what_is_written_stays() -> None:
    assert on_day("2026-10-20T18:00+02:00", date(2026, 12, 1), "") == "2026-12-01T18:00+02:00"
    assert on_day("2026-10-20T18:00", date(2026, 12, 1), BERLIN) == "2026-12-01T18:00"
    assert on_day("2026-10-20", date(2026, 12, 1), BERLIN) == "2026-12-01"


def test_a_clock_that_summer_time_skips_is_an_hour_later() -> None:
    skipped = Event(title="x", starts_at="2026-03-29T02:30", time_zone=BERLIN)
    start = starts(Community(), skipped)
    assert start is not None
    assert start.isoformat() == "2026-03-29T03:30:00+02:00"
    assert on_day("2026-03-22T02:30+01:00", date(2026, 3, 29), BERLIN) == "2026-03-29T03:30+02:00"


def test_the_community_s_clock_comes_first_and_the_other_stands_beside_it() -> None:
    home = Community(profile=Profile(name="C", time_zone="America/New_York"))
    nowhere = Community(profile=Profile(name="C"))
    for starts_at, zone, at_home, there in (
        ("2026-11-24T18:00", BERLIN, "12:00", "18:00"),
        ("2026-11-25T04:00", BERLIN, "Tue 22:00", "04:00"),
        ("2026-11-24T18:00", "", "18:00", ""),
        ("2026-11-24T18:00", "America/New_York", "18:00", ""),
        ("2026-11-24", BERLIN, "", ""),
        ("2026-11-24T23:00+00:00", "", "18:00", ""),
        ("2026-11-24T23:00+00:00", BERLIN, "18:00", "Wed 00:00"),
    ):
        event = Event(title="x", starts_at=starts_at, time_zone=zone)
        assert (clock(home, event), clock_there(home, event)) == (at_home, there)
        beside = f"{at_home}, {there} in Berlin" if there else at_home
        assert clocks(home, event) == beside
        assert day_and_clocks(home, event).endswith(beside or "2026")
        assert clock_there(nowhere, event) == ""
    assert (
        clock(nowhere, Event(title="x", starts_at="2026-11-24T18:00", time_zone=BERLIN)) == "18:00"
    )


def test_a_host_in_another_zone_does_not_live_in_tomorrow() -> None:
    there = datetime.fromisoformat("2026-11-25T01:30+00:00")
    assert now_there(there, "America/New_York").date() == date(2026, 11, 24)
    assert now_there(there, "").date() == date(2026, 11, 25)
    assert now_there(there, "Nowhere/Land") == there


def test_an_end_that_is_not_known_is_some_hours_later() -> None:
    event = Event(title="x", starts_at="2026-11-24T18:00")
    assert ends(Community(), event) == datetime(2026, 11, 24, 20, 0)
    assert ends(Community(), Event(title="x", starts_at="2026-11-24")) is None


@pytest.mark.parametrize("name", ["Atlantis", "../etc/passwd", "Europe/", "\0", "a" * 300])
def test_a_zone_that_nobody_knows(name: str) -> None:
    with pytest.raises(UsageError):
        check_zone(name)
    assert check_zone("") == ""
    assert check_zone(BERLIN) == BERLIN


def _fields(event: Event) -> dict[str, object]:
    return {
        name: getattr(event, name) for name in ("id", "title", "series", "ends_at", "recurrence")
    }


@pytest.mark.parametrize(
    ("written", "own", "shown"),
    [
        ("2026-03-10T18:30", "", "18:30"),
        ("2026-03-10T18:30+01:00", "", "18:30"),
        ("2026-03-10T18:30-05:00", "", "Wed 00:30"),
        ("2026-07-10T16:30Z", "", "18:30"),
        ("2026-03-10T18:30+01:00", "America/New_York", "18:30"),
        ("2026-03-10", "", ""),
        ("", "", ""),
    ],
)
def test_a_time_is_shown_on_the_clock_of_the_community(written: str, own: str, shown: str) -> None:
    community = Community(profile=Profile(name="x", time_zone="Europe/Berlin"))
    event = Event(id=1, title="Call", starts_at=written, time_zone=own)
    assert clock(community, event) == shown


def test_one_clock_is_shown_where_an_offset_says_the_same_as_the_community() -> None:
    community = Community(profile=Profile(name="x", time_zone="Europe/Berlin"))
    event = Event(id=1, title="Call", starts_at="2026-03-10T12:30-05:00")
    assert (clock(community, event), clock_there(community, event)) == ("18:30", "")
