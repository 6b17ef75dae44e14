"""RecordList: the list used everywhere. It draws only lines in view and sends only what changed."""

from __future__ import annotations

from collections.abc import Hashable

from textual import events
from textual.geometry import Size
from textual.message import Message

from coptui.core.model.text import clean
from coptui.tui.kit.lines import Resized
from coptui.tui.kit.list_lines import ListLines
from coptui.tui.kit.rows import Rows
from coptui.tui.kit.typed_ahead import HELD_BACKSPACE

QUERY_AT_MOST = 60
MOVES = frozenset({"cursor-down", "cursor-up", "page-down", "page-up", "first", "last"})
"""The commands of the table that a list carries out itself."""


class RecordList(ListLines, can_focus=True):
    """Rows with a cursor that follows its record by key, filtered or searched by typing."""

    class Highlighted(Message):
        """Posted when the cursor moves to another row."""

        def __init__(self, source: RecordList, key: Hashable | None) -> None:
            super().__init__()
            self.source = source
            self.key = key

    class Chosen(Message):
        """Posted when the row that already has the cursor is clicked."""

        def __init__(self, source: RecordList, key: Hashable) -> None:
            super().__init__()
            self.source = source
            self.key = key

    class QueryChanged(Message):
        """Posted when the text of the filter or search changes."""

        def __init__(self, source: RecordList, query: str) -> None:
            super().__init__()
            self.source = source
            self.typed = query

    _has_rows = _outgrown = _at_the_end = False
    _fitted = 0
    """The width that it was last fitted to."""
    _first = _wanted = 0
    """The first row in view, and the one that a person or a screen put there."""

    # What it shows

    @property
    def top(self) -> int:
        """The first row in view."""
        return self._first

    @top.setter
    def top(self, index: int) -> None:
        self._first = self._wanted = index

    def show_rows(self, rows: Rows, *, keep: Hashable | None = None) -> None:
        """Replace the rows. The cursor stays on its record, or goes to `keep`, or else stays near
        its line.
        """
        wanted = keep if keep is not None else self.key
        # Of the same text at another width the end is shown again.
        self._at_the_end &= self.size.width != self._fitted
        self.rows, self._has_rows = rows, True
        index = -1
        if wanted is not None:
            try:
                index = rows.keys.index(wanted)
            except ValueError:
                index = -1
        if index < 0:
            index = self._selectable(max(0, min(self.cursor, len(rows) - 1)), 1)
        self.cursor = index
        self.fit()

    def go_to(self, key: Hashable) -> bool:
        """Put the cursor on a record; return False if it is not in the list."""
        try:
            index = self.rows.keys.index(key)
        except ValueError:
            return False
        self._move_to(index)
        return True

    # Moving

    def move(self, how: str) -> None:
        """Move the cursor by a command of the table's `moving` part."""
        page = max(1, self.in_sight - 1)
        last = len(self.rows) - 1
        step = {"cursor-down": 1, "cursor-up": -1, "page-down": page, "page-up": -page}.get(how)
        if step is None:
            index = 0 if how == "first" else last
            if self.bar or self.cursor < 0:
                self._scroll(len(self.rows) if index else -len(self.rows))
                self._at_the_end = index > 0
            begins = index == 0 and self.bar
            self._move_to(-1 if begins else self._selectable(index, 1 if index == 0 else -1))
            return
        if self._is_read or not any(key is not None for key in self.rows.keys):
            self._scroll(step)
            return
        wanted = max(0, min(self.cursor + step, last))
        index = self._selectable(wanted, 1 if step > 0 else -1)
        if index == self.cursor and abs(step) == 1:
            # Text may continue beyond the last line that the cursor can reach.
            self._scroll(step)
            return
        self._move_to(index)

    def _move_to(self, index: int) -> None:
        if index == self.cursor:
            return
        self.cursor = index
        if self.bar:
            self.top = 0 if index < 0 else max(self.top, index - self.in_sight + 1)
        self._keep_in_view()
        self.repaint()
        self.post_message(self.Highlighted(self, self.key))

    def _selectable(self, index: int, step: int) -> int:
        """Return the nearest row with a key, first in the direction of the step, then the other
        way.
        """
        keys = self.rows.keys
        for direction in (step, -step):
            at = index
            while 0 <= at < len(keys):
                if keys[at] is not None:
                    return at
                at += direction
        return -1

    @property
    def _is_read(self) -> bool:
        """Whether this is a detail view that no link of has the cursor."""
        return self.bar and self.cursor < 0

    def _begin_to_read(self) -> None:
        """Read a detail view from its beginning: its first link has the cursor once it is in sight."""
        first = self._selectable(0, 1)
        if self.bar and self.cursor in (-1, first):
            unseen = first >= self.top + self.in_sight > self.top
            self.cursor = -1 if unseen and self.has_focus else first

    def _keep_in_view(self) -> None:
        self._begin_to_read()
        if self._is_read or (self.bar and not self.has_focus):
            self.top = max(0, min(self.top, len(self.rows) - self.in_sight))
            return
        if self.in_sight <= 0 or self.cursor < 0:
            self.top = max(0, len(self.rows) - self.in_sight) if self._at_the_end else 0
            return
        if self.cursor < self.top:
            self.top = self.cursor
            # Show the heading above the first row that the cursor can reach.
            while self.top > 0 and self.rows.keys[self.top - 1] is None:
                self.top -= 1
                if self.cursor - self.top >= self.in_sight - 1:
                    break
        elif self.cursor >= self.top + self.in_sight:
            self.top = self.cursor - self.in_sight + 1
        self.top = max(0, min(self.top, len(self.rows) - self.in_sight))

    def _scroll(self, step: int) -> None:
        self._at_the_end = False
        top = max(0, min(self.top + step, len(self.rows) - self.in_sight))
        if top != self.top:
            self.top = top
            self._begin_to_read()
            self.repaint()

    # Typing

    def begin_query(self) -> None:
        """Start typing a filter. The first letter replaces an earlier one; End keeps it."""
        self.replaces = bool(self.typed) and not self.querying
        self.querying = True
        self._keep_in_view()
        self.repaint()

    def end_query(self, *, keep: bool = True) -> None:
        """End typing; the filter stays if `keep` says so."""
        self.querying, self.replaces = self.always_querying, False
        if not keep and self.typed:
            self._set_query("")
        self._keep_in_view()
        self.repaint()

    def _set_query(self, query: str) -> None:
        if query != self.typed:
            self.typed = query
            self.post_message(self.QueryChanged(self, query))
            self.repaint()

    def _as_typed(self) -> str:
        """Return the text that typing goes on from."""
        text, self.replaces = "" if self.replaces else self.typed, False
        return text

    def on_key(self, event: events.Key) -> None:
        if not self.querying:
            return
        if self.replaces and event.key in ("end", "right", "backspace", HELD_BACKSPACE):
            kept = self.typed if event.key in ("end", "right") else ""
            self.replaces = False
            self._set_query(kept)
            self.repaint()
        elif event.key == HELD_BACKSPACE:
            self._set_query(self.typed[:-1])
        elif event.key == "backspace":
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
            self._set_query((self._as_typed() + event.character)[:QUERY_AT_MOST])
        else:
            return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        if self.querying:
            event.stop()
            self._set_query((self._as_typed() + clean(event.text))[:QUERY_AT_MOST])

    # The mouse works and is never needed

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self._scroll(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self._scroll(-3)

    def on_click(self, event: events.Click) -> None:
        index = self.top + event.y - self.heads
        if event.y < self.heads or index >= len(self.rows) or self.rows.keys[index] is None:
            return
        if index == self.cursor:
            self.post_message(self.Chosen(self, self.key))
        else:
            self._move_to(index)

    def watch_has_focus(self, _has_focus: bool) -> None:
        super().watch_has_focus(_has_focus)
        self._keep_in_view()

    def on_focus(self) -> None:
        self.repaint()

    def on_blur(self) -> None:
        self.querying, self.replaces = self.always_querying, False
        self.repaint()

    def watch_virtual_size(self, before: Size, _now: Size) -> None:
        # Called during layout; of the many events of a drag only the last one comes.
        self._outgrown |= bool(before) or self._has_rows

    def on_resize(self) -> None:
        outgrown, self._outgrown = self._outgrown, False
        if outgrown:
            self.post_message(Resized(self))
        if not outgrown or self.size.width == self._fitted:
            # Rows made for another width would move the cursor.
            self.fit()

    def fit(self) -> None:
        """Keep the cursor in view in the present size and with the present rows.

        The row that was first in view returns once there is room: a size that comes and goes leaves
        no trace.
        """
        self._fitted, wanted = self.size.width, self._wanted
        self.top = wanted
        self._keep_in_view()
        self._wanted = wanted
        self.repaint()
