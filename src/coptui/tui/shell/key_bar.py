"""The bottom line: what the keys do here, or the last thing that happened."""

from __future__ import annotations

from collections.abc import Sequence

from coptui.language import tr
from coptui.tui.kit.lines import LineView, spread, width_of
from coptui.tui.kit.rows import Span
from coptui.tui.shell.commands import Command
from coptui.tui.shell.keys import keys_text
from coptui.tui.shell.notice import Notice


class KeyBar(LineView):
    """As many keys as fit, always including the last; a message takes their place for a while.

    Keys `beside` a message, such as those of a question, are shown from the first on as far as
    there is room.
    """

    def __init__(self, *, beside: bool = False) -> None:
        super().__init__()
        self._beside = beside
        self.commands: Sequence[Command] = ()
        self.message: Sequence[Span] = ()

    def show_commands(self, commands: Sequence[Command]) -> None:
        self.commands = commands
        self.repaint()

    def show_message(self, message: Sequence[Span]) -> None:
        """Show a message; an empty one brings the keys back."""
        self.message = message
        self.repaint()

    def spans(self, y: int) -> Sequence[Span]:
        width = self.size.width
        if not getattr(self.app, "presenting", False):
            return self._told(width)
        # A sign that no one can miss, on every screen and beside every message.
        sign = [Span(" " + tr("PRESENTING, z to stop") + " ", "bad")]
        rest = self._told(width - width_of(sign))
        fits = width_of([*rest, *sign]) < width
        return spread(rest, sign, width) if fits else [*sign, *rest]

    def _told(self, width: int) -> list[Span]:
        """Return the message first, as much of it as fits; keys get what room is left."""
        notice: Notice | None = getattr(getattr(self.screen, "desk", None), "notice", None)
        spans: list[Span] = []
        for line in notice.lines if notice is not None else ():
            # The first key is shown even if it is cut off; the others only if they fit.
            if spans and width_of([*spans, Span("  "), line]) > width:
                break
            spans += [Span("  " if spans else " "), line]
            if notice is not None and self.screen.is_current:
                notice.drawn(line)
        if not spans:
            return self._spans(width)
        hints = self._spans(width - width_of(spans)) if self.message or self._beside else []
        return [*spans, *hints]

    def _spans(self, width: int) -> list[Span]:
        if self.message:
            return [Span(" "), *self.message]
        shown = [
            [
                Span(f" {keys_text(_named(command.keys))}", "accent"),
                Span(f" {command.word} ", "quiet"),
            ]
            for command in self.commands
            if command.word and command.keys
        ]
        if not shown:
            return []
        if self._beside:
            return [span for pair in shown for span in pair]
        room = width - width_of(shown[-1])
        spans: list[Span] = []
        for pair in shown[:-1]:
            if width_of(spans) + width_of(pair) > room:
                break
            spans += pair
        return [*spans, *shown[-1]]


def _named(keys: Sequence[str]) -> Sequence[str]:
    """Return the keys to show for a command: the first one, or digits and arrows together."""
    return keys if keys[0].isdigit() or keys[0] == "up" else keys[:1]
