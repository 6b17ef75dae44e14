"""A sparing Textual: styles once, draws once when ready, and sends only what differs.

Nothing here knows about communities. docs/performance.md says why each trick is here and what it
saved.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from contextvars import Context
from pathlib import Path
from typing import Any, Self, TypeVar

from rich.console import RenderableType
from textual import events, on
from textual._compositor import CompositorUpdate
from textual.app import App
from textual.dom import DOMNode
from textual.driver import Driver
from textual.filter import LineFilter
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import Reactive
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from coptui.tui.kit import garbage
from coptui.tui.kit.frame import Frame, terminal_erases
from coptui.tui.kit.guard import GUARD
from coptui.tui.kit.lines import Ground, LineView, Resized
from coptui.tui.kit.record_list import RecordList
from coptui.tui.kit.themes import THEMES
from coptui.tui.kit.typed_ahead import ENDS

S = TypeVar("S", bound=Screen[Any])
TURN = 0.001
"""Seconds for which a thread may keep the screen waiting; Python's own 5 ms add up."""


class SparingApp(App[int], inherit_bindings=False):
    """An app that settles its first screen once it is drawn, and only then starts what can wait.

    `CSS_PATH` names the styles of the first screen alone; those beside them are read later.
    """

    def __init__(self, driver: type[Driver], theme: str) -> None:
        super().__init__(driver_class=driver, ansi_color=THEMES[theme].ansi)
        self._settled = False
        self.shows_cursor = False
        self._frame = Frame()
        self._closed_screens = garbage.Closed()
        self._usual_turn = sys.getswitchinterval()
        self.animation_level = "none"
        self._begin_in(theme)

    def settle(self) -> None:
        """Read the other styles once the first screen is shown, freeze what is there, and let threads
        begin."""
        first = [Path(path) for path in self.css_path]
        self.stylesheet.read_all(sorted({*first[0].parent.glob("*.tcss")} - {*first}))
        self.stylesheet.parse()
        garbage.begin()
        sys.setswitchinterval(TURN)
        self._settled = True

    def on_unmount(self) -> None:
        garbage.end()
        sys.setswitchinterval(self._usual_turn)

    def _begin_in(self, theme: str) -> None:
        """Start in a theme: changing to it later would style everything a second time."""
        for ours in THEMES.values():
            self.register_theme(ours)
        self.set_reactive(App.theme, theme)
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_class(THEMES[theme].dark, "-dark-mode", update=False)
        self.set_class(not THEMES[theme].dark, "-light-mode", update=False)
        # Unused here, and every screen would lay them out.
        self._disable_tooltips = self._disable_notifications = True

    @property
    def _background_screens(self) -> list[Screen[Any]]:
        """Return the screens visible through the one on top.

        Textual also counts the screen below an opaque one: whatever happened there would redraw the
        whole terminal.
        """
        opaque = self.screen_stack[-1].styles.background.a == 1
        return [] if opaque else super()._background_screens

    def on_resize(self, event: events.Resize) -> None:
        if self._settled or event.size != self.size:
            # What a terminal does with its old contents is unknown. Programs are told the size when
            # they start, too, and when they return to the foreground.
            self._frame.forget()

    def _check_resize(self) -> None:
        if self._settled:
            # What was sent since the terminal changed was laid out for the old size.
            self._frame.forget()
        super()._check_resize()

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Send the part of an update that the terminal does not show yet."""
        shown = self.is_running and not self._batch_count and not self.is_headless
        if shown and isinstance(renderable, CompositorUpdate):
            renderable = self._frame.difference(renderable, self.console, erases=terminal_erases())
            # Textual leaves the terminal's own cursor there: braille displays, magnifiers and input
            # methods follow it.
            cell: Offset | None = getattr(self.focused, "cursor_screen_offset", None)
            self.cursor_position = self.cursor_position if cell is None else cell
        super()._display(screen, renderable)

    def suited(self, screen: S) -> S:
        """Give a screen the classes of the terminal's size before anything is laid out or drawn.

        Textual does so only afterwards, so that everything would be styled and drawn twice.
        """
        across, down = self.HORIZONTAL_BREAKPOINTS or (), self.VERTICAL_BREAKPOINTS or ()
        for cells, breakpoints in zip(self.size, (across, down), strict=True):
            fitting = [name for least, name in breakpoints if cells >= least]
            screen.add_class(*fitting[-1:], update=False)
        return screen

    def update_styles(self, node: DOMNode, animate: bool = True) -> None:
        """Leave widgets that are not on a screen yet alone: they are styled when they get there."""
        if node is self or node.parent is not None:
            super().update_styles(node, animate)

    def draw_again(self) -> None:
        """Send the whole screen, whatever the terminal shows."""
        self._frame.forget()
        self.screen.refresh()

    async def give(self, event: events.Key | events.Paste) -> None:
        """Give a key or a paste to whom it is for: to the screen itself while a list has the focus
        and nothing is typed into it. Through every container between them it would take a
        millisecond.
        """
        to_a_list = isinstance(self.focused, RecordList) and not self.focused.querying
        if to_a_list and isinstance(event, events.Key) and event.key != ENDS:
            self.screen._forward_event(event)
        else:
            await super().on_event(event)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Add the last guard: no control character of anyone's text gets through."""
        return [*super().get_line_filters(), GUARD]

    async def _replace_screen(self, screen: Screen[Any]) -> Screen[Any]:
        self._closed_screens.add(screen)
        try:
            return await super()._replace_screen(screen)
        finally:
            for seconds in garbage.SOON:
                self._clear_away_in(seconds)

    @property
    def _is_alone(self) -> bool:
        """Whether the first screen is the only one open."""
        return len(self.screen_stack) == 1

    def _clear_away_in(self, seconds: float) -> None:
        # In a new context: the present one refers to the screen.
        loop = asyncio.get_running_loop()
        loop.call_later(seconds, self._clear_away, context=Context())

    def _clear_away(self) -> None:
        if self.is_running and not self._closed_screens.clear_away(alone=self._is_alone):
            self._clear_away_in(max(garbage.SOON))


class SparingScreen(Screen[None], Ground, inherit_bindings=False):
    """A screen that is drawn once for everything that happened."""

    # If `focused` repainted, every change of focus would send the whole screen.
    focused = Reactive(None, repaint=False)

    def __init__(self) -> None:
        super().__init__()
        self._undrawn = self._styled = False
        self._outgrown: set[Widget] = set()
        self._seen_through: tuple[Size, list[Strip]] = (Size(0, 0), [])

    def on_resized(self, message: Resized) -> None:
        """Show once what depends on a new layout, however many widgets changed."""
        message.stop()
        if not self._outgrown:
            self.call_later(self._show_sized)
        self._outgrown.add(message.source)

    async def _show_sized(self) -> None:
        outgrown, self._outgrown = self._outgrown, set()
        await self.sized()
        for view in outgrown:
            if isinstance(view, LineView):
                view.fit()

    async def sized(self) -> None:
        """Fit what is shown to the present sizes of the lists."""

    @property
    def goes(self) -> bool:
        """Whether the screen is being closed."""
        return not self.display

    def pass_on(self, event: events.Key) -> None:
        """Pass a key to the screen on top."""
        self.app.screen._forward_event(events.Key(event.key, event.character))

    async def met(self, error: Exception) -> bool:
        """Handle an error that a message handler raised; return whether it was handled."""
        return False

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except Exception as error:
            if not await self.met(error):
                raise

    def draw_now(self, *changed: Widget) -> None:
        """Draw the changes of widgets now, although a handler of this screen is still running."""
        if self.is_current:
            self._dirty_widgets.update(changed)
            self._draw()

    def draw_all_now(self) -> None:
        """Draw everything as it is now, although a handler of this screen is still running: what is
        meant to be hidden can't wait for that."""
        if self.is_current:
            self._refresh_layout()
            self._dirty_widgets.update(self.query("*"))
            self._draw()

    def _compositor_refresh(self) -> None:
        """Draw once for everything that happened: an opening screen is laid out several times."""
        if self is not self.app.screen:
            super()._compositor_refresh()
        elif not self._undrawn:
            self._undrawn = True
            self.call_later(self._draw)

    def _draw(self) -> None:
        if self.app._batch_count:
            # What is drawn now would count as drawn without being sent; at the end nothing is drawn
            # any more, and asking again would never stop.
            if not self.app._exit:
                self.call_later(self._draw)
            return
        self._undrawn = False
        # Textual forgets all pending changes, including those made since it asked for this drawing.
        self._compositor.update_widgets(self._dirty_widgets)
        super()._compositor_refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return Textual's lines of part of the screen: its background, or the screen visible
        through it.

        Textual would render the latter to escape codes and back.
        """
        stack = self.app.screen_stack
        if self.styles.background.a == 1 or self not in stack[1:]:
            return super().render_lines(crop)
        # While a window is dragged, screens below may still have another size: what is visible of
        # them is cut to this one's, and empty beyond.
        below = stack[stack.index(self) - 1]
        compositor = below._compositor
        if self._seen_through[0] != compositor.size:
            if isinstance(below, SparingScreen):
                # The screens below that one may have changed, too, and only the top one is told.
                below._seen_through = Size(0, 0), []
            self._seen_through = compositor.size, compositor.render_strips()
        first, end = crop.column_span
        lines, style = self._seen_through[1], self.rich_style
        return [
            (lines[y] if y < len(lines) else Strip.blank(end, style)).crop_extend(first, end, style)
            for y in crop.line_range
        ]

    def refresh(self, *regions: Region, **what: bool) -> Self:
        """Redraw; what is below may have changed, too."""
        self._seen_through = Size(0, 0), []
        return super().refresh(*regions, **what)

    @on(events.ScreenResume)
    def leave_styled(self, event: events.ScreenResume) -> None:
        # Textual calls its own handler after this one. A screen that was just composed is styled
        # already.
        event.refresh_styles, self._styled = event.refresh_styles and self._styled, True

    def on_resize(self, event: events.Resize) -> None:
        if event.size == self.size:
            # Another program may have drawn on the terminal, or it shrank and grew again.
            self.refresh()
