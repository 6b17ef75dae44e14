"""What goes over the wire, and how soon the first screen stands: a real program, real bytes."""

from __future__ import annotations

import json
import os
import random
import re
import select
import signal
import sys
import time
from datetime import date
from pathlib import Path
from statistics import median

import pytest

from benchmarks.whole import whole_community

BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("Members")
Bare().run()
"""
COLOURS = {
    "16": {"TERM": "xterm"},
    "256": {"TERM": "xterm-256color"},
    "true": {"TERM": "xterm-256color", "COLORTERM": "truecolor"},
}
ONE_QUICKLY = [
    "256",
    *(pytest.param(colours, marks=pytest.mark.long) for colours in ("16", "true")),
]
"""The benchmarks count the bytes of all of them."""
PARTS = ("ka", "lo", "mi", "ra", "ten", "so", "vi", "bel", "dor", "an", "el", "ju")


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """10,000 invented members."""
    dice = random.Random(1)

    def name() -> str:
        return "".join(dice.choices(PARTS, k=2)) + " " + "".join(dice.choices(PARTS, k=3))

    path = tmp_path_factory.mktemp("big") / "big.json"
    members = {
        str(n): {"name": name().title(), "organisation": f"Org {n % 50}", "joined_on": "2024-01-01"}
        for n in range(1, 10_001)
    }
    path.write_text(json.dumps({"community": {"1": {"name": "Big"}}, "members": members}))
    path.chmod(0o600)
    return path


def test_a_cursor_move_costs_at_most_350_bytes(start, big) -> None:
    """The list, and the detail view that follows it."""
    terminal = start("-f", str(big))
    terminal.wait_for("Members 10000")
    terminal.read(quiet=1.0)
    for key in ("j", "j", "down", "j", "k", "k"):
        before = len(terminal.sent)
        terminal.press(key)
        terminal.read(quiet=0.6)
        sent = bytes(terminal.sent[before:])
        assert 0 < len(sent) <= 350, (key, len(sent), sent)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A community of 10,000 with everything that years of work leave in a file."""
    return whole_community(tmp_path_factory.mktemp("whole"), 10_000, date.today())


@pytest.mark.parametrize("colours", ONE_QUICKLY)
def test_a_move_among_people_of_whom_much_is_known(start, whole, colours: str) -> None:
    """With the detail view that follows, of which most is another text. Half of the moves cost less
    than this, and the first screen two frames at most."""
    terminal = start("-f", str(whole), **COLOURS[colours])
    terminal.wait_for("Members 10000")
    terminal.read(quiet=1.0)
    assert len(terminal.sent) < 2 * 80 * 24
    costs = []
    for key in ("j", "j", "down", "j", "k", "j", "j"):
        before = len(terminal.sent)
        terminal.press(key)
        terminal.read(quiet=0.5)
        sent = bytes(terminal.sent[before:])
        costs.append(len(sent))
        # The list and what follows it are one draw; the terminal's cursor is put on the line last.
        assert sent.count(b"\x1b[0m") == 1, sent
        assert re.search(rb"\x1b\[0m\x1b\[\d+;1H\Z", sent), sent
    assert median(costs) <= {"16": 600, "256": 700, "true": 780}[colours], costs


def test_a_cursor_move_where_the_list_stands_alone(start, big) -> None:
    terminal = start("-f", str(big), columns=59)
    terminal.wait_for("Members 10000")
    terminal.read(quiet=1.0)
    for key in ("j", "j", "down", "k"):
        before = len(terminal.sent)
        terminal.press(key)
        terminal.read(quiet=0.6)
        assert 0 < len(terminal.sent) - before <= 350, key


def test_a_move_in_a_list_alone_is_counted_whole(start, big) -> None:
    """In the list of exports there is no detail view: every byte is the list's."""
    terminal = start("-f", str(big))
    terminal.wait_for("Members 10000")
    terminal.press("x")
    terminal.wait_for("Export")
    terminal.read(quiet=1.0)
    terminal.press("down")
    terminal.read(quiet=0.6)
    for key in ("down", "down", "up"):
        before = len(terminal.sent)
        terminal.press(key)
        terminal.read(quiet=0.6)
        assert 0 < len(terminal.sent) - before <= 350, bytes(terminal.sent[before:])


def test_a_change_of_pane_costs_at_most_8_kilobytes(start, big) -> None:
    terminal = start("-f", str(big))
    terminal.wait_for("Members 10000")
    terminal.read(quiet=1.0)
    for key in ("tab", "tab", "tab", "tab"):
        before = len(terminal.sent)
        terminal.press(key)
        terminal.read(quiet=0.6)
        assert 0 < len(terminal.sent) - before <= 8192, key


TEN = {
    "j": 350,
    "up": 350,
    "pagedown": 1_500,
    "tab": 2_000,
    "1": 2_000,
    "/": 350,
    "a": 350,
    "enter": 350,
    "g": 2_500,
    "0": 3_000,
}
"""The ten commonest keys, one after the other, and the most bytes that each may cost at 80x24."""


@pytest.mark.parametrize(
    ("columns", "lines", "colours"),
    [(80, 24, "256"), pytest.param(120, 40, "16", marks=pytest.mark.long), (200, 50, "true")],
)
def test_the_ten_commonest_keys_cost_few_bytes(
    start, big, columns: int, lines: int, colours: str
) -> None:
    """With the detail view open. On a larger screen as much more as it has more cells."""
    terminal = start("-f", str(big), columns=columns, lines=lines, **COLOURS[colours])
    terminal.wait_for("Members 10000")
    terminal.read(quiet=1.0)
    spent = {}
    for key in TEN:
        before = len(terminal.sent)
        terminal.press(key)
        terminal.read(quiet=0.6)
        spent[key] = len(terminal.sent) - before
        if key == "g":
            terminal.press("backspace")
            terminal.read(quiet=0.6)
    share = columns * lines / (80 * 24)
    assert {key: cost for key, cost in spent.items() if not 0 < cost <= share * TEN[key]} == {}


@pytest.mark.parametrize("colours", ONE_QUICKLY)
@pytest.mark.parametrize(("columns", "lines"), [(80, 24), (120, 40), (200, 50)])
def test_the_first_screen_costs_less_than_two_frames(
    start, big, columns: int, lines: int, colours: str
) -> None:
    """A frame is a byte for every cell, whatever the colours take."""
    terminal = start("-f", str(big), columns=columns, lines=lines, **COLOURS[colours])
    terminal.wait_for("Members 10000")
    terminal.read(quiet=1.5)
    assert len(terminal.sent) < 2 * columns * lines


def test_what_stood_there_before_is_sent_again_after_a_stop(start, big) -> None:
    terminal = start("-f", str(big))
    terminal.wait_for("Members 10000")
    terminal.read(quiet=1.0)
    before = terminal.text()
    terminal.kill(signal.SIGTSTP)
    os.waitpid(terminal.pid, os.WUNTRACED)
    terminal.read(quiet=0.2)
    terminal.screen.reset()
    terminal.kill(signal.SIGCONT)
    terminal.wait_for("Members 10000")
    terminal.read(quiet=0.6)
    assert terminal.text() == before


def test_nothing_is_sent_when_nothing_happens(start, big) -> None:
    terminal = start("-f", str(big))
    terminal.wait_for("Members 10000")
    terminal.read(quiet=1.5)
    before = len(terminal.sent)
    terminal.read(quiet=5.0, limit=5.0)
    assert len(terminal.sent) == before


def first_screen(terminal, text: bytes) -> float:
    """Seconds from the start of the program until a text was sent."""
    seen = b""
    start = time.monotonic()
    while text not in seen:
        assert time.monotonic() < start + 60, seen[-2000:]
        ready, _, _ = select.select([terminal.descriptor], [], [], 0.5)
        if ready:
            seen += os.read(terminal.descriptor, 65536)
    return time.monotonic() - start


def test_the_first_screen_comes_within_one_and_a_half_times_a_bare_program(
    start, home, big, tmp_path
) -> None:
    from pseudo_terminal import Terminal

    bare = tmp_path / "bare.py"
    bare.write_text(BARE)
    ours: list[float] = []
    theirs: list[float] = []
    # One after the other, so that whatever else the machine does slows either alike. The fastest
    # start of each is the one least disturbed: on a busy machine it takes more of them to see it.
    while len(ours) < 8 or (min(ours) > 1.5 * min(theirs) and len(ours) < 30):
        terminal = Terminal([sys.executable, str(bare)], environ=home)
        theirs.append(first_screen(terminal, b"Members"))
        terminal.close()
        terminal = start("-f", str(big))
        ours.append(first_screen(terminal, b"Members"))
        terminal.close()
    assert min(ours) <= 1.5 * min(theirs), (ours, theirs)
