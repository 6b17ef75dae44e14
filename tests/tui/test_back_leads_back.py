"""After looking something up, back leads to the place where it was asked for."""

from __future__ import annotations

import pytest

from coptui.tui.kit.record_list import RecordList

PLACES = {
    "roll call": (("3", "r", "y"), "RollCallScreen"),
    "today": (("0",), "TodayScreen"),
    "calendar": (("4",), "CalendarScreen"),
    "between events": (("5",), "BetweenMeetingsScreen"),
    "library": (("6",), "LibraryScreen"),
    "pulse": (("p",), "PulseScreen"),
    "value": (("v",), "ValueScreen"),
    "a walk": (("c", "down", "enter"), "WalkScreen"),
}


@pytest.mark.parametrize("place", sorted(PLACES))
async def test_finding_someone_leads_there_and_back(place, open_app, screen_text) -> None:
    keys, name = PLACES[place]
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        assert type(app.screen).__name__ == name
        await pilot.press("g", *"farah", "enter")
        await pilot.pause()
        assert app.screen.shown == ("members", 6)
        await pilot.press("q")
        await pilot.pause()
        assert type(app.screen).__name__ == name
        await pilot.press("q")
        await pilot.pause()
        assert type(app.screen).__name__ == "HomeScreen"


async def test_from_the_lists_back_leads_to_the_lists(open_app) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", *"farah", "enter", "q")
        await pilot.pause()
        assert type(app.screen).__name__ == "HomeScreen"
        assert isinstance(app.screen.focused, RecordList) and app.screen.focused.id == "members"
        assert app.screen_stack == [app.screen], "the lists themselves, and no others over them"
        assert app.screen.focused.key == app.screen.shown == ("members", 6)
        assert app.screen.detail.key is not None


async def test_the_bar_of_a_roll_call_says_that_enter_finishes(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "r", "y", "space", "j")
        await pilot.pause()
        assert "Enter finish" in screen_text(app).splitlines()[-1]
