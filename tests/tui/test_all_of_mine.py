"""Today of all my communities: `a` shows the others under the page, Enter opens one at its line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coptui.session import Session
from coptui.store.store import Store
from coptui.whereabouts import Whereabouts, of_file


@pytest.fixture
def all_of_mine(open_app, path: Path, tmp_path: Path):
    """The program with two communities of mine, a quiet one, and a file that is none."""
    readers = {
        "meta": {"1": {"schema": 1}},
        "community": {"1": {"name": "Reading circle"}},
        "members": {"1": {"name": "Zora"}, "2": {"name": "Yusuf"}},
        "actions": {
            "1": {"text": "bring the book", "owner": 2, "about": [1], "due_on": "2026-11-20"}
        },
        "events": {"1": {"title": "Evening", "starts_at": "2026-11-30T19:00"}},
    }
    places = [path]
    for name, text in (
        ("readers", json.dumps(readers)),
        ("broken", "{"),
        (
            "quiet",
            json.dumps(
                {
                    "community": {"1": {"name": "Quiet circle"}},
                    "events": {"1": {"title": "Call", "starts_at": "2026-11-01", "status": "held"}},
                }
            ),
        ),
    ):
        places.append(tmp_path / name / f"{name}.json")
        places[-1].parent.mkdir()
        places[-1].write_text(text, "utf-8")
    read: list[Session] = []

    def opened(other: Whereabouts, *, writing: bool) -> tuple[Session, tuple[Path, ...]]:
        assert other.file is not None
        store = Store(other.file, read_only=not writing)
        session = Session(store, by="amara", clock=app.session.clock.now, today=app.session.today)
        if not writing:
            read.append(session)
        return session, (other.file.parent / "checklists",)

    app = open_app(
        communities=tuple(map(of_file, places)),
        opener=lambda place: opened(place, writing=True),
        reader=lambda place: opened(place, writing=False),
    )
    return app, places, read


async def settle(app, pilot) -> None:
    await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause()


def page(lines: list[str]) -> list[str]:
    """What stands between the top and the key line, without the cursor."""
    return [line.lstrip("▌ ") for line in lines[1:-1]]


async def test_the_others_come_under_the_page(all_of_mine, screen_text) -> None:
    app, _, read = all_of_mine
    async with app.run_test(size=(80, 60)) as pilot:
        await pilot.press("0")
        await pilot.pause()
        before = screen_text(app).split("\n")
        assert read == [], "other files are read when they are asked for"
        await pilot.press("a")
        await settle(app, pilot)
        after = screen_text(app).split("\n")
        assert all(session._store._held.version is None for session in read), "closed again"
        here = next(n for n, line in enumerate(after) if "Reading circle" in line)
        assert page(after)[: here - 3] == page(before)[: here - 3], "the page stands"
        text = "\n".join(after[here:])
        assert "Evening" in text
        assert "bring the book" in text
        assert "2 days late" in text
        assert "no one is waiting" not in text, "what has nothing is left out"
        assert text.index("Reading circle") < text.index("broken") < text.index("Quiet circle")
        await pilot.press("a")
        await settle(app, pilot)
        assert page(screen_text(app).split("\n")) == page(before)


async def test_enter_opens_that_community_at_the_record(all_of_mine, screen_text) -> None:
    app, places, _ = all_of_mine
    async with app.run_test(size=(80, 60)) as pilot:
        await pilot.press("0", "a")
        await settle(app, pilot)
        await pilot.press("down", "down")
        await pilot.press("d")
        await pilot.pause()
        assert "belongs to another community" in screen_text(app)
        await pilot.press("enter")
        await settle(app, pilot)
        assert app.session.whereabouts.file == places[1]
        assert app.screen.shown == ("members", 1)
        assert app.screen.focused is app.screen.detail


async def test_enter_on_a_walk_goes_to_the_checklists_there(all_of_mine, screen_text) -> None:
    app, places, _ = all_of_mine
    async with app.run_test(size=(80, 60)) as pilot:
        await pilot.press("0", "a")
        await settle(app, pilot)
        (walk, *_) = [
            key
            for key in app.screen.list.rows.keys
            if key and key[0] == "elsewhere" and key[1] == str(places[3]) and key[2]
        ]
        app.screen.list.go_to(walk)
        await pilot.press("enter")
        await settle(app, pilot)
        assert app.session.whereabouts.file == places[3]
        assert "monthly-check" in app.screen.list.rows.keys


async def test_one_that_cannot_be_read_is_a_line(all_of_mine, screen_text) -> None:
    app, places, _ = all_of_mine
    async with app.run_test(size=(80, 60)) as pilot:
        await pilot.press("0", "a")
        await settle(app, pilot)
        app.screen.list.go_to(("elsewhere", str(places[2]), None))
        (line,) = [line for line in screen_text(app).split("\n") if "broken" in line]
        assert "broken  " in line
        assert "ends too early" in line, "the reason is in sight"
        before = app.session
        await pilot.press("enter")
        await settle(app, pilot)
        assert app.session is before


async def test_presenting_neither_page_nor_the_others_are_shown(all_of_mine, screen_text) -> None:
    app, _, read = all_of_mine
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.press("z", "0", "a")
        await settle(app, pilot)
        assert read == []
        assert "Reading circle" not in screen_text(app)


async def test_presenting_takes_them_away(all_of_mine, screen_text) -> None:
    app, _, _ = all_of_mine
    async with app.run_test(size=(80, 60)) as pilot:
        await pilot.press("0", "a")
        await settle(app, pilot)
        await pilot.press("z")
        await settle(app, pilot)
        assert "Reading circle" not in screen_text(app)


async def test_with_one_community_there_is_nothing_to_ask_for(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("0")
        await pilot.pause()
        assert "all of mine" not in screen_text(app)
