"""Keys typed before the screen that they are meant for; the first run; the demo."""

from __future__ import annotations

import json
import signal

import pytest
from pseudo_terminal import Terminal

from tests.until import wait_until

HELP_LINE = "Help-line circle"


def waiting(terminal) -> None:
    """Until the program has taken the keyboard: what is typed from here on is no line any more."""

    def taken() -> bool:
        terminal.read(quiet=0.02, limit=0.05)
        assert terminal.runs(), terminal.text()
        return b"\x1b[?1049h" in terminal.sent

    wait_until(taken)


@pytest.mark.parametrize("letters", ["wesl", "night", "mentor"])
def test_a_person_is_found_by_keys_typed_ahead(start, circle, letters) -> None:
    terminal = start("-f", str(circle))
    waiting(terminal)
    terminal.type(f"g{letters}\r")
    terminal.wait_for("Seeks     a mentor")
    terminal.wait_for("Wesley Adeyemi")


def test_keys_typed_before_the_program_is_there(start, circle) -> None:
    terminal = start("-f", str(circle))
    terminal.type("gwesl\r")
    terminal.wait_for("Seeks     a mentor")


def test_a_burst_of_keys_loses_none(start, circle, answers_in) -> None:
    terminal = start("-f", str(circle))
    waiting(terminal)
    terminal.type("c\r3\r2")
    terminal.wait_for("[2 ")
    assert answers_in(circle) == [3, 2]


def test_a_long_burst_loses_none(start, circle, answers_in) -> None:
    """Into the walk, nine steps answered, out again, a follow-up and a person: one write."""
    terminal = start("-f", str(circle))
    waiting(terminal)
    terminal.type("c\r" + "d\x1b[B" * 9 + "qqfcall Wesley\rgwesl\r")
    terminal.wait_for("Seeks     a mentor")
    terminal.read()
    terminal.press("ctrl+c")
    assert terminal.wait(5) == 0
    assert answers_in(circle) == ["unknown"] * 9
    actions = json.loads(circle.read_bytes())["actions"]
    assert [action["text"] for action in actions.values()] == ["call Wesley"]


def test_typing_in_a_field_is_kept_in_order(start, circle) -> None:
    terminal = start("-f", str(circle))
    terminal.wait_for("Members 3")
    text = "Spoke about the night shift, twice; she would like to host. " * 4
    terminal.type(f"n{text}\r")
    terminal.wait_for("Noted: Ilse Brandt")
    notes = json.loads(circle.read_bytes())["members"]["1"]["notes"]
    assert [note["text"] for note in notes] == [text.strip()]


# With no community yet


def test_a_new_community_by_keys(start, tmp_path) -> None:
    terminal = start()
    terminal.wait_for("Start a new community")
    terminal.press("enter")
    terminal.wait_for("What is your community called?")
    terminal.type("Weavers")
    terminal.press("enter")
    terminal.wait_for("What is Weavers for?")
    terminal.type("To weave together")
    terminal.press("enter")
    terminal.wait_for("What is your name?")
    terminal.type("Ilse Brandt")
    terminal.press("enter")
    terminal.wait_for("Members 1")
    terminal.wait_for("Weavers")
    terminal.leave()
    assert terminal.wait(5) == 0
    terminal.given_back()
    found = json.loads((tmp_path / "data" / "coptui" / "community.json").read_bytes())
    profile = found["community"]["1"]
    assert (profile["name"], profile["purpose"]) == ("Weavers", "To weave together")
    assert (tmp_path / "data" / "coptui" / "community.json").stat().st_mode & 0o777 == 0o600

    again = start(COPTUI_USER="")
    again.wait_for("Weavers")
    again.type("nMine\r")
    again.wait_for("Noted: Ilse Brandt")
    found = json.loads((tmp_path / "data" / "coptui" / "community.json").read_bytes())
    assert found["members"]["1"]["notes"][0]["by"] == "Ilse Brandt"


def test_a_new_community_typed_ahead(start, tmp_path) -> None:
    terminal = start()
    waiting(terminal)
    terminal.type("\rWeavers\r\r\r")
    terminal.wait_for("Members 1")


def test_a_sample_from_the_first_screen(start, tmp_path) -> None:
    terminal = start()
    terminal.wait_for("Look at a sample")
    terminal.press("j", "j", "enter")
    terminal.wait_for("Members 5")
    terminal.leave()
    assert terminal.wait(5) == 0
    terminal.given_back()
    assert not (tmp_path / "data" / "coptui" / "community.json").exists()


@pytest.mark.parametrize("leave", [Terminal.leave, lambda terminal: terminal.press("ctrl+c")])
def test_the_first_screen_is_left_without_a_trace(start, tmp_path, leave) -> None:
    terminal = start()
    terminal.wait_for("Start a new community")
    leave(terminal)
    assert terminal.wait(5) == 0
    terminal.given_back()
    assert not (tmp_path / "data").exists()


def test_a_data_folder_that_cannot_be_made_is_said(start) -> None:
    terminal = start(XDG_DATA_HOME="/dev/null")
    terminal.wait_for("Start a new community")
    terminal.type("\rWeavers\r\r\r")
    terminal.wait_for("can't be created")
    terminal.press("ctrl+c")
    assert terminal.wait(5) == 0
    terminal.given_back()


# Leaving


def test_more_than_enough_of_q_typed_ahead_leaves_no_word_to_what_is_behind(start, circle) -> None:
    terminal = start("-f", str(circle))
    terminal.wait_for("Members 3")
    before = circle.read_bytes()
    known = len(json.loads(before)["actions"]) if b'"actions"' in before else 0
    terminal.press("c")
    terminal.wait_for("Checklists ")
    terminal.type("qqqq\rfcall Wesley\r")
    terminal.wait_for("Quit coptui?")
    terminal.type("xfcall Wesley\r")

    def is_back() -> bool:
        terminal.read(quiet=0.02, limit=0.05)
        assert terminal.runs(), terminal.text()
        return "Members 3" in terminal.text() and "Quit coptui?" not in terminal.text()

    wait_until(is_back)
    terminal.read_all()
    # What is typed from here on is meant for here, and is the first thing that is saved.
    terminal.type("fcall Wesley\r")
    terminal.wait_for("Follow-up for you")
    assert len(json.loads(circle.read_bytes())["actions"]) == known + 1
    terminal.leave()
    assert terminal.wait(5) == 0


# The demo


@pytest.mark.parametrize("end", ["q", "ctrl+c", "TERM", "HUP"])
def test_the_demo_walks_and_leaves_nothing_behind(start, tmp_path, end) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    terminal = start("demo", TMPDIR=str(temporary))
    terminal.wait_for("Members 5")
    assert len(list(temporary.iterdir())) == 1
    terminal.press("c")
    terminal.wait_for("Checklists ")
    terminal.press("enter")
    terminal.wait_for(" of ")
    terminal.press("d")
    terminal.wait_for("[d don't know]")
    if end == "q":
        terminal.press("q", "q")
        terminal.wait_for("Members 5")
        terminal.leave()
        assert terminal.wait(5) == 0
    elif end == "ctrl+c":
        terminal.press("ctrl+c")
        assert terminal.wait(5) == 0
    elif end == "TERM":
        terminal.kill(signal.SIGTERM)
        assert terminal.wait(5) == 143
    else:
        terminal.hang_up()
        assert terminal.wait(5) == 129
    assert list(temporary.iterdir()) == []
    if end != "HUP":
        terminal.given_back()
        assert "Traceback" not in terminal.said()
    assert HELP_LINE in bytes(terminal.sent).decode()
    assert not (tmp_path / "data").exists()
