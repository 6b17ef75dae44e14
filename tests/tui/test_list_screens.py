"""Every screen with a list: the cursor stays on its row whatever happens around it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from coptui.core.model.edits import update
from coptui.tui.shell.list_screen import ListScreen
from coptui.whereabouts import of_file

WAYS = {
    "find": ("g", "a"),
    "palette": ("colon",),
    "today": ("0",),
    "calendar": ("4",),
    "between meetings": ("5",),
    "checklists": ("c",),
    "pulse": ("p",),
    "history": ("t", *"spoke to @dana", "enter", "t", *"spoke to @farah", "enter", "H"),
    "roll call": ("r", "y"),
    "rating": ("r", "y", "p"),
    "export": ("x",),
    "import": ("i",),
    "notebook": ("B", "a", *"one", "enter", "a", *"two", "enter"),
    "handover": ("f", *"one", "enter", "f", *"two", "enter", "colon", *"hand over", "enter"),
    "one person": ("colon", *"merge", "enter", "down", "enter"),
    "communities": ("comma",),
}


@pytest.mark.parametrize("way", WAYS)
async def test_the_cursor_stays_on_its_row_when_something_is_saved_and_the_size_changes(
    way, open_app, path
) -> None:
    for name in ("one.csv", "two.csv"):
        (path.parent / name).write_text("Name\nCharlie\n")
    other = path.with_name("other.json")
    other.write_bytes(path.read_bytes())
    app = open_app(communities=(of_file(path), of_file(other)))
    async with app.run_test(size=(100, 30)) as pilot:
        for step in WAYS[way]:
            await pilot.press(step)
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ListScreen)
        await pilot.press("down")
        await pilot.pause()
        on, lines = screen.list.key, len(screen.list.rows)
        assert on is not None and lines
        member = app.session.community.members[3]
        await app.desk.save(update(member, replace(member, organisation="Elsewhere")))
        await pilot.pause()
        assert app.screen is screen and screen.list.key == on
        for size in ((70, 24), (130, 40)):
            await pilot.resize_terminal(*size)
            await pilot.pause(0.1)
            assert screen.list.key == on and screen.list.has_focus
