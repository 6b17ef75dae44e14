"""Entry: one line asked for at the bottom of whatever is on the screen."""

from __future__ import annotations

import re

from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Input

from coptui.core.finding.search import Hit, find
from coptui.core.model.changes import Conflicted
from coptui.core.model.text import show
from coptui.errors import CoptError
from coptui.tui.kit.inputs import CoptInput
from coptui.tui.kit.line import Line
from coptui.tui.kit.lines import Below
from coptui.tui.kit.rows import Span
from coptui.tui.kit.signs import signs
from coptui.tui.records.words import wrap
from coptui.tui.shell.base import CoptScreen
from coptui.tui.shell.commands import Where
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.draft import Draft
from coptui.tui.shell.key_bar import KeyBar
from coptui.tui.shell.places import Accept

FAULT_LINES = 3
"""How many lines what is wrong may take under the field."""


class EntryScreen(CoptScreen, ModalScreen[None]):
    """A prompt and a field. Enter hands the text to `accept`; what that raises is shown here.

    `completes` says what Tab completes: "@#" people and topics by their sign, or the table whose
    names stand in the line with commas between.
    """

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
    ) -> None:
        super().__init__(desk)
        # What is written, and about whom, is nobody's business while a room looks on.
        self.prompt = "Write down" if desk.session.presenting else prompt
        self.hint = "" if desk.session.presenting else hint
        self.completes = completes
        self._optional = optional
        self._accept = accept
        self._draft = Draft(self, draft, self._typed)
        self._initial = initial
        self._hits: list[Hit] = []

    def compose(self) -> ComposeResult:
        with Below(id="entry"):
            yield Line(id="entry-rule")
            yield CoptInput(id="line")
            yield Line(id="under")
            yield KeyBar()

    def on_mount(self) -> None:
        field = self.query_one(CoptInput)
        kept = None if self.session.presenting else self._draft.load()
        field.value = kept["text"] if kept else self._initial
        field.cursor_position = len(field.value)
        if kept:
            self.hint = "Your draft is back; clear it with Ctrl+U."
        self.call_after_refresh(self._show)

    def where(self) -> tuple[Where, ...]:
        return ()

    def _show(self) -> None:
        rule = signs().rule
        self.query_one("#entry-rule", Line).show_line(
            [Span(f"{rule}{rule} ", "quiet"), Span(f"{show(self.prompt)} ", "heading")],
            fill=Span(rule, "quiet"),
        )
        self._under()
        bar = self.query_one(KeyBar)
        keys = [Span("Enter", "accent"), Span(" keep  ", "quiet")]
        if self.completes:
            keys += [Span("Tab", "accent"), Span(" complete a name  ", "quiet")]
        keys += [Span("Backspace", "accent"), Span(" in the empty line: back", "quiet")]
        bar.show_message(keys)

    def _under(self, fault: str = "") -> None:
        under = self.query_one("#under", Line)
        if fault:

            def wrapped(width: int) -> list[str]:
                return [f" {line}" for line in wrap(fault, max(20, width - 2))[:FAULT_LINES]]

            under.show_text(wrapped, "bad")
        elif self._hits:
            names = [show(hit.name) for hit in self._hits]
            first, rest = names[0], names[1:]
            more = f"  {'  '.join(rest)}" if rest else ""
            under.show_line([Span(f" {first}", "accent"), Span(more, "quiet")])
        else:
            under.show_line([Span(f" {self.hint}", "quiet")])

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        token = self._token()
        self._hits = (
            find(self.session.community, token[2], limit=5, tables=(token[1],)) if token else []
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
        """Where the name that is being typed begins, its table, and its text so far."""
        field = self.query_one(CoptInput)
        before = field.value[: field.cursor_position]
        if self.completes == "@#":
            found = re.search(r"(?:^|\s)([@#])(\S+)$", before)
            if not found:
                return None
            return found.start(1), "members" if found[1] == "@" else "topics", found[2]
        if self.completes:
            start = before.rfind(",") + 1
            text = before[start:].strip()
            return (start, self.completes, text) if text else None
        return None

    def _complete(self) -> None:
        token = self._token()
        if not token or not self._hits:
            return
        start = token[0]
        field = self.query_one(CoptInput)
        name = self._hits[0].name
        if self.completes == "@#":
            sign = field.value[start]
            new = f"{sign}{'.'.join(name.split())} "
        else:
            new = (" " if start else "") + name.replace(",", " ") + ", "
        rest = field.value[field.cursor_position :]
        field.value = field.value[:start] + new + rest
        field.cursor_position = start + len(new)

    async def take_key(self, key: str) -> bool:
        if key == "tab":
            self._complete()
        return key == "tab"

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        text = event.value.strip()
        if self.completes not in ("", "@#"):
            # Tab leaves a comma after the last name.
            text = text.rstrip(",")
        if not text and not self._optional:
            self.on_leave_field()
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
            self._under(f"{error.message} {error.hint}".strip())
            return
        self._draft.forget()
        self.close()
        if then is not None:
            await then()

    def on_leave_field(self) -> None:
        self._draft.forget()
        self.app.pop_screen()
