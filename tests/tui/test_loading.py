"""A screen that takes long to load is loaded beside the event loop."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec

from coptui.tui.commands import COMMANDS
from coptui.tui.loading import OPENS, SCREENS

WATCHED = """
import asyncio, importlib._bootstrap_external as loader, sys, threading
from pathlib import Path

loaded = []
real = loader.SourceFileLoader.exec_module
def watched(self, module):
    if module.__name__.startswith("coptui.tui.screens."):
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
        for key in ("g", "e", "n", "0", "c", "p"):
            await pilot.press(key)
            for _ in range(200):
                await asyncio.sleep(0.01)
                if len(app.screen_stack) > 1:
                    break
            app.pop_screen()
            await pilot.pause()

asyncio.run(main(Path(sys.argv[1])))
for name, on_the_loop in loaded:
    print(name.rpartition(".")[2], "on the loop" if on_the_loop else "beside it")
"""


def test_every_place_is_a_command_and_a_screen() -> None:
    assert OPENS.keys() <= {command.id for command in COMMANDS}
    assert all(find_spec(f"{SCREENS}.{name}") for name in OPENS.values())


def test_what_a_key_opens_is_loaded_beside_the_loop(path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, str(path)], capture_output=True, text=True, check=True
    )
    where = dict(line.split(" ", 1) for line in done.stdout.splitlines())
    for name in ("find", "form", "entry", "today", "cultivate", "pulse"):
        assert where[name] == "beside it", where
