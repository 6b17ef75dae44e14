"""Ground: what others are laid out on. It is one line, however high it is."""

from __future__ import annotations

from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from coptui.tui.widgets.strips import empty


class Ground(Widget):
    """Shows nothing of its own but the colour behind what stands on it; it has no border."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Textual's lines of a part of the widget. Textual makes, and keeps, each of its own."""
        _, background = self.background_colors
        return [empty(crop.width, background, tuple(self.get_line_filters()))] * crop.height


class Beside(Horizontal, Ground):
    """What stands on it stands side by side."""


class Below(Vertical, Ground):
    """What stands on it stands one below the other."""


class Scrolled(VerticalScroll, Ground):
    """One below the other, and more than is seen at once."""
