"""The calendar, and planning from it and from the lists: next, copy, move, cancel, topics."""

from __future__ import annotations


async def press(pilot, *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def test_past_and_coming_weeks_open_at_the_next_event(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4")
        text = screen_text(app)
        assert "Calendar" in text
        assert "M T W T F S S" in text
        following = next(
            event for event in app.session.community.events_by_day if event.day >= app.session.today
        )
        assert app.screen.shown == ("events", following.id)
        await press(pilot, "enter")
        assert app.screen.shown == ("events", following.id)
        assert app.screen.focused is app.screen.detail


async def test_move_and_undo(open_app, on_disk, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4")
        number = app.screen.shown[1]
        before = on_disk("events")[str(number)]["starts_at"]
        await press(pilot, "M", *"19:45", "enter")
        assert on_disk("events")[str(number)]["starts_at"] == f"{before[:10]}T19:45"
        assert "19:45" in screen_text(app)
        await press(pilot, "u")
        assert on_disk("events")[str(number)]["starts_at"] == before
        await press(pilot, "M", *"soon", "enter")
        assert "isn't a date I recognise" in screen_text(app)


async def test_cancel_by_the_palette(open_app, on_disk) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3")
        number = app.screen.shown[1]
        await press(pilot, "colon", *"cancel the event", "enter", *"hall closed", "enter")
        found = on_disk("events")[str(number)]
        assert found["status"] == "cancelled"
        assert "Cancelled: hall closed" in found["summary"]


async def test_a_topic_is_put_on_the_next_event(open_app, on_disk) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2")
        topic = app.screen.shown[1]
        await press(pilot, "T", "enter")
        following = next(
            event
            for event in app.session.community.events_by_day
            if event.day >= app.session.today and event.status in ("planned", "confirmed")
        )
        assert topic in on_disk("events")[str(following.id)]["topics"]


async def test_topics_are_asked_for_on_an_event(open_app, on_disk, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3")
        number = app.screen.shown[1]
        await press(pilot, "T", *"sile", "tab", "enter")
        (topic,) = on_disk("events")[str(number)]["topics"]
        assert on_disk("topics")[str(topic)]["title"].startswith("Silence")
        assert "ress u to undo" in screen_text(app)


async def test_a_copy_is_a_form_that_saves_a_new_event(open_app, on_disk) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3")
        count = len(on_disk("events"))
        await press(pilot, "colon", *"copy the event", "enter")
        assert type(app.screen).__name__ == "FormScreen"
        assert len(on_disk("events")) == count


async def test_an_event_command_elsewhere_says_where_to_go(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "M")
        assert "Press 3 and select an event" in screen_text(app)
        await press(pilot, "O")
        assert "Press 3 and select an event" in screen_text(app)


async def test_an_empty_calendar(open_app, path, screen_text) -> None:
    path.write_text('{"community": {"1": {"name": "New"}}}')
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4")
        assert "No events yet" in screen_text(app)
        await press(pilot, "enter")
        assert "Select an event first" in screen_text(app)


async def test_every_place_is_one_key_from_every_place(open_app) -> None:
    names = {"0": "Today", "4": "Calendar", "5": "BetweenMeetings", "c": "Cultivate", "p": "Pulse",
             "v": "Value", "1": "Home"}  # fmt: skip
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        for key in ("0", "4", "5", "c", "p", "v"):
            for other in names:
                await press(pilot, "1", key, other)
                assert type(app.screen).__name__ == f"{names[other]}Screen", (key, other)
                assert len(app.screen_stack) == (1 if other == "1" else 2)
            await press(pilot, "1", key, "r", "y")
            assert type(app.screen).__name__ == "RollCallScreen", key
            await press(pilot, "q")


async def test_who_said_yes_and_who_said_no(open_app, on_disk, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4")
        number = str(app.screen.shown[1])
        await press(pilot, "colon", *"who said yes", "enter", *"dana, farah", "enter")
        assert "Dana Whitfield, Farah Aziz said yes to Community call" in screen_text(app)
        await press(pilot, "colon", *"who said no", "enter", *"amara", "enter")
        replies = {
            who: entry["rsvp"] for who, entry in on_disk("events")[number]["attendance"].items()
        }
        assert replies == {"1": "no", "2": "yes", "4": "yes", "6": "yes"}
        await press(pilot, "u")
        assert on_disk("events")[number]["attendance"]["1"] == {"rsvp": "yes"}
        await press(pilot, "colon", *"who said yes", "enter", *"nobody", "enter")
        assert "called 'nobody'" in screen_text(app)


async def test_it_opens_with_past_and_coming_weeks_in_sight_and_fills_the_screen(open_app) -> None:
    """What is drawn first is what stands there: the first move scrolls nothing."""
    app = open_app()
    async with app.run_test(size=(80, 14)) as pilot:
        await press(pilot, "4")
        calendar = app.screen.list
        top, rows, height = calendar.top, len(calendar.rows), calendar.size.height
        assert rows > height and 0 < top < calendar.cursor
        assert top <= rows - height + 1
        before = [calendar.render_line(y).text for y in range(height)]
        calendar.show_rows(calendar.rows)
        assert [calendar.render_line(y).text for y in range(height)] == before
