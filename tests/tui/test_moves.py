"""What a move of a cursor costs is counted: who handles the key, how often it is drawn, and when."""

from __future__ import annotations

import pytest
from textual import events
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget

from coptui.tui.app import CoptApp
from coptui.tui.shell.base import CoptScreen


@pytest.mark.parametrize("focus", ["members", "detail"])
async def test_a_move_is_drawn_once_before_its_key_is_done(open_app, monkeypatch, focus) -> None:
    done: list[str] = []
    on_key, display = CoptScreen.on_key, CoptApp._display

    async def handled(self: CoptScreen, event: events.Key) -> None:
        await on_key(self, event)
        done.append("done")

    def shown(self: CoptApp, screen: Screen[None], update: object) -> None:
        done.append(type(update).__name__)
        display(self, screen, update)

    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        if focus == "detail":
            await pilot.press("enter")
        monkeypatch.setattr(CoptApp, "_display", shown)
        monkeypatch.setattr(CoptScreen, "on_key", handled)
        await pilot.press("j")
        await pilot.pause()
    drawn = [what for what in done if what != "NoneType"]
    assert drawn == ["ChopsUpdate", "done"]


@pytest.mark.parametrize(
    ("keys", "by"),
    [
        # Nothing is typed into a list: the screen has the key at once.
        (["j"], ["HomeScreen"]),
        (["slash", "x"], ["HomeScreen", "RecordList"]),
    ],
)
async def test_who_handles_a_key(open_app, monkeypatch, keys, by) -> None:
    handled: list[str] = []
    real = MessagePump.on_event

    async def noted(self: MessagePump, event: events.Event) -> None:
        if isinstance(event, events.Key) and isinstance(self, Widget):
            handled.append(type(self).__name__)
        await real(self, event)

    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        monkeypatch.setattr(MessagePump, "on_event", noted)
        await pilot.press(*keys)
        await pilot.pause()
    assert handled == by
