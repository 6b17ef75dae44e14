"""The library: what is kept, looked at and used, by keys alone."""

from __future__ import annotations

import json

import pytest


@pytest.fixture
def path(path):
    data = json.loads(path.read_text("utf-8"))
    data["topics"]["9"] = {"title": "A secret matter", "confidential": True, "code": "case 9"}
    data["library"] = {
        "1": {"title": "Triage sheet", "kind": "template", "link": "https://example.org/t",
              "keeper": 2, "added_on": "2024-01-10", "looked_on": "2026-10-01"},
        "2": {"title": "Night rota", "kind": "page", "added_on": "2024-01-10"},
        "3": {"title": "Notes on the secret", "topic": 9, "keeper": 4, "added_on": "2026-10-10"},
    }  # fmt: skip
    path.write_text(json.dumps(data), "utf-8")
    return path


def the_rows(app) -> list[str]:
    rows = app.screen.list.rows
    return ["|".join(span.text for span in rows.cells(at)) for at in range(len(rows))]


async def test_what_is_due_comes_first_and_a_look_settles_it(open_app, on_disk) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("6")
        await pilot.pause()
        assert [row.split("|")[0] for row in the_rows(app)] == [
            "Night rota",
            "case 9",
            "Triage sheet",
        ]
        await pilot.press("o")
        await pilot.pause()
        assert on_disk("library")["2"]["looked_on"] == "2026-11-22"
        assert the_rows(app)[0].startswith("case 9")
        await pilot.press("u")
        await pilot.pause()
        assert "looked_on" not in on_disk("library")["2"]


async def test_who_used_it_is_noted_and_can_be_corrected(open_app, on_disk, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("6", "w", *"@dana for nights", "enter")
        await pilot.pause()
        use = {"on": "2026-11-22", "by": 4, "what": "for nights"}
        assert on_disk("library")["2"]["uses"] == [use]
        assert "Dana Whitfield: for nights" in screen_text(app)
        await pilot.press("e", *["tab"] * 7)
        await pilot.press("end", *"!", "tab", "enter")
        await pilot.pause()
        assert on_disk("library")["2"]["uses"] == [use | {"what": "for nights!"}]


async def test_one_is_added_edited_and_deleted(open_app, on_disk) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("6", "a", *"Case book", "enter")
        await pilot.pause()
        assert on_disk("library")["4"] == {"title": "Case book", "added_on": "2026-11-22"}
        assert app.screen.list.key == ("library", 4)
        await pilot.press("D", "y")
        await pilot.pause()
        assert "4" not in on_disk("library")


async def test_a_confidential_topic_hides_what_belongs_to_it(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("6", "down")
        await pilot.pause()
        assert app.screen.list.key == ("library", 3)
        assert "secret" not in screen_text(app)
        await pilot.press("g", *"notes on the")
        await pilot.pause()
        assert "secret" not in screen_text(app).replace("notes on the", "")


async def test_find_leads_to_the_item(open_app) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", *"triage sh", "enter")
        await pilot.pause()
        assert app.screen.list.key == ("library", 1)


async def test_a_room_sees_titles_and_no_uses(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("6", "w", *"@dana for nights", "enter", "z")
        await pilot.pause()
        await pilot.press("6")
        await pilot.pause()
        text = screen_text(app)
        assert "Triage sheet" in text
        assert "case 9" not in text
        assert "Dana" not in text
        assert "for nights" not in text
