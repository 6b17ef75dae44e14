"""Beside the answer to a step: a note, a follow-up, and the records behind its evidence."""

from __future__ import annotations

from typing import Protocol

from coptui.checklists.facts import fact_of
from coptui.checklists.run import Walk, answer_of, is_low
from coptui.checklists.template import Step
from coptui.checklists.words import suggested
from coptui.core.meetings.belonging import event_of_walk
from coptui.core.model.edits import Edit
from coptui.core.model.sentences import undoable
from coptui.core.model.text import clean, show
from coptui.core.writing.meaning import Jotting, meaning
from coptui.core.writing.understood import understood
from coptui.errors import UsageError
from coptui.language import tr
from coptui.session import Session
from coptui.tui.shell import places
from coptui.tui.shell.groups import CommandGroup, OnScreen
from coptui.tui.walks.step_evidence import StepEvidence


class Walking(OnScreen, Protocol):
    """A walk with a step on the screen."""

    run_id: int
    walk: Walk
    evidence: StepEvidence

    def asked(self) -> Step: ...


def fact_in(session: Session, walk: Walk, step: Step | None) -> Edit | None:
    """Return the edit that makes the answer to a step what it says, if it is a fact not recorded
    yet."""
    if step is None:
        return None
    event = event_of_walk(walk.run)
    at = Jotting(session.all_groups, session.today, session.by, event=event)
    return fact_of(step, walk.answers.get(step.id), walk.run.subject, at)


class StepNotes(CommandGroup):
    """Each is kept with the answer, and none of them answers the step."""

    screen: Walking

    async def action_step_note(self) -> None:
        step = self.screen.asked()
        given = self.screen.walk.answers.get(step.id)

        async def keep(text: str) -> None:
            answer = answer_of(step, note=clean(text, 8000))
            await self.desk.log_answer(self.screen.run_id, answer)

        await self.screen.ask(
            tr("Note"),
            keep,
            initial=given.note if given else "",
            hint=tr("Saved with this answer."),
            draft=f"step note {self.screen.run_id} {step.id}",
        )

    async def action_step_follow_up(self) -> None:
        step = self.screen.asked()
        given = self.screen.walk.answers.get(step.id)
        low = is_low(step, given) and step.suggest and not (given and given.actions)

        async def keep(line: str) -> None:
            session = self.session
            event = event_of_walk(self.screen.walk.run)
            at = Jotting(session.all_groups, session.today, session.by, event=event)
            meant = meaning(suggested(step, line) if low else line, at)
            await self.desk.log_answer(self.screen.run_id, answer_of(step), meant)
            if self.screen.run_id >= 0:
                edit = meant.edit(session.all_groups)
                said = understood(edit, session.all_groups, session.today, session.by)
                self.screen.say_saved(undoable(said))

        await self.screen.ask(
            tr("Follow-up"),
            keep,
            initial=step.suggest[0] if low else "",
            hint=tr(
                "Type a number for another suggestion. Start with @name for who will do it; add !fri for by when. Ctrl+U clears the line."
            )
            if low and len(step.suggest) > 1
            else tr(
                "Start with @name for who will do it; !fri says by when. Ctrl+U clears the line."
            ),
            draft=f"follow-up {self.screen.run_id} {step.id}",
            completes="@#",
        )

    async def action_record_answer(self) -> None:
        edit = fact_in(self.session, self.screen.walk, self.screen.asked())
        if edit is None:
            raise UsageError(
                tr("There is nothing to record here."), tr("Answer the question first.")
            )
        await self.desk.save(edit)
        self.screen.say_saved(tr("Recorded: {label}. Press u to undo.", label=show(edit.label)))

    async def action_rows(self) -> None:
        evidence = await self.screen.evidence.all_of(self.screen.asked())
        readings = list(evidence.values())
        if not readings:
            raise UsageError(tr("There is no evidence for this question."))
        await self.desk.go.open(places.Behind(readings))
