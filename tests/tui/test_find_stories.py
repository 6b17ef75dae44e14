"""The keyboard stories that concern finding, with exactly their keys."""

from __future__ import annotations

import json

import pytest

WHO = [
    ("ama", 1),  # a part of the name
    ("bosto", 1),  # the employer
    ("tria", 2),  # an interest
    ("char", 3),  # an alias
    ("dee", 4),  # a handle
    ("soren", 5),  # accents folded
    ("hsna", 8),  # a slip of the keys
]


@pytest.mark.parametrize(("letters", "member"), WHO)
async def test_who_is_this(letters, member, open_app, screen_text) -> None:
    """`g` and letters of the name: at most five keys before the answer is on the screen."""
    keys = ["g", *letters[:4]]
    assert len(keys) <= 5
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        assert app.screen.list.key == ("members", member)
        text = screen_text(app)
        assert app.session.community.members[member].name in text
        if member == 1:
            assert "Seen      12 Nov" in text
            assert "Offers    de-escalation" in text
            assert "Seeks     a reading group" in text
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen.shown == ("members", member)
        assert app.screen.focused.id == "detail"


async def test_who_knows_about_hosting(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", *"host")
        await pilot.pause()
        assert app.screen.list.key == ("members", 6)
        assert "offers hosting" in screen_text(app)


async def test_when_did_we_last_discuss_callers(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", *"call")
        await pilot.pause()
        assert app.screen.list.key == ("topics", 1)
        assert "2 times, last on 12 Nov" in screen_text(app)


async def test_the_arrows_choose_and_backspace_leaves(open_app) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", *"call", "down")
        assert app.screen.list.key[0] == "events"
        await pilot.press(*["backspace"] * 5)
        assert app.screen.shown == ("members", 1)


async def test_nothing_fits(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", *"zzzzzz")
        await pilot.pause()
        assert "No match." in screen_text(app)
        await pilot.press("enter")
        assert app.is_running


async def test_events_of_one_name_are_told_apart_by_their_days(open_app, path, screen_text) -> None:
    tables = json.loads(path.read_text("utf-8"))
    for event in tables["events"].values():
        event["place"] = "Café Ölmühle"
    path.write_text(json.dumps(tables), "utf-8")
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", *"ölm")
        text = screen_text(app)
        assert text.count("Community call") >= 7
        assert {day for day in ("12 Nov", "8 Oct", "10 Sep", "13 Aug") if day in text} == {
            "12 Nov", "8 Oct", "10 Sep", "13 Aug",
        }  # fmt: skip
