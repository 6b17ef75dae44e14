"""Frame: the terminal is brought from what it shows to what it should show, and nothing more."""

from __future__ import annotations

import os
import subprocess
import sys

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

from coptui.tui.kit.frame import Frame
from coptui.tui.kit.pens import ENDS, PLAIN, Pen

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

    def __init__(self, *, erases: bool = False) -> None:
        self.erases = erases
        self.screen = pyte.Screen(WIDTH, HEIGHT)
        self.stream = pyte.ByteStream(self.screen)
        self.frame = Frame()

    def show(self, update: LayoutUpdate | ChopsUpdate, system: str = "truecolor") -> str:
        sent = self.frame.difference(update, console(system), erases=self.erases)
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


@given(st.lists(screens, min_size=1, max_size=4), st.booleans())
def test_one_difference_after_the_other_shows_what_a_whole_screen_shows(shown, erases) -> None:
    one, all_at_once = Terminal(erases=erases), Terminal()
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


def test_what_is_drawn_with_one_pen_is_sent_together() -> None:
    """A label and its text on each line: a colour is named once for all labels, once for all texts."""
    label, text = STYLES[2], STYLES[1]
    lines = [[Segment("Name  ", label), Segment(f"Ann {n}", text)] for n in range(HEIGHT)]
    terminal = Terminal()
    sent = terminal.show(whole(lines))
    assert sent.count("38;2;135;175;175") == sent.count("38;2;215;211;202") == 1
    assert terminal.screen.display[0].startswith("Name  Ann 0")
    # Where colours are short, line by line is no longer, and it is how a reader reads.
    lines = [[Segment("Name", STYLES[6]), Segment(" Ann", None)] for _ in range(2)]
    sent = Terminal().show(whole(lines), "standard")
    assert sent.index("Ann") < sent.rindex("Name")


def test_what_stands_between_is_sent_again_only_where_no_colour_is_needed_for_it() -> None:
    one, other = STYLES[1], STYLES[2]
    terminal = Terminal()
    terminal.show(
        whole(
            [[Segment("a12a", one)], [Segment("a", one), Segment("12", other), Segment("a", one)]]
        )
    )
    sent = terminal.show(
        whole(
            [[Segment("b12b", one)], [Segment("b", one), Segment("12", other), Segment("b", one)]]
        )
    )
    colour = "\x1b[38;2;215;211;202;48;2;27;29;34m"
    assert sent == f"\x1b[1;1H{colour}b12b\x1b[2;1Hb\x1b[4Gb\x1b[0m"


grounds = st.sampled_from(["49", "41"])
pens = st.builds(
    Pen,
    st.lists(st.sampled_from([*ENDS, "20"]), unique=True, max_size=3).map(tuple),
    st.sampled_from(["39", "31", "38;5;109"]),
    grounds,
    st.just(False),
)
blanks = grounds.map(lambda ground: Pen(ground=ground, blank=True))


def drawn_after(sent: str, now: Pen) -> Pen:
    """With what a terminal draws that drew with `now`."""
    for number in sent.removeprefix("\x1b[").removesuffix("m").replace("38;5;", "38:5:").split(";"):
        ends = {mark for mark in now.marks if ENDS.get(mark) == number}
        if number == "0":
            now = PLAIN
        elif number in ENDS.values():
            now = now._replace(marks=tuple(mark for mark in now.marks if mark not in ends))
        elif number[:1] == "3" and len(number) > 1:
            now = now._replace(ink=number.replace(":", ";"))
        elif number[:1] == "4" and len(number) > 1:
            now = now._replace(ground=number)
        elif number:
            now = now._replace(marks=(*now.marks, number))
    return now


@given(pens, pens | blanks)
def test_a_pen_is_taken_up_after_any_other(now: Pen, wanted: Pen) -> None:
    drawn = drawn_after(wanted.after(now), now)
    assert drawn.draws(wanted) or (set(drawn.marks), *drawn[1:3]) == (
        set(wanted.marks),
        *wanted[1:3],
    )
    left = wanted.left(now)
    assert (set(drawn.marks), *drawn[1:3]) == (set(left.marks), *left[1:3])
    assert wanted.after(left) == ""


def test_blanks_at_the_end_are_left_to_a_terminal_that_erases() -> None:
    line = [[Segment("Ann", STYLES[1]), Segment(" " * 9, STYLES[1])]]
    erasing, writing = Terminal(erases=True), Terminal()
    assert erasing.show(whole(line)).endswith("Ann\x1b[9X\x1b[0m")
    assert writing.show(whole(line)).endswith("Ann         \x1b[0m")
    assert erasing.cells() == writing.cells()
    # Where blanks are seen, they are written.
    line = [[Segment("Ann", STYLES[4]), Segment(" " * 9, STYLES[4])]]
    assert erasing.show(whole(line)).endswith("Ann         \x1b[0m")


def test_whether_a_terminal_erases_stands_in_its_description() -> None:
    pytest.importorskip("curses")
    program = "from coptui.tui.kit.frame import terminal_erases; print(terminal_erases())"
    for name, erases in (("vt100", "False"), ("no-such-terminal", "False"), ("xterm", "True")):
        done = subprocess.run(
            [sys.executable, "-c", program], env={**os.environ, "TERM": name}, capture_output=True
        )
        assert done.stdout.decode().strip() == erases, name
