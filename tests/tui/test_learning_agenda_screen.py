"""The learning agenda: a question becomes a topic, goes onto an event, and can come back."""

from __future__ import annotations

import json

import pytest


@pytest.fixture
def path(path):
    data = json.loads(path.read_text("utf-8"))
    data["topics"]["9"] = {"title": "A secret matter", "confidential": True, "code": "case 9"}
    data["questions"] = {
        "1": {"text": "How long may a silence last?", "curious": [2, 4], "asked_on": "2026-01-10"},
        "2": {"text": "What about the secret?", "topic": 9, "asked_on": "2026-01-10"},
    }
    path.write_text(json.dumps(data), "utf-8")
    return path


async def test_one_key_makes_it_a_topic_and_one_undoes_it(open_app, on_disk) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        before = on_disk("topics")
        await pilot.press("7", "m")
        await pilot.pause()
        (new,) = set(on_disk("topics")) - set(before)
        made = on_disk("topics")[new]
        assert made["title"] == "How long may a silence last?"
        assert (made["state"], made["interested"]) == ("proposed", [2, 4])
        assert on_disk("questions")["1"]["topic"] == int(new)
        await pilot.press("u")
        await pilot.pause()
        assert on_disk("topics") == before
        assert "topic" not in on_disk("questions")["1"]


async def test_it_goes_onto_an_event_as_a_topic_in_one_step(open_app, on_disk) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("7", "T", "enter")
        await pilot.pause()
        topic = on_disk("questions")["1"]["topic"]
        assert on_disk("topics")[str(topic)]["state"] == "scheduled"
        assert on_disk("events")["7"]["topics"] == [topic]
        await pilot.press("m")
        await pilot.pause()
        assert app.screen.list.key == ("questions", 1)
        assert on_disk("questions")["1"]["topic"] == topic
        await pilot.press("u")
        await pilot.pause()
        assert "topics" not in on_disk("events")["7"]
        assert str(topic) not in on_disk("topics")


async def test_one_is_added_and_leads_to_its_topic(open_app, on_disk) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("7", "a", *"Who rings at night?", "enter")
        await pilot.pause()
        assert on_disk("questions")["3"]["asked_on"] == "2026-11-22"
        assert app.screen.list.key == ("questions", 3)
        await pilot.press("m", "l")
        await pilot.pause()
        assert app.screen.shown == ("topics", on_disk("questions")["3"]["topic"])


async def test_a_confidential_topic_hides_its_question(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("7", "down")
        await pilot.pause()
        assert app.screen.list.key == ("questions", 2)
        assert "secret" not in screen_text(app)
