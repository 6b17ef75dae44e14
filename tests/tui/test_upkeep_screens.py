"""Reports, the check, backups and settings on the full screen, each with what it would do first."""

from __future__ import annotations

import json

import pytest

from coptui.core.model.records import Member


async def go(pilot, *words: str) -> None:
    for word in words:
        await pilot.press("colon", *("space" if sign == " " else sign for sign in word), "enter")
        await pilot.pause()


async def test_a_report_is_shown_copied_and_written(
    open_app, screen_text, path, monkeypatch
) -> None:
    monkeypatch.chdir(path.parent)
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await go(pilot, "report")
        assert "Review" in screen_text(app)
        await pilot.press("y")
        review = app.copied
        await pilot.press("b")
        await pilot.pause()
        assert "Page for a sponsor" in screen_text(app)
        await pilot.press("w")
        await pilot.pause()
        await pilot.press("b")
        await pilot.pause()
        assert "Page for members" in screen_text(app)
        await pilot.press("w")
        await pilot.pause()
    text = (path.parent / "2026-11-22-sponsor.md").read_text("utf-8")
    assert text.startswith("# ") and text != review
    assert "Next dates" in (path.parent / "2026-11-22-members.md").read_text("utf-8")


async def test_the_check_lists_goes_there_and_puts_right(
    open_app, screen_text, path, on_disk
) -> None:
    data = json.loads(path.read_text("utf-8"))
    data["members"]["3"]["joined_on"] = "2024-1-10"
    data["events"]["6"] |= {"status": "planned", "attendance_taken": False}
    path.write_text(json.dumps(data), "utf-8")
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await go(pilot, "check")
        shown = screen_text(app)
        assert "members 3 joined_on" in shown
        assert "Past events to confirm 1" in shown
        assert "Press m to fix these: 1" in shown
        await pilot.press("m")
        assert on_disk("members")["3"]["joined_on"] == "2024-1-10", "only after the question"
        await pilot.press("y")
        await pilot.pause()
        assert on_disk("members")["3"]["joined_on"] == "2024-01-10"
        assert "No problems found" in screen_text(app)
        await pilot.press("u")
        await pilot.pause()
        assert on_disk("members")["3"]["joined_on"] == "2024-1-10"
        app.screen.list.move("first")
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen.shown == ("members", 3)


async def test_a_backup_says_what_it_brings_and_is_restored_after_a_question(
    open_app, screen_text, path, on_disk
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("D", "y")
        await pilot.pause()
        assert "1" not in on_disk("members")
        await go(pilot, "backups")
        assert "restores 1 member" in screen_text(app)
        await pilot.press("enter")
        assert "1" not in on_disk("members")
        await pilot.press("y")
        await pilot.pause()
        assert on_disk("members")["1"]["name"] == "Amara Okafor"
        assert 1 in app.session.community.members
        # What was there before can be restored as well.
        assert "loses 1 member" in screen_text(app)
        assert app.session.news() is None, "no other program has written"


async def test_a_setting_is_changed_and_its_comment_stays(open_app, tmp_path, screen_text) -> None:
    folder = tmp_path / "config"
    folder.mkdir()
    (folder / "config.yaml").write_text("theme: evening  # my eyes\n", "utf-8")
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await go(pilot, "settings")
        app.screen.list.go_to("theme")
        await pilot.pause()
        assert "# my eyes" in screen_text(app)
        await pilot.press("enter", "ctrl+u", *"pink", "enter")
        assert "should be one of" in screen_text(app)
        await pilot.press("ctrl+u", *"morning", "enter")
        await pilot.pause()
        assert app.theme == "morning"
    assert (folder / "config.yaml").read_text("utf-8") == "theme: morning  # my eyes\n"


async def test_another_name_is_mine_with_all_i_did_before(open_app, tmp_path, on_disk) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n", *"as amara", "enter")
        await pilot.pause()
        await go(pilot, "settings")
        app.screen.list.go_to("user")
        await pilot.press("enter", "ctrl+u", *"Amara Okafor", "enter")
        await pilot.pause()
        assert app.session.by == "Amara Okafor"
        await pilot.press("1", "n", *"as myself", "enter")
        await pilot.pause()
        member = app.session.community.members[1]
        assert isinstance(member, Member)
        assert [note.by for note in member.notes[-2:]] == ["amara", "Amara Okafor"]
        await pilot.press("u", "u")
        await pilot.pause()
        assert len(app.session.community.members[1].notes) == 1
    text = (tmp_path / "config" / "config.yaml").read_text("utf-8")
    assert text == "user: Amara Okafor\nformerly:\n- amara\n"


@pytest.mark.parametrize("name", ["settings", "backups"])
async def test_they_are_withheld_with_other_files(name, open_app) -> None:
    from coptui.tui.shell.withheld import OTHER_FILES

    app = open_app(withheld=dict.fromkeys(OTHER_FILES, "no"))
    async with app.run_test(size=(80, 24)):
        assert name not in {command.id for command in app.screen.commands()}


async def test_who_am_i_is_a_member_or_a_new_one(open_app, tmp_path, screen_text, on_disk) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await go(pilot, "who am i")
        await pilot.press("ctrl+u", *"beth", "enter")
        await pilot.pause()
        assert app.session.by == "Beth Lindqvist"
        assert "You are now Beth Lindqvist" in screen_text(app)
        await go(pilot, "who am i")
        await pilot.press("ctrl+u", *"Nora Hale", "enter")
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
        assert on_disk("members")["10"]["name"] == "Nora Hale"
        assert app.session.names == {"amara", "Beth Lindqvist", "Nora Hale"}
        await pilot.press("u")
        await pilot.pause()
        assert "10" not in on_disk("members")
    assert "user: Nora Hale" in (tmp_path / "config" / "config.yaml").read_text("utf-8")


async def test_the_empty_lists_offer_to_add_and_to_import(open_app, screen_text, path) -> None:
    path.write_text(json.dumps({"meta": {"1": {"schema": 1}}}), "utf-8")
    app = open_app()
    async with app.run_test(size=(80, 24)):
        assert "Press a to add, or i to import." in screen_text(app)


async def test_the_members_checklist_is_typed_in_a_key_a_question(open_app, on_disk) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await go(pilot, "members' checklist")
        await pilot.press(*"3421034214", "enter")
        await pilot.pause()
        (answers,) = on_disk("community")["1"]["yearly"]
        assert (answers["year"], answers["source"]) == (2026, "member")
        assert [*answers["scores"].values()] == [3, 4, 2, 1, 0, 3, 4, 2, 1, 4]
        await pilot.press("u")
        await pilot.pause()
        assert "yearly" not in on_disk("community")["1"]
