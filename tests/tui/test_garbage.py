"""Nobody who types waits for the garbage collector, and closed screens are freed all the same."""

from __future__ import annotations

import gc
import weakref

from coptui.tui import garbage


async def test_everything_is_looked_through_only_at_rest(open_app) -> None:
    walks: list[int] = []

    def walked(phase: str, info: dict[str, int]) -> None:
        if phase == "stop":
            walks.append(info["generation"])

    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1")
        await app._readying
        gc.callbacks.append(walked)
        try:
            for _ in range(6):
                await pilot.press("e", "escape", "g", "escape", "n", "escape")
            assert 1 in walks and 2 not in walks
            app._clear_away()
            assert 2 not in walks
            app._typed_ahead.last -= garbage.REST
            app._clear_away()
            app._clear_away()
            assert walks.count(2) == 1
        finally:
            gc.callbacks.remove(walked)
    assert gc.get_threshold()[2] < garbage.SELDOM


async def test_a_closed_screen_is_freed_at_rest(open_app) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1")
        await app._readying
        await pilot.press("e")
        form = weakref.ref(app.screen)
        app._typed_ahead.last -= garbage.REST
        app._clear_away()
        # What is still open then may not be taken for something that stays.
        await pilot.press("escape")
        await pilot.pause()
        app._typed_ahead.last -= garbage.REST
        app._clear_away()
        assert form() is None
