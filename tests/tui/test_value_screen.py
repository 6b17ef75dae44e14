"""Sponsor asks for proof of value: one key, and one more to copy."""

from __future__ import annotations

import json

import pytest


@pytest.fixture
def path(path):
    data = json.loads(path.read_text("utf-8"))
    data["stories"] = {
        "1": {"on": "2026-09-01", "text": "I tried the sheet.", "teller": 2, "consent": "public", "cycle": "potential"},
        "2": {
            "on": "2026-10-01", "text": "It saves an hour.", "teller": 2, "consent": "public",
            "cycle": "realised", "previous": 1, "measure": {"value": 5, "unit": "hours a week"},
        },
        "3": {"on": "2026-10-02", "text": "Nobody asked me yet.", "teller": 4},
        "4": {"on": "2026-10-02", "text": "Between us.", "teller": 4, "consent": "private"},
    }  # fmt: skip
    path.write_text(json.dumps(data), "utf-8")
    return path


async def test_one_key_shows_and_one_copies(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("v")
        await pilot.pause()
        text = screen_text(app)
        assert text.index("I tried the sheet.") < text.index("It saves an hour.")
        assert "5 hours a week" in text
        assert "a colleague" in text
        assert "Beth" not in text
        assert "Nobody asked me yet" not in text
        await pilot.press("y")
        await pilot.pause()
        assert "It saves an hour." in app.copied
        assert "Between us" not in app.copied
        await pilot.press("a")
        await pilot.pause()
        text = screen_text(app)
        assert "Nobody asked me yet." in text
        assert "Dana Whitfield" in text
        assert "Between us" not in text
        await pilot.press("a", "q")
        await pilot.pause()
        assert app.screen.focused.id == "members"


async def test_a_story_that_awaits_consent_is_completed(open_app, on_disk, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.press("v", "enter")
        await pilot.pause()
        assert "Press a to see the stories waiting for consent" in screen_text(app)
        await pilot.press("a")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        form = app.screen
        form.query_one("#previous-field").value = "saves an"
        form.query_one("#measure-field").value = "15 minutes saved per call"
        form.query_one("#consent-field").value = "public"
        form.query_one("#confirmed-by-field").value = "Dr Quill"
        await pilot.press("enter")
        await pilot.pause()
        assert "No story is waiting for consent." in screen_text(app)
    assert on_disk("stories")["3"] == {
        "on": "2026-10-02",
        "text": "Nobody asked me yet.",
        "teller": 4,
        "previous": 2,
        "measure": {"value": 15.0, "unit": "minutes saved per call"},
        "consent": "public",
        "confirmed_by": "Dr Quill",
    }


async def test_no_story_is_completed_while_presenting(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("v", "a", "z", "e")
        await pilot.pause()
        assert "Hidden in presenter mode" in screen_text(app)


async def test_the_page_is_saved_as_a_file_too(
    open_app, screen_text, tmp_path, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("v", "w")
        await pilot.pause()
        text = (tmp_path / "2026-11-22-value.txt").read_text("utf-8")
        assert "It saves an hour." in text and "Between us" not in text
