"""x: what can be taken away, with what is in it; a key to a file, a key to the clipboard."""

from __future__ import annotations

import json
import os
import stat

import pytest

from coptui.exports import EXPORTS


@pytest.fixture
def here(tmp_path, monkeypatch):
    """The folder in which the program was started."""
    place = tmp_path / "here"
    place.mkdir()
    monkeypatch.chdir(place)
    return place


async def test_each_says_what_is_in_it_and_what_is_not(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("x")
        await pilot.pause()
        text = screen_text(app)
        for export in EXPORTS:
            # On one line, nothing cut off.
            assert f"   {export.holds}; {export.without}\n" in text, export.id
            assert export.title in text
        assert "Enter save as a file  y copy the addresses" in text


async def test_enter_and_enter_writes_a_file(here, open_app, screen_text, path) -> None:
    before = path.read_bytes()
    app = open_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("x", "enter")
        await pilot.pause()
        assert "A new file will be made in" in screen_text(app)
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        (name,) = os.listdir(here)
        assert name == "2026-11-22-help-line-circle-members.csv"
        text = "".join(line.strip() for line in screen_text(app).splitlines())
        assert f"Saved as {here / name}".replace(" ", "") in text.replace(" ", "")
        assert "Saved as a file: 8 people." in screen_text(app)
        made = (here / name).read_text("utf-8")
        assert "Carlos Díaz" in made
        assert "late shifts" not in made
        assert stat.S_IMODE((here / name).stat().st_mode) == 0o600
        # The same name again: the file that is there stays, and another name can be typed.
        (here / name).write_text("mine")
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert "There is already a file" in screen_text(app)
        assert (here / name).read_text() == "mine"
        await pilot.press("ctrl+u", *"other.csv", "enter")
        await pilot.pause()
        assert (here / "other.csv").read_text("utf-8") == made
    assert path.read_bytes() == before


@pytest.mark.parametrize("place", range(len(EXPORTS)), ids=[one.id for one in EXPORTS])
async def test_every_one_can_be_written(place: int, here, open_app) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("x", *["j"] * place, "enter", "enter")
        await pilot.pause()
    (name,) = os.listdir(here)
    assert name.endswith(EXPORTS[place].file)
    text = (here / name).read_text("utf-8")
    assert text.strip()
    assert "Miller" not in text
    assert "late shifts" not in text
    if name.endswith(".json"):
        assert json.loads(text)["topics"]["3"]["title"] == "case 14"


async def test_addresses_to_the_clipboard(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("x", "y")
        await pilot.pause()
        assert app.copied == "amara@example.org"
        text = screen_text(app)
        assert "Copied: 1 address." in text
        assert "left out: 7 people without a usable address" in text


async def test_while_presenting_nothing_is_taken_away(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("z", "x")
        await pilot.pause()
        assert "Hidden in presenter mode" in screen_text(app)
        await pilot.press("z", "y", "x")
        await pilot.pause()
        assert "Export" in screen_text(app)
        await pilot.press("z")
        await pilot.pause()
        assert "Export" not in screen_text(app)


async def test_back_to_where_it_began(open_app) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        home = app.screen
        await pilot.press("x", "q")
        await pilot.pause()
        assert app.screen is home
