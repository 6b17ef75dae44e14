"""Pens: how the cells of a terminal are drawn, and the shortest way from one pen to another."""

from __future__ import annotations

from typing import NamedTuple

from rich.color import ColorSystem
from rich.style import Style

SEEN_ON_BLANKS = {"4", "7", "9", "21", "53"}
"""The parameters that are visible even on a blank: lines under, through and over it, and reverse."""

ENDS = {
    "1": "22",
    "2": "22",
    "3": "23",
    "4": "24",
    "5": "25",
    "6": "25",
    "7": "27",
    "8": "28",
    "9": "29",
    "21": "24",
    "51": "54",
    "52": "54",
    "53": "55",
}
"""The parameter that ends each style, by the parameter that begins it; some end two at once."""


class Pen(NamedTuple):
    """How a cell is drawn, as parameters of the terminal's "select graphic rendition"."""

    marks: tuple[str, ...] = ()
    ink: str = "39"
    ground: str = "49"
    blank: bool = False
    """Whether only the background is visible, so that any text colour will do."""

    def draws(self, other: Pen) -> bool:
        """Return whether a cell of the other pen looks the same drawn with this one."""
        return other == self or (
            other.blank
            and self.ground == other.ground
            and not SEEN_ON_BLANKS.intersection(self.marks)
        )

    def after(self, now: Pen) -> str:
        """Return the escape codes that switch the terminal from pen `now` to this one."""
        if now.draws(self):
            return ""
        if self.blank and not SEEN_ON_BLANKS.intersection(now.marks):
            return f"\x1b[{self.ground}m"
        from_plain = ["0", *self.marks, *self._colours(PLAIN)]
        gone = {ENDS[mark] for mark in now.marks if mark not in self.marks and mark in ENDS}
        begun = [mark for mark in self.marks if mark not in now.marks or ENDS.get(mark) in gone]
        from_now = [*sorted(gone), *begun, *self._colours(now)]
        can_end = not set(now.marks) - ENDS.keys()
        shorter = can_end and len(";".join(from_now)) < len(";".join(from_plain))
        return f"\x1b[{';'.join(from_now if shorter else from_plain)}m"

    def left(self, now: Pen) -> Pen:
        """Return the pen that the terminal is left with after this one was taken up."""
        if self.blank and not SEEN_ON_BLANKS.intersection(now.marks):
            return now._replace(ground=self.ground)
        return self._replace(blank=False)

    def _colours(self, now: Pen) -> list[str]:
        ink = [] if self.ink == now.ink else [self.ink]
        return ink if self.ground == now.ground else [*ink, self.ground]


PLAIN = Pen()


def pen_of(style: Style | None, blank: bool, system: ColorSystem) -> Pen:
    """Return the pen of a style, for letters or blanks, on a terminal with this many colours."""
    if style is None:
        return PLAIN._replace(blank=blank)
    weight = style.without_color.render("x", color_system=system).partition("x")[0]
    marks = tuple(filter(None, weight.removeprefix("\x1b[").removesuffix("m").split(";")))
    colours = [
        ";".join(colour.downgrade(system).get_ansi_codes(foreground=foreground))
        if colour is not None
        else ""
        for colour, foreground in ((style.color, True), (style.bgcolor, False))
    ]
    ink, ground = colours[0] or PLAIN.ink, colours[1] or PLAIN.ground
    if blank and not SEEN_ON_BLANKS.intersection(marks):
        return Pen(ground=ground, blank=True)
    return Pen(marks, ink, ground)
