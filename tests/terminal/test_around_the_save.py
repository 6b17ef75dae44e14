"""In a real terminal: slow disks, locks, programs that are stopped, files that become no files."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SLOW = str(HERE / "slow_disk.py")
HOLD = (
    "import sys; from pathlib import Path; from coptui.store.storage import AtomicStorage\n"
    "with AtomicStorage(Path(sys.argv[1])).alone(): print('held', flush=True); sys.stdin.read()"
)


def notes(circle: Path) -> list[str]:
    ilse = json.loads(circle.read_bytes())["members"]["1"]
    return [note["text"] for note in ilse.get("notes", ())]


def save_from_elsewhere(circle: Path, home: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "coptui", "-f", str(circle), "log", "call !fri"],
        env={**os.environ, **home}, capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip


def state_of(process: int) -> str:
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]


@pytest.mark.parametrize("seconds", ["0.3", pytest.param("3", marks=pytest.mark.long)])
def test_a_slow_disk_says_saved_when_it_is(start, circle: Path, seconds: str) -> None:
    terminal = start(seconds, "-f", str(circle), program=(SLOW,))
    terminal.wait_for("Members 3")
    terminal.read()
    terminal.type("nA slow note\r")
    while "Noted: Ilse Brandt" not in terminal.text():
        terminal.read(quiet=0.02, limit=0.05)
        saved = notes(circle)
        if "Noted: Ilse Brandt" in terminal.text():
            assert saved == ["A slow note"] or notes(circle) == ["A slow note"]
    assert notes(circle) == ["A slow note"]


def test_a_program_that_is_stopped_in_a_slow_save_keeps_no_lock(
    start, circle: Path, home: dict[str, str]
) -> None:
    terminal = start("1", "-f", str(circle), program=(SLOW,))
    terminal.wait_for("Members 3")
    terminal.read()
    terminal.type("nStopped in the middle\r")
    lock = circle.with_name("circle.json.lock")
    until = time.monotonic() + 10
    while not lock.exists() and time.monotonic() < until:
        time.sleep(0.02)
    terminal.kill(signal.SIGTSTP)
    # The other one waits for a save, and not for somebody who is away.
    began = time.monotonic()
    done = save_from_elsewhere(circle, home)
    assert done.returncode == 0, done.stderr
    assert time.monotonic() - began < 9.5
    assert notes(circle) == ["Stopped in the middle"]
    until = time.monotonic() + 5
    while state_of(terminal.pid) != "T":
        assert time.monotonic() < until, "and now it is stopped"
        time.sleep(0.02)
    terminal.kill(signal.SIGCONT)


def test_a_command_that_is_stopped_in_a_slow_save_keeps_no_lock(
    circle: Path, home: dict[str, str]
) -> None:
    slow = subprocess.Popen(
        [sys.executable, SLOW, "0.5", "-f", str(circle), "log", "mine !fri"],
        env={**os.environ, **home},
        stderr=subprocess.DEVNULL,
    )
    try:
        lock = circle.with_name("circle.json.lock")
        until = time.monotonic() + 10
        while not lock.exists() and time.monotonic() < until:
            time.sleep(0.01)
        slow.send_signal(signal.SIGTSTP)
        done = save_from_elsewhere(circle, home)
        assert done.returncode == 0, done.stderr
        assert len(json.loads(circle.read_bytes())["actions"]) == 2
    finally:
        slow.send_signal(signal.SIGCONT)
        slow.wait(10)


@pytest.fixture
def held(circle: Path) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, circle],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None and other.stdout.readline() == "held\n"
        yield other
        other.kill()


def test_a_held_lock_is_told_soon_and_nothing_is_lost(start, circle: Path, held) -> None:
    terminal = start("-f", str(circle))
    terminal.wait_for("Members 3")
    terminal.read()
    terminal.type("nAfter a while\r")
    terminal.wait_for(f"process {held.pid}", limit=3)
    held.stdin.close()
    terminal.wait_for("Noted: Ilse Brandt", limit=5)
    assert notes(circle) == ["After a while"]


def test_a_save_s_warning_is_on_the_screen(start, circle: Path) -> None:
    """The folder of the backups is a file: the save goes on, and the screen says what did not."""
    state = circle.parent.parent / "state" / "coptui"
    state.mkdir(parents=True)
    (state / "backups").write_text("in the way")
    terminal = start("-f", str(circle))
    terminal.wait_for("Members 3")
    terminal.read()
    terminal.type("nNoted all the same\r")
    terminal.wait_for("The backup failed")
    assert notes(circle) == ["Noted all the same"]
    # It stays until it can have been read: a key a second later takes it away.
    terminal.press("j")
    terminal.read(quiet=1.2, limit=3)
    terminal.press("j")
    terminal.read()
    assert "The backup failed" not in terminal.text()


@pytest.mark.parametrize("kind", ["pipe", "folder", "device"])
def test_a_file_that_becomes_none_while_it_is_open_is_named(start, circle: Path, kind: str) -> None:
    terminal = start("-f", str(circle))
    terminal.wait_for("Members 3")
    terminal.read()
    circle.unlink()
    if kind == "pipe":
        os.mkfifo(circle)
    elif kind == "folder":
        circle.mkdir()
    else:
        circle.symlink_to("/dev/zero")
    terminal.wait_for(f"{kind}, not a file", limit=5)
    terminal.press("ctrl+c")
    assert terminal.wait(2) == 0
    terminal.given_back()


@pytest.mark.parametrize("day", ["0001-01-01", pytest.param("9999-12-31", marks=pytest.mark.long)])
def test_a_year_that_cannot_be_is_listed_and_every_screen_opens(
    start, circle: Path, day: str
) -> None:
    tables = json.loads(circle.read_bytes())
    tables["members"]["1"] |= {"joined_on": day, "paused_until": day}
    tables["events"]["1"]["starts_at"] = f"{day}T18:00"
    tables["actions"] = {"1": {"text": "call", "due_on": day, "about": [1]}}
    tables["community"]["1"]["breaks"] = [{"from": day, "to": day}]
    circle.write_text(json.dumps(tables))
    terminal = start("-f", str(circle))
    terminal.wait_for("Members 3")
    for key in "045pvwh":
        terminal.press(key)
        terminal.read()
        terminal.press("escape")
        terminal.read()
    terminal.press("ctrl+c")
    assert terminal.wait(2) == 0, terminal.said()
    assert terminal.said() == ""


def test_a_path_that_is_no_utf8_opens_saves_and_keeps_drafts(start, circle: Path) -> None:
    odd = circle.with_name("caf\udce9.json")
    odd.write_bytes(circle.read_bytes())
    terminal = start("-f", str(odd))
    terminal.wait_for("Members 3")
    terminal.read()
    terminal.type("nSaved there\r")
    terminal.wait_for("Noted: Ilse Brandt")
    assert notes(odd) == ["Saved there"]
    terminal.type("nHalf a senten")
    terminal.wait_for("Half a senten")
    terminal.kill(signal.SIGTERM)
    assert terminal.wait(2) == 143
    again = start("-f", str(odd))
    again.wait_for("Unfinished text was kept")
