"""Whatever is pressed, on whatever screen and size: it does not end, accepts no roll, and says what
it changed."""

from __future__ import annotations

import json
import random
import string

import pytest

from coptui.tui.meetings.roll_call import RollCallScreen
from coptui.tui.shell.question import LeaveScreen
from coptui.tui.walks.walk import WalkScreen

SIGNS = {
    " ": "space", ".": "full_stop", "-": "minus", "!": "exclamation_mark", "+": "plus",
    "/": "slash", ":": "colon", "?": "question_mark", ",": "comma", "@": "at", "#": "number_sign",
    "=": "equals_sign",
}  # fmt: skip
MOVES = ("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "tab", "shift+tab")
OTHERS = ("enter", "enter", "escape", "backspace", "ctrl+u", "ctrl+l", *MOVES)
KEYS = (*string.ascii_letters, *string.digits, *SIGNS.values(), *OTHERS * 2)
SIZES = [(80, 24), (60, 20), (120, 40)]
NOT_TOLD = {"exclamation_mark"}
"""A check-in is silent on purpose: others may see the screen."""


@pytest.fixture
def of_today(path):
    """The event to come is today's: there people can be marked, and a roll accepted."""
    text = path.read_text("utf-8").replace("2026-11-24T18:00", "2026-11-22T18:00")
    path.write_text(text, "utf-8")


def rolls(path) -> list[bool]:
    events = json.loads(path.read_text("utf-8"))["events"].values()
    return [event.get("attendance_taken", False) for event in events]


@pytest.mark.parametrize(
    ("presses", "seed"), [(150, 1), pytest.param(33_400, 2, marks=pytest.mark.long)]
)
@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_random_keys_end_nothing_accept_no_roll_and_change_nothing_untold(
    size, presses, seed, of_today, open_app, path, monkeypatch
) -> None:
    monkeypatch.chdir(path.parent)
    dice = random.Random(f"{seed} {size}")
    app = open_app()
    pressed: list[str] = []
    accepted = rolls(path)
    async with app.run_test(size=size) as pilot:
        for _ in range(presses):
            screen, before = app.screen, path.read_bytes()
            key = dice.choice(KEYS)
            if isinstance(screen, LeaveScreen) and key in ("q", "enter"):
                # Asked whether to quit, whoever says so means it.
                key = "x"
            if isinstance(screen, RollCallScreen) and key == "enter":
                # As whoever presses Enter there means to accept.
                key = "x"
            pressed.append(key)
            await pilot.press(key)
            await pilot.pause()
            last = f"{type(screen).__name__} {pressed[-12:]}"
            assert app.fault is None and app.is_running and not app._exit, last
            if path.read_bytes() != before:
                told = bool(app.desk.notice.lines) or key in NOT_TOLD
                # An answer is seen on its step at once, and a walk that was begun by standing there.
                assert (
                    told or isinstance(screen, WalkScreen) or isinstance(app.screen, WalkScreen)
                ), last
        assert rolls(path)[: len(accepted)] == accepted or len(rolls(path)) < len(accepted)
