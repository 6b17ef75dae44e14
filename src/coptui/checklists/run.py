"""Everything about runs in one place: begin, walk, answer, finish, compare."""

from coptui.checklists.due import Due, StepDue, after, step_dates, when_due
from coptui.checklists.outcome import (
    Comparison,
    Outcome,
    Stand,
    compare,
    disagreements,
    outcome,
    principle_scores,
    principles_now,
)
from coptui.checklists.plain import PlainAnswer, expected, parse_plain_answer
from coptui.checklists.walk import Figures, Walk, answer_of, answers_by_step, begin, is_low, walk_of

__all__ = [
    "Comparison",
    "Due",
    "Figures",
    "Outcome",
    "PlainAnswer",
    "Stand",
    "StepDue",
    "Walk",
    "after",
    "answer_of",
    "answers_by_step",
    "begin",
    "compare",
    "disagreements",
    "expected",
    "is_low",
    "outcome",
    "parse_plain_answer",
    "principle_scores",
    "principles_now",
    "step_dates",
    "walk_of",
    "when_due",
]
