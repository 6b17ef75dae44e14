"""One line of spans, such as the heading of a screen, or a text of a few lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from coptui.tui.kit.lines import LineView, cut, spread, width_of
from coptui.tui.kit.rows import Span, Tone


class TextLine(LineView):
    """Spans at both ends of one line; the left ones are cut if there is no room."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.left: Sequence[Span] = ()
        self.right: Sequence[Span] = ()
        self.fill: Span | None = None
        self._wrapped: Callable[[int], Sequence[Sequence[Span]]] | None = None
        self._below: Sequence[Sequence[Span]] = ()

    def show_line(
        self, left: Sequence[Span], right: Sequence[Span] = (), fill: Span | None = None
    ) -> None:
        """Show spans at both ends; the gap is filled with `fill`, one cell wide, or with spaces."""
        self.left, self.right, self.fill = left, right, fill
        self._wrapped, self._below = None, ()
        self._grow(1)

    def show_text(self, wrap: Callable[[int], Sequence[str]], tone: Tone) -> None:
        """Show the lines that `wrap` returns for a width, as `show_lines` does."""
        self.show_lines(lambda width: [[Span(line, tone)] for line in wrap(width)])

    def show_lines(self, wrap: Callable[[int], Sequence[Sequence[Span]]]) -> None:
        """Show the lines that `wrap` returns for a width, and grow or shrink to their number."""
        self._wrapped = wrap
        self.fit()

    def fit(self) -> None:
        if self._wrapped is None:
            self.repaint()
            return
        lines = self._wrapped(self.size.width)
        self.left, self.right, self.fill = lines[0] if lines else [], (), None
        self._below = lines[1:]
        self._grow(max(1, len(lines)))

    def on_resize(self) -> None:
        self.fit()

    def _grow(self, height: int) -> None:
        if self.size.height and self.size.height != height:
            self.styles.height = height
        self.repaint()

    def spans(self, y: int) -> Sequence[Span]:
        if y > 0:
            return self._below[y - 1] if y <= len(self._below) else []
        room = self.size.width - width_of(self.right) - 1
        spans: list[Span] = []
        for span in self.left:
            left = room - width_of(spans)
            if left <= 0:
                break
            spans.append(Span(cut(span.text, left), span.tone) if width_of([span]) > left else span)
        return spread(spans, self.right, self.size.width, self.fill)
