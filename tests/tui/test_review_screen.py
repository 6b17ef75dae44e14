"""Review: one key a decision, progress, and resuming where it was left."""

from __future__ import annotations


async def test_one_key_a_decision(open_app, on_disk, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("w")
        await pilot.pause()
        assert "1 of 9" in screen_text(app)
        assert "Amara Okafor" in screen_text(app)
        await pilot.press("o", "i", "l", "j")
        await pilot.pause()
        assert "5 of 9" in screen_text(app)
        await pilot.press("k", "k")
        await pilot.pause()
        assert "Carlos Díaz" in screen_text(app)
        await pilot.press("n", *"rang twice", "enter")
        await pilot.pause()
        await pilot.press("t", *"all well", "enter")
        await pilot.pause()
        await pilot.press("f", *"send the rota !fri", "enter")
        await pilot.pause()
    members, actions = on_disk("members"), on_disk("actions")
    assert members["1"]["verified_on"] == "2026-11-22"
    assert actions["2"]["text"] == "invite to do more: Beth Lindqvist"
    assert actions["2"]["about"] == [2]
    assert members["3"]["status"] == "paused"
    assert members["3"]["paused_on"] == "2026-11-22"
    assert members["3"]["notes"][0]["text"] == "rang twice"
    assert on_disk("touches")["2"]["members"] == [3]
    assert actions["3"]["about"] == [3]


async def test_it_goes_on_where_it_was_left(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("w", "o", "o", "q")
        await pilot.pause()
    again = open_app()
    async with again.run_test(size=(80, 24)) as pilot:
        await pilot.press("w")
        await pilot.pause()
        text = screen_text(again)
        assert "3 of 9" in text
        assert "Carlos Díaz" in text


async def test_a_filtered_list_is_reviewed_by_itself_to_its_end(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"az", "enter", "w")
        await pilot.pause()
        assert "1 of 2" in screen_text(app)
        await pilot.press("o", "o")
        await pilot.pause()
        assert "That's everyone." in screen_text(app)
        await pilot.press("o", "l", "q", "backspace", "w")
        await pilot.pause()
        assert "1 of 9" in screen_text(app)


async def test_undo_and_a_person_deleted_meanwhile(open_app, on_disk, screen_text) -> None:
    from coptui.core.model.edits import delete

    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("w", "l", "u")
        await pilot.pause()
        assert "status" not in on_disk("members")["1"]
        other = open_app().session
        other.edit(delete(other.community, "members", 2))
        await app._lookout.look()
        await pilot.pause()
        assert "Carlos Díaz" in screen_text(app)


async def test_only_people_are_reviewed(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "w")
        await pilot.pause()
        assert "Only people can be reviewed" in screen_text(app)
