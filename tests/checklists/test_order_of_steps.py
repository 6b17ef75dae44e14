"""Moved first: the order is that of the evidence, and it stays with the walk."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coptui.checklists.run import begin, disagreements
from coptui.checklists.template import Section, Step, Template
from coptui.core.model.records import Answer

LINES = ("missed", "attendance", "asks")
SECTIONS = (
    Section(title="Before", steps=(Step(id="hello", ask="?"),)),
    Section(
        title="A",
        steps=(Step(id="a1", ask="?", evidence=("missed",)), Step(id="a2", ask="?"),
               Step(id="a3", ask="?", evidence=("attendance",))),
    ),
    Section(title="B", steps=(Step(id="b1", ask="?", evidence=("asks", "missed")),)),
    Section(title="After", steps=(Step(id="bye", ask="?"),)),
)  # fmt: skip
TEMPLATE = Template(id="x", version=1, title="X", sections=SECTIONS)


def order(**moved: float) -> list[str]:
    run = begin(TEMPLATE, at="2026-03-14T10:00:00", moved=moved, moved_first=True)
    return [step.id for step in Template.from_document(run.template).steps()]


def test_what_moved_most_comes_first_and_what_has_no_evidence_keeps_its_place() -> None:
    assert order() == ["hello", "a1", "a2", "a3", "b1", "bye"]
    assert order(attendance=0.5) == ["hello", "a3", "a2", "a1", "b1", "bye"]
    assert order(asks=0.9, attendance=0.5) == ["hello", "b1", "a3", "a2", "a1", "bye"]
    assert order(asks=-0.9, missed=0.1)[1] == "b1"


@given(st.dictionaries(st.sampled_from(LINES), st.floats(-1, 1)))
def test_nothing_is_lost_or_asked_twice(moved: dict[str, float]) -> None:
    assert sorted(order(**moved)) == sorted(step.id for step in TEMPLATE.steps())
    plain = begin(TEMPLATE, at="2026-03-14T10:00:00", moved=moved)
    assert Template.from_document(plain.template).steps() == TEMPLATE.steps()


def test_disagreements_come_by_their_size() -> None:
    def run(**answers: int | str):  # type: ignore[no-untyped-def]
        log = tuple(Answer(step=name, type="scale", value=value) for name, value in answers.items())
        begun = begin(TEMPLATE, at="2026-03-14T10:00:00")
        return type(begun)(
            checklist="x", template=begun.template, started_at=begun.started_at, log=log
        )

    one = run(hello=1, a1=4, a2=2, a3=2, b1="unknown")
    other = run(hello=2, a1=0, a2=2, b1=3)
    assert [row.step for row in disagreements(one, other)] == [
        "a1", "hello", "b1", "a3", "a2", "bye",
    ]  # fmt: skip
