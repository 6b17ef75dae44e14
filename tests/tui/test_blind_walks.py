"""A second person walks blind; side by side shows where they differ most; moved first."""

from __future__ import annotations


async def walk_all(pilot, app, key: str) -> None:
    """Answer every step of the walk on the screen: a key to those on a scale, d to the others."""
    while app.screen.step is not None:
        await pilot.press(key if app.screen.step.answer == "scale" else "d")
        await pilot.press("j")
    await pilot.press("enter")
    await pilot.pause()


async def test_a_blind_pair_from_key_to_side_by_side(open_app, on_disk, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("c")
        await pilot.pause()
        app.screen.list.go_to("monthly-check")
        await pilot.press("B")
        await pilot.pause()
        assert "No one else has started this checklist" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("4", "n", *"amara's own words", "enter", "q")
        await pilot.pause()
    second = open_app()
    second.session.by = "beth"
    async with second.run_test(size=(100, 30)) as pilot:
        await pilot.press("c")
        await pilot.pause()
        second.screen.list.go_to("monthly-check")
        await pilot.press("B")
        await pilot.pause()
        assert second.screen.place == 0
        assert "amara's own words" not in screen_text(second)
        await walk_all(pilot, second, "0")
        assert "hidden from both of you until amara has finished too" in screen_text(second)
        await pilot.press("q")
        await pilot.pause()
        second.screen.list.go_to("monthly-check")
        await pilot.press("equals_sign")
        await pilot.pause()
        assert "hidden until amara has finished too" in screen_text(second)
    app = open_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("c")
        await pilot.pause()
        app.screen.list.go_to("monthly-check")
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen.walk.run.by == "amara"
        await walk_all(pilot, app, "1")
        await pilot.press("q")
        await pilot.pause()
        app.screen.list.go_to("monthly-check")
        await pilot.press("equals_sign")
        await pilot.pause()
        text = screen_text(app)
    assert "amara and beth, biggest differences first" in text
    first = next(line for line in text.splitlines() if " differs" in line)
    assert " 4 " in first and " 0 " in first, "the largest difference"
    assert "amara's own words" in text
    assert [run.get("pair") for run in on_disk("runs").values()] == [None, 1]


async def test_moved_first_is_said_and_taken_back_by_the_same_key(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("c", "m")
        await pilot.pause()
        assert "most changed questions first" in screen_text(app)
        await pilot.press("m")
        await pilot.pause()
        assert "what moved most" not in screen_text(app)
        await pilot.press("m")
        app.screen.list.go_to("seven-principles")
        await pilot.press("enter")
        await pilot.pause()
        asked = [step.id for step in app.screen.walk.template.steps()]
    shipped = [step.id for step in app.desk.shelf().get("seven-principles").steps()]
    assert sorted(asked) == sorted(shipped)
    assert asked != shipped
