"""The demo, and the samples of the first screen of all: nothing in one's own folders is touched."""

from __future__ import annotations

import json
import os
import random
import string
from contextlib import suppress
from pathlib import Path

import pytest

from coptui.tui.shell.commands import COMMANDS
from coptui.tui.shell.draft import AFTER

SAMPLES = {"help-line": "Members 5", "circuit-designers": "Members "}
WRITES = (
    ("+", "k", "Private note", "enter"),
    ("f", "call back", "enter"),
    ("n", "A word", "enter"),
    ("x", "enter", "enter"),
    ("t", "Half a sent"),
)
"""Into the notebook, the file and its backups, an export, a draft."""
SIGNS = {
    "slash": "/", "question_mark": "?", "colon": ":", "minus": "-", "plus": "+", "space": " ",
    "equals_sign": "=", "full_stop": ".", "comma": ",", "exclamation_mark": "!", "escape": "\x1b",
}  # fmt: skip
KEYS = [
    *(SIGNS.get(key, key) for command in COMMANDS for key in command.keys if key != "ctrl+c"),
    *string.ascii_letters,
]
KNOWN = {"enter", "tab", "down", "up", "pagedown", "backspace"}


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A home folder with a community, a notebook and settings in it."""
    home = tmp_path / "home"
    data, config = home / ".local/share/coptui", home / ".config/coptui"
    data.mkdir(parents=True)
    config.mkdir(parents=True)
    (home / "Downloads").mkdir()
    circle = {"meta": {"1": {"schema": 1}}, "community": {"1": {"name": "My own circle"}}}
    (data / "mine.json").write_text(json.dumps(circle))
    (data / "notebook.json").write_text('{"meta": {"1": {"schema": 1}}, "notes": {}}')
    (config / "config.yaml").write_text(
        f"theme: mono\nuser: amara\nfiles:\n  - {data / 'mine.json'}\n"
    )
    return home


@pytest.fixture
def begin(start, own: Path, tmp_path: Path):
    temporary = tmp_path / "tmp"
    temporary.mkdir()

    def begun(*arguments: str, **more):
        return start(
            *arguments,
            **more,
            before=lambda: os.chdir(own),
            HOME=str(own),
            XDG_CONFIG_HOME="",
            XDG_DATA_HOME="",
            XDG_STATE_HOME="",
            TMPDIR=str(temporary),
        )

    begun.temporary = temporary
    return begun


def all_of(folder: Path) -> dict[str, object]:
    """Every file and folder, with its mode, the time of its last change and its bytes."""
    found = {}
    for path in [folder, *folder.rglob("*")]:
        seen = path.lstat()
        content = path.read_bytes() if path.is_file() else None
        found[str(path)] = (seen.st_mode, seen.st_mtime_ns, content)
    return found


def press_at_random(terminal, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(100):
        key = chance.choice(KEYS)
        if len(key) > 1 and key not in KNOWN:
            continue
        try:
            terminal.press(key)
        except OSError:
            return
        terminal.read(quiet=0.01, limit=0.3)


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize(
    "seed", [1, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(2, 30))]
)
def test_a_hundred_keys_leave_the_home_folder_as_it_was(begin, own, sample, seed) -> None:
    before = all_of(own)
    terminal = begin("demo", sample)
    terminal.wait_for(SAMPLES[sample])
    for keys in WRITES:
        terminal.press(*keys)
        # A draft is kept a moment after the last key.
        terminal.read(quiet=AFTER + 0.2)
        terminal.press("\x1b")
        terminal.read(quiet=0.3)
        terminal.press("1")
    (private,) = begin.temporary.iterdir()
    for where in (
        "data/notebook.json",
        "state/backups/*/*",
        "state/drafts/window-*",
        "*members.csv",
    ):
        assert list(private.glob(where)), where
    press_at_random(terminal, seed)
    with suppress(OSError):
        terminal.press("ctrl+c")
    assert terminal.wait(10) == 0
    assert all_of(own) == before
    assert list(begin.temporary.iterdir()) == []


def test_a_sample_of_the_first_screen_is_a_sandbox_too(begin, own) -> None:
    before = all_of(own)
    terminal = begin()
    terminal.wait_for("Look at a sample")
    terminal.press("j", "j", "enter")
    terminal.wait_for("Members 5")
    (private,) = begin.temporary.iterdir()
    terminal.press("+", "k", "Private note", "enter")
    terminal.read()
    assert b"Private note" in (private / "data" / "notebook.json").read_bytes()
    terminal.leave()
    assert terminal.wait(10) == 0
    assert "End of the demo" in terminal.said()
    assert all_of(own) == before
    assert list(begin.temporary.iterdir()) == []


def test_one_s_own_notebook_is_not_read(begin, own) -> None:
    notebook = own / ".local/share/coptui/notebook.json"
    notebook.unlink()
    # Whoever opens it waits for a writer that never comes.
    os.mkfifo(notebook)
    terminal = begin("demo")
    terminal.wait_for("Members 5")
    terminal.press("B")
    terminal.wait_for("otebook")
    terminal.press("q")
    terminal.wait_for("Members 5")
    terminal.leave()
    assert terminal.wait(10) == 0


def test_of_a_fault_in_the_demo_nothing_is_kept_either(begin, own) -> None:
    before = all_of(own)
    terminal = begin(
        "coptui.tui.home.home", "HomeScreen.action_sort", "KeyError", "demo",
        program=(str(Path(__file__).with_name("crashing.py")),),
    )  # fmt: skip
    terminal.wait_for("Members 5")
    terminal.press("s")
    assert terminal.wait(10) == 70
    assert "Something went wrong in coptui" in terminal.said()
    assert "report" not in terminal.said() and "is kept" not in terminal.said()
    assert all_of(own) == before
    assert list(begin.temporary.iterdir()) == []


def test_a_killed_demo_is_swept_by_the_next(begin, own) -> None:
    before = all_of(own)
    killed = begin("demo")
    killed.wait_for("Members 5")
    (left,) = begin.temporary.iterdir()
    killed.close()
    assert left.exists()
    terminal = begin("demo")
    terminal.wait_for("Members 5")
    assert not left.exists()
    terminal.leave()
    assert terminal.wait(10) == 0
    assert list(begin.temporary.iterdir()) == []
    assert all_of(own) == before


def test_what_the_demo_leaves_out_is_said(begin) -> None:
    terminal = begin("demo")
    terminal.wait_for("Members")
    terminal.press("L")
    terminal.wait_for("Which letter?")
    terminal.press("i")
    terminal.wait_for("to send")
    terminal.press("s")
    terminal.wait_for("the demo sends no letters")
    terminal.kill()
