"""Where Esc arrives it leads back, as Backspace does; nothing needs it."""

from __future__ import annotations

import pytest

OPENED = (
    "0",
    "4",
    "5",
    "c",
    "p",
    "v",
    "H",
    "i",
    "x",
    "B",
    "question_mark",
    "colon",
    "g",
    "n",
    "e",
    "plus",
)


@pytest.mark.parametrize("key", OPENED)
async def test_it_leads_back(open_app, key) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(key)
        assert len(app.screen_stack) == 2
        await pilot.press("escape")
        await pilot.pause()
        assert len(app.screen_stack) == 1
        # It never leaves the program.
        await pilot.press("escape")
        assert app.is_running and not app._exit


async def test_it_takes_a_filter_away(open_app) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        members = app.screen.panes["members"]
        for keys in (("/", "b", "e"), ("/", "b", "e", "enter"), ("/",)):
            await pilot.press(*keys)
            await pilot.press("escape")
            assert not members.typed and not members.querying
            assert len(members.rows) >= 8
