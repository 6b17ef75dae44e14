"""The days that a change tells by itself."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from coptui.core.model.days_kept import begun, with_days
from coptui.core.model.edits import add_event_note
from coptui.core.model.records import Event, Member, Profile, StageEntry, Topic

TODAY = date(2026, 11, 22)
MEETING = Event(id=1, title="Call", starts_at="2026-11-20T18:30")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ({"summary": "We spoke."}, TODAY),
        ({"notes_url": "https://x.org/notes"}, TODAY),
        ({"agenda": "Rotas"}, None),
        ({"title": "The call"}, None),
        ({"summary": "We spoke.", "notes_on": date(2026, 11, 21)}, date(2026, 11, 21)),
        ({"summary": "Bring chairs.", "starts_at": "2026-11-23"}, None),
        ({"summary": "On the day.", "starts_at": "2026-11-22T20:00"}, TODAY),
    ],
)
def test_the_day_of_the_first_notes(written: dict[str, Any], day: date | None) -> None:
    new = with_days(MEETING, replace(MEETING, **written), TODAY)
    assert isinstance(new, Event)
    assert new.notes_on == day


def test_later_notes_and_notes_taken_away_keep_the_first_day() -> None:
    first = replace(MEETING, summary="One", notes_on=date(2026, 11, 20))
    assert with_days(first, replace(first, summary="Two"), TODAY) == replace(first, summary="Two")
    assert with_days(first, replace(first, summary=""), TODAY) == replace(first, summary="")
    bare = replace(MEETING, summary="One")
    assert with_days(bare, replace(bare, summary=""), TODAY) == MEETING


def test_a_note_on_an_event_keeps_its_day() -> None:
    (change,) = add_event_note(MEETING, "We spoke.", on=TODAY).changes
    assert change.after is not None
    assert change.after["notes_on"] == "2026-11-22"
    (change,) = add_event_note(MEETING, "Bring chairs.", on=date(2026, 11, 1)).changes
    assert change.after is not None
    assert "notes_on" not in change.after


@pytest.mark.parametrize(
    ("before", "after", "touched", "closed"),
    [
        ({}, {"state": "parked"}, TODAY, None),
        ({}, {"state": "done"}, TODAY, TODAY),
        ({}, {"state": "dropped"}, TODAY, TODAY),
        ({}, {"state": "done", "closed_on": date(2026, 10, 1)}, TODAY, date(2026, 10, 1)),
        ({"closed_on": date(2026, 9, 1)}, {"state": "done"}, TODAY, date(2026, 9, 1)),
        ({"touched_on": date(2026, 9, 1)}, {"state": "parked"}, TODAY, None),
        ({"touched_on": date(2026, 9, 1)}, {"title": "Other"}, date(2026, 9, 1), None),
        ({"state": "done"}, {"outcome": "A guide"}, None, None),
    ],
)
def test_the_days_of_a_topic(
    before: dict[str, Any], after: dict[str, Any], touched: date | None, closed: date | None
) -> None:
    old = Topic(id=1, title="Silence", **before)
    new = with_days(old, replace(old, **after), TODAY)
    assert isinstance(new, Topic)
    assert (new.touched_on, new.closed_on) == (touched, closed)


def test_another_stage_keeps_the_one_before() -> None:
    day = date(2025, 3, 1)
    old = Profile(id=1, name="C", stage="maturing", stage_since=day, stage_note="slowly")
    new = with_days(old, replace(old, stage="stewardship"), TODAY)
    before = StageEntry(stage="maturing", since=day, note="slowly")
    assert new == Profile(
        id=1, name="C", stage="stewardship", stage_since=TODAY, stage_history=(before,)
    )
    told = with_days(old, replace(old, stage="stewardship", stage_note="at last"), TODAY)
    assert isinstance(told, Profile)
    assert (told.stage_note, told.stage_history) == ("at last", (before,))
    first = with_days(Profile(id=1, name="C"), replace(old, stage_since=None), TODAY)
    assert isinstance(first, Profile)
    assert (first.stage_since, first.stage_history) == (TODAY, ())
    same = replace(old, stage_note="steadily")
    assert with_days(old, same, TODAY) is same


def test_other_records_have_no_such_days() -> None:
    ann = Member(id=1, name="Ann")
    assert with_days(Member(id=1), ann, TODAY) is ann


def test_what_is_added_begins_today_unless_the_form_says_otherwise() -> None:
    assert begun(Member(), TODAY).joined_on == TODAY  # type: ignore[attr-defined]
    assert begun(Topic(), TODAY).opened_on == TODAY  # type: ignore[attr-defined]
    assert begun(Event(), TODAY) == Event()
