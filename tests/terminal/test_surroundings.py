"""Terminals, locales, colours and settings of every kind."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest


def run(home: dict[str, str], *arguments: str, **options) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "coptui", *arguments],
        env={**os.environ, **home},
        capture_output=True,
        text=True,
        timeout=60,
        **options,
    )


@pytest.mark.parametrize("arguments", [[], ["demo"]])
def test_no_terminal_is_one_line_and_exit_2(home, circle, arguments) -> None:
    arguments = arguments or ["-f", str(circle)]
    done = run(home, *arguments, stdin=subprocess.DEVNULL)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert "terminal" in done.stderr


def test_no_terminal_and_no_file_is_one_line_and_exit_2(home) -> None:
    done = run(home, stdin=subprocess.DEVNULL)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)


@pytest.mark.parametrize("stream", ["0</dev/null", "1>/dev/null", "0<&-", "1>&-"])
def test_one_stream_without_a_terminal_is_enough(start, circle, stream) -> None:
    shell = f'exec "$0" -m coptui "$@" {stream}'
    terminal = start(
        sys.executable, "-f", str(circle),
        program=("-c", "import os,sys; os.execv('/bin/sh', ['sh', '-c', *sys.argv[1:]])", shell),
    )  # fmt: skip
    assert terminal.wait(10) == 2
    assert b"terminal" in terminal.sent
    assert b"\x1b[?1049h" not in terminal.sent


def test_standard_error_in_a_file_is_no_hindrance(start, circle, tmp_path) -> None:
    shell = f'exec "$0" -m coptui "$@" 2>{tmp_path}/log'
    terminal = start(
        sys.executable, "-f", str(circle),
        program=("-c", "import os,sys; os.execv('/bin/sh', ['sh', '-c', *sys.argv[1:]])", shell),
    )  # fmt: skip
    terminal.wait_for("Members 3")
    terminal.leave()
    assert terminal.wait(5) == 0
    terminal.given_back()
    assert (tmp_path / "log").read_bytes() == b""


@pytest.mark.parametrize("name", ["dumb", ""])
def test_a_terminal_that_can_do_nothing_is_told_so(start, circle, name) -> None:
    terminal = start("-f", str(circle), TERM=name)
    assert terminal.wait(10) == 2
    assert len(bytes(terminal.sent).splitlines()) == 1
    assert b"TERM" in terminal.sent
    assert b"\x1b" not in terminal.sent


PLAIN = "Reading circle"


@pytest.mark.parametrize(
    "around",
    [
        {"LANG": "C", "LC_ALL": ""},
        {"LANG": "C", "LC_ALL": "C"},
        {"LANG": "POSIX"},
        {"LANG": "en_US.ISO-8859-1", "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"},
        {"TERM": "linux"},
    ],
    ids=["C", "C for all", "POSIX", "Latin-1", "console"],
)
def test_signs_are_ascii_where_more_cannot_be_trusted(start, circle, around) -> None:
    terminal = start("-f", str(circle), **around)
    terminal.wait_for("Members 3")
    terminal.read()
    text = terminal.text().replace("Ondřej Novák", "")
    assert re.sub(r"Ond.{1,2}ej Nov.{1,2}k", "", text).isascii(), text
    assert rb"\u" not in terminal.sent
    assert rb"\x" not in terminal.sent
    assert "--" in text and "|" in text and ">" in text
    terminal.press("c")
    terminal.wait_for("Checklists ")
    terminal.press("enter")
    terminal.wait_for(" 1 of ")
    terminal.press("3")
    terminal.wait_for("[3 ")
    assert terminal.text().isascii(), terminal.text()


def test_names_stay_whole_where_signs_are_ascii(start, circle) -> None:
    terminal = start("-f", str(circle), TERM="linux")
    terminal.wait_for("Ondřej Novák")


COLOUR = re.compile(rb"\x1b\[(?:[\d;]*;)?(?:3[0-8]|4[0-8]|9\d|10[0-7])(?:;[\d;]*)?m")


def test_no_color_sends_no_colour(start, circle) -> None:
    terminal = start("-f", str(circle), NO_COLOR="1")
    terminal.wait_for("Members 3")
    terminal.press("j", "tab", "tab", "1", "c")
    terminal.wait_for("Checklists ")
    terminal.press("enter")
    terminal.wait_for(" 1 of ")
    terminal.press("1")
    terminal.wait_for("[1 ")
    terminal.press("n")
    terminal.wait_for("Enter save")
    terminal.type("A word")
    terminal.wait_for("A word")
    terminal.press("enter")
    terminal.read()
    assert COLOUR.findall(bytes(terminal.sent)) == []


def row_of(terminal, text: str) -> list:
    line = next(n for n, line in enumerate(terminal.screen.display) if text in line[:30])
    return [terminal.screen.buffer[line][x] for x in range(2, 30)]


@pytest.mark.parametrize("how", [{"NO_COLOR": "1"}, {}], ids=["NO_COLOR", "theme"])
def test_without_colours_the_cursor_is_seen(start, circle, settings, how) -> None:
    if not how:
        settings("theme: mono\n")
    terminal = start("-f", str(circle), **how)
    terminal.wait_for("Members 3")
    terminal.read()
    assert all(cell.reverse for cell in row_of(terminal, "Ilse Brandt  "))
    assert not any(cell.reverse for cell in row_of(terminal, "Wesley Ade"))
    assert COLOUR.findall(bytes(terminal.sent)) == []


@pytest.fixture
def settings(tmp_path):
    def write(text: str) -> None:
        folder = tmp_path / "config" / "coptui"
        folder.mkdir(parents=True)
        (folder / "config.yaml").write_text(text)

    return write


@pytest.mark.parametrize(
    ("theme", "ground"), [("morning", "48;5;231"), ("evening", "48;5;234"), ("terminal", None)]
)
def test_a_theme_from_the_settings(start, circle, settings, theme, ground) -> None:
    settings(f"theme: {theme}\n")
    terminal = start("-f", str(circle))
    terminal.wait_for("Members 3")
    terminal.read()
    grounds = set(re.findall(rb"48;5;\d+|48;2;[\d;]+", bytes(terminal.sent)))
    if ground is None:
        assert grounds == set()
    else:
        assert ground.encode() in grounds


def test_ascii_from_the_settings(start, circle, settings) -> None:
    settings("ascii: true\n")
    terminal = start("-f", str(circle))
    terminal.wait_for("Members 3")
    terminal.read()
    assert terminal.text().replace("Ondřej Novák", "").isascii()


def test_full_signs_from_the_settings(start, circle, settings) -> None:
    settings("ascii: false\n")
    terminal = start("-f", str(circle), TERM="linux")
    terminal.wait_for("Members 3 ─")


def test_a_key_of_ones_own(start, circle, settings) -> None:
    settings("keys: {find: ctrl+g}\n")
    terminal = start("-f", str(circle))
    terminal.wait_for("Members 3")
    terminal.press("g", "\x07")
    terminal.wait_for("Find")
    terminal.type("wes")
    terminal.wait_for("Go to 1  wes")


def test_wrong_keys_are_said_and_left_out(start, circle, settings) -> None:
    settings("keys: {find: ctrl+s, dance: x, help: W}\n")
    terminal = start("-f", str(circle))
    terminal.wait_for("keys: ")
    said = " ".join(terminal.text().split())
    assert "find" in said
    terminal.press("W")
    terminal.wait_for("keys for the screen")
    terminal.press("q")
    terminal.press("g")
    terminal.wait_for("Find")


def test_a_wrong_setting_is_said_and_left_out(start, circle, settings) -> None:
    settings("theme: pink\nascii: true\n")
    terminal = start("-f", str(circle))
    terminal.wait_for("theme")
    assert terminal.text().replace("Ondřej Novák", "").isascii()


def test_what_another_program_wrote_over_it_goes_by_one_key(start, circle) -> None:
    terminal = start("-f", str(circle))
    terminal.wait_for("Members 3")
    terminal.read()
    before = terminal.text()
    terminal.overwrite("\x1b[3;1HBroadcast message from root: back in 5 minutes")
    assert "Broadcast" in terminal.text()
    terminal.press("\x0c")
    terminal.read()
    assert terminal.text() == before
