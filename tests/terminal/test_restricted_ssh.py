"""Restricted and read-only use over a real OpenSSH server, with the settings that the page gives."""

from __future__ import annotations

import os
import random
import re
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from pseudo_terminal import CODES, Terminal
from ssh_server import WHY_NOT, Server, coptui, for_one

from coptui.tui.shell.commands import COMMANDS
from coptui.tui.shell.keys import SHOWN
from coptui.tui.shell.withheld import OTHER_FILES, WRITING

pytestmark = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)

PAGE = (Path(__file__).parents[2] / "docs" / "restricted.md").read_text(encoding="utf-8")
PLACE = "/srv/circle/community.json"
PROGRAM = "/usr/local/bin/coptui"


def block(begins: str) -> str:
    """An example of the page, by how it begins."""
    return next(
        found for found in re.findall(r"```\n(.+?)```", PAGE, re.DOTALL) if found.startswith(begins)
    )


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Callable[[str], Server]]:
    running: list[Server] = []

    def begin(settings: str = "") -> Server:
        running.append(Server(tmp_path / "ssh", settings))
        return running[-1]

    yield begin
    for one in running:
        one.close()


@pytest.fixture
def matched(server, circle) -> Server:
    """The page's block of sshd_config, for whoever runs the tests."""
    settings = block("Match Group circle").replace("Match Group circle", "Match User *")
    assert PLACE in settings and PROGRAM in settings
    found = server(settings.replace(PROGRAM, coptui()).replace(PLACE, str(circle)))
    found.let_in("ann")
    return found


@pytest.fixture
def keyed(server, circle, tmp_path) -> Server:
    """The page's line of authorized_keys."""
    line = block("restrict,").replace("/srv/circle/ann", str(tmp_path / "ann"))
    options, _, _ = line.replace(PROGRAM, coptui()).replace(PLACE, str(circle)).partition(" ssh-")
    assert str(circle) in options and options.endswith('"')
    found = server()
    found.let_in("ann", options)
    return found


def test_what_the_page_says_opens_the_file_and_saves(matched, circle) -> None:
    terminal = matched.come_in("ann")
    terminal.wait_for("Members 3")
    terminal.type("nA word\r")
    terminal.wait_for("Noted: Ilse Brandt")
    terminal.leave()
    assert terminal.wait(5) == 0
    terminal.given_back()
    assert b"A word" in circle.read_bytes()
    matched.wait_until_empty(2)


def test_a_key_of_ones_own_has_its_name_and_folders(keyed, circle, tmp_path) -> None:
    terminal = keyed.come_in("ann")
    terminal.wait_for("Members 3")
    terminal.type("nA word\r")
    terminal.wait_for("Noted: Ilse Brandt")
    terminal.type("nHalf a sent")
    terminal.wait_for("Half a sent")
    terminal.press("ctrl+c")
    assert terminal.wait(5) == 0
    assert b'"by":"Ann"' in circle.read_bytes()
    assert list((tmp_path / "ann").rglob("*.draft"))
    assert not (keyed.folder / "state").exists()


@pytest.mark.parametrize("way", ["matched", "keyed"])
def test_nothing_but_coptui_can_be_asked_for(way, request, circle) -> None:
    server: Server = request.getfixturevalue(way)
    for command in ("/bin/sh", "cat /etc/passwd", "coptui export json", "sh -c 'echo open'"):
        done = server.run("ann", command)
        assert done.returncode == 2, (command, done)
        assert "needs a terminal" in done.stderr and done.stdout == "", (command, done)
    with server.come_in("ann", "/bin/sh", "-i") as terminal:
        terminal.wait_for("Members 3")
    files = subprocess.run(
        [*server.line("ann", "-s"), "sftp"], input=b"", capture_output=True, timeout=60
    )
    assert files.returncode != 0 and files.stdout == b""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    with subprocess.Popen(
        server.line("ann", "-N", "-T", "-L", f"{port}:127.0.0.1:{server.port}"),
        stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as tunnel:  # fmt: skip
        end = time.monotonic() + 10
        with socket.socket() as found:
            while found.connect_ex(("127.0.0.1", port)) and time.monotonic() < end:
                time.sleep(0.05)
            found.settimeout(10)
            # The client listens; what goes through is cut off by the server.
            with suppress(ConnectionError):
                assert found.recv(100) == b""
        tunnel.kill()
    server.wait_until_empty(5)


def test_it_cannot_be_stopped(matched) -> None:
    terminal = matched.come_in("ann")
    terminal.wait_for("Members 3")
    terminal.press("\x1a")
    (program,) = [pid for pid, line in matched.processes().items() if "--restricted" in line]
    os.kill(program, signal.SIGTSTP)
    terminal.press("g")
    terminal.wait_for("Go to")
    terminal.press("ctrl+c")
    assert terminal.wait(5) == 0


def everything_under(*folders: Path) -> dict[str, tuple[int, int]]:
    """Every file of some folders, with its size and when it was changed."""
    found = {}
    for folder in folders:
        for place in folder.rglob("*"):
            about = place.lstat()
            if not place.is_dir():
                found[str(place)] = (about.st_size, about.st_mtime_ns)
    return found


class Visitor:
    """Somebody who presses anything, comes back when coptui ends, and is watched."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.terminal: Terminal | None = None
        self.codes: list[int] = []

    def press(self, data: bytes) -> None:
        if self.terminal is None:
            self.terminal = self.server.come_in("ann")
            # Not the name of the community, which may be another one by now.
            self.terminal.wait_for("1 Members")
        os.write(self.terminal.descriptor, data)
        self.terminal.read(quiet=0.02, limit=0.1)
        for line in self.server.processes().values():
            allowed = line.startswith("sshd") or ("coptui" in line and "--restricted" in line)
            assert allowed, f"{data!r} started {line!r}"
        pid, status = os.waitpid(self.terminal.pid, os.WNOHANG)
        if pid:
            self.terminal.exit_code = os.waitstatus_to_exitcode(status)
            self.codes.append(self.terminal.exit_code)
            self.leave()

    def leave(self) -> None:
        if self.terminal is not None:
            self.terminal.close()
            self.terminal = None
            self.server.wait_until_empty(5)


NAMED = {name: sign.encode() for name, sign in SHOWN.items() if len(sign) == 1}
SPECIAL = {
    **CODES, **NAMED, "space": b" ", "left": b"\x1b[D", "right": b"\x1b[C", "home": b"\x1b[H",
    "end": b"\x1b[F", "pageup": b"\x1b[5~", "pagedown": b"\x1b[6~", "shift+tab": b"\x1b[Z",
    "ctrl+d": b"\x04", "ctrl+u": b"\x15",
}  # fmt: skip
WAYS = (
    b"",
    b"\r",
    b"2",
    b"3",
    b"c\r",
    b"0",
    b"ry",
    b"ryp",
    b"w",
    b"v",
    b"4",
    b"5",
    b"p",
    b"3b",
    b"B",
    b"H",
)
"""Into each place from the first screen."""


def press_everything(visitor: Visitor) -> None:
    """Each key in each place, ten at once, and each command by its name."""
    keys = [
        SPECIAL.get(key, key.encode())
        for key in sorted({key for command in COMMANDS for key in command.keys} - {"ctrl+c", "q"})
    ]
    for way in WAYS:
        for start in range(0, len(keys), 10):
            visitor.press(b"".join(keys[start : start + 10]))
        # Whatever field is open is left empty, then home and into the next place.
        visitor.press(b"\x15\x7f" * 30 + b"\x1b")
        visitor.press(way)
    for command in COMMANDS:
        visitor.press(b"\x1b" + b"\x15\x7f" * 20 + b":" + command.title.encode() + b"\r")


@pytest.mark.parametrize("seconds", [2.0, pytest.param(120.0, marks=pytest.mark.long)])
def test_no_key_reaches_a_shell_an_editor_or_another_file(
    matched, circle, tmp_path, seconds
) -> None:
    downloads = [path for path in [Path.home() / "Downloads"] if path.exists()]
    before, top = everything_under(tmp_path, *downloads), set(os.listdir(Path.home()))
    visitor = Visitor(matched)
    press_everything(visitor)
    chance = random.Random(5)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        visitor.press(bytes(chance.choices(range(256), k=chance.randrange(1, 40))))
    visitor.leave()
    # 70 would be a fault, such as the refusal to start a program. Ctrl+C and Ctrl+\ among the
    # bytes may come when the terminal is no longer coptui's: then they end what is left of it.
    assert set(visitor.codes) <= {0, 130, 131, 255}, visitor.codes
    after = everything_under(tmp_path, *downloads)
    changed = {
        place for place in after.keys() | before.keys() if after.get(place) != before.get(place)
    }
    own = (
        str(circle),
        f"{matched.folder}/state/coptui/backups/",
        f"{matched.folder}/state/coptui/drafts/",
        f"{matched.folder}/data/coptui/notebook.json",
        f"{matched.folder}/log",
        f"{matched.folder}/known_hosts",
    )
    assert not [place for place in changed if not place.startswith(own)]
    assert set(os.listdir(Path.home())) == top


def test_read_only_writes_nothing(server, circle, tmp_path) -> None:
    found = server()
    found.let_in("ann", for_one(coptui("--restricted", "--read-only", circle)))
    before = everything_under(circle.parent)
    terminal = found.come_in("ann")
    terminal.wait_for("ead only")
    (program,) = [pid for pid, line in found.processes().items() if line.endswith(str(circle))]
    for keys in ("nA word\r", "\x15\x7f", "tspoke\r", "\x15\x7f", "z", "BA\r", "D", "y", "c\r3"):
        terminal.type(keys)
        terminal.read_all(of=program)
    terminal.press("ctrl+c")
    assert terminal.wait(5) == 0
    assert everything_under(circle.parent) == before
    assert not (found.folder / "state").exists() and not (found.folder / "data").exists()


def test_the_page_names_all_that_is_withheld() -> None:
    """A command that leads to files is withheld: whoever adds one has to think of it."""
    words = re.compile(r"\b(file|files|path|folder|clipboard)\b")
    known = OTHER_FILES | WRITING
    allowed = {
        "copy", "copy-value", "copy-paper", "copy-addresses", "next-meaning", "previous-meaning",
        "columns-done", "code-page", "accept-import", "suggestion", "search-person", "new-guest", "ignore-row",
        "take-new", "another-event", "as-new-event", "show-matched", "notebook", "neither-first", "no-scale",
        # What they show is of this file; what would be written from there is withheld.
        "check", "report",
    }  # fmt: skip
    for command in COMMANDS:
        if words.search(f"{command.title} {command.does}"):
            assert command.id in known | allowed, command.id
