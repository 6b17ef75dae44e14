"""Commands in a real terminal: what a person is asked, and what a key press does."""

import os
import pty
import select
import sys
import time

import pytest


class Talk:
    """A command with a terminal at all its ends, read as plain text."""

    def __init__(self, *words: str, **environ: str) -> None:
        self.text = ""
        self.pid, self._descriptor = pty.fork()
        if self.pid == 0:
            command = [sys.executable, "-m", "coptui", *words]
            os.execve(sys.executable, command, {**os.environ, "TERM": "xterm-256color", **environ})

    def until(self, wanted: str, limit: float = 30.0) -> None:
        """Read until a text comes; fails with all that came."""
        end = time.monotonic() + limit
        while wanted not in self.text:
            assert time.monotonic() < end, self.text
            if select.select([self._descriptor], [], [], 0.2)[0]:
                try:
                    data = os.read(self._descriptor, 65536)
                except OSError:
                    data = b""
                assert data, self.text
                self.text += data.decode(errors="replace").replace("\r\n", "\n")

    def type(self, keys: str) -> None:
        os.write(self._descriptor, keys.encode())

    def end(self) -> int:
        """The exit code, once everything is read."""
        try:
            while data := os.read(self._descriptor, 65536):
                self.text += data.decode(errors="replace").replace("\r\n", "\n")
        except OSError:
            pass
        _, status = os.waitpid(self.pid, 0)
        os.close(self._descriptor)
        return os.waitstatus_to_exitcode(status)


def test_a_plain_walk_asks_again_and_moves_no_cursor(file, saved):
    talk = Talk("-f", str(file), "walk", "small-round", "--plain")
    talk.until("\n> ")
    talk.type("7\n")
    talk.until("'7' isn't an answer to this question.")
    talk.type("3 | note\n")
    talk.until("2 of 5.")
    talk.type("q\n")
    assert talk.end() == 0
    assert "\x1b" not in talk.text
    assert saved(file)["runs"]["1"]["log"][0]["note"] == "note"


def test_ctrl_c_in_a_plain_walk_keeps_the_answers(file, saved):
    talk = Talk("-f", str(file), "walk", "small-round", "--plain")
    talk.until("\n> ")
    talk.type("3\n")
    talk.until("2 of 5.")
    talk.type("\x03")
    assert talk.end() == 130
    assert "Traceback" not in talk.text
    assert len(saved(file)["runs"]["1"]["log"]) == 1


def test_restoring_asks(coptui, file):
    coptui("-f", file, "log", "@carlos hello")
    present = file.read_bytes()
    talk = Talk("-f", str(file), "restore", "1")
    talk.until("y or n:")
    talk.type("n\n")
    assert talk.end() == 0
    assert file.read_bytes() == present


def test_new_asks_for_name_and_purpose(home, saved):
    talk = Talk("new", "circle.json")
    talk.until("called?")
    talk.type("Reading circle\n")
    talk.until("for?")
    talk.type("To read.\n")
    assert talk.end() == 0
    assert saved(home / "circle.json")["community"]["1"]["purpose"] == "To read."


def test_a_walk_on_the_full_screen_opens_at_its_step(coptui, file, saved):
    coptui("-f", file, "walk", "small-round", "--plain", typed="3\n")
    talk = Talk("-f", str(file), "walk", "small-round", PYTHONUNBUFFERED="1")
    talk.until("Is the next meeting dated?")
    talk.type("\x03")
    assert talk.end() == 0
    assert list(saved(file)["runs"]) == ["1"]


def test_the_demo_leaves_nothing_behind(home):
    (home / "tmp").mkdir()
    talk = Talk("demo", TMPDIR=str(home / "tmp"))
    talk.until("Members")
    talk.type("\x03")
    assert talk.end() == 0
    assert "End of the demo" in talk.text
    assert list((home / "tmp").iterdir()) == []


@pytest.mark.parametrize("sample", ["nonsense", "../help-line"])
def test_a_sample_that_is_none(sample):
    talk = Talk("demo", sample)
    assert talk.end() == 2
    assert "help-line" in talk.text


def test_the_first_run_offers_ways_to_begin():
    talk = Talk()
    talk.until("Start a new community")
    talk.type("\x03")
    assert talk.end() == 0


def test_a_community_can_begin_with_a_file(home, saved):
    (home / "Downloads").mkdir()
    (home / "Downloads" / "roster.csv").write_text("Name,E-mail\nLena Voss,lena@example.org\nBo,\n")
    talk = Talk()
    talk.until("Start from a spreadsheet or calendar")
    # Down to it, its name, no purpose; then the newest file, and accept.
    talk.type("j\r")
    talk.until("What is your community called?")
    talk.type("Rota\r")
    talk.until("What is Rota for?")
    talk.type("\r")
    talk.until("What is your name?")
    talk.type("Lena Voss\r")
    talk.until("Choose a file")
    talk.until("roster.csv")
    talk.type("\r")
    talk.until("to leave them out")
    talk.type("\r")
    talk.until("1 person matched, 1 new person")
    talk.type("\x03")
    assert talk.end() == 0
    made = saved(home / "data" / "coptui" / "community.json")
    assert [one["name"] for one in made["members"].values()] == ["Lena Voss", "Bo"]
