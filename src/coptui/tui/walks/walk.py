"""The walk: one step a screen, saved at every answer; at the end, what moved."""

from __future__ import annotations

import asyncio

from textual.app import ComposeResult

from coptui import assets
from coptui.checklists.run import Walk, answer_of, fold, is_low, outcome
from coptui.checklists.template import NOT_APPLICABLE, UNKNOWN, Step, Template
from coptui.checklists.words import suggested
from coptui.core.model.edits import label_of
from coptui.core.model.records import Run, Value, day_written
from coptui.core.model.saying import record_of
from coptui.core.model.text import clean, show
from coptui.core.model.when import day_text, parse_when
from coptui.core.writing.fields import ids_of, joined
from coptui.core.writing.jottings import Jotting, promise
from coptui.errors import CoptError, UsageError
from coptui.evidence.line import Reading
from coptui.tui.kit.line import Line
from coptui.tui.kit.record_list import RecordList
from coptui.tui.kit.rows import Rows, Span
from coptui.tui.records.words import name_of
from coptui.tui.shell import places
from coptui.tui.shell.base import CoptScreen
from coptui.tui.shell.commands import Command, Where
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.key_bar import KeyBar
from coptui.tui.shell.long_work import LOOKING, LongWork, looked_up
from coptui.tui.walks.walk_end_rows import end_rows
from coptui.tui.walks.walk_rows import answer_rows, progress, step_rows
from coptui.walking import Walks, frozen

WRITTEN = ("text", "people", "topics", "events", "date")
HINTS = {
    "text": "A few words.",
    "people": "Names with commas between; none: nobody.",
    "topics": "Titles with commas between; none: no topic.",
    "events": "Titles with commas between; none: no event.",
    "date": "2026-12-01, fri, 2w and so on.",
}
AROUND = 3
"""Lines of the screen that are neither question nor answer: the head, a gap, the key bar."""
WIDEST = 110
"""Cells beyond which a line is hard to follow."""


class WalkScreen(CoptScreen):
    """`place` is the step on the screen; past the last one stands the end."""

    CSS_PATH = assets.folder("styles") / "walk.tcss"

    BAR = ("answer-scale", "yes", "no", "next", "back", "step-note", "step-follow-up", "rows", "leave")  # fmt: skip
    AUTO_FOCUS = "#step"

    def __init__(self, desk: Desk, run_id: int) -> None:
        super().__init__(desk)
        self.run_id = run_id
        # Which of its steps are asked may depend on evidence.
        self.walk = Walks(desk.session).whole(run_id)
        self._arrived = self._placed = False
        self.previous = _readable(desk.session.previous(self.walk.run))
        self._earlier = fold(self.previous.log) if self.previous else {}
        self.place = 0
        self._readings: dict[str, Reading] = {}
        self.body = RecordList(id="step")
        self.answer = RecordList(id="answer")
        self.answer.can_focus = False
        self.long_work: LongWork = LongWork(self)

    def compose(self) -> ComposeResult:
        yield Line(id="top")
        yield self.body
        yield self.answer
        yield KeyBar()

    def on_mount(self) -> None:
        self.body.focus()
        self._show_top()
        self.call_after_refresh(self.show_anew)

    def on_screen_resume(self) -> None:
        # What was saved over it is shown when it is drawn again.
        self.call_after_refresh(self.long_work.soon)

    def on_resize(self) -> None:
        if self._arrived:
            self.call_after_refresh(self._show)

    def where(self) -> tuple[Where, ...]:
        return ("walk", "moving", "everywhere")

    def offers(self, command: Command) -> bool:
        if command.id in ("cursor-down", "cursor-up"):
            return False
        step = self.step
        kinds = {"answer-scale": ("scale", "choice"), "choose": ("choice",), "yes": ("yes-no",), "no": ("yes-no",)}  # fmt: skip
        if step is not None and command.id in kinds and step.answer not in kinds[command.id]:
            return False
        if step is None and command.where == "walk" and command.id not in ("next", "back"):
            return False
        return super().offers(command)

    @property
    def is_ready(self) -> bool:
        # A step can be answered before its evidence is there.
        return self._placed

    @property
    def step(self) -> Step | None:
        """The step on the screen; None at the end."""
        return self.walk.steps[self.place] if self.place < len(self.walk.steps) else None

    # Showing

    def community_changed(self) -> None:
        session, run = self.session, self.run_id
        try:
            Walks(session).whole(run)
        except CoptError:
            # Its beginning was taken back, here or elsewhere.
            self.close()
            return
        self._placed = False
        self.long_work.begin(LOOKING, lambda _: Walks(session).at(run), self._stand)

    def _stand(self, walk: Walk) -> None:
        """Stand on the step that was on the screen, if it is still asked."""
        if not self._arrived:
            self.place = walk.position
        elif self.step is None:
            self.place = walk.total
        else:
            self.place = walk.index(self.step.id) or 0
        self.walk, self._arrived, self._placed = walk, True, True
        self._readings.clear()
        self._look()

    def _look(self) -> None:
        """Work out what is missing of the evidence of the step, and show the step."""
        missing = self._missing()
        if missing:
            work = looked_up(self.session, missing)
            self.long_work.begin(LOOKING, work, self._worked_out, self._show)
        else:
            self._show()

    def _missing(self) -> list[str]:
        """The lines of the step that were not looked up yet."""
        lines = self.session.evidence_lines.lines
        wanted = self.step.evidence if self.step is not None else ()
        return [line for line in wanted if line in lines and line not in self._readings]

    def _worked_out(self, readings: dict[str, Reading]) -> None:
        self._readings |= readings
        self._show()

    def _show_top(self) -> None:
        subject = self.walk.run.subject
        about = ""
        if subject.id is not None:
            record = record_of(self.session.community, subject)
            about = f"  {name_of(record)}"
        self.query_one("#top", Line).show_line(
            [Span(f" {show(self.walk.template.title)}", "strong"), Span(about, "quiet")],
            progress(self.walk, self.place, self.size.width) if self._arrived else (),
        )

    def _show(self) -> None:
        width = min(self.size.width, WIDEST)
        self._show_top()
        step = self.step
        self.body.top = 0
        if step is None:
            self.answer.styles.height = 1
            self.body.styles.height = "1fr"
            result = outcome(self.walk.run, self.previous)
            self.body.show_rows(
                end_rows(
                    self.session.community, self.walk, result, self.previous,
                    self.session.today, width,
                )
            )  # fmt: skip
            last = "Finished." if self.walk.run.finished_at else "Enter finishes this walk."
            self.query_one(KeyBar).show_message(
                [Span(last, "strong"), Span("  b", "accent"), Span(" back  ", "quiet"), Span("q", "accent"), Span(" leave it open" if not self.walk.run.finished_at else " leave", "quiet")]
            )  # fmt: skip
            self.answer.show_rows(Rows())
            return
        room = self.size.height - AROUND
        readings = {line: self._readings[line] for line in step.evidence if line in self._readings}
        lines = self.session.evidence_lines.lines
        for whole in (True, False):
            rows = answer_rows(
                self.session.community, self.walk, step, self._earlier.get(step.id),
                self._earlier_day(), self.session.today, width, whole,
            )  # fmt: skip
            body = step_rows(self.walk, step, readings, lines, width, whole)
            if len(body) + len(rows) <= room:
                break
        self.answer.styles.height = len(rows)
        self.answer.show_rows(rows)
        # The answer stands right under the evidence, and never below the screen.
        self.body.styles.height = max(1, min(len(body), room - len(rows)))
        self.body.show_rows(body)
        self.show_keys()

    async def _evidence(self) -> dict[str, Reading]:
        """The whole evidence of the step, however long that takes: an answer is kept with it."""
        step, community, missing = self._asked(), self.session.community, self._missing()
        found = dict(self._readings)
        if missing:
            work = looked_up(self.session, missing)
            found |= await asyncio.to_thread(work, lambda *_: None)
            if community is self.session.community:
                self._readings = found
        return {line: found[line] for line in step.evidence if line in found}

    def _earlier_day(self) -> str:
        if self.previous is None:
            return ""
        return day_text(day_written(self.previous.started_at), self.session.today)

    async def action_undo(self) -> None:
        if self.run_id > 0:
            await super().action_undo()
        else:
            label = await self.desk.undo_own()
            self.say(label[:1].upper() + label[1:])

    # Answering

    async def _answer(self, value: Value, *, waived: str = "") -> None:
        step = self._asked()
        answer = answer_of(step, value, waived=waived, evidence=frozen(await self._evidence()))
        await self.desk.log_answer(self.run_id, answer)

    def _asked(self) -> Step:
        if self.step is None:
            raise UsageError("The walk is at its end.", "b goes back.")
        return self.step

    async def action_answer_scale(self, key: str) -> None:
        step = self._asked()
        if step.answer == "choice":
            await self._choice(step, int(key))
        elif step.answer == "scale":
            await self._answer(int(key))

    async def action_choose(self, key: str) -> None:
        await self._choice(self._asked(), int(key))

    async def _choice(self, step: Step, number: int) -> None:
        if not 1 <= number <= len(step.choices):
            raise UsageError(f"There are {len(step.choices)} choices.")
        await self._answer(step.choices[number - 1])

    async def action_yes(self) -> None:
        await self._answer(True)

    async def action_no(self) -> None:
        await self._answer(False)

    async def action_dont_know(self) -> None:
        await self._answer(UNKNOWN)

    async def action_waive(self) -> None:
        step = self._asked()

        async def because(text: str) -> None:
            await self._answer(NOT_APPLICABLE, waived=clean(text, 500))

        await self.ask("Not applicable, because", because, draft=f"waive {self.run_id} {step.id}")

    async def action_next(self, key: str) -> None:
        step = self.step
        if step is None:
            if key == "enter" and not self.walk.run.finished_at:
                await self.desk.finish_walk(self.run_id)
            elif key == "enter":
                await self.action_leave()
            return
        if key == "enter" and step.answer in WRITTEN and not self.walk.answered(step.id):
            await self._write(step)
            return
        self.place += 1
        self._look()

    def action_back(self) -> None:
        if self.place > 0:
            self.place -= 1
            self._look()

    async def action_change(self) -> None:
        step = self._asked()
        if step.answer in WRITTEN:
            await self._write(step)

    async def _write(self, step: Step) -> None:
        community = self.session.community
        given = self.walk.answers.get(step.id)
        initial = ""
        if given is not None and self.walk.answered(step.id):
            if isinstance(given.value, str) and given.value not in (NOT_APPLICABLE, UNKNOWN):
                initial = given.value
            elif isinstance(given.value, tuple):
                table = "members" if step.answer == "people" else step.answer
                named = (community.table(table).get(number) for number in given.value)
                initial = joined(label_of(record) for record in named if record)

        async def keep(text: str) -> None:
            await self._answer(self._value(step, text))

        await self.ask(
            step.ask,
            keep,
            initial=initial,
            hint=HINTS[step.answer],
            draft=f"answer {self.run_id} {step.id}",
            completes={"people": "members", "topics": "topics", "events": "events"}.get(
                step.answer, ""
            ),
        )

    def _value(self, step: Step, text: str) -> Value:
        if step.answer == "text":
            return clean(text, 8000)
        if step.answer == "date":
            return parse_when(text, self.session.today).isoformat()
        if text.strip().casefold() in ("none", "nobody", "no one", "nothing"):
            return ()
        table = "members" if step.answer == "people" else step.answer
        given = self.walk.answers.get(step.id)
        current = given.value if given is not None and isinstance(given.value, tuple) else ()
        return tuple(ids_of(text, current, table, self.session.community))

    # Notes, follow-ups, rows

    async def action_step_note(self) -> None:
        step = self._asked()
        given = self.walk.answers.get(step.id)

        async def keep(text: str) -> None:
            answer = answer_of(step, note=clean(text, 8000))
            await self.desk.log_answer(self.run_id, answer)

        await self.ask(
            "Note",
            keep,
            initial=given.note if given else "",
            hint="Kept with this answer.",
            draft=f"step note {self.run_id} {step.id}",
        )

    async def action_step_follow_up(self) -> None:
        step = self._asked()
        given = self.walk.answers.get(step.id)
        low = is_low(step, given) and step.suggest and not (given and given.actions)

        async def keep(line: str) -> None:
            at = Jotting(self.session.community, self.session.today, self.session.by)
            action = promise(suggested(step, line) if low else line, at)
            await self.desk.log_answer(self.run_id, answer_of(step), action)

        await self.ask(
            "Follow-up",
            keep,
            initial=step.suggest[0] if low else "",
            hint=("A number takes another one; " if low and len(step.suggest) > 1 else "")
            + "@name who does it, !fri when. Ctrl+U clears the line.",
            draft=f"follow-up {self.run_id} {step.id}",
            completes="@#",
        )

    async def action_rows(self) -> None:

        readings = list((await self._evidence()).values())
        if not readings:
            raise UsageError("No evidence line stands beside this question.")
        await self.desk.go.open(places.Behind(readings))


def _readable(run: Run | None) -> Run | None:
    """The run, unless the checklist kept in it is damaged: then there is no "last time"."""
    try:
        return run if run is not None and Template.from_document(run.template) else None
    except CoptError:
        return None
