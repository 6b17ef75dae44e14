"""A brief before a meeting and minutes after it: one key, and one more to copy or to write."""

from __future__ import annotations

import os
import stat


async def test_brief_of_the_event_under_the_cursor(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "b")
        await pilot.pause()
        text = screen_text(app)
        assert "Brief  Community call" in text
        assert "in 2 days" in text
        assert "Amara Okafor, Beth Lindqvist" in text
        await pilot.press("y")
        await pilot.pause()
        assert app.copied.startswith("# Community call: brief\n")
        await pilot.press("q")
        await pilot.pause()
        assert app.screen.focused.id == "upcoming"


async def test_of_a_past_event_its_minutes_and_the_other_by_the_same_key(
    open_app, screen_text
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        app.screen.show_record(("events", 6))
        await pilot.press("b")
        await pilot.pause()
        text = screen_text(app)
        assert "Minutes  Community call" in text
        assert "4 people: Amara Okafor, Beth Lindqvist" in text
        assert "Callers who never say goodbye" in text
        await pilot.press("b")
        await pilot.pause()
        assert "Brief  Community call" in screen_text(app)


async def test_from_the_palette_without_an_event_it_is_the_last_one(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("colon", *"minutes", "enter")
        await pilot.pause()
        assert "Minutes  Community call" in screen_text(app)
        assert "Thu 12 Nov 2026" in screen_text(app)


async def test_a_file_is_written_once(open_app, screen_text, tmp_path, monkeypatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    app = open_app()
    async with app.run_test(size=(200, 40)) as pilot:
        await pilot.press("3", "b", "w")
        await app.workers.wait_for_complete()
        await pilot.pause()
        (name,) = os.listdir()
        assert name == "2026-11-24-community-call-brief.md"
        path = tmp_path / "here" / name
        assert str(path) in screen_text(app)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        path.write_text("mine")
        await pilot.press("w")
        await pilot.pause()
        assert "There is already a file" in screen_text(app)
        assert path.read_text() == "mine"


async def test_while_presenting_a_brief_names_nobody(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("z", "3", "b")
        await pilot.pause()
        text = screen_text(app)
        assert "PRESENTING" in text
        assert "Brief  Community call" in text
        assert "Amara" not in text
        await pilot.press("y")
        await pilot.pause()
        assert "Amara" not in app.copied
