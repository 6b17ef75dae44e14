"""A walk through a checklist. A run is a log of answers; everything else is derived from that log.

The latest entry of a step with a value is its answer. A note lasts until another one replaces it;
an entry with nothing in it removes the note. Follow-ups add up. So resuming, going back and
comparing read the same log and can't contradict each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec
from msgspec import UNSET, UnsetType

from coptui.checklists.template import (
    NOT_APPLICABLE,
    UNKNOWN,
    Section,
    Step,
    Template,
)
from coptui.core.model.counting import counted
from coptui.core.model.days import read_day
from coptui.core.model.records import Answer, Frozen, Run, Subject, Value, Window
from coptui.core.model.text import clean
from coptui.errors import CoptError, UsageError
from coptui.expressions.expression import compile_expression
from coptui.language import tr

Figures = Mapping[str, Mapping[str, Any]]
"""Figures of evidence lines by line id, for `when:`: {"level_mix": {"value": …, "n": …}}."""


@dataclass(frozen=True)
class Walk:
    """Where a run stands.

    `steps` are those to ask now, `answers` the answer and note of each step touched, folded from
    the log; `position` is the index in `steps` at which to go on, len(steps) at the end.
    """

    run: Run
    template: Template
    steps: tuple[Step, ...]
    answers: Mapping[str, Answer]
    position: int

    def answered(self, step_id: str) -> bool:
        """Return whether the step has a value; "not applicable" and "don't know" are values."""
        entry = self.answers.get(step_id)
        return entry is not None and entry.value is not UNSET and entry.value is not None

    @property
    def current(self) -> Step | None:
        """Return the step to go on with; None at the end."""
        return self.steps[self.position] if self.position < len(self.steps) else None

    @property
    def done(self) -> int:
        return sum(self.answered(step.id) for step in self.steps)

    @property
    def total(self) -> int:
        return len(self.steps)

    @property
    def open(self) -> tuple[Step, ...]:
        """Return the steps without an answer."""
        return tuple(step for step in self.steps if not self.answered(step.id))

    @property
    def required_open(self) -> tuple[Step, ...]:
        """Return the required steps without an answer; a walk can end without them, and says so."""
        return tuple(step for step in self.open if step.required)

    def index(self, step_id: str) -> int | None:
        """Return the place of a step in `steps`."""
        return next((at for at, step in enumerate(self.steps) if step.id == step_id), None)


def begin(
    template: Template,
    *,
    subject: Subject | None = None,
    group: str = "",
    by: str = "",
    at: str,
    window: Window | None = None,
    moved: Mapping[str, float] | None = None,
    moved_first: bool = False,
    earlier: Sequence[Run] = (),
) -> Run:
    """Return a new run with the checklist frozen into it.

    Of a section with `pick`, keep only the steps whose evidence moved most: `moved` says by line id
    how far a line moved, in either direction. Among equals, prefer what was asked longest ago in
    the `earlier` runs, then the order of the file. With `moved_first`, sort sections, and the steps
    in them, in the same way; one without evidence keeps its place. `at` is an ISO 8601 time.
    """
    asked = _last_asked(run for run in earlier if run.checklist == template.id)
    sections = tuple(_picked(section, moved or {}, asked) for section in template.sections)
    if moved_first:
        sections = _most_first(sections, moved or {})
    frozen = msgspec.structs.replace(template, sections=sections)
    return Run(
        checklist=template.id,
        version=template.version,
        subject=subject or Subject(kind=template.for_),
        group=group,
        template=frozen.document(),
        started_at=at,
        by=by,
        window=window,
    )


def walk_of(run: Run, values: Figures | None = None) -> Walk:
    """Return the walk recorded in a run's log.

    Ask a step with `when:` while that is true for `values`, or always without `values`. Keep a step
    that was touched, whatever the evidence does later. Raise ChecklistInvalid if the checklist in
    the run can't be read.
    """
    template = Template.from_document(run.template)
    answers = answers_by_step(run.log)
    steps = tuple(
        step for step in template.steps() if step.id in answers or asked_now(step, values)
    )
    return Walk(run, template, steps, answers, _position(steps, run.log, answers))


def answers_by_step(log: Iterable[Answer]) -> dict[str, Answer]:
    """Return what the entries of a log add up to, by step id, in the order of first entries."""
    folded: dict[str, Answer] = {}
    for entry in log:
        known = folded.get(entry.step, entry)
        bare = entry.value is UNSET and not entry.actions
        valued = known if entry.value is UNSET else entry
        folded[entry.step] = msgspec.structs.replace(
            valued,
            note=entry.note if entry.note or bare else known.note,
            actions=tuple(dict.fromkeys((*known.actions, *entry.actions))),
            at=entry.at or known.at,
        )
    return folded


def is_low(step: Step, answer: Answer | None) -> bool:
    """Return whether to suggest a follow-up after an answer: 0, 1 or no; or 3, 4 or yes if low is
    good."""
    value = answer.value if answer is not None else UNSET
    if isinstance(value, bool):
        return value is (step.good == "low")
    if step.answer != "scale" or not isinstance(value, int):
        return False
    return value >= 3 if step.good == "low" else value <= 1


def asked_now(step: Step, values: Figures | None) -> bool:
    """Return whether `when:` is true; ask a step whose `when:` can't be worked out."""
    if not step.when or values is None:
        return True
    try:
        return compile_expression(step.when).holds(values)
    except CoptError:
        return True


_IDS_OF = {
    "people": tr("the ids of people"),
    "topics": tr("the ids of topics"),
    "events": tr("the ids of events"),
}


def answer_of(
    step: Step,
    value: Value | UnsetType = UNSET,
    *,
    note: str = "",
    waived: str = "",
    evidence: Mapping[str, Frozen] | None = None,
) -> Answer:
    """Return an entry for the log, with the question as it is asked now.

    `value` by type: 0-4; True or False; one of the choices; a text; record ids (none is an answer
    too); an ISO date. "n/a" (with the reason in `waived`) and "unknown" fit every type, None
    removes an answer, UNSET keeps it: a note or follow-up alone answers nothing. Raise UsageError
    that says what is expected.
    """
    if waived and value != NOT_APPLICABLE:
        raise UsageError(
            tr("{id}: only the answer n/a can have a reason for skipping the question.", id=step.id)
        )
    return Answer(
        step=step.id,
        question=step.ask,
        type=step.answer,
        value=(given := _checked(step, value)),
        word=step.scale[given] if step.scale and isinstance(given, int) else "",
        note=_bounded(
            clean(note, lines=True),
            8000,
            lambda length: tr("{id}: the note is {length} long.", id=step.id, length=length),
        ),
        waived=_bounded(
            clean(waived),
            500,
            lambda length: tr("{id}: the reason is {length} long.", id=step.id, length=length),
        ),
        evidence=dict(evidence or {}),
    )


def _checked(step: Step, value: Value | UnsetType) -> Value | UnsetType:
    if value is UNSET or value is None or value in (NOT_APPLICABLE, UNKNOWN):
        return value
    if step.answer == "text" and isinstance(value, str):
        value = clean(value, lines=True)
    whole = isinstance(value, int) and not isinstance(value, bool)
    match step.answer:
        case "scale":
            fits, wanted = whole and 0 <= value <= 4, tr("a whole number from 0 to 4")  # type: ignore[operator]
        case "yes-no":
            fits, wanted = isinstance(value, bool), tr("yes or no")
        case "choice":
            fits, wanted = (
                value in step.choices,
                tr("one of: {choices}", choices=", ".join(step.choices)),
            )
        case "text":
            fits, wanted = isinstance(value, str) and bool(value), tr("words")
            if fits and len(str(value)) > 8000:
                fits, wanted = False, tr("words of at most 8000 characters in all")
        case "date":
            fits, wanted = isinstance(value, str) and _dated(value), tr("a date such as 2026-03-14")
        case _:
            if isinstance(value, list):
                value = tuple(value)
            fits = isinstance(value, tuple) and all(type(item) is int for item in value)
            wanted = _IDS_OF[step.answer]
    if not fits:
        raise UsageError(
            tr(
                "{id}: {value!r} isn't an answer to {ask!r}.",
                id=step.id,
                value=str(value)[:60],
                ask=step.ask,
            ),
            tr("Answer with {wanted}, n/a or unknown.", wanted=wanted),
        )
    return value


def _bounded(text: str, limit: int, too_long: Callable[[str], str]) -> str:
    """Return a text. Raise UsageError beyond a limit of characters; `too_long` says how long it is."""
    if len(text) > limit:
        length = counted(len(text), "{count} character", "{count} characters")
        raise UsageError(too_long(length), tr("The limit is {limit} characters.", limit=limit))
    return text


def _dated(value: str) -> bool:
    try:
        return read_day(value).isoformat() == value
    except ValueError:
        return False


def _position(steps: Sequence[Step], log: Sequence[Answer], answers: Mapping[str, Answer]) -> int:
    """Return the first open step at or after the one touched last; the first open one in a fresh
    walk."""
    ids = [step.id for step in steps]
    last = next((entry.step for entry in reversed(log) if entry.step in ids), None)
    start = 0 if last is None else ids.index(last)
    for at in range(start, len(ids)):
        entry = answers.get(ids[at])
        if entry is None or entry.value is UNSET or entry.value is None:
            return at
    return len(ids)


def _picked(section: Section, moved: Mapping[str, float], asked: Mapping[str, str]) -> Section:
    if section.pick is None or section.pick >= len(section.steps):
        return section

    def most_first(step: Step) -> tuple[float, str]:
        moves = (abs(moved.get(line, 0.0)) for line in step.evidence)
        return (-max(moves, default=0.0), asked.get(step.id, ""))

    chosen = {step.id for step in sorted(section.steps, key=most_first)[: section.pick]}
    kept = tuple(step for step in section.steps if step.id in chosen)
    return msgspec.structs.replace(section, steps=kept, pick=None)


def _most_first(sections: Sequence[Section], moved: Mapping[str, float]) -> tuple[Section, ...]:
    def moves(steps: Sequence[Step]) -> float | None:
        lines = [line for step in steps for line in step.evidence]
        return max((abs(moved.get(line, 0.0)) for line in lines), default=None)

    ordered = [
        msgspec.structs.replace(
            section, steps=_refilled(section.steps, [moves([step]) for step in section.steps])
        )
        for section in sections
    ]
    return _refilled(ordered, [moves(section.steps) for section in ordered])


T = TypeVar("T")


def _refilled(items: Sequence[T], moves: Sequence[float | None]) -> tuple[T, ...]:
    """Sort the items that can move (those with a number), largest first, within the places they
    hold."""
    places = [at for at, move in enumerate(moves) if move is not None]
    order = sorted(places, key=lambda at: -(moves[at] or 0.0))
    found = list(items)
    for place, at in zip(places, order, strict=True):
        found[place] = items[at]
    return tuple(found)


def _last_asked(runs: Iterable[Run]) -> dict[str, str]:
    """Return when each step was last answered, by step id, as an ISO time; leave out those never
    answered."""
    found: dict[str, str] = {}
    for run in runs:
        for entry in run.log:
            found[entry.step] = max(found.get(entry.step, ""), run.started_at)
    return found
