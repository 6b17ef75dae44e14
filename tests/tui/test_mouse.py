"""The mouse works, and is never needed."""

from __future__ import annotations


async def test_a_click_selects_a_second_opens_and_the_wheel_scrolls(open_app) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        members = app.screen.panes["members"]
        await pilot.click(members, offset=(5, 4))
        await pilot.pause()
        assert app.screen.shown == ("members", 3)
        await pilot.click(members, offset=(5, 4))
        await pilot.pause()
        assert app.screen.focused is app.screen.detail
        await pilot.click(app.screen.panes["topics"], offset=(5, 1))
        await pilot.pause()
        assert app.screen.shown[0] == "topics"


async def test_the_wheel_scrolls_and_keeps_the_cursor(open_app) -> None:
    app = open_app()
    async with app.run_test(size=(80, 16)) as pilot:
        await pilot.pause()
        members = app.screen.panes["members"]
        before = members.key
        members._scroll(3)
        assert members.top > 0
        members._scroll(-9)
        assert members.top == 0
        assert members.key == before


async def test_what_goes_wrong_after_a_click_is_said(open_app, screen_text) -> None:
    from coptui.tui.kit.record_list import RecordList

    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("colon", *"twice", "enter")
        app.screen.list.post_message(RecordList.Chosen(app.screen.list, None))
        await pilot.pause()
        assert app.fault is None
        assert "No possible duplicates found." in screen_text(app)
