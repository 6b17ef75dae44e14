"""Nobody waits for the garbage collector, and closed screens are freed all the same."""

from __future__ import annotations

import asyncio
import gc
import json
import threading
import weakref
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace
from ten_thousand import word

from coptui.core.finding.index import index_of
from coptui.core.model.edits import update
from coptui.session import Session
from coptui.store.store import Store
from coptui.tui.app import CoptApp
from coptui.tui.kit import garbage
from coptui.tui.shell import long_work
from coptui.tui.shell.base import CoptScreen

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


async def test_its_threads_end_with_it(open_app) -> None:
    """Each thread keeps the app alive that it was begun in."""
    async with open_app().run_test() as pilot:
        await pilot.pause()
        own = [one for one in threading.enumerate() if one.name.startswith("coptui-")]
        assert own
    for thread in own:
        await asyncio.to_thread(thread.join, 10)
        assert not thread.is_alive()


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


PEOPLE = 1_500


def crowd(folder: Path) -> Session:
    """Many people, all of whom come to every meeting."""
    everybody = range(1, PEOPLE + 1)
    members = {str(n): {"name": f"Kim {word(n)}", "emails": [f"k{n}@x.org"]} for n in everybody}
    came = {str(n): {"status": "attended"} for n in everybody}
    call = {"title": "Call", "series": "Call", "status": "held", "attendance_taken": True}
    events = {
        str(n): {**call, "starts_at": f"2026-0{n}-01", "attendance": came} for n in range(1, 6)
    }
    events["6"] = {"title": "Call", "series": "Call", "starts_at": "2026-11-22T18:00"}
    path = folder / "crowd.json"
    path.write_text(json.dumps({"members": members, "events": events}))
    return Session(Store(path), by="x", clock=lambda: datetime(2026, 11, 22, 12, tzinfo=UTC))


def long_ones() -> list[tuple[str, int]]:
    """What the collector looks at that is nearly as long as the community, but for what is read."""
    # What holds plain values alone is left out from the second time on.
    gc.collect()
    gc.collect()
    kinds = list | set | frozenset | dict | tuple
    looked_at = [one for one in gc.get_objects() if isinstance(one, kinds)]
    return [(type(one).__name__, len(one)) for one in looked_at[:-1] if len(one) > PEOPLE // 2]


async def test_nothing_as_long_as_the_community_is_looked_at(tmp_path) -> None:
    """Each of its parts would be, at each closing of a screen: ten thousand cost a millisecond."""
    session = crowd(tmp_path)
    app = CoptApp(session)
    found: dict[str, list[tuple[str, int]]] = {}
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1")
        await app._readying
        # While another screen is open, nothing is taken for what stays.
        await pilot.press("question_mark")
        for number in (3, 4):
            member = session.community.members[number]
            await app.desk.save(update(member, replace(member, location="there"), label="moved"))
            found[f"edit {number}"] = long_ones()
        await pilot.press("g", "k", "i", "m", "space", "k")
        assert len(app.screen.list.rows) > 20
        found["find"] = long_ones()
        await pilot.press("escape", "escape", "slash", "k", "s")
        found["filter"] = long_ones()
        await pilot.press("enter", "s", "0")
        await app.workers.wait_for_complete()
        found["today"] = long_ones()
        await pilot.press("escape", "3", "r")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert len(app.screen.expected) == PEOPLE
        found["roll call"] = long_ones()
        await pilot.press("slash", "k")
        found["of the roll call"] = long_ones()
        index = index_of(session.community)
        assert len(index.entries) > PEOPLE and not gc.is_tracked(index.entries)
    assert not {what: long for what, long in found.items() if long}
