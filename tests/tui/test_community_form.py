"""The community's own record, filled in on its form."""

from __future__ import annotations

COMMUNITY = ("colon", *"community", "enter")


async def test_the_community_is_filled_in(open_app, on_disk, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*COMMUNITY)
        await pilot.pause()
        assert "Edit Help-line circle" in screen_text(app)
        await pilot.press("tab", "tab", *"Fewer calls alone.")
        form = app.screen
        form.query_one("#sponsor-field").value = "Dr Quill"
        form.query_one("#words-field").value = "value: Worth the evening?"
        form.query_one("#stage-field").value = "transformation"
        form.query_one("#breaks-field").text = "2026-12-20 to 2027-01-04 holidays"
        form.query_one("#name-field").focus()
        await pilot.press("enter")
        await pilot.pause()
        assert "Saved: changes to community Help-line circle" in screen_text(app)
    record = on_disk("community")["1"]
    assert record == {
        "name": "Help-line circle",
        "founded_on": "2023-01-01",
        "purpose": "Fewer calls alone.",
        "sponsor": "Dr Quill",
        "words": {"value": "Worth the evening?"},
        "stage": "transformation",
        "stage_since": "2026-11-22",
        "stage_history": [{"stage": "stewardship"}],
        "breaks": [{"from": "2026-12-20", "to": "2027-01-04", "why": "holidays"}],
    }


async def test_a_fault_stands_under_its_field_and_nothing_is_saved(
    open_app, on_disk, screen_text
) -> None:
    before = on_disk("community")
    app = open_app()
    async with app.run_test(size=(80, 60)) as pilot:
        await pilot.press(*COMMUNITY)
        await pilot.pause()
        app.screen.query_one("#breaks-field").text = "2027-01-04 to 2026-12-20"
        await pilot.press("enter")
        await pilot.pause()
        assert "ends before it starts" in " ".join(screen_text(app).split())
        assert "Breaks needs a different value:" in screen_text(app)
    assert on_disk("community") == before


async def test_the_community_is_hidden_while_presenting(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("z", *COMMUNITY)
        await pilot.pause()
        assert "Hidden in presenter mode" in screen_text(app)
