"""Dated checklists wait for newcomers and events, on their days, and then leave off."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from msgspec.structs import replace

from coptui.checklists.run import answer_of, begin
from coptui.checklists.shelf import find_checklists
from coptui.checklists.subjects import DueAbout, due_about, is_dated
from coptui.core.model.community import Community
from coptui.core.model.records import Event, Member, RoleHeld, Run, Subject
from coptui.core.model.settings import DEFAULTS

CAME = date(2026, 9, 1)
SHELF = find_checklists().templates
NEWCOMER, BEFORE, AFTER = (SHELF[id] for id in ("newcomer", "before-event", "after-event"))


def on(
    days: int, template=NEWCOMER, *, runs: tuple[Run, ...] = (), **tables: Any
) -> list[DueAbout]:
    """What is asked for so many days after Emil came, or after the event."""
    given = {"members": {1: Member(id=1, name="Emil", joined_on=CAME)}, **tables}
    community = Community(**given, runs={run.id: run for run in runs})
    return due_about([template], community, CAME + timedelta(days=days), DEFAULTS)


def walked(*steps: str, finished: str = "") -> Run:
    run = begin(NEWCOMER, subject=Subject(kind="member", id=1), at=f"{CAME}T10:00:00")
    entries = []
    for name in steps:
        step = NEWCOMER.step(name)
        assert step is not None
        entries.append(answer_of(step, "unknown"))
    return replace(run, id=7, log=tuple(entries), finished_at=finished)


def test_the_steps_of_a_day_are_one_line() -> None:
    (found,) = on(0)
    assert (found.subject.id, found.steps, found.since) == (1, 2, CAME)
    assert [one.steps for day in (2, 7, 14) for one in on(day)] == [3, 5, 7]


def test_a_walk_that_nobody_began_is_offered_for_a_fortnight() -> None:
    assert on(-1) == []
    assert len(on(14)) == 1
    assert on(15) == []


def test_one_that_was_begun_waits_for_its_next_day() -> None:
    first = walked("welcomed", "came-to-find")
    assert on(1, runs=(first,)) == []
    (found,) = on(2, runs=(first,))
    assert (found.steps, found.since) == (1, CAME + timedelta(days=2))
    assert found.due.unfinished == 7
    (found,) = on(60, runs=(first,))
    assert found.steps > 5
    assert on(120, runs=(first,)) == [], "no newcomer any more"


def test_a_finished_one_asks_for_nothing() -> None:
    done = walked("welcomed", finished=f"{CAME + timedelta(days=1)}T10:00:00")
    assert on(2, runs=(done,)) == []


def test_nobody_who_left_is_away_or_organises() -> None:
    for more in (
        {"status": "left", "left_on": CAME},
        {"status": "paused", "paused_on": CAME},
        {"roles": (RoleHeld(role="coordinator"),)},
        {"joined_on": None},
    ):
        member = Member(id=1, name="Emil", **{"joined_on": CAME, **more})
        assert on(1, members={1: member}) == []


def event(status: str) -> dict[int, Event]:
    return {3: Event(id=3, title="Call", starts_at=CAME.isoformat(), status=status)}


def test_before_an_event_until_its_day_and_after_it_once_it_was_held() -> None:
    days = range(-20, 30)
    before = [day for day in days if on(day, BEFORE, events=event("planned"))]
    after = [day for day in days if on(day, AFTER, events=event("held"))]
    assert (before[0], before[-1]) == (-14, 0)
    assert (after[0], after[-1]) == (1, 15)
    for status in ("cancelled", "planned"):
        assert not any(on(day, AFTER, events=event(status)) for day in days)


def test_checklists_without_days_of_their_own_are_not_dated() -> None:
    dated = {template.id for template in SHELF.values() if is_dated(template)}
    assert dated == {"newcomer", "before-event", "after-event"}
