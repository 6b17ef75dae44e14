"""Walks: a checklist walked step by step, through the session that saves each answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from coptui.checklists.run import Figures, Walk
from coptui.checklists.template import Template
from coptui.core.model.edits import begin_run, finish_run, log_answer
from coptui.core.model.records import Answer, Frozen, Run, Snapshot, Subject
from coptui.core.model.sentences import no_walk
from coptui.errors import UsageError
from coptui.evidence.line import Evidence, Reading
from coptui.language import tr

if TYPE_CHECKING:
    from coptui.core.writing.meaning import Meant
    from coptui.session import Session


class Walks:
    """The walks of one session; those in my notebook have negative ids.

    Every method that saves returns once the answer is on disk, or raises and changes nothing.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def evidence_in(self, template: Template, group: str) -> dict[str, Reading]:
        """Return the evidence of a group that a checklist's `when:` conditions ask about."""
        from coptui.expressions.expression import compile_expression

        wanted = {
            name
            for step in template.steps()
            if step.when
            for name in compile_expression(step.when).names
        }
        return self._session.readings(sorted(wanted), group=group)

    def begin(
        self,
        template: Template,
        subject: Subject | None = None,
        *,
        moved_first: bool = False,
        blind: bool = False,
    ) -> int:
        """Start a walk, of the group that is shown if one is, and return its run's id.

        If a section asks only some of its steps, pick those whose evidence moved most since the
        last walk (or the window before); with `moved_first` also ask them first. A `blind` walk is
        beside another person's recent one: neither sees the other's answers until both are
        finished. Raise UsageError if there is none to be beside.
        """
        from coptui.checklists.run import begin
        from coptui.core.people.pairs import to_stand_beside

        subject = subject or Subject(kind=template.for_)
        earlier = self._session.runs()
        moved: dict[str, float] = {}
        new = Run(
            checklist=template.id,
            subject=subject,
            started_at=self._session.clock.moment(),
            by=self._session.by,
            group=self._session.group,
        )
        beside = to_stand_beside(new, earlier, self._session.today) if blind else None
        if blind and beside is None:
            raise UsageError(
                tr("No one else has started this checklist in the last two weeks."),
                tr(
                    "One of you starts the checklist as usual; then the other person answers independently."
                ),
            )
        if moved_first or any(section.pick for section in template.sections):
            lines = {line for step in template.steps() for line in step.evidence}
            seen = self._session.readings(lines, group=new.group)
            kept = self._seen_before(new)
            moved = {
                line: _moved(found.now, kept.get(line, found.then)) for line, found in seen.items()
            }
        run = begin(
            template,
            subject=subject,
            group=new.group,
            by=self._session.by,
            at=self._session.clock.moment(),
            moved=moved,
            moved_first=moved_first,
            earlier=earlier,
        )
        if beside is not None:
            run = msgspec.structs.replace(run, pair=beside.id)
        if template.keep == "notebook":
            return self._session.notebook.begin(run)
        saved = self._session.edit(begin_run(run, template.title))
        return next(change.id for change in saved.changes if change.table == "runs")

    def _seen_before(self, run: Run) -> dict[str, Frozen]:
        """Return what stood beside the answers of the last finished walk of the same checklist."""
        before = self._session.previous(run)
        log = before.log if before is not None else ()
        return {line: seen for answer in log for line, seen in answer.evidence.items()}

    def with_all_steps(self, run_id: int) -> Walk:
        """Return a walk with all its steps, whatever the evidence says about them.

        Raise UsageError if there is no such run, ChecklistInvalid if its checklist is damaged.
        """
        from coptui.checklists.run import walk_of

        return walk_of(self._run(run_id))

    def at(self, run_id: int) -> Walk:
        """Return where a walk stands; this takes as long as the evidence its steps depend on.

        Raise what `with_all_steps` raises.
        """
        from coptui.checklists.run import walk_of

        run = self._run(run_id)
        template = Template.from_document(run.template)
        if not any(step.when for step in template.steps()):
            return walk_of(run)
        return walk_of(run, _figures(self.evidence_in(template, run.group)))

    def answer(self, run_id: int, answer: Answer, meant: Meant | None = None) -> Walk:
        """Append an answer to a walk, with what was written down; return where the walk stands.

        What is written down at a walk of the notebook is a reminder there, and nothing else.
        """
        run = self._run(run_id)
        label = (
            tr("answer to {question}", question=answer.question)
            if answer.question
            else tr("answer to {step}", step=answer.step)
        )
        answer = _at(answer, self._session.clock.moment())
        if run_id < 0:
            self._session.notebook.log(run_id, answer, meant)
            return self.at(run_id)
        follow_up, conversation = (meant.follow_up, meant.conversation) if meant else (None, None)
        self._session.edit(
            log_answer(run, answer, label=label, follow_up=follow_up, conversation=conversation)
        )
        return self.at(run_id)

    def finish(self, run_id: int) -> None:
        """End a walk; keep a snapshot of levels and of all but slow evidence, at most one a day."""
        from coptui.core.people.levels import standings
        from coptui.evidence.registry import LINES, evidence

        run = self._run(run_id)
        if run.finished_at:
            return
        if run_id < 0:
            self._session.notebook.finish(run_id, self._session.clock.moment())
            return
        title = Template.from_document(run.template).title
        shot = None
        if not any(
            shot.on == self._session.today for shot in self._session.all_groups.snapshots.values()
        ):
            levels = standings(
                self._session.all_groups, self._session.today, self._session.settings
            )
            shot = Snapshot(
                on=self._session.today,
                levels={who: found.level for who, found in levels.items() if found.level},
                evidence={
                    name: evidence(
                        name, self._session.all_groups, self._session.today, self._session.settings
                    ).value
                    for name in sorted(LINES)
                    if not LINES[name].slow
                },
            )
        self._session.edit(finish_run(run, title, at=self._session.clock.moment(), snapshot=shot))

    def _run(self, run_id: int) -> Run:
        runs = self._session.all_groups.runs if run_id > 0 else self._session.notebook.walks()
        run = runs.get(run_id)
        if run is None:
            raise UsageError(no_walk(run_id))
        return run


def frozen(readings: Mapping[str, Reading]) -> dict[str, Frozen]:
    """Return evidence as it is kept with an answer."""
    return {
        line: Frozen(value=found.now.value, text=found.now.text[:500], n=found.now.n)
        for line, found in readings.items()
    }


def _at(answer: Answer, moment: str) -> Answer:
    return msgspec.structs.replace(answer, at=moment)


def _moved(now: Evidence, then: Evidence | Frozen) -> float:
    """Return how far a line moved, from 0 to 1, whatever its unit: the difference over the sum of
    both.

    Twice as many people and twice the share are equally far (1/3); to or from nothing is 1. Return
    0 if either has no data, or too little for a verdict.
    """
    unsure = now.confidence or (isinstance(then, Evidence) and then.confidence)
    if now.value is None or then.value is None or unsure:
        return 0.0
    both = abs(now.value) + abs(then.value)
    return abs(now.value - then.value) / both if both else 0.0


def _figures(readings: Mapping[str, Reading]) -> Figures:
    return {
        line: {
            **found.now.figures,
            "value": found.now.value,
            "n": found.now.n,
            "no_data": found.now.no_data,
        }
        for line, found in readings.items()
    }
