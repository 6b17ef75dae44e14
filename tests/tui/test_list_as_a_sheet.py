"""The lists as sheets: columns, sorting, typing in place, marking, one change for all, saved lists."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coptui.core.lists.listing import Listing
from coptui.core.model.community import Community
from coptui.tui.records.chosen_list import chosen_rows


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
        await pilot.press("escape", "y", "slash", *"brixton")
        await pilot.pause()
        assert names(app) == ["Beth"]
    again = open_app()
    async with again.run_test(size=(120, 30)) as pilot:
        assert "Chapter" in screen_text(again), "kept for the next time"


async def test_several_are_marked_and_changed_as_one_edit(open_app, on_disk, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await command(pilot, "change everything marked")
        assert "Nothing is marked" in screen_text(app)
        await pilot.press("home", "m", "m")
        assert "2 marked" in screen_text(app)
        for text, field, value in (
            ("Location: Leeds", "location", "Leeds"),
            ("tags: +helper", "tags", ["helper"]),
        ):
            await command(pilot, "change everything marked")
            await line(pilot, text)
            assert field not in on_disk("members")["1"], "only after the question"
            await pilot.press("y")
            await pilot.pause()
            for number in ("1", "2"):
                assert on_disk("members")[number][field] == value
        await command(pilot, "change everything marked")
        await line(pilot, "chapter: York")
        await pilot.press("y")
        await pilot.pause()
        assert on_disk("members")["2"]["more"] == {"Chapter": "York", "Shoe size": "38"}
        await pilot.press("u", "u", "u")
        await pilot.pause()
        assert "location" not in on_disk("members")["1"]
        assert on_disk("members")["2"]["more"]["Chapter"] == "Brixton"
        await command(pilot, "change everything marked")
        await line(pilot, "status: nonsense")
        assert len(app.screen_stack) == 2, "a value that means nothing is said where it was typed"


async def test_those_marked_are_invited_and_the_list_is_copied(open_app, on_disk) -> None:
    app = open_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("home", "m", "m")
        await command(pilot, "invite everyone marked")
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


async def test_a_date_is_typed_in_place_as_people_write_it(open_app, on_disk, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("E")
        await pilot.pause()
        assert len(app.screen_stack) == 1, "no column was chosen"
        await pilot.press("C")
        await line(pilot, "joined, chapter, location")
        await pilot.press("home", "E")
        await line(pilot, "8 sep 2024")
        assert on_disk("members")["1"]["joined_on"] == "2024-09-08"
        assert "Sun 8 Sep 2024" in screen_text(app), "said back in words"
        assert "8 Sep 2024" in screen_text(app).split("Chapter")[1]
        await pilot.press("E", "enter")
        await pilot.pause()
        assert len(app.screen_stack) == 1, "nothing was changed"
        await pilot.press("E")
        await line(pilot, "8 foo")
        assert on_disk("members")["1"]["joined_on"] == "2024-09-08"
        await pilot.press("escape", "y", "right", "E")
        await line(pilot, "York")
        assert on_disk("members")["1"]["more"] == {"Chapter": "York"}
        await pilot.press("u", "u")
        await pilot.pause()
        assert on_disk("members")["1"].get("joined_on") != "2024-09-08"


async def test_a_sheet_has_the_width_of_the_screen_at_eighty_cells(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("C")
        await pilot.pause()
        for offered in ("Pronouns", "Tags", "Chapter", "Shoe size"):
            assert offered in screen_text(app), "every column there is can be read"
        await line(pilot, "joined, location, chapter")
        shown = screen_text(app)
        assert "Amara Okafor" in shown and "Chapter" in shown and "Brixton" in shown
        assert not app.screen.detail.display
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen.detail.display and app.screen.detail.size.width == 80
        await pilot.press("q", "C")
        await line(pilot, "")
        assert app.screen.detail.display and app.screen.detail.size.width < 60


async def test_topics_and_events_are_sheets_too(open_app, on_disk, screen_text, path) -> None:
    app = open_app()
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("2", "C")
        await line(pilot, "state, opened, tags")
        await pilot.press("home", "right", "right", "E")
        await line(pilot, "8 sep 2025")
        topic = str(app.screen.panes["topics"].key[1])
        assert on_disk("topics")[topic]["opened_on"] == "2025-09-08"
        await pilot.press("A")
        assert len(app.screen.marked) == 3
        await command(pilot, "change everything marked")
        await line(pilot, "tags: +nights")
        await pilot.press("y")
        await pilot.pause()
        assert all("nights" in topic["tags"] for topic in on_disk("topics").values())
        await command(pilot, "invite everyone marked")
        await pilot.press("enter")
        await pilot.pause()
        assert set(on_disk("events")["7"]["topics"]) == {1, 2, 3}
        await pilot.press("2", "s", "s")
        await command(pilot, "save this list")
        await line(pilot, "Old topics")
        await pilot.press("3", "C")
        await line(pilot, "starts, place, hosts")
        await pilot.press("home", "E")
        await line(pilot, "1 dec 19:30")
        assert on_disk("events")["7"]["starts_at"].startswith("2026-12-01T19:30")
        assert "1 Dec 2026 19:30" in screen_text(app)
        await pilot.press("right", "E")
        await line(pilot, "Library")
        assert on_disk("events")["7"]["place"] == "Library"
        await command(pilot, "open a list")
        await line(pilot, "old topics")
        assert app.screen.open_table == "topics"


async def test_a_filter_says_who_is_meant_and_takes_them_away(
    open_app, path, monkeypatch, tmp_path
) -> None:
    data = json.loads(path.read_text("utf-8"))
    data["members"]["2"] |= {"location": "Leeds", "emails": ["beth@x.org"]}
    data["members"]["3"] |= {"location": "Leeds, UK", "emails": ["c@x.org"], "contact_ok": False}
    path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    monkeypatch.chdir(tmp_path)
    app = open_app()
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("slash", *"near", "space", *"leeds", "enter")
        await pilot.pause()
        assert names(app) == ["Beth", "Carlos"]
        await command(pilot, "copy addresses")
        assert app.copied == "beth@x.org", "who wants no contact is left out"
        await command(pilot, "save the list as a file")
        await line(pilot, "leeds.csv")
        lines = (tmp_path / "leeds.csv").read_text("utf-8").splitlines()
        assert [row.split(",")[0] for row in lines] == ["Name", "Beth Lindqvist", "Carlos Díaz"]
        await pilot.press("home", "m")
        await command(pilot, "save the list as a file")
        await line(pilot, "one.csv")
        assert len((tmp_path / "one.csv").read_text("utf-8").splitlines()) == 2, "those marked"


async def test_columns_beyond_the_screen_come_with_the_arrows(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("C")
        await line(pilot, "status, joined, employer, location, seen, phone, tags")
        assert "columns 1 to 5 of 7" in screen_text(app) and "Tags" not in screen_text(app)
        for press, shown in (("left", "3 to 7"), ("right", "1 to 5"), *(("right", ""),) * 4):
            await pilot.press(press)
            await pilot.pause()
            assert f"columns {shown}" in screen_text(app)
            assert f"›{app.screen.here['members']}" in screen_text(app)
        await pilot.press("E")
        await pilot.pause()
        assert len(app.screen_stack) == 1, "when somebody was seen is no field to type in"
        assert app.screen.here["members"] == "seen"


@given(
    st.lists(st.sampled_from(["status", "joined", "seen", "tags", "phone", "offers"]), min_size=1, unique=True),
    st.integers(0, 5),
    st.integers(40, 200),
)  # fmt: skip
def test_the_column_to_type_in_is_always_shown(names: list[str], at: int, width: int) -> None:
    here = names[at % len(names)]
    listing = Listing("members", "", "name", tuple(names))
    rows = chosen_rows(Community(), listing, date(2026, 11, 29), here=here, width=width)
    heads = [column.title for column in rows.columns]
    assert f"›{here}" in heads
    fits = sum(column.width + 1 for column in rows.columns[1:]) <= width - 19
    assert fits or len(heads) == 2
