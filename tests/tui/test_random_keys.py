"""Whatever is pressed, on whatever screen, at ten thousand members: no turn of the loop is long."""

from __future__ import annotations

import random
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from ten_thousand import LIMITS, TODAY, Watch, cleared_away, met_for_years
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from coptui.session import Session
from coptui.store.drafts import Drafts
from coptui.store.store import Store
from coptui.tui.app import CoptApp
from coptui.tui.shell import long_work
from coptui.tui.shell.base import CoptScreen

PRESSES = 120
ROUNDS = 5
NEVER = {"quit", "presenter", "import", "other-file"}
"""Commands that end it all, or lead to files of the machine."""
WORDS = ("ka", "spoke to @Kalo about tea !fri", "something new", "fri", "2026-03-10 18:00", "x")
NAMES = {" ": "space", "@": "at", "!": "exclamation_mark", "-": "minus", ":": "colon"}


def noon() -> datetime:
    return datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)


Step = tuple[str, str, str]
"""On which screen, what was pressed, and which screen came of it."""


def next_keys(app: App[int], dice: random.Random, pressed: set[str]) -> tuple[str, list[str]]:
    """Something that a person may press now, rather not `pressed` yet: its name, and its keys."""
    screen, field = app.screen, app.focused
    if isinstance(field, Input | TextArea):
        word = dice.choice(WORDS)
        typed = [NAMES.get(letter, letter) for letter in word]
        ways = [(word, typed), ("enter", ["enter"]), ("down", ["down"]), ("tab", ["tab"])]
        return dice.choice([*ways, ("escape", ["escape"])])
    offered = screen.commands() if isinstance(screen, CoptScreen) else []
    commands = [one for one in offered if one.keys and one.id not in NEVER]
    leaving = [one for one in commands if one.id == "leave"]
    own = [one for one in commands if one.where not in ("everywhere", "places", "moving")]
    if not commands:
        key = dice.choice(("escape", "enter", "down", "a", "y"))
        return key, [key]
    if leaving and len(app.screen_stack) > 4:
        commands = leaving
    elif own and dice.random() < 0.6:
        commands = own
    chosen = dice.choice([one for one in commands if one.id not in pressed] or commands)
    pressed.add(chosen.id)
    return chosen.id, [dice.choice(chosen.keys)]


async def walk(
    app: CoptApp, pilot: Pilot[int], dice: random.Random, watch: Watch
) -> AsyncIterator[tuple[Step, float, str]]:
    """Press and press; of each step what took longest, and what that was."""
    pressed: set[str] = set()
    for _ in range(PRESSES):
        before = type(app.screen).__name__
        name, keys = next_keys(app, dice, pressed)
        watch.longest = 0.0
        await pilot.press(*keys)
        await pilot.pause()
        if dice.choice((False, False, False, False, True)):
            await cleared_away(app)
        yield (before, name, type(app.screen).__name__), watch.longest, watch.it


def held(least: dict[Step, tuple[float, str]], limit: float) -> dict[Step, tuple[float, str]]:
    """The steps that were too long each time."""
    return {step: took for step, took in least.items() if took[0] > limit}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("met")
    met_for_years(folder)
    return folder / "met.json"


@pytest.mark.parametrize(
    ("seed", "size"),
    [
        pytest.param(1, (80, 24), id="1-small"),
        pytest.param(1, (200, 50), id="1-large", marks=pytest.mark.long),
        pytest.param(2, (80, 24), id="2-small", marks=pytest.mark.long),
        pytest.param(2, (200, 50), id="2-large", marks=pytest.mark.long),
    ],
)
@pytest.mark.parametrize("limit", LIMITS)
async def test_no_key_holds_the_loop(file, tmp_path, monkeypatch, limit, seed, size) -> None:
    """Processor time alone counts, and the least that a step took in some rounds."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(long_work, "LASTS", 0.3)
    watch = Watch(monkeypatch)
    least: dict[Step, tuple[float, str]] = {}
    for number in range(ROUNDS):
        mine = tmp_path / str(number)
        mine.mkdir()
        shutil.copy(file, mine)
        session = Session(Store(mine / file.name), by="x", clock=noon)
        app = CoptApp(session, drafts=Drafts(mine / "drafts"))
        async with app.run_test(size=size) as pilot:
            await pilot.pause(0.5)
            async for step, took, it in walk(app, pilot, random.Random(seed), watch):
                assert app.fault is None, step
                least[step] = min((took, it), least.get(step, (1.0, "")))
                # Once walked, it is walked again only as far as something was long.
                if number and not held(least, limit):
                    break
        if not held(least, limit):
            break
    assert len(least) > PRESSES // 3
    assert not held(least, limit)
