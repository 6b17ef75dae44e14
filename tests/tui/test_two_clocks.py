"""An event in another zone has the community's time on the screen, and the other beside it."""

from __future__ import annotations

import json

import pytest


@pytest.mark.parametrize("keys", [("0",), ("4",)], ids=["today", "calendar"])
async def test_a_screen_shows_both_clocks(path, open_app, screen_text, keys) -> None:
    tables = json.loads(path.read_text())
    tables["community"]["1"]["time_zone"] = "Europe/Berlin"
    tables["events"] = {
        "1": {"title": "Abroad", "starts_at": "2026-11-24T12:00", "time_zone": "America/New_York", "status": "confirmed"}
    }  # fmt: skip
    path.write_text(json.dumps(tables))
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        text = screen_text(app)
        assert "18:00" in text
        assert "12:00 in New York" in text
