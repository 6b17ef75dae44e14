"""Fields for typing: one line, many lines, and the Done that ends a form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, TextArea

from coptui.core.model.text import clean
from coptui.tui.kit.lines import LineView, cut
from coptui.tui.kit.rows import Span, Tone
from coptui.tui.kit.themes import style_of
from coptui.tui.kit.typed_ahead import HELD_BACKSPACE

PASTE_AT_MOST = 20_000

BESIDE = 21
"""Cells for the name to the left of a field; the styles leave them free."""


def _beside(name: str, field: Widget, crop: Region, strips: list[Strip]) -> list[Strip]:
    """Return the lines of part of a field, with its name before the first line.

    The name is drawn in the padding: separate labels would mean four times as many widgets and
    three times the time to open a form.
    """
    first, end = crop.column_span
    if not name or first >= BESIDE:
        return strips
    theme, colourless = field.app.theme, field.app.no_color
    style = style_of(theme, "quiet", colourless)
    drawn = []
    for y, strip in zip(crop.line_range, strips, strict=True):
        left = Strip([Segment(cut("" if y else name, BESIDE), style)], BESIDE)
        drawn.append(Strip.join([left.crop(first, end), strip.crop(BESIDE - first)]))
    return drawn


_styles: dict[tuple[str, bool], tuple[Style, Style]] = {}


def _at_rest(field: Input) -> tuple[Style, Style]:
    """Return the styles of a field without focus and of its hint; all such fields share them."""
    look = (field.app.theme, field.app.no_color)
    if look not in _styles:
        style = field.rich_style
        _styles[look] = style, style + field.get_component_rich_style("input--placeholder")
    return _styles[look]


class LeaveField(Message):
    """Posted when Backspace is pressed in an empty field, or Escape: `key` says which."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key


class CoptInput(Input):
    """One line of text. Enter accepts, and a paste is cleaned.

    Esc leaves, and so does Backspace in a line that was empty before it was pressed.

    With `replaces`, the first key typed replaces the text; `name_beside` is drawn to the left of
    the field; `veiled` shows a sign for each letter.
    """

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        id: str | None = None,
        replaces: bool = False,
        name_beside: str = "",
        veiled: bool = False,
    ) -> None:
        super().__init__(
            value,
            password=veiled,
            placeholder=placeholder,
            id=id,
            compact=True,
            select_on_focus=replaces,
            valid_empty=True,
        )
        self.cursor_blink = False
        self._beside = name_beside
        self.set_class(bool(name_beside), "-named")

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where on the screen the caret is drawn: at the end, Textual tells of one cell further."""
        return super().cursor_screen_offset - Offset(int(self.cursor_at_end), 0)

    def on_resize(self) -> None:
        # Only what fits, and always the cursor: Textual scrolls as it moves.
        selection, self.cursor_position = self.selection, 0
        self.selection = selection

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return Textual's lines of part of the widget."""
        return _beside(self._beside, self, crop, super().render_lines(crop))

    def render_line(self, y: int) -> Strip:
        """Return Textual's line; without focus it is plain text that needs no layout."""
        if self.password:
            strip = super().render_line(y)
            veiled = [part._replace(text=part.text.replace("•", "*")) for part in strip]
            return Strip(veiled, strip.cell_length)
        if y or self.has_focus:
            return super().render_line(y)
        style, hint_style = _at_rest(self)
        # One more than is seen: the cell of the cursor behind the last letter.
        seen, (left, _) = self.scrollable_content_region.width, self.scroll_offset
        if not self.value:
            hint = cut(self.placeholder, seen).rstrip()
            return Strip([Segment(hint, hint_style)]).extend_cell_length(seen + 1, style)
        value = cut(self.value, seen).rstrip() if not left else self.value
        line = Strip([Segment(value, style)])
        return line.crop(left, left + seen + 1).extend_cell_length(seen + 1, style)

    @property
    def hint_is_cut(self) -> bool:
        """Whether the example in the empty field is longer than the field."""
        return not self.value and cell_len(self.placeholder) > self.scrollable_content_region.width

    async def on_key(self, event: events.Key) -> None:
        if event.key == "escape" or (event.key == "backspace" and not self.value):
            event.stop()
            event.prevent_default()
            self.post_message(LeaveField(event.key))
        elif event.key in ("backspace", HELD_BACKSPACE):
            # Textual looks for what a key does only once no screen took it for a command.
            event.stop()
            event.prevent_default()
            self.action_delete_left()

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.replace(clean(event.text[:PASTE_AT_MOST]), *self.selection)


class CoptText(TextArea):
    """Many lines of text. Tab goes to the next field, and a paste is cleaned."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding(HELD_BACKSPACE, "delete_left", show=False)]

    def __init__(
        self,
        text: str = "",
        *,
        placeholder: str = "",
        id: str | None = None,
        name_beside: str = "",
    ) -> None:
        super().__init__(
            text,
            placeholder=placeholder,
            id=id,
            compact=True,
            tab_behavior="focus",
            show_line_numbers=False,
            soft_wrap=True,
        )
        self.cursor_blink = False
        self._beside = name_beside
        self.set_class(bool(name_beside), "-named")

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return Textual's lines of part of the widget."""
        return _beside(self._beside, self, crop, super().render_lines(crop))

    async def on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.insert(clean(event.text[:PASTE_AT_MOST], lines=True))


class Done(LineView, can_focus=True):
    """The last stop in a form: Enter here saves it."""

    def __init__(self, text: str) -> None:
        super().__init__(id="done")
        self.text = text

    class Pressed(Message):
        """Posted on Enter, Space or a click."""

    def cursor_on(self, y: int) -> bool:
        return self.has_focus

    def spans(self, y: int) -> Sequence[Span]:
        tone: Tone = "strong" if self.has_focus else "quiet"
        return [Span(" " * BESIDE), Span(f" {self.text} ", tone)]

    def on_focus(self) -> None:
        self.repaint()

    def on_blur(self) -> None:
        self.repaint()

    def on_key(self, event: events.Key) -> None:
        if event.key in ("enter", "space"):
            event.stop()
            self.post_message(self.Pressed())

    def on_click(self) -> None:
        self.post_message(self.Pressed())
