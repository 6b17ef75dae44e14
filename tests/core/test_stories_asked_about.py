"""Of which stories it is asked what came of them, and when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from coptui.core.model.community import Community
from coptui.core.model.records import Member, Story
from coptui.core.people.tending import (
    ASKED_AFTER,
    ASKED_UP_TO,
    asked_no_more,
    asked_on,
    came_of_story,
    passed_on,
    stories_to_ask_about,
    stories_to_pass_on,
)

TODAY = date(2026, 11, 22)
ANN = Member(id=1, name="Ann")


def told(ago: int, **more: Any) -> Story:
    fields = {"id": 1, "text": "a card", "teller": 1, "cycle": "applied"} | more
    return Story(on=TODAY - timedelta(days=ago), **fields)


def asked(*stories: Story, **more: Any) -> list[int]:
    member = replace(ANN, **more)
    community = Community(members={1: member}, stories={story.id: story for story in stories})
    return [story.id for story in stories_to_ask_about(community, TODAY)]


@given(st.integers(0, 500))
def test_it_is_asked_after_three_months_for_a_year(ago: int) -> None:
    assert bool(asked(told(ago))) == (ASKED_AFTER <= ago <= ASKED_UP_TO)


@given(st.integers(-200, 200), st.integers(0, 2000))
def test_a_day_of_ones_own_comes_first(ago: int, told_ago: int) -> None:
    story = told(told_ago, follow_up_on=TODAY - timedelta(days=ago), teller=None)
    assert bool(asked(story)) == (ago >= 0)


@pytest.mark.parametrize(
    "more",
    [{"ask_again": False}, {"cycle": "transformative"}, {"cycle": "strategic"}, {"teller": None},
     {"teller": 9}, {"ask_again": False, "follow_up_on": date(2026, 1, 1)}],
)  # fmt: skip
def test_some_are_left_in_peace(more: dict[str, Any]) -> None:
    assert asked(told(120, **more)) == []


def test_no_one_is_asked_who_left_or_wants_no_contact() -> None:
    assert asked(told(120), contact_ok=False) == []
    assert asked(told(120), status="left", left_on=date(2026, 10, 1)) == []


def test_a_story_that_another_follows_from_is_asked_about_no_more() -> None:
    assert asked(told(120), told(10, id=2, previous=1)) == []
    assert asked(told(220), told(120, id=2, previous=1)) == [2]


def test_what_came_of_it_is_the_next_story() -> None:
    story = told(120, topic=4, follow_up_on=date(2026, 11, 1))
    new, old = came_of_story(story, "four desks use it", TODAY).changes
    assert new.after == {
        "on": "2026-11-22", "text": "four desks use it", "teller": 1, "topic": 4, "previous": 1,
    }  # fmt: skip
    assert old.after is not None
    assert "follow_up_on" not in {key for key, value in old.after.items() if value is not None}


def test_nothing_yet_is_asked_again_three_months_later() -> None:
    (change,) = came_of_story(told(120), "  ", TODAY).changes
    assert change.after == {"follow_up_on": (TODAY + timedelta(days=ASKED_AFTER)).isoformat()}


def test_it_can_be_put_off_ended_and_told_on() -> None:
    story = told(10, share_due=TODAY, follow_up_on=date(2026, 12, 24))
    assert asked_on(story, TODAY).changes[0].after == {"follow_up_on": "2026-11-22"}
    ended = asked_no_more(story).changes[0].after or {}
    assert ended["ask_again"] is False
    community = Community(stories={1: story})
    assert stories_to_pass_on(community, TODAY) == [story]
    assert set(passed_on(story).changes[0].before or {}) == {"share_due"}
