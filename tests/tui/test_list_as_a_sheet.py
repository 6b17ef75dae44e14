"""The list of members as a sheet: columns, sorting, marking, one change for all, saved lists."""

from __future__ import annotations

import json

import pytest


@pytest.fixture
def path(path):
    data = json.loads(path.read_text("utf-8"))
    data["members"]["2"]["more"] = {"Chapter": "Brixton", "Shoe size": "38"}
    data["members"]["3"]["more"] = {"Chapter": "Hackney", "Shoe size": "9"}
    data["members"]["4"]["more"] = {"Chapter": "Aberdeen"}
    path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    return path


def names(app) -> list[str]:
    pane = app.screen.panes["members"]
    members = app.session.community.members
    return [members[key[1]].name.split()[0] for key in pane.rows.keys]


async def command(pilot, title: str) -> None:
    await pilot.press("colon", *("space" if sign == " " else sign for sign in title), "enter")
    await pilot.pause()


async def line(pilot, text: str) -> None:
    await pilot.press("ctrl+u", *("space" if sign == " " else sign for sign in text), "enter")
    await pilot.pause()


async def test_columns_are_chosen_kept_and_sorted_by(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("C")
        await line(pilot, "chapter, shoe, location")
        shown = screen_text(app)
        for said in ("Chapter", "Shoe size", "Location", "Brixton", "38"):
            assert said in shown
        await pilot.press("s")
        assert names(app)[:3] == ["Dana", "Beth", "Carlos"], "by chapter, the empty ones last"
        await pilot.press("s")
        assert names(app)[:2] == ["Carlos", "Beth"], "9 is less than 38"
        await pilot.press("C")
        await line(pilot, "nonsense")
        assert "No column is called 'nonsense'" in screen_text(app)
        await pilot.press("escape", "slash", *"brixton")
        await pilot.pause()
        assert names(app) == ["Beth"]
    again = open_app()
    async with again.run_test(size=(120, 30)) as pilot:
        assert "Chapter" in screen_text(again), "kept for the next time"


async def test_several_are_marked_and_changed_as_one_edit(open_app, on_disk, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await command(pilot, "change those marked")
        assert "No one is marked" in screen_text(app)
        await pilot.press("home", "m", "m")
        assert "2 marked" in screen_text(app)
        for text, field, value in (
            ("Location: Leeds", "location", "Leeds"),
            ("tags: +helper", "tags", ["helper"]),
        ):
            await command(pilot, "change those marked")
            await line(pilot, text)
            assert field not in on_disk("members")["1"], "only after the question"
            await pilot.press("y")
            await pilot.pause()
            for number in ("1", "2"):
                assert on_disk("members")[number][field] == value
        await command(pilot, "change those marked")
        await line(pilot, "chapter: York")
        await pilot.press("y")
        await pilot.pause()
        assert on_disk("members")["2"]["more"] == {"Chapter": "York", "Shoe size": "38"}
        await pilot.press("u", "u", "u")
        await pilot.pause()
        assert "location" not in on_disk("members")["1"]
        assert on_disk("members")["2"]["more"]["Chapter"] == "Brixton"
        await command(pilot, "change those marked")
        await line(pilot, "status: nonsense")
        assert len(app.screen_stack) == 2, "a value that means nothing is said where it was typed"


async def test_those_marked_are_invited_and_the_list_is_copied(open_app, on_disk) -> None:
    app = open_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("home", "m", "m")
        await command(pilot, "invite those marked")
        await pilot.press("enter")
        await pilot.pause()
        assert on_disk("events")["7"]["invited"] == [1, 2]
        await pilot.press("1", "C")
        await line(pilot, "chapter")
        await command(pilot, "copy the list")
        assert app.copied == "Name\tChapter\nAmara Okafor\t\nBeth Lindqvist\tBrixton"
        await pilot.press("A")
        assert not app.screen.marked
        await pilot.press("A")
        assert len(app.screen.marked) == 9


async def test_a_list_is_saved_and_brought_up_by_its_name(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("C")
        await line(pilot, "chapter")
        await pilot.press("s", "slash", *"a", "enter")
        before = names(app)
        await command(pilot, "save this list")
        await line(pilot, "By chapter")
        await pilot.press("backspace", "C")
        await line(pilot, "seen")
        assert names(app) != before
    again = open_app()
    async with again.run_test(size=(100, 30)) as pilot:
        await command(pilot, "open a list")
        await line(pilot, "by chapter")
        assert names(again) == before
        assert "Chapter" in screen_text(again)
        await pilot.press("w")
        await pilot.pause()
        assert len(again.screen.people) == len(before), "a review goes through it"


async def test_what_is_kept_privately_is_in_no_column_while_presenting(
    open_app, screen_text
) -> None:
    app = open_app()
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("C")
        await line(pilot, "chapter")
        assert "Brixton" in screen_text(app)
        await pilot.press("z")
        await pilot.pause()
        assert "Brixton" not in screen_text(app)
