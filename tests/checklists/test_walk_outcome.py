"""What a walk says: better and worse, two runs side by side, principle by principle."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from coptui.checklists.run import answer_of, begin, compare, outcome, principle_scores
from coptui.checklists.template import Section, Step, Template
from coptui.core.model.records import Frozen, Run

TEMPLATE = Template(
    id="t",
    version=1,
    title="T",
    sections=(
        Section(
            title="Levels",
            principle="levels",
            steps=(
                Step(id="up", ask="Up?"),
                Step(id="down", ask="Down?", good="low"),
                Step(id="plain", ask="Plain?", good="none"),
                Step(id="is", ask="Is it?", answer="yes-no"),
            ),
        ),
        Section(title="Words", steps=(Step(id="words", ask="What?", answer="text"),)),
    ),
)


def run_of(template: Template = TEMPLATE, **values: object) -> Run:
    log = []
    for id, value in values.items():
        step = template.step(id)
        assert step is not None
        log.append(answer_of(step, value, evidence={"asks": Frozen(value=1.0, text=id)}))  # type: ignore[arg-type]
    return msgspec.structs.replace(begin(template, at="2026-03-14"), log=tuple(log))


def changes(a: Run | None, b: Run) -> dict[str, str]:
    return {row.step: row.change for row in compare(a, b)}


def test_better_and_worse_follow_the_good_way_of_each_step() -> None:
    a = run_of(up=1, down=1, plain=1, words="one", **{"is": False})
    b = run_of(up=3, down=3, plain=3, words="two", **{"is": True})
    assert changes(a, b) == {
        "up": "better",
        "down": "worse",
        "plain": "changed",
        "is": "better",
        "words": "changed",
    }
    found = outcome(b, a)
    assert [row.step for row in found.better] == ["up", "is"]
    assert [row.step for row in found.worse] == ["down"]


def test_what_is_on_one_side_only_or_on_neither_is_said() -> None:
    assert changes(run_of(up=1, down=2), run_of(up=1, words="x")) == {
        "up": "same",
        "down": "gone",
        "plain": "open",
        "is": "open",
        "words": "new",
    }
    assert set(changes(None, run_of(up=1)).values()) == {"new", "open"}


def test_not_applicable_and_unknown_are_listed_and_measure_nothing() -> None:
    found = outcome(run_of(up="n/a", down="unknown"), run_of(up=1, down=1))
    assert [row.step for row in found.waived] == ["up"]
    assert [row.step for row in found.unknown] == ["down"]
    assert [row.step for row in found.unanswered] == ["plain", "is", "words"]
    assert found.better == found.worse == found.same == ()


def test_followups_are_named_in_the_order_they_were_made_even_where_an_answer_changed() -> None:
    step = TEMPLATE.steps()[0]
    first, second = answer_of(step, 1), answer_of(step, 2)
    replace = msgspec.structs.replace
    log = (replace(first, actions=(5,)), replace(second, actions=(3, 5)))
    run = msgspec.structs.replace(run_of(), log=log)
    assert outcome(run).followups == (5, 3)


def test_an_edited_question_is_flagged_and_a_new_kind_of_answer_is_not_measured() -> None:
    levels = TEMPLATE.sections[0]
    steps = (
        Step(id="up", ask="Upwards?"),
        Step(id="down", ask="Down?", answer="text"),
        Step(id="is", ask="Is it?", answer="yes-no", good="low"),
        Step(id="fresh", ask="New?"),
    )
    edited = msgspec.structs.replace(
        TEMPLATE, version=2, sections=(msgspec.structs.replace(levels, steps=steps),)
    )
    a = run_of(up=1, down=1, plain=2, **{"is": True})
    rows = {
        row.step: row
        for row in compare(a, run_of(edited, up=3, down="deep", fresh=1, **{"is": True}))
    }
    assert list(rows) == ["up", "down", "is", "fresh", "plain", "words"]
    assert (rows["up"].edited, rows["up"].question_then, rows["up"].change) == (
        True,
        "Up?",
        "better",
    )
    assert (rows["down"].change, rows["down"].measured) == ("changed", False)
    assert (rows["is"].change, rows["is"].measured) == ("same", False)
    assert rows["plain"].change == "gone"
    assert rows["up"].then["asks"].text == rows["up"].now["asks"].text == "up"


def test_scores_turn_every_answer_so_that_four_is_good() -> None:
    assert principle_scores(run_of(up=1, down=1, plain=4, **{"is": True})) == {"levels": (2.0, 2)}
    assert principle_scores(run_of(plain=4, words="x", up="unknown")) == {}


answers = st.fixed_dictionaries(
    {},
    optional={
        "up": st.integers(0, 4),
        "down": st.integers(0, 4),
        "plain": st.integers(0, 4) | st.just("n/a"),
        "is": st.booleans() | st.just("unknown"),
        "words": st.sampled_from(["x", "y"]),
    },
)
TURNED = {"better": "worse", "worse": "better", "new": "gone", "gone": "new"}


@given(answers, answers)
def test_comparing_the_other_way_round_turns_better_and_worse(a: dict, b: dict) -> None:
    there, back = changes(run_of(**a), run_of(**b)), changes(run_of(**b), run_of(**a))
    assert {step: TURNED.get(change, change) for step, change in there.items()} == back


@given(answers)
def test_a_run_against_itself_is_the_same_throughout(a: dict) -> None:
    assert set(changes(run_of(**a), run_of(**a)).values()) <= {"same", "open"}


def test_a_principle_stands_by_its_latest_answers_in_any_walk() -> None:
    from coptui.checklists.run import principles_now
    from coptui.core.model.records import Answer, Run

    def run(number: int, checklist: str, principle: str, score: int) -> Run:
        section = {
            "title": "S", "principle": principle,
            "steps": [{"id": "only", "ask": "How well?", "answer": "scale"}],
        }  # fmt: skip
        day = f"2026-0{number}-01T10:00:00+00:00"
        return Run(
            id=number, checklist=checklist, version=1, started_at=day, finished_at=day,
            template={"id": checklist, "version": 1, "title": checklist, "sections": [section]},
            log=(Answer(step="only", type="scale", value=score, at=day),),
        )  # fmt: skip

    found = principles_now(
        [
            run(1, "monthly", "value", 1),
            run(2, "monthly", "value", 3),
            run(3, "stage", "rhythm", 2),
            Run(id=4, checklist="broken", version=1, finished_at="2026-04-01", template={"id": 3}),
        ]
    )
    assert {name: (stand.score, stand.before) for name, stand in found.items()} == {
        "value": (3.0, 1.0),
        "rhythm": (2.0, None),
    }
    assert found["value"].on.startswith("2026-02-01")
