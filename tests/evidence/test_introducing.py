"""Pairs who could be introduced, with reasons, and what came of the introductions that were made."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from coptui.core.model.community import Community
from coptui.core.model.records import Action, Ask, Attendance, Event, Member, Profile, Touch
from coptui.core.model.settings import Settings
from coptui.core.people.tending import plan_introduction
from coptui.evidence.introducing import (
    WHILE,
    came_of_them,
    introductions,
    introductions_for,
    is_to_be_asked,
)

TODAY = date(2026, 11, 22)
SETTINGS = Settings()


def member(number: int, name: str, **more: Any) -> Member:
    return Member(id=number, name=name, joined_on=date(2024, 1, 1), **more)


ANN = member(1, "Ann Lee", seeks=("a night rota",), location="Hull")
BETH = member(2, "Beth Moss", offers=("rota templates",), location="Hull")
CARL = member(3, "Carl Diaz", offers=("tea",), seeks=("quiet",))
DANA = member(4, "Dana Poe")


def circle(*members: Member, **more: Any) -> Community:
    return Community(
        profile=Profile(id=1, name="Circle"), members={one.id: one for one in members}, **more
    )


def pairs(community: Community) -> dict[tuple[int, int], tuple[str, ...]]:
    return {pair.members: pair.reasons for pair in introductions_for(community, TODAY, SETTINGS)}


def test_one_seeks_what_the_other_offers_and_lives_near() -> None:
    assert pairs(circle(ANN, BETH, CARL)) == {
        (1, 2): ("Beth Moss offers rota templates", "same location")
    }


def test_who_asks_the_same_question_could_meet() -> None:
    asks = {
        1: Ask(id=1, text="How do you plan a night rota?", asker=3),
        2: Ask(id=2, text="planning the rota for nights", asker=4),
        3: Ask(id=3, text="planning the rota for nights", asker=1, solved_on=date(2026, 11, 1)),
    }
    assert (3, 4) in pairs(circle(ANN, CARL, DANA, asks=asks))
    assert not any(1 in two for two in pairs(circle(ANN, CARL, DANA, asks=asks)))


def test_far_in_level_is_one_reason_more() -> None:
    days = [TODAY - timedelta(days=7 * week) for week in range(1, 13)]
    events = {
        number: Event(
            id=number, title="Call", starts_at=day.isoformat(), status="held", attendance_taken=True,
            attendance={1: Attendance(status="attended"), **({2: Attendance(status="attended")} if number == 12 else {})},
        )
        for number, day in enumerate(days, 1)
    }  # fmt: skip
    (reasons,) = pairs(circle(ANN, BETH, events=events)).values()
    assert "one comes often, the other rarely" in reasons


def test_who_knows_each_other_is_not_suggested() -> None:
    met = Touch(id=1, on=date(2025, 1, 1), kind="introduction", members=(2, 1))
    assert not pairs(circle(ANN, BETH, touches={1: met}))
    (change,) = plan_introduction(ANN, BETH, by="ann", on=TODAY).changes
    planned = Action(id=1, **{name: change.after[name] for name in ("text", "owner")}, about=(1, 2))  # type: ignore[index]
    assert not pairs(circle(ANN, BETH, actions={1: planned}))
    assert not pairs(circle(ANN, member(2, "Beth Moss", offers=("rota",), introduced_by=1)))


@given(st.sampled_from([{"contact_ok": False}, {"status": "left"}, {"status": "guest"}, {"status": "paused"}]))  # fmt: skip
def test_no_one_is_suggested_who_is_away_or_left_alone(how: dict[str, Any]) -> None:
    assert not pairs(circle(ANN, member(2, "Beth Moss", offers=("rota templates",), **how)))


def test_what_came_of_an_introduction_is_asked_after_a_while() -> None:
    def touch(number: int, days: int, led_to: str = "") -> Touch:
        on = TODAY - timedelta(days=days)
        return Touch(id=number, on=on, kind="introduction", members=(1, 2), led_to=led_to)

    touches = {one.id: one for one in (touch(1, 3), touch(2, WHILE), touch(3, 100, "they met"), touch(4, 400, "long ago"))}  # fmt: skip
    made = introductions(circle(ANN, BETH, touches=touches), TODAY)
    assert [one.id for one in made] == [2, 1, 3]
    assert [is_to_be_asked(one, TODAY) for one in made] == [True, False, False]
    assert came_of_them(made, TODAY) == (1, 2)


def test_many_people_with_one_offer_say_nothing_about_two_of_them() -> None:
    many = [member(number, f"Person {number:03d}", seeks=("help",), offers=("help",)) for number in range(1, 500)]  # fmt: skip
    assert pairs(circle(*many)) == {}
