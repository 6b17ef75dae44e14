"""The walk: one step a screen, saved at every answer; at the end, what moved."""

from __future__ import annotations

from coptui.checklists.run import Walk, answer_of, answers_by_step, outcome
from coptui.checklists.template import NOT_APPLICABLE, UNKNOWN, Step, Template
from coptui.core.meetings.belonging import event_of_walk
from coptui.core.model.records import Run, Value, day_written
from coptui.core.model.saying import record_of
from coptui.core.model.text import as_sentence, clean, show
from coptui.core.model.when import day_text
from coptui.errors import CoptError, UsageError
from coptui.evidence.line import Reading
from coptui.language import tr, tr_as
from coptui.tui.kit.lines import Room
from coptui.tui.kit.rows import Rows, Span
from coptui.tui.records.words import name_of
from coptui.tui.shell.asking import Then
from coptui.tui.shell.commands import Command
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.everywhere import Everywhere
from coptui.tui.shell.key_bar import KeyBar
from coptui.tui.shell.list_screen import Detail, Heading, ListScreen
from coptui.tui.shell.long_work import LOOKING
from coptui.tui.walks.step_evidence import StepEvidence
from coptui.tui.walks.step_notes import StepNotes, fact_in
from coptui.tui.walks.walk_end_rows import end_rows
from coptui.tui.walks.walk_rows import answer_rows, progress, step_rows
from coptui.tui.walks.written import COMPLETES, HINTS, WRITTEN, text_of, value_of
from coptui.walking import Walks, frozen

AROUND = 3
"""Lines of the screen that are neither question nor answer: the heading, a gap, the key line."""
WIDEST = 110
"""Cells beyond which a line is hard to follow."""


class WalkScreen(ListScreen):
    """`place` is the number of the step on the screen; after the last step comes the end."""

    GROUPS = (StepNotes,)
    WHERE = ("walk", "moving", "everywhere")
    LIST = "step"
    DETAIL = Detail("answer", Room, "walk")
    BAR = ("answer-scale", "yes", "no", "next", "back", "step-note", "step-follow-up", "rows", "leave")  # fmt: skip

    def __init__(self, desk: Desk, run_id: int) -> None:
        super().__init__(desk)
        self.run_id = run_id
        # Which of its steps are asked may depend on evidence.
        self.walk = Walks(desk.session).with_all_steps(run_id)
        self._arrived = self._placed = False
        self.previous = readable(desk.session.previous(self.walk.run))
        self._earlier = answers_by_step(self.previous.log) if self.previous else {}
        self.place = 0
        self.evidence = StepEvidence(desk.session)
        event = event_of_walk(self.walk.run)
        self.shown = ("events", event) if event is not None else None
        self._answer_rows = Rows()

    def on_screen_resume(self) -> None:
        # What was saved over it is shown when it is drawn again.
        self.call_after_refresh(self.long_work.soon)

    def offers(self, command: Command) -> bool:
        if command.id in ("cursor-down", "cursor-up"):
            return False
        step = self.step
        kinds = {"answer-scale": ("scale", "choice"), "choose": ("choice",), "yes": ("yes-no",), "no": ("yes-no",)}  # fmt: skip
        if step is not None and command.id in kinds and step.answer not in kinds[command.id]:
            return False
        if command.id == "record-answer" and fact_in(self.session, self.walk, step) is None:
            return False
        if step is None and command.where == "walk" and command.id not in ("next", "back"):
            return False
        return super().offers(command)

    def named(self, command: Command) -> Command:
        if command.id == "next" and self._asks_for_text:
            return command._replace(word=tr_as("key", "write"))
        return super().named(command)

    @property
    def is_ready(self) -> bool:
        # A step can be answered before its evidence is there.
        return self._placed

    @property
    def step(self) -> Step | None:
        """The step on the screen; None at the end."""
        return self.walk.steps[self.place] if self.place < len(self.walk.steps) else None

    # Showing

    def is_gone(self) -> bool:
        try:
            Walks(self.session).with_all_steps(self.run_id)
        except CoptError:
            # The beginning of the walk was undone, here or elsewhere.
            return True
        return False

    def work_out(self) -> None:
        session, run = self.session, self.run_id
        self._placed = False
        self.long_work.begin(LOOKING, lambda _: Walks(session).at(run), self._stand)

    async def chosen(self) -> None:
        """Do nothing: a click answers nothing."""

    def _stand(self, walk: Walk) -> None:
        """Stay on the step that was on the screen, if it is still asked."""
        if not self._arrived:
            self.place = walk.position
        elif self.step is None:
            self.place = walk.total
        else:
            self.place = walk.index(self.step.id) or 0
        self.walk, self._arrived, self._placed = walk, True, True
        self.evidence.readings.clear()
        self.evidence.group = walk.run.group
        self._look()

    def _look(self) -> None:
        """Work out what is missing of the step's evidence, and show the step."""
        missing = self.evidence.missing(self.step)
        if missing:
            self.long_work.begin(LOOKING, self.evidence.work(missing), self._looked_up, self.show)
        else:
            self.show()

    def _looked_up(self, readings: dict[str, Reading]) -> None:
        self.evidence.readings |= readings
        self.show()

    def heading(self) -> Heading:
        subject = self.walk.run.subject
        about = show(self.walk.run.group)
        if subject.id is not None:
            about = name_of(record_of(self.session.all_groups, subject))
        right = progress(self.walk, self.place, self.size.width) if self._arrived else ()
        return Heading(show(self.walk.template.title), about, right)

    def rows(self) -> Rows | None:
        if not self._arrived:
            return None
        self.list.top = 0
        width = min(self.size.width, WIDEST)
        return self._end(width) if self.step is None else self._step(self.step, width)

    def detail_rows(self, width: int) -> Rows:
        return self._answer_rows

    def show(self) -> None:
        super().show()
        if self._arrived and self.step is None:
            finished = bool(self.walk.run.finished_at)
            self.query_one(KeyBar).show_message(
                [
                    Span(tr("Finished.") if finished else tr("Enter to finish."), "strong"),
                    Span("  b", "accent"),
                    Span(" " + tr_as("key", "back") + "  ", "quiet"),
                    Span("q", "accent"),
                    Span(" " + tr("leave") if finished else " " + tr("finish later"), "quiet"),
                ]
            )

    def _end(self, width: int) -> Rows:
        """Show the result of the walk on the whole screen."""
        self._answer_rows = Rows()
        self._share_out(1, "1fr")
        result = outcome(self.walk.run, self.previous)
        session = self.session
        return end_rows(session.all_groups, self.walk, result, self.previous, session.today, width)

    def _step(self, step: Step, width: int) -> Rows:
        """Show the question with its evidence, shortened where there is no room for all."""
        room = self.size.height - AROUND
        readings = self.evidence.of(step)
        lines = self.session.evidence_lines.lines
        fact = fact_in(self.session, self.walk, step)
        for uncut in (True, False):
            self._answer_rows = answer_rows(
                self.session.all_groups, self.walk, step, self._earlier.get(step.id),
                self._earlier_day(), self.session.today, width, uncut,
                fact.label if fact else "",
            )  # fmt: skip
            body = step_rows(self.walk, step, readings, lines, width, uncut)
            if len(body) + len(self._answer_rows) <= room:
                break
        # The answer stands right below the evidence, and never below the screen.
        height = len(self._answer_rows)
        self._share_out(height, max(1, min(len(body), room - height)))
        return body

    def _share_out(self, answer: int, body: int | str) -> None:
        """Divide the lines between question and answer."""
        if self.detail is not None:
            self.detail.styles.height = answer
        self.list.styles.height = body

    def _earlier_day(self) -> str:
        if self.previous is None:
            return ""
        return day_text(day_written(self.previous.started_at), self.session.today)

    async def action_undo(self) -> None:
        if self.run_id > 0:
            await self.group(Everywhere).action_undo()
        else:
            label = await self.desk.undo_own()
            self.say(as_sentence(label))

    # Answering

    async def _answer(self, value: Value, *, waived: str = "") -> None:
        step = self.asked()
        evidence = frozen(await self.evidence.all_of(step))
        answer = answer_of(step, value, waived=waived, evidence=evidence)
        await self.desk.log_answer(self.run_id, answer)

    def asked(self) -> Step:
        """Return the step on the screen. Raise UsageError at the end."""
        if self.step is None:
            raise UsageError(tr("You are at the end."), tr("Press b to go back."))
        return self.step

    async def action_answer_scale(self, key: str) -> None:
        step = self.asked()
        if step.answer == "choice":
            await self._choice(step, int(key))
        elif step.answer == "scale":
            await self._answer(int(key))

    async def action_choose(self, key: str) -> None:
        await self._choice(self.asked(), int(key))

    async def _choice(self, step: Step, number: int) -> None:
        if not 1 <= number <= len(step.choices):
            raise UsageError(tr("Choose a number from 1 to {count}.", count=len(step.choices)))
        await self._answer(step.choices[number - 1])

    async def action_yes(self) -> None:
        await self._answer(True)

    async def action_no(self) -> None:
        await self._answer(False)

    async def action_dont_know(self) -> None:
        await self._answer(UNKNOWN)

    async def action_waive(self) -> None:
        step = self.asked()

        async def because(text: str) -> None:
            if not text:
                raise UsageError(tr("Say why in a few words."), tr("Press Esc to leave it open."))
            await self._answer(NOT_APPLICABLE, waived=clean(text, 500))

        await self.ask(
            tr("Not applicable, because"),
            because,
            draft=f"waive {self.run_id} {step.id}",
            optional=True,
        )

    async def action_next(self, key: str) -> None:
        step = self.step
        if step is None:
            if key == "enter" and not self.walk.run.finished_at:
                await self.desk.finish_walk(self.run_id)
            elif key == "enter":
                await self.leave()
            return
        if key == "enter" and self._asks_for_text:
            await self._write(step)
        else:
            await self._go_on()

    @property
    def _asks_for_text(self) -> bool:
        """Whether the step is answered in a field, and wasn't yet."""
        step = self.step
        return step is not None and step.answer in WRITTEN and not self.walk.answered(step.id)

    async def _go_on(self) -> None:
        self.place += 1
        self._look()

    def action_back(self) -> None:
        if self.place > 0:
            self.place -= 1
            self._look()

    async def action_change(self) -> None:
        step = self.asked()
        if step.answer in WRITTEN:
            await self._write(step)

    async def _write(self, step: Step) -> None:
        given = self.walk.answers.get(step.id) if self.walk.answered(step.id) else None
        hint = HINTS[step.answer]

        async def keep(text: str) -> Then | None:
            if not text:
                return self._go_on if given is None else None
            current = self.walk.answers.get(step.id)
            value = value_of(step, text, current, self.session.all_groups, self.session.today)
            await self._answer(value)
            return None

        await self.ask(
            step.ask,
            keep,
            initial=text_of(given, step, self.session.all_groups),
            hint=hint if given else f"{hint} {tr('Leave it empty to go on.')}",
            draft=f"answer {self.run_id} {step.id}",
            completes=COMPLETES.get(step.answer, ""),
            optional=True,
        )


def readable(run: Run | None) -> Run | None:
    """Return the run, unless the checklist kept in it is damaged: then there is no "last time"."""
    try:
        return run if run is not None and Template.from_document(run.template) else None
    except CoptError:
        return None
