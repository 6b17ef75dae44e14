"""A screen that takes long to load is loaded beside the event loop."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec

from coptui.tui.commands import COMMANDS
from coptui.tui.loading import imports_of
from coptui.tui.screens.cultivate import CultivateScreen
from coptui.tui.screens.home import HomeScreen

KEYS = "g e n t D a 0 p p! v v! 4 5 c c! 2N 2e 3r rp 3b 3M B H w x i m z"
"""Keys from the first screen, a place after the other; `!` is Enter."""
WATCHED = """
import asyncio, importlib._bootstrap_external as loader, sys, threading
from pathlib import Path

loaded = []
real = loader.SourceFileLoader.exec_module
def watched(self, module):
    if module.__name__.startswith("coptui."):
        loaded.append((module.__name__, threading.current_thread() is threading.main_thread()))
    real(self, module)

from coptui.session import Session
from coptui.store.store import Store
from coptui.tui.app import CoptApp
from datetime import UTC, datetime

async def main(path):
    session = Session(Store(path), by="x", clock=lambda: datetime.now(UTC))
    app = CoptApp(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        loader.SourceFileLoader.exec_module = watched
        # Into each place and out again; what is written down is left empty.
        for keys in sys.argv[2].split():
            for key in keys:
                await pilot.press("enter" if key == "!" else key)
            while len(app.screen_stack) > 1:
                app.pop_screen()
            await pilot.pause()

asyncio.run(main(Path(sys.argv[1])))
for name, on_the_loop in loaded:
    print(name.rpartition(".")[2], "on the loop" if on_the_loop else "beside it")
"""


def test_what_an_action_opens_is_found_wherever_it_says_so() -> None:
    walk = "coptui.tui.screens.walk"
    # In a method that it calls; in the handler of Enter on a line; in a function inside it.
    assert walk in imports_of(CultivateScreen, "action_walk")
    assert walk in imports_of(CultivateScreen, "on_record_list_chosen")
    assert "coptui.tui.screens.question" in imports_of(HomeScreen, "action_presenter")
    assert imports_of(HomeScreen, "action_leave") == ()
    assert imports_of(HomeScreen, "action_of_nobody") == ()


def test_whatever_is_imported_in_a_screen_exists() -> None:
    for command in COMMANDS:
        for screen in (HomeScreen, CultivateScreen):
            for name in imports_of(screen, f"action_{command.action}"):
                assert find_spec(name), name


def test_what_a_key_opens_is_loaded_beside_the_loop(path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, str(path), KEYS],
        capture_output=True,
        text=True,
        check=True,
    )
    where = dict(line.split(" ", 1) for line in done.stdout.splitlines())
    screens = {"find", "form", "entry", "today", "cultivate", "walk", "pulse", "calendar"}
    assert where.keys() >= screens | {"planning", "rating"}
    # What the session takes for presenter mode is small, and no screen.
    assert {name for name, there in where.items() if there != "beside it"} <= {"presenting"}
