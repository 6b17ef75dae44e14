"""When a checklist is due again."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coptui.checklists.run import after, answer_of, begin, step_dates, when_due
from coptui.checklists.template import Section, Step, Template
from coptui.core.model.records import Run, Subject

MONTHLY = Template(
    id="m",
    version=1,
    title="M",
    every="1 month",
    sections=(Section(title="S", steps=(Step(id="a", ask="?"),)),),
)
NEWCOMER = Template(
    id="n",
    version=1,
    title="N",
    for_="member",
    sections=(
        Section(
            title="S",
            steps=(
                Step(id="day-0", ask="?", after_days=0),
                Step(id="any", ask="?"),
                Step(id="day-7", ask="?", after_days=7),
                Step(id="day-14", ask="?", after_days=14),
            ),
        ),
    ),
)
TODAY = date(2026, 3, 14)


def walked(begun: str, finished: str = "", number: int = 1) -> Run:
    run = begin(MONTHLY, at=begun)
    return msgspec.structs.replace(run, finished_at=finished, id=number)


def test_a_checklist_never_walked_is_due_today_and_not_overdue() -> None:
    found = when_due(MONTHLY, [], TODAY)
    assert (found.last, found.next, found.overdue, found.unfinished) == (None, TODAY, False, None)


def test_it_is_due_one_span_after_the_last_finished_walk() -> None:
    runs = [
        walked("2026-01-31T20:00:00+00:00", "2026-01-31T20:20:00+00:00"),
        walked("2026-02-20", "", 2),
    ]
    found = when_due(MONTHLY, runs, TODAY)
    assert (found.last, found.next) == (date(2026, 1, 31), date(2026, 2, 28))
    assert (found.overdue, found.unfinished) == (True, 2)
    assert when_due(MONTHLY, runs, date(2026, 2, 28)).overdue is False


def test_what_came_later_does_not_exist_yet_and_other_checklists_do_not_count() -> None:
    later = walked("2026-03-20", "2026-03-20")
    other = msgspec.structs.replace(walked("2026-03-01", "2026-03-01"), checklist="other")
    torn = msgspec.structs.replace(walked("2026-03-01", "soon"), started_at="some day")
    assert when_due(MONTHLY, [later, other, torn], TODAY) == when_due(MONTHLY, [], TODAY)


def test_a_walk_finished_later_is_still_unfinished_today() -> None:
    found = when_due(MONTHLY, [walked("2026-03-10", "2026-03-20", 4)], TODAY)
    assert (found.last, found.unfinished) == (None, 4)


def test_without_a_span_it_is_never_due_by_itself() -> None:
    found = when_due(msgspec.structs.replace(MONTHLY, every=""), [], TODAY)
    assert (found.next, found.overdue) == (None, False)


def test_about_a_person_the_earliest_waiting_step_counts() -> None:
    subject = Subject(kind="member", id=7)
    since = date(2026, 3, 2)
    found = when_due(NEWCOMER, [], TODAY, subject=subject, since=since)
    assert found.next == since
    assert found.overdue is True
    run = begin(NEWCOMER, subject=subject, at="2026-03-02")
    step = NEWCOMER.step("day-0")
    assert step is not None
    run = msgspec.structs.replace(run, id=3, log=(answer_of(step, 3),))
    someone = begin(NEWCOMER, subject=Subject(kind="member", id=8), at="2026-03-02")
    found = when_due(NEWCOMER, [run, someone], TODAY, subject=subject, since=since)
    assert [(it.step, it.on, it.overdue) for it in found.steps] == [
        ("day-7", date(2026, 3, 9), True),
        ("day-14", date(2026, 3, 16), False),
    ]
    assert (found.next, found.unfinished) == (date(2026, 3, 9), 3)
    done = msgspec.structs.replace(run, finished_at="2026-03-12")
    found = when_due(NEWCOMER, [done], TODAY, subject=subject, since=since)
    assert (found.next, found.steps, found.last) == (None, (), date(2026, 3, 12))


def test_a_note_is_no_answer_so_the_step_still_waits() -> None:
    run = begin(NEWCOMER, at="2026-03-02")
    step = NEWCOMER.step("day-0")
    assert step is not None
    run = msgspec.structs.replace(run, log=(answer_of(step, note="rang, no reply"),))
    found = when_due(NEWCOMER, [run], TODAY, since=TODAY)
    assert [it.step for it in found.steps] == ["day-0", "day-7", "day-14"]


@pytest.mark.parametrize(
    ("day", "every", "expected"),
    [
        (date(2026, 1, 31), "1 month", date(2026, 2, 28)),
        (date(2024, 2, 29), "1 year", date(2025, 2, 28)),
        (date(2026, 11, 30), "3 months", date(2027, 2, 28)),
        (date(2026, 3, 14), "2 weeks", date(2026, 3, 28)),
        (date(2026, 3, 14), "10 days", date(2026, 3, 24)),
    ],
)
def test_spans(day: date, every: str, expected: date) -> None:
    assert after(day, every) == expected


@given(
    st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    st.integers(1, 24),
    st.sampled_from(["day", "week", "month", "year"]),
)
def test_a_span_leads_forward_and_never_past_its_month(day: date, count: int, unit: str) -> None:
    later = after(day, f"{count} {unit}s")
    assert later > day
    assert unit in ("day", "week") or later.day <= day.day


def test_each_dated_step_has_its_day() -> None:
    assert step_dates(NEWCOMER, TODAY) == {
        "day-0": TODAY,
        "day-7": TODAY + timedelta(days=7),
        "day-14": TODAY + timedelta(days=14),
    }
