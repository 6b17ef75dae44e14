"""The history: who, what, when; values after a key; one change taken back from the middle."""

from __future__ import annotations


async def press(pilot, *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def test_one_change_is_taken_back_from_the_middle(open_app, on_disk, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f", *"the first promise", "enter", "f", *"the second", "enter")
        await press(pilot, "H")
        assert "the first promise" in screen_text(app)
        await press(pilot, "down")
        assert "Enter shows before and after" in screen_text(app)
        await press(pilot, "enter")
        assert "created on" in screen_text(app)
        await press(pilot, "T")
        texts = [action["text"] for action in on_disk("actions").values()]
        assert "the second" in texts
        assert "the first promise" not in texts
        assert "undone" in screen_text(app)
        await press(pilot, "down", "down", "T")
        assert "Already undone" in screen_text(app)
        await press(pilot, "U")
        texts = [action["text"] for action in on_disk("actions").values()]
        assert "the first promise" in texts


async def test_what_something_later_stands_on_stays(open_app, on_disk, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "M", *"19:00", "enter", "M", *"20:00", "enter")
        await press(pilot, "H", "down", "T")
        assert "A later change affects the same" in screen_text(app)
        assert on_disk("events")["7"]["starts_at"].endswith("20:00")


async def test_no_history_while_presenting(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "z", "H")
        assert "Hidden in presenter mode" in screen_text(app)
