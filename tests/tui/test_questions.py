"""Questions at the bottom: their keys come from the table, and own keys apply to them."""

from __future__ import annotations

import pytest

from coptui.core.writing.jottings import KINDS
from coptui.tui.kit.inputs import CoptInput
from coptui.tui.shell.capturing import PLUS
from coptui.tui.shell.commands import COMMANDS, TYPED_IN
from coptui.tui.shell.keys import key_mistakes, key_text
from coptui.tui.shell.question import QuestionScreen


def test_each_kind_after_plus_has_its_row() -> None:
    rows = [command for command in COMMANDS if command.where == "plus"]
    assert [command.id for command in rows] == [*PLUS, "only-for-me"]
    for command, kind in zip(rows, KINDS, strict=False):
        said = (command.keys, command.word, command.does)
        assert said == ((kind.key,), kind.name, f"For example: {kind.example}.")


@pytest.mark.parametrize(
    ("way", "own", "answer", "done"),
    [
        (("D",), {"answer-yes": "j"}, "j", True),
        (("D",), {"answer-yes": "j"}, "y", False),
        (("D",), {}, "y", True),
        (("D",), {}, "n", False),
        (("D",), {}, "k", False),
    ],
)
async def test_a_question_is_answered_by_its_keys_alone(
    way, own, answer, done, open_app, screen_text, on_disk
) -> None:
    app = open_app(own_keys=own)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*way)
        yes = own.get("answer-yes", "y")
        assert screen_text(app).splitlines()[-1].startswith(f" {yes} yes  n no")
        await pilot.press(answer)
        await pilot.pause()
        assert not isinstance(app.screen, QuestionScreen)
    assert ("1" not in on_disk("members")) == done


async def test_own_keys_apply_where_a_line_is_typed(open_app, screen_text, on_disk) -> None:
    own = {"keep-line": "ctrl+k", "complete-name": "ctrl+n", "leave-line": "ctrl+g"}
    app = open_app(own_keys=own)
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.press("f")
        assert (
            screen_text(app)
            .splitlines()[-1]
            .startswith(" Ctrl+K save  Ctrl+N complete a name  Ctrl+G cancel")
        )
        await pilot.press(*"tell @fara", "ctrl+n", "enter", "escape")
        field = app.screen.query_one(CoptInput)
        assert field.value.startswith("tell @Farah.")
        await pilot.press("ctrl+k")
        await pilot.pause()
        assert not app.screen.query(CoptInput)
        await pilot.press("f", "ctrl+g")
        assert not app.screen.query(CoptInput)
    assert any(action["text"].startswith("tell") for action in on_disk("actions").values())


async def test_own_keys_apply_in_find(open_app) -> None:
    app = open_app(own_keys={"take-found": "ctrl+t", "leave-found": "ctrl+g"})
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", *"dana", "enter", "backspace", "backspace")
        assert app.screen.list.typed == "da"
        await pilot.press("ctrl+g")
        assert len(app.screen_stack) == 1
        await pilot.press("g", *"dana", "ctrl+t")
        assert app.screen.shown == ("members", 4)


def test_a_letter_is_no_own_key_where_letters_are_typed() -> None:
    typed_in = [command.id for command in COMMANDS if command.where in TYPED_IN]
    assert typed_in
    for action in typed_in:
        for sign in ("k", "/", "!"):
            assert key_mistakes({action: sign}), (action, key_text(sign))


async def test_a_part_of_plus_that_is_private_is_not_offered_while_presenting(
    open_app, screen_text
) -> None:
    app = open_app()
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.press("plus")
        assert "k private note" in screen_text(app)
        await pilot.press("q", "z", "plus")
        assert "a request" in screen_text(app) and "private note" not in screen_text(app)
        await pilot.press("k")
        assert len(app.screen_stack) == 1
