"""A walk that is cut off, by a kill or a lost line, goes on at its next step with every answer."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pseudo_terminal import BUSY, Terminal


def begin(terminal: Terminal) -> None:
    """Into the first walk of the list: two keys."""
    terminal.wait_for("Members 3")
    terminal.press("c")
    terminal.wait_for("Checklists ")
    terminal.press("enter")


def answer(terminal: Terminal, number: int) -> object:
    """Answer the step on the screen, the third step for one; what was answered."""
    terminal.wait_for(f" {number} of ")
    terminal.read_all()
    if " 0 " in terminal.text() and " 4 " in terminal.text():
        terminal.press("3")
        terminal.wait_for("[3 ")
        return 3
    terminal.press("d")
    terminal.wait_for("[d don't know]")
    return "unknown"


def walk(terminal: Terminal, steps: int) -> list[object]:
    """Answer some steps; stops on the last of them, its answer just shown."""
    begin(terminal)
    given: list[object] = []
    for number in range(1, steps + 1):
        given.append(answer(terminal, number))
        if number < steps:
            terminal.press("enter")
    return given


@pytest.mark.parametrize("steps", [1, 2, 3, 6])
def test_a_walk_killed_right_after_an_answer_goes_on_at_the_next_step(
    start, circle, answers_in, steps
) -> None:
    terminal = start("-f", str(circle))
    given = walk(terminal, steps)
    terminal.kill(signal.SIGKILL)
    assert terminal.wait(5) == 128 + signal.SIGKILL
    assert answers_in(circle) == given

    again = start("-f", str(circle))
    begin(again)
    again.wait_for(f" {steps + 1} of ")
    again.press("b")
    again.wait_for("[3 " if given[-1] == 3 else "[d don't know]")
    assert answers_in(circle) == given


@pytest.mark.parametrize("steps", [1, 4])
def test_a_walk_whose_terminal_closes_ends_by_itself_and_goes_on(
    start, circle, answers_in, steps
) -> None:
    terminal = start("-f", str(circle))
    given = walk(terminal, steps)
    closed = time.monotonic()
    terminal.hang_up()
    assert terminal.wait(2) == 128 + signal.SIGHUP
    assert time.monotonic() - closed < 2 * BUSY
    assert answers_in(circle) == given

    again = start("-f", str(circle))
    begin(again)
    again.wait_for(f" {steps + 1} of ")


def half_a_note(terminal: Terminal) -> None:
    begin(terminal)
    answer(terminal, 1)
    terminal.press("n")
    terminal.wait_for("Saved with this answer")
    terminal.type("Half a sent")
    terminal.wait_for("Half a sent")


def offered(start: Callable[..., Terminal], circle: Path) -> None:
    """The next start says that text is kept, and its field has it again."""
    again = start("-f", str(circle))
    again.wait_for("Unfinished text was kept: a note in a checklist")
    begin(again)
    again.wait_for(" 2 of ")
    again.press("b")
    again.wait_for(" 1 of ")
    again.press("n")
    again.wait_for("Half a sent")
    again.wait_for("This is what you typed last time")
    again.type("ence")
    again.press("enter")
    again.wait_for("Half a sentence")
    again.press("ctrl+c")
    assert again.wait(5) == 0
    log = json.loads(circle.read_bytes())["runs"]["1"]["log"]
    assert [entry["note"] for entry in log if "note" in entry] == ["Half a sentence"]
    last = start("-f", str(circle))
    last.wait_for("Members 3")
    last.read()
    assert "Unfinished" not in last.text()


def test_half_a_note_survives_a_lost_line(start, circle) -> None:
    terminal = start("-f", str(circle))
    half_a_note(terminal)
    terminal.hang_up()
    assert terminal.wait(2) == 128 + signal.SIGHUP
    offered(start, circle)


def test_half_a_note_survives_a_lost_line_that_nobody_tells(start, circle) -> None:
    """Under nohup there is no signal: the hang-up shows only when reading."""
    terminal = start("-f", str(circle), before=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    half_a_note(terminal)
    terminal.hang_up()
    assert terminal.wait(2) == 128 + signal.SIGHUP
    offered(start, circle)


def test_half_a_note_survives_a_kill(start, circle, tmp_path) -> None:
    terminal = start("-f", str(circle))
    half_a_note(terminal)
    end = time.monotonic() + 5
    # It is on disk half a second after the last key.
    while not list((tmp_path / "state").rglob("*.draft")):
        assert time.monotonic() < end
        terminal.read(quiet=0.05, limit=0.1)
    terminal.kill(signal.SIGKILL)
    terminal.wait(5)
    offered(start, circle)


def test_half_a_form_survives_ctrl_c(start, circle) -> None:
    terminal = start("-f", str(circle))
    terminal.wait_for("Members 3")
    terminal.press("a")
    terminal.wait_for("A new member")
    terminal.type("Maribel Sa")
    terminal.wait_for("Maribel Sa")
    terminal.press("ctrl+c")
    assert terminal.wait(5) == 0
    terminal.given_back()

    again = start("-f", str(circle))
    again.wait_for("Unfinished text was kept: a form")
    again.press("a")
    again.wait_for("Maribel Sa")


SENTENCE = (
    "She asked whether the night shift could begin an hour later, and who would open the door. "
)


SIGNALS, PLACES = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT), ("n", "t", "f")


@pytest.mark.parametrize(
    ("number", "place"),
    [
        pytest.param(number, place, marks=() if turn == at else pytest.mark.long)
        for turn, number in enumerate(SIGNALS)
        for at, place in enumerate(PLACES)
    ],
)
def test_keys_typed_before_a_signal_are_in_the_draft(
    start, circle, tmp_path, place, number
) -> None:
    """Also those that were not read yet, in a program that had no time for them."""
    terminal = start("-f", str(circle))
    terminal.wait_for("Members 3")
    terminal.read_all()
    terminal.kill(signal.SIGSTOP)
    terminal.type(place + SENTENCE)
    terminal.kill(number)
    terminal.kill(signal.SIGCONT)
    assert terminal.wait(2.5) == 128 + number
    again = start("-f", str(circle))
    again.wait_for("Members 3")
    again.press(place)
    again.wait_for("open the door.")


def test_keys_typed_before_the_line_dropped_are_in_the_draft(start, circle) -> None:
    terminal = start("-f", str(circle))
    terminal.wait_for("Members 3")
    terminal.read_all()
    terminal.type("n" + SENTENCE)
    # The kernel forgets what was not read when a terminal closes; this was read.
    terminal.read(quiet=0.01, limit=0.05)
    terminal.hang_up()
    assert terminal.wait(2.5) == 128 + signal.SIGHUP
    again = start("-f", str(circle))
    again.wait_for("Members 3")
    again.press("n")
    again.wait_for("open the door.")
