""":handover with exactly its keys: one key a decision, saved at once, taken back with u."""

from __future__ import annotations


async def settle(pilot) -> None:
    await pilot.pause()
    await pilot.pause()


async def test_each_thing_is_decided_by_a_key_and_does_not_come_back(
    open_app, on_disk, screen_text
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("colon", *"hand over", "enter")
        await settle(pilot)
        text = screen_text(app)
        assert "Handing over  Amara Okafor" in text
        assert "send the triage sheet" in text
        assert "Callers who never say goodbye" in text
        assert "Roles" in text
        await pilot.press("p", *"farah", "enter")
        await settle(pilot)
        assert on_disk("actions")["1"]["owner"] == 6
        assert "passed on to Farah Aziz" in screen_text(app)
        assert "send the triage sheet" not in screen_text(app)
        await pilot.press("u")
        await settle(pilot)
        assert on_disk("actions")["1"]["owner"] == 1
        await pilot.press("home", "r", *"no time", "enter")
        await settle(pilot)
        assert on_disk("actions")["1"]["state"] == "dropped"
        await pilot.press("home", "r")
        await settle(pilot)
        assert on_disk("topics")["1"].get("stewards", []) == []
        await pilot.press("end", "p", *"beth", "enter")
        await settle(pilot)
        members = on_disk("members")
        assert members["1"]["roles"][0]["until"] == "2026-11-22"
        assert members["2"]["roles"] == [{"role": "coordinator", "since": "2026-11-22"}]
        assert "coordinator" not in screen_text(app).split("Role")[0]
    again = open_app()
    async with again.run_test(size=(80, 24)) as pilot:
        await pilot.press("colon", *"hand over", "enter")
        await settle(pilot)
        assert "send the triage sheet" not in screen_text(again)


async def test_presenter_mode_does_not_open_it(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("z", "colon", *"hand over", "enter")
        await settle(pilot)
        assert "Hidden in presenter mode" in screen_text(app)
