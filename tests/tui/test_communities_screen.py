"""Another community: , lists mine, Enter opens one in the same program."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coptui.session import Session
from coptui.store.store import Store
from coptui.whereabouts import Whereabouts, of_file


@pytest.fixture
def two(open_app, path: Path, tmp_path: Path):
    """The program with two communities of mine and a file that is none."""
    other = tmp_path / "readers.json"
    tables = {
        "meta": {"1": {"schema": 1}},
        "community": {"1": {"name": "Reading circle"}},
        "members": {"1": {"name": "Zora"}},
    }
    other.write_text(json.dumps(tables), "utf-8")
    broken = tmp_path / "broken.json"
    broken.write_text("{", "utf-8")
    opened: list[Session] = []

    def opener(other: Whereabouts) -> tuple[Session, tuple[Path, ...]]:
        like = app.session
        assert other.file is not None
        opened.append(
            Session(Store(other.file), by="amara", clock=like.clock.now, today=like.today)
        )
        return opened[-1], (other.file.parent / "checklists",)

    app = open_app(
        communities=tuple(map(of_file, (path, other, broken, tmp_path / "gone.json"))),
        opener=opener,
    )
    return app, other, opened


async def settle(pilot) -> None:
    for _ in range(3):
        await pilot.pause()


async def test_another_one_opens_and_is_saved_into(two, path: Path, screen_text) -> None:
    app, other, opened = two
    first = app.session
    before = path.read_bytes()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("comma")
        await settle(pilot)
        text = screen_text(app)
        assert "Help-line circle" in text
        assert "(this one)" in text
        assert "Reading circle" in text
        assert text.count("broken") and "gone" in text
        await pilot.press("down", "enter")
        await settle(pilot)
        assert app.session is opened[0]
        assert "Zora" in screen_text(app)
        assert first._store._held.version is None
        await pilot.press("f", *"ring her", "enter")
        await settle(pilot)
        assert "Reading circle: Follow-up for you." in screen_text(app)
        await pilot.press("u")
        await settle(pilot)
        await pilot.press("comma", "home", "enter")
        await settle(pilot)
        assert "Amara Okafor" in screen_text(app)
        assert len(opened) == 2
    assert path.read_bytes() == before
    assert "ring her" in other.read_text("utf-8")


async def test_one_that_cannot_be_read_leaves_all_as_it_is(two, screen_text) -> None:
    app, _, opened = two
    async with app.run_test(size=(80, 24)) as pilot:
        before = app.session
        await pilot.press("comma", "down", "down", "enter")
        await settle(pilot)
        assert app.session is before
        assert opened == []
        assert "broken" in screen_text(app)
        await pilot.press("q")
        await settle(pilot)
        assert "Amara Okafor" in screen_text(app)


async def test_presenter_mode_goes_along(two, screen_text) -> None:
    app, _, opened = two
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("z", "comma", "down", "enter")
        await settle(pilot)
        assert opened[0].presenting
        assert app.presenting
        await pilot.press("z", "y")
        await settle(pilot)
        assert not opened[0].presenting


async def test_a_second_one_is_added_from_the_list(two, tmp_path, screen_text) -> None:
    app, other, _ = two
    app.desk.communities = ()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("comma")
        await settle(pilot)
        assert "(this one)" in screen_text(app)
        await pilot.press("a", *"Menders", "enter", *"To mend", "enter", "enter")
        await settle(pilot)
        made = tmp_path / "data" / "menders.json"
        assert app.session.whereabouts.file == made
        assert app.session.community.profile.purpose == "To mend"
        assert [member.name for member in app.session.community.members.values()] == ["amara"]
        assert "Menders is open" in screen_text(app)
        # One that is there already is listed and opened, and nothing in it is changed.
        before = other.read_bytes()
        await pilot.press("colon", *"add", "space", *"a", "space", *"comm", "enter")
        await pilot.press(*"Readers", "enter", "enter", "ctrl+u", *str(other), "enter")
        await settle(pilot)
        assert app.session.whereabouts.file == other and other.read_bytes() == before
        await pilot.press("comma")
        await settle(pilot)
        assert "Menders" in screen_text(app) and "Reading circle" in screen_text(app)
    text = (tmp_path / "config" / "config.yaml").read_text("utf-8")
    assert str(made) in text and str(other) in text


async def press(pilot, *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


def last(text: str) -> str:
    """The line of keys and messages."""
    return text.split("\n")[-1]


WAYS_TO_SAVE = {
    "a note": ("n", *"well", "enter"),
    "a form": ("a", *"Zoe", "enter"),
    "undo": ("n", *"well", "enter", "u"),
    "redo": ("n", *"well", "enter", "u", "U"),
    "a deleted record": ("D", "y"),
    "a review": ("w", "o"),
    "a guest in a roll call": ("r", "y", "plus", "m", *"Lena Voss", "enter"),
    "an accepted roll call": ("4", "up", "r", "space", "enter", "y"),
    "a rating": ("r", "y", "p", *"343", "enter"),
    "a moved event": ("3", "M", *"2026-12-01", "enter"),
    "a follow-up done": ("0", "down", "d"),
    "a newcomer welcomed": ("5", "d"),
}


@pytest.mark.parametrize("keys", WAYS_TO_SAVE.values(), ids=WAYS_TO_SAVE)
async def test_what_is_saved_says_where(keys, two, screen_text) -> None:
    app, _, _ = two
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, *keys)
        assert "Help-line circle: " in last(screen_text(app))


async def test_a_conflict_that_is_settled_says_where(two, path: Path, screen_text) -> None:
    app, _, _ = two
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "e", *"!", "tab")
        data = json.loads(path.read_text("utf-8"))
        data["members"]["1"]["name"] = "Amara O."
        path.write_text(json.dumps(data), "utf-8")
        await press(pilot, "enter", "m")
        assert "Help-line circle: Saved." in last(screen_text(app))


async def test_with_one_community_nothing_is_added(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "a", *"Zoe", "enter")
        assert "Saved: new member Zoe" in last(screen_text(app))
