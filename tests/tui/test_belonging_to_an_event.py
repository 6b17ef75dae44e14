"""What is written down at an event belongs to it, and comes back in its minutes and next brief."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from coptui.reports.markdown import markdown
from coptui.reports.meeting import brief_of, minutes_of

TODAY = date(2026, 11, 22)
LINES = {
    "f": ("actions", "order tea !fri"),
    "t": ("touches", "spoke to @grace"),
    "+a": ("asks", "@grace looks for a rota"),
    "+s": ("stories", "@grace used the sheet"),
    "+n": ("touches", "@grace and @hana"),
}
WAYS = {
    "in its roll call": ("r", "y"),
    "while it is rated": ("r", "y", "p"),
    "with it under the cursor": ("3",),
    "with it open": ("3", "enter"),
    "on its line of today": ("0",),
    "in the calendar": ("4",),
    "in its brief": ("3", "b"),
    "in its checklist": ("3", "c", "enter", "enter"),
}


def belongs_to(table: str, record: dict) -> int | None:
    if table == "actions":
        origin = record.get("origin", {})
        return origin.get("id") if origin.get("kind") == "event" else None
    return record.get("event")


async def write(pilot, keys: str, line: str) -> None:
    await pilot.press(*("plus" if key == "+" else key for key in keys), *line, "enter")
    await pilot.pause()


@pytest.mark.parametrize("way", WAYS)
async def test_only_what_is_to_be_done_belongs_to_an_event_still_ahead(
    way, open_app, on_disk
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*WAYS[way])
        await pilot.pause()
        for keys, (table, line) in LINES.items():
            if way == "in its checklist" and keys == "f":
                # There it is a follow-up of the step, which is of a walk about the event.
                continue
            await write(pilot, keys, line)
            newest = max(on_disk(table).items(), key=lambda item: int(item[0]))[1]
            assert belongs_to(table, newest) == (7 if keys == "f" else None), keys


@pytest.mark.parametrize("way", [way for way in WAYS if way != "while it is rated"])
async def test_it_belongs_to_the_event_of_today(way, path, open_app, on_disk) -> None:
    text = path.read_text("utf-8").replace("2026-11-24T18:00", "2026-11-22T20:30")
    path.write_text(text, "utf-8")
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*(key for key in WAYS[way] if key != "y"))
        await pilot.pause()
        for keys, (table, line) in LINES.items():
            if way == "in its checklist" and keys == "f":
                continue
            await write(pilot, keys, line)
            newest = max(on_disk(table).items(), key=lambda item: int(item[0]))[1]
            assert belongs_to(table, newest) == 7, keys


@pytest.mark.parametrize("day", ["2026-11-22T20:30", "2026-11-24T18:00", "2026-11-20T18:00"])
async def test_nothing_belongs_to_a_cancelled_event(day, path, open_app, on_disk) -> None:
    data = json.loads(path.read_text("utf-8"))
    data["events"]["7"] |= {"starts_at": day, "status": "cancelled"}
    path.write_text(json.dumps(data), "utf-8")
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", *"Community call", "enter")
        await pilot.pause()
        for keys, (table, line) in LINES.items():
            await write(pilot, keys, line)
            newest = max(on_disk(table).items(), key=lambda item: int(item[0]))[1]
            assert belongs_to(table, newest) is None, keys


async def test_while_an_event_is_on_it_belongs_wherever_the_cursor_is(
    path, open_app, on_disk, screen_text
) -> None:
    text = path.read_text("utf-8").replace("2026-11-24T18:00", "2026-11-22T17:30")
    path.write_text(text, "utf-8")
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        for keys, (table, line) in LINES.items():
            await write(pilot, keys, line)
            newest = max(on_disk(table).items(), key=lambda item: int(item[0]))[1]
            assert belongs_to(table, newest) == 7, keys
        await pilot.press("enter", "f")
        await pilot.pause()
        assert "[for Community call] [about Amara Okafor]" in screen_text(app)
        await pilot.press("backspace", "backspace", *"water the plants", "enter")
        await pilot.pause()
        assert "origin" not in on_disk("actions")["3"], "both chips are taken away"
        assert "about" not in on_disk("actions")["3"]


async def test_what_is_dated_another_day_does_not_belong_to_the_event_that_is_on(
    path, open_app, on_disk, screen_text
) -> None:
    text = path.read_text("utf-8").replace("2026-11-24T18:00", "2026-11-22T17:30")
    text = text.replace(
        '"Community call"', '"The autumn call of the whole community with all of its guests"'
    )
    path.write_text(text, "utf-8")
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("t")
        await pilot.pause()
        assert "Backspace if empty: remove [ ]" in screen_text(app), "no key is cut off"
        await pilot.press(*"spoke to @grace yesterday about it", "enter")
        await pilot.pause()
        assert "Conversation with Grace Kim, on Sat 21 Nov." in screen_text(app)
        newest = max(on_disk("touches").items(), key=lambda item: int(item[0]))[1]
        assert "event" not in newest and newest["text"] == "spoke to Grace Kim yesterday about it"


async def test_with_nothing_on_and_nobody_s_event_shown_it_belongs_to_none(
    open_app, on_disk
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        for keys, (table, line) in LINES.items():
            await write(pilot, keys, line)
            newest = max(on_disk(table).items(), key=lambda item: int(item[0]))[1]
            assert belongs_to(table, newest) is None, keys


async def test_the_minutes_and_the_next_brief_hold_it(path, open_app, screen_text) -> None:
    data = json.loads(path.read_text("utf-8"))
    data["events"]["7"]["starts_at"] = "2026-11-22T17:30"
    data["events"]["8"] = {**data["events"]["7"], "starts_at": "2026-11-29T18:00", "attendance": {}}
    path.write_text(json.dumps(data), "utf-8")
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("r", "space")
        for keys, (_, line) in LINES.items():
            await write(pilot, keys, line)
        await pilot.press("enter", "y")
        await pilot.pause()
        session = app.session
        community, today = session.community, session.today
        minutes = markdown(minutes_of(community, community.events[7], today))
        assert "order tea" in minutes
        assert "looks for a rota" in minutes
        # Nobody was asked yet whether it may be told on, and a contact stays private.
        assert "used the sheet" not in minutes
        assert "1 story was told but left out" in " ".join(
            minutes_of(community, community.events[7], today).hints
        )
        assert "Hana" not in minutes
        following = community.events[8]
        brief = markdown(
            brief_of(community, following, today + timedelta(days=1), session.settings)
        )
        for said in ("order tea", "looks for a rota", "used the sheet", "Grace Kim, Hana Sato"):
            assert said in brief
        shown = brief_of(
            community, following, today + timedelta(days=1), session.settings, shown=True
        )
        assert "sheet" not in markdown(shown)
        assert "Hana" not in markdown(shown)


async def test_minutes_name_nobody_who_does_not_want_it(path, open_app) -> None:
    data = json.loads(path.read_text("utf-8"))
    data["members"]["2"]["consent"] = {"directory": False, "quotes": False}
    data["stories"] = {
        "1": {"on": "2026-11-12", "text": "An hour saved", "event": 6, "teller": 2, "consent": "public"}
    }  # fmt: skip
    data["asks"] = {"1": {"text": "a rota, please", "event": 6, "asker": 2}}
    data["events"]["5"]["space"] = "private"
    data["asks"]["2"] = {"text": "help for the night", "event": 5, "asker": 1}
    path.write_text(json.dumps(data), "utf-8")
    app = open_app()
    async with app.run_test(size=(80, 24)):
        community, today = app.session.community, app.session.today
        minutes = markdown(minutes_of(community, community.events[6], today))
        assert "An hour saved" in minutes
        assert "a rota, please" in minutes
        assert "Beth" not in minutes
        private = markdown(minutes_of(community, community.events[5], today))
        assert "help for the night" not in private


async def test_a_story_released_to_everyone_is_in_the_minutes(path, open_app) -> None:
    data = json.loads(path.read_text("utf-8"))
    data["members"]["2"]["consent"] = {"quotes": True}
    data["stories"] = {
        "1": {"on": "2026-11-12", "text": "An hour saved", "event": 6, "teller": 2, "consent": "public"},
        "2": {"on": "2026-11-12", "text": "A secret", "event": 6, "consent": "public", "topic": 3},
        "3": {"on": "2026-11-12", "text": "For the core", "event": 6, "consent": "core"},
    }  # fmt: skip
    path.write_text(json.dumps(data), "utf-8")
    app = open_app()
    async with app.run_test(size=(80, 24)):
        community = app.session.community
        minutes = markdown(minutes_of(community, community.events[6], app.session.today))
        assert "An hour saved (told by Beth Lindqvist)" in minutes
        assert "secret" not in minutes
        assert "For the core" not in minutes


@pytest.mark.parametrize("confidential", [False, True])
async def test_a_follow_up_of_a_walk_about_an_event_is_one_of_the_event(
    confidential, path, open_app
) -> None:
    data = json.loads(path.read_text("utf-8"))
    data["events"]["6"] |= {"confidential": confidential, "code": "call 6"}
    data["runs"] = {
        "1": {
            "checklist": "after-event", "version": 1, "started_at": "2026-11-13T10:00",
            "subject": {"kind": "event", "id": 6},
        }
    }  # fmt: skip
    data["actions"]["2"] = {
        "text": "book the room",
        "origin": {"kind": "run", "id": 1, "step": "x"},
    }
    path.write_text(json.dumps(data), "utf-8")
    app = open_app()
    async with app.run_test(size=(80, 24)):
        community = app.session.community
        minutes = markdown(minutes_of(community, community.events[6], app.session.today))
        assert ("book the room" in minutes) is not confidential


@pytest.mark.parametrize("days", [0, 7, 8, 40])
@pytest.mark.parametrize("way", ["with it under the cursor", "in its roll call"])
async def test_what_is_written_long_after_an_event_belongs_to_it_only_in_its_roll(
    way, days, path, open_app, on_disk
) -> None:
    data = json.loads(path.read_text("utf-8"))
    day = (TODAY - timedelta(days=days)).isoformat()
    for table in ("touches", "actions", "topics", "stories", "asks", "runs", "contributions"):
        data[table] = {}
    data["events"] = {"1": {"title": "Call", "starts_at": day, "status": "planned"}}
    path.write_text(json.dumps(data), "utf-8")
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("r" if way == "in its roll call" else "3")
        await pilot.pause()
        belongs = 1 if days <= 7 or way == "in its roll call" else None
        for keys, (table, line) in LINES.items():
            await write(pilot, keys, line)
            newest = max(on_disk(table).items(), key=lambda item: int(item[0]))[1]
            assert belongs_to(table, newest) == belongs, keys
