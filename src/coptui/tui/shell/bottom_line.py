"""The bottom line: questions are asked at the bottom of whatever is on the screen."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen

from coptui.core.model.text import show
from coptui.tui.kit.inputs import CoptInput
from coptui.tui.kit.line import TextLine
from coptui.tui.kit.lines import Below
from coptui.tui.kit.rows import Span
from coptui.tui.kit.signs import signs
from coptui.tui.records.words import wrap
from coptui.tui.shell.base import CoptScreen
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.hiding import hides
from coptui.tui.shell.key_bar import KeyBar


class BottomLineScreen(CoptScreen, ModalScreen[None]):
    """A rule with a heading, a `field` if a line is asked for, a text, and the keys that answer."""

    ASKS = True

    def __init__(
        self, desk: Desk, heading: str = "", text: str = "", field: CoptInput | None = None
    ) -> None:
        super().__init__(desk)
        self.heading = heading
        self.text = text
        self.field = field

    def compose(self) -> ComposeResult:
        with Below(id="entry"):
            yield TextLine(id="entry-rule")
            if self.field is not None:
                yield self.field
            yield TextLine(id="under")
            yield KeyBar(beside=True)

    async def on_key(self, event: events.Key) -> None:
        # No letter is a command where a line is typed.
        free = self.is_current and self.field is None and self.meant_by(event.key) is None
        if free and await hides(self, event.key):
            event.stop()
            event.prevent_default()

    def on_mount(self) -> None:
        self.call_after_refresh(self.show)

    def show(self) -> None:
        """Draw everything; a text is wrapped to the present width."""
        rule = signs().rule
        heading = self.heading_spans()
        if self.field is not None:
            heading = [Span(f"{rule}{rule}", "quiet"), *heading]
        self.query_one("#entry-rule", TextLine).show_line(
            heading if self.heading else [], fill=Span(rule, "quiet")
        )
        self.show_under(self.query_one("#under", TextLine))
        self.show_keys()

    def heading_spans(self) -> list[Span]:
        """Return the spans of the rule at the top."""
        return [Span(f" {show(self.heading)} ", "heading")]

    def show_under(self, under: TextLine) -> None:
        """Show what stands right above the keys."""
        under.show_text(
            lambda width: [f" {line}" for line in wrap(self.text, max(20, width - 2))], "strong"
        )

    def show_keys(self) -> None:
        self.query_one(KeyBar).show_commands(self.commands())
