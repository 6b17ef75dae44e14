"""`coptui walk --plain`: line by line, without cursor control; every answer is saved at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET, UnsetType

from coptui.checklists.facts import fact_of
from coptui.checklists.run import (
    PlainAnswer,
    answer_of,
    expected,
    is_low,
    outcome,
    parse_plain_answer,
)
from coptui.checklists.template import Step
from coptui.checklists.words import TABLES, answer_text, suggested
from coptui.cli import output
from coptui.core.meetings.belonging import event_of_walk
from coptui.core.model.confidential import masked
from coptui.core.model.edits import Edit
from coptui.core.model.records import Value, day_written
from coptui.core.model.saying import name_of, owner_and_due, record_of
from coptui.core.model.sentences import FIRST_TIME_THROUGH, not_an_answer
from coptui.core.model.text import clean
from coptui.core.model.when import day_text
from coptui.core.people.pairs import pair_text
from coptui.core.writing.field_readers import joined
from coptui.core.writing.fields import ids_of
from coptui.core.writing.meaning import Jotting, Meant, meaning
from coptui.core.writing.understood import understood
from coptui.errors import UsageError
from coptui.language import tr
from coptui.session import Session
from coptui.walking import Walks, frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coptui.checklists.run import Comparison, Outcome


class PlainWalk:
    """One walk read from standard input.

    Ask a person who mistypes again. End with the error if a script mistypes, since its next line
    would answer the wrong question; keep what was answered. `again` is the command that goes on
    with this walk.
    """

    def __init__(self, session: Session, run_id: int, again: str) -> None:
        self.session = session
        self.again = again
        self.run_id = run_id
        self.walk = Walks(session).at(run_id)
        self.place = self.walk.position
        self.previous = session.previous(self.walk.run)
        self._earlier = Walks(session).at(self.previous.id).answers if self.previous else {}

    def go(self) -> int:
        """Ask until the end, `q` or the end of the input; return the exit code."""
        self._begin()
        while True:
            step = self.walk.steps[self.place] if self.place < len(self.walk.steps) else None
            if step is None:
                if not self.walk.open:
                    return self._finish()
                self._say_open()
            else:
                self._show(step)
            line = self._line()
            word = clean(line or "")
            if line is None or word == "q":
                return self._leave()
            if word == "b":
                self.place = max(0, self.place - 1)
            elif step is None:
                if word == "y":
                    return self._finish()
                if word:
                    self._refuse(
                        UsageError(
                            not_an_answer(repr(word)),
                            tr("Type y to finish, b to go back or q to stop for now."),
                        )
                    )
            elif not word:
                self.place += 1
            elif word == "m" and (fact := self._fact(step)) is not None:
                self.session.edit(fact)
                output.text(tr("Recorded: {label}.", label=fact.label))
                self.place += 1
            else:
                try:
                    self._take(step, word)
                except UsageError as error:
                    self._refuse(error, step)

    def _line(self) -> str | None:
        output.flush()
        return output.ask(">") if output.interactive() else output.next_line()

    def _refuse(self, error: UsageError, step: Step | None = None) -> None:
        if not output.interactive():
            where = f"{step.id}: " if step else ""
            hint = tr(
                "{hint} The answers before this one are saved; carry on from there.",
                hint=error.hint,
            )
            raise UsageError(f"{where}{error.message}", hint.strip())
        output.complain(error)

    # Answering

    def _take(self, step: Step, line: str) -> None:
        given = parse_plain_answer(step, line, self.session.today)
        answer = answer_of(
            step,
            self._value(step, given),
            note=given.note,
            waived=given.waived,
            evidence=frozen(self.session.readings(step.evidence, group=self.walk.run.group)),
        )
        meant = self._meant(step, given.followup) if given.followup else None
        self.walk = Walks(self.session).answer(self.run_id, answer, meant)
        if meant is not None and self.run_id >= 0:
            community, today, by = self.session.all_groups, self.session.today, self.session.by
            output.text(f"{understood(meant.edit(community), community, today, by)}.")
        here = self.walk.index(step.id)
        position = self.place if here is None else here
        if answer.value is UNSET:
            output.text(tr("Your note or follow-up is saved; the question isn't answered yet."))
            self.place = position
            return
        if step.suggest and meant is None and is_low(step, answer):
            output.text(
                tr(
                    "To add a follow-up, press b to go back. Then type two bars and a number from this list (| | 2), or your own words:"
                )
            )
            for number, text in enumerate(step.suggest, 1):
                output.text(f"  {number} {text}")
        if (fact := self._fact(step)) is not None:
            output.text(
                tr(
                    "To record this answer as well, press b to go back, then m: {label}",
                    label=fact.label,
                )
            )
        self.place = position + 1

    def _fact(self, step: Step) -> Edit | None:
        """Return the edit that makes the answer to a step what it says, if it isn't recorded yet."""
        session, run = self.session, self.walk.run
        at = Jotting(session.all_groups, session.today, session.by, event=event_of_walk(run))
        return fact_of(step, self.walk.answers.get(step.id), run.subject, at)

    def _value(self, step: Step, given: PlainAnswer) -> Value | UnsetType:
        if not given.names:
            return given.value
        names = joined(given.names)
        return tuple(ids_of(names, (), TABLES[step.answer], self.session.all_groups))

    def _meant(self, step: Step, line: str) -> Meant:
        session = self.session
        event = event_of_walk(self.walk.run)
        at = Jotting(session.all_groups, session.today, session.by, event=event)
        return meaning(suggested(step, line), at)

    # Showing

    def _begin(self) -> None:
        community, subject = self.session.all_groups, self.walk.run.subject
        title = self.walk.template.title
        if subject.id is not None:
            title += f": {name_of(record_of(community, subject))}"
        output.text(title)
        if self.walk.done:
            who = "you" if self.walk.run.by in ("", self.session.by) else self.walk.run.by
            output.text(
                tr(
                    "Carrying on where {who} stopped: {done} of {total} questions answered.",
                    who=who,
                    done=self.walk.done,
                    total=self.walk.total,
                )
            )
        output.text(tr("Enter = next, b = back, q = quit; answers are saved as you go."))

    def _show(self, step: Step) -> None:
        section = self.walk.template.section_of(step.id)
        output.text("")
        output.text(
            tr(
                "{place} of {total}. {title}",
                place=self.place + 1,
                total=self.walk.total,
                title=section.title if section else "",
            )
        )
        output.text(step.ask)
        if step.help:
            output.text(step.help.strip())
        readings = self.session.readings(step.evidence, group=self.walk.run.group)
        if readings:
            output.text(tr("Evidence:"))
        for line, reading in readings.items():
            then = tr("no data") if reading.then.no_data else reading.then.text
            on = day_text(reading.then.on, self.session.today)
            moved = f" ({reading.word})" if reading.word else ""
            title = self.session.evidence_lines.lines[line].title
            output.text(
                "  "
                + tr(
                    "{title}: now {text}; on {on}: {then}{moved}",
                    title=title,
                    text=reading.now.text,
                    on=on,
                    then=then,
                    moved=moved,
                )
            )
        self._show_before(step)
        if (fact := self._fact(step)) is not None:
            output.text(tr("Press m to record this: {label}", label=fact.label))
        output.text(tr("Answer: {expected}", expected=expected(step)))

    def _show_before(self, step: Step) -> None:
        before = self._earlier.get(step.id)
        if before is not None and self.previous is not None:
            when = day_text(day_written(self.previous.started_at), self.session.today)
            note = f' "{before.note}"' if before.note else ""
            said = answer_text(self.session.all_groups, before)
            if said or note:
                output.text(
                    tr(
                        "Last time, {when}: {said}.{note}",
                        when=when,
                        said=said or tr("no answer"),
                        note=note,
                    )
                )
        given = self.walk.answers.get(step.id)
        if given is not None:
            said = answer_text(self.session.all_groups, given) or tr("no answer yet")
            note = f' "{given.note}"' if given.note else ""
            output.text(tr("This time: {said}.{note}", said=said, note=note))

    def _say_open(self) -> None:
        output.text("")
        output.text(
            tr("That's the end. Questions not answered: {count}", count=len(self.walk.open))
        )
        for step in self.walk.open:
            output.text(
                "  " + (tr("{ask} (required)", ask=step.ask) if step.required else step.ask)
            )
        output.text(tr("Type y to finish anyway, b to go back, q to stop here for now."))

    # Leaving

    def _leave(self) -> int:
        output.text("")
        output.text(
            tr(
                "Stopped at question {total} of {walk_total}; {done} answered and saved.",
                total=min(self.place + 1, self.walk.total),
                walk_total=self.walk.total,
                done=self.walk.done,
            )
        )
        output.text(tr("Carry on with: {again}", again=self.again))
        return 0

    def _finish(self) -> int:
        Walks(self.session).finish(self.run_id)
        walk_outcome = outcome(self.walk.run, self.previous)
        output.text("")
        output.text(tr("{title} is finished.", title=self.walk.template.title))
        if self.previous is None:
            output.text(FIRST_TIME_THROUGH)
        else:
            self._say_moved(walk_outcome)
        self._say_follow_ups(walk_outcome)
        if beside := pair_text(Walks(self.session).at(self.run_id).run, self.session.runs()):
            output.text(beside)
        for step in self.walk.required_open:
            output.text(tr("Required, not answered yet: {ask}", ask=step.ask))
        return 0

    def _say_moved(self, found: Outcome) -> None:
        parts: Sequence[tuple[str, Sequence[Comparison]]] = (
            (tr("Better"), found.better),
            (tr("Worse"), found.worse),
        )
        for title, rows in parts:
            output.text(f"{title}: {len(rows) or tr('none')}")
            for row in rows:
                was, now = (answer_text(self.session.all_groups, one) for one in (row.a, row.b))
                output.text(
                    "  "
                    + tr(
                        "{question} Was: {was}; now: {now}.",
                        question=row.question,
                        was=was,
                        now=now,
                    )
                )

    def _say_follow_ups(self, found: Outcome) -> None:
        community = self.session.all_groups
        made = [community.actions[id] for id in found.followups if id in community.actions]
        output.text(tr("Follow-ups: {count}", count=len(made) or tr("none")))
        for action in made:
            tail = owner_and_due(community, action, self.session.today)
            text = masked(community, action.text)
            output.text(f"  {text} ({tail})" if tail else f"  {text}")
