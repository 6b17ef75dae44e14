"""A Backspace that is held deletes, and leads back from nowhere."""

from __future__ import annotations

import pytest

from coptui.tui.kit import typed_ahead

WAYS = {
    "a follow-up": ("f",),
    "a form": ("a",),
    "the last place of a form": ("a", "up"),
    "Find": ("g",),
    "the palette": ("colon",),
    "a filter": ("slash",),
    "a roll call's filter": ("r", "y", "slash"),
    "a list": ("H",),
    "details": ("enter",),
    "Today": ("0",),
}


@pytest.fixture
def held(monkeypatch):
    """Every Backspace after another one is the same one, however slow the machine is."""
    monkeypatch.setattr(typed_ahead, "HELD", 3600.0)


@pytest.mark.parametrize("way", WAYS)
async def test_what_was_typed_goes_and_the_place_stays(way, held, open_app, path) -> None:
    before = path.read_bytes()
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*WAYS[way])
        await pilot.pause()
        depth = len(app.screen_stack)
        await pilot.press("a", "b", *["backspace"] * 30)
        await pilot.pause()
        if depth > 1 and way not in ("a list", "Today", "the last place of a form"):
            assert len(app.screen_stack) == depth
        assert len(app.screen_stack) >= depth - 1, "one press is one step back at most"
        assert app.is_running and not app._exit
    assert path.read_bytes() == before


@pytest.mark.parametrize("way", ["a follow-up", "Find", "the palette", "a filter"])
async def test_an_empty_line_is_left_by_a_press_and_the_rest_does_nothing(
    way, held, open_app
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("H", *(("colon",) if way == "a filter" else WAYS[way]))
        depth = len(app.screen_stack)
        await pilot.press("x", "backspace", "ctrl+u", *["backspace"] * 20)
        assert len(app.screen_stack) == depth - 1


async def test_a_press_after_a_pause_leaves(held, open_app, monkeypatch) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f", "a", "backspace", "backspace")
        assert len(app.screen_stack) == 2
        monkeypatch.setattr(typed_ahead, "HELD", 0.0)
        await pilot.press("backspace")
        assert len(app.screen_stack) == 1


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        (("f",), "Esc cancel"),
        (("a",), "Esc cancel"),
        (("a", *["tab"] * 12), "Esc cancel"),
        (("g",), "Esc cancel"),
        (("colon",), "Esc cancel"),
        (("plus",), "Esc cancel"),
        (("D",), "Esc cancel"),
        (("q",), "Esc stay"),
    ],
)
async def test_esc_is_shown_and_cancels(keys, word, open_app, screen_text, path) -> None:
    before = path.read_bytes()
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        assert word in screen_text(app).splitlines()[-1]
        await pilot.press("escape")
        await pilot.pause()
        assert (len(app.screen_stack), app._exit) == (1, False)
    assert path.read_bytes() == before


async def test_esc_cancels_in_a_field_of_several_lines(open_app) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "a", *["up"] * 2)
        assert type(app.focused).__name__ == "CoptText"
        await pilot.press("escape")
        assert len(app.screen_stack) == 1


@pytest.mark.parametrize("way", ["a follow-up", "a form"])
async def test_a_press_deletes_a_letter(way, open_app) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*WAYS[way], *"abc", "backspace", "backspace")
        assert app.focused.value == "a"
