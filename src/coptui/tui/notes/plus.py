"""After `+`: what is it that someone just said?"""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import ModalScreen

from coptui.core.writing.jottings import KINDS, Kind
from coptui.tui.kit.line import Line
from coptui.tui.kit.lines import Below
from coptui.tui.kit.rows import Span
from coptui.tui.kit.signs import signs
from coptui.tui.shell.base import CoptScreen
from coptui.tui.shell.capturing import CapturingScreen
from coptui.tui.shell.commands import Where
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.key_bar import KeyBar


class PlusScreen(CoptScreen, ModalScreen[None]):
    """One key says what kind of thing it is; then its line is asked for."""

    def __init__(self, desk: Desk, asked_from: CapturingScreen) -> None:
        super().__init__(desk)
        self._asked_from = asked_from

    def compose(self) -> ComposeResult:
        with Below(id="entry"):
            yield Line(id="entry-rule")
            yield Line(id="under")
            yield KeyBar()

    def on_mount(self) -> None:
        self.call_after_refresh(self._show)

    def where(self) -> tuple[Where, ...]:
        return ("plus",)

    def _show(self) -> None:
        rule = Span(signs().rule, "quiet")
        self.query_one("#entry-rule", Line).show_line([Span(" Write down ", "heading")], fill=rule)
        spans = [Span(" ")]
        for kind in KINDS:
            spans += [Span(kind.key, "accent"), Span(f" {kind.name}  ")]
        if not self.session.presenting:
            spans += [Span("k", "accent"), Span(" only for me")]
        self.query_one("#under", Line).show_line(spans)
        self.query_one(KeyBar).show_message([Span("any other key: back", "quiet")])

    async def take_key(self, key: str) -> bool:
        kind = next((kind for kind in KINDS if kind.key == key), None)
        self.close()
        if kind is not None:
            await self._ask(kind)
        elif key == "k" and not self.session.presenting:
            await self._asked_from.action_write_mine()
        return True

    async def _ask(self, kind: Kind) -> None:
        await self._asked_from.jot(
            kind.name[:1].upper() + kind.name[1:],
            kind.make,
            hint=f"As in: {kind.example}",
            draft=f"plus {kind.key}",
        )
