"""Ten years of attendance and topics, and nothing else: most questions of the full walk still have
something beside them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from coptui.checklists.shelf import find_checklists
from coptui.core.model.community import Community
from coptui.core.model.records import Attendance, Event, Member, Profile, Topic
from coptui.core.views.as_of import as_of
from coptui.evidence.registry import reading

FIRST = date(2015, 1, 5)
MEETINGS = 260
MOST_SILENT = 15


def ten_years() -> Community:
    """A call every two weeks, eight people at each who change over the years, and topics that return."""
    people: dict[int, Member] = {}
    topics: dict[int, Topic] = {}
    events: dict[int, Event] = {}
    for number in range(1, MEETINGS + 1):
        day = FIRST + timedelta(days=14 * number)
        there = [number // 20 + 1 + (number * step) % 11 for step in (1, 2, 3, 5, 7, 8, 9, 10)]
        for who in there:
            people.setdefault(who, Member(id=who, name=f"Person {who}", joined_on=day))
        new, old = number // 3 + 1, max(1, number // 3 - 4)
        topics.setdefault(new, Topic(id=new, title=f"Topic {new}", opened_on=day))
        events[number] = Event(
            id=number, title="Call", series="Call", starts_at=day.isoformat(), status="held",
            kind="community call", attendance_taken=True, topics=(new, old),
            notes_url="https://example.org/notes",
            attendance={who: Attendance(status="attended") for who in there},
        )  # fmt: skip
    return Community(profile=Profile(name="x"), members=people, topics=topics, events=events)


@pytest.mark.parametrize("year", range(2017, 2025))
def test_at_most_fifteen_questions_have_nothing_but_what_is_not_recorded(year: int) -> None:
    today = date(year, 12, 20)
    community = as_of(ten_years(), today)
    steps = [step for step in find_checklists([]).get("seven-principles").steps() if step.evidence]
    assert len(steps) > 55
    silent = []
    for step in steps:
        seen = [reading(line, community, today).now for line in step.evidence]
        if all(now.no_data and not any(now.figures.values()) for now in seen):
            silent.append(step.id)
    assert len(silent) <= MOST_SILENT, silent
