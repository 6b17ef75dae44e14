"""Long work: the screen goes on, says what is done when that lasts, and can be left at any moment."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from textual.pilot import Pilot

from coptui.core.model.edits import update
from coptui.core.model.records import Subject
from coptui.errors import CoptError
from coptui.evidence.line import Evidence
from coptui.exchange.tables.progress import Stopped, tell
from coptui.session import Session
from coptui.store.store import Store
from coptui.tui.app import CoptApp
from coptui.tui.day import today
from coptui.tui.home.home import HomeScreen
from coptui.tui.people import duplicates
from coptui.tui.shell import long_work
from coptui.tui.shell.help import HelpScreen
from coptui.tui.shell.key_bar import KeyBar
from coptui.tui.walks import walk
from coptui.tui.walks.cultivate import CultivateScreen
from tests.until import until


class Slow:
    """Work that goes on until it is let go; `report` is what it calls before it waits on."""

    def __init__(self) -> None:
        self.begun, self.go_on = threading.Event(), threading.Event()
        self.stopped = threading.Event()

    def before(
        self, work: Callable[..., object], report: Callable[[], None]
    ) -> Callable[..., object]:
        def slowly(*given: object, **more: object) -> object:
            self.begun.set()
            try:
                while not self.go_on.wait(0.005):
                    report()
            except Stopped:
                self.stopped.set()
                raise
            return work(*given, **more)

        return slowly


@pytest.fixture
def slow() -> Iterator[Slow]:
    found = Slow()
    yield found
    found.go_on.set()


@pytest.fixture
def at_once(monkeypatch) -> None:
    """All work lasts."""
    monkeypatch.setattr(long_work, "LASTS", 0.0)


def bottom(app: CoptApp) -> str:
    return "".join(span.text for span in app.screen.query_one(KeyBar).message)


async def test_a_search_for_duplicates_says_how_far_it_is_and_ends_when_it_is_left(
    open_app, slow, at_once, monkeypatch
) -> None:
    def report() -> None:
        tell("comparing names", 300, 600)

    monkeypatch.setattr(
        duplicates, "likely_duplicates", slow.before(duplicates.likely_duplicates, report)
    )
    app = open_app()
    async with app.run_test(size=(80, 24)):
        screen = duplicates.DuplicatesScreen(app.desk)
        await app.push_screen(screen)
        await until(lambda: "comparing names ▰▰▰▰▰▰▰▰▰▰▱▱▱▱▱▱▱▱▱▱  q leaves" in bottom(app))
        # Keys are taken meanwhile.
        await screen.run_command(next(one for one in screen.commands() if one.id == "help"))
        assert app.screen is not screen
        app.pop_screen()
        app.pop_screen()
        await until(slow.stopped.is_set)
        assert not screen.list.rows.keys


async def test_what_lasts_no_longer_is_taken_away(open_app, slow, at_once, monkeypatch) -> None:
    monkeypatch.setattr(today, "day_page", slow.before(today.day_page, lambda: None))
    app = open_app()
    async with app.run_test(size=(80, 24)):
        screen = today.TodayScreen(app.desk)
        await app.push_screen(screen)
        await until(lambda: bottom(app).startswith("loading..."))
        assert screen.list.key is None
        slow.go_on.set()
        await until(lambda: screen.list.key is not None)
        assert bottom(app) == ""


async def test_a_step_is_there_before_its_evidence_when_that_lasts(
    open_app, slow, at_once, monkeypatch, screen_text
) -> None:
    app = open_app()
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("c")
        await until(lambda: app.screen.shelf is not None)
        app.screen.list.go_to("monthly-check")
        template = app.screen.shelf.get("monthly-check")
        step = next(one for one in template.steps() if one.evidence)
        run = await app.desk.begin_walk(template, Subject())
        monkeypatch.setattr(
            app.session, "readings", slow.before(app.session.readings, lambda: None)
        )
        screen = walk.WalkScreen(app.desk, run)
        await app.push_screen(screen)
        await until(lambda: screen.is_ready)
        screen.place = [one.id for one in screen.walk.steps].index(step.id)
        screen._look()
        await until(lambda: bottom(app).startswith("loading..."))
        assert step.ask.split()[0] in screen_text(app)
        assert not screen.evidence.readings
        slow.go_on.set()
        await until(lambda: bool(screen.evidence.readings))
        assert bottom(app) == ""


async def test_what_is_begun_anew_ends_what_was_begun(open_app, slow) -> None:
    app = open_app()
    done: list[str] = []
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("v")
        await pilot.pause()
        work = long_work.LongWork(app.screen)

        def first(told: Callable[[str, float], None]) -> str:
            return str(slow.before(lambda: "first", lambda: told("first", 0.5))())

        work.begin("first", first, done.append)
        await until(slow.begun.is_set)
        work.begin("second", lambda _: "second", done.append)
        await work.soon()
        await until(slow.stopped.is_set)
    assert done == ["second"]


@pytest.mark.parametrize("ends", ["done", "wrong"])
async def test_work_that_ends_while_its_screen_goes_says_nothing(
    open_app, slow, at_once, monkeypatch, ends
) -> None:
    def found(*_: object) -> list[object]:
        if ends == "wrong":
            raise CoptError("That cannot be read.")
        return []

    async def on_unmount(screen: duplicates.DuplicatesScreen) -> None:
        # Its lines are gone, and it is about to go itself.
        assert not screen.query("*")
        slow.go_on.set()
        await screen.long_work.over()

    monkeypatch.setattr(duplicates, "likely_duplicates", slow.before(found, lambda: None))
    monkeypatch.setattr(duplicates.DuplicatesScreen, "on_unmount", on_unmount, raising=False)
    app = open_app()
    async with app.run_test(size=(80, 24)):
        await app.push_screen(duplicates.DuplicatesScreen(app.desk))
        await until(lambda: bottom(app).startswith("comparing people"))
        await app.pop_screen()
    assert slow.go_on.is_set()


@pytest.fixture
async def reading(open_app, slow, at_once, monkeypatch) -> AsyncIterator[Pilot[int]]:
    """Cultivate, whose checklists are still being read."""
    app = open_app()
    monkeypatch.setattr(app.desk, "shelf", slow.before(app.desk.shelf, lambda: None))
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(CultivateScreen(app.desk))
        await until(lambda: bottom(app).startswith("reading the checklists"))
        yield pilot
        # A thread at work keeps the loop from being closed.
        slow.go_on.set()


async def typed(pilot: Pilot[int], *keys: str) -> asyncio.Task[None]:
    """Keys that may have to wait; they have come to the program when this returns."""
    typing = asyncio.create_task(pilot.press(*keys))
    await asyncio.sleep(0.05)
    return typing


async def test_a_key_waits_for_what_it_is_meant_for(reading, slow) -> None:
    app = reading.app
    walking = await typed(reading, "enter")
    assert isinstance(app.screen, CultivateScreen)
    slow.go_on.set()
    await until(lambda: isinstance(app.screen, walk.WalkScreen))
    await walking


async def test_who_leaves_waits_for_nothing_and_takes_back_what_was_typed(reading, slow) -> None:
    app = reading.app
    typing = [await typed(reading, key) for key in ("enter", "enter", "q")]
    await until(lambda: isinstance(app.screen, HomeScreen))
    await asyncio.gather(*typing)
    slow.go_on.set()
    await reading.pause()
    assert isinstance(app.screen, HomeScreen)
    assert not app.session.runs()


async def test_a_key_whose_screen_goes_is_for_no_other_one(reading) -> None:
    app = reading.app
    walking = await typed(reading, "enter")
    await app.pop_screen()
    await walking
    # There it would lead into the detail view.
    assert app.screen.focused.id == "members"


async def test_a_key_that_works_everywhere_waits_for_nothing(reading) -> None:
    await reading.press("question_mark")
    assert isinstance(reading.app.screen, HelpScreen)


async def test_which_steps_are_asked_is_worked_out_beside_the_loop(
    open_app, path, monkeypatch
) -> None:
    app = open_app()
    on_the_loop: list[bool] = []
    mine = app.session.evidence_lines
    line = mine.lines["level_mix"]

    def compute(*given: Any) -> Evidence:
        on_the_loop.append(threading.current_thread() is threading.main_thread())
        return line.compute(*given)

    lines = {**mine.lines, line.id: replace(line, compute=compute)}
    monkeypatch.setitem(app.session.__dict__, "evidence_lines", replace(mine, lines=lines))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c")
        await until(lambda: app.screen.shelf is not None)
        # Some of its steps stand under a condition about the levels.
        app.screen.list.go_to("shadow-side")
        await pilot.press("N")
        assert isinstance(app.screen, walk.WalkScreen)
        await pilot.press("3", "enter", "1", "q", "enter", "2")
        assert isinstance(app.screen, walk.WalkScreen)
        await pilot.press("u")
        assert app.desk.notice.lines[0].text.startswith("Undone: answer to")
        other = Session(Store(path), by="y", clock=lambda: datetime.now(UTC))
        member = other.community.members[2]
        on_the_loop.clear()
        other.edit(update(member, msgspec.structs.replace(member, status="left"), label="left"))
        await until(lambda: bool(on_the_loop) and app.screen.is_ready)
    assert on_the_loop
    assert not any(on_the_loop)


async def test_a_save_that_outlasts_the_screens_ends_in_order(open_app, slow) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("0")
        saving = asyncio.create_task(
            app.desk._in_writer(slow.before(lambda: "saved", lambda: None))
        )
        await until(slow.begun.is_set)
    assert not app.screen_stack
    slow.go_on.set()
    assert await saving == "saved"
