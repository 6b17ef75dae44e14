"""What a terminal may do to a program, over a real ssh: the same as in a terminal of one's own."""

from __future__ import annotations

import json
import os
import re
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pseudo_terminal import BUSY, Terminal
from ssh_server import WHY_NOT, Server, coptui, for_one

from coptui.tui.kit.keyboard import PASTE_WAITS

pytestmark = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)

SOON = 2.0 * BUSY
"""Seconds within which the program is gone."""


@pytest.fixture
def server(tmp_path: Path, circle: Path) -> Iterator[Server]:
    found = Server(tmp_path / "ssh")
    found.let_in("ann", for_one(coptui("--restricted", circle)))
    found.let_in("mono", for_one(coptui(circle), own=["NO_COLOR=1"]))
    found.let_in("latin", for_one(coptui(circle), own=["LC_ALL=C", "LANG=C"]))
    found.let_in("dumb", for_one(coptui(circle), own=["TERM=dumb"]))
    crashing = Path(__file__).with_name("crashing.py")
    broken = f"coptui.tui.home.home HomeScreen.action_sort PersonalFault {circle}"
    found.let_in("broken", for_one(f"{sys.executable} {crashing} {broken}"))
    found.let_in("deaf", for_one(f"trap '' HUP; exec {coptui(circle)}"))
    yield found
    found.close()


def begin(server: Server, who: str = "ann") -> tuple[Terminal, int]:
    """A session on its first screen, and the id of its coptui."""
    terminal = server.come_in(who)
    terminal.wait_for("Members 3")
    terminal.read()
    (program,) = [
        pid for pid, line in server.processes().items() if "bin/coptui" in line and "python" in line
    ]
    return terminal, program


def half_a_sentence(terminal: Terminal) -> None:
    terminal.type("nHalf a sent")
    terminal.wait_for("Half a sent")


def drafts(server: Server) -> list[str]:
    return [
        text
        for place in (server.folder / "state").rglob("*.draft")
        for text in json.loads(place.read_bytes())["fields"].values()
    ]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGQUIT, signal.SIGHUP])
def test_a_signal_gives_the_terminal_back(server: Server, number: signal.Signals) -> None:
    terminal, program = begin(server)
    half_a_sentence(terminal)
    os.kill(program, number)
    assert terminal.wait(5) == 128 + number
    terminal.given_back()
    assert server.wait_until_empty(SOON) < SOON
    assert drafts(server) == ["Half a sent"]


@pytest.mark.parametrize("who", ["ann", "deaf"], ids=["heard", "SIGHUP ignored"])
@pytest.mark.parametrize("how", ["the window closes", "the client is killed"])
def test_a_lost_line_keeps_the_draft_and_leaves_nothing(server: Server, who: str, how: str) -> None:
    terminal, _ = begin(server, who)
    half_a_sentence(terminal)
    if how == "the window closes":
        terminal.hang_up()
    else:
        terminal.kill(signal.SIGKILL)
    assert server.wait_until_empty(SOON + 0.5) < SOON + 0.5
    assert drafts(server) == ["Half a sent"]


def test_a_client_that_goes_silent_is_left_when_the_server_notices(server: Server) -> None:
    """The line is up and nobody answers: the server asks twice, a second apart, and hangs up."""
    terminal, _ = begin(server)
    half_a_sentence(terminal)
    os.kill(terminal.pid, signal.SIGSTOP)
    end = time.monotonic() + 20
    while "not responding" not in server.said():
        assert time.monotonic() < end, server.said()
        time.sleep(0.02)
    server.wait_until_empty(SOON + 1)
    assert drafts(server) == ["Half a sent"]


def test_a_client_that_stops_reading_and_then_a_signal(server: Server) -> None:
    terminal, program = begin(server)
    end = time.monotonic() + 2
    while time.monotonic() < end:
        # Another pane: much is sent, and nobody reads it.
        terminal.press("tab")
        time.sleep(0.01)
    os.kill(program, signal.SIGTERM)
    begun = time.monotonic()
    while program in server.processes():
        assert time.monotonic() < begun + SOON
        time.sleep(0.01)
    terminal.read(quiet=0.5, limit=5)
    assert terminal.wait(5) == 143


@pytest.mark.parametrize(
    "sent",
    [b"\xff", b"\x1b[99999999999u", b"\x1b[48;99999;99999;9;9t\x1b[48;24;80;9;9t",
     b"\x1b[200~" + b"word \x1b[31m\xc2\x9b2J " * 4000 + b"\x1b[201~"],
    ids=["no UTF-8", "no character", "no size", "60 kB pasted"],
)  # fmt: skip
def test_odd_bytes_leave_it_alive(server: Server, sent: bytes) -> None:
    terminal, _ = begin(server)
    terminal.press("/")
    for place in range(0, len(sent), 1024):
        os.write(terminal.descriptor, sent[place : place + 1024])
        terminal.read(quiet=0, limit=1)
    terminal.read(quiet=0.5)
    terminal.press(*["\x15", "backspace"] * 40, "1")
    terminal.type("gwesl\r")
    terminal.wait_for("Seeks     a mentor")
    assert b"\xc2\x9b" not in terminal.sent and b"\x1b[31m" not in terminal.sent
    terminal.press("ctrl+c")
    assert terminal.wait(5) == 0
    terminal.given_back()


def test_a_paste_that_never_ends_takes_keys_no_longer_than_it_may(server: Server) -> None:
    terminal, _ = begin(server)
    terminal.type("\x1b[200~and so on and so on")
    terminal.read(quiet=PASTE_WAITS + 0.5, limit=PASTE_WAITS + 1)
    terminal.type("gwesl\r")
    terminal.wait_for("Seeks     a mentor")
    terminal.press("ctrl+c")
    assert terminal.wait(5) == 0


def test_a_fault_ends_it_with_one_line_that_names_nobody(server: Server) -> None:
    terminal = server.come_in("broken")
    terminal.wait_for("Members 3")
    terminal.read()
    terminal.type("s")
    assert terminal.wait(10) == 70
    terminal.given_back()
    assert "went wrong in coptui" in terminal.said() and "faults.log" in terminal.said()
    assert not re.search(r"Wesley|Ilse|Traceback", terminal.said())
    assert server.wait_until_empty(SOON) < SOON


def test_sizes_follow(server: Server) -> None:
    terminal, _ = begin(server)
    for columns, lines in [(1, 1), (500, 200), (40, 10), (200, 50), (80, 24)]:
        terminal.resize(columns, lines)
        terminal.read(quiet=0.2, limit=3)
    for number in range(100):
        terminal.resize(60 + number % 70, 10 + number % 30)
        terminal.read(quiet=0, limit=1)
    # Not the size before all this: ssh tells the last one only, and the kernel no news of the same.
    terminal.resize(100, 30)
    terminal.wait_for("Members 3")
    terminal.leave()
    assert terminal.wait(5) == 0


def test_colours_and_signs_are_those_of_the_session(server: Server) -> None:
    terminal, _ = begin(server, "mono")
    assert not re.search(rb"\x1b\[(?:[\d;]*;)?(?:3[0-8]|4[0-8])(?:;[\d;]*)?m", terminal.sent)
    terminal.leave()
    assert terminal.wait(5) == 0
    terminal, _ = begin(server, "latin")
    text = re.sub(r"Ond.{1,2}ej Nov.{1,2}k", "", terminal.text())
    assert text.isascii() and rb"\u" not in terminal.sent
    terminal.leave()
    assert terminal.wait(5) == 0


@pytest.mark.parametrize("way", ["no terminal", "a dumb one"])
def test_no_terminal_is_said_in_one_line(server: Server, way: str) -> None:
    if way == "no terminal":
        done = server.run("ann")
        assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    else:
        with server.come_in("dumb") as terminal:
            assert terminal.wait(10) == 2
            assert b"TERM" in terminal.sent and b"\x1b[?1049h" not in terminal.sent
    server.wait_until_empty(SOON)
