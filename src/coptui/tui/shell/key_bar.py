"""The bottom line: what the keys do here, or the last thing that happened."""

from __future__ import annotations

from collections.abc import Sequence

from coptui.language import tr
from coptui.tui.kit.lines import LineView, spread, width_of
from coptui.tui.kit.rows import Span
from coptui.tui.kit.signs import signs
from coptui.tui.records.words import wrap
from coptui.tui.shell.commands import Command
from coptui.tui.shell.keys import keys_text
from coptui.tui.shell.notice import Notice

MOST = 4
"""Lines of a message at most."""


class KeyBar(LineView):
    """As many keys as fit, always including the last; a message takes their place for a while.

    A message longer than the line takes more lines, so that all of it can be read.

    Keys `beside` a message, such as those of a question, are shown from the first on as far as
    there is room.
    """

    def __init__(self, *, beside: bool = False) -> None:
        super().__init__()
        self._beside = beside
        self.commands: Sequence[Command] = ()
        self.message: Sequence[Span] = ()
        self._high = 1

    def show_commands(self, commands: Sequence[Command]) -> None:
        self.commands = commands
        self.repaint()

    def show_message(self, message: Sequence[Span]) -> None:
        """Show a message; an empty one brings the keys back."""
        self.message = message
        self.repaint()

    def repaint(self) -> None:
        """Draw what is to be said, on as many lines as it takes."""
        high = len(self._lines(self.size.width)) if self.size.width else 1
        if high != self._high:
            self._high = high
            self.styles.height = high
        super().repaint()

    def on_resize(self) -> None:
        self.repaint()

    def spans(self, y: int) -> Sequence[Span]:
        lines = self._lines(self.size.width, drawn=True)
        return lines[y] if y < len(lines) else []

    def _lines(self, width: int, *, drawn: bool = False) -> list[list[Span]]:
        if not getattr(self.app, "presenting", False):
            return self._told(width, drawn)
        # A sign that no one can miss, on every screen and beside every message.
        sign = [Span(" " + tr("PRESENTING, z to stop") + " ", "bad")]
        rest, *more = self._told(width - width_of(sign), drawn)
        fits = width_of([*rest, *sign]) < width
        return [spread(rest, sign, width) if fits else [*sign, *rest], *more]

    def _told(self, width: int, drawn: bool) -> list[list[Span]]:
        """Return the message first, all of it; keys get what room is left on its last line.

        `drawn` tells the notice what is on the screen now: measuring alone shows no one anything.
        """
        notice: Notice | None = getattr(getattr(self.screen, "desk", None), "notice", None)
        lines: list[list[Span]] = []
        for said in notice.lines if notice is not None else ():
            # The first message is always shown; the others only if they fit behind it.
            if lines and width_of([*lines[-1], Span("  "), said]) > width:
                break
            if lines:
                lines[-1] += [Span("  "), said]
            else:
                lines = [[Span(f" {line}", said.tone)] for line in message_lines(said.text, width)]
            if drawn and notice is not None and self.screen.is_current:
                notice.drawn(said)
        if not lines:
            return [self._spans(width)]
        if self.message or self._beside:
            lines[-1] += self._spans(width - width_of(lines[-1]))
        return lines

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


def message_lines(text: str, width: int) -> list[str]:
    """Return the lines that a message takes, `MOST` at most."""
    if width_of([Span(text)]) < width:
        return [text]
    lines = wrap(text, max(20, width - 2))
    return lines if len(lines) <= MOST else [*lines[: MOST - 1], f"{lines[MOST - 1]}{signs().more}"]


def _named(keys: Sequence[str]) -> Sequence[str]:
    """Return the keys to show for a command: the first one, or digits and arrows together."""
    return keys if keys[0].isdigit() or keys[0] == "up" else keys[:1]
