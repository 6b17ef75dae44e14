"""Presenter mode is offered at the first roll call, and comes by itself before a meeting."""

from __future__ import annotations

import json

import pytest


async def press(pilot, *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


@pytest.fixture
def tonight(path):
    """A call that began ten minutes from now; it is 18:00."""
    path.write_text(
        json.dumps(
            {
                "community": {"1": {"name": "Circle"}},
                "members": {"1": {"name": "Ann", "notes": [{"on": "2026-01-01", "by": "x", "text": "SECRET"}]}},
                "events": {"1": {"title": "Call", "starts_at": "2026-11-22T18:10"}},
            }
        )
    )  # fmt: skip


async def test_it_comes_on_by_itself_when_the_line_is_written(
    tonight, open_app, screen_text, on_disk
) -> None:
    app = open_app(present_before=15)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f", *"send the sheet")
        await app._lookout.look()
        await pilot.pause()
        assert not app.presenting, "what is typed on would be taken for keys"
        await press(pilot, "enter")
        (action,) = on_disk("actions").values()
        assert action["text"] == "send the sheet"
        await app._lookout.look()
        await pilot.pause()
        assert app.presenting
        assert "Presenter mode" in screen_text(app)
        await press(pilot, "z", "y")
        assert not app.presenting
        app._lookout._meetings._looked = ""
        await app._lookout.look()
        assert not app.presenting, "who left it is not put back"


@pytest.mark.parametrize("minutes", [0, 9])
async def test_not_earlier_and_not_unless_it_is_set(tonight, open_app, minutes: int) -> None:
    app = open_app(present_before=minutes)
    async with app.run_test(size=(80, 24)) as pilot:
        await app._lookout.look()
        await pilot.pause()
        assert not app.presenting


async def test_the_first_roll_call_offers_it_once_and_goes_on(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "r", "y")
        assert "Press z to hide private details" in screen_text(app)
        await press(pilot, "z")
        assert app.presenting
        assert type(app.screen).__name__ == "RollCallScreen"
        await press(pilot, "space", "q")
        assert type(app.screen).__name__ == "HomeScreen"
        await press(pilot, "z", "y", "r", "y")
        assert "Press z to hide private details" not in screen_text(app)
