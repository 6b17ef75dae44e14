"""A question takes its answers alone: a sentence typed over it is never taken for commands."""

from __future__ import annotations

import pytest

from coptui.tui.home.home import HomeScreen
from coptui.tui.shell.commands import COMMANDS, commands_of
from coptui.tui.shell.entry import EntryScreen
from coptui.tui.shell.key_bar import KeyBar
from coptui.tui.shell.question import QuestionScreen

ANSWERS = {key for command in commands_of("question") for key in command.keys}
QUESTION = ("D",)


@pytest.mark.parametrize(
    "key", ["s", "e", "d", "a", "x", "1", "j", "enter", "space", "u", "D", "r"]
)
async def test_a_key_that_is_no_answer_leaves_the_question_and_names_the_answers(
    open_app, key
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*QUESTION, key)
        await pilot.pause()
        assert isinstance(app.screen, QuestionScreen)
        said = "".join(span.text for span in app.screen.query_one(KeyBar).message)
        assert said == "Press y, n or Esc."
        await pilot.press("n")
        assert isinstance(app.screen, HomeScreen)


@pytest.mark.parametrize("key", ["n", "q", "escape", "backspace"])
async def test_a_question_is_left_without_an_effect(open_app, key) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        members = dict(app.desk.session.community.members)
        await pilot.press(*QUESTION, key)
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        assert dict(app.desk.session.community.members) == members


@pytest.mark.parametrize(
    "key",
    [
        command.keys[0]
        for command in COMMANDS
        if command.id in ("follow-up", "touch") and command.keys[0] not in ANSWERS
    ],
)
async def test_what_is_noted_over_a_question_is_typed_into_its_line(open_app, key) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*QUESTION, key, *"send")
        await pilot.pause()
        assert isinstance(app.screen, EntryScreen)
        assert app.screen.field is not None and app.screen.field.value == "send"


async def test_presenter_mode_comes_on_over_a_question(open_app) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*QUESTION, "z")
        await pilot.pause()
        assert app.desk.session.presenting and isinstance(app.screen, HomeScreen)
