"""Frame: the terminal is brought from what it shows to what it should show, and nothing more."""

from __future__ import annotations

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from coptui.tui.frame import Frame

WIDTH, HEIGHT = 12, 4
STYLES = [
    None,
    Style(color="#d7d3ca", bgcolor="#1b1d22"),
    Style(color="#87afaf", bgcolor="#1b1d22"),
    Style(color="#87afaf", bgcolor="#303338", bold=True),
    Style(reverse=True),
    Style(underline=True, bgcolor="#1b1d22"),
    Style(color="red", italic=True),
]


def console(system: str = "truecolor") -> Console:
    return Console(color_system=system)  # type: ignore[arg-type]


def whole(lines: list[list[Segment]]) -> LayoutUpdate:
    strips = [[Strip(line).adjust_cell_length(WIDTH)] for line in lines]
    return LayoutUpdate(strips, Region(0, 0, WIDTH, len(lines)))  # type: ignore[arg-type]


class Terminal:
    """An emulator, and the frame that writes to it."""

    def __init__(self) -> None:
        self.screen = pyte.Screen(WIDTH, HEIGHT)
        self.stream = pyte.ByteStream(self.screen)
        self.frame = Frame()

    def show(self, update: LayoutUpdate | ChopsUpdate, system: str = "truecolor") -> str:
        sent = self.frame.difference(update, console(system))
        if sent is None:
            return ""
        self.stream.feed(sent.text.encode())
        return sent.text

    def cells(self) -> list[tuple[object, ...]]:
        """What can be seen: the ink of a blank cannot."""
        found: list[tuple[object, ...]] = []
        for y in range(HEIGHT):
            for x in range(WIDTH):
                cell = self.screen.buffer[y][x]
                bare = cell.data == " " and not (cell.underscore or cell.reverse)
                found.append(("", cell.bg) if bare else tuple(cell))
        return found


segments = st.lists(
    st.builds(Segment, st.text("ab é漢👍 ", min_size=1, max_size=6), st.sampled_from(STYLES)),
    max_size=4,
)
screens = st.lists(segments, min_size=HEIGHT, max_size=HEIGHT)


@given(st.lists(screens, min_size=1, max_size=4))
def test_one_difference_after_the_other_shows_what_a_whole_screen_shows(shown) -> None:
    one, all_at_once = Terminal(), Terminal()
    for lines in shown:
        one.show(whole(lines))
    all_at_once.show(whole(shown[-1]))
    assert one.cells() == all_at_once.cells()


@given(screens)
def test_what_stands_there_is_not_sent_again(lines) -> None:
    terminal = Terminal()
    terminal.show(whole(lines))
    assert terminal.show(whole(lines)) == ""
    terminal.frame.forget()
    assert terminal.show(whole(lines)) != ""


def test_only_the_cells_that_differ_are_sent() -> None:
    terminal = Terminal()
    plain = STYLES[1]
    terminal.show(whole([[Segment("Amara", plain)], [Segment("Wesley", plain)]]))
    sent = terminal.show(whole([[Segment("Amari", plain)], [Segment("Wesley", plain)]]))
    assert sent == "\x1b[1;5H\x1b[38;2;215;211;202;48;2;27;29;34mi\x1b[0m"


def test_a_colour_is_named_only_where_it_changes() -> None:
    terminal = Terminal()
    one, two = STYLES[1], STYLES[2]
    sent = terminal.show(whole([[Segment("a b ", one), Segment("c", one), Segment("d", two)]]))
    assert sent.count("\x1b[38;2;215;211;202;48;2;27;29;34m") == 1
    assert "\x1b[38;2;135;175;175m" in sent


@pytest.mark.parametrize(
    ("system", "sent"),
    [("standard", "37;40"), ("256", "38;5;109"), ("truecolor", "38;2;135;175;175")],
)
def test_colours_are_those_that_the_terminal_has(system: str, sent: str) -> None:
    assert console(system)._color_system in ColorSystem
    assert sent in Terminal().show(whole([[Segment("a", STYLES[2])]]), system)


def test_a_part_of_a_line_is_changed_in_its_place() -> None:
    terminal = Terminal()
    terminal.show(whole([[Segment("left  right ")]]))
    chops = [{0: Strip([Segment("left  ")]), 6: Strip([Segment("RIGHT ")])}]
    sent = terminal.show(ChopsUpdate(chops, [(0, 6, 12)], [[6, 12]]))
    assert sent == "\x1b[1;7HRIGHT"
    assert terminal.screen.display[0] == "left  RIGHT "
