"""Nobody waits for the garbage collector, and closed screens are freed all the same."""

from __future__ import annotations

import asyncio
import gc
import weakref
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from coptui.core.edits import update
from coptui.session import Session
from coptui.store.store import Store
from coptui.tui import garbage
from coptui.tui.screens import long_work
from coptui.tui.screens.base import CoptScreen

AT_MOST = 30_000
"""Objects that one walk may look at: some 5 ms."""


@pytest.fixture
def walks() -> Iterator[list[int]]:
    """How many objects each walk over everything that may go looks at."""
    seen: list[int] = []

    def walked(phase: str, info: dict[str, int]) -> None:
        if phase == "start" and info["generation"] == 2:
            seen.append(len(gc.get_objects()))

    gc.callbacks.append(walked)
    yield seen
    gc.callbacks.remove(walked)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[weakref.ref[CoptScreen]]:
    """Every screen that was made."""
    made: list[weakref.ref[CoptScreen]] = []
    begin = CoptScreen.__init__

    def begun(screen: CoptScreen, *given, **named) -> None:
        made.append(weakref.ref(screen))
        begin(screen, *given, **named)

    monkeypatch.setattr(CoptScreen, "__init__", begun)
    # A timer that is stopped names its screen till its time has come.
    monkeypatch.setattr(long_work, "LASTS", 0.3)
    return made


async def cleared(pilot) -> None:
    await pilot.pause()
    await asyncio.sleep(max(garbage.SOON) + 0.2)


async def test_a_closed_screen_is_freed_and_little_is_looked_at(open_app, walks, opened) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1")
        await app._readying
        await cleared(pilot)
        walks.clear()
        for key in ("e", "g", "n", "question_mark", "c") * 2:
            await pilot.press(key, "escape")
            await cleared(pilot)
        assert len(opened) == 11
        assert [type(s()).__name__ for s in opened if s() is not None] == ["HomeScreen"]
    assert 0 < max(walks) <= AT_MOST
    assert gc.get_threshold()[2] < garbage.SELDOM


async def test_what_is_open_is_not_taken_for_what_stays(open_app, opened) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1")
        await app._readying
        await pilot.press("c")
        for _ in range(3):
            await pilot.press("question_mark", "escape")
            await cleared(pilot)
        await pilot.press("escape")
        await cleared(pilot)
        assert sum(made() is not None for made in opened) == 1


async def test_nothing_is_looked_through_while_a_thread_works(open_app, walks) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1")
        await app._readying
        await cleared(pilot)
        with garbage.at_work():
            walks.clear()
            await pilot.press("e", "escape")
            await cleared(pilot)
            assert not walks
        await cleared(pilot)
        assert len(walks) == 1


async def test_what_another_saved_does_not_keep_an_open_screen(open_app, opened, path) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1")
        await app._readying
        await pilot.press("e")
        other = Session(Store(path), by="y", clock=lambda: datetime.now(UTC))
        member = other.community.members[2]
        other.edit(update(member, replace(member, location="there"), label="moved"))
        assert await app._writer.take_in(app.session)
        await pilot.press("escape")
        await cleared(pilot)
        assert [type(s()).__name__ for s in opened if s() is not None] == ["HomeScreen"]
