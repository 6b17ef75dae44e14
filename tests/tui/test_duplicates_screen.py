"""Twice in the list: found, put side by side, made one, parted again."""

from __future__ import annotations

import json

import pytest

from coptui.tui.shell import places


async def press(pilot, *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


@pytest.fixture
def twice(path):
    path.write_text(
        json.dumps(
            {
                "community": {"1": {"name": "Circle"}},
                "members": {
                    "1": {"name": "Lena Voss", "emails": ["lena@example.org"], "organisation": "General"},
                    "2": {"name": "L. Voss", "emails": ["LENA@example.org"], "organisation": "City", "status": "guest"},
                    "3": {"name": "Beth", "knows": [2]},
                },
            }
        )
    )  # fmt: skip


async def test_from_the_list_to_one_and_back(twice, open_app, on_disk, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "colon", *"twice", "enter")
        assert "same address" in screen_text(app)
        await press(pilot, "enter")
        text = screen_text(app)
        assert "[Lena Voss]" in text
        assert "[General]" in text
        app.screen.list.go_to("organisation")
        await press(pilot, "2")
        assert "[City]" in screen_text(app)
        await press(pilot, "enter")
        await pilot.pause()
        found = on_disk("members")
        assert list(found) == ["1", "3"]
        assert found["1"]["organisation"] == "City"
        assert found["1"]["aliases"] == ["L. Voss"]
        assert found["3"]["knows"] == [1]
        assert "merged; press u to undo" in screen_text(app)
        assert "No possible duplicates found" in screen_text(app)
        await press(pilot, "u")
        assert list(on_disk("members")) == ["1", "3", "2"]
        assert on_disk("members")["3"]["knows"] == [2]


async def test_from_a_person(twice, open_app, on_disk, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.show_record(("members", 1))
        await press(pilot, "colon", *"merge", "enter", *"beth", "enter")
        assert "Same person?" in screen_text(app)
        await press(pilot, "q")
        assert len(on_disk("members")) == 3


@pytest.mark.parametrize("typed", ["", "voss"], ids=["all", "searched"])
async def test_no_one_is_offered_to_be_merged_with_themselves(twice, typed, open_app) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.show_record(("members", 1))
        await press(pilot, "colon", *"merge", "enter", *typed)
        candidates = app.screen.list.rows
        assert ("members", 1) not in [*candidates.keys]
        drawn = {key: candidates.cells(at)[0].text for at, key in enumerate(candidates.keys)}
        everyone = {("members", 2): "L. Voss", ("members", 3): "Beth"}
        assert drawn == {key: name for key, name in everyone.items() if typed in name.casefold()}
        assert not candidates.count, "a question has no number"


TWO = {
    "1": {"name": "Ann Lee", "emails": ["ann@example.org"], "phone": "+44 20 1234", "joined_on": "2026-01-05"},
    "2": {"name": "Ann Lee", "emails": ["lee@example.net"], "contact_ok": False, "interests": ["rota"]},
    "3": {"name": "Cy Dunn"},
    "4": {"name": "Cy Dunn"},
}  # fmt: skip


@pytest.fixture
def namesakes(path):
    event = {"title": "Call", "starts_at": "2026-11-12", "status": "held", "attendance_taken": True}
    event["attendance"] = {"2": {"status": "attended"}}
    tables = {"community": {"1": {"name": "Circle"}}, "members": TWO, "events": {"1": event}}
    path.write_text(json.dumps(tables))


async def test_two_of_one_name_are_told_apart_by_what_each_has(
    namesakes, open_app, screen_text
) -> None:
    app = open_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "colon", *"twice", "enter")
        text = screen_text(app)
        assert "Ann Lee, ann@example.org" in text
        assert "Ann Lee, lee@example.net" in text
        app.screen.list.go_to(1)
        await press(pilot, "enter")
        text = " ".join(screen_text(app).split())
        assert "Addresses ann@example.org lee@example.net" in text
        assert "Phone +44 20 1234 not recorded" in text
        assert "Interests not recorded rota" in text
        assert "Last seen not recorded" in text
        assert "All their details are the same" not in text
        assert "The name you don't choose" not in text
        assert "One of them asked for no contact, and that is kept." in text
        assert "Everything recorded about either of them is kept." in text


async def test_only_two_that_are_alike_are_called_so(namesakes, open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.app.desk.go.open(places.OnePerson(3, 4))
        await pilot.pause()
        text = " ".join(screen_text(app).split())
        assert "All their details are the same." in text
        assert "The name you don't choose" not in text


@pytest.mark.parametrize("differing", ["organisation", None])
async def test_what_is_said_of_the_rest_is_true_of_it(
    twice, differing, open_app, screen_text
) -> None:
    app = open_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.app.desk.go.open(places.OnePerson(1, 2 if differing else 3))
        await pilot.pause()
        text = " ".join(screen_text(app).split())
        assert "Of two values in one line with brackets, the one in brackets is kept." in text
        assert "Everything else recorded about either of them is kept." in text
        assert "The name you don't choose is kept as another name." in text
