"""The keyboard stories that no other module tells, with exactly their keys and within budget.

| story | told in |
|---|---|
| who is this, who knows about it, when did we last discuss it | test_find_stories |
| roll call of thirty | test_roll_call_screen |
| someone is upset; an ask, a topic idea, a story, an introduction | test_capture_stories |
| the next occurrence of a series | test_form_screens |
| follow-ups top to bottom | test_today_screen |
| accept an attendance file, resolve a name | test_import_screen |
| proof of value | test_value_screen |
| resume a walk, a monthly walk, rows behind a line, undo in a walk | test_walk_stories |
"""

from __future__ import annotations

from collections.abc import Callable

import pytest


class Keys:
    """Presses keys and counts them; what is typed as text is not counted."""

    def __init__(self, pilot) -> None:
        self.pilot = pilot
        self.count = 0

    async def press(self, *keys: str) -> None:
        self.count += len(keys)
        await self.type(*keys)

    async def type(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await self.pilot.pause()


@pytest.fixture
def keys() -> Callable[..., Keys]:
    return Keys


async def test_presenter_mode_by_one_key(open_app, keys, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        story = keys(pilot)
        await story.press("z")
        assert app.presenting
        assert story.count == 1


async def test_a_newcomer_arrives_in_the_middle_of_a_meeting(open_app, keys, on_disk) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("r", "y")
        await pilot.pause()
        story = keys(pilot)
        await story.press("plus", "m")
        await story.type(*"Lena Voss via Amara", "enter")
        assert story.count == 2
        number, guest = next(
            (number, one)
            for number, one in on_disk("members").items()
            if one["name"] == "Lena Voss"
        )
        assert guest["introduced_by"] == 1
        assert guest["onboarding"] == {"day 0": app.session.today.isoformat()}
        event = str(app.screen.event_id)
        assert on_disk("events")[event]["attendance"][number]["status"] == "attended"


async def test_spoke_to_amara(open_app, keys, on_disk, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        story = keys(pilot)
        await story.press("g", "a", "m", "enter", "t")
        await story.type(*"called about the rota")
        await story.press("enter")
        assert story.count == 6
        touch = max(on_disk("touches").items(), key=lambda one: int(one[0]))[1]
        assert touch["members"] == [1]
        assert touch["channel"] == "call"
        assert "Spoken    today, by phone" in screen_text(app)


async def test_a_follow_up_with_owner_and_date_in_one_line(open_app, keys, on_disk) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        story = keys(pilot)
        await story.press("f")
        await story.type(*"@beth: send the triage sheet !fri", "enter")
        assert story.count == 1
        action = max(on_disk("actions").items(), key=lambda one: int(one[0]))[1]
        assert (action["owner"], action["due_on"]) == (2, "2026-11-27")


async def test_undo_while_everyone_watches(open_app, keys, on_disk, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        before = on_disk("actions")
        story = keys(pilot)
        await story.type("f", *"a slip of the tongue", "enter", "z")
        await story.press("u")
        assert story.count == 1
        assert on_disk("actions") == before
        assert "slip" not in screen_text(app)
