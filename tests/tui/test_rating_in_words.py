"""A rating may have a few words beside its numbers, and they bear no name."""

from __future__ import annotations


async def test_words_go_with_the_rating_and_not_with_the_next(
    open_app, on_disk, screen_text
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("r", "y", "p", "w", *"x" * 501, "enter")
        assert "500" in screen_text(app), "what is too long is said"
        await pilot.press("ctrl+u", *"loud, and good", "enter", *"343")
        assert "loud, and good" in screen_text(app)
        await pilot.press("enter", *"222", "enter")
        await pilot.pause()
        number = str(app.screen.event_id)
    one, next_one = on_disk("events")[number]["pulse"][-2:]
    assert (one["note"], one["value"]) == ("loud, and good", 3)
    assert "note" not in next_one
