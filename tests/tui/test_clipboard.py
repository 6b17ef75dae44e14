"""Copied is said only where it can have arrived."""

from __future__ import annotations

import base64
import re
import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coptui.errors import UsageError
from coptui.tui.kit.clipboard import LONGEST, PIECE, clipboard_code
from tests.until import until

COPIES = {"home": ("y",), "value": ("v", "y"), "paper": ("3", "b", "y"), "export": ("x", "y")}


def held(code: str) -> str:
    """What a terminal has on its clipboard afterwards."""
    (found,) = re.fullmatch("\x1b]52;c;(.*)\x07", code, re.S).groups()
    return base64.b64decode(found).decode()


@given(st.text(max_size=500))
def test_a_terminal_gets_the_whole_text(text: str) -> None:
    assert held(clipboard_code(text, {"TERM": "xterm-256color"})) == text


@given(st.text(max_size=2000))
def test_gnu_screen_hands_all_of_it_on(text: str) -> None:
    code = clipboard_code(text, {"TERM": "screen", "STY": "1.pts"})
    pieces = re.findall("\x1bP(.*?)\x1b\\\\", code, re.S)
    assert code == "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)
    assert max(map(len, pieces)) <= PIECE
    assert held("".join(pieces)) == text


@pytest.mark.parametrize("term", ["linux", "vt100", "vt220", "ansi"])
def test_where_there_is_none_nothing_is_sent(term: str) -> None:
    with pytest.raises(UsageError):
        clipboard_code("Ann", {"TERM": term})


def test_what_is_too_long_is_not_said_to_be_there() -> None:
    with pytest.raises(UsageError):
        clipboard_code("x" * LONGEST, {"TERM": "xterm"})


@pytest.mark.parametrize("keys", COPIES.values(), ids=COPIES)
@pytest.mark.parametrize(("term", "arrives"), [("xterm-256color", True), ("linux", False)])
async def test_no_screen_says_copied_where_it_cannot_be(
    keys, term, arrives, open_app, screen_text, monkeypatch
) -> None:
    monkeypatch.setenv("TERM", term)
    monkeypatch.delenv("STY", raising=False)
    monkeypatch.delenv("TMUX", raising=False)
    app = open_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*keys)
        last = lambda: screen_text(app).splitlines()[-1]  # noqa: E731
        await until(lambda: "Copied" in last() or "this terminal's clipboard" in last())
        assert ("Copied" in last()) is arrives
        assert ("this terminal's clipboard" in last()) is not arrives


@pytest.mark.parametrize("letter", ["й", "ф", "я", "λ", "あ", "ش"])
async def test_a_letter_of_another_alphabet_gets_a_line_of_help(
    letter, open_app, screen_text
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(letter)
        await pilot.pause()
        assert "Latin letters" in screen_text(app).splitlines()[-1]


@pytest.mark.skipif(shutil.which("tmux") is None, reason="no tmux here")
async def test_in_tmux_as_it_comes_what_is_copied_is_in_its_buffer(
    open_app, tmp_path, monkeypatch, screen_text
) -> None:
    # A short name: a socket's path may not be long.
    tmux = ["tmux", "-S", str(tmp_path / "t"), "-f", "/dev/null"]
    if len(tmux[2]) > 100:
        pytest.skip("the folder's name is too long for a socket")
    subprocess.run([*tmux, "new-session", "-d"], check=True)
    try:
        monkeypatch.setenv("TMUX", f"{tmp_path / 't'},1,0")
        app = open_app()
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("y")
            assert "Copied: Amara Okafor" in screen_text(app)
        shown = subprocess.run([*tmux, "show-buffer"], capture_output=True, text=True, check=True)
        assert shown.stdout == "Amara Okafor"
    finally:
        subprocess.run([*tmux, "kill-server"], check=False)


async def test_where_tmux_is_gone_nothing_is_said_to_be_copied(
    open_app, tmp_path, monkeypatch, screen_text
) -> None:
    monkeypatch.setenv("TMUX", f"{tmp_path / 'gone'},1,0")
    app = open_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("y")
        assert "Copied" not in screen_text(app)
        assert "tmux didn't take the text." in screen_text(app)
