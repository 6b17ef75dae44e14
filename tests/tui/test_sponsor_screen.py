"""The sponsor: what to know before a talk, and what is written down there, by keys alone."""

from __future__ import annotations

import json

import pytest


@pytest.fixture
def path(path):
    data = json.loads(path.read_text("utf-8"))
    data["community"]["1"]["sponsor"] = 2
    data["actions"] = {"1": {"text": "find a quiet room", "owner": 2, "due_on": "2026-11-01"}}
    data["touches"] = {"1": {"on": "2026-11-02", "by": 1, "members": [2], "text": "all is well"}}
    path.write_text(json.dumps(data), "utf-8")
    return path


async def open_sponsor(pilot) -> None:
    await pilot.press("colon", *"sponsor", "enter")
    await pilot.pause()


async def test_a_worry_is_noted_and_settled(open_app, on_disk, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_sponsor(pilot)
        assert "find a quiet room" in screen_text(app)
        assert "all is well" in screen_text(app)
        await pilot.press("w", *"the nights", "enter")
        await pilot.pause()
        worry = {
            "on": "2026-11-22",
            "by": "amara",
            "members": [2],
            "kind": "worry",
            "text": "the nights",
        }
        assert on_disk("touches")["2"] == worry
        assert app.screen.list.go_to(("touches", 2))
        await pilot.press("d", *"two volunteers", "enter")
        await pilot.pause()
        assert on_disk("touches")["2"]["led_to"] == "two volunteers"
        await pilot.press("u", "u")
        await pilot.pause()
        assert "2" not in on_disk("touches")


async def test_a_promise_is_kept_a_talk_arranged_and_hours_noted(open_app, on_disk) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_sponsor(pilot)
        assert app.screen.list.go_to(("actions", 1))
        await pilot.press("d")
        await pilot.pause()
        assert on_disk("actions")["1"]["state"] == "done"
        await pilot.press("a", *"4 Dec 10:00", "enter")
        await pilot.pause()
        (event,) = [each for each in on_disk("events").values() if each.get("invited") == [2]]
        assert (event["starts_at"], event["kind"]) == ("2026-12-04T10:00", "one-to-one")
        await pilot.press("h", *"2.5 on 20 Nov", "enter")
        await pilot.pause()
        assert on_disk("community")["1"]["hours"] == [{"on": "2026-11-20", "hours": 2.5}]
        await pilot.press("f", *"send the figures !fri", "enter")
        await pilot.pause()
        assert on_disk("actions")["2"]["about"] == [2]


async def test_the_details_of_the_sponsor_lead_there(open_app) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.read(("members", 2))
        await pilot.pause()
        assert app.screen.detail.go_to(("sponsor", 0))
        await pilot.press("enter")
        await pilot.pause()
        assert type(app.screen).__name__ == "SponsorScreen"


async def test_a_room_sees_no_way_there(open_app) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("z")
        app.screen.read(("members", 2))
        await pilot.pause()
        assert not app.screen.detail.go_to(("sponsor", 0))
        await open_sponsor(pilot)
        assert type(app.screen).__name__ != "SponsorScreen"
