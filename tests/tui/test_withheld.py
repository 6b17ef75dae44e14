"""What a restricted or read-only start withholds is offered nowhere and does nothing."""

from __future__ import annotations

import pytest

from coptui.tui.shell.commands import COMMANDS, OTHER_FILES, WRITING
from coptui.whereabouts import of_file

WITHHELD = OTHER_FILES | WRITING
WHY = "Not available: this is another file."


def test_what_is_withheld_are_commands() -> None:
    assert {command.id for command in COMMANDS} >= WITHHELD


@pytest.mark.parametrize("way", [(), ("3", "b"), ("0",)], ids=["lists", "a brief", "today"])
async def test_it_is_neither_in_the_palette_nor_in_help(way, open_app) -> None:
    app = open_app(withheld=dict.fromkeys(WITHHELD, WHY))
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press(*way)
        offered = {command.id for command in app.screen.commands()}
        assert offered and not offered & WITHHELD
        await pilot.press("question_mark")
        assert not {command.id for command in app.screen._commands} & WITHHELD


@pytest.mark.parametrize(
    ("keys", "stays"),
    [(("i",), "HomeScreen"), (("x",), "HomeScreen"), (("comma",), "HomeScreen"), (("3", "b", "w"), "PaperScreen")],
    ids=["import", "export", "another community", "a brief to a file"],
)  # fmt: skip
async def test_its_key_says_so_and_does_nothing(
    keys, stays, open_app, path, screen_text, monkeypatch
) -> None:
    monkeypatch.chdir(path.parent)
    app = open_app(
        withheld=dict.fromkeys(WITHHELD, WHY), communities=(of_file(path), of_file(path))
    )
    before = set(path.parent.iterdir())
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        assert type(app.screen).__name__ == stays
        assert WHY in screen_text(app)
    assert set(path.parent.iterdir()) == before
