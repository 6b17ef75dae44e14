"""How commands end when the fault is ours, and what the full screen begins with."""

import json
import os
import stat
import subprocess
import sys

import pytest

from coptui import __version__, config
from coptui.cli import find, full_screen
from coptui.config import Config

SECRET = "Beth Lindqvist told me in confidence"


@pytest.fixture
def broken(monkeypatch):
    """A command with a fault, its message and its local variables full of personal data."""

    def fails(chosen):
        told = SECRET
        try:
            raise KeyError(told)
        except KeyError as cause:
            raise RuntimeError(told) from cause

    monkeypatch.setattr(find.which_file, "community", fails)


def test_a_fault_of_ours_is_one_line_and_70(coptui, file, broken):
    ended = coptui("-f", file, "find", "ann")
    assert (ended.code, ended.out) == (70, "")
    assert len(ended.err.splitlines()) == 1
    assert "RuntimeError" in ended.err
    assert SECRET not in ended.err


def test_its_log_is_private_and_holds_types_and_places_only(coptui, file, home, broken):
    coptui("-f", file, "find", "ann")
    coptui("-f", file, "find", "ann")
    log = home / "state" / "coptui" / "faults.log"
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    text = log.read_text()
    assert text.count("builtins.RuntimeError") == 2
    assert text.count("builtins.KeyError") == 2
    assert "coptui/cli/find.py:" in text
    for personal in (SECRET, "Lindqvist", str(home), "ann", "circle"):
        assert personal not in text


def test_a_log_that_cannot_be_kept_changes_nothing(coptui, file, home, broken):
    (home / "state").write_text("no folder")
    ended = coptui("-f", file, "find", "ann")
    assert ended.code == 70
    assert len(ended.err.splitlines()) == 1


def test_a_log_that_is_a_link_is_not_followed(coptui, file, home, broken):
    (home / "state" / "coptui").mkdir(parents=True)
    target = home / "precious"
    target.write_text("mine")
    (home / "state" / "coptui" / "faults.log").symlink_to(target)
    assert coptui("-f", file, "find", "ann").code == 70
    assert target.read_text() == "mine"


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["-h"], ["find", "--help"]])
def test_help_and_version_are_data(coptui, words):
    ended = coptui(*words)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out
    if words == ["--version"]:
        assert __version__ in ended.out


def test_find_loads_no_more_than_it_needs(file):
    command = [sys.executable, "-X", "importtime", "-m", "coptui", "-f", file, "find", "a"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    # What was looked for and is not to be had stands there too, with its parts: none of these has.
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    late = {"textual", "rich", "yaml", "filelock", "rapidfuzz", "simpleeval", "difflib", "json"}
    late |= {"ssl", "socket", "_socket", "asyncio", "subprocess", "tempfile", "logging"}
    late |= {f"coptui.{name}" for name in ("session", "evidence.registry", "checklists.load")}
    late |= {f"coptui.store.{name}" for name in ("lock", "atomic", "backups")}
    assert "msgspec" in loaded
    assert loaded & late == set()


def test_what_is_said_is_there_though_the_end_gives_nothing_back(file):
    """The process ends at once: what is buffered was sent, and a pipe that is gone is no fault."""
    command = [sys.executable, "-m", "coptui", "-f", file, "find", "--json", "a"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.endswith("\n")
    assert json.loads(done.stdout)[0]["name"]
    gone = subprocess.run(
        ["bash", "-c", 'set -o pipefail; "$@" | true', "bash", *map(str, command)],
        capture_output=True,
        text=True,
    )
    assert (gone.returncode, gone.stderr) == (0, "")


def test_help_and_completion_load_no_screen():
    script = (
        "import sys\n"
        "from coptui.cli.run import run\n"
        "run(['--help'])\n"
        "sys.exit('textual' in sys.modules)\n"
    )
    assert subprocess.run([sys.executable, "-c", script], capture_output=True).returncode == 0


def test_the_theme_follows_no_color_then_the_setting():
    assert config.theme_of(Config(theme="morning"), {"NO_COLOR": "1"}) == "mono"
    assert config.theme_of(Config(theme="morning"), {"NO_COLOR": ""}) == "morning"
    assert config.theme_of(Config(), {}) == "evening"


def test_own_keys_that_cannot_work_are_left_out_and_named():
    own, mistakes = full_screen.usable_keys({"find": "ctrl+g", "nonsense": "k"})
    assert own == {"find": "ctrl+g"}
    assert len(mistakes) == 1
    assert "nonsense" in mistakes[0]
    assert full_screen.usable_keys({"find": "ctrl+g"}) == ({"find": "ctrl+g"}, ())


@pytest.mark.parametrize("term", ["dumb", ""])
@pytest.mark.parametrize("words", [["circle.json"], ["demo"], []])
def test_a_terminal_that_shows_no_screen_gets_one_line(file, term, words):
    import pty

    outside, inside = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "coptui", *words],
        stdin=inside,
        stdout=inside,
        stderr=subprocess.PIPE,
        env={**os.environ, "TERM": term},
        timeout=60,
        check=False,
    )
    os.close(inside)
    os.close(outside)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_a_missing_file_is_named_before_the_terminal_is_asked_for(coptui):
    ended = coptui("nowhere.json")
    assert ended.code == 2
    assert "coptui new nowhere.json" in ended.err
    assert coptui("a.json", "-f", "b.json").code == 2


def test_help_and_version_are_words_too(shell) -> None:
    for words, options in (
        (["help"], ["--help"]),
        (["help", "find"], ["find", "--help"]),
        (["help", "export", "csv"], ["export", "csv", "--help"]),
        (["version"], ["--version"]),
    ):
        assert shell(*words).out == shell(*options).out
        assert shell(*words).code == 0
