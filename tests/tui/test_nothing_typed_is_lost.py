"""Whatever asks for a line: Esc asks before what was typed goes."""

from __future__ import annotations

import pytest

from coptui.tui.kit.inputs import CoptInput
from coptui.tui.shell.commands import COMMANDS
from coptui.tui.shell.entry import EntryScreen
from coptui.tui.shell.question import QuestionScreen

PANES = {"members": "1", "topics": "2", "events": "3"}
AFTER_PLUS = [command.keys[0] for command in COMMANDS if command.where == "plus"]
ASKED_AT_HOME = {"capture", "planning", "lists", "detail", "everywhere", "places", "practice"}


@pytest.mark.parametrize(
    "pane",
    ["members", *(pytest.param(pane, marks=pytest.mark.long) for pane in ("events", "topics"))],
)
async def test_every_line_that_is_asked_for(pane, open_app) -> None:
    app = open_app()
    asked = set()
    async with app.run_test(size=(100, 30)) as pilot:
        ways = [c for c in COMMANDS if c.where in ASKED_AT_HOME and c.id not in ("quit", "capture")]
        for way in [*ways, *AFTER_PLUS]:
            app.home()
            await pilot.press(PANES[pane])
            if isinstance(way, str):
                await pilot.press("plus", way)
            elif app.screen.offers(way):
                await app.screen.run_command(way)
            await pilot.pause()
            if not isinstance(app.screen, EntryScreen):
                continue
            entry, name = app.screen, way if isinstance(way, str) else way.id
            asked.add(name)
            await pilot.press(*" half a line", "escape")
            await pilot.pause()
            assert isinstance(app.screen, QuestionScreen), name
            await pilot.press("n")
            await pilot.pause()
            assert app.screen is entry, name
            assert entry.query_one(CoptInput).value.endswith("half a line"), name
            await pilot.press("escape", "y")
            await pilot.pause()
            assert not isinstance(app.screen, EntryScreen | QuestionScreen), name
    assert len(asked) > 10


async def test_a_line_without_anything_typed_closes_at_once(open_app) -> None:
    app = open_app()
    async with app.run_test(size=(100, 30)) as pilot:
        for key in ("escape", "backspace", "enter"):
            await pilot.press("n", key)
            await pilot.pause()
            assert type(app.screen).__name__ == "HomeScreen"
