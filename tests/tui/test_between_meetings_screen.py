"""Between meetings: newcomers, requests, introductions, stories; a key a step."""

from __future__ import annotations

import json

import pytest

TODAY = "2026-11-22"


async def press(pilot, *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


@pytest.fixture
def tended(path):
    path.write_text(
        json.dumps(
            {
                "community": {"1": {"name": "Circle"}},
                "members": {
                    "1": {"name": "Ann Lee", "offers": ["night rota"], "joined_on": "2024-01-01", "interests": ["grief"]},
                    "2": {"name": "Beth Lind", "joined_on": "2026-11-15", "interests": ["grief"]},
                    "3": {"name": "Cy Roe", "offers": ["rota templates"], "contact_ok": False},
                },
                "events": {
                    "1": {"title": "Call", "starts_at": "2026-11-17", "status": "held", "attendance_taken": True,
                          "attendance": {"1": {"status": "attended"}, "2": {"status": "attended"}}},
                },
                "asks": {"1": {"text": "How do you plan a night rota?", "asker": 2, "asked_on": "2026-11-10"}},
                "touches": {"1": {"on": "2026-11-01", "by": "amara", "members": [1, 3], "kind": "introduction"}},
                "stories": {"1": {"on": "2026-06-01", "text": "It saved an hour", "teller": 1, "follow_up_on": "2026-11-01"}},
            }
        )
    )  # fmt: skip


async def test_a_request_from_a_helper_to_settled(tended, open_app, on_disk, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5")
        app.screen.list.go_to(("asks", 1))
        await press(pilot, "h")
        text = screen_text(app)
        assert "offers night rota" in text
        assert "Cy Roe" not in text, "who wants no contact is not suggested"
        await press(pilot, "enter")
        (action,) = on_disk("actions").values()
        assert action["text"] == "ask Ann Lee about: How do you plan a night rota?"
        await press(pilot, "a", *"Ann", "enter")
        assert on_disk("asks")["1"]["answered_by"] == [1]
        assert on_disk("asks")["1"]["first_answer_on"] == app.session.today.isoformat()
        assert "after" in screen_text(app)
        await press(pilot, "d")
        assert on_disk("asks")["1"]["solved_on"] == app.session.today.isoformat()
        assert "no open requests" in screen_text(app)
        await press(pilot, "u", "u")
        assert "answered_by" not in on_disk("asks")["1"]


async def test_a_newcomer_gets_a_buddy_and_a_welcome(
    tended, open_app, on_disk, screen_text
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5")
        app.screen.list.go_to(("members", 2))
        await press(pilot, "h")
        assert "also interested in grief; was at the same event" in screen_text(app)
        await press(pilot, "enter")
        assert on_disk("members")["2"]["buddy"] == 1
        (action,) = on_disk("actions").values()
        assert action["about"] == [2, 1]
        await press(pilot, "d")
        assert on_disk("members")["2"]["onboarding"]["welcome"] == app.session.today.isoformat()
        await press(pilot, "d")
        assert "already been welcomed" in screen_text(app)


async def test_someone_else_can_be_the_buddy(tended, open_app, on_disk) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5")
        app.screen.list.go_to(("members", 2))
        await press(pilot, "h", "slash", *"cy", "enter")
        assert on_disk("members")["2"]["buddy"] == 3


async def test_what_came_of_an_introduction(tended, open_app, on_disk, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5")
        app.screen.list.go_to(("touches", 1))
        await press(pilot, "d", *"they host together", "enter")
        assert on_disk("touches")["1"]["led_to"] == "they host together"
        assert "they host together" in screen_text(app)
        await press(pilot, "h")
        assert "request" in screen_text(app)


async def test_two_who_could_be_introduced_become_a_follow_up(
    tended, open_app, on_disk, screen_text, path
) -> None:
    data = json.loads(path.read_text("utf-8"))
    data["members"]["2"]["seeks"] = ["a night rota"]
    path.write_text(json.dumps(data), "utf-8")
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5")
        app.screen.list.go_to(("pair 1", 2))
        assert "offers night rota" in screen_text(app)
        await press(pilot, "d")
        (action,) = on_disk("actions").values()
        assert (action["text"], action["about"]) == ("introduce Ann Lee and Beth Lind", [1, 2])
        assert not app.screen.list.go_to(("pair 1", 2))
        await press(pilot, "u")
        assert on_disk("actions") == {}


async def test_a_story_is_looked_after_and_completed(
    tended, open_app, on_disk, screen_text
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5")
        app.screen.list.go_to(("stories", 1))
        before = on_disk("stories")
        await press(pilot, "d", *"four desks use it", "enter")
        (new,) = on_disk("stories").keys() - before.keys()
        assert on_disk("stories")[new]["previous"] == 1
        assert "follow_up_on" not in on_disk("stories")["1"]
        await press(pilot, "u")
        assert on_disk("stories") == before
        app.screen.list.go_to(("stories", 1))
        await press(pilot, "X")
        assert on_disk("stories")["1"]["ask_again"] is False
        assert not app.screen.list.go_to(("stories", 1))
        await press(pilot, "u")
        app.screen.list.go_to(("stories", 1))
        await press(pilot, "enter")
        app.screen.query_one("#teller-field").value = ""
        await press(pilot, *"beth", "tab", *"realised", "enter")
        assert "Saved: changes to story It saved an hour" in screen_text(app)
        story = on_disk("stories")["1"]
        assert (story["teller"], story["cycle"]) == (2, "realised")
        app.screen.list.go_to(("asks", 1))
        await press(pilot, "e")
        assert "Only stories have details" in screen_text(app)


async def test_presenting_it_stays_closed(tended, open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "z", "5")
        assert "Hidden in presenter mode" in screen_text(app)


async def test_a_request_is_of_whoever_is_named_first(
    tended, open_app, on_disk, screen_text
) -> None:
    app = open_app()
    async with app.run_test(size=(100, 40)) as pilot:
        await press(pilot, "plus", "a", *"Ann Lee needs someone for the loom", "enter")
        assert on_disk("asks")["2"]["asker"] == 1
        await press(pilot, "plus", "a", *"Tom needs someone for the loom", "enter")
        assert "asker" not in on_disk("asks")["3"]
        await press(pilot, "5")
        rows = [line for line in screen_text(app).splitlines() if "needs someone" in line]
        assert any("not recorded" in line for line in rows)
        assert not any(line.strip().startswith("someone") for line in rows)
