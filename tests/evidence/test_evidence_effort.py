"""How often the lines go through who came: counted, for it is what they cost.

What several lines need of every attendance is worked out once for a community. A window has few
occasions; whatever is older a line meets in that alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from evidence_fixture import TODAY, ago, circle, meeting, person
from msgspec.structs import replace

from coptui.core.model.community import Community
from coptui.core.model.records import Attendance, Record, Touch
from coptui.core.model.settings import DEFAULTS
from coptui.core.people.contact import contacts_due
from coptui.evidence.lines.newcomers import steps_of
from coptui.evidence.registry import LINES, reading

MEMBERS, MEETINGS, AT_EACH = 40, 200, 12
OLD = ago(900)
"""A day before which no window begins."""
QUICK = tuple(name for name, line in LINES.items() if not line.slow)

Times = Counter[int]


class Counted(dict[int, Attendance]):
    """The attendance of an event, and how often all of it was gone through."""

    def __init__(self, entries: dict[int, Attendance], event: int, times: Times) -> None:
        super().__init__(entries)
        self._event, self._times = event, times

    def __iter__(self) -> Iterator[int]:
        self._times[self._event] += 1
        return super().__iter__()

    def items(self) -> Any:
        self._times[self._event] += 1
        return super().items()

    def values(self) -> Any:
        self._times[self._event] += 1
        return super().values()


def counted() -> tuple[Community, Times]:
    """A call a week for years, and the counts of how often each was gone through."""
    times: Times = Counter()
    events = {}
    for number in range(1, MEETINGS + 1):
        there = [(number * 7 + place * 3) % MEMBERS + 1 for place in range(AT_EACH)]
        held = meeting(number, ago(7 * (MEETINGS - number) + 1), there, hosts=(there[0],))
        entries = Counted(held.attendance, number, times)
        events[number] = replace(held, attendance=entries)
    people = {
        who: person(
            who,
            joined_on=ago(60 + who * 30),
            organisation=f"Org {who % 5}",
            status="guest" if who == MEMBERS else "active",
        )
        for who in range(1, MEMBERS + 1)
    }
    return circle(people, events=events), times


def most(community: Community, times: Times) -> int:
    """How often the one of the old meetings was gone through that was so most."""
    return max(times[event.id] for event in community.held if event.day < OLD)


@pytest.mark.parametrize("line", QUICK)
def test_a_line_goes_through_an_old_meeting_twice_at_most(line: str) -> None:
    """Once for what people did, and once for who led."""
    community, times = counted()
    reading(line, community, TODAY)
    # A stage also asks whose first visit each was.
    assert most(community, times) <= (3 if line == "stage" else 2)


def test_all_lines_together_share_what_they_go_through() -> None:
    community, times = counted()
    for line in QUICK:
        reading(line, community, TODAY)
    assert 0 < most(community, times) <= 5
    before = times.total()
    for line in QUICK:
        reading(line, community, TODAY)
    assert times.total() == before


class Read(dict[int, Record]):
    """A table, and how often all of its records were gone through."""

    times = 0

    def values(self) -> Any:
        self.times += 1
        return super().values()


def test_a_question_about_everybody_is_asked_once_not_once_for_each() -> None:
    people = Read({who: person(who, joined_on=ago(who)) for who in range(1, 80)})
    touches = Read({1: Touch(id=1, on=ago(400), by="x", members=(1,))})
    community = circle(people, touches=touches)
    community = replace(community, members=people)
    assert len(contacts_due(community, TODAY, DEFAULTS)) > 20
    steps_of(community, people.values(), TODAY)
    assert people.times <= 10
    assert touches.times <= 10
