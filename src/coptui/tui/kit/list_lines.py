"""How a list is drawn: a title, column headings, and the rows in view."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from textual.geometry import Size

from coptui.core.model.text import show
from coptui.language import tr
from coptui.tui.kit.lines import DrawnLine, LineView, cut, spread, width_of
from coptui.tui.kit.rows import Rows, Span, Tone
from coptui.tui.kit.signs import signs


class ListLines(LineView):
    """A title, an optional line of column headings, and the rows from `top` on.

    With a `bar` at its left it is the detail view beside a list. `typed` is the text of a filter or
    a search; while `querying`, printable keys go there.
    """

    def __init__(
        self,
        *,
        title: Sequence[Span] = (),
        prompt: str = "",
        bar: bool = False,
        always_querying: bool = False,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self.rows = Rows()
        self.title: Sequence[Span] = title
        self.prompt = prompt
        self.typed = ""
        self.always_querying = always_querying
        self.querying = always_querying
        self.replaces = False
        """Whether the first letter typed replaces the text of the filter."""
        self.bar = bar
        self.cursor = -1
        self._known: dict[int, tuple[Span, ...]] = {}
        """The rows in sight without a cursor, as they were made last."""
        self._known_for = (self.rows, 0)

    @property
    def top(self) -> int:
        """The first row in view."""
        raise NotImplementedError

    @property
    def key(self) -> Hashable | None:
        """The key of the row under the cursor."""
        return self.rows.keys[self.cursor] if 0 <= self.cursor < len(self.rows) else None

    @property
    def heads(self) -> int:
        """How many lines stand above the rows."""
        columns = any(column.title for column in self.rows.columns) and self.size.height >= 6
        return self._is_titled + columns

    @property
    def _is_titled(self) -> bool:
        return bool(self.title or self.querying or self.typed)

    @property
    def in_sight(self) -> int:
        """How many rows fit."""
        return max(0, self.size.height - self.heads)

    def contents(self, size: Size) -> list[DrawnLine]:
        """Return every line. A row that was in sight before is not made again, unless the cursor is
        or was on it.
        """
        rows, focused = self.rows, self.has_focus
        edge = (Span(signs().bar + " ", "quiet"),) if self.bar else ()
        width = size.width - width_of(edge)
        lines: list[DrawnLine] = [
            (False, (*edge, *head)) for head in self._heads(width)[: size.height]
        ]
        known = self._known if self._known_for == (rows, width) else {}
        self._known, self._known_for = {}, (rows, width)
        widths = self._widths(width - 2)
        for index in range(self.top, self.top + size.height - len(lines)):
            if index == self.cursor and index < len(rows):
                lines.append((focused, (*edge, *self._row(index, widths, cursor=True))))
            elif index < len(rows):
                line = known.get(index) or (*edge, *self._row(index, widths))
                self._known[index] = line
                lines.append((False, line))
            elif not len(rows) and index == self.top:
                # In an empty list, too, the focus must be visible without colours.
                sign = Span(signs().cursor if focused else " ", "accent")
                lines.append((False, (*edge, sign, Span(" "), *rows.empty)))
            else:
                lines.append((False, edge))
        return lines

    def _heads(self, width: int) -> list[list[Span]]:
        """Return the lines above the rows."""
        heads = [self._title_line(width)] if self._is_titled else []
        return [*heads, self._column_heads(width)] if self.heads > len(heads) else heads

    def _title_line(self, width: int) -> list[Span]:
        strong: Tone = "heading" if self.has_focus else "strong"
        left = [
            Span(" "),
            *(
                Span(span.text, strong if span.tone == "heading" else span.tone)
                for span in self.title
            ),
        ]
        if self.rows.count:
            left.append(Span(f" {self.rows.count}", "quiet"))
        if self.querying or self.typed:
            sign = signs().caret if self.querying and self.has_focus else ""
            left.append(Span(f" {self.prompt or '/'}", "accent"))
            typed = Span(show(self.typed), "quiet" if self.replaces else "accent")
            caret = Span(sign, "accent")
            left += (caret, typed) if self.replaces else (typed, caret)
        elif self.rows.sorted_by:
            left.append(Span(" " + tr("sorted by {column}", column=self.rows.sorted_by), "quiet"))
        left.append(Span(" "))
        return spread(left, [], width, Span(signs().rule, "quiet"))

    def _column_heads(self, width: int) -> list[Span]:
        spans = [Span("  ")]
        for column, size in zip(self.rows.columns, self._widths(width - 2), strict=True):
            spans.append(Span(_fit(column.title, size, column.right), "quiet"))
            spans.append(Span(" "))
        return spans

    def _row(self, index: int, widths: Sequence[int], *, cursor: bool = False) -> list[Span]:
        rows = self.rows
        spans = [Span(signs().cursor if cursor and self.has_focus else " ", "accent"), Span(" ")]
        if cursor and not self.has_focus and rows.columns:
            spans = [Span(signs().dot, "quiet"), Span(" ")]
        cells = rows.cells(index)
        if not rows.columns or rows.keys[index] is None:
            return [*spans, *cells]
        for cell, column, size in zip(cells, rows.columns, widths, strict=False):
            spans.append(Span(_fit(cell.text, size, column.right), cell.tone))
            spans.append(Span(" "))
        return spans

    def _widths(self, width: int) -> list[int]:
        fixed = sum(column.width for column in self.rows.columns) + len(self.rows.columns)
        return [column.width or max(column.least, width - fixed) for column in self.rows.columns]


def _fit(text: str, size: int, right: bool) -> str:
    fitted = cut(text, size)
    return fitted.rstrip().rjust(size) if right and fitted.isascii() else fitted
