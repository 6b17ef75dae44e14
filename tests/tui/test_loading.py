"""A screen that takes long to load is loaded beside the event loop."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import coptui.tui
from coptui.tui.routes import ROUTES
from coptui.tui.shell import places
from coptui.tui.shell.commands import COMMANDS
from coptui.tui.shell.everywhere import Everywhere

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


def test_every_place_has_a_screen_that_takes_what_it_holds() -> None:
    known = {
        place for place in places.Place.__subclasses__() if place.__module__.startswith("coptui.")
    }
    assert set(ROUTES) == known
    for place, route in ROUTES.items():
        module, _, name = route.partition(":")
        screen = getattr(import_module(f"coptui.tui.{module}"), name)
        _, desk, *given = inspect.signature(screen.__init__).parameters.values()
        assert desk.name == "desk", route
        assert len(given) == len(place.__struct_fields__), route
        assert all(parameter.kind is parameter.POSITIONAL_OR_KEYWORD for parameter in given), route


def sources() -> dict[str, ast.Module]:
    """Every module of the full screen by its name below `coptui.tui`."""
    (folder,) = map(Path, coptui.tui.__path__)
    return {
        ".".join(path.relative_to(folder).with_suffix("").parts): ast.parse(path.read_text("utf-8"))
        for path in sorted(folder.rglob("*.py"))
    }


def test_every_screen_is_the_way_of_a_place() -> None:
    """A screen has a route, but for those on which others stand."""
    classes = {
        f"{module}:{node.name}": node
        for module, tree in sources().items()
        for node in tree.body
        if isinstance(node, ast.ClassDef)
        and node.name.endswith("Screen")
        and not any(isinstance(base, ast.Name) and base.id == "Protocol" for base in node.bases)
    }
    stood_on = {
        part.id for node in classes.values() for base in node.bases
        for part in ast.walk(base) if isinstance(part, ast.Name)
    }  # fmt: skip
    screens = {name for name in classes if name.partition(":")[2] not in stood_on}
    assert screens == set(ROUTES.values())


def test_every_place_is_opened_somewhere() -> None:
    """By a command that only opens it, or by the code of a screen."""
    opened = {
        node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
        for tree in sources().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name)
    }
    assert {place.__name__ for place in ROUTES} - opened == set()


def test_a_command_opens_a_place_or_is_done_by_a_screen_but_not_both() -> None:
    for command in COMMANDS:
        if command.opens is not None:
            for route in ROUTES.values():
                module, _, name = route.partition(":")
                screen = getattr(import_module(f"coptui.tui.{module}"), name)
                for owner in (screen, *screen.GROUPS, Everywhere):
                    assert not hasattr(owner, f"action_{command.action}"), (command.id, route)


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
    # What is done without a screen of its own is small.
    small = {"presenting", "privacy", "planning", "next_occurrence", "understood"}
    small |= {"chosen_list", "codes", "columns", "meeting_now", "who_it_is"}
    assert {name for name, there in where.items() if there != "beside it"} <= small
