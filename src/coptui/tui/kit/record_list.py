"""RecordList: the one list of coptui. It draws visible lines only and sends only what changed."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from textual import events
from textual.geometry import Size
from textual.message import Message

from coptui.core.model.text import clean, show
from coptui.tui.kit.lines import Lines, Resized, cut, spread, width_of
from coptui.tui.kit.rows import Rows, Span, Tone
from coptui.tui.kit.signs import signs

QUERY_AT_MOST = 60
MOVES = frozenset({"cursor-down", "cursor-up", "page-down", "page-up", "first", "last"})
"""The commands of the table that a list carries out."""


class RecordList(Lines, can_focus=True):
    """A title, an optional line of column heads, and rows with a cursor kept by key.

    With a `bar` at its left it is the detail view beside a list.
    `typed` is what was typed to filter or find; while `querying`, printable keys go there.
    """

    class Highlighted(Message):
        """The cursor is on another row."""

        def __init__(self, source: RecordList, key: Hashable | None) -> None:
            super().__init__()
            self.source = source
            self.key = key

    class Chosen(Message):
        """A row was clicked that already carried the cursor."""

        def __init__(self, source: RecordList, key: Hashable) -> None:
            super().__init__()
            self.source = source
            self.key = key

    class QueryChanged(Message):
        """What is typed to filter or find is different now."""

        def __init__(self, source: RecordList, query: str) -> None:
            super().__init__()
            self.source = source
            self.typed = query

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
        self.bar = bar
        self.cursor = -1
        self.top = 0
        self._has_rows = self._outgrown = False

    # What it shows

    @property
    def key(self) -> Hashable | None:
        """The key of the row under the cursor."""
        return self.rows.keys[self.cursor] if 0 <= self.cursor < len(self.rows) else None

    def show_rows(self, rows: Rows, *, keep: Hashable | None = None) -> None:
        """Replace the rows. The cursor stays on its record, or on `keep`, else near its place."""
        wanted = keep if keep is not None else self.key
        self.rows, self._has_rows = rows, True
        place = -1
        if wanted is not None:
            try:
                place = rows.keys.index(wanted)
            except ValueError:
                place = -1
        if place < 0:
            place = self._selectable(max(0, min(self.cursor, len(rows) - 1)), 1)
        self.cursor = place
        self._keep_in_view()
        self.repaint()

    def go_to(self, key: Hashable) -> bool:
        """Put the cursor on a record; False when it is not in the list."""
        try:
            place = self.rows.keys.index(key)
        except ValueError:
            return False
        self._move_to(place)
        return True

    # Moving

    def move(self, how: str) -> None:
        """Move the cursor by a command of the table's `moving` part."""
        page = max(1, self._visible - 1)
        last = len(self.rows) - 1
        step = {"cursor-down": 1, "cursor-up": -1, "page-down": page, "page-up": -page}.get(how)
        if step is None:
            place = 0 if how == "first" else last
            self._move_to(self._selectable(place, 1 if place == 0 else -1))
            return
        if not any(key is not None for key in self.rows.keys):
            self._scroll(step)
            return
        wanted = max(0, min(self.cursor + step, last))
        place = self._selectable(wanted, 1 if step > 0 else -1)
        if place == self.cursor and abs(step) == 1:
            # Text may stand beyond the last line that the cursor can reach.
            self._scroll(step)
            return
        self._move_to(place)

    def _move_to(self, place: int) -> None:
        if place == self.cursor:
            return
        self.cursor = place
        self._keep_in_view()
        self.repaint()
        self.post_message(self.Highlighted(self, self.key))

    def _selectable(self, place: int, step: int) -> int:
        """The nearest row with a key, first in the direction of the step, then the other way."""
        keys = self.rows.keys
        for direction in (step, -step):
            found = place
            while 0 <= found < len(keys):
                if keys[found] is not None:
                    return found
                found += direction
        return -1

    @property
    def _heads(self) -> int:
        """How many lines stand above the rows."""
        titled = bool(self.title or self.querying or self.typed)
        columns = any(column.title for column in self.rows.columns) and self.size.height >= 6
        return titled + columns

    @property
    def _visible(self) -> int:
        return max(0, self.size.height - self._heads)

    def _keep_in_view(self) -> None:
        if self.bar and not self.has_focus:
            # A detail view that nobody works in is read from its beginning.
            self.top = max(0, min(self.top, len(self.rows) - self._visible))
            return
        if self._visible <= 0 or self.cursor < 0:
            self.top = 0
            return
        if self.cursor < self.top:
            self.top = self.cursor
            # Show the heading above the first line that can be reached.
            while self.top > 0 and self.rows.keys[self.top - 1] is None:
                self.top -= 1
                if self.cursor - self.top >= self._visible - 1:
                    break
        elif self.cursor >= self.top + self._visible:
            self.top = self.cursor - self._visible + 1
        self.top = max(0, min(self.top, len(self.rows) - self._visible))

    def _scroll(self, step: int) -> None:
        top = max(0, min(self.top + step, len(self.rows) - self._visible))
        if top != self.top:
            self.top = top
            self.repaint()

    # Typing

    def begin_query(self) -> None:
        """Start to filter."""
        self.querying = True
        self._keep_in_view()
        self.repaint()

    def end_query(self, *, keep: bool = True) -> None:
        """Stop typing; the filter stays unless it is not kept."""
        self.querying = self.always_querying
        if not keep and self.typed:
            self._set_query("")
        self._keep_in_view()
        self.repaint()

    def _set_query(self, query: str) -> None:
        if query != self.typed:
            self.typed = query
            self.post_message(self.QueryChanged(self, query))
            self.repaint()

    def on_key(self, event: events.Key) -> None:
        if not self.querying:
            return
        if event.key == "backspace":
            if not self.typed:
                if self.always_querying:
                    return
                self.end_query()
            self._set_query(self.typed[:-1])
        elif event.key == "ctrl+u":
            self._set_query("")
        elif event.key == "enter" and not self.always_querying:
            self.end_query()
        elif event.key == "escape" and not self.always_querying:
            self.end_query(keep=False)
        elif event.is_printable and event.character:
            self._set_query((self.typed + event.character)[:QUERY_AT_MOST])
        else:
            return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        if self.querying:
            event.stop()
            self._set_query((self.typed + clean(event.text))[:QUERY_AT_MOST])

    # The mouse: it works and is never needed

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self._scroll(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self._scroll(-3)

    def on_click(self, event: events.Click) -> None:
        place = self.top + event.y - self._heads
        if event.y < self._heads or place >= len(self.rows) or self.rows.keys[place] is None:
            return
        if place == self.cursor:
            self.post_message(self.Chosen(self, self.key))
        else:
            self._move_to(place)

    def watch_has_focus(self, _has_focus: bool) -> None:
        super().watch_has_focus(_has_focus)
        self._keep_in_view()

    def on_focus(self) -> None:
        self.repaint()

    def on_blur(self) -> None:
        self.querying = self.always_querying
        self.repaint()

    def watch_virtual_size(self, before: Size, _now: Size) -> None:
        # Called while the screen is laid out; of several events of a drag only the last one comes.
        self._outgrown |= bool(before) or self._has_rows

    def on_resize(self) -> None:
        if self._outgrown:
            self._outgrown = False
            self.post_message(Resized(self))
        else:
            self.fit()

    def fit(self) -> None:
        """Keep the cursor in sight in the size and with the rows that there are now."""
        self._keep_in_view()
        self.repaint()

    # Drawing

    def cursor_on(self, y: int) -> bool:
        if not self.has_focus:
            return False
        heads = self._heads
        return y >= heads and self.top + y - heads == self.cursor

    def spans(self, y: int) -> Sequence[Span]:
        edge = [Span(signs().bar + " ", "quiet")] if self.bar else []
        width = self.size.width - width_of(edge)
        heads = self._heads
        if y < heads:
            if y == 0 and (self.title or self.querying or self.typed):
                return [*edge, *self._title_line(width)]
            return [*edge, *self._column_heads(width)]
        place = self.top + y - heads
        if place >= len(self.rows):
            if not len(self.rows) and y == heads:
                # Where one is must be seen in an empty list too, whatever the colours.
                sign = signs().cursor if self.has_focus else " "
                return [*edge, Span(sign, "accent"), Span(" "), *self.rows.empty]
            return edge
        return [*edge, *self._row(place, width)]

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
            left.append(Span(f" {self.prompt or '/'}{show(self.typed)}", "accent"))
            left.append(Span(sign, "accent"))
        elif self.rows.sorted_by:
            left.append(Span(f" by {self.rows.sorted_by}", "quiet"))
        left.append(Span(" "))
        return spread(left, [], width, Span(signs().rule, "quiet"))

    def _column_heads(self, width: int) -> list[Span]:
        spans = [Span("  ")]
        for column, size in zip(self.rows.columns, self._widths(width - 2), strict=True):
            spans.append(Span(_fit(column.title, size, column.right), "quiet"))
            spans.append(Span(" "))
        return spans

    def _row(self, place: int, width: int) -> list[Span]:
        cursor = place == self.cursor
        sign = signs().cursor if cursor and self.has_focus else " "
        spans = [Span(sign, "accent"), Span(" ")]
        if cursor and not self.has_focus and self.rows.columns:
            spans = [Span(signs().dot, "quiet"), Span(" ")]
        cells = self.rows.cells(place)
        if not self.rows.columns or self.rows.keys[place] is None:
            return [*spans, *cells]
        for cell, column, size in zip(
            cells, self.rows.columns, self._widths(width - 2), strict=False
        ):
            spans.append(Span(_fit(cell.text, size, column.right), cell.tone))
            spans.append(Span(" "))
        return spans

    def _widths(self, width: int) -> list[int]:
        fixed = sum(column.width for column in self.rows.columns) + len(self.rows.columns)
        rest = max(4, width - fixed)
        return [column.width or rest for column in self.rows.columns]


def _fit(text: str, size: int, right: bool) -> str:
    fitted = cut(text, size)
    return fitted.rstrip().rjust(size) if right and fitted.isascii() else fitted
