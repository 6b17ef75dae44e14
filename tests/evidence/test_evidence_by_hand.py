"""Lines against the same figures worked out by hand, on an invented and on a real community."""

from __future__ import annotations

import json
import os
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import evidence_by_hand as by_hand
import msgspec
import pytest
from evidence_fixture import TO_RECORD

from coptui.core.model.community import Community
from coptui.core.model.records import Event, Member
from coptui.core.people.levels import standings
from coptui.evidence.registry import LINES, evidence

# A coptui file of a real community, with one series and nothing but attendance, to check as well.
REAL = Path(os.environ.get("COPTUI_REAL_FILE", "no-real-file"))

SILENT = (
    "outside_voice",
    "value_stories",
    "asks",
    "private_contact",
    "lead_rotation",
    "concentration",
    "topic_origin",
    "format_mix",
    "follow_through",
    "boundary_spread",
    "ties",
    "coordinator_load",
    "topic_turnover",
    "interest_match",
    "expertise_cover",
    "reviews",
    "freshness",
    "aliveness",
)


def workshop() -> Community:
    data = json.loads(Path(__file__).with_name("workshop.json").read_text(encoding="utf-8"))
    return _community(
        data["members"],
        {
            str(place): {
                "title": "Workshop",
                "series": "Workshop",
                "starts_at": day,
                "status": "held",
                "attendance_taken": True,
                "attendance": {str(who): {"status": "attended"} for who in there},
            }
            for place, (day, there) in enumerate(data["events"], 1)
        },
    )


def _community(members: dict[str, Any], events: dict[str, Any]) -> Community:
    def read(kind: type[Any], table: dict[str, Any]) -> dict[int, Any]:
        return {
            int(number): msgspec.convert({**record, "id": int(number)}, kind, str_keys=True)
            for number, record in table.items()
        }

    return Community(members=read(Member, members), events=read(Event, events))


def real() -> Community:
    data = json.loads(REAL.read_text(encoding="utf-8"))
    return _community(data["members"], data["events"])


DAYS = ("2019-12-31", "2023-12-31", "2024-08-01", "2019-02-02", "2021-06-30", "2022-11-05")


def _cases() -> list[Any]:
    absent = pytest.mark.skipif(not REAL.is_file(), reason="COPTUI_REAL_FILE names no file")
    invented = [pytest.param(workshop, f"{int(day[:4]) - 4}{day[4:]}") for day in DAYS]
    return invented + [pytest.param(real, day, marks=absent) for day in DAYS]


@pytest.mark.parametrize(("source", "day"), _cases())
def test_lines_say_what_a_hand_count_says(source: Any, day: str) -> None:
    community, today = source(), date.fromisoformat(day)
    meetings = sorted((event.day, list(event.attendance)) for event in community.events.values())
    joined = {member.id: member.joined_on for member in community.members.values()}

    assert evidence("attendance", community, today).value == by_hand.attendance(meetings, today)
    assert evidence("cadence", community, today).value == pytest.approx(
        by_hand.cadence(meetings, today)
    )

    missed = evidence("missed", community, today)
    expected = by_hand.missed(meetings, today)
    assert (None if missed.no_data else {row.id for row in missed.rows}) == expected
    assert missed.value == (None if expected is None else len(expected))

    back = evidence("returned", community, today)
    expected = by_hand.returned(meetings, today)
    assert (None if back.no_data else {row.id for row in back.rows}) == expected
    active = evidence("activity_index", community, today)
    assert active.value == by_hand.activity(meetings, today)
    groups = evidence("tenure", community, today)
    assert [groups.figures[name] for name in ("new", "settled", "long")] == by_hand.tenure(
        meetings, joined, today
    )
    assert evidence("headcount", community, today).figures["seen"] == len(
        {one for one in by_hand.seen(meetings, today) if joined[one] <= today}
    )

    levels = by_hand.levels(meetings, joined, today)
    quarter = by_hand.levels(meetings, joined, today - timedelta(days=90))
    found = {
        who: standing.level
        for who, standing in standings(community, today).items()
        if standing.level is not None
    }
    assert found == levels
    moved = evidence("level_movement", community, today)
    if not moved.no_data:
        order = ["quiet", "peripheral", "active"]
        steps = [
            order.index(levels[who]) - order.index(before)
            for who, before in quarter.items()
            if who in levels
        ]
        assert moved.figures["nearer"] == sum(step > 0 for step in steps)
        assert moved.figures["further"] == sum(step < 0 for step in steps)
        assert moved.n == len(steps)
    mix = evidence("level_mix", community, today)
    counted = Counter(levels.values())
    assert mix.value is None
    assert mix.figures["core"] is None
    assert {name: mix.figures[name] for name in ("active", "peripheral", "quiet")} == {
        name: counted[name] for name in ("active", "peripheral", "quiet")
    }
    assert mix.n == len(levels) == len(mix.rows)


@pytest.mark.parametrize(("source", "day"), _cases())
def test_what_nobody_recorded_is_no_data_and_never_nothing(source: Any, day: str) -> None:
    community, today = source(), date.fromisoformat(day)
    for line_id in SILENT:
        found = evidence(line_id, community, today)
        assert found.value is None, line_id
        assert TO_RECORD.match(found.text), line_id


def test_a_year_that_ends_in_silence_misses_nobody() -> None:
    day = date(2015, 12, 31)
    stopped = workshop()
    stopped = stopped.with_records(
        "events", {number: None for number, event in stopped.events.items() if event.day > day}
    )
    found = evidence("missed", stopped, day + timedelta(days=200))
    assert found.value is None
    assert found.text == "no series is running now"


def test_the_hand_count_has_something_to_count() -> None:
    """The invented community is big enough for every branch of the hand count."""
    community = workshop()
    meetings = sorted((event.day, list(event.attendance)) for event in community.events.values())
    joined = {member.id: member.joined_on for member in community.members.values()}
    assert (len(community.members), len(meetings)) == (64, 85)
    assert by_hand.missed(meetings, date(2015, 12, 31))
    assert set(by_hand.levels(meetings, joined, date(2020, 8, 1)).values()) == {
        "active",
        "peripheral",
        "quiet",
    }
    assert set(LINES) >= set(SILENT)
