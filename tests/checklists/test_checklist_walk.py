"""A run is a log of answers: position, answers and comparison are derived from it alone."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET

from coptui.checklists.load import read_checklist
from coptui.checklists.run import answer_of, begin, walk_of
from coptui.checklists.template import Section, Step, Template
from coptui.core.model.days import FIRST, LAST
from coptui.core.model.records import Answer, Frozen, Run, Subject, document
from coptui.errors import ChecklistInvalid, UsageError

AT = "2026-03-14T10:00:00+01:00"
TEMPLATE, _ = read_checklist(
    """
id: six
version: 4
title: Six kinds
sections:
  - title: Degrees
    principle: levels
    steps:
      - {id: scale, ask: How much?, required: true}
      - {id: yes, ask: Is it?, answer: yes-no}
      - {id: pick, ask: Which?, answer: choice, choices: [red, blue]}
  - title: Words
    steps:
      - {id: words, ask: What?, answer: text}
      - {id: who, ask: Who?, answer: people}
      - {id: day, ask: When?, answer: date, when: level_mix.n >= 5}
""",
    "six",
)
assert TEMPLATE is not None
STEPS = TEMPLATE.steps()


def fresh() -> Run:
    assert TEMPLATE is not None
    return begin(TEMPLATE, subject=Subject(), by="Ann", at=AT)


def with_log(*log: Answer) -> Run:
    return msgspec.structs.replace(fresh(), log=log)


def answer(
    step: str, *args: object, at: str = "", actions: Sequence[int] = (), **more: object
) -> Answer:
    assert TEMPLATE is not None
    found = TEMPLATE.step(step)
    assert found is not None
    entry = answer_of(found, *args, **more)  # type: ignore[arg-type]
    return msgspec.structs.replace(entry, at=at, actions=tuple(actions))


VALUES = {
    "scale": st.integers(0, 4),
    "yes-no": st.booleans(),
    "choice": st.sampled_from(["red", "blue"]),
    "text": st.sampled_from(["some words", "others"]),
    "people": st.lists(st.integers(1, 9), max_size=3).map(tuple),
    "date": st.dates(FIRST, LAST).map(lambda day: day.isoformat()),
}


@st.composite
def entries(draw: st.DrawFn) -> Answer:
    """What a person may do at any step, in any order: answer, take back, note, follow up."""
    step = draw(st.sampled_from(STEPS))
    value = draw(VALUES[step.answer] | st.sampled_from([UNSET, UNSET, None, "n/a", "unknown"]))
    note = draw(st.sampled_from(["", "", "a note", "another"]))
    entry = answer_of(step, value, note=note, waived="no time" if value == "n/a" else "")
    actions = draw(st.lists(st.integers(1, 5), max_size=2))
    return msgspec.structs.replace(entry, actions=tuple(actions), at=AT)


logs = st.lists(entries(), max_size=25).map(tuple)


def has_value(entry: Answer) -> bool:
    return entry.value is not UNSET and entry.value is not None


@given(logs)
def test_the_latest_value_note_and_all_followups_of_a_step_count(log: tuple[Answer, ...]) -> None:
    walk = walk_of(with_log(*log))
    for step in STEPS:
        mine = [entry for entry in log if entry.step == step.id]
        values = [entry.value for entry in mine if entry.value is not UNSET]
        noted = [
            entry.note
            for entry in mine
            if entry.note or (entry.value is UNSET and not entry.actions)
        ]
        made = [action for entry in mine for action in entry.actions]
        if not mine:
            assert step.id not in walk.answers
            continue
        found = walk.answers[step.id]
        assert found.value == (values[-1] if values else UNSET)
        assert found.note == (noted[-1] if noted else "")
        assert list(found.actions) == list(dict.fromkeys(made))
        assert walk.answered(step.id) is (bool(values) and values[-1] is not None)


@given(logs)
def test_the_position_is_the_first_open_step_from_the_one_touched_last(
    log: tuple[Answer, ...],
) -> None:
    walk = walk_of(with_log(*log))
    ids = [step.id for step in walk.steps]
    start = ids.index(log[-1].step) if log else 0
    assert start <= walk.position <= len(ids)
    assert all(walk.answered(id) for id in ids[start : walk.position])
    if walk.current is None:
        assert walk.position == walk.total
    else:
        assert not walk.answered(walk.current.id)
    assert walk.done + len(walk.open) == walk.total
    assert set(walk.required_open) <= set(walk.open)


@given(logs, st.integers(0, 25))
def test_a_walk_cut_off_anywhere_goes_on_right_there(log: tuple[Answer, ...], cut: int) -> None:
    cut = min(cut, len(log))
    live = fresh()
    seen = [walk_of(live)]
    for entry in log:
        live = msgspec.structs.replace(live, log=(*live.log, entry))
        seen.append(walk_of(live))
    kept = msgspec.json.encode(document(msgspec.structs.replace(live, log=log[:cut])))
    resumed = walk_of(msgspec.json.decode(kept, type=Run))
    assert resumed.position == seen[cut].position
    assert resumed.answers == seen[cut].answers
    assert resumed.steps == seen[cut].steps


@given(st.permutations(STEPS))
def test_answering_in_any_order_completes_the_walk(order: list[Step]) -> None:
    run = with_log(*(answer_of(step, "unknown") for step in order))
    walk = walk_of(run)
    assert (walk.done, walk.position, walk.current) == (walk.total, walk.total, None)


def test_a_note_alone_answers_nothing_and_keeps_the_place() -> None:
    walk = walk_of(with_log(answer("scale", 3), answer("yes", note="Dana is leaving")))
    assert walk.current is not None
    assert walk.current.id == "yes"
    assert walk.answers["yes"].value is UNSET
    assert walk.done == 1


def test_an_answer_after_a_note_keeps_the_note_and_an_empty_entry_takes_it_back() -> None:
    log = [answer("scale", note="mine"), answer("scale", 2, evidence={"asks": Frozen(value=1.0)})]
    folded = walk_of(with_log(*log)).answers["scale"]
    assert (folded.value, folded.note, folded.evidence["asks"].value) == (2, "mine", 1.0)
    folded = walk_of(with_log(*log, answer("scale", actions=[7]))).answers["scale"]
    assert (folded.value, folded.note, folded.actions) == (2, "mine", (7,))
    folded = walk_of(with_log(*log, answer("scale"))).answers["scale"]
    assert (folded.value, folded.note) == (2, "")


def test_going_back_and_changing_an_answer_leads_on_to_the_next_open_one() -> None:
    log = [answer("scale", 3), answer("yes", True), answer("pick", "red"), answer("scale", 1)]
    walk = walk_of(with_log(*log))
    assert walk.current is not None
    assert walk.current.id == "words"
    assert walk.answers["scale"].value == 1


def test_a_step_is_asked_when_its_condition_holds_and_stays_once_answered() -> None:
    few, many = {"level_mix": {"n": 4}}, {"level_mix": {"n": 5}}
    assert len(walk_of(fresh(), few).steps) == 5
    assert len(walk_of(fresh(), many).steps) == 6
    assert len(walk_of(fresh(), {}).steps) == 5
    assert len(walk_of(fresh()).steps) == 6
    assert len(walk_of(with_log(answer("day", "2026-03-01")), few).steps) == 6


def test_the_question_and_the_checklist_are_kept_as_they_were_asked() -> None:
    assert TEMPLATE is not None
    entry = answer("scale", 3, at=AT)
    assert (entry.question, entry.type, entry.at) == ("How much?", "scale", AT)
    run = with_log(entry)
    assert Template.from_document(run.template) == TEMPLATE
    assert (run.checklist, run.version, run.by, run.started_at) == ("six", 4, "Ann", AT)
    with pytest.raises(ChecklistInvalid):
        walk_of(msgspec.structs.replace(run, template={"id": 3}))


@pytest.mark.parametrize(
    ("step", "value"),
    [
        ("scale", 5),
        ("scale", -1),
        ("scale", True),
        ("scale", 2.5),
        ("scale", "3"),
        ("yes", 1),
        ("yes", "yes"),
        ("pick", "green"),
        ("words", ""),
        ("words", "  \n"),
        ("words", 3),
        ("words", "x" * 8001),
        ("who", "Ann"),
        ("who", (1, "Ann")),
        ("who", (True,)),
        ("day", "14 March"),
        ("day", "2026-02-30"),
        ("day", "20260301"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_with_what_is_expected(
    step: str, value: object
) -> None:
    with pytest.raises(UsageError) as caught:
        answer(step, value)
    assert "Answer with" in caught.value.hint
    assert step in caught.value.message


def test_what_is_kept_is_clean_and_bounded() -> None:
    entry = answer("words", "one\x1b[31m\ntwo", note="a\u202eb")
    assert entry.value == "one[31m\ntwo"
    assert entry.note == "ab"
    with pytest.raises(UsageError):
        answer("scale", note="x" * 8001)
    with pytest.raises(UsageError):
        answer("scale", 3, waived="a reason that belongs to n/a")
    assert answer("scale", "n/a", waived="not now").waived == "not now"
    assert answer("who", [1, 2]).value == (1, 2)
    assert answer("who", ()).value == ()


@given(
    st.dictionaries(st.sampled_from("abcde"), st.floats(-9, 9, allow_nan=False)),
    st.integers(1, 5),
)
def test_the_steps_whose_evidence_moved_most_are_picked(moved: dict[str, float], n: int) -> None:
    steps = tuple(Step(id=f"s-{line}", ask="?", evidence=(line,)) for line in "abcde")
    template = Template(
        id="t", version=1, title="T", sections=(Section(title="S", pick=n, steps=steps),)
    )
    asked = walk_of(begin(template, at=AT, moved=moved)).steps
    assert len(asked) == n
    assert [step.id for step in asked] == sorted(step.id for step in asked)
    out = [step for step in steps if step not in asked]
    how_far = {step.id: abs(moved.get(step.evidence[0], 0.0)) for step in steps}
    if out:
        assert min(how_far[step.id] for step in asked) >= max(how_far[step.id] for step in out)
