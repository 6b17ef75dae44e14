"""Checklists are due for events that matter, one line an event, and nothing before a first meeting."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from coptui.checklists.due import when_due
from coptui.checklists.shelf import find_checklists
from coptui.checklists.subjects import asks_for_checklists, due_about
from coptui.core.meetings.planning import set_checklists
from coptui.core.model.community import Community
from coptui.core.model.records import Event, Profile
from coptui.core.model.settings import DEFAULTS, settings_of

TODAY = date(2026, 11, 22)
SHELF = tuple(find_checklists().templates.values())


def meetings(gap: int, times: int, rule: str = "") -> Community:
    """A series that met so often and has its next event today."""
    events = {
        number: Event(
            id=number,
            title="Call",
            series="Call",
            recurrence=rule,
            starts_at=(TODAY - timedelta(days=gap * (times - number))).isoformat(),
            status="planned" if number == times else "held",
        )
        for number in range(1, times + 1)
    }
    return Community(profile=Profile(id=1, name="C"), events=events)


def lines(community: Community) -> list[int | None]:
    settings = settings_of(community.profile)
    found = due_about(SHELF, community, TODAY, settings)
    return [each.subject.id for each in found if each.subject.kind == "event"]


@pytest.mark.parametrize(
    ("gap", "times", "rule", "asks"),
    [(7, 6, "", False), (14, 6, "", False), (30, 6, "", True), (7, 1, "", True),
     (7, 1, "FREQ=WEEKLY", False), (7, 1, "FREQ=MONTHLY", True), (7, 1, "nonsense", True)],
)  # fmt: skip
def test_often_held_series_ask_for_none(gap, times, rule, asks) -> None:
    community = meetings(gap, times, rule)
    assert asks_for_checklists(community, community.events[times], DEFAULTS) is asks
    assert bool(lines(community)) is asks


@pytest.mark.parametrize("gap", [7, 30])
def test_a_series_can_be_told_otherwise(gap) -> None:
    community = meetings(gap, 6)
    asked = asks_for_checklists(community, community.events[6], DEFAULTS)
    edit = set_checklists(community.profile, community.events[6], not asked)
    told = edit.changes[0].after or {}
    profile = replace(community.profile, settings={"series_checklists": {"Call": int(not asked)}})
    assert "series_checklists" in str(told)
    changed = Community(profile=profile, events=community.events)
    assert bool(lines(changed)) is not asked


def test_an_event_is_one_line_however_many_checklists_wait() -> None:
    community = meetings(30, 6)
    found = lines(community)
    assert len(found) == len(set(found)) >= 1


def test_before_a_first_meeting_nothing_is_due() -> None:
    for template in SHELF:
        state = when_due(template, [], TODAY, has_met=False)
        assert state.next is None and not state.overdue
