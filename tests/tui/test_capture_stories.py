"""Capturing while people talk: two keys and a line, or one key and nothing shown."""

from __future__ import annotations

import pytest

CASES = [
    ("a", "dana looks for a rota", "asks", {"text": "dana looks for a rota", "asker": 1}),
    ("i", "What silence does", "topics", {"title": "What silence does", "proposer": 1}),
    ("s", "the sheet saved an hour", "stories", {"text": "the sheet saved an hour", "teller": 1}),
    ("n", "meet @grace", "touches", {"kind": "introduction", "members": [7, 1]}),
    ("m", "Lena Voss via Amara", "members", {"name": "Lena Voss", "introduced_by": 1}),
    ("e", "Case clinic !2w", "events", {"title": "Case clinic", "starts_at": "2026-12-06"}),
]


@pytest.mark.parametrize(("key", "text", "table", "wanted"), CASES, ids=[case[2] for case in CASES])
async def test_two_keys_and_a_line(
    key, text, table, wanted, open_app, on_disk, screen_text
) -> None:
    before = set(on_disk(table))
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        # On the page of the first person.
        await pilot.press("enter", "plus")
        await pilot.pause()
        assert "i topic idea" in screen_text(app)
        await pilot.press(key, *text, "enter")
        await pilot.pause()
    new = [record for number, record in on_disk(table).items() if number not in before]
    assert len(new) == 1
    assert wanted.items() <= new[0].items()


async def test_any_other_key_goes_back(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("plus", "z")
        await pilot.pause()
        assert "topic idea" not in screen_text(app)
        await pilot.press("plus", "i", *"half", "escape", "y")
        await pilot.pause()
        assert app.screen.focused.id == "members"


async def test_someone_is_upset_one_key_and_nothing_is_shown(
    open_app, on_disk, screen_text
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j")
        await pilot.pause()
        before = screen_text(app)
        await pilot.press("exclamation_mark")
        await pilot.pause()
        assert screen_text(app) == before
        await pilot.press("0")
        await pilot.pause()
        assert "check in" not in screen_text(app)
    action = on_disk("actions")["2"]
    assert action["text"] == "check in with Beth Lindqvist"
    assert action["due_on"] == "2026-11-23"
    assert action["about"] == [2]


async def test_a_missing_name_is_said_and_the_text_stays(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("plus", "e", *"Case clinic", "enter")
        await pilot.pause()
        assert "When is the event?" in screen_text(app)
        assert app.screen.query_one("CoptInput").value == "Case clinic"
