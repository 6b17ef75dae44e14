"""Files that are broken, odd or guarded, and faults of ours, as they are met on the full screen."""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys

import pytest

WRAPPER = """
import sys
import coptui.tui.walks.cultivate as cultivate
def broken(self, *given):
    member = self.session.community.members[2]
    raise {error}(f"{{member.name}} {{member.organisation}} {{member.seeks}}")
cultivate.CultivateScreen.{method} = broken
from coptui.__main__ import main
main()
"""


@pytest.mark.parametrize(
    "content",
    [
        b"{not json",
        b'{"members": {"1": {"name": "Wes',
        b"[]",
        b"17",
        b"\x00\x00\x00",
        b"[" * 200_000,
    ],
    ids=["no JSON", "torn", "list", "number", "NUL", "deep"],
)
def test_what_is_no_community_is_one_message_with_its_place(start, circle, content) -> None:
    circle.write_bytes(content)
    terminal = start("-f", str(circle), columns=200)
    assert terminal.wait(10) == 3
    said = bytes(terminal.sent).decode()
    assert "circle.json" in said
    assert "Traceback" not in said
    assert "\x1b[?1049h" not in said
    assert len(said.splitlines()) <= 3
    assert circle.read_bytes() == content
    assert [path.name for path in circle.parent.iterdir()] == ["circle.json"]


def test_a_member_without_a_name_is_shown_and_listed(start, circle, home) -> None:
    content = json.loads(circle.read_bytes())
    content["members"]["4"] = {"organisation": "Day shift"}
    circle.write_text(json.dumps(content))
    before = circle.read_bytes()
    terminal = start("-f", str(circle))
    terminal.wait_for("Members 4")
    terminal.wait_for("(member 4 without a name)")
    terminal.leave()
    assert terminal.wait(5) == 0
    assert circle.read_bytes() == before
    checked = subprocess.run(
        [sys.executable, "-m", "coptui", "-f", str(circle), "check"],
        env={**os.environ, **home}, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert checked.returncode == 1
    assert "name" in checked.stdout
    assert "4" in checked.stdout


def without_roots_ways() -> None:
    """Let the rights of files hold for root too, here and in what is begun from here."""
    if os.geteuid() == 0:
        drop_from_bounds, write_anything, read_anything, own_anything = 24, 1, 2, 3
        for right in (write_anything, read_anything, own_anything):
            if ctypes.CDLL(None).prctl(drop_from_bounds, right, 0, 0, 0):
                os._exit(126)


def test_a_folder_that_cannot_be_written_opens_read_only(start, circle) -> None:
    before = circle.read_bytes()
    circle.parent.chmod(0o555)
    terminal = start("-f", str(circle), before=without_roots_ways)
    terminal.wait_for("Members 3")
    terminal.wait_for("ead only")
    terminal.press("n")
    terminal.wait_for("Enter save")
    terminal.type("A word\r")
    terminal.wait_for("circle.json: ")
    terminal.press("ctrl+c")
    assert terminal.wait(5) == 0
    terminal.given_back()
    circle.parent.chmod(0o755)
    assert circle.read_bytes() == before
    assert [path.name for path in circle.parent.iterdir()] == ["circle.json"]


@pytest.mark.parametrize("method", ["on_mount", "fit", "compose", "on_key", "take_key"])
@pytest.mark.parametrize("error", ["RuntimeError", "KeyError"])
def test_a_fault_of_ours_is_one_line_without_a_name(start, circle, tmp_path, method, error) -> None:
    terminal = start(
        "-f", str(circle), columns=300, program=("-c", WRAPPER.format(method=method, error=error))
    )
    terminal.wait_for("Members 3")
    shown = len(terminal.sent)
    # At once: what is typed after the end is the shell's.
    terminal.type("cj")
    assert terminal.wait(10) == 70
    terminal.given_back()
    assert len(terminal.said().splitlines()) == 1
    assert "went wrong in coptui" in terminal.said()
    log = tmp_path / "state" / "coptui" / "faults.log"
    assert log.stat().st_mode & 0o777 == 0o600
    kept = log.read_text()
    assert error in kept
    left = terminal.said() + kept
    for token in ("Wesley", "Night shift", "mentor", "Ilse", "Harbour"):
        assert token not in left
    assert b"Traceback" not in terminal.sent[shown:]


def test_a_fault_keeps_what_is_being_typed(start, circle) -> None:
    wrapper = WRAPPER.format(method="on_key", error="ValueError").replace(
        "cultivate.CultivateScreen",
        "__import__('coptui.tui.shell.entry').tui.shell.entry.EntryScreen",
    )
    terminal = start("-f", str(circle), program=("-c", wrapper))
    terminal.wait_for("Members 3")
    terminal.type("n")
    terminal.wait_for("Enter save")
    terminal.type("Half a sent")
    terminal.press("tab")
    assert terminal.wait(10) == 70
    terminal.given_back()
    again = start("-f", str(circle))
    again.wait_for("Unfinished text was kept: a note")


def test_a_file_that_breaks_meanwhile_is_said_and_the_screen_stays(start, circle) -> None:
    whole = circle.read_bytes()
    terminal = start("-f", str(circle))
    terminal.wait_for("Members 3")
    circle.write_bytes(whole[:100])
    terminal.wait_for("the file ends too early")
    assert "Wesley Adeyemi" in terminal.text()
    changed = json.loads(whole)
    changed["members"]["9"] = {"name": "Zora Quist"}
    circle.write_text(json.dumps(changed))
    terminal.wait_for("Members 4")
    terminal.leave()
    assert terminal.wait(5) == 0


def test_a_state_folder_that_cannot_be_written_is_said(start, circle) -> None:
    terminal = start("-f", str(circle), XDG_STATE_HOME="/dev/null")
    terminal.wait_for("Members 3")
    terminal.type("n")
    terminal.wait_for("Enter save")
    terminal.type("A word")
    terminal.wait_for("can't be kept as a draft")
    terminal.press("enter")
    terminal.wait_for("Noted: Ilse Brandt")
    terminal.press("ctrl+c")
    assert terminal.wait(5) == 0
    terminal.given_back()
