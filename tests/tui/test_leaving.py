"""Leaving: on the first screen q asks once; any other key stays, and does nothing else."""

from __future__ import annotations

import string

import pytest
from textual.events import Key

from coptui.tui.home.home import HomeScreen
from coptui.tui.shell.commands import COMMANDS
from coptui.tui.shell.question import LeaveScreen

KEYS = sorted({*(key for command in COMMANDS for key in command.keys), *string.ascii_letters})


@pytest.mark.parametrize("key", ["q", "enter"])
async def test_q_and_once_more_leaves_with_0(key, open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("q")
        assert not app._exit
        *_, question, keys = screen_text(app).splitlines()
        assert question == " Quit coptui? q or Enter quits, any other key stays."
        assert keys == " q quit  Esc stay"
        await pilot.press(key)
        assert app._exit
    assert app.return_code == 0


@pytest.mark.parametrize("presenting", [False, True])
async def test_any_other_key_stays_and_does_nothing(
    presenting, open_app, on_disk, path, screen_text
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        if presenting:
            await pilot.press("z")
        await pilot.press("j")
        await pilot.pause()
        before, content = screen_text(app), path.read_bytes()
        for key in KEYS:
            if key in ("q", "enter", "ctrl+c", "z"):
                continue
            await pilot.press("q")
            assert isinstance(app.screen, LeaveScreen), key
            assert "q or Enter quits" in screen_text(app), key
            await pilot.press(key)
            assert isinstance(app.screen, HomeScreen), key
            assert (len(app.screen_stack), app._exit) == (1, False), key
            assert screen_text(app) == before, key
        assert path.read_bytes() == content


async def test_ctrl_c_leaves_at_once_there_too(open_app) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("q", "ctrl+c")
        assert app._exit


@pytest.mark.parametrize("key", ["backspace", "escape"])
async def test_a_step_back_on_the_first_screen_never_leaves(key, open_app) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", *[key] * 5)
        assert (len(app.screen_stack), app._exit) == (1, False)


@pytest.mark.parametrize("columns", [60, 80, 120])
async def test_the_key_line_says_where_q_leads(columns, open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(columns, 24)) as pilot:
        await pilot.pause()
        assert "q quit" in screen_text(app).splitlines()[-1]
        assert [each.title for each in app.screen.commands() if each.id == "leave"] == [
            "Quit coptui"
        ]
        await pilot.press("enter")
        assert "q quit" not in screen_text(app)
        await pilot.press("q")
        assert isinstance(app.screen, HomeScreen)
        assert "q quit" in screen_text(app).splitlines()[-1]


async def test_a_key_of_one_s_own_asks_and_answers(open_app, screen_text) -> None:
    app = open_app(own_keys={"leave": "ctrl+x"})
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("q")
        assert isinstance(app.screen, HomeScreen)
        await pilot.press("ctrl+x")
        assert "Ctrl+X or Enter quits" in screen_text(app)
        await pilot.press("q")
        assert isinstance(app.screen, HomeScreen) and not app._exit
        await pilot.press("ctrl+x", "ctrl+x")
        assert app._exit


async def test_keys_read_together_with_the_answer_are_dropped_though_passed_on_later(
    open_app,
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("q")
        read_together = [Key("x", "x"), Key("f", "f")]
        for key in read_together:
            app.post_message(key)
            await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        await pilot.press("f")
        assert not isinstance(app.screen, HomeScreen)


@pytest.mark.parametrize("keys", ["qx", "q", "gnobody\r", "sx\r"])
async def test_ctrl_c_leaves_also_where_keys_typed_ahead_are_dropped(keys, open_app) -> None:
    """By a question, its answer, or a line that can't be read; all read from the terminal together."""
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        read_together = [Key("enter", "\r") if key == "\r" else Key(key, key) for key in keys]
        for key in (*read_together, Key("ctrl+c", "\x03"), Key("x", "x")):
            app.post_message(key)
        await pilot.pause()
        assert app._exit
