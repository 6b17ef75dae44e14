"""However the program ends, the terminal is as it was found, and soon."""

from __future__ import annotations

import os
import resource
import select
import signal
import time
import tty

import pytest
from pseudo_terminal import BUSY, Terminal

from coptui.tui.kit.terminal import GIVE_BACK, CoptDriver

SOON = 2.0 * BUSY
"""Seconds within which the program is gone."""


@pytest.fixture
def home_screen(start, circle):
    terminal = start("-f", str(circle))
    terminal.wait_for("Members 3")
    terminal.read()
    return terminal


@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGTERM, 143), (signal.SIGQUIT, 131), (signal.SIGHUP, 129), (signal.SIGINT, 130)],
)
def test_a_signal_ends_it_in_order(home_screen, number, code) -> None:
    begun = time.monotonic()
    home_screen.kill(number)
    assert home_screen.wait(SOON) == code
    assert time.monotonic() - begun < SOON
    home_screen.given_back()
    assert home_screen.said() == ""
    assert b"Traceback" not in home_screen.sent


@pytest.mark.parametrize("leave", [Terminal.leave, lambda terminal: terminal.press("ctrl+c")])
def test_leaving_gives_the_terminal_back(home_screen, leave) -> None:
    leave(home_screen)
    assert home_screen.wait(SOON) == 0
    home_screen.given_back()
    assert b"Traceback" not in home_screen.sent


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_in_the_first_moments_ends_it_in_order(start, circle, number) -> None:
    terminal = start("-f", str(circle))
    while b"\x1b[?1049h" not in terminal.sent:
        terminal.read(quiet=0.01, limit=0.02)
    terminal.kill(number)
    assert terminal.wait(SOON) == 128 + number, terminal.said()
    terminal.given_back()


def test_a_closed_terminal_whose_hang_up_is_ignored_ends_it(start, circle) -> None:
    terminal = start("-f", str(circle), before=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    terminal.wait_for("Members 3")
    terminal.read()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    closed = time.monotonic()
    terminal.hang_up()
    assert terminal.wait(SOON) == 129
    assert time.monotonic() - closed < SOON
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert used.ru_utime - before.ru_utime < 3


def fill(terminal) -> None:
    """Type and read nothing until the program waits in vain for its terminal to read."""
    end = time.monotonic() + 30
    while not stuck(terminal.pid):
        assert time.monotonic() < end, "it goes on sending"
        # Another pane: much is sent, in one piece when the program has a moment.
        terminal.press("tab")
        select.select([], [], [], 0.03)


def stuck(pid: int) -> bool:
    """Whether one thread writes to a terminal that takes nothing, and the first one waits for it."""
    return calls(pid) == calls(pid) and "write" in calls(pid) and calls(pid)[0] == "lock"


def calls(pid: int) -> list[str]:
    """The system call that each thread is in, the first thread first; on x86-64."""
    found = []
    for task in sorted(os.listdir(f"/proc/{pid}/task"), key=int):
        with open(f"/proc/{pid}/task/{task}/syscall") as file:
            call = file.read().split()
        names = {("1", "0x1"): "write", ("202",): "lock"}
        found.append(names.get(tuple(call[:2])) or names.get(tuple(call[:1])) or "")
    return found


def can_see_calls() -> bool:
    try:
        with open("/proc/self/syscall") as file:
            return bool(file.read()) and os.uname().machine == "x86_64"
    except OSError:
        return False


@pytest.mark.skipif(not can_see_calls(), reason="/proc does not show system calls here")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_terminal_that_stops_reading_is_left_within_two_seconds(
    start, circle, answers_in, number
) -> None:
    terminal = start("-f", str(circle), columns=200, lines=60)
    terminal.wait_for("Members 3")
    terminal.press("c")
    terminal.wait_for("Checklists ")
    terminal.press("enter")
    terminal.wait_for(" 1 of ")
    terminal.press("3")
    terminal.wait_for("[3 ")
    terminal.press("q", "q")
    terminal.wait_for("Members 3")
    fill(terminal)
    begun = time.monotonic()
    terminal.kill(number)
    ended = None
    while ended is None and time.monotonic() < begun + SOON + 1:
        pid, status = os.waitpid(terminal.pid, os.WNOHANG)
        ended = os.waitstatus_to_exitcode(status) if pid else None
        select.select([], [], [], 0.01)
    assert ended == 128 + number
    terminal.exit_code = ended
    assert time.monotonic() - begun < SOON
    assert answers_in(circle) == [3]
    # When it reads again, it finds itself in order.
    terminal.read(quiet=0.2, limit=5)
    terminal.given_back()


def state(pid: int) -> str:
    with open(f"/proc/{pid}/stat") as file:
        return file.read().rpartition(")")[2].split()[0]


def test_stopped_and_gone_on_with_it_shows_what_it_showed(home_screen) -> None:
    home_screen.kill(signal.SIGTSTP)
    end = time.monotonic() + 5
    while state(home_screen.pid) != "T":
        assert time.monotonic() < end
        home_screen.read(quiet=0.02, limit=0.1)
    home_screen.read(quiet=0.1)
    home_screen.given_back()
    home_screen.kill(signal.SIGCONT)
    home_screen.wait_for("Members 3")
    home_screen.press("g")
    home_screen.wait_for("Go to")
    home_screen.press("ctrl+c")
    assert home_screen.wait(SOON) == 0
    home_screen.given_back()


def test_a_terminal_that_takes_half_of_it_is_given_back_whole(monkeypatch) -> None:
    """When somebody reads again just then, there is room for a part of what gives it back."""
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    driver = CoptDriver.__new__(CoptDriver)
    driver.fileno, driver.attrs_before, driver._writer_thread = theirs, None, None
    driver._file = open(os.devnull, "w")  # noqa: SIM115
    room, write = [10], os.write
    monkeypatch.setattr(
        os, "write", lambda place, data: write(place, data[: room.pop() if room else None])
    )
    driver.give_back()
    got = b""
    while not got.endswith(GIVE_BACK) and select.select([ours], [], [], 1)[0]:
        got += os.read(ours, 1000)
    assert got.endswith(GIVE_BACK)
    driver._file.close()
    os.close(ours)
    os.close(theirs)
