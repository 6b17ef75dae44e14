"""A window that is dragged, maximised or restored, with every overlay open on the screen."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace
from pseudo_terminal import Terminal

from coptui.core.model.edits import update
from coptui.session import Session
from coptui.store.store import Store


def renamed_elsewhere(path: Path) -> None:
    session = Session(Store(path), by="beth", clock=lambda: datetime.now(UTC))
    member = session.community.members[1]
    session.edit(update(member, replace(member, name="Ilse Brandt-Okafor"), label="renamed"))
    session.close()


OVERLAYS: dict[str, tuple[str | Callable[[Path], None], ...]] = {
    "note": ("n",),
    "note with a draft": ("n", "half a sentence"),
    "follow-up": ("f",),
    "more notes": ("+",),
    "request": ("+", "a"),
    "question": ("D",),
    "palette": (":",),
    "find": ("g",),
    "help": ("?",),
    "form": ("e",),
    "question over a form": ("e", "x", "\x1b"),
    "note over a walk": ("c", "enter", "n"),
    "walk-in over a roll call": ("3", "r", "y", "+"),
    "presenter question": ("z", "z"),
    "leave": ("q",),
    "both edits of a name": ("e", "x", renamed_elsewhere, "enter"),
}
"""Keys to each of them, or what happens to the file meanwhile."""


def dragged(start: tuple[int, int], end: tuple[int, int], steps: int) -> list[tuple[int, int]]:
    """The sizes that a window passes through when its corner is dragged."""
    (columns, lines), (last_columns, last_lines) = start, end
    return [
        (
            columns + (last_columns - columns) * step // steps,
            lines + (last_lines - lines) * step // steps,
        )
        for step in range(1, steps + 1)
    ]


DRAGS = {
    "dragged": (0.02, dragged((180, 50), (76, 24), 13)),
    "maximised and restored": (0.027, [(80, 24), (230, 60), (80, 24)]),
    "torn": (0.0, [(60 + number % 70, 10 + number % 30) for number in range(200)]),
}
"""Seconds between two sizes, and the sizes."""


OFTEN = ("note", "find", "form", "note over a walk")
"""Those that are tried at every change; the others in the long run."""


@pytest.mark.parametrize(
    ("overlay", "told"),
    [
        pytest.param(
            overlay, "by the kernel", marks=() if overlay in OFTEN else pytest.mark.long, id=overlay
        )
        for overlay in OVERLAYS
    ]
    + [("note", "in-band"), ("question over a form", "in-band")],
)
def test_no_size_ends_an_overlay(
    start: Callable[..., Terminal], circle: Path, overlay: str, told: str
) -> None:
    terminal = start(str(circle), columns=180, lines=50)
    terminal.wait_for("Members 3")
    if told == "in-band":
        os.write(terminal.descriptor, b"\x1b[?2048;1$y")
    for key in OVERLAYS[overlay]:
        if isinstance(key, str):
            terminal.press(key)
        else:
            key(circle)
        terminal.read(quiet=0.1, limit=3)
    for pause, sizes in DRAGS.values():
        for columns, lines in [*sizes, (80, 24)]:
            terminal.resize(columns, lines)
            if told == "in-band":
                report = f"\x1b[48;{lines};{columns};{lines * 16};{columns * 8}t"
                os.write(terminal.descriptor, report.encode())
            terminal.read(quiet=pause, limit=max(pause, 0.001))
        terminal.read_all()
        shown = terminal.text()
        assert terminal.runs() and shown.strip(), terminal.said()
        # The kernel tells a size that is the same: all is drawn again, and looks as it did.
        terminal.kill(signal.SIGWINCH)
        terminal.read_all()
        assert terminal.text() == shown, pause


SLOW_TO_READ = """
import sys, time
from textual.drivers.linux_driver import LinuxDriver

read_size = LinuxDriver._get_terminal_size

def read_slowly(driver):
    size = read_size(driver)
    time.sleep(0.02)
    return size

LinuxDriver._get_terminal_size = read_slowly
from coptui.__main__ import main
main()
"""
"""The program, whose reading of the size takes so long that the next signal interrupts it."""


def test_a_size_that_comes_while_the_one_before_is_read_is_the_last_word(
    start: Callable[..., Terminal], circle: Path
) -> None:
    terminal = start(str(circle), columns=80, lines=24, program=("-c", SLOW_TO_READ))
    terminal.wait_for("Members 3")
    terminal.read_all()
    fresh = terminal.text()
    for columns, lines in [*dragged((180, 50), (80, 24), 5)]:
        terminal.resize(columns, lines)
        terminal.read(quiet=0.005, limit=0.005)
    terminal.read_all()
    assert terminal.text() == fresh
