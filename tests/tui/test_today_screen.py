"""Today: each line one key from its record; the follow-ups worked top to bottom, a key each."""

from __future__ import annotations

import json

import pytest


@pytest.fixture
def path(path):
    """The community with two follow-ups that are late."""
    data = json.loads(path.read_text("utf-8"))
    data["actions"]["2"] = {"text": "ring Carlos", "owner": 2, "due_on": "2026-11-20", "about": [3]}
    data["actions"]["3"] = {"text": "book the room", "owner": "amara", "due_on": "2026-11-21"}
    path.write_text(json.dumps(data), "utf-8")
    return path


async def test_today_by_one_key(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.press("0")
        await pilot.pause()
        text = screen_text(app)
    assert "Next event" in text
    assert "Tue 24 Nov 2026, 18:00 (in 2 days)" in text
    assert "said yes: 2" in text
    assert "ring Carlos" in text
    assert "2 days late" in text
    assert "Emil Sørensen" in text, "a newcomer who waits"
    assert "Monthly health check" in text


async def test_follow_ups_done_snoozed_opened_by_one_key_each(
    open_app, on_disk, screen_text
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.press("0")
        await pilot.pause()
        app.screen.list.go_to(("actions", 2))
        await pilot.press("d")
        await pilot.pause()
        assert app.screen.list.key == ("actions", 3)
        await pilot.press("s")
        await pilot.pause()
        assert "ring Carlos" not in screen_text(app).split("Done")[0].split("Newcomers")[0]
        app.screen.list.go_to(("actions", 1))
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen.shown == ("members", 2)
    actions = on_disk("actions")
    assert actions["2"]["state"] == "done"
    assert actions["2"]["done_on"] == "2026-11-22"
    assert actions["3"]["due_on"] == "2026-11-29"


async def test_undo_brings_a_follow_up_back(open_app, on_disk) -> None:
    app = open_app()
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.press("0")
        await pilot.pause()
        app.screen.list.go_to(("actions", 2))
        await pilot.press("d", "u")
        await pilot.pause()
        assert ("actions", 2) in app.screen.list.rows.keys
    assert "state" not in on_disk("actions")["2"]


async def test_nobody_is_added_for_the_line_under_the_cursor(open_app, on_disk) -> None:
    app = open_app()
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.press("0")
        await pilot.pause()
        app.screen.list.go_to(("members", 5))
        await pilot.press("t", *"said hello to @grace", "enter")
        await pilot.pause()
    assert on_disk("touches")["2"]["members"] == [7]


async def test_a_walk_is_two_keys_away(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("0")
        await pilot.pause()
        app.screen.list.go_to(("walks", "monthly-check"))
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen.list.key == "monthly-check"
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen.walk.template.id == "monthly-check"


async def test_to_other_places_and_back(open_app) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("0")
        await pilot.pause()
        await pilot.press("2")
        await pilot.pause()
        assert app.screen.focused.id == "topics"
        await pilot.press("0")
        await pilot.pause()
        await pilot.press("q")
        await pilot.pause()
        assert app.screen.focused.id == "topics"


async def test_a_line_that_is_no_follow_up_says_so(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("0")
        await pilot.pause()
        await pilot.press("d")
        await pilot.pause()
        assert "This line isn't a follow-up." in screen_text(app)


async def test_a_newcomer_s_checklist_waits_on_its_day_and_begins_by_one_key(
    open_app, screen_text, on_disk, path
) -> None:
    data = json.loads(path.read_text("utf-8"))
    data["members"]["5"]["joined_on"] = "2026-11-20"
    path.write_text(json.dumps(data), "utf-8")
    app = open_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("0")
        await pilot.pause()
        line = "Emil Sørensen            A newcomer's first ninety days: 3 steps due since"
        assert line in screen_text(app)
        await pilot.resize_terminal(80, 40)
        await pilot.pause()
        text = screen_text(app)
        assert "A newcomer's first ninety days: 3 due since 20 Nov" in text, (
            "the day is not cut off"
        )
        app.screen.list.go_to(("about", "newcomer 5"))
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen.walk.template.id == "newcomer"
        await pilot.press("y", "q")
        await pilot.pause()
        assert "2 due since" in screen_text(app)
        app.screen.list.go_to(("about", "newcomer 5"))
        await pilot.press("enter")
        await pilot.pause()
    assert [run["subject"] for run in on_disk("runs").values()] == [{"kind": "member", "id": 5}]


async def test_a_room_sees_no_newcomer_s_checklist(open_app, screen_text, path) -> None:
    data = json.loads(path.read_text("utf-8"))
    data["members"]["5"]["joined_on"] = "2026-11-20"
    path.write_text(json.dumps(data), "utf-8")
    app = open_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("z", "0")
        await pilot.pause()
        assert "ninety days" not in screen_text(app)


@pytest.mark.parametrize("at", ["2026-11-22T17:30", "2026-11-22T12:00", "2026-11-22T19:00"])
async def test_a_meeting_that_runs_stays_under_now_with_late_arrivals_one_key_away(
    at, path, open_app, on_disk, screen_text
) -> None:
    path.write_text(path.read_text("utf-8").replace("2026-11-24T18:00", at), "utf-8")
    is_on = at.endswith("17:30")
    app = open_app()
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.press("0")
        await pilot.pause()
        assert ("Now" in screen_text(app)) is is_on
        if not is_on:
            return
        assert "Next event" not in screen_text(app)
        await pilot.press("home", "enter", "space", "enter", "y", "0")
        await pilot.pause()
        assert on_disk("events")["7"]["attendance_taken"]
        assert "since 17:30, 1 present, Enter for late arrivals" in screen_text(app)
        await pilot.press("home", "enter", "down", "l")
        await pilot.pause()
        statuses = [entry.get("status") for entry in on_disk("events")["7"]["attendance"].values()]
        assert statuses.count("late") == 1


async def test_an_empty_file_asks_for_nothing(open_app, path, screen_text) -> None:
    path.write_text(json.dumps({"meta": {"1": {"schema": 1}}}), "utf-8")
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("0")
        await pilot.pause()
        assert not any(app.screen.list.rows.keys)
        await pilot.press("c")
        await pilot.pause()
        assert "due today" not in screen_text(app)


async def test_enter_says_that_it_would_begin_a_walk(open_app, path, screen_text, on_disk) -> None:
    data = json.loads(path.read_text("utf-8"))
    data["members"]["5"]["joined_on"] = "2026-11-20"
    path.write_text(json.dumps(data), "utf-8")
    app = open_app()
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("0")
        await pilot.pause()
        assert "Enter start" not in screen_text(app)
        key = next(key for key in app.screen.list.rows.keys if key and key[0] == "about")
        app.screen.list.go_to(key)
        await pilot.pause()
        assert "Enter start" in screen_text(app)
        assert "runs" not in json.loads(path.read_text("utf-8"))
        await pilot.press("enter", "d", "q", "0")
        await pilot.pause()
        app.screen.list.go_to(key)
        await pilot.pause()
        assert "Enter carry on" in screen_text(app)
        await pilot.press("c")
        await pilot.pause()
        for checklist, word in (
            ("monthly-check", "start"),
            (str(key[1]).split()[0], "carry on"),
        ):
            app.screen.list.go_to(checklist)
            await pilot.pause()
            assert f"Enter {word} " in screen_text(app)


async def test_a_series_is_told_whether_checklists_are_due(open_app, screen_text, on_disk) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        words = [*"checklists", "space", *"for", "space", *"this"]
        await pilot.press("3", "colon", *words, "enter")
        await pilot.pause()
        assert "Checklists are no longer due for Community call" in screen_text(app)
        assert on_disk("community")["1"]["settings"] == {"series_checklists": {"Community call": 0}}
        await pilot.press("u")
        await pilot.pause()
        assert "settings" not in on_disk("community")["1"]


async def test_what_came_of_a_story_is_asked_for(path, open_app, on_disk) -> None:
    data = json.loads(path.read_text("utf-8"))
    data["stories"] = {
        "1": {"on": "2026-07-01", "text": "the card", "teller": 2, "cycle": "applied"},
    }
    path.write_text(json.dumps(data), "utf-8")
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("0")
        await pilot.pause()
        assert app.screen.list.go_to(("stories", 1))
        await pilot.press("s")
        await pilot.pause()
        assert on_disk("stories")["1"]["follow_up_on"] == "2026-11-29"
        assert not app.screen.list.go_to(("stories", 1))
        await pilot.press("u")
        await pilot.pause()
        assert app.screen.list.go_to(("stories", 1))
        await pilot.press("d", "enter")
        await pilot.pause()
        assert on_disk("stories")["1"]["follow_up_on"] == "2027-02-20"
