"""A fault of ours anywhere: one line, a report without a person in it, the terminal given back."""

from __future__ import annotations

import os
import resource
import signal
from pathlib import Path

import pytest

CRASHING = str(Path(__file__).with_name("crashing.py"))
TOKENS = (
    "Wesley", "Adeyemi", "Night", "mentor", "Ilse", "Brandt", "Harbour", "clinic", "Hard calls",
    "Reading circle", "circle.json", "Half a sent",
)  # fmt: skip

# Where: the module and name, and the keys that lead there from the first screen.
PLACES = {
    "a key's handler": ("coptui.tui.home.home", "HomeScreen.action_sort", "s"),
    "a later handler": ("coptui.tui.home.record_commands", "RecordCommands.action_edit", "e"),
    "a screen that is made": ("coptui.tui.shell.find", "FindScreen.compose", "g"),
    "a screen that begins": ("coptui.tui.walks.cultivate", "CultivateScreen.on_mount", "c"),
    "what is done after drawing": ("coptui.tui.shell.palette", "PaletteScreen.show", ":"),
    "a change of a field": ("coptui.tui.shell.entry", "EntryScreen.on_input_changed", "nH"),
    "a line that is taken": ("coptui.tui.shell.entry", "EntryScreen.action_keep_line", "nH\r"),
    "a timer": ("coptui.tui.shell.draft", "Draft.keep", "nHalf a sent"),
    "the look at the file": ("coptui.session", "Session.is_behind", ""),
    "the thread that saves": ("coptui.session", "Session.edit", "nHalf a sent\r"),
    "a save under its lock": ("coptui.store.store", "advance", "nHalf a sent\r"),
    "rows that are made": ("coptui.tui.records.detail", "detail_rows", "j"),
    "a list that is drawn": ("coptui.tui.kit.record_list", "RecordList.contents", "j"),
    "the last guard": ("coptui.tui.kit.guard", "Guard.apply", "j"),
    "the thread that reads keys": ("coptui.tui.kit.keyboard", "Keyboard.feed", "j"),
    "the keys typed ahead": ("coptui.tui.kit.typed_ahead", "TypedAhead._done", "j"),
    "a thread for long work": ("coptui.exports", "file_name", "x\r"),
    "another size": ("coptui.tui.kit.sparing", "SparingApp._on_resize", ""),
    "leaving": ("coptui.tui.app", "CoptApp.leave", "\x03"),
    "evidence": ("coptui.session", "Session.readings", "c\r"),
    "today": ("coptui.tui.day.today", "TodayScreen.community_changed", "0"),
}
AT_ONCE = ("the last guard", "rows that are made", "a list that is drawn", "another size")
"""Where the first screen does not come to stand."""


@pytest.mark.parametrize(
    ("place", "error"),
    [(place, "PersonalFault") for place in PLACES] + [("a key's handler", "KeyError")],
)
def test_no_person_is_in_what_a_fault_leaves(start, circle, tmp_path, place, error) -> None:
    module, name, keys = PLACES[place]
    talk = tmp_path / "talk"
    work = tmp_path / "work"
    work.mkdir()

    def before() -> None:
        os.dup2(os.open(talk, os.O_WRONLY | os.O_CREAT, 0o600), 2)
        os.chdir(work)

    terminal = start(
        module, name, error, "-f", str(circle), program=(CRASHING,), before=before, columns=100
    )
    if place not in AT_ONCE:
        terminal.wait_for("Members 3")
        terminal.read(quiet=0.2)
    terminal.type(keys)
    assert terminal.wait(10) == 70
    terminal.given_back()
    assert terminal.said() == ""
    said = talk.read_text()
    assert len(said.splitlines()) == 1, said
    assert "went wrong in coptui" in said and "Everything you saved is safe" in said
    log = tmp_path / "state" / "coptui" / "faults.log"
    assert str(log) in said
    assert log.stat().st_mode & 0o777 == 0o600
    kept = log.read_text()
    assert error in kept and "in fail" in kept
    for token in TOKENS:
        assert token not in kept and token not in said
    assert list(work.iterdir()) == []


def test_what_was_typed_is_kept_and_the_file_is_whole(start, circle) -> None:
    before = circle.read_bytes()
    terminal = start(
        "coptui.tui.shell.entry", "EntryScreen._complete", "KeyError", "-f", str(circle),
        program=(CRASHING,),
    )  # fmt: skip
    terminal.wait_for("Members 3")
    terminal.type("tHalf a sent")
    terminal.wait_for("Half a sent")
    terminal.press("tab")
    assert terminal.wait(10) == 70
    assert circle.read_bytes() == before
    again = start("-f", str(circle))
    again.wait_for("Unfinished text was kept: a conversation")
    again.type("t")
    again.wait_for("Half a sent")


def cores(folder: Path) -> list[str]:
    return [one.name for one in folder.iterdir() if "core" in one.name]


def unlimited(folder: Path) -> None:
    hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
    wanted = resource.RLIM_INFINITY if os.geteuid() == 0 else hard
    resource.setrlimit(resource.RLIMIT_CORE, (wanted, wanted))
    os.chdir(folder)


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGABRT])
def test_no_picture_of_its_memory_is_kept(start, circle, tmp_path, number) -> None:
    theirs, ours = tmp_path / "theirs", tmp_path / "ours"
    theirs.mkdir()
    ours.mkdir()
    other = start(program=("-c", "input()"), before=lambda: unlimited(theirs))
    other.read(quiet=0.3)
    other.kill(number)
    other.wait(10)
    if not cores(theirs):
        pytest.skip("no program may leave a core here, or they go elsewhere")
    terminal = start("-f", str(circle), before=lambda: unlimited(ours))
    terminal.wait_for("Members 3")
    terminal.kill(number)
    assert terminal.wait(10) == 128 + number
    assert cores(ours) == []
