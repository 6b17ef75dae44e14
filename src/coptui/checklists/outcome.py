"""What a walk shows: compared with the last one, side by side, and by principle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Literal

from msgspec import UNSET

from coptui.checklists.template import NOT_APPLICABLE, UNKNOWN, Step
from coptui.checklists.walk import Walk, walk_of
from coptui.core.model.records import Answer, Frozen, Run
from coptui.core.people.pairs import unsealed
from coptui.errors import CoptError

AnswerChange = Literal["better", "worse", "same", "changed", "new", "gone", "open"]
"""How an answer differs from the earlier one. "changed": differs, and no way is good, or there is
nothing to measure by. "new" and "gone": answered on one side only. "open": on neither."""


@dataclass(frozen=True)
class Comparison:
    """One step in two runs: `a` the earlier, `b` the later; None if it wasn't touched there.

    `edited` means that the question was worded differently; `measured`, that both answers are on a
    scale with a good end.
    """

    step: str
    question: str
    principle: str
    a: Answer | None
    b: Answer | None
    change: AnswerChange
    edited: bool = False
    measured: bool = False
    question_then: str = ""

    @property
    def then(self) -> Mapping[str, Frozen]:
        return self.a.evidence if self.a else {}

    @property
    def now(self) -> Mapping[str, Frozen]:
        return self.b.evidence if self.b else {}


@dataclass(frozen=True)
class Outcome:
    """What a run shows, compared with the one before if there is one.

    The lists hold `Comparison` rows; better, worse and same only measured ones. `followups` are
    ids of actions in the order they were made.
    """

    better: tuple[Comparison, ...]
    worse: tuple[Comparison, ...]
    same: tuple[Comparison, ...]
    followups: tuple[int, ...]
    waived: tuple[Comparison, ...]
    unknown: tuple[Comparison, ...]
    unanswered: tuple[Comparison, ...]


def outcome(run: Run, previous: Run | None = None) -> Outcome:
    """Return what got better and worse since the previous run, and what this one leaves behind."""
    asked = {step.id for step in walk_of(run).steps}
    rows = [row for row in compare(previous, run) if row.step in asked]
    actions = [action for entry in run.log for action in entry.actions]

    def of(change: AnswerChange) -> tuple[Comparison, ...]:
        return tuple(row for row in rows if row.change == change)

    def saying(value: str) -> tuple[Comparison, ...]:
        return tuple(row for row in rows if row.b is not None and row.b.value == value)

    return Outcome(
        better=of("better"),
        worse=of("worse"),
        same=tuple(row for row in of("same") if row.measured),
        followups=tuple(dict.fromkeys(actions)),
        waived=saying(NOT_APPLICABLE),
        unknown=saying(UNKNOWN),
        unanswered=tuple(row for row in rows if not _has_value(row.b)),
    )


def compare(a: Run | None, b: Run) -> tuple[Comparison, ...]:
    """Return two runs side by side, steps matched by id: in the order of `b`, then those only in
    `a`."""
    earlier = walk_of(a) if a is not None else None
    later = walk_of(b)
    rows = [_row(step.id, earlier, later) for step in later.template.steps()]
    if earlier is not None:
        known = {row.step for row in rows}
        rows += [
            _row(step.id, earlier, later)
            for step in earlier.template.steps()
            if step.id not in known
        ]
    return tuple(rows)


def disagreements(first_run: Run, second_run: Run) -> tuple[Comparison, ...]:
    """Return two walks of a blind pair side by side, the largest difference first.

    Differences on a scale come first, by size; then other differing answers, then what only one of
    them answered, then what both answered the same. Within each group, keep the order of the walk.
    """
    first, second = walk_of(first_run), walk_of(second_run)

    def apart(row: Comparison) -> float:
        scores = [
            _score(walk.template.step(row.step), walk.answers.get(row.step))
            for walk in (first, second)
        ]
        if row.measured and scores[0] is not None and scores[1] is not None:
            return abs(scores[0] - scores[1])
        if row.change in ("new", "gone"):
            return 0.25
        return 0.5 if row.change == "changed" else 0.0

    return tuple(sorted(compare(first_run, second_run), key=lambda row: -apart(row)))


def principle_scores(run: Run) -> dict[str, tuple[float, int]]:
    """Return the median of the scale answers for each principle (0-4, 4 is good), and how many
    there are.

    Only steps of the type scale with a good end count; leave out a principle without any.
    """
    walk = walk_of(run)
    scores: dict[str, list[float]] = {}
    for section in walk.template.sections:
        for step in section.steps:
            score = _score(step, walk.answers.get(step.id))
            if section.principle and step.answer == "scale" and score is not None:
                scores.setdefault(section.principle, []).append(score)
    return {key: (float(median(values)), len(values)) for key, values in scores.items()}


@dataclass(frozen=True)
class Stand:
    """Where a principle stands: the median of its latest scale answers (0-4, 4 is good), how many
    there were, the day, and the median in the previous walk of the same checklist (None: there was
    none)."""

    score: float
    answers: int
    on: str
    before: float | None


def principles_now(runs: Iterable[Run]) -> dict[str, Stand]:
    """Return where each principle stands by its latest answers in any finished walk; leave out
    those never asked about.

    Skip a walk that can't be read, and one of a blind pair until both are finished.
    """
    stands: dict[str, Stand] = {}
    source: dict[str, str] = {}
    for run in sorted(unsealed(runs), key=lambda run: (run.finished_at, run.id), reverse=True):
        if not run.finished_at:
            continue
        try:
            scores = principle_scores(run)
        except CoptError:
            continue
        for principle, (score, count) in scores.items():
            if principle not in stands:
                stands[principle] = Stand(score, count, run.finished_at, None)
                source[principle] = run.checklist
            elif stands[principle].before is None and source[principle] == run.checklist:
                now = stands[principle]
                stands[principle] = Stand(now.score, now.answers, now.on, score)
    return stands


def _row(id: str, earlier: Walk | None, later: Walk) -> Comparison:
    a = earlier.answers.get(id) if earlier else None
    b = later.answers.get(id)
    before = earlier.template.step(id) if earlier else None
    after = later.template.step(id)
    home = later if after is not None else earlier
    section = home.template.section_of(id) if home else None
    measured = _score(before, a) is not None and _score(after, b) is not None
    asked_then = (a.question if a else "") or (before.ask if before else "")
    asked = (b.question if b else "") or (after.ask if after else asked_then)
    return Comparison(
        step=id,
        question=asked,
        principle=(section.principle or "") if section else "",
        a=a,
        b=b,
        change=_change(before, a, after, b, across=_across(earlier, later)),
        measured=measured and before is not None and after is not None and _alike(before, after),
        edited=bool(asked_then) and asked_then != asked,
        question_then=asked_then,
    )


def _change(
    before: Step | None,
    a: Answer | None,
    after: Step | None,
    b: Answer | None,
    *,
    across: bool,
) -> AnswerChange:
    if not _has_value(a):
        return "new" if _has_value(b) else "open"
    if not _has_value(b):
        return "gone"
    assert a is not None
    assert b is not None
    then, now = _score(before, a), _score(after, b)
    alike = before is not None and after is not None and _alike(before, after)
    if alike and then is not None and now is not None and then != now:
        return "better" if now > then else "worse"
    if across and before is not None and after is not None:
        return "same" if _place(before, a) == _place(after, b) else "changed"
    return "same" if a.type == b.type and a.value == b.value else "changed"


def _across(earlier: Walk | None, later: Walk) -> bool:
    """Return whether two walks were in different languages."""
    return earlier is not None and earlier.template.language != later.template.language


def _place(step: Step, answer: Answer) -> object:
    """Return an answer without its language: of a choice, its place among the choices."""
    if step.answer == "choice" and answer.value in step.choices:
        return step.choices.index(str(answer.value))
    return answer.value


def _alike(before: Step, after: Step) -> bool:
    """Return whether the answers to two steps can be compared."""
    return (before.answer, before.good) == (after.answer, after.good)


def _score(step: Step | None, answer: Answer | None) -> float | None:
    """Return 0-4 with 4 good (yes is 4, no is 0); None if the answer measures nothing."""
    if step is None or answer is None or step.good == "none":
        return None
    value = answer.value
    if step.answer == "yes-no" and isinstance(value, bool):
        score = 4.0 if value else 0.0
    elif step.answer == "scale" and isinstance(value, int) and not isinstance(value, bool):
        score = float(value)
    else:
        return None
    return score if step.good == "high" else 4.0 - score


def _has_value(answer: Answer | None) -> bool:
    return answer is not None and answer.value is not UNSET and answer.value is not None
