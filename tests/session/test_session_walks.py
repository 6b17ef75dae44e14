"""Walking through a checklist: begun, answered, left, resumed, finished and compared."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import UNSET

from coptui.checklists.run import Walk, answer_of
from coptui.checklists.template import Section, Step, Template
from coptui.core.model.days import later
from coptui.core.model.edits import create
from coptui.core.model.records import Action, Frozen, Member, Run, Snapshot, Subject
from coptui.core.writing.meaning import Meant
from coptui.errors import UsageError
from coptui.evidence.line import Evidence, Reading
from coptui.evidence.registry import LINES
from coptui.session import Session
from coptui.store.memory import MemoryStore
from coptui.walking import Walks, _moved, frozen

Open = Callable[..., Session]

STEPS = (
    Step(id="heard", ask="Were quiet people heard?", evidence=("headcount",)),
    Step(id="ready", ask="Is the next date set?", answer="yes-no"),
    Step(id="who", ask="Whom to thank?", answer="people"),
    Step(id="why", ask="Why?", answer="text", required=True),
)
ROUND = Template(
    id="round", version=1, title="Small round", sections=(Section(title="All", steps=STEPS),)
)


def answer(walk: Walk, step: str, value: Any = UNSET, **more: Any) -> Any:
    found = walk.template.step(step)
    assert found is not None
    return answer_of(found, value, **more)


def begun(session: Session) -> Run:
    number = Walks(session).begin(ROUND)
    return session.community.runs[number]


def test_a_walk_is_logged_left_and_resumed_at_its_step(sit_down: Open) -> None:
    session = sit_down()
    number = Walks(session).begin(ROUND)
    walk = Walks(session).at(number)
    assert (walk.position, walk.total, walk.run.by) == (0, 4, "amara")
    assert walk.run.started_at == "2026-11-22T18:00:00+00:00"
    Walks(session).answer(number, answer(walk, "heard", 3))
    walk = Walks(session).answer(number, answer(walk, "ready", True, note="on Tuesday"))
    assert walk.current == STEPS[2]
    assert walk.run.log[1].at == "2026-11-22T18:00:00+00:00"
    again = Walks(sit_down()).at(number)
    assert again == walk
    assert again.answers["ready"].note == "on Tuesday"


values = st.one_of(
    st.tuples(st.just("heard"), st.sampled_from((0, 2, 4, "n/a", "unknown", None, UNSET))),
    st.tuples(st.just("ready"), st.sampled_from((True, False, "n/a", None, UNSET))),
    st.tuples(st.just("who"), st.sampled_from(((), (1,), (2, 1), "unknown", UNSET))),
    st.tuples(st.just("why"), st.sampled_from(("because", "so", None, UNSET))),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    given=st.lists(st.tuples(values, st.sampled_from(("", "a note")), st.booleans()), max_size=8)
)
def test_dropping_the_session_at_any_point_loses_nothing(
    handles: Any, clock: Any, given: list[tuple[tuple[str, Any], str, bool]]
) -> None:
    handle = handles()
    whole = Session(handle(), by="amara", clock=clock)
    number = Walks(whole).begin(ROUND)
    walk = Walks(whole).at(number)
    made = 0
    for (step, value), note, with_follow_up in given:
        fresh = Session(handle(), by="amara", clock=clock)
        assert Walks(fresh).at(number) == walk
        follow_up = Meant(Action(text=f"about {step}")) if with_follow_up else None
        walk = Walks(fresh).answer(number, answer(walk, step, value, note=note), follow_up)
        made += with_follow_up
        assert len(walk.run.log[-1].actions) == with_follow_up
    last = Session(handle(), by="amara", clock=clock)
    assert Walks(last).at(number) == walk
    assert len(last.community.runs[number].log) == len(given)
    linked = [action for entry in walk.run.log for action in entry.actions]
    assert linked == sorted(last.community.actions) and len(linked) == made
    # And each of them can be taken back, one answer at a time.
    for left in reversed(range(len(given))):
        last.undoing.undo()
        assert len(Walks(last).at(number).run.log) == left
    assert last.community.actions == {}


def test_a_follow_up_knows_its_walk_and_step(sit_down: Open) -> None:
    session = sit_down()
    number = Walks(session).begin(ROUND)
    walk = Walks(session).at(number)
    walk = Walks(session).answer(
        number, answer(walk, "heard", 1), Meant(Action(text="ask Beth", owner=2))
    )
    (made,) = walk.run.log[0].actions
    action = session.community.actions[made]
    assert action.origin is not None
    assert (action.origin.kind, action.origin.id, action.origin.step) == ("run", number, "heard")


def test_a_question_of_any_length_can_be_answered(sit_down: Open) -> None:
    long = Template(
        id="long", version=1, title="T" * 120,
        sections=(Section(title="All", steps=(Step(id="a", ask="Why " + "x" * 490 + "?"),)),),
    )  # fmt: skip
    session = sit_down()
    number = Walks(session).begin(long)
    Walks(session).answer(number, answer(Walks(session).at(number), "a", 3))
    Walks(session).finish(number)
    assert session.undoing.undo().startswith("undo: finished TTT")


@pytest.mark.parametrize("act", ["at", "finish"])
def test_a_walk_that_is_not_there(sit_down: Open, act: str) -> None:
    with pytest.raises(UsageError, match="no answered checklist with the id 9"):
        getattr(Walks(sit_down()), act)(9)
    with pytest.raises(UsageError, match="no answered checklist with the id 9"):
        Walks(sit_down()).answer(9, answer_of(STEPS[0], 3))


def test_two_people_on_one_walk_both_are_heard(sit_down: Open) -> None:
    mine, theirs = sit_down("amara"), sit_down("beth")
    number = Walks(mine).begin(ROUND)
    theirs.refresh()
    walk = Walks(mine).at(number)
    Walks(theirs).answer(number, answer(walk, "heard", 3))
    walk = Walks(mine).answer(number, answer(walk, "why", "because"))
    assert set(walk.answers) == {"heard", "why"}


def test_finishing_keeps_one_snapshot_a_day(sit_down: Open, clock: Any) -> None:
    session = sit_down()
    for _ in range(2):
        number = Walks(session).begin(ROUND)
        Walks(session).finish(number)
        assert session.community.runs[number].finished_at == "2026-11-22T18:00:00+00:00"
    (shot,) = session.community.snapshots.values()
    assert shot.on == date(2026, 11, 22)
    assert shot.levels[1]
    assert shot.evidence["headcount"] is not None
    assert set(shot.evidence) == {name for name, line in LINES.items() if not line.slow}
    before = session.community
    Walks(session).finish(number)
    assert session.community is before
    clock.now += timedelta(days=1)
    Walks(session).finish(Walks(session).begin(ROUND))
    assert [one.on.day for one in session.community.snapshots.values() if one.on] == [22, 23]


def test_the_walk_before(sit_down: Open, clock: Any) -> None:
    session = sit_down()
    about_beth = Subject(kind="member", id=2)
    numbers = []
    for subject in (None, about_beth, None, None):
        number = Walks(session).begin(ROUND, subject)
        numbers.append(number)
        Walks(session).finish(number)
        clock.now += timedelta(days=1)
    first, beth, second, third = (session.community.runs[number] for number in numbers)
    assert session.previous(third) == second
    assert session.previous(second) == first
    assert session.previous(first) is None
    assert session.previous(beth) is None
    open_one = begun(session)
    assert session.previous(open_one) == third
    clock.now += timedelta(days=1)
    latest = begun(session)
    assert session.previous(latest) == third, "an unfinished walk is not compared with"


def test_a_line_has_one_then_whoever_asks_and_what_a_walk_saw_stays_beside_its_answer(
    sit_down: Open, clock: Any
) -> None:
    session = sit_down()
    number = Walks(session).begin(ROUND)
    seen = session.readings(["headcount"])
    walk = Walks(session).at(number)
    Walks(session).answer(number, answer(walk, "heard", 3, evidence=frozen(seen)))
    Walks(session).finish(number)
    clock.now += timedelta(days=1)
    session.edit(create(Member(name="Dana", joined_on=session.today)))
    found = session.readings(["headcount", "no-such-line"])
    assert set(found) == {"headcount"}
    now, then = found["headcount"].now, found["headcount"].then
    assert now.on == session.today
    assert then.on == later(session.today, -90)
    kept = session.community.runs[number].log[0].evidence["headcount"]
    assert (kept.value, kept.text) == (seen["headcount"].now.value, seen["headcount"].now.text)
    assert now.value == (kept.value or 0) + 1


def test_a_walk_on_a_past_day_is_stamped_with_it(sit_down: Open) -> None:
    past = sit_down(today=date(2026, 8, 1))
    number = Walks(past).begin(ROUND)
    walk = Walks(past).answer(number, answer(Walks(past).at(number), "heard", 3))
    assert [entry.at for entry in walk.run.log] == ["2026-08-01T18:00:00+00:00"]
    assert walk.position == 1
    Walks(past).finish(number)
    run = past.community.runs[number]
    assert run.started_at == run.finished_at == "2026-08-01T18:00:00+00:00"
    assert [shot.on for shot in past.community.snapshots.values()] == [date(2026, 8, 1)]
    assert {entry.at[:10] for entry in past.community.history.values()} == {"2026-11-22"}
    # Another past day sees as much of it as there was then; today sees all.
    assert sit_down(today=date(2026, 7, 31)).community.runs == {}
    assert sit_down().community.runs[number] == run


# Which steps are picked


def reading(value: float | None, confidence: str = "") -> Evidence:
    return Evidence("x", value, "", confidence=confidence)


numbers = st.floats(0.001, 1e6)


@given(numbers, numbers, st.floats(0.01, 100))
def test_movement_has_no_unit(now: float, then: float, scale: float) -> None:
    """48 % and 0.48, five days and 120 hours have moved as far."""
    moved = _moved(reading(now), reading(then))
    assert 0 <= moved <= 1
    assert _moved(reading(now * scale), reading(then * scale)) == pytest.approx(moved, abs=1e-9)
    assert _moved(reading(then), reading(now)) == moved
    assert _moved(reading(-now), reading(-then)) == moved


@pytest.mark.parametrize(
    ("now", "then", "moved"),
    [
        (10, 5, 1 / 3),
        (0.5, 0.25, 1 / 3),
        (100, 50, 1 / 3),
        (3, 0, 1),
        (0, 3, 1),
        (0, 0, 0),
        (2, -2, 1),
    ],
)
def test_how_far_a_line_moved(now: float, then: float, moved: float) -> None:
    assert _moved(reading(now), reading(then)) == pytest.approx(moved)


def test_what_bears_no_verdict_did_not_move() -> None:
    assert _moved(reading(None), reading(5)) == 0
    assert _moved(reading(5), reading(None)) == 0
    assert _moved(reading(5, "2 occasions"), reading(1)) == 0
    assert _moved(reading(5), reading(1, "2 occasions")) == 0


def read_as(now: float, then: float) -> Reading:
    return Reading(reading(now), reading(then), "unknown", "")


PICKED = Template(
    id="picked",
    version=1,
    title="Picked",
    sections=(
        Section(
            title="What changed",
            pick=2,
            steps=(
                Step(id="share", ask="Share?", evidence=("concentration",)),
                Step(id="still", ask="Still?", evidence=("cadence",)),
                Step(id="count", ask="Count?", evidence=("headcount", "cadence")),
                Step(id="none", ask="None?"),
            ),
        ),
    ),
)


def test_the_steps_whose_evidence_moved_most_are_asked(
    memory: MemoryStore, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session(memory, by="amara", clock=clock)
    moves = {"concentration": (60.0, 50.0), "cadence": (1.0, 1.0), "headcount": (2.0, 4.0)}

    def readings(ids: Any, *, group: str) -> Any:
        return {line: read_as(moves[line][0], moves[line][1]) for line in ids}

    monkeypatch.setattr(session, "readings", readings)
    number = Walks(session).begin(PICKED)
    assert [step.id for step in Walks(session).at(number).steps] == ["share", "count"]
    moves["concentration"] = (50.0, 50.0)
    # Both others stand still: what was asked longest ago comes first.
    Walks(session).answer(number, answer(Walks(session).at(number), "share", 3))
    clock.now += timedelta(days=1)
    number = Walks(session).begin(PICKED)
    assert [step.id for step in Walks(session).at(number).steps] == ["still", "count"]


def test_movement_is_since_the_last_finished_walk(memory: MemoryStore, clock: Any) -> None:
    session = Session(memory, by="amara", clock=clock)
    step = Step(id="count", ask="Count?", evidence=("headcount",))
    other = Step(id="other", ask="Other?", evidence=("topic_age",))
    plain = Template(
        id="picked", version=1, title="P", sections=(Section(title="All", steps=(other, step)),)
    )
    picking = Template(
        id="picked", version=2, title="P",
        sections=(Section(title="All", pick=1, steps=(other, step)),),
    )  # fmt: skip
    number = Walks(session).begin(plain)
    lines = ("headcount", "topic_age")
    seen = frozen(session.readings(lines))
    walk = Walks(session).at(number)
    Walks(session).answer(number, answer(walk, "other", 3, evidence=seen))
    Walks(session).answer(
        number, answer(walk, "count", 3, evidence=seen | {"headcount": Frozen(value=99)})
    )
    Walks(session).finish(number)
    clock.now += timedelta(minutes=1)
    number = Walks(session).begin(picking)
    assert [one.id for one in Walks(session).at(number).steps] == ["count"]


def test_without_pick_no_evidence_is_asked_for(
    memory: MemoryStore, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session(memory, by="amara", clock=clock)
    monkeypatch.setattr(session, "readings", lambda *_: pytest.fail("not needed"))
    number = Walks(session).begin(ROUND)
    Walks(session).answer(number, answer(Walks(session).at(number), "heard", 3))


def test_a_step_is_asked_while_its_condition_holds(sit_down: Open) -> None:
    few, many = (
        Step(id="few", ask="Few?", when="headcount.value < 3"),
        Step(id="many", ask="Many?", when="headcount.value >= 3"),
    )
    asking = Template(
        id="asking", version=1, title="A", sections=(Section(title="All", steps=(few, many)),)
    )
    session = sit_down(today=date(2026, 11, 22))
    number = Walks(session).begin(asking)
    assert [step.id for step in Walks(session).at(number).steps] == ["few"]
    session.edit(create(Member(name="Dana", joined_on=session.today)))
    assert [step.id for step in Walks(session).at(number).steps] == ["many"]
    assert set(Walks(session).evidence_in(asking, "")) == {"headcount"}


def test_evidence_is_kept_as_it_was_shown(sit_down: Open) -> None:
    session = sit_down()
    seen = frozen(session.readings(["headcount", "asks"]))
    assert seen["headcount"].value == session.readings(["headcount"])["headcount"].now.value
    assert seen["asks"].value is None
    assert len(seen["asks"].text) <= 500


def test_snapshots_of_earlier_days_stay(memory: MemoryStore, clock: Any) -> None:
    session = Session(memory, by="amara", clock=clock)
    session.edit(create(Snapshot(on=date(2026, 10, 1), levels={1: "core"})))
    Walks(session).finish(Walks(session).begin(ROUND))
    assert sorted(str(shot.on) for shot in session.community.snapshots.values()) == [
        "2026-10-01",
        "2026-11-22",
    ]
