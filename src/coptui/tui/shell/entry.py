"""Entry: one line, asked for at the bottom of whatever is on the screen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from textual.widgets import Input

from coptui.core.finding.search import Hit, candidates, short_name, told_apart
from coptui.core.model.changes import Conflicted
from coptui.core.model.sentences import LEAVE_UNSAVED
from coptui.core.model.text import show
from coptui.errors import CoptError
from coptui.language import tr, tr_as
from coptui.tui.kit.inputs import CoptInput, LeaveField
from coptui.tui.kit.line import TextLine
from coptui.tui.kit.rows import Span
from coptui.tui.kit.signs import signs
from coptui.tui.records.words import wrap
from coptui.tui.shell import asking
from coptui.tui.shell.asking import Accept, Chip
from coptui.tui.shell.base import REASON_LATER
from coptui.tui.shell.bottom_line import BottomLineScreen
from coptui.tui.shell.commands import Command
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.draft import Draft

VEILED = tr("What you type is hidden from the room. Enter saves it where you can read it later.")

LINES_UNDER = 6
"""The most lines that a hint or an error may take below the field."""


class EntryScreen(BottomLineScreen):
    """A prompt and a field. Enter hands the text to `accept`; errors it raises are shown here.

    `completes` says what Tab completes: "@#" for people and topics by their sign, or the table
    whose names the line holds, separated by commas.
    """

    WHERE = ("line",)
    AUTO_FOCUS = "CoptInput"

    def __init__(
        self,
        desk: Desk,
        prompt: str,
        accept: Accept,
        initial: str = "",
        hint: str = "",
        draft: str = "",
        completes: str = "",
        optional: bool = False,
        chips: Sequence[Chip] = (),
        for_all: bool = False,
        replaces: bool = False,
    ) -> None:
        # In presenter mode no one should see what is being written, and who it is about.
        self.veiled = desk.session.presenting and not for_all
        heading = tr("Private note") if self.veiled else prompt
        super().__init__(desk, heading, field=CoptInput(id="line", veiled=self.veiled))
        self.hint = VEILED if self.veiled else hint
        self.completes = completes
        self.chips = chips
        self._optional = optional
        self._accept = accept
        self._draft = Draft(self, draft, self._typed)
        self._initial = initial
        self._replaces = replaces
        self._hits: list[Hit] = []

    def on_mount(self) -> None:
        field = self.query_one(CoptInput)
        kept = None if self.veiled else self._draft.load()
        field.value = kept["text"] if kept else self._initial
        field.cursor_position = len(field.value)
        if self._replaces and not kept:
            field.select_all()
        if kept:
            self.hint = tr("This is what you typed last time; press Ctrl+U to clear it.")

    def offers(self, command: Command) -> bool:
        return super().offers(command) and (command.id != "complete-name" or bool(self.completes))

    def named(self, command: Command) -> Command:
        if command.id == "empty-line" and self._held():
            # Short, so that it fits beside the other keys; the last name in [ ] is the one meant.
            return command._replace(word=tr_as("key", "if empty: remove [ ]"))
        return super().named(command)

    def _held(self) -> list[Chip]:
        return [chip for chip in self.chips if chip.holds]

    def _chip_text(self, chip: Chip) -> str:
        return chip.shown_as if self.veiled else chip.text

    def heading_spans(self) -> list[Span]:
        spans = super().heading_spans()
        spans += [Span(f"[{show(self._chip_text(chip))}] ", "accent") for chip in self._held()]
        return spans

    def show_under(self, under: TextLine) -> None:
        self._under()

    def _under(self, fault: str = "") -> None:
        under = self.query_one("#under", TextLine)
        if fault:
            under.show_text(partial(_wrapped, fault), "bad")
        elif self._hits:
            names = [show(name) for name in told_apart(self.session.all_groups, self._hits)]
            first, rest = names[0], names[1:]
            more = f"  {'  '.join(rest)}" if rest else ""
            under.show_line([Span(f" {first}", "accent"), Span(more, "quiet")])
        else:
            under.show_text(partial(_wrapped, self.hint), "quiet")

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        token = self._token()
        self._hits = (
            candidates(self.session.all_groups, token[2], token[1], limit=5)
            if token and not self.veiled
            else []
        )
        self._under()
        self._draft.keep_soon()

    def keep_draft(self) -> None:
        """Keep what is typed on disk until it is accepted or given up."""
        self._draft.keep()

    def _typed(self) -> dict[str, str]:
        text = self.query_one(CoptInput).value
        return {"text": text} if text.strip() and text != self._initial else {}

    def _token(self) -> tuple[int, str, str] | None:
        """Return where the name being typed begins, its table, and its text so far."""
        field = self.query_one(CoptInput)
        before = field.value[: field.cursor_position]
        if self.completes == "@#":
            signed = re.search(r"(?:^|\s)([@#])(\S+)$", before)
            if not signed:
                return None
            return signed.start(1), "members" if signed[1] == "@" else "topics", signed[2]
        if self.completes:
            start = before.rfind(",") + 1
            text = before[start:].strip()
            return (start, self.completes, text) if text else None
        return None

    def action_complete_name(self) -> None:
        self._complete()

    def _complete(self) -> None:
        token = self._token()
        if not token or not self._hits:
            return
        start = token[0]
        field = self.query_one(CoptInput)
        community = self.session.all_groups
        name = told_apart(community, self._hits)[0]
        if self.completes == "@#":
            sign = field.value[start]
            word = short_name(community, self._hits[0]) or ".".join(self._hits[0].name.split())
            new = f"{sign}{word} "
        else:
            new = (" " if start else "") + name.replace(",", " ") + ", "
        rest = field.value[field.cursor_position :]
        field.value = field.value[:start] + new + rest
        field.cursor_position = start + len(new)

    async def on_leave_field(self, message: LeaveField) -> None:
        await self.take_key(message.key)

    async def action_keep_line(self) -> None:
        text = self.query_one(CoptInput).value.strip()
        if self.completes not in ("", "@#"):
            # Tab leaves a comma after the last name.
            text = text.rstrip(",")
        if not text and not self._optional:
            self._leave()
            self.desk.go.say(tr("The line was empty, so nothing was saved."), "plain")
            return
        try:
            with self._draft.saving():
                then = await self._accept(text)
        except Conflicted as conflict:

            def gone() -> None:
                self._draft.forget()
                self.close()

            await self.settle(conflict, gone)
            return
        except CoptError as error:
            # What was typed meanwhile was meant for another screen, and would hide the reason.
            self.desk.go.drop_typed()
            self.say()
            fault = REASON_LATER if self.veiled else f"{error.message} {error.hint}".strip()
            self._under(fault)
            return
        self._draft.forget()
        self.close()
        if then is not None:
            await then()

    def action_empty_line(self) -> None:
        held = self._held()
        if held:
            held[-1].holds = False
            self.show()
        else:
            self._leave()

    async def action_leave_line(self) -> None:
        if not self._typed():
            self._leave()
            return

        async def go() -> None:
            self._leave()

        await self.desk.go.open(asking.yes_or_no(LEAVE_UNSAVED, go))

    def _leave(self) -> None:
        self._draft.forget()
        self.close()


def _wrapped(text: str, width: int) -> list[str]:
    """Return the lines of a text below the field, as many as there is room for."""
    lines = wrap(text, max(20, width - 2))
    if len(lines) > LINES_UNDER:
        lines = [*lines[: LINES_UNDER - 1], f"{lines[LINES_UNDER - 1]} {signs().more}"]
    return [f" {line}" for line in lines]
