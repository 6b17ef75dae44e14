"""My notebook on the screen, with exactly the keys of its stories."""

from __future__ import annotations

import json
from pathlib import Path

SECRET = "plum doubts"


def kept(tmp_path: Path) -> dict:
    return json.loads((tmp_path / "data" / "notebook.json").read_text("utf-8"))


async def settle(pilot) -> None:
    await pilot.pause()
    await pilot.pause()


async def test_write_see_change_delete_and_bring_back(
    open_app, path: Path, tmp_path: Path, screen_text
) -> None:
    before = path.read_bytes()
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "plus", "k", *SECRET, "enter")
        await settle(pilot)
        assert "Saved in your notebook." in screen_text(app)
        await pilot.press("B")
        await settle(pilot)
        text = screen_text(app)
        assert "My notebook  only you can see this" in text
        assert "About Amara Okafor" in text
        assert SECRET in text
        await pilot.press("a", *"call @beth !today", "enter")
        await settle(pilot)
        assert "Beth Lindqvist: call Beth Lindqvist (reminder)" in screen_text(app)
        await pilot.press("home", "e", *" more", "enter")
        await settle(pilot)
        assert f"{SECRET} more" in screen_text(app)
        await pilot.press("D", "y")
        await settle(pilot)
        assert SECRET not in screen_text(app)
        await pilot.press("u")
        await settle(pilot)
        assert f"{SECRET} more" in screen_text(app)
    assert path.read_bytes() == before
    assert {note["text"] for note in kept(tmp_path)["notes"].values()} == {f"{SECRET} more"}


async def test_reminders_due_stand_on_today_and_are_done_there(
    open_app, path: Path, tmp_path: Path, screen_text, on_disk
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.press("plus", "k", *"see how she is @beth !today", "enter")
        await settle(pilot)
        await pilot.press("0")
        await settle(pilot)
        text = screen_text(app)
        assert "Private 1" in text
        assert "see how she is Beth Lindqvist" in text
        app.screen.list.go_to(("reminders", 1))
        await pilot.press("d")
        await settle(pilot)
        assert "Private" not in screen_text(app)
    assert kept(tmp_path)["reminders"]["1"]["done_on"] == "2026-11-22"
    assert "see how" not in path.read_text("utf-8")


async def test_presenter_mode_shows_none_of_it(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.press("plus", "k", *f"{SECRET} !today", "enter")
        await settle(pilot)
        await pilot.press("B")
        await settle(pilot)
        assert SECRET in screen_text(app)
        await pilot.press("z")
        await settle(pilot)
        seen = [screen_text(app)]
        for keys in (("B",), ("0",), ("c",), ("plus",), ("k",), ("g", *"plum"), ("colon", *"plum")):
            await pilot.press(*keys)
            await settle(pilot)
            seen.append(screen_text(app))
        assert not [text for text in seen if SECRET in text or "only for me" in text]
        assert "Hidden in presenter mode" in seen[1]


async def test_the_coordinators_checklist_is_answered_into_it(
    open_app, path: Path, tmp_path: Path, screen_text
) -> None:
    before = path.read_bytes()
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c")
        await settle(pilot)
        app.screen.list.go_to("coordinator")
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("1", "n", *SECRET, "enter")
        await settle(pilot)
        await pilot.press("u")
        await settle(pilot)
        assert SECRET not in screen_text(app)
        await pilot.press("j", "enter", *"people", "enter")
        await settle(pilot)
        await pilot.press("q")
        await settle(pilot)
        assert "begun" in next(line for line in screen_text(app).splitlines() if "honestly" in line)
        await pilot.press("enter")
        await settle(pilot)
        assert "3 of 12" in screen_text(app)
    assert path.read_bytes() == before
    (walk,) = kept(tmp_path)["walks"].values()
    assert [answer.get("value") for answer in walk["log"]] == [1, "people"]
